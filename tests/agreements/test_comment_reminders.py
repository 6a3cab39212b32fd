"""Who was asked and has said nothing is told two days before the end; who plans it, when it is over."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from agreements import actions, tasks
from agreements.actions import comment_reminders
from notifications.models import Mail, Notification
from tests.agreements.board import announced, comment, decide, ended, fresh, in_days, words
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory, SubdistrictFactory
from tests.meetings.crowd import at_once
from tests.notifications.machinery import sink, wait_until, worker  # noqa: F401

pytestmark = pytest.mark.django_db
REMINDER, OVER = "agreements.rule_reminder", "agreements.rule_over"


@pytest.fixture
def planned(sojokerto, besani, sawangan, people):
    return announced(sojokerto, named=[besani, sawangan])


def at(planned, left, hour=3):
    """So many days before the last one; 3 in UTC is ten in the morning in Jakarta."""
    when = planned.comments_until - timedelta(days=left)
    return datetime(when.year, when.month, when.day, hour, tzinfo=UTC)


def told(kind, state=None):
    mails = Mail.objects.filter(kind=kind)
    return set((mails.filter(state=state) if state else mails).values_list("recipient", flat=True))


def test_the_silent_are_reminded_once_and_who_has_spoken_is_not(planned, people):
    comment(planned, people["stranger head"])

    for left in (5, 3, 2, 2, 1, 0):
        actions.remind_of_comments(at(planned, left))

    assert told(REMINDER) == {people[who].user_id for who in ("other head", "other secretary")}
    assert Mail.objects.filter(kind=REMINDER).count() == 2
    mail = Mail.objects.filter(kind=REMINDER).first()
    assert "belum memberi tanggapan" in mail.text and "Diam tidak dihitung" in mail.text
    lines = Notification.objects.of(people["other head"].user).filter(kind=REMINDER)
    assert lines.count() == 1


def test_who_speaks_before_it_goes_out_gets_no_reminder(planned, people):
    actions.remind_of_comments(at(planned, 2))
    comment(planned, people["other head"])

    waiting = told(REMINDER, Mail.State.WAITING)
    assert waiting == {people["stranger head"].user_id}


def test_nobody_is_woken_at_night(planned):
    actions.remind_of_comments(at(planned, 2, hour=17))

    hours = {timezone.localtime(m.due_at).hour for m in Mail.objects.filter(kind=REMINDER)}
    assert hours == {6}


def test_a_later_end_brings_a_later_reminder(planned, people):
    actions.remind_of_comments(at(planned, 2))
    actions.change_rule(
        planned, by=people["drafting head"], seen=1, change_note="Lebih lama.",
        **words(comments_until=in_days(20)),
    )  # fmt: skip
    later = fresh(planned)
    assert not told(REMINDER, Mail.State.WAITING)

    actions.remind_of_comments(at(later, 2))

    assert len(told(REMINDER, Mail.State.WAITING)) == 3


def test_the_planners_are_told_once_when_it_is_over(planned, people):
    for left in (-1, -2, -9):
        actions.remind_of_comments(at(planned, left))

    assert told(OVER) == {people[who].user_id for who in ("drafting head", "drafting secretary")}
    assert Mail.objects.filter(kind=OVER).count() == 2
    assert not told(REMINDER)


def test_nobody_is_told_of_what_was_over_long_ago_or_is_decided(planned, sojokerto, people):
    actions.remind_of_comments(at(planned, -8))
    decided = ended(announced(sojokerto))
    decide(decided, people["drafting head"])
    actions.remind_of_comments(at(decided, -1, hour=4))

    assert not told(OVER)
    assert comment_reminders._remind_people(fresh(decided), timezone.now()) == 0


def test_one_that_fails_does_not_stop_the_others(planned, sojokerto, besani, monkeypatch, caplog):
    announced(besani, by=head_of(besani), named=[sojokerto])
    real = comment_reminders.notices.reminder

    def broken(rule, *args, **kwargs):
        if rule.pk == planned.pk:
            raise RuntimeError
        return real(rule, *args, **kwargs)

    monkeypatch.setattr(comment_reminders.notices, "reminder", broken)

    assert actions.remind_of_comments(at(planned, 2)) == 3  # head, secretary and council
    assert "could not be written" in caplog.text


def test_a_short_time_to_comment_is_not_reminded_of_at_once(sojokerto, besani, people):
    short = announced(sojokerto, named=[besani], comments_until=in_days(3), effective_on=in_days(9))
    actions.remind_of_comments(at(short, 3))
    assert not told(REMINDER)
    actions.remind_of_comments(at(short, 2))
    assert told(REMINDER)


@pytest.mark.django_db(transaction=True)
def test_twenty_workers_at_once_write_each_letter_once():
    above = SubdistrictFactory(code="33.07.05")
    one, other = (RegionFactory(code=f"{above.pk}.200{n}") for n in (4, 5))
    head_of(other)
    planned = announced(one, named=[other])

    at_once([lambda: actions.remind_of_comments(at(planned, 2))] * 20)

    assert Mail.objects.filter(kind=REMINDER).count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_writes_and_sends_them_once(sink, worker):  # noqa: F811
    above = SubdistrictFactory(code="33.07.05")
    one, other = (RegionFactory(code=f"{above.pk}.200{n}") for n in (4, 5))
    head, _other = head_of(one), head_of(other)
    ended(announced(one, by=head, named=[other]))
    worker.start()

    for _run in range(2):
        tasks.remind_of_planned_rules.delay()

    written = Mail.objects.filter(kind=OVER)
    wait_until(written.exists, what="the letter")
    written.update(due_at=timezone.now())  # it may be night
    tasks.remind_of_planned_rules.delay()
    wait_until(written.filter(state=Mail.State.SENT).exists, what="the letter sent")
    assert written.count() == 1 and written.get().recipient == head.user
