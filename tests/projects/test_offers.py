"""Offers of support: who may make and answer them, and what becomes of them."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core.errors import Forbidden, Refusal
from notifications.models import Mail
from projects import money_rules
from projects.actions import committing, offering
from projects.actions.funding import note_gap
from projects.actions.wording import seat
from projects.models import VILLAGE_MONEY, Offer, Project
from projects.waiting import waiting_for
from tests.factories.accounts import UserFactory
from tests.factories.money import OfferFactory
from tests.factories.projects import ContributionFactory, ProjectFactory, in_days
from tests.factories.villages import (
    MandateFactory,
    PartnerFactory,
    RegionFactory,
    SubdistrictFactory,
)
from tests.projects.conftest import url_of
from tests.projects.test_money_pages import given
from villages.actions import organisations
from villages.models import Mandate

pytestmark = pytest.mark.django_db


def make(project, by, **changes):
    is_village = by.region is not None and by.region.is_village
    words = {
        "kind": "cash", "source": "apbdes" if is_village else "kabupaten", "year": 2026, "worth": 5_000_000, "note": "",
        "token": uuid.uuid4(),
    } | changes  # fmt: skip
    return offering.offer(project, by=by, **words)


@pytest.fixture
def short(project):
    """The whole cost is still open."""
    Project.objects.filter(pk=project.pk).update(funding_gap=412_500_000)
    project.funding_gap = 412_500_000
    return project


def test_the_lead_is_told_and_sees_it_waiting(short, head, partner_heads):
    made = make(short, partner_heads[0])
    assert made.is_word
    assert Mail.objects.filter(kind="projects.offered", recipient=head.user).exists()
    waiting = [task for task in waiting_for(head, head.user) if task.url.endswith("#tawaran")]
    assert len(waiting) == 1


def test_a_subdistrict_above_a_partner_may_offer(short):
    above = SubdistrictFactory(code="18.02.02")
    village = RegionFactory(code="18.02.02.2001")
    project = ProjectFactory(lead=village, partners=[])
    Project.objects.filter(pk=project.pk).update(funding_gap=5)
    camat = MandateFactory(region=above, office="camat", title="Camat")
    assert make(project, camat).region == above
    assert not money_rules.can_offer(camat, short)


@pytest.fixture
def camat_above(short):
    """Of the subdistrict of a partner."""
    above = SubdistrictFactory(code="18.02.02")
    seat(short, [RegionFactory(code="18.02.02.2001")])
    return MandateFactory(region=above, office="camat", title="Camat")


@pytest.mark.parametrize("source", sorted(VILLAGE_MONEY))
def test_village_money_is_offered_by_villages_alone(as_, short, camat_above, partner_heads, source):
    address = url_of("offer", short)
    page = as_(camat_above).get(address)
    assert source not in dict(page.context["form"].fields["source"].choices)
    page = as_(camat_above).post(address, given(source=source))
    assert page.context["form"].errors.keys() == {"source"}
    with pytest.raises(Refusal):
        make(short, camat_above, source=source)
    assert make(short, camat_above, source="kabupaten").source == "kabupaten"
    village = RegionFactory(code="18.02.02.2001")
    assert make(short, MandateFactory(region=village, office="head"), source=source)


def test_who_may_not_offer(short, head, partners):
    for other in (
        None,
        head,
        MandateFactory(),
        MandateFactory(region=partners[0], office="official"),
    ):
        assert not money_rules.can_offer(other, short)
    with pytest.raises(Forbidden):
        make(short, MandateFactory())


def test_nothing_is_offered_where_nothing_is_missing(project, partner_heads):
    with pytest.raises(Refusal, match="sudah tertutup"):
        make(project, partner_heads[0])
    over = ProjectFactory(state="withdrawn", partners=[partner_heads[0].region], funding_gap=5)
    with pytest.raises(Refusal):
        make(over, partner_heads[0])


def test_an_offer_of_the_head_is_his_word(short, head, partner_heads):
    made = make(short, partner_heads[0])
    commitment = offering.accept(made, by=head)
    assert (commitment.state, commitment.committed_by) == ("committed", partner_heads[0])
    assert Project.objects.get(pk=short.pk).funding_gap == 407_500_000
    assert offering.accept(made, by=head) == commitment
    assert Mail.objects.filter(kind="projects.offer_answered").count() == 1


def test_an_offer_taken_on_lowers_what_is_missing_and_hides_no_name(
    client, project, head, partner_heads
):
    lead, first, second = project.lead, partner_heads[0].region, partner_heads[1].region
    for region, amount in ((lead, 50_000_000), (first, 40_000_000), (second, 6_000_000)):
        ContributionFactory(version=project.current, region=region, amount=amount)
    with transaction.atomic():
        note_gap(project)
    gaps = [project.funding_gap]
    for giver, worth in ((partner_heads[0], 10_000_000), (PartnerFactory(), 5_000_000)):
        offering.accept(make(project, giver, worth=worth), by=head)
        gaps.append(Project.objects.get(pk=project.pk).funding_gap)
    assert gaps == [316_500_000, 306_500_000, 301_500_000]
    money = client.get(project.get_absolute_url()).context["money"]
    assert [share.total for share in money.shares] == [50_000_000, 50_000_000, 6_000_000, 5_000_000]
    assert sum(share.total for share in money.shares) == money.promised == 111_000_000
    page = client.get(url_of("funds", project)).content.decode()
    assert "Komitmen dan disebut dalam usulan" in page
    assert "usulan menyebut Rp96.000.000" in page

    assert committing.take_over(project, by=head) == 3
    taken = project.commitments.get(region=first, worth=40_000_000)
    committing.commit(taken, by=partner_heads[0])
    assert Project.objects.get(pk=project.pk).funding_gap == gaps[-1]


def test_an_offer_of_the_secretary_stands_beside_what_is_named(client, short, head, partner_heads):
    secretary = MandateFactory(region=partner_heads[0].region, office="secretary")
    ContributionFactory(version=short.current, region=secretary.region, amount=40_000_000)
    offering.accept(make(short, secretary), by=head)
    committing.take_over(short, by=head)
    (share,) = client.get(short.get_absolute_url()).context["money"].shares
    assert (share.total, share.planned, len(share.lines)) == (40_000_000, 5_000_000, 2)


def test_an_offer_of_the_secretary_waits_for_the_head(short, head, partner_heads):
    secretary = MandateFactory(region=partner_heads[0].region, office="secretary")
    commitment = offering.accept(make(short, secretary), by=head)
    assert commitment.state == "planned"
    assert Mail.objects.filter(kind="projects.word_asked", recipient=partner_heads[0].user).exists()


def ended(mandate):
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=in_days(-2))


def test_who_has_left_office_gives_no_word_and_the_next_head_is_asked(
    as_, short, head, partner_heads
):
    made = make(short, partner_heads[0])
    ended(partner_heads[0])
    heir = MandateFactory(region=partner_heads[0].region, starts_on=in_days(-1))
    address = reverse("projects:accept_offer", args=[short.code, made.pk])
    page = as_(head).post(address, follow=True).content.decode()
    assert "tidak lagi menjabat" in page
    commitment = short.commitments.get()
    assert (commitment.state, commitment.committed_by) == ("planned", None)
    assert Project.objects.get(pk=short.pk).funding_gap == 412_500_000
    assert Mail.objects.filter(kind="projects.word_asked", recipient=heir.user).exists()
    assert committing.commit(commitment, by=heir).committed_by == heir


def test_an_organisation_whose_representative_has_left_is_asked_anew(short, head):
    partner = PartnerFactory()
    made = make(short, partner)
    ended(partner)
    heir = PartnerFactory(organisation=partner.organisation)
    assert offering.accept(made, by=head).state == "planned"
    backing = short.backings.get()
    assert (backing.state, backing.answered_by) == ("invited", None)
    assert Mail.objects.filter(kind="projects.word_asked", recipient=heir.user).exists()


def test_the_offer_of_a_closed_organisation_is_only_declined(as_, client, short, head):
    made = make(short, PartnerFactory())
    organisations.close(made.organisation, by=UserFactory(is_staff=True), reason="Bubar.")
    page = as_(head).get(url_of("funds", short)).content.decode()
    assert "tidak ikut serta lagi" in page
    assert reverse("projects:accept_offer", args=[short.code, made.pk]) not in page
    with pytest.raises(Refusal, match="tidak ikut serta lagi"):
        offering.accept(made, by=head)
    assert not short.commitments.exists()
    assert not short.backings.exists()
    assert offering.decline(made, by=head, reason="Lembaga ditutup.").state == "declined"


def test_the_offer_of_a_region_that_has_left_is_only_declined(short, head, partner_heads):
    made = make(short, partner_heads[0])
    short.partnerships.filter(region=partner_heads[0].region).delete()
    with pytest.raises(Refusal, match="tidak ikut serta lagi"):
        offering.accept(made, by=head)
    assert offering.decline(made, by=head, reason="Sudah keluar.").state == "declined"


def test_only_the_lead_answers_and_only_once(short, head, partner_heads):
    made = make(short, partner_heads[0])
    with pytest.raises(Forbidden):
        offering.accept(made, by=partner_heads[1])
    with pytest.raises(Forbidden):
        offering.decline(made, by=partner_heads[0], reason="x")
    offering.decline(made, by=head, reason="Sudah ada.")
    for act in (
        lambda: offering.accept(made, by=head),
        lambda: offering.decline(made, by=head, reason="x"),
        lambda: offering.take_back(made, by=partner_heads[0]),
    ):
        with pytest.raises(Refusal):
            act()


def test_one_takes_ones_own_offer_back(short, head, partner_heads):
    made = make(short, partner_heads[0])
    with pytest.raises(Forbidden):
        offering.take_back(made, by=head)
    assert offering.take_back(made, by=partner_heads[0]).state == "withdrawn"


def test_so_many_wait_of_one_region(short, partner_heads, monkeypatch):
    monkeypatch.setattr(Offer, "MOST_OPEN", 1)
    make(short, partner_heads[0])
    with pytest.raises(Refusal):
        make(short, partner_heads[0])


def test_an_offer_far_above_what_is_missing_is_asked_about(as_, project, partner_heads):
    project.funding_gap = 5_000_000
    project.save()
    client, address = as_(partner_heads[0]), url_of("offer", project)
    slip = given(worth="50 juta")
    page = client.post(address, slip)
    form = page.context["form"]
    assert form.errors.keys() == {"sure_50000000"}
    assert "Rp5.000.000" in form.errors["sure_50000000"][0]
    html = page.content.decode()
    assert 'name="sure_50000000"' in html and "50 juta" in html
    assert not Offer.objects.exists()
    other = client.post(address, given(worth="60 juta") | {"sure_50000000": "on"})
    assert other.context["form"].errors.keys() == {"sure_60000000"}  # ticked for another amount
    client.post(address, slip | {"sure_50000000": "on"})
    assert Offer.objects.get().worth == 50_000_000
    client.post(address, given(worth="10 juta"))
    assert Offer.objects.count() == 2


def test_offers_are_a_matter_of_the_two_sides(short, head, partner_heads):
    made = OfferFactory(project=short, region=partner_heads[0].region)
    assert money_rules.sees_offer(head, made)
    assert money_rules.sees_offer(partner_heads[0], made)
    assert not money_rules.sees_offer(partner_heads[1], made)
    assert not money_rules.sees_offer(None, made)


@pytest.mark.parametrize(
    "wrong",
    [
        {"worth": 0},
        {"state": "accepted"},
        {"state": "declined"},
        {"worth": 10**15 + 1},
        {"year": 1900},
    ],
)
def test_nonsense_is_refused(project, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferFactory(project=project, **wrong)
