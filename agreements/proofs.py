"""Which receipts of the project may prove what a party has given."""

from django.db.models import Q

from agreements.models import Fulfilment, Obligation
from projects.models import Contribution, Receipt

K, C = Obligation.Kind, Contribution.Kind
FITTING = {K.MONEY: [C.CASH], K.WORK: [C.LABOUR, C.SKILL], K.GOODS: [C.GOODS, C.LAND], K.REPORT: []}


def receipts_for(fulfilment):
    """Those of the party's own contributions, that stand, are of the kind, and count nowhere else
    in this agreement: neither by an obligation that is the contribution, nor by another report."""
    obligation = fulfilment.obligation
    agreement = obligation.agreement
    named = agreement.obligations.exclude(commitment=None).values("commitment")
    days = Fulfilment.objects.filter(obligation__agreement=agreement).exclude(report__receipt=None)
    found = Receipt.objects.filter(
        commitment__project=agreement.project_id,
        commitment__region=obligation.party.region_id,
        commitment__kind__in=FITTING[obligation.kind],
        reverses=None,
        reversal=None,
    )
    used = days.exclude(pk=fulfilment.pk).values("report__receipt")
    return found.exclude(Q(commitment__in=named) | Q(pk__in=used)).order_by("-on", "-pk")
