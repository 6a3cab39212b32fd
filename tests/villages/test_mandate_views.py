"""A representative's own pages, as a browser without JavaScript sees them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from tests.factories.accounts import UserFactory
from tests.factories.villages import MandateFactory, RegionFactory
from tests.papers import bomb_bytes, paper, pdf_bytes, picture_bytes, upload
from villages.middleware import SESSION_KEY
from villages.models import Mandate

pytestmark = pytest.mark.django_db
State = Mandate.State
CLAIM = "/saya/perwakilan/ajukan/"


@pytest.fixture
def user(client):
    user = UserFactory(full_name="Siti Maryamah")
    client.force_login(user)
    return user


def filled(**changes):
    today = timezone.localdate()
    return {
        "office": "head",
        "acting": "",
        "position": "",
        "starts_on": (today - timedelta(days=10)).isoformat(),
        "ends_on": (today + timedelta(days=1000)).isoformat(),
        "decree_number": "141/12/2025",
        "decree": paper(),
    } | changes


class TestClaim:
    def test_search_choose_fill_in_and_send(self, client, user, sojokerto, officer):
        page = client.get(CLAIM, {"q": "sojokreto"}).content.decode()
        assert f'name="wilayah" value="{sojokerto.pk}"' in page
        assert 'value="sojokreto"' in page

        form = client.get(CLAIM, {"wilayah": sojokerto.pk}).content.decode()
        assert "Kepala Desa" in form
        assert "Anggota BPD" in form

        sent = client.post(f"{CLAIM}?wilayah={sojokerto.pk}", filled(), follow=True)
        mandate = Mandate.objects.get(user=user)
        assert sent.redirect_chain == [(mandate.get_absolute_url(), 302)]
        assert (mandate.region, mandate.state) == (sojokerto, State.SUBMITTED)
        assert "Kecamatan Leksono" in sent.content.decode()

    def test_without_a_choice_the_search_comes_again(self, client, user, sojokerto):
        page = client.get(CLAIM, {"wilayah": ""})
        assert "note wait" in page.content.decode()
        for code in ("99.99", "x" * 99, "\0", "33"):
            assert client.get(CLAIM, {"wilayah": code}).status_code == 200
        assert client.post(f"{CLAIM}?wilayah=99", filled()).status_code == 200
        assert not Mandate.objects.exists()

    def test_nothing_found(self, client, user):
        assert "empty" in client.get(CLAIM, {"q": "zzzz"}).content.decode()

    def test_a_kelurahan_has_a_lurah_and_no_council(self, client, user, leksono):
        urban = RegionFactory(
            code="33.07.05.1006", name="Leksono", kind="urban", word="Kelurahan", parent=leksono
        )
        page = client.get(CLAIM, {"wilayah": urban.pk}).content.decode()
        assert "Lurah" in page
        assert "BPD" not in page
        assert "Kepala Desa" not in page
        sent = client.post(f"{CLAIM}?wilayah={urban.pk}", filled(ends_on=""))
        assert sent.status_code == 302
        assert Mandate.objects.get().title == "Lurah"

    def test_an_officer_has_a_position_and_no_end(self, client, user, leksono):
        data = filled(office="kecamatan", position="Kasi PMD", ends_on="")
        assert client.post(f"{CLAIM}?wilayah={leksono.pk}", data).status_code == 302
        assert Mandate.objects.get().title == "Kasi PMD"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("office", "camat"),
            ("office", "admin"),
            ("office", ""),
            ("acting", "Raja"),
            ("starts_on", ""),
            ("starts_on", "kemarin"),
            ("starts_on", "0001-01-01"),
            ("starts_on", "9999-12-31"),
            ("starts_on", "99999-01-01"),
            ("starts_on", "\0"),
            ("ends_on", ""),
            ("ends_on", "2020-01-01"),
            ("ends_on", "9999-12-31"),
            ("ends_on", "2026-02-31"),
            ("decree_number", ""),
            ("decree_number", "\0\u202e\u200b"),
            ("decree_number", "x" * 101),
            ("position", "x" * 61),
            ("decree", ""),
            ("decree", upload(b"")),
            ("decree", upload(b"<html><script>alert(1)</script>", "sk.pdf")),
            ("decree", upload(b"%PDF-1.4 broken", "sk.pdf")),
            ("decree", upload(b"PK\x03\x04", "sk.pdf")),
            ("decree", upload(bomb_bytes(), "sk.png", "image/png")),
            ("decree", upload(b"%PDF-" + b"0" * 11 * 1024 * 1024, "sk.pdf")),
        ],
    )
    def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(
        self, client, user, sojokerto, field, value
    ):
        data = filled(position="Kaur Umum") | {field: value}
        page = client.post(f"{CLAIM}?wilayah={sojokerto.pk}", data)

        html = page.content.decode()
        assert page.status_code == 200
        assert "sumerr" in html
        assert field in page.context["form"].errors
        if field != "decree_number":
            assert 'value="141/12/2025"' in html
        assert "<script>alert" not in html
        assert not Mandate.objects.exists()

    def test_an_end_before_the_start(self, client, user, sojokerto):
        today = timezone.localdate()
        data = filled(
            starts_on=(today + timedelta(days=20)).isoformat(),
            ends_on=(today + timedelta(days=10)).isoformat(),
        )
        page = client.post(f"{CLAIM}?wilayah={sojokerto.pk}", data)
        assert "ends_on" in page.context["form"].errors

    def test_an_acting_officer_has_an_end(self, client, user, leksono):
        data = filled(office="camat", acting="Plt.", ends_on="")
        page = client.post(f"{CLAIM}?wilayah={leksono.pk}", data)
        assert "ends_on" in page.context["form"].errors

    def test_a_pdf_named_jpg_is_kept_as_what_it_is(self, client, user, sojokerto):
        data = filled(decree=upload(pdf_bytes(), "foto.jpg", "image/jpeg"))
        client.post(f"{CLAIM}?wilayah={sojokerto.pk}", data)
        assert Mandate.objects.get().decree.name.endswith(".pdf")

    def test_a_second_click_hears_what_the_first_heard(self, client, user, sojokerto):
        address = f"{CLAIM}?wilayah={sojokerto.pk}"
        heard = [client.post(address, filled(), follow=True) for _click in range(2)]
        mandate = Mandate.objects.get()
        for page in heard:
            assert page.redirect_chain == [(mandate.get_absolute_url(), 302)]
            assert "Terkirim" in page.content.decode()

    @pytest.mark.parametrize("changes", [{"decree_number": "lain"}, {"later": True}])
    def test_another_application_for_the_same_office_is_refused(
        self, client, user, sojokerto, changes
    ):
        later = changes.pop("later", False)
        address = f"{CLAIM}?wilayah={sojokerto.pk}"
        client.post(address, filled())
        if later:
            long_ago = timezone.now() - timedelta(minutes=3)
            Mandate.objects.update(submitted_at=long_ago)
        page = client.post(address, filled(**changes))
        assert page.status_code == 200
        assert "sudah mengajukan" in page.content.decode()
        assert Mandate.objects.count() == 1

    def test_names_are_shown_as_text(self, client, user, sojokerto):
        user.full_name = "<script>alert(1)</script>"
        user.save()
        data = filled(decree_number="<img src=x onerror=alert(1)>")
        page = client.post(f"{CLAIM}?wilayah={sojokerto.pk}", data, follow=True).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page

    def test_a_visitor_signs_in_first(self, client, sojokerto):
        answer = client.get(CLAIM)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


class TestList:
    def test_empty(self, client, user):
        page = client.get("/saya/perwakilan/").content.decode()
        assert "empty" in page
        assert CLAIM in page

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"pending": True}, "Menunggu pemeriksaan"),
            ({"state": State.RETURNED, "reason": "Foto kabur."}, "Foto kabur."),
            ({}, "Terverifikasi sampai"),
            ({"ends_on": None, "office": "camat"}, "tanpa batas waktu"),
            ({"state": State.REFUSED, "reason": "Bukan kades."}, "Bukan kades."),
            ({"state": State.WITHDRAWN}, "Anda telah menarik kembali"),
            ({"ended": True, "reason": "Mundur."}, "Mundur."),
            ({"past": True}, "Masa jabatan habis"),
            ({"ahead": True}, "belum mulai"),
        ],
    )
    def test_the_state_is_always_visible(self, client, user, sojokerto, changes, says):
        today = timezone.localdate()
        if changes.pop("past", None):
            changes |= {"ends_on": today - timedelta(days=1)}
        if changes.pop("ahead", None):
            changes |= {"starts_on": today + timedelta(days=5)}
        mandate = MandateFactory(user=user, region=sojokerto, **changes)

        for address in ("/saya/perwakilan/", mandate.get_absolute_url()):
            assert says in client.get(address).content.decode()

    def test_the_number_of_queries_does_not_grow(
        self, client, user, sojokerto, django_assert_num_queries
    ):
        client.get("/saya/perwakilan/")
        counts = []
        for number in range(3):
            MandateFactory(user=user, region=RegionFactory(code=f"33.07.05.{2100 + number}"))
            with django_assert_num_queries(99, exact=False) as context:
                client.get("/saya/perwakilan/")
            counts.append(len(context))
        assert counts[0] == counts[-1]


class TestOne:
    def test_strangers_get_404(self, client, user, sojokerto):
        mandate = MandateFactory(region=sojokerto)
        names = ("mandate", "correct", "end", "decree", "decree_picture", "check")
        for name in names:
            address = reverse(f"villages:{name}", args=[mandate.pk])
            assert client.get(address).status_code == 404, name
        assert client.post(reverse("villages:withdraw", args=[mandate.pk])).status_code == 404
        assert client.get("/saya/perwakilan/99999999999999999999/").status_code == 404

    def test_withdraw(self, client, user, sojokerto):
        mandate = MandateFactory(pending=True, user=user, region=sojokerto)
        address = reverse("villages:withdraw", args=[mandate.pk])
        assert client.get(address).status_code == 302
        assert client.post(address).url == "/saya/perwakilan/"
        mandate.refresh_from_db()
        assert mandate.state == State.WITHDRAWN
        page = client.post(address, follow=True).content.decode()
        assert "Anda sudah menarik kembali pengajuan ini." in page

    def test_correct_keeps_what_was_written(self, client, user, sojokerto):
        mandate = MandateFactory(
            user=user, region=sojokerto, state=State.RETURNED, reason="Kabur.", acting=True,
            title="Pj. Kepala Desa", decree_number="1/2",
        )  # fmt: skip
        address = reverse("villages:correct", args=[mandate.pk])
        page = client.get(address).content.decode()
        assert "Kabur." in page
        assert 'value="1/2"' in page
        assert 'value="Pj." ' in page or 'value="Pj."' in page

        data = {**filled(acting="Pj.", decree_number="1/3"), "decree": ""}
        assert client.post(address, data).url == mandate.get_absolute_url()
        mandate.refresh_from_db()
        assert (mandate.state, mandate.decree_number) == (State.SUBMITTED, "1/3")
        assert mandate.title == "Pj. Kepala Desa"

    def test_correct_the_position_of_an_officer(self, client, user, leksono):
        mandate = MandateFactory(
            user=user, region=leksono, office="kecamatan", title="Kasi PMD",
            state=State.RETURNED, reason="Kabur.",
        )  # fmt: skip
        address = reverse("villages:correct", args=[mandate.pk])
        assert 'value="Kasi PMD"' in client.get(address).content.decode()

    def test_a_correction_that_came_too_late_is_told(self, client, user, sojokerto):
        old = MandateFactory(user=user, region=sojokerto)
        mandate = MandateFactory(
            user=user, region=sojokerto, state=State.RETURNED, reason="x",
            starts_on=old.ends_on + timedelta(days=1), ends_on=old.ends_on + timedelta(days=9),
        )  # fmt: skip
        page = client.post(reverse("villages:correct", args=[mandate.pk]), filled(decree=""))
        assert page.status_code == 200
        assert "sumerr" in page.content.decode()

    def test_only_what_came_back_can_be_corrected(self, client, user, sojokerto):
        mandate = MandateFactory(user=user, region=sojokerto)
        page = client.get(reverse("villages:correct", args=[mandate.pk]), follow=True)
        assert "Tidak ada perbaikan yang diminta." in page.content.decode()

    def test_resign(self, client, user, sojokerto):
        mandate = MandateFactory(user=user, region=sojokerto)
        address = reverse("villages:end", args=[mandate.pk])
        assert client.get(address).status_code == 200
        assert "sumerr" in client.post(address, {"reason": " "}).content.decode()
        assert client.post(address, {"reason": "Pindah tugas."}).status_code == 302
        mandate.refresh_from_db()
        assert (mandate.state, mandate.reason) == (State.ENDED, "Pindah tugas.")
        page = client.post(address, {"reason": "Lagi."}, follow=True).content.decode()
        assert "Mandat ini sudah tidak berlaku." in page

    def test_an_end_that_came_second_is_told(self, client, user, sojokerto, monkeypatch):
        mandate = MandateFactory(user=user, region=sojokerto)

        def too_late(mandate, **words):
            raise Refusal("Orang lain lebih dahulu.")

        monkeypatch.setattr("villages.views.mandates.actions.end", too_late)
        address = reverse("villages:end", args=[mandate.pk])
        page = client.post(address, {"reason": "x"}, follow=True)
        assert "Orang lain lebih dahulu." in page.content.decode()

    def test_ended_acts_on_the_next_request(self, client, user, sojokerto):
        mandate = MandateFactory(user=user, region=sojokerto)
        client.get("/saya/perwakilan/")
        Mandate.objects.filter(pk=mandate.pk).update(state=State.ENDED, ended_at=timezone.now())
        assert "acting" not in client.get("/saya/perwakilan/").wsgi_request.session
        assert client.get("/saya/bertindak/").wsgi_request.acting is None


class TestCapacities:
    def test_choose_among_ones_own(self, client, user, sojokerto, leksono):
        head = MandateFactory(user=user, region=sojokerto)
        camat = MandateFactory(user=user, region=leksono, office="camat", title="Camat")
        page = client.get("/saya/bertindak/")
        assert page.wsgi_request.acting == head
        assert "Camat" in page.content.decode()

        chosen = client.post("/saya/bertindak/", {"mandate": camat.pk, "next": "/desa/"})
        assert chosen.url == "/desa/"
        assert client.session[SESSION_KEY] == camat.pk
        assert client.get("/saya/bertindak/").wsgi_request.acting == camat

    @pytest.mark.parametrize("value", ["", "0", "x", "\0", "99999999999999999999999", None])
    def test_not_among_anything_else(self, client, user, sojokerto, value):
        MandateFactory(user=user, region=sojokerto)
        data = {} if value is None else {"mandate": value}
        assert client.post("/saya/bertindak/", data).status_code == 403

    def test_not_anothers_and_not_an_ended_one(self, client, user, sojokerto, officer):
        ended = MandateFactory(user=user, region=sojokerto, ended=True)
        for mandate in (officer, ended):
            assert client.post("/saya/bertindak/", {"mandate": mandate.pk}).status_code == 403

    def test_leads_nowhere_else(self, client, user, sojokerto):
        mandate = MandateFactory(user=user, region=sojokerto)
        data = {"mandate": mandate.pk, "next": "https://jahat.example/"}
        assert client.post("/saya/bertindak/", data).url == reverse("start")

    def test_empty(self, client, user):
        assert "empty" in client.get("/saya/bertindak/").content.decode()


def test_the_photo_of_a_decree_is_kept_as_picture(client, user, sojokerto):
    data = filled(decree=upload(picture_bytes(), "foto.jpg", "image/jpeg"))
    client.post(f"{CLAIM}?wilayah={sojokerto.pk}", data)
    mandate = Mandate.objects.get()
    address = reverse("villages:decree_picture", args=[mandate.pk])
    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer.getvalue()
