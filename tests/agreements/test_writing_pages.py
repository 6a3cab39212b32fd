"""Drafting and changing in the browser: what is typed is checked, kept, and never somebody else's."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement
from agreements.views.scans import PROOF_GOOD_FOR
from tests.agreements.test_signing_pages import CHOOSE_AGAIN, proved, sheet
from tests.factories.agreements import AgreementFactory, fill, in_days, settle_at_home
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import RegionFactory

pytestmark = pytest.mark.django_db
DRAFT = reverse("agreements:draft")
S = Agreement.State


@pytest.fixture
def project(villages):
    return ProjectFactory(state="running", lead=villages[0], partners=villages[1:])


@pytest.fixture
def head(client, people):
    client.force_login(people["drafting head"].user)
    return people["drafting head"]


def url_of(agreement, name="edit"):
    return reverse(f"agreements:{name}", args=[agreement.code])


def typed(villages, **changes):
    return {
        "kind": "permakades", "title": "Air bersih", "parties": [v.pk for v in villages],
        "starts_on": in_days(1).isoformat(), "ends_on": in_days(400).isoformat(),
    } | changes  # fmt: skip


def send_draft(client, project, data):
    return client.post(f"{DRAFT}?proyek={project.code}", data)


def errors_of(response):
    form = response.context["form"]
    return {name: " ".join(found) for name, found in form.errors.items()}


# --- step 1: kind, title, parties, term ------------------------------------------


def test_without_a_source_the_page_offers_mine(client, head, project, villages):
    meeting = MeetingFactory(called_by=head, invited=villages)

    content = client.get(DRAFT).content.decode()
    assert f"{DRAFT}?proyek={project.code}" in content
    assert f"{DRAFT}?pertemuan={meeting.pk}" in content


def test_who_cannot_draft_reads_who_can(client, people, db):
    client.force_login(people["drafting council"].user)

    assert "menyusun kesepakatan" in client.get(DRAFT).content.decode()


def test_with_nothing_to_draft_from_the_page_says_how_it_arises(client, people):
    client.force_login(people["stranger head"].user)

    assert "Belum ada yang dapat disepakati" in client.get(DRAFT).content.decode()


def test_the_form_is_filled_with_what_is_known(client, head, project, villages):
    form = client.get(f"{DRAFT}?proyek={project.code}").context["form"]

    assert form.initial["kind"] == "permakades"
    assert form.initial["title"] == project.title
    assert form.initial["parties"] == [village.pk for village in villages]


def test_a_draft_is_made_and_its_clauses_come_next(client, head, project, villages):
    answer = send_draft(client, project, typed(villages))

    agreement = Agreement.objects.get()
    assert answer.url == url_of(agreement, "clauses")
    assert (agreement.state, agreement.project, agreement.title) == (S.DRAFT, project, "Air bersih")


def test_a_meeting_is_a_source_too(client, head, villages):
    meeting = MeetingFactory(called_by=head, invited=villages)

    client.post(f"{DRAFT}?pertemuan={meeting.pk}", typed(villages))

    assert Agreement.objects.get().meeting == meeting


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"title": ""}, "title", "kosong"),
        ({"title": "x" * 201}, "title", "200"),
        ({"title": "\x00\u202e"}, "title", "kosong"),
        ({"starts_on": "besok"}, "starts_on", "Tulis tanggal"),
        ({"starts_on": "1999-12-31"}, "starts_on", "terlalu jauh"),
        ({"ends_on": in_days(-1).isoformat(), "starts_on": in_days(-9).isoformat()}, "ends_on", "lewat"),
        ({"ends_on": in_days(0).isoformat()}, "ends_on", "mendahului"),
        ({"ends_on": "9999-12-31"}, "ends_on", "lima puluh tahun"),
        ({"ends_on": ""}, "ends_on", "kosong"),
        ({"kind": "hibah"}, "kind", "hibah"),
        ({"kind": ""}, "kind", "kosong"),
        ({"parties": []}, "parties", "kosong"),
        ({"parties": ["33.07.05.2004"]}, "parties", "sedikitnya 2"),
        ({"parties": ["33.07.05.2004"] * 2}, "parties", "sedikitnya 2"),  # the same one twice
        ({"parties": ["99.99.99.9999"]}, "parties", "tidak ikut"),
        ({"parties": [f"33.07.05.{number}" for number in range(2001, 2201)]}, "parties", "tidak ikut"),
    ],
)  # fmt: skip
def test_wrong_answers_get_a_clear_sentence_and_make_nothing(
    client, head, project, villages, change, field, words
):
    response = send_draft(client, project, typed(villages, **change))

    assert response.status_code == 200
    assert words in errors_of(response)[field]
    assert not Agreement.objects.exists()


def test_a_kelurahan_is_not_in_a_joint_regulation_but_may_be_in_a_memorandum(
    client, head, villages
):
    kelurahan = RegionFactory(kind="urban", word="Kelurahan", name="Leksono", code="33.07.05.1006")
    project = ProjectFactory(state="running", lead=villages[0], partners=[villages[1], kelurahan])
    everybody = [*villages, kelurahan]

    response = send_draft(client, project, typed(everybody))
    assert "Kelurahan Leksono tidak memiliki kepala desa" in errors_of(response)["parties"]

    send_draft(client, project, typed(everybody, kind="mou"))
    assert Agreement.objects.get().parties.count() == 3


def test_a_village_drafts_only_what_binds_itself(client, head, villages):
    third = RegionFactory()
    project = ProjectFactory(state="running", lead=villages[0], partners=[villages[1], third])

    response = send_draft(client, project, typed([villages[1], third]))

    assert "Desa Sojokerto, yang Anda wakili" in errors_of(response)["parties"]


def test_a_subdistrict_drafts_for_the_villages_that_it_invited(client, people, villages):
    officer = people["own officer"]
    meeting = MeetingFactory(called_by=officer, invited=villages)
    client.force_login(officer.user)

    client.post(f"{DRAFT}?pertemuan={meeting.pk}", typed(villages))

    agreement = Agreement.objects.get()
    assert agreement.drafted_for == officer.region
    assert agreement.parties.count() == 2


@pytest.mark.parametrize(
    "query", ["proyek=TIDAKADA", "proyek=%00", "pertemuan=0", "pertemuan=x", "pertemuan=٣",
              "pertemuan=99999999999999999999"],
)  # fmt: skip
def test_a_source_that_is_not_there_is_not_found(client, head, query):
    assert client.get(f"{DRAFT}?{query}").status_code == 404


def test_a_stranger_does_not_draft_out_of_a_project(client, people, project, villages):
    client.force_login(people["stranger head"].user)

    assert client.get(f"{DRAFT}?proyek={project.code}").status_code == 403
    assert send_draft(client, project, typed(villages)).status_code == 403
    assert not Agreement.objects.exists()


def test_a_project_that_is_not_agreed_leads_back_with_the_reason(client, head, villages):
    project = ProjectFactory(state="proposed", lead=villages[0], partners=villages[1:])

    answer = client.get(f"{DRAFT}?proyek={project.code}", follow=True)
    assert "setelah semua mitra menyetujui" in answer.content.decode()


def test_too_many_drafts_in_a_short_time_are_refused(client, head, project, villages):
    for number in range(31):
        send_draft(client, project, typed(villages) | {"title": f"Kesepakatan {number}"})

    assert Agreement.objects.count() == 30


# --- step 2: the words --------------------------------------------------------------


def words_typed(client, agreement, **changes):
    """What the edit page would send back untouched, with changes."""
    paper = client.get(url_of(agreement)).context["paper"]
    data = {name: paper.words.initial[name] for name in ("title", "text", "seen")}
    data |= {name: paper.words.initial[name].isoformat() for name in ("starts_on", "ends_on")}
    for form in paper.entries:
        data |= {f"{form.prefix}-{name}": value for name, value in form.initial.items()}
    return data | changes


def test_the_draft_is_saved_and_shown(client, head, villages):
    agreement = AgreementFactory(regions=villages)
    first, second = agreement.parties.all()
    data = words_typed(
        client, agreement, title="Air untuk semua", text="Pasal 1\r\nBaru.\u200b",
        **{f"party-{first.pk}-position": 2, f"party-{second.pk}-position": 1},
    )  # fmt: skip

    answer = client.post(url_of(agreement), data)

    assert answer.url == agreement.get_absolute_url()
    agreement.refresh_from_db()
    assert (agreement.title, agreement.text) == ("Air untuk semua", "Pasal 1\nBaru.")
    assert [party.name for party in agreement.parties.all()] == ["Desa Besani", "Desa Sojokerto"]


def test_saving_an_open_one_says_before_and_after_what_it_does(client, head, villages):
    agreement = AgreementFactory(state="open", regions=villages, approved=[villages[1]])
    page = client.get(url_of(agreement)).content.decode()
    assert "Menyimpan perubahan membuat versi baru: 1 persetujuan" in page

    data = words_typed(client, agreement, text="Pasal 1\nBaru.")
    answer = client.post(url_of(agreement), data, follow=True)

    assert "Versi 2 dibuka untuk persetujuan" in answer.content.decode()
    agreement.refresh_from_db()
    assert agreement.current.number == 2


def test_a_double_click_makes_one_version(client, head, villages):
    agreement = AgreementFactory(state="open", regions=villages)
    data = words_typed(client, agreement, text="Pasal 1\nBaru.")

    for _click in range(2):
        client.post(url_of(agreement), data)

    assert agreement.versions.count() == 2


def test_words_of_somebody_else_are_shown_and_mine_are_kept(client, head, people, villages):
    agreement = AgreementFactory(regions=villages)
    mine = words_typed(client, agreement, title="Judul saya")
    client.force_login(people["drafting secretary"].user)
    client.post(url_of(agreement), words_typed(client, agreement, title="Judul sekretaris"))
    client.force_login(head.user)

    response = client.post(url_of(agreement), mine)

    content = response.content.decode()
    assert "baru saja diubah, oleh orang lain" in content
    assert "Judul sekretaris" in content and 'value="Judul saya"' in content
    again = mine | {"seen": response.context["paper"].words.data["seen"]}
    client.post(url_of(agreement), again)
    agreement.refresh_from_db()
    assert agreement.title == "Judul saya"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": ""}, "kosong"),
        ({"text": "x" * 60001}, "60000"),
        ({"text": "\x00"}, "kosong"),
        ({"ends_on": "2001-01-01"}, "mendahului"),
        ({"position": "0"}, "1"),
        ({"position": "9" * 400}, ""),
        ({"signer_name": ""}, "kosong"),
        ({"signer_name": "x" * 101}, "100"),
    ],
)
def test_wrong_words_are_kept_with_a_sentence(client, head, villages, change, words):
    agreement = AgreementFactory(regions=villages)
    before = agreement.text
    party = agreement.parties.first()
    [(name, value)] = change.items()
    name = name if name in ("text", "ends_on") else f"party-{party.pk}-{name}"

    response = client.post(url_of(agreement), words_typed(client, agreement, **{name: value}))

    content = response.content.decode()
    assert response.status_code == 200
    assert "perlu diperbaiki" in content and words in content
    assert "<title>Salah:" in content
    agreement.refresh_from_db()
    assert agreement.text == before


def test_a_gap_in_an_open_text_is_named_and_nothing_changes(client, head, villages):
    agreement = AgreementFactory(state="open", regions=villages)
    data = words_typed(client, agreement, text="Pasal 1\n[isi: iuran]")

    response = client.post(url_of(agreement), data)

    assert "[isi: …]" in response.content.decode()
    assert agreement.versions.count() == 1


def test_a_party_of_another_agreement_in_the_form_is_ignored(client, head, villages):
    agreement, other = AgreementFactory(regions=villages), AgreementFactory(regions=villages)
    foreign = other.parties.first()
    data = words_typed(client, agreement, **{f"party-{foreign.pk}-signer_name": "Penyusup"})

    client.post(url_of(agreement), data)

    foreign.refresh_from_db()
    assert foreign.signer_name != "Penyusup"


@pytest.mark.parametrize("name", ["edit", "withdraw", "open"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("other head", 403), ("own camat", 403), ("stranger head", 404), ("drafting council", 403)],
)
def test_only_the_drafting_region_writes(client, people, villages, name, who, status):
    agreement = AgreementFactory(state="open", regions=villages)
    client.force_login(people[who].user)

    assert client.post(url_of(agreement, name), {"reason": "Tidak."}).status_code == status
    agreement.refresh_from_db()
    assert agreement.state == S.OPEN


def test_opening_by_the_button(client, head, villages):
    agreement = AgreementFactory(regions=villages)

    answer = client.post(url_of(agreement, "open"), follow=True)

    assert "Kepala semua pihak sudah diberi tahu" in answer.content.decode()
    assert client.get(url_of(agreement, "open")).status_code == 302


def test_an_incomplete_draft_leads_back_with_what_it_lacks(client, head, villages):
    agreement = AgreementFactory(regions=villages, text="[isi: lingkup]")

    answer = client.post(url_of(agreement, "open"), follow=True)

    assert "[isi: …]" in answer.content.decode()


def test_withdrawing_asks_for_a_reason(client, head, villages):
    agreement = AgreementFactory(state="open", regions=villages)

    assert client.get(url_of(agreement, "withdraw")).status_code == 200
    assert "perlu diperbaiki" in client.post(url_of(agreement, "withdraw")).content.decode()
    client.post(url_of(agreement, "withdraw"), {"reason": "Belum siap."})

    agreement.refresh_from_db()
    assert (agreement.state, agreement.end_reason) == (S.WITHDRAWN, "Belum siap.")


def test_ending_asks_for_the_ground_and_what_happened(client, people, villages):
    agreement = AgreementFactory(state="in_force", regions=villages)
    client.force_login(people["other head"].user)
    words = {"ground": "object_lost", "reason": "Pipa sudah diserahkan."}

    assert "Akhiri kesepakatan" in proved(client, agreement, "end").content.decode()
    client.post(url_of(agreement, "end"), words)
    again = client.post(url_of(agreement, "end"), words | {"reason": "Lain."}, follow=True)

    agreement.refresh_from_db()
    assert agreement.state == S.ENDED
    assert (agreement.end_ground, agreement.end_reason) == ("object_lost", "Pipa sudah diserahkan.")
    assert "Hanya kesepakatan yang berlaku dapat diakhiri" in again.content.decode()
    assert "bjek kerja sama hilang" in client.get(agreement.get_absolute_url()).content.decode()


def test_ending_asks_for_a_proof_that_is_fresh(client, people, villages):
    agreement = AgreementFactory(state="in_force", regions=villages)
    client.force_login(people["other head"].user)
    words = {"ground": "breach", "reason": "Iuran tidak dibayar."}

    with time_machine.travel(timezone.now(), tick=False) as clock:
        without = client.post(url_of(agreement, "end"), words).content.decode()
        proved(client, agreement, "end")
        clock.shift(timedelta(seconds=PROOF_GOOD_FOR + 1))
        late = client.post(url_of(agreement, "end"), words | {"paper": sheet()}).content.decode()

    assert "lebih dari 15 menit" in without and "lebih dari 15 menit" in late
    assert "Iuran tidak dibayar." in late and CHOOSE_AGAIN in late
    agreement.refresh_from_db()
    assert agreement.state == S.IN_FORCE


def test_the_proof_for_one_end_ends_no_other(client, people, villages):
    agreement = AgreementFactory(state="in_force", regions=villages)
    other = AgreementFactory(state="in_force", regions=villages)
    client.force_login(people["other head"].user)
    proved(client, agreement, "end")

    client.post(url_of(other, "end"), {"ground": "breach", "reason": "Iuran tidak dibayar."})

    other.refresh_from_db()
    assert other.state == S.IN_FORCE


@pytest.mark.parametrize("ground", ["", "term_over", "bosan"])
def test_an_end_without_a_ground_in_law_keeps_what_was_typed(client, people, villages, ground):
    agreement = AgreementFactory(state="in_force", regions=villages)
    client.force_login(people["other head"].user)
    proved(client, agreement, "end")

    answer = client.post(url_of(agreement, "end"), {"ground": ground, "reason": "Sudah selesai."})

    agreement.refresh_from_db()
    assert agreement.state == S.IN_FORCE
    assert "Sudah selesai." in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"ground"}


@pytest.mark.parametrize("who", ["drafting secretary", "stranger head", "own camat"])
def test_only_a_head_of_a_party_ends_it(client, people, villages, who):
    agreement = AgreementFactory(state="in_force", regions=villages)
    client.force_login(people[who].user)

    assert client.post(url_of(agreement, "end"), {"reason": "Tidak."}).status_code == 403


def test_a_page_of_an_agreement_that_has_moved_on_leads_to_it(client, head, villages):
    agreement = AgreementFactory(state="in_force", regions=villages)

    for name in ("edit", "withdraw"):
        assert client.get(url_of(agreement, name)).url == agreement.get_absolute_url()


def test_the_edit_page_costs_the_same_for_any_number_of_parties(client, head, villages):
    small = AgreementFactory(regions=villages)
    large = AgreementFactory(regions=[*villages, *(RegionFactory() for _ in range(20))])
    client.get(url_of(small))

    def cost(agreement):
        with CaptureQueriesContext(connection) as captured:
            client.get(url_of(agreement))
        return len(captured)

    assert cost(small) == cost(large)


def test_a_whole_life_in_the_browser(client, head, people, project, villages):
    send_draft(client, project, typed(villages))
    agreement = Agreement.objects.get()
    fill(agreement, head)
    client.post(url_of(agreement, "open"))
    agreement.refresh_from_db()
    assert agreement.state == S.OPEN
    settle_at_home(agreement)
    for village in villages:
        actions.approve(
            agreement, by=head_of(village), sha256=agreement.current.sha256, method="password"
        )
    agreement.refresh_from_db()
    assert agreement.state == S.IN_FORCE


def test_the_same_form_sent_twice_makes_one_draft(client, head, project, villages):
    first = send_draft(client, project, typed(villages))
    again = send_draft(client, project, typed(villages))

    assert again.url == first.url
    assert Agreement.objects.count() == 1

    send_draft(client, project, typed(villages) | {"title": "Hal lain"})
    assert Agreement.objects.count() == 2
