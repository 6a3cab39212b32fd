"""The money of projects and those who support them, for the table of permissions."""

import uuid

from django.utils import timezone

from projects.actions import committing
from projects.models import Project
from tests.factories.money import (
    BackerProofFactory,
    BackerReportFactory,
    BackingFactory,
    BudgetFactory,
    CommitmentFactory,
    FundingWindowFactory,
    OfferFactory,
)
from tests.factories.villages import OrganisationFactory, PartnerFactory
from tests.papers import paper


def money_places(running, proposed, b, head_a):
    """A budget, a plan of B, what A has committed and partly brought, B's offer, a window."""
    budget = BudgetFactory(project=running)
    planned = CommitmentFactory(project=running, region=b)
    given = CommitmentFactory(project=running, committed=True)
    came = committing.receive(
        given, by=head_a, token=uuid.uuid4(), on=timezone.localdate(), amount=5, file=paper()
    )
    Project.objects.filter(pk=proposed.pk).update(funding_gap=5)
    offer = OfferFactory(project=running, region=b)
    whole = ("funds", "sharing", "budget", "discard_budget", "contribute", "take_over")
    of_offer = ("accept_offer", "decline_offer", "take_back_offer")
    return {
        **{f"projects:{name}": [running.code] for name in whole},
        "projects:budget_version": [running.code, budget.number],
        **{
            f"projects:{name}": [running.code, planned.number]
            for name in ("commitment", "commit", "uncommit")
        },
        "projects:receive": [running.code, given.number],
        **{
            f"projects:{name}": [running.code, given.number, came.number]
            for name in ("reverse_receipt", "proof")
        },
        "projects:offer": [proposed.code],
        **{f"projects:{name}": [running.code, offer.pk] for name in of_offer},
        "funding:window": [FundingWindowFactory().pk],
    }


def supporters_places(running, proposed, offices, users):
    """P supports A's running project, is invited to another, and asked for its word; a registration
    of the newcomer waits, and one of the same came back."""
    partner = offices["partner P"]
    own = partner.organisation
    backing = BackingFactory(project=running, organisation=own, answered_by=partner)
    invited = BackingFactory(project=proposed, organisation=own, invited=True)
    declined = BackingFactory(project=proposed, state="declined", reason="Tidak ada dana.")
    given = CommitmentFactory(project=running, organisation=own, committed=True)
    planned = CommitmentFactory(project=running, organisation=own)
    offer = OfferFactory(project=running, organisation=own, mandate=partner)
    told = BackerReportFactory(
        project=running, organisation=own, mandate=partner, commitment=given, worth=5
    )
    BackerProofFactory(report=told, file=paper())
    waiting = PartnerFactory(
        pending=True, user=users["newcomer"],
        organisation=OrganisationFactory(waiting=True, home=own.home),
    )  # fmt: skip
    back = PartnerFactory(
        user=users["newcomer"], organisation=OrganisationFactory(waiting=True), state="returned",
        reason="Akta tidak terbaca.",
    )  # fmt: skip
    of_backing = ("backing", "leave_backing", "remove_backing")
    of_invited = ("backing", "accept_backing", "decline_backing")
    return {
        **{f"projects:{name}": [running.code, backing.pk] for name in of_backing},
        **{f"projects:{name} invited": [proposed.code, invited.pk] for name in of_invited},
        "projects:backing declined": [proposed.code, declined.pk],
        **{f"projects:{name}": [running.code] for name in ("backers", "report_support")},
        "projects:invite_backer": [running.code],
        "projects:backer_report": [running.code, told.number],
        "projects:correct_support": [running.code, told.number],
        "projects:backer_proof": [running.code, told.number, 1],
        "projects:supported_by": [own.pk],
        "projects:commit partner": [running.code, planned.number],
        "projects:uncommit partner": [running.code, planned.number],
        "projects:take_back_offer partner": [running.code, offer.pk],
        "villages:organisation": [own.pk],
        "villages:organisation waiting": [waiting.organisation_id],
        "villages:edit_organisation": [own.pk],
        "villages:edit_organisation returned": [back.organisation_id],
        "villages:represent": [own.pk],
        "villages:close_organisation": [own.pk],
        "villages:check organisation": [waiting.pk],
        "villages:mandate organisation": [waiting.pk],
        "villages:decree organisation": [waiting.pk],
        "villages:end organisation": [partner.pk],
    }
