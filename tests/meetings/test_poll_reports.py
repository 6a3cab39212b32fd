"""Who asked for dates hears when all have answered, or when the time is over; once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.errors import Refusal
from meetings import actions, tasks
from meetings.models import Poll
from notifications.models import Mail, Notification
from tests.factories.meetings import PollFactory
from tests.factories.villages import ForumFactory, MandateFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db
KIND = "meetings.poll_reported"


@pytest.fixture
def people():
    return MandateFactory.create_batch(3)


@pytest.fixture
def poll(people):
    return poll_of(people)


def poll_of(people, **facts):
    """Asked by the first of them, of the regions of the other two."""
    asked = [head.region for head in people]
    forum = ForumFactory(members=asked)
    return PollFactory(asked_by=people[0], forum=forum, asked=asked[1:], title="Tarif air", **facts)


def say(poll, head, *words):
    slots = poll.slots.values_list("pk", flat=True)
    return actions.answer_poll(poll, by=head, choices=dict(zip(slots, words, strict=True)))


def letters():
    return Mail.objects.filter(kind=KIND)


def test_when_the_last_has_answered_who_asked_hears_the_best_date(poll, people):
    say(poll, people[1], "no", "yes")
    assert not letters().exists()

    say(poll, people[2], "if_needed", "yes")

    letter, note = letters().get(), Notification.objects.get(kind=KIND)
    assert letter.recipient == note.recipient == people[0].user
    assert letter.subject == "Semua sudah menjawab: Tarif air"
    assert "Semua 2 wilayah" in letter.text and "2 bisa, 0 jika perlu, 0 tidak bisa" in letter.text
    best = timezone.localtime(poll.slots.last().starts_at)
    assert f"{best.day}\xa0" in letter.text and "WIB" in letter.text
    assert note.url == poll.get_absolute_url()
    assert letter.due_at <= timezone.now()


def test_a_changed_answer_and_the_closing_are_no_news(poll, people):
    say(poll, people[1], "no", "yes")
    say(poll, people[2], "no", "yes")
    say(poll, people[2], "yes", "yes")
    with time_machine.travel(poll.closes_at + timedelta(minutes=1)):
        assert actions.report_closed() == 0

    assert letters().count() == 1 == Notification.objects.filter(kind=KIND).count()


def test_when_the_time_is_over_who_asked_hears_how_many_have_answered(poll, people):
    say(poll, people[1], "no", "if_needed")
    with time_machine.travel(poll.closes_at.replace(hour=9) + timedelta(days=1), tick=False):
        for _twice in range(2):
            tasks.chase_silent_polls()

    letter = letters().get()
    assert letter.subject == "Jajak tanggal ditutup: Tarif air"
    assert "1 dari 2 wilayah" in letter.text and "0 bisa, 1 jika perlu" in letter.text


def test_before_the_closing_and_long_after_nobody_is_told(poll):
    actions.report_closed(poll.closes_at - timedelta(minutes=1))
    actions.report_closed(poll.closes_at + timedelta(days=8))

    assert not letters().exists()


def test_where_nobody_can_the_letter_says_so(poll):
    actions.report_closed(poll.closes_at + timedelta(hours=1))

    assert "tidak ada tanggal yang cocok" in letters().get().text


def test_at_night_the_letter_waits_for_the_morning(people):
    closes = (timezone.now() + timedelta(days=3)).replace(hour=15, minute=30)  # 22.30 WIB
    poll_of(people, closes_at=closes)

    with time_machine.travel(closes + timedelta(minutes=1), tick=False):
        actions.report_closed()

    assert timezone.localtime(letters().get().due_at).hour == 6


def test_a_poll_that_is_settled_or_withdrawn_reports_nothing(poll, people):
    actions.withdraw_poll(poll, by=people[0], reason="Tidak perlu lagi")

    assert actions.report_closed(poll.closes_at + timedelta(hours=1)) == 0
    assert not letters().exists()


def test_whose_mandate_has_ended_is_followed_by_who_calls_meetings_there(poll, people):
    deputy = MandateFactory(region=people[0].region, office="secretary")
    people[0].ends_on = timezone.localdate() - timedelta(days=1)
    people[0].save()

    actions.report_closed(poll.closes_at + timedelta(hours=1))

    assert letters().get().recipient == deputy.user


@pytest.mark.django_db(transaction=True)
def test_the_last_answers_at_once_tell_once():
    people = MandateFactory.create_batch(9)
    poll = poll_of(people)

    def answering(head):
        def answer():
            try:
                say(poll, head, "yes", "no")
            except Refusal:
                return False
            return True

        return answer

    assert all(at_once([answering(head) for head in people[1:]]))
    assert letters().count() == 1 == Notification.objects.filter(kind=KIND).count()
    assert Poll.objects.get().reported_at is not None


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_tells():
    poll = poll_of(MandateFactory.create_batch(3))

    at_once([lambda: actions.report_closed(poll.closes_at + timedelta(hours=1))] * 6)

    assert letters().count() == 1 == Notification.objects.filter(kind=KIND).count()
