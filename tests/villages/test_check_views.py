"""The queue, the page of one application, and who may open a decree."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.errors import Refusal
from core.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.villages import (
    MandateFactory,
    RegencyFactory,
    RegionFactory,
    SubdistrictFactory,
)
from tests.papers import pdf_bytes, picture_bytes, upload
from villages.actions import mandates as actions
from villages.models import Mandate

pytestmark = pytest.mark.django_db
State = Mandate.State


@pytest.fixture(autouse=True)
def _one_factor(settings):
    """The second factor of those who check is tested on the roof."""
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def claim(sojokerto):
    return MandateFactory(
        pending=True, region=sojokerto, user__full_name="Siti Maryamah",
        user__phone="+6281234567890",
    )  # fmt: skip


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer.user)
    return client


def page_of(claim):
    return reverse("villages:check", args=[claim.pk])


def answer(client, claim, data, **more):
    """Press a button on the page as it is now."""
    return client.post(page_of(claim), {"seen": claim.seen} | data, **more)


class TestQueue:
    def test_oldest_first(self, as_officer, sojokerto):
        now = timezone.now()
        for days in (1, 3, 2):
            MandateFactory(
                pending=True, region=sojokerto, submitted_at=now - timedelta(days=days),
                user__full_name=f"Umur {days}",
            )  # fmt: skip
        html = as_officer.get("/verifikasi/").content.decode()
        assert html.index("Umur 3") < html.index("Umur 2") < html.index("Umur 1")

    def test_empty_and_not_for_me(self, client, as_officer):
        assert "empty" in as_officer.get("/verifikasi/").content.decode()
        client.force_login(UserFactory())
        page = client.get("/verifikasi/")
        assert page.status_code == 200
        assert "petugas kecamatan" in page.content.decode()

    def test_pages_and_queries_do_not_grow(self, as_officer, sojokerto, django_assert_num_queries):
        as_officer.get("/verifikasi/")
        counts = []
        for number in (1, 24):
            MandateFactory.create_batch(number, pending=True, region=sojokerto)
            with django_assert_num_queries(99, exact=False) as context:
                page = as_officer.get("/verifikasi/")
            counts.append(len(context))
        assert counts[0] == counts[1]
        assert len(page.context["mandates"]) == 20


class TestCheck:
    def test_shows_what_must_be_compared(self, as_officer, claim, sojokerto):
        holder = MandateFactory(region=sojokerto, user__full_name="Budi Santoso")
        html = as_officer.get(page_of(claim)).content.decode()
        for word in ("Siti Maryamah", "141/12/2025", "0812-3456-7890", "Budi Santoso"):
            assert word in html
        assert reverse("villages:decree", args=[claim.pk]) in html
        assert holder.get_absolute_url() in html

    def test_the_photo_of_a_decree_stands_in_the_page(self, as_officer, sojokerto):
        claim = MandateFactory(
            pending=True, region=sojokerto, decree=upload(picture_bytes(), "a.jpg")
        )
        address = reverse("villages:decree_picture", args=[claim.pk])
        assert f'<img src="{address}"' in as_officer.get(page_of(claim)).content.decode()

    def test_accept(self, as_officer, officer, claim):
        done = answer(as_officer, claim, {"decision": "terima"})
        claim.refresh_from_db()
        assert (claim.state, claim.decided_by) == (State.VERIFIED, officer.user)
        assert done.url == "/verifikasi/"

    def test_the_next_one_is_offered(self, as_officer, claim, sojokerto):
        after = MandateFactory(pending=True, region=sojokerto, office="secretary")
        assert answer(as_officer, claim, {"decision": "terima"}).url == page_of(after)

    @pytest.mark.parametrize(
        ("decision", "state"), [("perbaikan", State.RETURNED), ("tolak", State.REFUSED)]
    )
    def test_no_needs_a_reason(self, as_officer, claim, decision, state):
        page = answer(as_officer, claim, {"decision": decision, "reason": " \u200b "})
        assert "sumerr" in page.content.decode()
        claim.refresh_from_db()
        assert claim.state == State.SUBMITTED

        answer(as_officer, claim, {"decision": decision, "reason": "Foto\r\nkabur."})
        claim.refresh_from_db()
        assert (claim.state, claim.reason) == (state, "Foto kabur.")

    @pytest.mark.parametrize("data", [{}, {"decision": "hapus"}, {"decision": "\0"}])
    def test_no_decision_decides_nothing(self, as_officer, claim, data):
        assert answer(as_officer, claim, data).status_code == 200
        claim.refresh_from_db()
        assert claim.state == State.SUBMITTED

    def test_what_was_decided_meanwhile_is_told(self, as_officer, claim):
        answer(as_officer, claim, {"decision": "terima"})
        page = answer(as_officer, claim, {"decision": "terima"}, follow=True)
        assert page.redirect_chain == [(page_of(claim), 302)]
        assert "sudah diputuskan" in page.content.decode()
        claim.refresh_from_db()
        assert claim.state == State.VERIFIED

    def test_what_the_applicant_has_changed_meanwhile_is_read_first(
        self, as_officer, officer, claim, django_capture_on_commit_callbacks
    ):
        actions.return_for_correction(claim, by=officer, reason="Foto kabur.")
        before = claim.seen
        with django_capture_on_commit_callbacks(execute=True):
            actions.correct(
                claim, by=claim.user, starts_on=claim.starts_on, ends_on=claim.ends_on,
                decree_number="141/99/2026",
            )  # fmt: skip

        page = answer(as_officer, claim, {"seen": before, "decision": "tolak", "reason": "Palsu"})

        html = page.content.decode()
        assert "Pemohon mengubah pengajuan ini" in html
        assert "141/99/2026" in html
        assert "Palsu" in html
        claim.refresh_from_db()
        assert claim.state == State.SUBMITTED

    def test_what_was_withdrawn_meanwhile_is_told(self, as_officer, claim):
        actions.withdraw(claim, by=claim.user)
        page = answer(as_officer, claim, {"decision": "terima"}, follow=True)
        assert "telah menarik kembali pengajuan ini" in page.content.decode()
        claim.refresh_from_db()
        assert claim.state == State.WITHDRAWN

    def test_a_reason_typed_too_late_is_shown_to_be_copied(self, as_officer, claim):
        claim.state, claim.decided_at, claim.decided_by = "refused", timezone.now(), UserFactory()
        claim.save()

        page = answer(as_officer, claim, {"decision": "tolak", "reason": "Yang saya tulis"})

        html = page.content.decode()
        assert "Yang saya tulis" in html
        assert "sudah diputuskan" in html

    def test_a_reason_outrun_while_it_is_sent_is_kept(self, as_officer, claim, monkeypatch):
        def outrun(*args, **kwargs):
            raise Refusal("Orang lain lebih cepat.")

        monkeypatch.setattr(actions, "refuse", outrun)

        page = answer(as_officer, claim, {"decision": "tolak", "reason": "Yang saya tulis"})

        assert "Yang saya tulis" in page.content.decode()
        assert "Orang lain lebih cepat." in page.content.decode()

    def test_a_second_head_is_refused_with_his_name(self, as_officer, claim, sojokerto):
        MandateFactory(region=sojokerto, user__full_name="Budi Santoso")
        page = answer(as_officer, claim, {"decision": "terima"}, follow=True)
        assert "Budi Santoso memegang jabatan" in page.content.decode()

    def test_nobody_checks_himself(self, as_officer, officer, sojokerto):
        own = MandateFactory(pending=True, region=sojokerto, user=officer.user)
        assert 'name="decision"' not in as_officer.get(page_of(own)).content.decode()
        assert as_officer.post(page_of(own), {"decision": "terima"}).status_code == 403

    def test_the_applicant_may_look_but_not_decide(self, client, claim):
        client.force_login(claim.user)
        assert client.get(page_of(claim)).status_code == 200
        assert client.post(page_of(claim), {"decision": "terima"}).status_code == 403
        claim.refresh_from_db()
        assert claim.state == State.SUBMITTED

    def test_the_number_of_queries_does_not_grow(
        self, as_officer, claim, sojokerto, django_assert_num_queries
    ):
        as_officer.get(page_of(claim))
        counts = []
        for offset in (0, 1, 2):
            start = timezone.localdate() + timedelta(days=1000 * (offset + 1))
            MandateFactory(region=sojokerto, starts_on=start, ends_on=start + timedelta(days=900))
            with django_assert_num_queries(99, exact=False) as context:
                as_officer.get(page_of(claim))
            counts.append(len(context))
        assert len(set(counts)) == 1


@pytest.fixture
def people(leksono, sojokerto, officer, claim):
    other = SubdistrictFactory(code="33.07.06")
    former = MandateFactory(region=leksono, office="camat", ended=True)
    return {
        "applicant": claim.user,
        "own officer": officer.user,
        "regency": MandateFactory(region=RegencyFactory(), office="kabupaten").user,
        "operator": UserFactory(is_staff=True),
        "other officer": MandateFactory(region=other, office="kecamatan").user,
        "former officer": former.user,
        "colleague": MandateFactory(region=sojokerto, office="secretary").user,
        "neighbour": MandateFactory(region=RegionFactory(code="33.07.05.2100")).user,
        "not verified officer": MandateFactory(
            pending=True, region=leksono, office="kecamatan"
        ).user,
        "stranger": UserFactory(),
    }


MAY_OPEN = {"applicant", "own officer", "regency", "operator"}


def test_who_may_open_a_decree(client, people, claim):
    address = reverse("villages:decree", args=[claim.pk])
    opened = set()
    for name, user in people.items():
        client.force_login(user)
        answer = client.get(address)
        assert answer.status_code in (200, 404), name
        if answer.status_code == 200:
            opened.add(name)
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
            assert answer["Cache-Control"] == "private, no-store"
            answer.getvalue()
    assert opened == MAY_OPEN
    client.logout()
    assert client.get(address).status_code == 302


def test_each_opening_leaves_a_line(as_officer, officer, claim, caplog):
    address = reverse("villages:decree", args=[claim.pk])
    with caplog.at_level("INFO", logger="forum.security"):
        as_officer.get(address).getvalue()

    assert f"decree of mandate {claim.pk} opened by user {officer.user.pk}" in caplog.text
    assert AuditEvent.objects.get().verb == "villages.decree_opened"


def test_a_pdf_is_no_picture_and_a_lost_file_is_gone(as_officer, claim):
    assert as_officer.get(reverse("villages:decree_picture", args=[claim.pk])).status_code == 404
    claim.decree.delete(save=False)
    assert as_officer.get(reverse("villages:decree", args=[claim.pk])).status_code == 404


def pdf_claim(sojokerto, content):
    return MandateFactory(pending=True, region=sojokerto, decree=upload(content, "sk.pdf"))


def test_a_pdf_is_read_beside_the_claim_page_by_page(as_officer, sojokerto):
    claim = pdf_claim(sojokerto, pdf_bytes(pages=5))

    html = as_officer.get(reverse("villages:check", args=[claim.pk])).text
    pages = [reverse("villages:decree_page", args=[claim.pk, page]) for page in range(1, 5)]
    assert [page for page in pages if page in html] == pages[:3]
    assert html.count(reverse("villages:decree", args=[claim.pk]) + '"') == 1
    assert "2 halaman" in html

    answer = as_officer.get(pages[0])
    picture = Image.open(io.BytesIO(answer.content))
    assert (answer["Content-Type"], picture.width) == ("image/jpeg", 1200)
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    for none in (0, 4, 99):
        address = reverse("villages:decree_page", args=[claim.pk, none])
        assert as_officer.get(address).status_code == 404


def test_a_pdf_that_cannot_be_drawn_is_downloaded(as_officer, sojokerto):
    claim = pdf_claim(sojokerto, b"%PDF-1.7 broken")
    html = as_officer.get(reverse("villages:check", args=[claim.pk])).text
    assert "<img" not in html.partition("<main")[2]
    assert "tidak dapat ditampilkan" in html
    assert as_officer.get(reverse("villages:decree_page", args=[claim.pk, 1])).status_code == 404


def test_pages_are_seen_by_those_who_may_open_the_decree(client, claim):
    address = reverse("villages:decree_page", args=[claim.pk, 1])
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
