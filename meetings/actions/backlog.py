"""Proposing topics for a forum's sittings, and their way from the backlog onto agendas and back.

Locks are taken in one order: meeting, minutes, proposed topics, book of letters, mails. Several
topics are locked in the order of their keys.
"""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from meetings import backlog_notices as notices
from meetings import backlog_rules as rules
from meetings.models import AgendaItem, AgendaTopic
from projects.models import Project

State = AgendaTopic.State
NOT_YET = (AgendaItem.State.MISSED, AgendaItem.State.POSTPONED)


@transaction.atomic
def propose_topic(forum, *, by, project=None, **wish):
    """Put a topic on the forum's list. ``wish``: title, reason, kind, minutes."""
    require(rules.can_propose_topic(by, forum))
    if project and not Project.objects.visible_to(by.user).filter(pk=project.pk).exists():
        raise Refusal(_("This project is not open to you."))
    if forum.agenda_topics.waiting().count() >= AgendaTopic.MAX_WAITING:
        raise Refusal(
            _("%(limit)d topics wait already. Ask the forum to deal with some of them first.")
            % {"limit": AgendaTopic.MAX_WAITING}
        )
    topic = AgendaTopic(forum=forum, project=project, region=by.region, proposed_by=by, **wish)
    _save_once(topic)
    audit.record("meetings.proposal_made", topic, by=by)
    return topic


def _save_once(topic):
    """The same words twice are one proposal as long as it is not answered."""
    try:
        with transaction.atomic():
            topic.save()
    except IntegrityError as broken:
        if "agenda_topic_once_in_forum" not in str(broken):
            raise
        raise Refusal(_("A topic of this name is on the list already.")) from broken


@transaction.atomic
def withdraw_proposal(topic, *, by):
    """Take a proposal back while it waits."""
    topic = held_topics([topic.pk])[topic.pk]
    require(rules.can_withdraw_proposal(by, topic))
    states.move(topic, "state", to=State.WITHDRAWN)
    audit.record("meetings.proposal_withdrawn", topic, by=by)
    return topic


@transaction.atomic
def decline_topic(topic, *, by, reason):
    """Say that no sitting deals with it, and why; the proposer is told."""
    topic = held_topics([topic.pk])[topic.pk]
    require(rules.can_decline(by, topic))
    states.move(topic, "state", to=State.DECLINED, answer=reason)
    audit.record("meetings.proposal_declined", topic, by=by, reason=reason)
    notices.declined(topic)
    return topic


def held_topics(pks):
    """These topics by key as they are now; whoever else wants them waits. Within a transaction."""
    held = AgendaTopic.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=pks)
    rows = held.select_related("forum__home", "region", "proposed_by__user").order_by("pk")
    return {topic.pk: topic for topic in rows}


def take_topics(pks, *, meeting, by):
    """Let these wait no more: they come onto the meeting's agenda. All of them, or a refusal."""
    held = held_topics(pks)
    for pk in pks:
        topic = held.get(pk)
        if topic is None or topic.forum_id != meeting.forum_id:
            raise Refusal(_("This topic was proposed for another forum."))
        if not topic.is_waiting:
            raise Refusal(
                _("“%(topic)s” does not wait any more; another agenda has it, or it was answered.")
                % {"topic": topic}
            )
        states.move(topic, "state", to=State.TAKEN)
        audit.record("meetings.proposal_taken", topic, by=by, reason=str(meeting))
        notices.taken_up(topic, meeting)


def release_topics(pks, *, meeting, by):
    """The agenda of a coming meeting has room for these no more; they wait again, as before."""
    for topic in held_topics(pks).values():
        states.move(topic, "state", to=State.WAITING)
        audit.record("meetings.proposal_released", topic, by=by, reason=str(meeting))
        notices.postponed(topic, meeting)


def settle_topics(meeting, *, by):
    """Let the topics behind marked items follow what became of these: done, or waiting again.

    A topic that a later agenda has taken up since stays there.
    """
    marked = meeting.agenda.filter(topic__isnull=False).exclude(state=AgendaItem.State.OPEN)
    items = {item.topic_id: item for item in marked.order_by("pk")}
    for topic in held_topics(items).values():
        item = items[topic.pk]
        if topic.items.order_by("-pk").values_list("pk", flat=True).first() != item.pk:
            continue
        if item.state in NOT_YET and topic.state in (State.TAKEN, State.DONE):
            states.move(topic, "state", to=State.WAITING, came_from=meeting)
            audit.record("meetings.proposal_postponed", topic, by=by, reason=str(meeting))
            notices.postponed(topic, meeting)
        elif item.state not in NOT_YET and topic.state in (State.TAKEN, State.WAITING):
            states.move(topic, "state", to=State.DONE)
            audit.record("meetings.proposal_done", topic, by=by, reason=str(meeting))
            notices.dealt_with(topic, meeting)


def give_topics_back(meeting, *, by):
    """The meeting does not take place: its topics wait for the next one."""
    meeting.agenda.filter(topic__isnull=False).update(state=AgendaItem.State.MISSED)
    settle_topics(meeting, by=by)
