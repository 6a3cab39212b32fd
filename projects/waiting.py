"""What waits for a person on this floor, for the start page."""

from datetime import timedelta

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from core.waiting import Task
from projects.backers import waiting_for_support
from projects.escalated import waiting_upward
from projects.models import (
    Adjustment,
    ChangeRequest,
    Commitment,
    Consent,
    Draft,
    Evaluation,
    HomeResult,
    MergeOffer,
    Offer,
    Placement,
    Project,
    Ranking,
)
from projects.models.project import ASKED_VERSION
from projects.progress import late_words
from projects.reporting import SOON
from projects.rules import DELIBERATED
from villages.roles import Permission, grants

AT_MOST = 20
LOOK_AHEAD = 30  # days
RANKING, PLACE = -1, -2  # rows that are no evaluation
S = Project.State


def waiting_for(acting, user):
    """Proposals to answer, results of assemblies to record, requests and offers to reply to,
    what was sent upward, reports and evaluations that are due, proposals to put in order, drafts to
    send, proposals of one's region that need a revision, contributions to commit, offers and
    requests for places to answer."""
    if grants(acting, Permission.SUPPORT):
        return waiting_for_support(acting)[:AT_MOST]
    upward = list(waiting_upward(acting))
    if not grants(acting, Permission.PROPOSE):
        return [*_to_record(acting), *upward][:AT_MOST]
    tasks = [
        *_to_answer(acting), *upward, *_to_write(acting), *_to_evaluate_rank_or_admit(acting),
        *_to_commit(acting), *_offered(acting),
    ]  # fmt: skip
    return tasks[:AT_MOST]


def _to_answer(acting):
    """For the head to answer; for a secretary to remind the head. Where the lead wants the result
    of the assembly at home first, that waits too until it is recorded."""
    is_head = grants(acting, Permission.CONSENT)
    for project in _awaiting(acting)[:AT_MOST]:
        if project.is_unheard:
            yield _record_task(project)
        note = _("Proposed by %(lead)s") if is_head else _("The head has to answer. From %(lead)s")
        if _takes_seat_of(acting, project):
            note = _("With it your region leaves the project. From %(lead)s")
        title = (
            _("Answer the amendment: %(title)s") if project.pending_id else _("Answer: %(title)s")
        )
        yield Task(
            title=title % {"title": project.title},
            url=reverse("projects:answer", args=[project.code]),
            icon="agree",
            note=note % {"lead": project.lead.full_name},
            due=project.answer_by,
            asks_word=is_head,
        )


def _to_record(acting):
    """For the village council, which does not answer: the results of its own assembly."""
    if not grants(acting, Permission.RECORD_ASSEMBLY):
        return []
    return [
        _record_task(project) for project in _awaiting(acting).filter(is_unheard=True)[:AT_MOST]
    ]


def _awaiting(acting):
    """What waits for the region's answer; ``is_unheard``: for the result of its assembly, too."""
    recorded = HomeResult.objects.filter(version=ASKED_VERSION, region=acting.region)
    asks_home = Q(pending__home_first=True) | Q(pending=None, current__home_first=True)
    unheard = ~Exists(recorded) & asks_home
    waiting = Project.objects.awaiting_consent_of(acting.region).select_related("lead", "pending")
    waiting = waiting.annotate(is_unheard=Case(When(unheard, then=True), default=False))
    return waiting.order_by("answer_by", "pk")


def _takes_seat_of(acting, project):
    """Does the amendment do without the reader's region, which has a seat if it is not named?"""
    stay = [project.lead_id, *project.pending.partner_codes] if project.pending else None
    return stay is not None and acting.region_id not in stay


def _record_task(project):
    return Task(
        title=_("Record the result of your assembly: %(title)s") % {"title": project.title},
        url=reverse("projects:record_result", args=[project.code]),
        icon="users",
        note=_("%(lead)s asks for it before the consent") % {"lead": project.lead.full_name},
        due=project.answer_by,
    )


def _to_write(acting):
    """Of the region's own projects: requests and offers to reply to, reports from a week before
    their day, unsent proposals, and those that the partners did not all consent to."""
    soon = timezone.localdate() + timedelta(days=SOON)
    drafted = Draft.objects.filter(project=OuterRef("pk"))
    projects = (
        Project.objects.filter(lead=acting.region)
        .exclude(state__in=[S.DECLINED, S.WITHDRAWN, S.MERGED])
        .annotate(
            is_drafted=Exists(drafted), wishes=_open_wishes(), offer=_open_offer(),
            pleas=_open_adjustments(), is_held_up=Exists(_held_up()),
        )
        .filter(
            Q(is_drafted=True)
            | Q(state=S.REVISING)
            | Q(report_due_on__lte=soon)
            | Q(state__in=DELIBERATED) & (Q(wishes__gt=0) | Q(offer__isnull=False))
            | Q(state=S.RUNNING) & (Q(wishes__gt=0) | Q(pleas__gt=0) | Q(is_held_up=True))
        )
    )  # fmt: skip
    for project in projects.order_by("report_due_on", "-updated_at")[:AT_MOST]:
        yield from _own_tasks(project, soon)


def _open_wishes():
    """How many requests for changes have no reply yet."""
    asked = ChangeRequest.objects.open().filter(consent__version__project=OuterRef("pk"))
    rows = asked.order_by().values("consent__version__project")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _open_adjustments():
    """How many requests to adapt the running work have no reply yet."""
    asked = Adjustment.objects.open().filter(project=OuterRef("pk"))
    rows = asked.order_by().values("project")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _held_up():
    """Answers that ask for changes of the amendment under deliberation."""
    return Consent.objects.filter(version=OuterRef("pending"), answer=Consent.Answer.CHANGES)


def _open_offer():
    """The oldest offer of another lead to let its proposal go on here."""
    offers = MergeOffer.objects.filter(
        state=MergeOffer.State.OPEN, target=OuterRef("pk"), project__state__in=DELIBERATED
    )
    return Subquery(offers.order_by("pk").values("pk")[:1])


def _own_tasks(project, soon):
    """A project may have several; while requests wait, the proposal cannot be revised yet."""
    is_talked_about = project.state in DELIBERATED
    is_running = project.state == S.RUNNING
    if project.wishes and (is_talked_about or is_running):
        yield _reply_task(project)
    if project.pleas and is_running:
        yield _adjust_task(project)
    if project.is_held_up and not project.wishes and not project.is_drafted:
        yield _amend_task(project)
    if is_talked_about and project.offer:
        yield _merge_task(project)
    must_revise = project.state == S.REVISING and not project.wishes
    is_due = project.report_due_on and project.report_due_on <= soon
    if must_revise or is_due or project.is_drafted:
        yield _own_task(project)


def _to_evaluate_rank_or_admit(acting):
    """Of the region's own finished projects, from a month before the day of the look back;
    rankings of its forums in which it has no order; and projects that ask for a place in a programme
    which it founded. One question for the three."""
    today = timezone.localdate()
    looks = Evaluation.objects.filter(
        project__lead=acting.region, on=None, due_on__lte=today + timedelta(days=LOOK_AHEAD)
    )
    looks = looks.order_by().values_list("project__code", "project__title", "years", "due_on")
    rankings = Ranking.objects.awaiting(acting.region, today).order_by()
    rankings = rankings.values_list(Cast("pk", CharField()), "title", Value(RANKING), "closes_on")
    places = Placement.objects.filter(
        phase__programme__owner=acting.region, state=Placement.State.ASKED
    ).order_by()
    places = places.values_list(
        Cast("pk", CharField()), "project__title", Value(PLACE), Cast(Value(None), DateField())
    )
    rows = looks.union(rankings, places, all=True).order_by("due_on")
    for key, title, years, day in rows[:AT_MOST]:
        if years == RANKING:
            yield _rank_task(key, title, day)
        elif years == PLACE:
            yield _place_task(key, title)
        else:
            yield _evaluate_task(key, title, years, day)


def _evaluate_task(key, title, years, day):
    return Task(
        title=_("Evaluate: %(title)s") % {"title": title},
        url=reverse("projects:evaluate", args=[key, years]),
        icon="eye",
        note=Evaluation(years=years).title,
        due=day,
    )


def _place_task(key, title):
    return Task(
        title=_("Answer the request for a place: %(title)s") % {"title": title},
        url=reverse("programmes:place", args=[key]),
        icon="agree",
        note=_("The project wants to join your programme"),
    )


def _rank_task(key, title, day):
    return Task(
        title=_("Put the proposals in order: %(title)s") % {"title": title},
        url=reverse("projects:ranking", args=[key]),
        icon="list",
        note=_("The forum asks for the order of your region"),
        due=day,
    )


def _reply_task(project):
    note = ngettext(
        "%(number)d request for a change waits for your reply",
        "%(number)d requests for changes wait for your reply",
        project.wishes,
    )
    return Task(
        title=_("Reply to the partners: %(title)s") % {"title": project.title},
        url=project.requests_url,
        icon="chat",
        note=note % {"number": project.wishes},
    )


def _adjust_task(project):
    note = ngettext(
        "%(number)d request for an adjustment waits for your reply",
        "%(number)d requests for adjustments wait for your reply",
        project.pleas,
    )
    return Task(
        title=_("Reply to the partners: %(title)s") % {"title": project.title},
        url=reverse("projects:adjustments", args=[project.code]),
        icon="chat",
        note=note % {"number": project.pleas},
    )


def _amend_task(project):
    return Task(
        title=_("Revise the amendment: %(title)s") % {"title": project.title},
        url=reverse("projects:adjustments", args=[project.code]),
        icon="edit",
        note=_("A partner asks for changes; send a better one, or withdraw it"),
    )


def _merge_task(project):
    return Task(
        title=_("Answer the offer to merge: %(title)s") % {"title": project.title},
        url=reverse("projects:answer_merge", args=[project.offer]),
        icon="link",
        note=_("Another proposal wants to go on in yours"),
    )


def _to_commit(acting):
    """Contributions that are planned for the region, for the head to give his word."""
    if not grants(acting, Permission.CONSENT):
        return
    planned = Commitment.objects.awaiting_word_of(acting.region).select_related("project")
    for commitment in planned.order_by("pk")[:AT_MOST]:
        yield Task(
            title=_("Commit: %(title)s") % {"title": commitment.project.title},
            url=commitment.get_absolute_url(),
            icon="agree",
            note=_("A contribution of %(region)s is planned") % {"region": acting.region.full_name},
        )


def _offered(acting):
    """Offers of support to projects that the region leads."""
    waiting = Offer.objects.filter(
        project__lead=acting.region, project__state__in=Project.OPEN_STATES, state=Offer.State.OPEN
    ).select_related("project", "region", "organisation")
    for offer in waiting.order_by("pk")[:AT_MOST]:
        yield Task(
            title=_("Answer the offer: %(title)s") % {"title": offer.project.title},
            url=reverse("projects:funds", args=[offer.project.code]) + "#tawaran",
            icon="agree",
            note=_("%(region)s offers support") % {"region": offer.party.full_name},
        )


def _own_task(project):
    if project.report_due_on:
        return Task(
            title=_("Write the report: %(title)s") % {"title": project.title},
            url=reverse("projects:report", args=[project.code]),
            icon="cam",
            note=late_words(project, project.today) or _("How far is the work?"),
            due=project.report_due_on,
        )
    if project.is_drafted:
        changed = formats.moment(project.updated_at, project.zone)
        return Task(
            title=_("Finish the draft: %(title)s") % {"title": project},
            url=reverse("projects:check", args=[project.code]),
            icon="edit",
            note=_("Changed %(moment)s") % {"moment": changed},
        )
    return Task(
        title=_("Revise: %(title)s") % {"title": project},
        url=project.get_absolute_url(),
        icon="edit",
        note=_("Not all partners have consented"),
    )
