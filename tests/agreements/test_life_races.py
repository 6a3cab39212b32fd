"""Two heads at the same moment about one proposal, with real threads and connections."""

import pytest

from agreements import actions
from agreements.models import LifeProposal, LifeWord, Pause
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from tests.factories.agreements import AgreementFactory, agree, proposed
from tests.factories.projects import head_of
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def trying(act):
    """What a click does, and how it ends."""

    def click():
        try:
            return act().pk
        except (Refusal, Forbidden) as refusal:
            return type(refusal).__name__

    return click


@pytest.fixture
def agreement():
    return AgreementFactory(state="in_force", owes=[{}])


@pytest.fixture
def heads(agreement):
    return [head_of(party.region) for party in agreement.parties.all()]


def yes(proposal, by):
    return trying(
        lambda: actions.agree(LifeProposal.objects.get(pk=proposal.pk), by=by, method="password")
    )


def test_the_last_two_agree_at_once_and_it_takes_effect_once(agreement, heads):
    proposal = proposed(agreement, heads[0])

    at_once([yes(proposal, head) for head in heads * 5])

    assert LifeWord.objects.count() == 2 and Pause.objects.count() == 1
    assert AuditEvent.objects.filter(verb="agreements.suspend_in_effect").count() == 1


@pytest.mark.parametrize("round_", range(3))
def test_agreeing_against_withdrawing_has_one_outcome(agreement, heads, round_):
    proposal = proposed(agreement, heads[0])
    agree(proposal, heads[0])

    def withdraw():
        return actions.take_back_proposal(LifeProposal.objects.get(pk=proposal.pk), by=heads[0])

    at_once([yes(proposal, heads[1])] * 3 + [trying(withdraw)] * 3)

    proposal.refresh_from_db()
    assert (proposal.state, Pause.objects.count()) in (("agreed", 1), ("withdrawn", 0))


def test_two_proposals_at_once_are_one(agreement, heads):
    answers = at_once([trying(lambda by=by: proposed(agreement, by)) for by in heads * 4])

    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert LifeProposal.objects.count() == 1
