"""The papers of minutes: official words, made of what was confirmed, and the check behind the QR."""

import io
import re
from datetime import timedelta
from unittest import mock

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from core import audit, seals
from meetings import actions, changes, minutes_text, tasks, witness
from meetings.documents import docx
from meetings.documents import minutes as papers
from meetings.models import Meeting, Minutes, MinutesItem
from tests.factories.meetings import DecisionFactory
from tests.factories.minutes import MinutesFactory, again, held_meeting, lead_of
from tests.factories.projects import head_of
from tests.factories.villages import (
    ForumFactory,
    MandateFactory,
    RegencyFactory,
    RegionFactory,
    SubdistrictFactory,
)
from tests.papers import picture_bytes
from villages.models import Mandate

pytestmark = pytest.mark.django_db
MAKERS = (papers.official_record, papers.notes)
WORDS = (docx.official_record, docx.notes)
HARD = [
    "😀 ꦲꦏ꧀ꦱꦫꦗꦮ 漢字 العربية",
    "#panic() $x$ *b* `c` \\ \" ' <script> & ]]>",
    "Kata " * 3900,
    "Baris\n" * 1500,
    "",
]


@pytest.fixture
def leksono():
    return SubdistrictFactory(code="33.07.05", name="Leksono")


@pytest.fixture
def regions(leksono):
    return [
        RegionFactory(code="33.07.05.2004", name="Sojokerto", parent=leksono),
        RegionFactory(code="33.07.05.2005", name="Besani", parent=leksono),
    ]


def in_state(regions, state, **facts):
    return MinutesFactory(meeting=held_meeting(regions, **facts), state=state)


def text_of(content):
    """Every word of a DOCX, in the order of the file."""
    body = Document(io.BytesIO(content)).element.body
    return "\n".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def test_the_paper_says_day_and_numbers_in_words(regions):
    minutes = in_state(regions, "sealed")
    data = papers.paper_of(minutes)

    assert re.match(
        r"Pada hari ini, (Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu) tanggal [a-z ]+ bulan \w+"
        r" tahun dua ribu [a-z ]+ \(\d\d-\d\d-\d{4}\), pukul \d\d\.\d\d s\.d\. ",
        data["opening"],
    )
    assert "0 (nol) wilayah dari 2 (dua) wilayah" in data["quorum"]
    assert "Kuorum sebanyak 2 (dua) wilayah tidak tercapai." in data["quorum"]


def test_the_paper_has_a_block_for_everybody_who_signs(regions):
    meeting = held_meeting(regions)
    meeting.invitations.filter(region=regions[1]).update(
        answer="attends",
        answered_by=head_of(regions[1]),
        answered_at=meeting.starts_at,
    )
    minutes = MinutesFactory(meeting=meeting, state="sealed")

    blocks = papers.paper_of(minutes)["signatures"]

    assert blocks["chair"]["name"] == minutes.chair
    assert blocks["note_taker"]["title"] == "Notulis"
    assert blocks["wakils"] == [
        {"title": "Wakil Desa Besani", "name": str(head_of(regions[1]).user)}
    ]
    assert blocks["witness"] == {"title": "Camat Leksono", "name": "", "nip": ""}


def test_the_witness_is_the_regent_where_the_villages_lie_in_several_subdistricts(regions):
    elsewhere = RegionFactory(code="33.07.06.2001")
    assert witness.title_above(held_meeting([regions[0], elsewhere])) == "Bupati Wonosobo"
    assert witness.title_above(held_meeting([regions[0].parent, elsewhere.parent])).startswith(
        "Bupati"
    )


def test_a_meeting_of_a_single_regency_office_has_no_witness():
    assert witness.title_above(held_meeting([RegencyFactory()])) in ("", "Bupati Wonosobo")


def test_decisions_stand_on_the_paper(regions):
    meeting = held_meeting(regions)
    decision = DecisionFactory(meeting=meeting, adopted=True, text="Iuran Rp2.000.")
    minutes = MinutesFactory(meeting=meeting, state="sealed")

    rows = papers.paper_of(minutes)["decisions"]

    assert [(row["number"], row["text"]) for row in rows] == [(decision.label, "Iuran Rp2.000.")]
    assert f"- {decision.label}: Iuran Rp2.000." in minutes.text


def test_silence_stands_on_the_paper_as_silence(regions):
    minutes = in_state(regions, "sealed")
    assert [row["at"] for row in papers.approval_of(minutes)["rows"]] != ["belum menanggapi"] * 2

    minutes.approved_how, minutes.approved_in = Minutes.How.SITTING, minutes.meeting
    minutes.sha256 = "0" * 64
    approval = papers.approval_of(minutes)
    assert [row["at"] for row in approval["rows"]] == ["belum menanggapi"] * 2
    assert approval["how"].startswith("Disahkan dalam rapat")


@pytest.mark.parametrize("state", ["draft", "review", "approved", "sealed"])
@pytest.mark.parametrize("make", MAKERS)
def test_every_state_prints_and_says_what_it_is(regions, state, make):
    minutes = in_state(regions, state)

    with pikepdf.open(io.BytesIO(make(minutes))) as document:
        assert document.open_metadata().pdfa_status == "2A"
    assert bool(papers.paper_of(minutes)["state"]) is (state != "sealed")


@pytest.mark.parametrize("words", HARD)
@pytest.mark.parametrize("make", MAKERS + WORDS)
def test_no_text_stops_the_press(regions, words, make):
    minutes = in_state(regions, "draft")
    MinutesItem.objects.filter(minutes=minutes).update(text=words)

    assert make(again(minutes))[:4] in (b"%PDF", b"PK\x03\x04")


def test_the_same_minutes_give_the_same_bytes(regions):
    minutes = in_state(regions, "sealed")

    assert papers.official_record(minutes) == papers.official_record(minutes)


@pytest.mark.parametrize("make", WORDS)
def test_the_editable_paper_says_the_same(regions, make):
    minutes = in_state(regions, "sealed")
    actions.add_addendum(minutes, by=lead_of(minutes), text="Ralat: <45> & bukan 40.")
    data, text = papers.paper_of(minutes), text_of(make(minutes))

    for said in (data["opening"], data["quorum"], data["check_url"], minutes.sha256, "Notulis"):
        assert said in text
    if make is docx.notes:
        assert "Pembahasan berjalan lancar." in text and "Ralat: <45> & bukan 40." in text


def test_the_canonical_text_can_be_read_and_worked_out_again(regions):
    minutes = in_state(regions, "sealed")

    assert minutes_text.canonical(minutes.record) == minutes.text
    assert "2. Acara" in minutes.text and minutes.text.endswith("\n")


def crowded(regions):
    """Held, with more people than one a region: a second delegate, strangers, a guest."""
    meeting = held_meeting(regions)
    lead, first = head_of(meeting.organiser), regions[0]
    other = head_of(RegionFactory(name="Tetangga"))
    actions.mark(meeting, head_of(first), by=lead, state="present")
    for facts in (
        {"name": "Ibu Retno", "region": first, "office": "Ketua BPD"},
        {"name": "Bapak Umar", "region": other.region, "state": "represented",
         "substitute": "Ibu Tutik"},
        {"name": "Bapak Guru", "region": None, "institution": "SD Contoh", "office": "Guru"},
        {"name": "Bapak Absen", "region": first, "state": "excused"},
    ):  # fmt: skip
        actions.add(meeting, by=lead, **facts)
    return Meeting.objects.get(pk=meeting.pk)


def test_everybody_on_the_list_stands_in_minutes_papers_and_page(client, regions):
    minutes = MinutesFactory(meeting=crowded(regions), state="sealed")
    other = RegionFactory._meta.model.objects.get(name="Tetangga").full_name
    also = minutes.text.split("Juga hadir:\n")[1].split("\n\n")[0].split("\n")

    assert set(also) == {
        f"- Ibu Retno, Ketua BPD, {regions[0].full_name}",
        f"- Ibu Tutik, mewakili Bapak Umar, {other}",
        "- Bapak Guru, Guru, SD Contoh",
    }
    assert not any(str(head_of(regions[0]).user) in line for line in also)  # has his own row
    assert "Bapak Absen" not in minutes.text
    data = papers.paper_of(minutes)
    assert {row["who"] for row in data["also"]} == {
        "Ibu Retno, Ketua BPD", "Ibu Tutik, mewakili Bapak Umar", "Bapak Guru, Guru"
    }  # fmt: skip
    for make in WORDS:
        assert "Juga hadir" in text_of(make(minutes)) and "SD Contoh" in text_of(make(minutes))
    for make in MAKERS:
        assert make(minutes).startswith(b"%PDF")
    client.force_login(lead_of(minutes).user)
    page = client.get(minutes.get_absolute_url()).content.decode()
    assert "Juga hadir" in page and "Ibu Tutik" in page and "Menggantikan Bapak Umar" in page


def test_minutes_that_were_sent_before_keep_their_text_and_papers(regions):
    minutes = MinutesFactory(meeting=held_meeting(regions), state="review")
    record = {**minutes.record, "attendance": dict(minutes.record["attendance"])}
    del record["attendance"]["also"]

    assert seals.digest(minutes_text.canonical(record)) == minutes.sha256
    minutes.record = record
    assert papers.paper_of(minutes)["also"] == []


def test_the_paper_says_when_it_was_opened_and_closed_and_else_the_planned_hours(regions):
    planned = held_meeting(regions)
    opened = planned.starts_at + timedelta(minutes=25)
    cases = [
        ({}, planned.starts_at, planned.ends_at),
        ({"closed_at": planned.ends_at + timedelta(hours=1)}, planned.starts_at, planned.ends_at),
        (
            {"opened_at": opened, "closed_at": opened + timedelta(hours=1)},
            opened, opened + timedelta(hours=1),
        ),
        (
            {"opened_at": opened, "closed_at": planned.ends_at + timedelta(days=2)},
            opened, planned.ends_at,
        ),
    ]  # fmt: skip
    minutes = MinutesFactory(meeting=planned)
    for facts, start, end in cases:
        Meeting.objects.filter(pk=planned.pk).update(
            **{"opened_at": None, "closed_at": None, **facts}
        )
        record = papers.minutes_record.gather(again(minutes))
        assert (record["starts_at"], record["ends_at"]) == (start.isoformat(), end.isoformat())


def test_what_the_canonical_text_holds_of_tasks_and_empty_items():
    record = {
        "title": "T", "kind": "K", "held_for": "F", "organiser": "O", "starts_at": "1",
        "ends_at": "2", "zone": "Asia/Jakarta", "place": "P", "chair": "C", "note_taker": "N",
        "resource_persons": "Ibu A",
        "attendance": {"invited": 1, "represented": 1, "needed": 1, "met": True, "rows": []},
        "entries": [{"title": "Pembukaan", "text": ""}],
        "decisions": [],
        "tasks": [{"text": "Ukur pipa", "owner": "Desa A", "due": "1 Mei 2027"}],
    }  # fmt: skip

    text = minutes_text.canonical(record)

    assert "Narasumber: Ibu A" in text and "Kuorum: 1, tercapai" in text
    assert "1. Pembukaan\n(tidak dicatat)" in text
    assert "- Ukur pipa (Desa A, paling lambat 1 Mei 2027)" in text


# --- kept ---------------------------------------------------------------------------------------


def test_the_sealed_record_is_made_once_and_kept_with_its_hash(regions):
    minutes = in_state(regions, "sealed")

    tasks.make_minutes_sheet(minutes.pk)
    tasks.make_minutes_sheet(0)
    minutes = again(minutes)
    with minutes.sheet.open("rb") as file:
        content = file.read()

    assert minutes.sheet_sha256 == seals.digest_of_file(content)
    assert not actions.make_minutes_sheet(minutes)
    assert Client().get(record(minutes)).content == content
    assert audit.trail_of(minutes)[0].sentence == "membuat PDF berita acara"


def test_the_tick_finds_what_no_hint_reached(regions):
    minutes = in_state(regions, "sealed")
    in_state([RegionFactory()], "approved")

    with mock.patch.object(tasks.make_minutes_sheet, "delay") as delay:
        tasks.make_missing_minutes_sheets()

    assert [call.args[0] for call in delay.call_args_list] == [minutes.pk]


def test_the_clock_reminds_of_minutes():
    with mock.patch.object(actions, "plan_after_meetings") as planned:
        tasks.plan_after_meetings()

    assert planned.called


# --- pages --------------------------------------------------------------------------------------


def record(minutes, name="record_pdf"):
    return reverse(f"meetings:minutes_{name}", args=[minutes.meeting_id])


@pytest.mark.parametrize("name", ["record_pdf", "record_docx", "notes_pdf", "notes_docx"])
def test_papers_are_for_whoever_may_read_the_minutes(regions, name):
    sealed, under_review = in_state(regions, "sealed"), in_state(regions, "review")
    visitor, villager = Client(), Client()
    villager.force_login(head_of(regions[1]).user)

    answer = visitor.get(record(sealed, name))
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    assert visitor.get(record(under_review, name)).status_code == 404
    assert villager.get(record(under_review, name)).status_code == 200


def test_the_press_is_not_worn_out(regions):
    minutes = in_state(regions, "sealed")
    visitor = Client()

    with mock.patch.dict(
        "meetings.views.papers.MAKERS",
        {("notulen", "pdf"): (lambda minutes: b"%PDF", "application/pdf")},
    ):
        codes = [visitor.get(record(minutes, "notes_pdf")).status_code for _n in range(101)]

    assert codes == [200] * 100 + [302]


def test_the_check_page_says_whether_it_is_sealed(regions):
    sealed, under_review = in_state(regions, "sealed", is_open=False), in_state(regions, "review")
    visitor = Client()

    page = visitor.get(papers.check_url(sealed)).content.decode()
    assert "Asli dan disegel" in page and sealed.sha256 in page
    assert sealed.get_absolute_url() not in page
    page = visitor.get(papers.check_url(under_review)).content.decode()
    assert "Belum disegel" in page


def test_a_draft_or_a_wrong_code_is_unknown(regions):
    draft = in_state(regions, "draft")
    visitor = Client()
    wrong = reverse("meetings:minutes_verify", args=["X" * 26])

    assert visitor.get(papers.check_url(draft)).status_code == 404
    codes = [visitor.get(wrong).status_code for _n in range(21)]
    assert codes == [404] * 19 + [429] * 2
    assert visitor.get(reverse("meetings:minutes_verify", args=["abc"])).status_code == 429


def test_a_code_typed_by_hand_finds_the_minutes_too(regions):
    minutes = in_state(regions, "sealed")
    typed = reverse("agreements:check_by_hand")

    answer = Client().get(typed, {"kode": minutes.check_code.lower()}, follow=True)

    assert answer.request["PATH_INFO"] == papers.check_url(minutes).removeprefix(
        "http://testserver"
    )


def test_who_led_is_proposed_from_the_list(regions):
    meeting = held_meeting(regions)
    secretary = MandateFactory(region=meeting.organiser, office="secretary")
    actions.mark(meeting, secretary, by=meeting.called_by, state="present")
    assert MinutesFactory(meeting=meeting).chair.startswith(str(secretary.user))

    other = held_meeting()
    for state, mandate in (("present", other.called_by), ("absent", other.called_by)):
        actions.mark(other, mandate, by=other.called_by, state=state)
    assert MinutesFactory(meeting=other).chair == ""


def test_minutes_without_a_chair_are_not_sent(client, regions):
    meeting = held_meeting(regions)
    guest = MandateFactory(region=regions[1], office="secretary")
    actions.mark(meeting, guest, by=meeting.called_by, state="present")
    minutes = MinutesFactory(meeting=meeting)
    client.force_login(meeting.called_by.user)
    check = reverse("meetings:minutes_check", args=[meeting.pk])

    form = client.get(check).context["form"]
    answer = client.post(check, {**form.initial, "step": "send"})

    assert set(answer.context["form"].errors) == {"chair"}
    assert Minutes.objects.get(pk=minutes.pk).is_draft


def test_a_doubt_about_the_chair_is_told_where_the_names_are_checked(client, regions):
    meeting = held_meeting(regions)
    minutes = MinutesFactory(meeting=meeting)
    client.force_login(meeting.called_by.user)

    def page():
        answer = client.get(reverse("meetings:minutes_check", args=[meeting.pk]))
        return answer.content.decode()

    assert minutes.chair.startswith(str(meeting.called_by.user))
    doubt = f"Tidak ada orang dari {meeting.organiser.full_name} di daftar hadir."
    assert doubt not in page()  # a list that is empty says nothing
    guest = MandateFactory(region=regions[1], office="secretary")
    actions.mark(meeting, guest, by=meeting.called_by, state="present")
    assert doubt in page()
    actions.mark(meeting, meeting.called_by, by=meeting.called_by, state="present")
    assert doubt not in page()


@pytest.mark.parametrize("make", WORDS)
def test_the_word_file_shows_the_logo_of_the_forum(make, regions, leksono):
    minutes = in_state(regions, "sealed", forum=ForumFactory(home=leksono, members=regions))
    assert not Document(io.BytesIO(make(minutes))).inline_shapes

    minutes.meeting.forum.letter_logo.save("logo.png", ContentFile(picture_bytes("PNG")))

    assert len(Document(io.BytesIO(make(minutes))).inline_shapes) == 1


@pytest.mark.parametrize("state", ["draft", "sealed"])
def test_the_head_of_the_page_shows_the_hours_of_the_record(client, regions, state):
    meeting = held_meeting(regions)
    opened = meeting.starts_at + timedelta(minutes=25)
    Meeting.objects.filter(pk=meeting.pk).update(
        opened_at=opened, closed_at=opened + timedelta(minutes=40)
    )
    minutes = MinutesFactory(meeting=Meeting.objects.get(pk=meeting.pk), state=state)
    client.force_login(lead_of(minutes).user)
    pages = [minutes.get_absolute_url()] + [papers.check_url(minutes)] * (state == "sealed")
    true = changes.when(opened, opened + timedelta(minutes=40), meeting.zone)

    for address in pages:
        page = client.get(address).content.decode()
        assert true in page
        assert changes.when(meeting.starts_at, meeting.ends_at, meeting.zone) not in page


def camat_of(leksono, **facts):
    today = timezone.localdate()
    facts = {"starts_on": today - timedelta(days=400), "ends_on": None} | facts
    return MandateFactory(region=leksono, office="camat", title="Camat", **facts)


def test_the_paper_names_the_camat_of_that_day_and_his_nip(regions, leksono):
    camat = camat_of(leksono)
    camat.user.full_name, camat.user.nip = "Drs. Haryo Contoh, M.Si.", "196803121990031005"
    camat.user.save()
    minutes = in_state(regions, "sealed")

    assert minutes.record["witness"] == {
        "title": "Camat Leksono",
        "name": "Drs. Haryo Contoh, M.Si.",
        "nip": "196803121990031005",
    }
    line = "Mengetahui: Camat Leksono, Drs. Haryo Contoh, M.Si., NIP 196803121990031005\n"
    assert line in minutes.text
    text = text_of(docx.official_record(minutes))
    assert "Drs. Haryo Contoh, M.Si." in text and "NIP 19680312\xa0199003\xa01\xa0005" in text
    assert papers.official_record(minutes).startswith(b"%PDF")


def test_a_camat_of_another_day_is_not_named(regions, leksono):
    today = timezone.localdate()
    camat_of(leksono, starts_on=today, ends_on=None)
    minutes = in_state(regions, "review")

    assert minutes.record["witness"] == {"title": "Camat Leksono", "name": "", "nip": ""}
    assert "Mengetahui: Camat Leksono\n" in minutes.text
    assert "(      " in text_of(docx.official_record(minutes))


def test_who_was_camat_then_and_is_not_any_more_is_named(regions, leksono):
    camat = camat_of(leksono)
    Mandate.objects.filter(pk=camat.pk).update(state="ended", ended_at=timezone.now())

    assert in_state(regions, "review").record["witness"]["name"] == str(camat.user)


def test_minutes_that_were_sent_before_name_the_office_alone(regions, leksono):
    camat_of(leksono)
    minutes = in_state(regions, "sealed")
    record = {name: value for name, value in minutes.record.items() if name != "witness"}

    assert "Mengetahui" not in minutes_text.canonical(record)
    minutes.record = record
    assert papers.paper_of(minutes)["signatures"]["witness"] == {
        "title": "Camat Leksono", "name": "", "nip": ""
    }  # fmt: skip
