"""Which receipts of the project may prove what a party has given."""

from django.db.models import Q

from agreements.models import Fulfilment, FulfilmentAct, Obligation
from projects.models import Contribution, Receipt

K, C = Obligation.Kind, Contribution.Kind
FITTING = {K.MONEY: [C.CASH], K.WORK: [C.LABOUR, C.SKILL], K.GOODS: [C.GOODS, C.LAND], K.REPORT: []}


def receipts_for(fulfilment):
    """Those of the party's own contributions, that stand, are of the kind, and count nowhere else:
    neither by an obligation that is the contribution, nor by another report, of any agreement."""
    obligation = fulfilment.obligation
    agreement = obligation.agreement
    named = Obligation.objects.filter(commitment__project=agreement.project_id)
    named = named.filter(Q(agreement=agreement) | Q(agreement__sealed_at__isnull=False))
    days = Fulfilment.objects.exclude(report__receipt=None)
    days = days.filter(report__receipt__commitment__project=agreement.project_id)
    kept = FulfilmentAct.objects.kept().filter(receipt__commitment__project=agreement.project_id)
    found = Receipt.objects.select_related("commitment").filter(
        commitment__project=agreement.project_id,
        commitment__region=None if obligation.third_party_id else obligation.party.region_id,
        commitment__kind__in=FITTING[obligation.kind],
        reverses=None,
        reversal=None,
    )
    if fulfilment.state != Fulfilment.State.PARTLY:  # else its report counts, and the next one too
        days = days.exclude(pk=fulfilment.pk)
    used = Q(pk__in=days.values("report__receipt"))
    used |= Q(pk__in=kept.values("receipt"))
    return found.exclude(Q(commitment__in=named.values("commitment")) | used).order_by("-on", "-pk")
