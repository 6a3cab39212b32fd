"""What the version in force names for the regions, against what has been entered for them.

A word replaces all that is named for its region (``funds.Funds``), so what it leaves open is said
before it is given. Offers that were taken on come on top of the names and do not count here.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Sum
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from core.formats import rupiah
from projects.models import Commitment, Contribution
from projects.sums import total_of
from villages.models import Region


def not_entered(project):
    """Pairs of a contribution that the version in force names and the worth of it that is not
    entered: by region and kind, whatever has become of what was entered, and no more of a region
    than is left of all kinds together. What has no worth is entered with the first of its kind."""
    named = list(project.current.contributions.select_related("region"))
    entered = _entered(project)
    left = _left(named, entered)
    rest = []
    for each in named:
        known = entered.get((each.region_id, each.kind))
        taken = min(each.amount, known or 0)
        worth = min(each.amount - taken, left[each.region_id])
        if worth or (known is None and not each.amount):
            rest.append((each, worth))
            left[each.region_id] -= worth
        if known is not None:
            entered[each.region_id, each.kind] = known - taken
    return rest


def _left(named, entered):
    """Code of a region → what is named for it beyond all that is entered."""
    left = Counter()
    for each in named:
        left[each.region_id] += each.amount
    for (region, _kind), worth in entered.items():
        left[region] = max(0, left[region] - worth)
    return left


def _entered(project):
    """Code of a region and kind → worth, also of what was withdrawn; more where more has come."""
    rows = project.commitments.filter(region__isnull=False, offer=None).order_by()
    sums = rows.values("region", "kind").annotate(total=Sum(Greatest("worth", "received")))
    return {(row["region"], row["kind"]): row["total"] for row in sums}


@dataclass(frozen=True)
class Shortfall:
    """What is named for a region, what counts with its word, and what waits for another one."""

    region: Region
    named: int
    counts: int
    planned: int

    @property
    def open(self):
        return self.named - self.counts - self.planned

    @property
    def words(self):
        if self.planned:
            text = _(
                "The proposal names %(named)s for %(region)s; with this word %(counts)s count, "
                "%(planned)s are planned and %(open)s are open to offers."
            )
        else:
            text = _(
                "The proposal names %(named)s for %(region)s; with this word %(counts)s count and "
                "%(open)s are open to offers."
            )
        return text % {
            "region": self.region.full_name,
            "named": rupiah(self.named),
            "counts": rupiah(self.counts),
            "planned": rupiah(self.planned),
            "open": rupiah(self.open),
        }


def shortfall_of(commitment):
    """Of a planned contribution of a region, of all kinds together; None where with its word
    nothing of what is named stays open, or all of it was entered once."""
    if commitment.region_id is None or hasattr(commitment, "offer"):
        return None
    project, region = commitment.project, commitment.region
    names = Contribution.objects.filter(version=project.current_id, region=region)
    named = names.aggregate(total=Sum("amount"))["total"] or 0
    others = project.commitments.filter(region=region, offer=None).exclude(pk=commitment.pk)
    entered = sum(max(each.worth, each.received) for each in others)
    if named <= entered + commitment.worth:
        return None
    standing = [each for each in others if each.state != Commitment.State.WITHDRAWN]
    sums = total_of(standing)
    return Shortfall(region, named, sums.committed + commitment.worth, sums.planned)
