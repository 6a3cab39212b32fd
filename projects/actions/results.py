"""What a project has brought: indicators and their values, benefit, upkeep, evaluations.

Figures are given once and followed by newer ones; the same form sent twice is one row.
"""

import json
import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, formats, ladder
from core.access import require
from core.errors import Refusal
from core.quiet import next_allowed
from core.seals import digest
from core.sending import SentOtherwise, sent_before
from projects import notices, result_rules
from projects.actions.locking import locked
from projects.models import Benefit, Evaluation, Indicator, Measurement, Project, Upkeep
from projects.people import holders
from projects.results import FIRST_LOOK, years_later
from villages.roles import Permission

STEPS = (30, 0, -14)  # days left until an evaluation is due
LOOK_BACK = timedelta(days=7)  # after a standstill nobody is reminded of what was long ago
logger = logging.getLogger(__name__)


def _giver(by):
    """Who gives figures, as the row keeps it."""
    return {"mandate": by, "person_name": str(by.user), "office_title": by.title}


# --- indicators ------------------------------------------------------------------------------


@transaction.atomic
def set_indicators(project, *, by, rows, mark):
    """Set the indicators to ``rows`` in this order.

    A row is a mapping with ``pk`` (None for a new one), ``title``, ``unit``, ``baseline``,
    ``target`` and ``source``. ``mark`` tells what the page showed (``mark_of``). What has been
    measured stands as it is. The same rows sent twice are no change.
    """
    project = locked(project)
    require(result_rules.can_set_indicators(by, project))
    held = {each.pk: each for each in project.indicators.with_measured()}
    if [each.words for each in held.values()] == [_words(row) for row in rows]:
        return project
    if mark != mark_of(held.values()):
        raise Refusal(_("Somebody else has changed the indicators in the meantime."))
    _refuse_moved_goals(held, rows)
    kept = {row["pk"] for row in rows}
    Indicator.objects.filter(pk__in=held.keys() - kept).delete()
    for number, row in enumerate(rows, 1):
        Indicator.objects.update_or_create(
            pk=row["pk"], defaults={"project": project, "number": number, **_words(row)}
        )
    audit.record("projects.indicators_set", project, by=by, indicators=len(rows))
    return project


def _words(row):
    return {name: row[name] for name in Indicator.WORDS}


def mark_of(indicators):
    """A short mark of what a page shows of the indicators (``with_measured``), to see whether they
    changed since; empty where there are none."""
    held = [(each.pk, each.is_measured, *map(str, each.words.values())) for each in indicators]
    return digest(json.dumps(held, ensure_ascii=False))[:16] if held else ""


def _refuse_moved_goals(held, rows):
    known = {row["pk"]: row for row in rows if row["pk"]}
    if len(rows) > Indicator.MOST or not held.keys() >= known.keys():
        raise Refusal(_("Somebody else has changed the indicators in the meantime."))
    for pk, old in held.items():
        if old.is_measured and (pk not in known or _words(known[pk]) != old.words):
            text = _("“%(title)s” has been measured already; it stands as it is.")
            raise Refusal(text % {"title": old.title})


@transaction.atomic
def measure(project, *, by, token, on, source, values):
    """Give the values that indicators had on a day: pairs of the indicator's number and value."""
    project = locked(project)
    require(result_rules.can_measure(by, project))
    own = {each.pk: each for each in project.indicators.all()}
    if not values or not own.keys() >= {pk for pk, _value in values}:
        raise Refusal(_("The indicators have changed in the meantime. Please look again."))
    sent = Measurement.objects.filter(indicator__in=own, mandate=by, token=token)
    if rows := list(sent):
        _refuse_other_values(rows, own, {(pk, on, value, source) for pk, value in values})
        return project
    for pk, value in values:
        Measurement.objects.create(
            indicator=own[pk], on=on, value=value, source=source, token=token, **_giver(by)
        )
    _touch(project)
    audit.record("projects.measured", project, by=by, indicators=len(values))
    return project


def _refuse_other_values(rows, own, given):
    """What was measured by this form already are these values."""
    if given != {(row.indicator_id, row.on, row.value, row.source) for row in rows}:
        saved = [f"{own[row.indicator_id].title} {formats.figure(row.value)}" for row in rows]
        text = f"{'; '.join(saved)}; {formats.day(rows[0].on)}; {rows[0].source}"
        raise SentOtherwise(rows[0].token, text)


# --- benefit and upkeep ------------------------------------------------------------------------


@transaction.atomic
def state_benefit(project, *, by, token, **figures):
    """A region's own figures: ``people``, ``women``, ``poor``, ``youth``, ``alone``, ``source``."""
    project = locked(project)
    require(result_rules.can_state_benefit(by, project))
    if sent := sent_before(Benefit.objects.filter(mandate=by), token, **figures):
        return sent
    benefit = Benefit.objects.create(
        project=project, region=by.region, token=token, **figures, **_giver(by)
    )
    _touch(project)
    audit.record("projects.benefit_stated", project, by=by, people=benefit.people)
    return benefit


@transaction.atomic
def plan_upkeep(project, *, by, token, owner, **words):
    """Who keeps it up: ``keeper``, ``work``, ``yearly_cost``, ``money_from``."""
    project = locked(project)
    require(result_rules.can_plan_upkeep(by, project))
    if not project.partnerships.filter(region=owner).exists():
        raise Refusal(_("%(region)s does not take part.") % {"region": owner.full_name})
    if sent := sent_before(Upkeep.objects.filter(mandate=by), token, owner=owner, **words):
        return sent
    upkeep = Upkeep.objects.create(project=project, token=token, owner=owner, **words, **_giver(by))
    _touch(project)
    audit.record("projects.upkeep_planned", project, by=by, owner=owner.full_name)
    return upkeep


def _touch(project):
    Project.objects.filter(pk=project.pk).update(updated_at=timezone.now())


# --- evaluations -------------------------------------------------------------------------------


def schedule_evaluations(project):
    """When the work is done: look back soon, after one year, and after three."""
    ended = project.today_at(project.closed_at)
    Evaluation.objects.bulk_create(
        Evaluation(
            project=project,
            years=years,
            due_on=years_later(ended, years) if years else ended + timedelta(days=FIRST_LOOK),
        )
        for years in Evaluation.YEARS
    )


@transaction.atomic
def evaluate(evaluation, *, by, **words):
    """Write an evaluation: ``use``, ``went_well``, ``went_badly``, ``lessons``. Once; a second click
    finds what stands."""
    project = locked(evaluation.project)
    evaluation = project.evaluations.get(pk=evaluation.pk)
    verdict = result_rules.can_evaluate(by, evaluation)
    given = {**words, **_giver(by)}
    if verdict.moved_on and all(getattr(evaluation, name) == given[name] for name in given):
        return evaluation
    require(verdict)
    for name, value in {**given, "on": project.today}.items():
        setattr(evaluation, name, value)
    evaluation.save()
    _touch(project)
    audit.record("projects.evaluated", project, by=by, years=evaluation.years)
    notices.forget_evaluation(evaluation)
    notices.evaluated(evaluation, by=by)
    return evaluation


def remind_of_evaluations(now=None):
    """Put a reminder of every evaluation for which a step has come into the outbox; how many.

    Safe to run at any time and by several workers: each letter has a key of its own.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    open_ones = Evaluation.objects.filter(
        on=None,
        due_on__lte=today + timedelta(days=max(STEPS) + 1),
        due_on__gte=today + timedelta(days=min(STEPS) - 1) - LOOK_BACK,
    )
    keys = list(open_ones.order_by("due_on", "pk").values_list("pk", flat=True))
    return sum(_remind(pk, now) for pk in keys)


def _remind(pk, now):
    """One evaluation. What cannot be written is tried again and does not stop the others."""
    try:
        with transaction.atomic():
            free = Evaluation.objects.select_for_update(skip_locked=True, of=("self",))
            found = free.filter(pk=pk, on=None).select_related("project__lead").first()
            return _remind_lead(found, now) if found else 0
    except Exception:
        logger.exception("reminder of evaluation %s could not be written", pk)
        return 0


def _remind_lead(evaluation, now):
    project = evaluation.project
    known_on = evaluation.due_on - timedelta(days=366)
    step = ladder.step_on(
        evaluation.due_on, known_on, project.today_at(now), steps=STEPS, look_back=LOOK_BACK
    )
    if step is None:
        return 0
    return sum(
        notices.evaluation_due(
            evaluation, mandate, step=step, due_at=next_allowed(now, mandate.user.time_zone)
        )
        for mandate in holders([project.lead_id], Permission.RUN_PROJECT)
    )
