"""What has gone upward, ready to show: on the page of its proposal, on its own, and what waits."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from core.waiting import Task
from projects import escalation_rules, rules
from projects.cards import Badge
from projects.models import Escalation, EscalationStep, Project
from projects.people import holders
from villages.models import Region
from villages.roles import Permission, grants

E = Escalation.State
AT_MOST = 20
MOST_ORIGINS = 40
BADGES = {
    E.SENT: ("wait", "clock"),
    E.ASKED: ("wait", "chat"),
    E.TAKEN_UP: ("ok", "check"),
    E.DECLINED: ("bad", "x"),
    E.TAKEN_BACK: ("plain", "back"),
    E.CLOSED: ("plain", "x"),
}


def badge_of(escalation):
    if escalation.state == E.TAKEN_UP and escalation.project.has_ended:
        return Badge(_("taken up, ended with its proposal"), "check", "plain")
    kind, icon = BADGES[escalation.state]
    return Badge(escalation.get_state_display(), icon, kind)


def may_lead(escalation):
    """May the receiver propose joint work itself, into which this proposal can be merged?"""
    partner = rules.may_be_partner(escalation.receiver)
    return partner and escalation.project.state in rules.DELIBERATED


@dataclass(frozen=True)
class Line:
    """A copy in a list; ``last`` is what was said last, for those whom it concerns."""

    escalation: Escalation
    state: Badge
    last: EscalationStep | None = None


@dataclass(frozen=True)
class Upward:
    """Where a proposal went and how it stands there."""

    lines: list
    can_send: bool


def upward_of(project, acting):
    """For the page of the proposal, newest first."""
    reads = rules.can_read_reasons(acting, project)
    rows = project.escalations.select_related("receiver", "part_of").prefetch_related("steps")
    return Upward(
        lines=[
            Line(each, badge_of(each), list(each.steps.all())[-1] if reads else None)
            for each in rows[:AT_MOST]
        ],
        can_send=bool(escalation_rules.can_escalate(acting, project)),
    )


def receivers_of(project):
    """Regions to which the proposal may go, and whether anybody there can answer today."""
    codes = escalation_rules.receivers_of(project)
    regions = Region.objects.in_bulk(codes)
    manned = {mandate.region_id for mandate in holders(codes, Permission.TAKE_UP)}
    return [(regions[code], code in manned) for code in codes if code in regions]


def rows_for_page():
    """Copies with all that their page shows, in a constant number of queries."""
    merged = Prefetch("merged_from", Project.objects.select_related("lead").order_by("closed_at"))
    origins = Project.objects.select_related("lead", "merged_into").prefetch_related(
        "partnerships__region", merged
    )
    parts = Escalation.objects.prefetch_related(Prefetch("project", origins)).order_by("pk")
    return Escalation.objects.select_related(
        "receiver", "version", "part_of__version"
    ).prefetch_related(
        Prefetch("project", origins), Prefetch("parts", parts), "steps", "part_of__steps"
    )


@dataclass(frozen=True)
class Origins:
    """The proposals that go on in a copy, each with those that were merged into it before."""

    projects: list
    more: int


def origins_of(escalation):
    found = [escalation.project, *(part.project for part in escalation.parts.all())]
    return Origins(found[:MOST_ORIGINS], max(0, len(found) - MOST_ORIGINS))


def reads_words(acting, escalation):
    """The words are a matter of all origins and of the officers in whose care they are; that
    something was said is public."""
    projects = [escalation.project, *(part.project for part in escalation.parts.all())]
    return any(rules.can_read_reasons(acting, each) for each in projects)


def steps_of(escalation):
    """What was said to it, and since it goes on in another copy, what is noted there."""
    own = list(escalation.steps.all())
    whole = escalation.part_of
    if whole is None or not own:
        return own
    notes = [
        step
        for step in whole.steps.all()
        if step.kind == EscalationStep.Kind.NOTE and step.pk > own[-1].pk
    ]
    return own + notes


# --- what waits -------------------------------------------------------------------------


def waiting_upward(acting):
    """For officers of the receiver what they have not answered; for the lead what was asked back."""
    if grants(acting, Permission.TAKE_UP):
        waiting = Escalation.objects.with_words().awaiting_answer_of(acting.region)
        for each in waiting.order_by("pk")[:AT_MOST]:
            yield Task(
                title=_("Answer what was sent on to you: %(title)s")
                % {"title": each.version.title},
                url=each.get_absolute_url(),
                icon="up",
                note=_("From %(lead)s") % {"lead": each.project.lead.full_name},
            )
    if grants(acting, Permission.PROPOSE):
        asked = Escalation.objects.with_words().awaiting_reply_of(acting.region)
        for each in asked.order_by("pk")[:AT_MOST]:
            yield Task(
                title=_("Reply to %(region)s: %(title)s")
                % {"region": each.receiver.full_name, "title": each.version.title},
                url=each.get_absolute_url(),
                icon="chat",
                note=_("It asks back about what you have sent on"),
            )
