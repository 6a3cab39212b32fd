"""A word that is smaller than what the proposal names for its region: asked about, never a surprise."""

import pytest
from django.urls import reverse

from core.errors import Refusal
from notifications.models import Notification
from projects.actions import committing, offering
from projects.funds import funds_of
from projects.models import Project
from projects.named import shortfall_of
from tests.factories.money import CommitmentFactory
from tests.factories.projects import ContributionFactory
from tests.projects.conftest import url_of
from tests.projects.test_money import fresh, plan
from tests.projects.test_offers import make

pytestmark = pytest.mark.django_db
JUTA = 1_000_000


@pytest.fixture
def giver(partner_heads):
    return partner_heads[0]


@pytest.fixture
def named(project, giver):
    """A proposal that names 50 million for the first partner: 40 in money, 10 in labour."""
    for kind, amount in (("cash", 40), ("labour", 10)):
        ContributionFactory(
            version=project.current, region=giver.region, kind=kind, amount=amount * JUTA
        )
    return project


def gap_of(project):
    return Project.objects.get(pk=project.pk).funding_gap


def test_less_than_is_named_is_asked_about_before_the_word(as_, named, giver, head, client):
    made = plan(named, giver, worth=13 * JUTA)
    before = gap_of(named)
    commit = reverse("projects:commit", args=[named.code, made.number])
    page = as_(giver).get(made.get_absolute_url()).content.decode()
    for amount in ("Rp50.000.000", "Rp13.000.000", "Rp37.000.000"):
        assert amount in page
    answer = client.post(commit, {"source": "apbdes"})
    assert answer.context["word_form"].errors.keys() == {"leaves_37000000"}
    assert fresh(made).state == "planned"
    assert gap_of(named) == before

    client.post(commit, {"source": "apbdes", "leaves_37000000": "on"})
    assert fresh(made).state == "committed"
    assert gap_of(named) == funds_of(named).gap == before + 37 * JUTA
    told = Notification.objects.get(kind="projects.committed", recipient=head.user)
    assert "Rp37.000.000" in told.body


@pytest.mark.parametrize("worth", [50, 60])
def test_as_much_as_is_named_or_more_is_not_asked_about(as_, named, giver, worth):
    made = plan(named, giver, worth=worth * JUTA)
    commit = reverse("projects:commit", args=[named.code, made.number])
    as_(giver).post(commit, {"source": "apbdes"})
    assert fresh(made).state == "committed"


def test_the_rest_counts_in_whatever_state_it_was_entered(named, giver, head):
    region = {"project": named, "region": giver.region}
    CommitmentFactory(**region, worth=10 * JUTA, committed=True)
    CommitmentFactory(**region, worth=5 * JUTA)
    CommitmentFactory(
        **region, worth=20 * JUTA, state="withdrawn", withdrawn_at=named.proposed_at,
        withdraw_reason="Batal.",
    )  # fmt: skip
    enough = plan(named, giver, worth=15 * JUTA)
    assert shortfall_of(enough) is None
    committing.withdraw_contribution(enough, by=giver, reason="Salah catat.")
    less = plan(named, giver, worth=1 * JUTA)
    assert shortfall_of(less) is None  # what was withdrawn was entered once

    others = plan(named, head, worth=1 * JUTA)
    assert shortfall_of(others) is None  # nothing is named for the lead


def test_what_is_planned_is_told_apart_from_what_is_open(named, giver):
    CommitmentFactory(project=named, region=giver.region, worth=20 * JUTA)
    shortfall = shortfall_of(plan(named, giver, worth=13 * JUTA))
    assert (shortfall.counts, shortfall.planned, shortfall.open) == (
        13 * JUTA, 20 * JUTA, 17 * JUTA,
    )  # fmt: skip
    assert "Rp20.000.000" in shortfall.words


def test_an_offer_is_no_word_on_what_is_named(named, giver, head):
    Project.objects.update(funding_gap=5)
    named.refresh_from_db()
    offered = offering.accept(make(named, giver, worth=5 * JUTA), by=head)
    assert offered.state == "committed"
    made = plan(named, giver, worth=45 * JUTA)
    assert shortfall_of(made).open == 5 * JUTA


def test_a_page_on_which_less_was_open_asks_anew(as_, named, giver, client):
    rest = plan(named, giver, worth=37 * JUTA)
    made = plan(named, giver, worth=13 * JUTA)
    commit = reverse("projects:commit", args=[named.code, made.number])
    form = as_(giver).get(made.get_absolute_url()).context["word_form"]
    assert list(form.fields) == ["source"]
    committing.withdraw_contribution(rest, by=giver, reason="Salah catat.")
    ContributionFactory(version=named.current, region=giver.region, amount=8 * JUTA)
    page = client.post(commit, {"source": "apbdes", "leaves_37000000": "on"})
    assert list(page.context["word_form"].errors) == ["leaves_45000000"]
    assert fresh(made).state == "planned"


def test_a_word_given_while_more_came_open_is_refused_and_the_page_asks(
    as_, named, giver, client, monkeypatch
):
    """The form was judged before the project was held."""
    made = plan(named, giver, worth=50 * JUTA)
    commit = committing.commit

    def more_is_named_first(found, **words):
        ContributionFactory(version=named.current, region=giver.region, amount=8 * JUTA)
        return commit(found, **words)

    monkeypatch.setattr(committing, "commit", more_is_named_first)
    address = reverse("projects:commit", args=[named.code, made.number])
    page = as_(giver).post(address, {"source": "apbdes"})
    assert list(page.context["word_form"].errors) == ["leaves_8000000"]
    assert fresh(made).state == "planned"
    with pytest.raises(Refusal, match=r"Rp8\.000\.000"):
        commit(made, by=giver)


def test_a_word_on_what_was_taken_back_meanwhile_is_told_so(as_, named, giver, client):
    made = plan(named, giver, worth=13 * JUTA)
    as_(giver).get(made.get_absolute_url())
    committing.withdraw_contribution(made, by=giver, reason="Salah catat.")
    commit = reverse("projects:commit", args=[named.code, made.number])
    page = client.post(commit, {"source": "apbdes", "leaves_37000000": "on"}, follow=True)
    (message,) = page.context["messages"]
    assert "ditarik" in str(message)
    assert fresh(made).state == "withdrawn"


def test_the_rest_is_no_more_than_the_word_leaves_open(named, giver, head):
    """What a region gives in money instead of labour is not asked for once more."""
    made = plan(named, giver, worth=45 * JUTA)
    assert shortfall_of(made).open == 5 * JUTA
    committing.commit(made, by=giver, leaves=5 * JUTA)

    assert committing.take_over(named, by=head) == 1
    rest = named.commitments.get(kind="labour")
    assert rest.worth == 5 * JUTA
    with pytest.raises(Refusal):
        committing.take_over(named, by=head)


def test_the_lead_asks_for_the_rest_with_one_click(as_, named, giver, head, client):
    made = plan(named, giver, worth=13 * JUTA)
    committing.commit(made, by=giver, leaves=37 * JUTA)
    covered = funds_of(named).covered
    take_over = url_of("take_over", named)
    assert take_over in as_(head).get(url_of("funds", named)).content.decode()
    client.post(take_over)
    assert take_over not in client.get(url_of("funds", named)).content.decode()
    rest = named.commitments.filter(state="planned", region=giver.region)
    assert {(each.kind, each.worth) for each in rest} == {
        ("cash", 27 * JUTA), ("labour", 10 * JUTA),
    }  # fmt: skip
    assert funds_of(named).covered == covered
    for each in rest:
        committing.commit(each, by=giver)
    assert funds_of(named).covered == 50 * JUTA
    assert gap_of(named) == funds_of(named).gap
