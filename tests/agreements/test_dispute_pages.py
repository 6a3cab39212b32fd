"""The pages of disputes as people use them."""

import uuid
from datetime import timedelta

import pgtrigger
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements.actions import disputing
from agreements.forms.disputing import ResultForm
from agreements.models import Dispute
from core.errors import Refusal
from tests.agreements.disagreeing import (
    FACTS,
    confirm,
    contract,
    disputed,
    fresh,
    mediated,
    passed_on,
    public,
    raise_about,
    say,
    settled,
    sit,
    write,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, people):
    def sign_in(name):
        client.force_login(people[name].user)
        return client

    return sign_in


def at(dispute, name, *args):
    return reverse(f"agreements:dispute{name and '_' + name}", args=[dispute.code, *args])


def words(response):
    return response.content.decode()


def choosing(agreement, name="choose"):
    return reverse(f"agreements:dispute_{name}", args=["kesepakatan", agreement.code])


def test_two_pages_raise_a_dispute(villages, people, as_):
    agreement = AgreementFactory(state="in_force", regions=villages, owes=[{}])
    page = as_("drafting head").get(choosing(agreement))
    assert villages[1].full_name in words(page)
    assert choosing(agreement) in words(as_("drafting head").get(agreement.get_absolute_url()))
    address = f"{choosing(agreement, 'describe')}?pihak={villages[1].pk}&tentang=semua"
    client = as_("drafting head")
    assert client.get(address).status_code == 200
    data = {"facts": FACTS, "wish": "Bayar.", "since": "2026-06-01", "token": uuid.uuid4()}
    assert "field err" in words(client.post(address, data | {"since": "2090-01-01"}))
    response = client.post(address, data)
    dispute = Dispute.objects.get()
    assert response.url == dispute.get_absolute_url() and dispute.facts == FACTS
    again = words(client.post(address, data | {"token": uuid.uuid4(), "wish": "Bayar lunas."}))
    assert dispute.get_absolute_url() in again and "Bayar lunas." in again
    for page in (choosing(agreement), address):  # before anything is typed
        assert f'href="{dispute.get_absolute_url()}"' in words(client.get(page))
        assert "<textarea" not in words(client.get(page))
    assert Dispute.objects.count() == 1


def test_what_was_left_out_is_all_named_at_once(villages, people, as_):
    agreement = AgreementFactory(state="in_force", regions=villages)
    page = words(as_("drafting head").get(choosing(agreement, "describe")))
    assert page.count("field err") == 2


@pytest.mark.parametrize("query", ["", "pihak=33.07.05.2004&tentang=semua", "tentang=semua",
                                   "pihak=33.07.05.2001&tentang=semua", "pihak=33.07.05.2005"])  # fmt: skip
def test_a_wrong_first_page_comes_back_with_its_reason(query, villages, people, as_):
    agreement = AgreementFactory(state="in_force", regions=villages)
    response = as_("drafting head").post(f"{choosing(agreement, 'describe')}?{query}", {})
    assert response.status_code == 200 and "field err" in words(response)
    assert not Dispute.objects.exists()


def test_against_oneself_is_told_in_one_sentence(villages, people, as_):
    agreement = AgreementFactory(state="in_force", regions=villages)
    address = choosing(agreement, "describe")
    page = words(as_("drafting head").get(f"{address}?tentang=semua&pihak={villages[0].pk}"))
    assert "diri sendiri" in page and "Pilih di antara pihak lain" not in page


def test_a_single_region_chooses_the_third_party(villages, people, as_):
    agreement = contract(villages[:1])
    client, address = as_("drafting head"), choosing(agreement, "describe")
    assert "field err" in words(client.get(f"{address}?tentang=semua"))
    assert "diri sendiri" in words(client.get(f"{address}?tentang=semua&pihak={villages[0].pk}"))
    assert "pihak ketiga itu" in words(client.get(f"{address}?tentang=semua&lain=CV+Palsu"))
    address += "?tentang=semua&lain=CV+Sumber+Air"
    assert "CV Sumber Air" in words(client.get(address))
    data = {"facts": FACTS, "wish": "Bayar.", "since": "2026-06-01", "token": uuid.uuid4()}
    page = words(client.post(address, data, follow=True))
    assert "secara tertulis" in page and "lewat email" not in page


def test_an_invented_third_party_is_refused_where_the_text_names_none(villages, people, as_):
    agreement = AgreementFactory(state="in_force", regions=villages)
    query = f"?pihak={villages[1].pk}&tentang=semua&lain=CV+Palsu"
    page = as_("drafting head").get(f"{choosing(agreement, 'describe')}{query}")
    assert "pihak ketiga itu" in words(page)


def test_who_was_told_stands_after_raising(villages, people, as_):
    data = {"facts": FACTS, "wish": "Bayar.", "since": "2026-06-01"}
    client = as_("drafting head")

    def raised(agreement, query):
        address = f"{choosing(agreement, 'describe')}?pihak={villages[1].pk}&tentang=semua{query}"
        return words(client.post(address, data | {"token": uuid.uuid4()}, follow=True))

    jointly = contract(villages)
    assert "CV Sumber Air secara tertulis" in raised(jointly, "&lain=CV+Sumber+Air")
    for name in ("other head", "other secretary"):
        type(people[name].user).objects.filter(pk=people[name].user_id).update(is_active=False)
    assert "akun terverifikasi" in raised(jointly, "")


def test_statements_are_sent_and_corrected(villages, people, as_):
    dispute = disputed(villages)
    client, address = as_("other head"), at(dispute, "say")
    assert client.get(address).status_code == 200
    token = uuid.uuid4()
    assert client.post(address, {"text": "Sudah kami bayar.", "token": token}).status_code == 302
    first = dispute.statements.get()
    data = {"text": "Sebagian.", "token": uuid.uuid4(), "corrects": first.pk}
    client.post(address, data)
    assert f"#kata-{first.pk}" in words(client.get(dispute.get_absolute_url()))
    assert "field err" in words(client.post(address, {"text": "", "token": uuid.uuid4()}))


def test_buttons_lead_through_the_stages(villages, people, as_):
    dispute = disputed(villages)
    assert at(dispute, "pass_on") in words(as_("drafting head").get(dispute.get_absolute_url()))
    as_("drafting head").post(at(dispute, "pass_on"))
    as_("other head").post(at(dispute, "pass_on"))
    as_("own camat").post(at(dispute, "accept"))
    assert fresh(dispute).state == "mediation"
    assert "field err" in words(as_("own camat").post(at(dispute, "hand_on"), {"reason": ""}))
    as_("own camat").post(at(dispute, "hand_on"), {"reason": "Ikut berkepentingan."})
    assert fresh(dispute).level == "bupati"
    as_("regency").post(at(dispute, "accept"))
    as_("regency").post(at(dispute, "fail"), {"reason": "Tidak ada titik temu."})
    assert fresh(dispute).state == "failed"
    assert "titik temu" in words(as_("other head").get(dispute.get_absolute_url()))
    response = as_("drafting head").post(at(dispute, "withdraw"), {"reason": "Sudah."})
    assert response.status_code == 403 or fresh(dispute).state == "failed"


def test_a_session_is_called_from_its_page(villages, people, as_):
    dispute = disputed(villages)
    day = (timezone.localdate() + timedelta(days=5)).isoformat()
    data = {
        "day": day, "start": "09:00", "end": "11:00", "zone": "Asia/Jakarta",
        "place": "Balai Desa", "token": uuid.uuid4(),
    }  # fmt: skip
    client = as_("drafting head")
    assert client.get(at(dispute, "session")).status_code == 200
    assert client.post(at(dispute, "session"), data).url == dispute.get_absolute_url()
    assert "Balai Desa" in words(client.get(dispute.get_absolute_url()))
    meeting = dispute.sessions.get().meeting
    change = reverse("meetings:change", args=[meeting.pk])
    assert client.get(change).status_code == 200


def _record(dispute, **others):
    return {
        "held_on": timezone.localdate().isoformat(), "place": "Pendopo", "led_by": "Camat",
        "present": "Kepala Desa", "agreed": "Dicicil.", "seen": 0,
        "tugas-TOTAL_FORMS": 1, "tugas-INITIAL_FORMS": 0, "tugas-0-party": dispute.parties.last().name,
        "tugas-0-what": "membayar", "tugas-0-due": timezone.localdate().isoformat(),
    } | others  # fmt: skip


def test_the_result_is_written_with_tasks(villages, people, as_):
    dispute = mediated(disputed(villages), people["own camat"])
    client, address = as_("own camat"), at(dispute, "result")
    assert client.get(address).status_code == 200
    far = (timezone.localdate() + timedelta(days=3000)).isoformat()
    for wrong in ({"tugas-0-what": ""}, {"tugas-0-due": far}, {"held_on": far}):
        assert "field err" in words(client.post(address, _record(dispute, **wrong)))
    assert client.post(address, _record(dispute)).url == dispute.get_absolute_url()
    assert "membayar" in words(client.get(address)) and fresh(dispute).outcome.duties
    assert client.post(address, _record(dispute)).status_code == 302  # a second click


def test_the_record_is_led_by_the_mediator_and_not_by_who_types(villages, people, as_):
    dispute = mediated(disputed(villages), people["own camat"])
    regional = mediated(
        disputed([villages[0], RegionFactory(code="33.07.08.2001")]), people["regency"]
    )
    between = disputed(villages)
    camat = people["own camat"]
    for case, who, name in (
        (dispute, "own officer", f"{camat.user}, {camat.title}"), (regional, "regency", ""),
        (between, "drafting secretary", ""),
    ):  # fmt: skip
        form = as_(who).get(at(case, "result")).context["form"]
        assert form["led_by"].value() == name


def test_the_word_asks_for_a_fresh_proof(villages, people, as_, monkeypatch):
    dispute = mediated(disputed(villages), people["own camat"])
    assert as_("other head").get(at(dispute, "confirm")).status_code == 302  # nothing is written
    write(dispute, people["own camat"])
    sha = fresh(dispute).outcome.sha256
    client = as_("other head")
    assert sha in words(client.get(at(dispute, "confirm")))
    asked = client.post(at(dispute, "confirm"), {"sha256": sha})
    assert "reauthenticate" in asked.url and not fresh(dispute).outcome.words.exists()
    monkeypatch.setattr("agreements.views.mediating.confirmed_anew", lambda *args: "password")
    assert client.post(at(dispute, "confirm"), {"sha256": sha}).url == dispute.get_absolute_url()
    confirm(dispute, people["drafting head"])
    page = as_("own camat").get(at(dispute, "confirm"))
    assert sha in words(page)
    as_("own camat").post(at(dispute, "confirm"), {"sha256": sha})
    assert fresh(dispute).state == "settled"
    pdf = as_("drafting secretary").get(at(dispute, "sheet"))
    assert pdf["Content-Type"] == "application/pdf" and b"".join(pdf)[:5] == b"%PDF-"
    page = words(as_("own camat").get(dispute.get_absolute_url()))
    assert sha in page


def test_there_is_no_pdf_before_it_is_final(villages, people, as_):
    dispute = disputed(villages)
    assert as_("other head").get(at(dispute, "sheet")).url == dispute.get_absolute_url()


def test_a_deliberation_settled_by_the_parties_has_a_pdf_too(villages, people, as_):
    dispute = disputed(villages)
    write(dispute, people["drafting head"])
    for name in ("drafting head", "other head"):
        confirm(dispute, people[name])
    assert as_("other head").get(at(dispute, "sheet")).status_code == 200


def test_the_list_shows_stages_and_times(villages, people, as_):
    client = as_("other head")
    assert "/kesepakatan/" in words(client.get("/mediasi/"))  # what to try first
    found = disputed(villages)
    assert found.code in words(client.get("/mediasi/", {"tahap": "musyawarah"}))
    assert found.code not in words(client.get("/mediasi/", {"tahap": "selesai"}))
    settled(found, people["own camat"])
    page = words(as_("regency").get("/mediasi/", {"tahap": "entah"}))
    assert found.code in page and "ditutup pada hari diajukan" in page
    with pgtrigger.ignore("agreements.Dispute:dispute_keeps_its_word"):
        Dispute.objects.update(raised_at=timezone.now() - timedelta(days=9, hours=1))
    assert "ditutup setelah 9 hari" in words(as_("regency").get("/mediasi/"))


def _asked(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_list_costs_the_same_with_more(villages, people, as_):
    settled(disputed(villages), people["own camat"])
    client = as_("regency")
    few = _asked(client, "/mediasi/")
    for _number in range(3):
        disputed(villages)
    settled(disputed(villages), people["own camat"])
    assert _asked(as_("regency"), "/mediasi/") == few


def test_the_page_costs_the_same_with_more(villages, people, as_):
    dispute, camat = mediated(disputed(villages), people["own camat"]), people["own camat"]
    say(dispute, camat)
    sit(dispute, camat)
    write(dispute, camat)
    few = _asked(as_("own camat"), dispute.get_absolute_url())
    confirm(dispute, people["other head"])
    for _number in range(4):
        say(dispute, people["other head"])
        sit(dispute, camat)
    assert _asked(as_("own camat"), dispute.get_absolute_url()) == few


def test_the_page_says_who_is_to_be_written_to(villages, people, as_):
    dispute = disputed(villages)
    Dispute.objects.filter(pk=dispute.pk).update(
        deliberate_until=timezone.localdate() - timedelta(days=2)
    )
    assert "note wait" in words(as_("other head").get(dispute.get_absolute_url()))
    found = passed_on(fresh(dispute), by=[people["other head"]])
    disputing.hand_on(found, by=people["own camat"], reason="x")
    disputing.hand_on(fresh(found), by=people["regency"], reason="x")
    assert "Wonosobo" in words(as_("other head").get(found.get_absolute_url()))


def test_projects_have_the_way_to_mediation(villages, people, as_):
    project = ProjectFactory(lead=villages[0], partners=villages[1:], state="running")
    address = reverse("agreements:dispute_choose", args=["proyek", project.code])
    client = as_("other head")
    assert address in words(client.get(project.get_absolute_url()))
    assert client.get(address).status_code == 200
    found = raise_about(project, people["other head"])
    assert project.title in words(client.get(found.get_absolute_url()))


@pytest.mark.parametrize("field", ["place", "led_by", "present", "agreed"])
def test_what_the_record_cannot_print_is_refused_at_its_field(field):
    with pytest.raises(ValidationError, match="🌊"):
        ResultForm.base_fields[field].clean("Balai desa 🌊")


def test_a_result_lies_between_the_dispute_and_what_is_due(villages, people, as_):
    dispute = mediated(disputed(villages), people["own camat"])
    today = timezone.localdate()
    data = {
        "held_on": (today - timedelta(days=900)).isoformat(), "place": "Pendopo",
        "led_by": "Camat", "present": "Kades", "agreed": "Dicicil.", "seen": 0,
        "tugas-TOTAL_FORMS": 1, "tugas-INITIAL_FORMS": 0,
    }  # fmt: skip
    client = as_("own camat")
    assert "saat perselisihan diajukan" in words(client.post(at(dispute, "result"), data))
    duty = {
        "tugas-0-party": dispute.parties.last().name, "tugas-0-what": "membayar",
        "tugas-0-due": (today - timedelta(days=1)).isoformat(),
    }  # fmt: skip
    page = words(client.post(at(dispute, "result"), data | duty | {"held_on": today.isoformat()}))
    assert "saat pertemuan diadakan" in page and not dispute.outcomes.exists()
    early = today - timedelta(days=900)
    for wrong in ({"held_on": early}, {"duties": [["Besani", "membayar", early.isoformat()]]}):
        with pytest.raises(Refusal):
            write(dispute, people["own camat"], **wrong)


def test_one_settled_dispute_has_no_median(villages, people, as_):
    settled(disputed(villages), people["own camat"])
    page = words(as_("drafting head").get(reverse("agreements:disputes")))
    assert "1 perselisihan selesai pada hari diajukan." in page and "separuhnya" not in page
    with pgtrigger.ignore("agreements.Dispute:dispute_keeps_its_word"):
        Dispute.objects.update(raised_at=timezone.now() - timedelta(days=9, hours=1))
    page = words(as_("drafting head").get(reverse("agreements:disputes")))
    assert "1 perselisihan selesai, dalam 9 hari." in page


def test_readers_of_a_public_result_read_who_reads_what(villages, people, as_):
    dispute = public(settled(disputed(villages), people["own camat"]))
    page = words(as_("drafting head").get(dispute.get_absolute_url()))
    assert "Selebihnya hanya dibaca" in page and "Selain itu tidak ada" not in page
