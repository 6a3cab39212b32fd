"""The milestones of the work and how often it is reported on."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from projects import notices, rules
from projects.actions.locking import locked
from projects.models import Milestone, Project
from projects.plan import fingerprint, rows_of
from projects.reporting import next_due


@transaction.atomic
def plan_work(project, *, by, rows, rhythm, mark):
    """Set the milestones to ``rows`` in this order; their weights add up to 100.

    A row is a mapping with ``pk`` (None for a new one) and the fields of a ``Milestone``. ``mark``
    tells what the page showed (``plan.fingerprint``): where somebody else has changed the plan
    since, nothing is overwritten; the same plan sent twice is no change.
    """
    project = locked(project)
    require(rules.can_plan(by, project))
    held = {milestone.pk: milestone for milestone in project.milestones.all()}
    shown = fingerprint(held.values(), project.rhythm)
    rows = [row | {"number": number} for number, row in enumerate(rows, 1)]
    if rows_of(held.values()) == _bare(rows) and rhythm == project.rhythm:
        return project
    if mark != shown:
        raise Refusal(_("Somebody else has changed the milestones in the meantime."))
    _refuse_strange(project, rows, held)
    _write(project, rows, held)
    _turn(project, rhythm)
    audit.record("projects.planned", project, by=by, milestones=len(rows), rhythm=rhythm)
    return project


def _bare(rows):
    return [{name: value for name, value in row.items() if name != "pk"} for row in rows]


def _refuse_strange(project, rows, held):
    """What no form sends: more rows than there may be, owners without a seat, rows of elsewhere."""
    seats = {seat.region_id for seat in project.partnerships.all()}
    open_to = [row["owner"].pk for row in rows if not _stays_reached(row, held)]
    if len(rows) > Milestone.MOST or not seats.issuperset(open_to):
        raise Refusal(
            _("The partners have changed in the meantime. Please look at the page again.")
        )
    if not {None, *held}.issuperset(row["pk"] for row in rows):
        raise Refusal(_("Somebody else has changed the milestones in the meantime."))


def _stays_reached(row, held):
    """Was it reached by the region that is named, which may have left since?"""
    before = held.get(row["pk"])
    is_done = before and before.done_on and row["done_on"]
    return bool(is_done) and before.owner_id == row["owner"].pk


def _write(project, rows, held):
    kept = {row["pk"] for row in rows}
    Milestone.objects.filter(pk__in=[pk for pk in held if pk not in kept]).delete()
    for row in rows:
        Milestone.objects.update_or_create(
            pk=row["pk"], defaults={"project": project, **_bare([row])[0]}
        )


def _turn(project, rhythm):
    """Another rhythm counts from the last report of the lead, or from the start of the work."""
    changes = {"rhythm": rhythm, "updated_at": timezone.now()}
    if project.state == Project.State.RUNNING and rhythm != project.rhythm:
        changes["report_due_on"] = next_due(_counted_from(project), rhythm)
        notices.forget_reminders(project)
    Project.objects.filter(pk=project.pk).update(**changes)
    for name, value in changes.items():
        setattr(project, name, value)


def _counted_from(project):
    last = project.reports.of_lead().first()
    return last.on if last else project.started_on
