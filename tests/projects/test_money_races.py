"""Money moved at the same moment, with real threads and real transactions."""

import uuid

import pytest

from projects.actions import committing, offering
from projects.models import Budget, Commitment, Offer, Project
from tests.factories.money import BudgetDraftFactory, CommitmentFactory, OfferFactory
from tests.projects.test_budget import publish
from tests.projects.test_money import fresh, receive
from tests.projects.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_receipts_at_once_are_all_counted(work, head):
    made = CommitmentFactory(project=work, committed=True, worth=1000)
    at_once([lambda: receive(made, head, 100)] * 8)
    assert fresh(made).received == 800
    assert sorted(made.receipts.values_list("number", flat=True)) == list(range(1, 9))


def test_one_form_sent_eight_times_at_once_is_one_receipt(work, head):
    made, token = CommitmentFactory(project=work, committed=True), uuid.uuid4()
    at_once([lambda: receive(made, head, 100, token=token)] * 8)
    assert fresh(made).received == 100


def test_of_the_word_and_its_withdrawal_one_comes_first(project, head):
    made = CommitmentFactory(project=project)
    at_once(
        [
            lambda: refused(lambda: committing.commit(made, by=head)),
            lambda: refused(lambda: committing.withdraw_contribution(made, by=head, reason="x")),
        ]
    )
    assert fresh(made).state == "withdrawn"  # a word that was given may still be taken back


def test_an_offer_accepted_eight_times_at_once_is_one_contribution(project, head):
    offer = OfferFactory(project=project)
    taken = at_once([lambda: offering.accept(offer, by=head)] * 8)
    assert set(taken) == {Commitment.objects.get()}


def test_of_acceptance_and_withdrawal_one_is_refused(project, head, partner_heads):
    offer = OfferFactory(project=project, region=partner_heads[0].region)
    at_once(
        [
            lambda: refused(lambda: offering.accept(offer, by=head)),
            lambda: refused(lambda: offering.take_back(offer, by=partner_heads[0])),
        ]
    )
    is_taken = Offer.objects.get().state == "accepted"
    assert Commitment.objects.count() == is_taken


def test_of_two_who_publish_at_once_one_is_refused(project, head, secretary):
    draft = BudgetDraftFactory(project=project)
    at_once(
        [
            lambda by=by: refused(lambda: publish(project, by, revision=draft.revision))
            for by in (head, secretary)
        ]
    )
    assert Budget.objects.count() == 1
    assert Project.objects.get(pk=project.pk).funding_gap == 6_200_006


def test_one_budget_sent_four_times_at_once_is_published_once(project, head):
    assert set(at_once([lambda: publish(project, head)] * 4)) == {Budget.objects.get()}
