"""One agreement or planned rule, one writer at a time."""

from agreements.models import Agreement, PlannedRule
from core.errors import Refusal


class Changed(Refusal):
    """Somebody else has saved other words since the page was opened."""


def locked(agreement):
    """The row as it is now; everybody else who wants to change it waits.

    No join: a query that had to wait sees the row anew, but its joined rows as they were before.
    """
    return Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)


def locked_rule(planned):
    """The same for a planned rule."""
    return PlannedRule.objects.select_for_update(no_key=True).get(pk=planned.pk)
