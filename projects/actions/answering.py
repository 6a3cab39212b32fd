"""A region's answer to the version about which the heads are asked, and what all answers lead to."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import require_same_words
from projects import funding_notices, merger_notices, notices, pages, rules
from projects.actions.amending import settle_amendment
from projects.actions.asking import keep_requests, require_requests
from projects.actions.assembling import result_of
from projects.actions.consenting import record_answer
from projects.actions.escalating import close_escalation
from projects.actions.locking import locked
from projects.models import Amendment, Consent, Project
from projects.outcome import outcome

S = Project.State
_OUTCOME_VERBS = {
    S.AGREED: "projects.all_agreed",
    S.REVISING: "projects.needs_revision",
    S.DECLINED: "projects.turned_down",
}


@transaction.atomic
def answer(project, *, by, number, answer, reason="", requests=None):
    """Record a region's answer to version ``number``, the one that was shown.

    Who asks for changes sends ``requests``: part of the proposal → what should change. A second
    click gets the first answer back; the same answer in other words is refused. The answer that
    settles the matter moves the project, or puts the amendment into force: of all simultaneous
    answers exactly one does.
    """
    project = locked(project)
    verdict = rules.can_answer(by, project)
    if (verdict or verdict.moved_on) and project.asked and number != project.asked.number:
        given = _answer_to_ended(project, number, verdict, by=by)
        return _as_given(given, answer, reason, requests)
    given = project.answer_of(by.region_id) if verdict.moved_on else None
    if given:
        return _as_given(given, answer, reason, requests)
    require(verdict)
    require_requests(answer, requests)
    if answer == Consent.Answer.GIVEN:
        require(rules.can_give_consent(by, project, result_of(project, by.region_id)))
    given = record_answer(project, answer, reason, by=by)
    keep_requests(given, requests or {})
    if not _settle(project, by=by):
        Project.objects.filter(pk=project.pk).update(updated_at=timezone.now())
        notices.answered(project, given, by=by)
    return given


def _as_given(given, answer, reason, requests):
    """The answer that stands, unless the same one is sent in other words."""
    if given.answer == answer:
        wished = {request.section: request.text for request in given.requests.all()}
        require_same_words(_in_words(wished, given.reason), _in_words(requests or {}, reason))
    return given


def _in_words(requests, reason):
    """Part by part what should change, and the reason."""
    lines = [f"{pages.title_of(section)}: {text}" for section, text in sorted(requests.items())]
    return "\n".join(filter(None, [*lines, reason]))


def _answer_to_ended(project, number, verdict, *, by):
    """The region's answer to an amendment that was settled since; else why it cannot answer."""
    ended = Amendment.objects.filter(version__project=project, version__number=number).first()
    if ended is None:
        require(verdict)
        raise Refusal(_("The proposal has changed. Please read the new version and answer it."))
    given = ended.version.answer_of(by.region_id)
    if given is None:
        text = _("Version %(number)d can no longer be answered: the amendment is %(state)s.")
        raise Refusal(text % {"number": number, "state": ended.get_state_display()})
    return given


def _settle(project, *, by):
    """Move the project on if the answers so far decide the matter; says whether they do."""
    if project.pending:
        return settle_amendment(project)
    seats = project.partnerships.values_list("region", flat=True)
    answers = dict(project.current.consents.values_list("region", "answer"))
    to = outcome(project.lead_id, seats, answers)
    if to is None:
        return False
    now = timezone.now()
    times = {S.AGREED: {"agreed_at": now}, S.DECLINED: {"closed_at": now}}
    states.move(project, "state", to=S(to), **times.get(to, {}))
    audit.record(_OUTCOME_VERBS[to], project, by=audit.SYSTEM, version=project.current.number)
    told = set()
    if to == S.DECLINED:
        told = close_escalation(project, by=by).told
        told |= merger_notices.target_ended(project)
        told |= funding_notices.offers_ended(project, besides=told)
    notices.settled(project, besides=told)
    return True
