"""What happens to projects: drafted, proposed, answered, started, finished, withdrawn.

What happens while the work runs stands in the modules beside: milestones are planned, reports
kept, sent and reminded of.

Every question that spans rows ("was this the last answer?") is asked with the project's row
locked; unique constraints stand behind.
"""

import uuid

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from projects import notices, rules
from projects.actions.asking import keep_requests, reply, require_replies, require_requests
from projects.actions.assembling import carry_result, record_result, result_of
from projects.actions.attaching import attach, bind, detach, forget_attachments, hand_on
from projects.actions.escalating import (
    ask_back,
    decline_escalation,
    escalate,
    note_progress,
    reply_to_question,
    take_escalation_back,
    take_up,
)
from projects.actions.fitting import state_fit
from projects.actions.following import follow, unfollow
from projects.actions.funding import note_gap
from projects.actions.locking import locked
from projects.actions.merging import accept_merge, decline_merge, offer_merge, take_offer_back
from projects.actions.negotiating import ask, close_round, name_facilitator, take_position
from projects.actions.planning import plan_work
from projects.actions.reminding import remind_of_reports
from projects.actions.reporting import forget_drafts, keep_report, send_report
from projects.actions.results import (
    evaluate,
    measure,
    plan_upkeep,
    remind_of_evaluations,
    schedule_evaluations,
    set_indicators,
    state_benefit,
)
from projects.actions.working import (
    announce_day,
    call_off_days,
    cancel_day,
    change_day,
    record_labour,
    sign_up,
    step_back,
)
from projects.models import (
    Consent,
    Contribution,
    Draft,
    Milestone,
    Partnership,
    PlanFit,
    Project,
    Version,
)
from projects.outcome import outcome
from projects.reporting import next_due
from villages.models import Mandate
from villages.roles import Permission, may

__all__ = [
    "Conflict",
    "accept_merge",
    "announce_day",
    "answer",
    "ask",
    "ask_back",
    "attach",
    "begin",
    "begin_change",
    "cancel_day",
    "carry_result",
    "change_day",
    "close_round",
    "decline_escalation",
    "decline_merge",
    "detach",
    "discard",
    "escalate",
    "evaluate",
    "finish",
    "follow",
    "keep_report",
    "locked",
    "measure",
    "name_facilitator",
    "note_progress",
    "offer_merge",
    "plan_upkeep",
    "plan_work",
    "propose",
    "record_labour",
    "record_result",
    "remind_of_evaluations",
    "remind_of_reports",
    "reply",
    "reply_to_question",
    "save_page",
    "send_report",
    "set_indicators",
    "sign_up",
    "start",
    "state_benefit",
    "state_fit",
    "step_back",
    "take_escalation_back",
    "take_offer_back",
    "take_position",
    "take_up",
    "unfollow",
    "withdraw",
]

S = Project.State
_ANSWER_VERBS = {
    Consent.Answer.GIVEN: "projects.consent_given",
    Consent.Answer.CHANGES: "projects.changes_asked",
    Consent.Answer.DECLINED: "projects.declined",
}
_OUTCOME_VERBS = {
    S.AGREED: "projects.all_agreed",
    S.REVISING: "projects.needs_revision",
    S.DECLINED: "projects.turned_down",
}


class Conflict(Refusal):
    """Somebody else has saved the same page of a draft in between; nothing was overwritten."""


# --- drafting ---------------------------------------------------------------------------


@transaction.atomic
def begin(*, by, token=None):
    """Begin a proposal of the region for which the person acts; returns its draft.

    ``token`` is the number of the first form: the same form sent twice begins one draft.
    """
    require(rules.can_propose(by))
    Mandate.objects.select_for_update(no_key=True).get(pk=by.pk)  # a second click waits here
    token = token or uuid.uuid4()
    found = Draft.objects.select_related("project__lead").filter(begun_by=by, token=token).first()
    if found:
        return found
    project = Project.objects.create(lead=by.region)
    Partnership.objects.create(project=project, region=by.region, role=Partnership.Role.LEAD)
    audit.record("projects.drafted", project, by=by)
    return Draft.objects.create(project=project, token=token, begun_by=by, saved_by=by)


@transaction.atomic
def begin_change(project, answers, *, by):
    """Begin a changed version from the typed ``answers`` of the current one, or go on with it."""
    project = locked(project)
    require(rules.can_write(by, project))
    draft, created = Draft.objects.get_or_create(
        project=project, defaults={"answers": answers, "begun_by": by, "saved_by": by}
    )
    if created:
        hand_on(project, by=by)
    return draft


@transaction.atomic
def save_page(draft, page, typed, *, by, mark, title=None):
    """Keep what was typed on one page of a draft, right or not yet right.

    ``mark`` tells what the page held when it was shown (``Draft.mark``). If somebody else has
    saved something else there since, ``Conflict`` is raised and nothing overwritten. The title
    of a first proposal is copied to the project, so that lists can name it.
    """
    project = locked(draft.project)
    require(rules.can_write(by, project))
    fresh = Draft.objects.select_for_update(no_key=True).filter(project=project).first()
    if fresh is None:
        raise Refusal(_("This draft has been sent or thrown away in the meantime."))
    if fresh.mark(page) != mark and fresh.answers.get(page) != typed:
        if fresh.saved_by.user_id == by.user_id:
            raise Conflict(
                _("You yourself have changed this page in the meantime, in another tab.")
            )
        raise Conflict(_("Somebody else has changed this page in the meantime."))
    fresh.answers[page] = typed
    fresh.revision, fresh.saved_by = fresh.revision + 1, by
    fresh.save(update_fields=["answers", "revision", "saved_by", "updated_at"])
    if title is not None and project.state == S.DRAFT:
        Project.objects.filter(pk=project.pk).update(title=title, updated_at=timezone.now())
    return fresh


@transaction.atomic
def discard(draft, *, by):
    """Throw a draft away: a first proposal with its project, a changed one alone."""
    project = locked(draft.project)
    require(rules.can_write(by, project))
    audit.record("projects.discarded", project, by=by)
    forget_attachments(project)
    if project.state != S.DRAFT:
        Draft.objects.filter(project=project).delete()
        return
    try:
        project.delete()
    except ProtectedError as error:
        text = _("This draft cannot be thrown away: a meeting or an agreement belongs to it.")
        raise Refusal(text) from error


# --- proposing and answering --------------------------------------------------------------


@transaction.atomic
def propose(draft, *, by, partners, contributions, answer_by, fits=(), **words):
    """Put the draft before the partners as the next version; all of them are asked (again).

    ``words`` are the fields of a ``Version``; ``partners`` regions other than the lead;
    ``contributions`` mappings with the fields of ``Contribution``, ``fits`` such of ``PlanFit``.
    The draft's attachments go along. If the person is the head of the lead, its consent is
    recorded with it, unless the assemblies at home come first. No version goes out while a request
    for a change of the one before waits for a reply.
    """
    project = locked(draft.project)
    require(rules.can_write(by, project))
    require_replies(project)
    if not Draft.objects.filter(pk=draft.pk, revision=draft.revision).delete()[0]:
        raise Refusal(_("This draft was changed or sent in the meantime. Please check it again."))
    version = _make_version(project, partners, words, by=by)
    Contribution.objects.bulk_create(
        Contribution(version=version, **each) for each in contributions
    )
    PlanFit.objects.bulk_create(PlanFit(version=version, **each) for each in fits)
    bind(version)
    left = _seat(project, partners)
    now = timezone.now()
    states.move(
        project,
        "state",
        to=S.PROPOSED,
        current=version,
        title=version.title,
        summary=first_sentence(version.aim),
        sectors=version.sectors,
        answer_by=answer_by,
        proposed_at=project.proposed_at or now,
        agreed_at=None,
    )
    note_gap(project)
    verb = "projects.proposed" if version.number == 1 else "projects.version_made"
    audit.record(verb, project, by=by, version=version.number)
    if may(by, Permission.CONSENT, project.lead) and not version.home_first:
        _record_answer(project, Consent.Answer.GIVEN, "", by=by)
    notices.forget_questions(project)
    notices.consent_asked(project, by=by)
    notices.left_out(project, left)
    notices.changed(project, by=by)
    return version


def _make_version(project, partners, words, *, by):
    return Version.objects.create(
        project=project,
        number=project.current.number + 1 if project.current else 1,
        partner_codes=[region.pk for region in partners],
        made_by=by,
        **words,
    )


def _seat(project, partners):
    """Give each partner its seat; returns the regions whose seat is taken away."""
    wanted = {region.pk: region for region in partners}
    seats = {
        seat.region_id: seat
        for seat in project.partnerships.select_related("region").exclude(region=project.lead)
    }
    left = [seats[code].region for code in seats.keys() - wanted.keys()]
    project.partnerships.filter(region__in=left).delete()
    Milestone.objects.filter(project=project, owner__in=left).update(owner=project.lead)
    Partnership.objects.bulk_create(
        Partnership(project=project, region=wanted[code]) for code in wanted.keys() - seats.keys()
    )
    return left


def first_sentence(text):
    """The first sentence or line of what people wrote, short enough for a list."""
    line = text.split("\n", 1)[0]
    head, stop, _rest = line.partition(". ")
    return Truncator(head + stop.strip()).chars(300)


@transaction.atomic
def answer(project, *, by, number, answer, reason="", requests=None):
    """Record a region's answer to version ``number``, the one that was shown.

    Who asks for changes sends ``requests``: part of the proposal → what should change. A second click gets the first answer back. The answer that settles the matter moves the
    project: of all simultaneous answers exactly one does.
    """
    project = locked(project)
    verdict = rules.can_answer(by, project)
    if (verdict or verdict.moved_on) and project.current and number != project.current.number:
        raise Refusal(_("The proposal has changed. Please read the new version and answer it."))
    given = project.answer_of(by.region_id) if verdict.moved_on else None
    if given:
        return given
    require(verdict)
    require_requests(answer, requests)
    if answer == Consent.Answer.GIVEN:
        require(rules.can_give_consent(by, project, result_of(project, by.region_id)))
    given = _record_answer(project, answer, reason, by=by)
    keep_requests(given, requests or {})
    if not _settle(project):
        Project.objects.filter(pk=project.pk).update(updated_at=timezone.now())
        notices.answered(project, given, by=by)
    return given


def _record_answer(project, answer, reason, *, by):
    audit.record(_ANSWER_VERBS[answer], project, by=by, version=project.current.number)
    return Consent.objects.create(
        version=project.current,
        region=by.region,
        answer=answer,
        reason=reason,
        mandate=by,
        person_name=str(by.user),
        office_title=by.title,
    )


def _settle(project):
    """Move the project on if the answers so far decide the matter; says whether they do."""
    seats = project.partnerships.values_list("region", flat=True)
    answers = dict(project.current.consents.values_list("region", "answer"))
    to = outcome(project.lead_id, seats, answers)
    if to is None:
        return False
    now = timezone.now()
    times = {S.AGREED: {"agreed_at": now}, S.DECLINED: {"closed_at": now}}
    states.move(project, "state", to=S(to), **times.get(to, {}))
    audit.record(_OUTCOME_VERBS[to], project, by=audit.SYSTEM, version=project.current.number)
    notices.settled(project)
    return True


# --- the course of the work ---------------------------------------------------------------


@transaction.atomic
def start(project, *, by):
    """Begin the work that all partners have agreed to; from now on its reports fall due."""
    project = locked(project)
    require(rules.can_start(by, project))
    states.move(
        project,
        "state",
        to=S.RUNNING,
        started_at=timezone.now(),
        report_due_on=next_due(project.today, project.rhythm),
    )
    audit.record("projects.started", project, by=by)
    notices.started(project, by=by)
    return project


@transaction.atomic
def finish(project, *, by):
    """Close the work."""
    project = locked(project)
    require(rules.can_finish(by, project))
    states.move(project, "state", to=S.FINISHED, closed_at=timezone.now(), report_due_on=None)
    _end_reporting(project)
    call_off_days(project, by=by, reason=_("The work is finished."))
    schedule_evaluations(project)
    audit.record("projects.finished", project, by=by)
    notices.finished(project, by=by)
    return project


@transaction.atomic
def withdraw(project, *, by, reason):
    """Take the proposal, or the agreed project, back; everybody is told why."""
    project = locked(project)
    require(rules.can_withdraw(by, project))
    states.move(
        project,
        "state",
        to=S.WITHDRAWN,
        closed_at=timezone.now(),
        close_reason=reason,
        report_due_on=None,
    )
    _end_reporting(project)
    call_off_days(project, by=by, reason=reason)
    Draft.objects.filter(project=project).delete()
    forget_attachments(project)
    audit.record("projects.withdrawn", project, by=by, reason=reason)
    notices.forget_questions(project)
    notices.withdrawn(project, by=by)
    return project


def _end_reporting(project):
    """No report is awaited any more."""
    forget_drafts(project.report_drafts.all())
    notices.forget_reminders(project)
