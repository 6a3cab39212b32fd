"""A running project is adapted: what regions ask for, and amendments that all have to consent to.

The version in force stays as it is until the last consent: then the new one takes its place, with
its partners, in the same transaction.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import sent_before
from projects import amendment_notices as told
from projects import amendment_rules as rules
from projects import notices
from projects.actions.committing import plan_for_newcomers
from projects.actions.consenting import record_answer
from projects.actions.funding import note_gap
from projects.actions.locking import locked
from projects.actions.reporting import forget_drafts
from projects.actions.wording import seat, shown
from projects.models import (
    Adjustment,
    AdjustmentReply,
    Amendment,
    Commitment,
    Consent,
    Project,
)
from projects.outcome import amended
from villages.models import Region
from villages.roles import Permission, may

A, C, S = Amendment.State, Commitment.State, Project.State


# --- what regions ask for ---------------------------------------------------------------


@transaction.atomic
def ask_adjustment(project, *, by, token, section, text, reason):
    """Ask the lead to adapt the running work; the same form (``token``) sent twice is one."""
    project = locked(project)
    require(rules.can_ask(by, project))
    asked = project.adjustments.all()
    if found := sent_before(asked, token, section=section, text=text, reason=reason):
        return found
    if asked.open().filter(region=by.region).count() >= Adjustment.MOST_OPEN:
        text = _(
            "%(number)d requests of your region have no reply yet. Wait for the replies first."
        )
        raise Refusal(text % {"number": Adjustment.MOST_OPEN})
    if asked.count() >= Adjustment.MOST:
        text = _("There are %(number)d requests already. Talk about the next one in a meeting.")
        raise Refusal(text % {"number": Adjustment.MOST})
    request = Adjustment.objects.create(
        project=project, region=by.region, token=token, section=section, text=text, reason=reason,
        **_said(by),
    )  # fmt: skip
    audit.record("projects.adjustment_asked", project, by=by, section=section)
    told.adjustment_asked(request, project, by=by)
    return request


@transaction.atomic
def reply_adjustment(request, *, by, answer, reason):
    """Say yes or no, once, with the reason. The same reply sent twice is one."""
    project = locked(request.project)
    require(rules.can_reply(by, project))
    given = AdjustmentReply.objects.filter(request=request).first()
    if given:
        if (given.answer, given.reason, given.mandate_id) == (answer, reason, by.pk):
            return given
        text = _("%(person)s has replied to this request already: %(answer)s.")
        raise Refusal(text % {"person": given.person_name, "answer": given.get_answer_display()})
    given = AdjustmentReply.objects.create(
        request=request, answer=answer, reason=reason, **_said(by)
    )
    audit.record("projects.adjustment_answered", project, by=by, section=request.section)
    told.adjustment_answered(given, project, by=by)
    return given


def _said(by):
    return {"mandate": by, "person_name": str(by.user), "office_title": by.title}


# --- amendments -------------------------------------------------------------------------


def put_amendment(project, version, *, by, answer_by):
    """Put the new ``version`` before the partners, those whom it adds among them; one that was
    under deliberation gives way to it."""
    _require_free(project, version)
    if project.pending:
        end_amendment(project, A.REPLACED)
    Amendment.objects.create(version=version)
    states.move(project, "state", to=S.RUNNING, pending=version, answer_by=answer_by)
    audit.record("projects.amendment_put", project, by=by, version=version.number)
    if may(by, Permission.CONSENT, project.lead) and not version.home_first:
        record_answer(project, Consent.Answer.GIVEN, "", by=by)
    notices.forget_questions(project)
    told.amendment_asked(project, by=by)


@transaction.atomic
def take_amendment_back(project, *, by, number, reason):
    """The lead thinks better of amendment ``number``, as shown; the version in force stays. A second
    click finds it withdrawn."""
    project = locked(project)
    verdict = rules.can_take_back(by, project)
    same = {"version__number": number, "state": A.WITHDRAWN, "withdraw_reason": reason}
    done = Amendment.objects.filter(version__project=project, **same).first()
    if verdict.moved_on and done:
        return done
    require(verdict)
    if number != project.pending.number:
        raise Refusal(_("Another amendment is under deliberation now. Please look at it first."))
    amendment = end_amendment(project, A.WITHDRAWN, withdraw_reason=reason)
    audit.record("projects.amendment_withdrawn", project, by=by, version=number, reason=reason)
    told.amendment_settled(amendment, project, by=by)
    return amendment


def settle_amendment(project):
    """Put it into force, or end it, if the answers so far decide the matter; says whether they do."""
    version = project.pending
    asked = {*project.partnerships.values_list("region", flat=True), *version.partner_codes}
    to = amended(asked, dict(version.consents.values_list("region", "answer")))
    if to is None:
        return False
    if to == A.IN_FORCE:
        amendment = _put_into_force(project, version)
        verb = "projects.amendment_in_force"
    else:
        amendment = end_amendment(project, A.REFUSED)
        verb = "projects.amendment_refused"
    audit.record(verb, project, by=audit.SYSTEM, version=version.number)
    told.amendment_settled(amendment, project)
    return True


def end_amendment(project, state, **words):
    """No longer under deliberation; the version in force stays. The project is locked."""
    amendment = Amendment.objects.select_related("version").get(version=project.pending)
    states.move(amendment, "state", to=state, ended_at=timezone.now(), **words)
    states.move(project, "state", to=S.RUNNING, pending=None)
    notices.forget_questions(project)
    return amendment


def _put_into_force(project, version):
    """The words, the partners and the sums follow at once; who joins is asked for his word."""
    _require_free(project, version)
    _release(project, version)
    amendment = end_amendment(project, A.IN_FORCE)
    states.move(project, "state", to=S.RUNNING, **shown(version))
    seated = project.partnerships.values_list("region", flat=True)
    joined = set(version.partner_codes).difference(seated)
    left = seat(project, list(Region.objects.filter(pk__in=version.partner_codes)))
    forget_drafts(project.report_drafts.filter(mandate__region__in=left))
    plan_for_newcomers(project, joined)
    note_gap(project)
    notices.left_out(project, left)
    return amendment


def _of_those_who_leave(project, version):
    """The contributions of regions without a seat in ``version`` that are still open."""
    stay = [project.lead_id, *version.partner_codes]
    own = project.commitments.filter(region__in=project.partnerships.values("region"))
    return own.exclude(region__in=stay).select_related("region").order_by("number")


def _require_free(project, version):
    """Whoever has given his word takes it back, or keeps it, before he leaves."""
    bound = _of_those_who_leave(project, version).filter(state=C.COMMITTED).first()
    if bound:
        text = _(
            "%(region)s cannot leave yet: its contribution %(number)d is committed. It is withdrawn, "
            "or received in full, first."
        )
        raise Refusal(text % {"region": bound.party, "number": bound.number})


def _release(project, version):
    """What was only planned by those who leave is withdrawn with them."""
    reason = _("The region leaves the project with version %(number)d.")
    for planned in _of_those_who_leave(project, version).filter(state=C.PLANNED):
        states.move(
            planned, "state", to=C.WITHDRAWN, withdrawn_at=timezone.now(),
            withdraw_reason=reason % {"number": version.number},
        )  # fmt: skip
        audit.record(
            "projects.contribution_withdrawn", project, by=audit.SYSTEM,
            party=planned.party, worth=planned.worth,
        )  # fmt: skip
