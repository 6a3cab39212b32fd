"""A second sitting says what it is: in mails, letter and minutes, with how the first one ended."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document

from core import seals
from meetings import actions, minutes_text, notices, room
from meetings.documents import docx, letters
from meetings.documents import minutes as papers
from meetings.models import Letter, Meeting
from meetings.share import whatsapp_text
from notifications.models import Mail, Notification
from tests.factories.meetings import AttendanceFactory, LetterFactory
from tests.factories.minutes import MinutesFactory
from tests.meetings.assembly import assembly, fill, new_time, regions
from tests.meetings.sitting import heads_of

pytestmark = pytest.mark.django_db


def postponed(meeting=None, *, came=1):
    """The assembly after its first sitting, to which too few regions came."""
    meeting = meeting or assembly()
    fill(meeting, came)
    actions.adjourn(meeting, by=meeting.called_by, reason="Kuorum belum tercapai.", **new_time())
    return Meeting.objects.get(pk=meeting.pk)


def held(meeting):
    """Its second sitting has taken place, with one region."""
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1),
        answer_by=now - timedelta(hours=3), state="held",
    )  # fmt: skip
    meeting = Meeting.objects.get(pk=meeting.pk)
    AttendanceFactory(meeting=meeting, region=regions(meeting)[0], sitting=2)
    return Meeting.objects.get(pk=meeting.pk)


def test_the_first_sitting_is_kept_as_it_was_when_it_was_postponed():
    meeting = assembly()
    start = meeting.starts_at

    kept = postponed(meeting).first_sitting

    assert kept["starts_at"] == start.isoformat()
    assert (kept["in_person"], kept["invited"], kept["needed"]) == (1, 3, 2)


def test_it_is_postponed_once():
    meeting = postponed()
    by, nobody = meeting.called_by, room.quorum_now(meeting)
    assert "sudah ditunda ke sidang kedua" in room.can_adjourn(by, meeting, nobody).reason

    meeting.state = Meeting.State.RUNNING
    verdict = room.can_adjourn(by, meeting, nobody, meeting.starts_at)
    assert not verdict and "sah dengan peserta yang hadir" in verdict.reason


def test_the_mail_says_that_it_is_the_second_sitting_and_that_the_first_had_no_quorum():
    meeting = postponed()

    mails = Mail.objects.filter(kind=notices.MOVED)

    assert mails.count() == len(heads_of(meeting))
    for mail in mails:
        text = " ".join(mail.text.split())
        assert "Rapat ini merupakan sidang kedua, sah dengan peserta yang hadir." in text
        assert "hadir 1 dari 3 wilayah, sedangkan kuorum 2 wilayah." in text
        assert mail.subject == f"Sidang kedua: {meeting.title}"
    titles = Notification.objects.filter(kind=notices.MOVED).values_list("title", flat=True)
    assert set(titles) == {f"Sidang kedua: {meeting.title}"}


def test_so_do_the_guests_mail_and_the_letter():
    meeting = assembly()
    meeting.guests.create(name="Ibu Contoh", institution="SD Contoh", email="guru@contoh.example")
    meeting = postponed(meeting)

    guest = Mail.objects.get(to="guru@contoh.example")
    letter = Letter.objects.latest_of(meeting)
    for text in (guest.text, letter.content["sitting"]):
        text = " ".join(text.split())
        assert "Rapat ini merupakan sidang kedua, sah dengan peserta yang hadir." in text
        assert "tidak mencapai kuorum" in text
    made = letters.letter_pdf(
        letter.content, ["Camat Contoh"], url="https://x.example/", moment=timezone.now()
    )
    assert made.startswith(b"%PDF-")


def test_a_first_sitting_says_nothing_of_it():
    meeting = assembly()
    actions.move(
        meeting, by=meeting.called_by, zone=meeting.zone, answer_by=new_time()["starts_at"],
        **new_time(),
    )  # fmt: skip

    assert not Mail.objects.filter(text__contains="sidang kedua").exists()
    assert Letter.objects.latest_of(meeting).content["sitting"] == ""
    assert "sidang kedua" not in whatsapp_text(meeting, "https://x.example/")


def test_the_text_for_whatsapp_says_it_too():
    text = whatsapp_text(postponed(), "https://x.example/")

    assert text.startswith("Undangan sidang kedua, sah dengan peserta yang hadir: ")


def test_a_letter_that_was_written_before_prints_as_it_was():
    letter = LetterFactory(meeting=assembly())
    letter.content.pop("sitting", None)

    made = letters.letter_pdf(
        letter.content, ["Camat Contoh"], url="https://x.example/", moment=timezone.now()
    )

    assert made.startswith(b"%PDF-")


def test_the_minutes_keep_both_sittings_and_the_papers_say_so(client):
    minutes = MinutesFactory(meeting=held(postponed()), state="sealed")
    attendance = minutes.record["attendance"]

    assert attendance["rule"] == "second_sitting"
    assert {name: attendance["first"][name] for name in ("represented", "invited", "needed")} == {
        "represented": 1, "invited": 3, "needed": 2
    }  # fmt: skip
    said = "Rapat ini merupakan sidang kedua, sah dengan peserta yang hadir."
    first = (
        f"Sidang pertama, {attendance['first']['when']}, tidak mencapai kuorum: hadir "
        "1 dari 3 wilayah yang diundang, sedangkan kuorum 2 wilayah."
    )
    client.force_login(minutes.meeting.called_by.user)
    page = client.get(minutes.get_absolute_url()).content.decode()
    quorum = papers.paper_of(minutes)["quorum"]
    word = Document(io.BytesIO(docx.official_record(minutes)))
    for text in (minutes.text, quorum, page, "\n".join(row.text for row in word.paragraphs)):
        assert said in text and first in text
        assert "Kuorum sebanyak" not in text and "kuorum 1" not in text
    assert seals.digest(minutes_text.canonical(minutes.record)) == minutes.sha256
    assert papers.official_record(minutes).startswith(b"%PDF-")


def test_of_a_first_sitting_that_was_not_counted_nothing_is_made_up():
    meeting = postponed()
    Meeting.objects.filter(pk=meeting.pk).update(first_sitting=None)
    meeting = held(meeting)

    minutes = MinutesFactory(meeting=meeting, state="review")

    assert minutes.record["attendance"]["first"] is None
    assert "sidang kedua" in minutes.text and "Sidang pertama" not in minutes.text
    text = notices.facts_of(meeting, meeting.called_by.user)["second_sitting"]
    assert text == (
        "Rapat ini merupakan sidang kedua, sah dengan peserta yang hadir. Sidang pertama tidak "
        "mencapai kuorum."
    )


def test_minutes_that_were_sent_before_name_the_quorum_as_they_did():
    attendance = {"represented": 1, "invited": 3, "needed": 1, "met": True, "rows": []}

    assert "Kuorum: 1, tercapai" in minutes_text._attendance(attendance)
    assert "Kuorum sebanyak 1 (satu) wilayah tercapai." in papers.quorum_of(attendance)


# --- the page -----------------------------------------------------------------------------


@pytest.fixture
def meeting():
    return assembly()


@pytest.fixture
def keeper(client, meeting):
    client.force_login(meeting.called_by.user)
    return client


def test_a_meeting_past_midnight_is_postponed_as_the_form_proposes_it(keeper, meeting, monkeypatch):
    monkeypatch.setattr("meetings.views.attending.warnings_for_move", lambda *_args, **_facts: [])
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    Meeting.objects.update(starts_at=start, ends_at=start + timedelta(days=1), answer_by=start)
    address = f"/pertemuan/{meeting.pk}/tunda/"
    form = keeper.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    assert typed["last_day"] == typed["day"] + timedelta(days=1)

    answer = keeper.post(address, typed)

    meeting.refresh_from_db()
    assert answer.url == meeting.get_absolute_url()
    assert (meeting.state, meeting.sitting) == ("adjourned", 2)
    assert meeting.ends_at - meeting.starts_at == timedelta(days=1)


@pytest.mark.parametrize("further", [-1, 15])
def test_a_last_day_that_makes_no_sense_is_named(keeper, meeting, further):
    address = f"/pertemuan/{meeting.pk}/tunda/"
    day = timezone.localdate() + timedelta(days=2)
    typed = {"day": day, "start": "09:00", "end": "11:00"}

    page = keeper.post(address, typed | {"last_day": day + timedelta(days=further)})

    assert set(page.context["form"].errors) == {"last_day"}
    assert Meeting.objects.get().state == "scheduled"
