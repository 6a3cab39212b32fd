"""Risks: noted, and assessed again; what was said before stays."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from core.quiet import next_allowed
from core.sending import sent_before
from projects import risk_notices as told
from projects import risk_rules as rules
from projects.actions.locking import locked
from projects.models import Assessment, Project, Risk
from projects.people import holders
from projects.reporting import LATE, LOOK_BACK, step_on
from villages.roles import Permission

logger = logging.getLogger(__name__)
A = Assessment.State


@transaction.atomic
def note_risk(project, *, by, token, title, cause, effect, **grades):
    """Note what may happen, with its first assessment; the same form sent twice is one risk.

    ``grades``: likelihood, impact, measure, keeper, review_on.
    """
    project = locked(project)
    require(rules.can_note(by, project))
    if found := sent_before(project.risks, token, title=title, cause=cause, effect=effect):
        sent_before(found.assessments, token, **grades)
        return found
    last = project.risks.last()
    number = last.number + 1 if last else 1
    if number > Risk.MOST:
        text = _("A project has at most %(number)d risks. Assess those that are there anew.")
        raise Refusal(text % {"number": Risk.MOST})
    _require_seat(project, grades["keeper"])
    risk = Risk.objects.create(
        project=project, number=number, region=by.region, token=token, title=title,
        cause=cause, effect=effect, **_said(by),
    )  # fmt: skip
    first = Assessment.objects.create(risk=risk, token=token, **grades, **_said(by))
    audit.record("projects.risk_noted", project, by=by, risk=title)
    told.risk_entrusted(first, by=by)
    return risk


@transaction.atomic
def assess(risk, *, by, before, token, **words):
    """Assess a risk anew. ``before`` is the number of the assessment that the page showed: who was
    overtaken is told so. The same form sent twice is one assessment.

    ``words``: state, likelihood, impact, measure, keeper, review_on, note.
    """
    project = locked(risk.project)
    risk = Risk.objects.select_related("region").get(pk=risk.pk)
    risk.project = project
    standing = risk.assessments.standing().select_related("keeper").get()
    require(rules.can_assess(by, risk, standing))
    if found := sent_before(risk.assessments, token, **words):
        return found
    if before != standing.pk:
        text = _("%(person)s has assessed this risk in the meantime. Please look at it again.")
        raise Refusal(text % {"person": standing.person_name})
    if risk.assessments.count() >= Assessment.MOST:
        raise Refusal(_("This risk has been assessed too often. Note a new one."))
    _require_seat(project, words["keeper"])
    given = Assessment.objects.create(risk=risk, before=standing, token=token, **words, **_said(by))
    audit.record("projects.risk_assessed", project, by=by, risk=risk.title, state=given.state)
    if given.keeper_id != standing.keeper_id:
        told.risk_entrusted(given, by=by)
    return given


def _require_seat(project, region):
    if not project.has_seat(region.pk):
        text = _("%(region)s takes no part any more. Choose who else looks after it.")
        raise Refusal(text % {"region": region.full_name})


def _said(by):
    return {"mandate": by, "person_name": str(by.user), "office_title": by.title}


# --- reminders ----------------------------------------------------------------------------


def remind_of_reviews(now=None):
    """Put a reminder of every review for which a step has come into the outbox; returns how many.

    Safe to run at any time and by several workers: each letter has a key of its own.
    """
    now = now or timezone.now()
    today, one_day = timezone.localdate(now), timedelta(days=1)  # zones differ by less
    due = Assessment.objects.awaiting_review(until=today + one_day).filter(
        review_on__gte=today - timedelta(days=LATE) - LOOK_BACK - one_day
    )
    keys = list(due.order_by("review_on", "pk").values_list("pk", flat=True))
    return sum(_remind(pk, now) for pk in keys)


def _remind(pk, now):
    """One risk. What cannot be written is tried again next time and does not stop the others."""
    try:
        with transaction.atomic():
            found = Assessment.objects.select_related("risk", "keeper").get(pk=pk)
            free = Project.objects.select_for_update(no_key=True, skip_locked=True)
            if not free.only("pk").filter(pk=found.risk.project_id).exists():
                return 0  # it is being assessed, or another worker has it
            still = Assessment.objects.awaiting_review(until=found.review_on)
            found = still.select_related("risk__project__lead", "keeper").filter(pk=pk).first()
            return _remind_keeper(found, now) if found else 0
    except Exception:
        logger.exception("reminder of the review of assessment %s could not be written", pk)
        return 0


def _remind_keeper(assessment, now):
    project = assessment.risk.project
    keeper = project.in_charge(assessment.keeper)
    step = step_on(assessment.review_on, project.today_at(now))
    if step is None:
        return 0
    return sum(
        told.review_due(
            assessment, mandate, step=step, due_at=next_allowed(now, mandate.user.time_zone)
        )
        for mandate in holders([keeper], Permission.RUN_PROJECT)
    )
