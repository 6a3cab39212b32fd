"""One basis of cost and contributions: every page that shows them says the same of a project."""

from importlib import import_module

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from core import formats
from forum_portal import figures
from projects.actions.funding import note_gap
from projects.cards import cards_of, for_cards
from projects.models import Partnership, Project
from tests.factories.money import BudgetFactory, CommitmentFactory, OfferFactory
from tests.factories.projects import ContributionFactory, ProjectFactory
from tests.factories.running import PhaseFactory
from tests.projects.amending import amend, answer
from tests.projects.conftest import url_of
from tests.projects.test_listing import rows_in
from tests.projects.test_money import receive

pytestmark = pytest.mark.django_db
ROUGH = 412_500_000  # of the factory


def only_named(work, head, heads):
    return ROUGH, 62_000_000


def planned(work, head, heads):
    CommitmentFactory(project=work, worth=135_000_000)
    return ROUGH, 62_000_000


def committed(work, head, heads):
    CommitmentFactory(project=work, worth=135_000_000)
    CommitmentFactory(project=work, worth=390_000_000, committed=True)
    return ROUGH, 390_000_000


def others_named(work, head, heads):
    """Beside the lead's, which has its word: those of two partners, of whom one has taken his back."""
    for each, amount in zip(heads, (30_000_000, 4_000_000), strict=True):
        ContributionFactory(version=work.current, region=each.region, amount=amount)
    CommitmentFactory(project=work, region=work.lead, worth=50_000_000, committed=True)
    CommitmentFactory(project=work, region=heads[0].region, worth=30_000_000)
    CommitmentFactory(
        project=work, region=heads[1].region, state="withdrawn", withdrawn_at=work.proposed_at,
        withdraw_reason="Batal.",
    )  # fmt: skip
    return ROUGH, 80_000_000


def offered(work, head, heads):
    """On top of what is named."""
    given = CommitmentFactory(project=work, region=work.lead, worth=8_000_000, committed=True)
    OfferFactory(
        project=work, region=work.lead, state="accepted", answered_at=work.proposed_at,
        commitment=given,
    )  # fmt: skip
    return ROUGH, 70_000_000


def received(work, head, heads):
    given = CommitmentFactory(project=work, worth=20_000_000, committed=True)
    receive(given, head, 15_000_000, completes=True)
    more = CommitmentFactory(project=work, worth=20_000_000, committed=True)
    receive(more, head, 21_000_000)
    return ROUGH, 36_000_000


def withdrawn(work, head, heads):
    CommitmentFactory(
        project=work, state="withdrawn", withdrawn_at=work.proposed_at, withdraw_reason="Batal."
    )
    return ROUGH, 0


def budgeted(work, head, heads):
    BudgetFactory(project=work, lines=[(2027, "1", 100_000_000, "")])
    BudgetFactory(project=work, lines=[(2027, "2", 31_000_000, ""), (2028, "1", 600_000_000, "")])
    CommitmentFactory(project=work, worth=390_000_000, committed=True)
    return 662_000_000, 390_000_000


def partner_left(work, head, heads):
    CommitmentFactory(project=work, region=heads[1].region, worth=8_000_000, committed=True)
    Partnership.objects.filter(project=work, region=heads[1].region).delete()
    return ROUGH, 70_000_000


def amended(work, head, heads):
    amend(work, by=head, contributions=[
        {"region": work.lead, "kind": "cash", "amount": 70_000_000, "note": ""}
    ])  # fmt: skip
    for each in heads:
        answer(work, each)
    return 500_000_000, 70_000_000


def amendment_pending(work, head, heads):
    amend(work, by=head)
    return ROUGH, 62_000_000


STATES = (
    only_named, planned, committed, others_named, offered, received, withdrawn, budgeted, partner_left, amended,
    amendment_pending,
)  # fmt: skip


@pytest.fixture
def told(work):
    """The running project in a phase of a programme; its proposal names a contribution."""
    ContributionFactory(version=work.current, region=work.lead, amount=62_000_000)
    Project.objects.filter(pk=work.pk).update(phase=PhaseFactory())
    cache.clear()
    return Project.objects.get(pk=work.pk)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_page_says_the_same_cost_and_contributions(client, told, head, partner_heads, state):
    cost, covered = state(told, head, partner_heads)

    def shown(address):
        page = client.get(address)
        return page, page.content.decode()

    detail, _html = shown(told.get_absolute_url())
    money = detail.context["money"]
    assert (money.cost, money.promised) == (cost, covered)

    assert sum(share.total for share in money.shares) == covered

    funds = shown(url_of("funds", told))[0].context["funds"]
    assert (funds.cost, funds.covered) == (cost, covered)

    short = formats.rupiah_short
    home, html = shown(reverse("home"))
    assert home.context["figures"].committed == figures.figures().committed == covered
    assert f"<b>{short(covered)}</b> dari {short(cost)}" in html

    listed, html = shown(reverse("projects:list"))
    card = listed.context["cards"][0]
    assert (card.money.cost, card.money.covered) == (cost, covered)
    assert f'<b class="num">{short(cost)}</b>' in html

    programme = shown(told.phase.programme.get_absolute_url())[0].context["view"]
    assert (programme.figures.cost, programme.figures.promised) == (cost, covered)
    assert programme.figures.received == funds.sums.received

    (row,) = rows_in(client)
    assert (row["biaya"], row["kontribusi"]) == (str(cost), str(covered))


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_gaps_kept_by_an_older_rule_are_set_right(told, head, partner_heads, state):
    cost, covered = state(told, head, partner_heads)
    Project.objects.update(funding_gap=7)
    with connection.cursor() as cursor:
        cursor.execute(import_module("projects.migrations.0020_names_count_by_region").SQL)
    assert Project.objects.get(pk=told.pk).funding_gap == max(0, cost - covered)
    kept = Project.objects.get(pk=told.pk)
    with transaction.atomic():
        note_gap(kept)
    assert kept.funding_gap == max(0, cost - covered)


def test_until_the_first_word_names_and_other_plans_stand_beside_each_other(client, told):
    CommitmentFactory(project=told, region=told.lead, worth=62_000_000)
    CommitmentFactory(project=told, party_name="CV Maju", worth=5_000_000)
    shares = client.get(told.get_absolute_url()).context["money"].shares
    assert [(share.party, share.total, share.planned) for share in shares] == [
        (told.lead.full_name, 62_000_000, 0), ("CV Maju", 0, 5_000_000)
    ]  # fmt: skip


def test_a_draft_has_neither_sums_nor_partners_on_its_card(lead):
    ProjectFactory(lead=lead, state="draft")
    (card,) = cards_of(for_cards(Project.objects.all()))
    assert card.money is None
    page = render_to_string("projects/_cards.html", {"cards": [card]})
    assert lead.full_name in page
    assert "0 mitra" not in page
