"""What the minutes list stands once they are sent: decisions, votes, tasks and attendance."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import Refusal
from meetings import actions, minutes_rules, room, rules
from meetings.models import Attendance, Decision, Meeting
from tests.factories.meetings import AttendanceFactory, DecisionFactory
from tests.factories.minutes import MinutesFactory, again, held_meeting, lead_of, send
from tests.factories.projects import head_of
from tests.meetings.crowd import at_once
from tests.meetings.sitting import running

pytestmark = pytest.mark.django_db

UNDER_REVIEW, APPROVED = "sedang diperiksa", "sudah disahkan"


def fresh(meeting):
    return Meeting.objects.get(pk=meeting.pk)


def everything(meeting, decision, row):
    """All that writes in what the minutes list."""
    lead = head_of(meeting.organiser)
    region = meeting.invitations.last().region
    return {
        "record": lambda: actions.record_decision(meeting, by=lead, text="Baru"),
        "adopt": lambda: actions.adopt(decision, by=lead, despite_quorum=True),
        "withdraw": lambda: actions.withdraw_decision(decision, by=lead, reason="Salah catat"),
        "vote": lambda: actions.open_vote(decision, by=lead, is_secret=False, despite_quorum=True),
        "task": lambda: actions.give_task(
            meeting, by=lead, text="Ukur jalan", region=region, due_on=timezone.localdate()
        ),
        "mark": lambda: actions.mark(meeting, head_of(region), by=lead, state="present"),
        "add": lambda: actions.add(meeting, by=lead, name="Ibu Sri", region=region),
        "correct": lambda: actions.correct(row, by=lead, state="excused"),
        "confirm": lambda: actions.confirm(row, by=lead),
        "remove": lambda: actions.remove(row, by=lead),
    }


ACTS = [
    "record", "adopt", "withdraw", "vote", "task", "mark", "add", "correct", "confirm", "remove",
]  # fmt: skip


@pytest.fixture
def meeting():
    """Held, with a proposal and one person who has typed his name at the door."""
    meeting = held_meeting()
    for row in meeting.invitations.all():
        row.answer, row.answered_at = "attends", timezone.now()
        row.answered_by = head_of(row.region)
        row.save()
    DecisionFactory(meeting=meeting, text="Usulan")
    AttendanceFactory(meeting=meeting, unconfirmed=True)
    return meeting


@pytest.mark.parametrize(
    ("state", "says"), [("review", UNDER_REVIEW), ("approved", APPROVED), ("sealed", APPROVED)]
)
@pytest.mark.parametrize("act", ACTS)
def test_nothing_that_the_minutes_list_is_written_once_they_are_sent(meeting, act, state, says):
    acts = everything(meeting, meeting.decisions.get(), meeting.roll.get())
    MinutesFactory(meeting=meeting, state=state)

    with pytest.raises(Refusal, match=says):
        acts[act]()

    assert [row.state for row in Decision.objects.all()] == ["proposed"]
    assert Attendance.objects.get().is_confirmed is False
    assert not meeting.action_items.exists()


@pytest.mark.parametrize("act", ACTS)
def test_a_draft_closes_nothing_and_taken_back_it_opens_again(meeting, act):
    acts = everything(meeting, meeting.decisions.get(), meeting.roll.get())
    minutes = MinutesFactory(meeting=meeting, state="review")
    actions.take_back_minutes(minutes, by=lead_of(minutes), reason="Kurang lengkap")

    if act == "vote":  # one votes in the room
        with pytest.raises(Refusal, match="sudah terlaksana"):
            acts[act]()
    else:
        acts[act]()


def test_the_verdict_says_what_to_do_and_only_who_keeps_them_is_told(meeting):
    stranger = head_of(meeting.invitations.last().region)
    MinutesFactory(meeting=meeting, state="review")
    now = fresh(meeting)

    assert rules.not_frozen(now).moved_on
    assert "tarik" in rules.not_frozen(now).reason
    assert not rules.can_minute(stranger, now).moved_on
    assert not room.can_take_attendance(stranger, now).moved_on


def test_the_database_keeps_what_was_sent(meeting):
    MinutesFactory(meeting=meeting, state="review")

    for write in (
        lambda: Decision.objects.update(text="Lain"),
        lambda: DecisionFactory(meeting=meeting),
        lambda: Attendance.objects.update(state="late"),
        lambda: AttendanceFactory(meeting=meeting),
        lambda: Attendance.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    assert Decision.objects.update(agenda_title="Lain-lain") == 1


# --- an open vote ------------------------------------------------------------------------


def voted_on(meeting):
    decision = meeting.decisions.get()
    lead = head_of(meeting.organiser)
    for invitation in meeting.invitations.all():
        AttendanceFactory(meeting=meeting, region=invitation.region)
    return actions.open_vote(decision, by=lead, is_secret=False, despite_quorum=True)


def test_minutes_are_not_sent_while_a_vote_is_open(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state="running")
    meeting = fresh(meeting)
    vote = voted_on(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state="held")  # as was possible once
    minutes = MinutesFactory(meeting=fresh(meeting))

    assert "masih terbuka" in minutes_rules.can_send_minutes(lead_of(minutes), minutes).reason
    with pytest.raises(Refusal, match="masih terbuka"):
        send(minutes)

    actions.close_vote(vote, by=lead_of(minutes))
    send(minutes)
    assert "tidak ditetapkan" in str(again(minutes).record["decisions"])


# --- at the same moment --------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_what_is_written_while_the_minutes_are_sent_is_in_them_or_refused():
    meeting = running(here=2, starts_at=timezone.now() - timedelta(hours=3))
    lead = meeting.called_by
    actions.close(meeting, by=lead)
    minutes = MinutesFactory(meeting=fresh(meeting))
    guests = [f"Tamu {n}" for n in range(6)]

    def done(act):
        def run():
            try:
                act()
            except Refusal:
                return False
            return True

        return run

    def deciding(n):
        return done(
            lambda: actions.record_decision(
                meeting, by=lead, text=f"Keputusan {n}", how="consensus", despite_quorum=True
            )
        )

    def adding(name):
        region = meeting.invitations.first().region
        return done(lambda: actions.add(meeting, by=lead, name=name, region=region))

    calls = [deciding(n) for n in range(6)]
    calls[3:3] = [done(lambda: send(minutes))]
    answers = at_once([*calls, *[adding(name) for name in guests]])

    assert answers[3] is True
    record = again(minutes).record
    written = [row["text"] for row in record["decisions"]]
    assert sorted(written) == sorted(Decision.objects.values_list("text", flat=True))
    assert len(written) == sum(answers[:3] + answers[4:7])
    late = [name for name, added in zip(guests, answers[7:], strict=True) if not added]
    assert not Attendance.objects.filter(name__in=late).exists()


# --- on the pages --------------------------------------------------------------------------


@pytest.fixture
def browser(client, meeting):
    client.force_login(head_of(meeting.organiser).user)
    return client


def test_the_pages_say_why_the_buttons_are_gone(browser, meeting):
    before = browser.get(meeting.get_absolute_url()).content.decode()
    assert "Catat keputusan" in before and UNDER_REVIEW not in before
    row, decision = meeting.roll.get(), meeting.decisions.get()
    MinutesFactory(meeting=meeting, state="review")

    page = browser.get(meeting.get_absolute_url()).content.decode()
    assert UNDER_REVIEW in page
    assert "Catat keputusan" not in page and "Beri tugas" not in page
    own = browser.get(decision.get_absolute_url()).content.decode()
    assert UNDER_REVIEW in own and "mufakat/" not in own
    lists = browser.get(f"/pertemuan/{meeting.pk}/hadir/").content.decode()
    assert UNDER_REVIEW in lists and "pastikan/" not in lists and "daftar-hadir.pdf" in lists
    one = browser.get(f"/pertemuan/{meeting.pk}/hadir/{row.pk}/").content.decode()
    assert UNDER_REVIEW in one and "hapus/" not in one and "<textarea" not in one


@pytest.mark.parametrize(
    "address",
    [
        "/pertemuan/{meeting}/keputusan/", "/pertemuan/{meeting}/tindak-lanjut/",
        "/keputusan/{decision}/mufakat/", "/keputusan/{decision}/cabut/",
        "/keputusan/{decision}/pungut-suara/", "/pertemuan/{meeting}/hadir/tambah/",
        "/pertemuan/{meeting}/hadir/orang/{mandate}/", "/pertemuan/{meeting}/hadir/tandai/",
        "/pertemuan/{meeting}/hadir/{row}/pastikan/", "/pertemuan/{meeting}/hadir/{row}/hapus/",
    ],
)  # fmt: skip
def test_a_late_post_gets_the_same_sentence_and_writes_nothing(browser, meeting, address):
    mandate = head_of(meeting.invitations.last().region).pk
    address = address.format(
        meeting=meeting.pk, decision=meeting.decisions.get().code, mandate=mandate,
        row=meeting.roll.get().pk,
    )  # fmt: skip
    MinutesFactory(meeting=meeting, state="review")

    answer = browser.post(
        address,
        {
            "orang": f"{mandate}:present",
            "state": "present",
            "text": "x",
            "reason": "x",
            "name": "x",
        },
        follow=True,
    )

    assert answer.status_code == 200
    assert UNDER_REVIEW in answer.content.decode()
    assert Decision.objects.get().state == "proposed" and Attendance.objects.count() == 1


def test_the_page_asks_the_same_number_of_questions_once_the_minutes_are_sent(
    browser, meeting, django_assert_max_num_queries
):
    address = meeting.get_absolute_url()
    browser.get(address)
    with CaptureQueriesContext(connection) as before:
        browser.get(address)
    MinutesFactory(meeting=meeting, state="review")
    with django_assert_max_num_queries(len(before)):
        browser.get(address)
