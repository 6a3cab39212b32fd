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
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from projects import backing_notices, funding_notices, merger_notices, notices, rules
from projects.actions.amending import (
    ask_adjustment,
    end_amendment,
    put_amendment,
    reply_adjustment,
    take_amendment_back,
)
from projects.actions.answering import answer
from projects.actions.asking import reply, require_replies
from projects.actions.assembling import carry_result, record_result
from projects.actions.attaching import attach, detach, forget_attachments, hand_on
from projects.actions.consenting import record_answer
from projects.actions.digesting import send_digests, want_digests, want_news_of
from projects.actions.escalating import (
    ask_back,
    close_escalation,
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
from projects.actions.phasing import (
    accept_place,
    ask_place,
    change_programme,
    decline_place,
    found_programme,
    leave_programme,
)
from projects.actions.planning import plan_work
from projects.actions.prioritising import close_ranking, open_ranking, rank
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
from projects.actions.risking import assess, note_risk, remind_of_reviews
from projects.actions.wording import make_version, seat, shown
from projects.actions.working import (
    announce_day,
    call_off_days,
    cancel_day,
    change_day,
    record_labour,
    sign_off,
    sign_up,
    step_back,
)
from projects.models import Amendment, Consent, Draft, Partnership, Project
from projects.reporting import next_due
from villages.models import Mandate
from villages.roles import Permission, may

__all__ = [
    "Conflict",
    "accept_merge",
    "accept_place",
    "announce_day",
    "answer",
    "ask",
    "ask_adjustment",
    "ask_back",
    "ask_place",
    "assess",
    "attach",
    "begin",
    "begin_change",
    "cancel_day",
    "carry_result",
    "change_day",
    "change_programme",
    "close_ranking",
    "close_round",
    "decline_escalation",
    "decline_merge",
    "decline_place",
    "detach",
    "discard",
    "escalate",
    "evaluate",
    "finish",
    "follow",
    "found_programme",
    "keep_report",
    "leave_programme",
    "locked",
    "measure",
    "name_facilitator",
    "note_progress",
    "note_risk",
    "offer_merge",
    "open_ranking",
    "plan_upkeep",
    "plan_work",
    "propose",
    "rank",
    "record_labour",
    "record_result",
    "remind_of_evaluations",
    "remind_of_reports",
    "remind_of_reviews",
    "reply",
    "reply_adjustment",
    "reply_to_question",
    "save_page",
    "send_digests",
    "send_report",
    "set_indicators",
    "sign_off",
    "sign_up",
    "start",
    "state_benefit",
    "state_fit",
    "step_back",
    "take_amendment_back",
    "take_escalation_back",
    "take_offer_back",
    "take_position",
    "take_up",
    "unfollow",
    "want_digests",
    "want_news_of",
    "withdraw",
]

S = Project.State


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
                _(
                    "You yourself have saved this page in the meantime, in another tab or before "
                    "you went back."
                )
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
    for a change of the one before waits for a reply. While the work runs, the version is an
    amendment: the one before stays in force until all have consented.
    """
    project = locked(draft.project)
    require(rules.can_write(by, project))
    require_replies(project)
    if not Draft.objects.filter(pk=draft.pk, revision=draft.revision).delete()[0]:
        raise Refusal(_("This draft was changed or sent in the meantime. Please check it again."))
    version = make_version(
        project, by=by, partners=partners, contributions=contributions, fits=fits, **words
    )
    if project.state == S.RUNNING:
        put_amendment(project, version, by=by, answer_by=answer_by)
        return version
    left = seat(project, partners)
    states.move(
        project,
        "state",
        to=S.PROPOSED,
        answer_by=answer_by,
        proposed_at=project.proposed_at or timezone.now(),
        agreed_at=None,
        **shown(version),
    )
    note_gap(project)
    verb = "projects.proposed" if version.number == 1 else "projects.version_made"
    audit.record(verb, project, by=by, version=version.number)
    if may(by, Permission.CONSENT, project.lead) and not version.home_first:
        record_answer(project, Consent.Answer.GIVEN, "", by=by)
    notices.forget_questions(project)
    notices.consent_asked(project, by=by)
    notices.left_out(project, left)
    notices.changed(project, by=by)
    return version


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
    call_off_days(project, by=by, reason=str(project.end_words))
    told = close_escalation(project, by=by).told
    schedule_evaluations(project)
    audit.record("projects.finished", project, by=by)
    told |= backing_notices.closed(project, by=by)
    told |= funding_notices.offers_ended(project, by=by, besides=told)
    notices.finished(project, by=by, besides=told)
    return project


@transaction.atomic
def withdraw(project, *, by, reason):
    """Take the proposal, or the agreed project, back; everybody is told why. A second click with
    the same reason finds it withdrawn."""
    project = locked(project)
    verdict = rules.can_withdraw(by, project)
    if verdict.moved_on and (project.state, project.close_reason) == (S.WITHDRAWN, reason):
        return project
    require(verdict)
    if project.pending:
        end_amendment(project, Amendment.State.WITHDRAWN, withdraw_reason=reason)
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
    closed = close_escalation(project, by=by)
    Draft.objects.filter(project=project).delete()
    forget_attachments(project)
    audit.record("projects.withdrawn", project, by=by, reason=reason)
    notices.forget_questions(project)
    told = closed.told | backing_notices.closed(project, by=by)
    told |= merger_notices.target_ended(project, by=by)
    told |= funding_notices.offers_ended(project, by=by, besides=told)
    notices.withdrawn(project, by=by, closed=closed.names, besides=told)
    return project


def _end_reporting(project):
    """No report is awaited any more."""
    forget_drafts(project.report_drafts.all())
    notices.forget_reminders(project)
