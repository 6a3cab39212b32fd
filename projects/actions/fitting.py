"""What each region itself states of its plans."""

from django.db import transaction

from core import audit
from core.access import require
from projects import fits, rules
from projects.actions.locking import locked
from projects.models import PlanStatement


@transaction.atomic
def state_fit(project, *, by, standing, reference="", year=None):
    """State where the project stands in the plans of one's own region.

    The newest statement counts, the older ones stay. The same once more is the one before.
    """
    project = locked(project)
    require(rules.can_state_fit(by, project))
    said = {"standing": standing, "reference": reference, "year": year}
    last = PlanStatement.objects.filter(project=project, region=by.region).last()
    if last and all(getattr(last, name) == value for name, value in said.items()):
        return last
    statement = PlanStatement.objects.create(
        project=project, region=by.region, mandate=by,
        person_name=str(by.user), office_title=by.title, **said,
    )  # fmt: skip
    reason = fits.fit_text(said | {"region": by.region})
    audit.record("projects.fit_stated", project, by=by, reason=reason)
    return statement
