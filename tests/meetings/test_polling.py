"""Date polls: asked, answered, reminded of once, made a meeting."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions, schedule, tasks
from meetings.actions.polling import yes_by_region
from meetings.models import Meeting, Poll, PollAnswer
from notifications.models import Mail, Notification
from tests.factories.meetings import PollFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory
from tests.meetings.crowd import at_once

MOMENT = datetime(2026, 11, 2, 3, tzinfo=UTC)


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def heads(count):
    return MandateFactory.create_batch(count)


def poll_of(people, **facts):
    """A poll among these people's regions, asked by the first of them."""
    forum = ForumFactory(members=[head.region for head in people])
    asked = [head.region for head in people]
    return PollFactory(asked_by=people[0], forum=forum, asked=asked, **facts)


def say(poll, head, *words):
    slots = poll.slots.values_list("pk", flat=True)
    return actions.answer_poll(poll, by=head, choices=dict(zip(slots, words, strict=True)))


def said(poll, head):
    answers = PollAnswer.objects.filter(slot__poll=poll, region=head.region)
    return list(answers.order_by("slot__starts_at").values_list("choice", flat=True))


def slots_of(*days, hours=2):
    start = timezone.now() + timedelta(hours=1)
    return [(start + timedelta(days=day), start + timedelta(days=day, hours=hours)) for day in days]


@pytest.fixture
def people(db):
    return heads(3)


@pytest.fixture
def question(people):
    """What is asked."""
    return {
        "by": people[0],
        "held_for": ForumFactory(members=[head.region for head in people]),
        "regions": [head.region for head in people],
        "slots": slots_of(5, 6, 9),
        "closes_at": timezone.now() + timedelta(days=4),
        "title": "Tarif air",
        "kind": "mad",
        "purpose": "Menyepakati tarif",
        "place": "",
        "zone": "Asia/Jakarta",
    }


# --- asking ------------------------------------------------------------------------------


def test_all_asked_get_a_letter_with_the_dates_and_a_link_of_their_own(question, people):
    poll = actions.ask(**question)

    assert poll.slots.count() == 3
    assert set(poll.regions.all()) == {head.region for head in people}
    mails = Mail.objects.about(poll.key)
    assert mails.count() == Notification.objects.filter(about=poll.key).count() == 3
    assert len({mail.text.partition("/jajak/jawab/")[2].split("/")[0] for mail in mails}) == 3
    assert all("WIB" in mail.text and mail.text.count("\n- ") == 3 for mail in mails)
    assert verbs() == ["meetings.poll_asked"]


def test_partners_of_a_project_are_asked_too(question, people):
    project = ProjectFactory(lead=people[0].region, partners=[people[1].region])
    regions = [people[0].region, people[1].region]

    poll = actions.ask(**question | {"held_for": project, "regions": regions})

    assert poll.held_for == project


@pytest.mark.parametrize(
    "wrong",
    [
        {"slots": slots_of(5)},
        {"slots": slots_of(*range(3, 14))},
        {"slots": slots_of(5) * 2},
        {"closes_at": timezone.now() - timedelta(minutes=1)},
        {"closes_at": timezone.now() + timedelta(days=7)},
        {"regions": []},
    ],
)
def test_a_question_that_makes_no_sense_is_not_sent(question, wrong):
    with pytest.raises(Refusal):
        actions.ask(**question | wrong)

    assert not Poll.objects.exists()
    assert not Mail.objects.exists()


def test_only_those_who_take_part_are_asked(question):
    stranger = RegionFactory()

    with pytest.raises(Refusal, match=stranger.name):
        actions.ask(**question | {"regions": [stranger]})


def test_who_may_not_call_may_not_ask(question):
    with pytest.raises(Forbidden):
        actions.ask(**question | {"by": MandateFactory()})


def test_the_same_form_asks_once(question):
    first = actions.ask(**question)

    with pytest.raises(Refusal):
        actions.ask(**question, uid=first.uid)
    assert Poll.objects.count() == 1
    assert Mail.objects.count() == 3


def test_another_fault_of_the_database_is_not_hidden(question):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.ask(**question | {"title": None})


# --- answering ----------------------------------------------------------------------------


def test_an_answer_is_signed_and_can_be_changed(people):
    poll = poll_of(people)

    say(poll, people[1], "yes", "no")
    say(poll, people[1], "no", "if_needed")

    assert said(poll, people[1]) == ["no", "if_needed"]
    assert set(PollAnswer.objects.values_list("answered_by", flat=True)) == {people[1].pk}
    assert verbs() == ["meetings.poll_answered"] * 2


def test_a_second_click_changes_nothing(people):
    poll = poll_of(people)
    say(poll, people[1], "yes", "no")
    before = PollAnswer.objects.first().updated_at

    say(poll, people[1], "yes", "no")

    assert PollAnswer.objects.first().updated_at == before
    assert verbs() == ["meetings.poll_answered"]


def test_half_an_answer_is_none(people):
    poll = poll_of(people)

    with pytest.raises(Refusal):
        actions.answer_poll(poll, by=people[1], choices={poll.slots.first().pk: "yes"})
    assert said(poll, people[1]) == []


def test_who_is_not_asked_or_does_not_answer_invitations_is_refused(people):
    poll = poll_of(people)
    council = MandateFactory(region=people[1].region, office="council")

    for somebody in (MandateFactory(), council):
        with pytest.raises(Refusal):
            say(poll, somebody, "yes", "yes")


def test_after_the_closing_no_answer_is_taken(people):
    poll = poll_of(people)

    with time_machine.travel(poll.closes_at), pytest.raises(Refusal):
        say(poll, people[1], "yes", "yes")


def test_what_waits_counts_regions_not_people(people):
    poll = poll_of(people)
    secretary = MandateFactory(region=people[1].region, office="secretary")
    say(poll, secretary, "yes", "no")

    counted = Poll.objects.with_counts().get()
    assert (counted.asked, counted.answered) == (3, 1)
    assert not Poll.objects.awaiting_answer_of(people[1].region).exists()
    assert Poll.objects.awaiting_answer_of(people[2].region).get() == poll


# --- reminding ----------------------------------------------------------------------------


def chased():
    return Mail.objects.filter(kind="meetings.poll_chased")


def test_only_the_silent_are_reminded_and_only_once(people):
    poll = poll_of(people)
    say(poll, people[1], "yes", "no")

    assert actions.chase_silent() == 0
    with time_machine.travel(poll.chase_at + timedelta(minutes=1)):
        assert actions.chase_silent() == 1
        tasks.chase_silent_polls()

    assert {mail.recipient for mail in chased()} == {people[0].user, people[2].user}


def test_nobody_is_reminded_at_night(people):
    poll = poll_of(people)
    night = poll.chase_at.replace(hour=15, minute=0)  # 22.00 WIB

    with time_machine.travel(night + timedelta(days=1), tick=False):
        actions.chase_silent()

    assert {timezone.localtime(mail.due_at).hour for mail in chased()} == {6}


def test_who_answers_in_the_night_is_not_reminded_in_the_morning(people):
    poll = poll_of(people)
    with time_machine.travel(poll.chase_at.replace(hour=15) + timedelta(days=1), tick=False):
        actions.chase_silent()
        say(poll, people[1], "yes", "no")

    assert chased().get(recipient=people[1].user).state == "dropped"
    assert chased().get(recipient=people[2].user).state == "waiting"


def test_a_reminder_that_would_come_after_the_closing_is_left_out(people):
    closes = (timezone.now() + timedelta(days=3)).replace(hour=15, minute=30)  # 22.30 WIB
    poll = poll_of(people, closes_at=closes, chase_at=closes - timedelta(minutes=20))

    with time_machine.travel(poll.chase_at):
        actions.chase_silent()

    assert not chased().exists()
    assert Poll.objects.get().chased_at is not None


@given(st.integers(1, 60 * 24 * 60), st.integers(0, 60 * 24))
def test_the_reminder_lies_between_asking_and_closing_and_two_days_before_if_it_can(
    open_for, since
):
    asked = MOMENT + timedelta(minutes=since)
    closes = asked + timedelta(minutes=open_for)

    due = schedule.chase_time(asked, closes)

    assert asked < due < closes or open_for == 0
    assert closes - due <= timedelta(days=2)
    if open_for >= 4 * 1440:
        assert closes - due == timedelta(days=2)


# --- settling -----------------------------------------------------------------------------


def settle(poll, by, slot=None, **changes):
    slot = slot or poll.slots.first()
    return actions.settle(
        poll,
        **{
            "by": by,
            "starts_at": slot.starts_at,
            "ends_at": slot.ends_at,
            "regions": list(poll.regions.all()),
            "answer_by": slot.starts_at,
            "title": poll.title,
            "zone": poll.zone,
            "place": "Aula",
            "uid": poll.uid,
            **changes,
        },
    )


def test_a_yes_becomes_an_answer_and_the_others_stay_open(people):
    poll = poll_of(people)
    say(poll, people[1], "yes", "no")
    say(poll, people[2], "if_needed", "yes")

    meeting = settle(poll, people[0])

    poll.refresh_from_db()
    assert (poll.state, poll.meeting) == ("settled", meeting)
    answers = dict(meeting.invitations.values_list("region", "answer"))
    assert answers[people[1].region_id] == "attends"
    assert answers[people[2].region_id] == answers[people[0].region_id] == "none"
    assert meeting.invitations.get(answer="attends").answered_by == people[1]
    assert verbs()[-3:] == ["meetings.called", "meetings.poll_settled", "meetings.answers_taken"]


def test_who_has_said_yes_is_told_so_and_not_chased(people):
    poll = poll_of(people)
    say(poll, people[1], "yes", "no")

    meeting = settle(poll, people[0])

    letter = Mail.objects.about(meeting.key).get(recipient=people[1].user)
    other = Mail.objects.about(meeting.key).get(recipient=people[2].user)
    assert "jajak tanggal" in letter.text
    assert "jajak tanggal" not in other.text
    planned = meeting.reminders.planned().filter(mandate=people[1])
    assert set(planned.values_list("minutes_before", flat=True)) <= {1440, 120}


def test_a_yes_holds_for_a_shorter_meeting_and_not_for_another_time(people):
    poll = poll_of(people)
    say(poll, people[1], "yes", "no")
    first, second = poll.slots.all()
    quarter = timedelta(minutes=15)

    assert set(yes_by_region(poll, first.starts_at + quarter, first.ends_at)) == {
        people[1].region_id
    }
    assert yes_by_region(poll, first.starts_at - quarter, first.ends_at) == {}
    assert yes_by_region(poll, second.starts_at, second.ends_at) == {}


def test_without_any_yes_no_answer_is_taken_over(people):
    settle(poll_of(people), people[0])

    assert "meetings.answers_taken" not in verbs()


def test_only_the_asking_region_chooses(people):
    poll = poll_of(people)

    with pytest.raises(Forbidden):
        settle(poll, people[1])
    assert not Meeting.objects.exists()


def test_what_has_become_a_meeting_takes_no_answer_and_becomes_no_second(people):
    poll = poll_of(people)
    settle(poll, people[0])

    with pytest.raises(Refusal):
        say(poll, people[1], "yes", "yes")
    with pytest.raises(Refusal):
        settle(poll, people[0], uid=None)
    with pytest.raises(Refusal):
        actions.withdraw_poll(poll, by=people[0], reason="Salah")
    assert Meeting.objects.count() == 1


def test_a_withdrawn_poll_says_why_and_drops_what_waits(question, people):
    poll = actions.ask(**question)

    actions.withdraw_poll(poll, by=people[0], reason="Dibahas lewat telepon")

    letters = Mail.objects.about(poll.key).filter(kind="meetings.poll_withdrawn")
    assert letters.count() == 3
    assert "Dibahas lewat telepon" in letters.first().text
    assert set(Mail.objects.filter(kind="meetings.poll_asked").values_list("state", flat=True)) == {
        "dropped"
    }
    with pytest.raises(Refusal):
        say(poll, people[1], "yes", "yes", "yes")


# --- at once ------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_fifty_regions_answer_at_once():
    people = heads(50)
    poll = poll_of(people)

    at_once([lambda head=head: say(poll, head, "yes", "no") for head in people])

    counted = Poll.objects.with_counts().get()
    assert (counted.asked, counted.answered) == (50, 50)
    assert PollAnswer.objects.count() == 100
    assert len(verbs()) == 50


@pytest.mark.django_db(transaction=True)
def test_two_of_a_region_answer_at_once_and_one_answer_is_whole():
    people = heads(1)
    poll = poll_of(people)
    secretary = MandateFactory(region=people[0].region, office="secretary")

    at_once(
        [
            lambda n=n: say(poll, (people[0], secretary)[n % 2], *(("yes", "no")[n % 2],) * 2)
            for n in range(20)
        ]
    )

    assert len(set(said(poll, people[0]))) == 1
    assert PollAnswer.objects.count() == 2
    assert PollAnswer.objects.values("answered_by").distinct().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_taps_one_makes_the_meeting():
    people = heads(3)
    poll = poll_of(people)
    say(poll, people[1], "yes", "no")

    def tap():
        try:
            settle(poll, people[0], uid=None)
        except Refusal:
            return "refused"
        return "called"

    outcomes = at_once([tap] * 8)

    assert sorted(outcomes) == ["called"] + ["refused"] * 7
    assert Meeting.objects.count() == 1
    assert Mail.objects.filter(kind="meetings.called").count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_reminds():
    poll = poll_of(heads(3))

    with time_machine.travel(poll.chase_at + timedelta(minutes=1)):
        at_once([actions.chase_silent] * 6)

    assert chased().count() == 3
    assert Notification.objects.filter(kind="meetings.poll_chased").count() == 3
