"""Two agendas that want the same topic, and people who answer it at the same instant."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.errors import Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.models import AgendaItem, AgendaTopic, Meeting
from tests.factories.backlog import AgendaTopicFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def attempt(act, *args, **kwargs):
    """How it ends: what the act returns, or the refusal's kind."""

    def run():
        try:
            return act(*args, **kwargs)
        except Refusal as refusal:
            return type(refusal)

    return run


def rows(*topics):
    return [
        {
            "item": None, "title": topic.title, "kind": "discussion", "minutes": 5,
            "speaker": "", "topic_id": topic.pk,
        }
        for topic in topics
    ]  # fmt: skip


def test_of_two_meetings_that_take_the_same_topic_one_gets_it():
    topic = AgendaTopicFactory()
    by = topic.proposed_by
    meetings = MeetingFactory.create_batch(6, forum=topic.forum, called_by=by)

    ends = at_once([attempt(actions.change, m, by=by, agenda=rows(topic)) for m in meetings])

    assert sum(isinstance(end, Meeting) for end in ends) == 1
    assert AgendaItem.objects.count() == 1
    assert AuditEvent.objects.filter(verb="meetings.proposal_taken").count() == 1


def test_meetings_called_at_once_with_the_same_topic():
    topic = AgendaTopicFactory()
    start = timezone.now() + timedelta(days=9)
    call = attempt(
        actions.call, by=topic.proposed_by, held_for=topic.forum, regions=[topic.region],
        title="Rapat", starts_at=start, ends_at=start + timedelta(hours=1), answer_by=start,
        zone="Asia/Jakarta", place="Balai", agenda=rows(topic),
    )  # fmt: skip

    ends = at_once([call] * 5)

    assert ends.count(Refusal) == 4 and Meeting.objects.count() == 1


def test_two_topics_wanted_in_both_orders_lock_nobody_out():
    first = AgendaTopicFactory()
    second = AgendaTopicFactory(forum=first.forum, proposed_by=first.proposed_by)
    by = first.proposed_by
    one, two = MeetingFactory.create_batch(2, forum=first.forum, called_by=by)
    actions.change(one, by=by, agenda=rows(first))
    actions.change(two, by=by, agenda=rows(second))

    for _round in range(3):
        at_once(
            [
                attempt(actions.change, one, by=by, agenda=rows(second)),
                attempt(actions.change, two, by=by, agenda=rows(first)),
            ]
        )

    taken = list(AgendaItem.objects.values_list("topic", flat=True))
    assert len(taken) == len(set(taken))
    for topic in (first, second):
        state = AgendaTopic.objects.get(pk=topic.pk).state
        assert state == ("taken" if topic.pk in taken else "waiting")


def test_a_topic_is_taken_or_declined_but_never_both():
    topic = AgendaTopicFactory()
    camat = MandateFactory(region=topic.forum.home, office="camat", title="Camat")
    meeting = MeetingFactory(forum=topic.forum, called_by=topic.proposed_by)

    ends = at_once(
        [
            attempt(actions.change, meeting, by=topic.proposed_by, agenda=rows(topic)),
            attempt(actions.decline_topic, topic, by=camat, reason="Sudah diatur"),
            attempt(actions.withdraw_proposal, topic, by=topic.proposed_by),
        ]
    )

    assert ends.count(Refusal) == 2
    assert AgendaItem.objects.exists() == (AgendaTopic.objects.get().state == "taken")


def test_the_same_form_sent_many_times_proposes_once():
    there = AgendaTopicFactory()
    propose = attempt(
        actions.propose_topic, there.forum, by=there.proposed_by,
        title="Ronda", reason="Aman", kind="discussion", minutes=10,
    )  # fmt: skip

    ends = at_once([propose] * 8)

    assert ends.count(Refusal) == 7 and AgendaTopic.objects.count() == 2
