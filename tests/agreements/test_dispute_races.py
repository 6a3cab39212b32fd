"""Two people at the same moment about one dispute, with real threads and connections."""

import pytest

from agreements.actions import disputing
from agreements.dispute_verification import findings
from agreements.models import Disclosure, Dispute, OutcomeWord
from core.models import AuditEvent
from tests.agreements.disagreeing import (
    confirm,
    disclose,
    fresh,
    mediated,
    raise_about,
    settled,
    sign,
    write,
)
from tests.agreements.test_obligation_races import trying
from tests.factories.agreements import AgreementFactory
from tests.factories.projects import head_of
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agreement(villages):
    return AgreementFactory(state="in_force", regions=villages)


@pytest.fixture
def heads(villages):
    return [head_of(region) for region in villages]


@pytest.fixture
def written(agreement, heads, leksono):
    camat = head_of(leksono)
    dispute = mediated(raise_about(agreement, heads[0]), camat)
    write(dispute, camat)
    return dispute, camat


def test_two_parties_that_raise_the_same_at_once_have_one_dispute(agreement, heads):
    answers = at_once([trying(lambda by=by: raise_about(agreement, by)) for by in heads * 5])

    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert Dispute.objects.count() == 1


def test_two_heads_confirm_at_once_and_each_word_is_one(written, heads):
    dispute, _camat = written

    at_once([trying(lambda by=by: confirm(dispute, by)) for by in heads * 6])

    assert OutcomeWord.objects.count() == 2 and fresh(dispute).state == "mediation"


@pytest.mark.parametrize("round_", range(3))
def test_signing_against_withdrawing_has_one_outcome(written, heads, round_):
    dispute, camat = written
    for head in heads:
        confirm(dispute, head)

    def withdraw():
        return disputing.withdraw_dispute(fresh(dispute), by=heads[0], reason="Sudah.")

    at_once([trying(lambda: sign(dispute, camat)), trying(withdraw)] * 3)

    found = fresh(dispute)
    signed = found.outcome.words.filter(party=None).count()
    assert (found.state, signed) in (("settled", 1), ("withdrawn", 0))
    verbs = AuditEvent.objects.filter(
        verb__in=["agreements.dispute_settled", "agreements.dispute_withdrawn"]
    )
    assert verbs.count() == 1


def test_the_last_two_heads_settle_it_once_without_a_mediator(agreement, heads):
    dispute = raise_about(agreement, heads[0])
    write(dispute, heads[0])

    at_once([trying(lambda by=by: confirm(dispute, by)) for by in heads * 4])

    assert fresh(dispute).state == "settled"
    assert AuditEvent.objects.filter(verb="agreements.dispute_settled").count() == 1


def test_the_last_two_heads_make_it_public_once(agreement, heads, leksono):
    dispute = settled(raise_about(agreement, heads[0]), head_of(leksono))

    at_once([trying(lambda by=by: disclose(dispute, by)) for by in heads * 4])

    assert Disclosure.objects.count() == 2 and fresh(dispute).published_at
    verbs = ["agreements.dispute_published", "agreements.dispute_of_published"]
    assert AuditEvent.objects.filter(verb__in=verbs).count() == 2
    assert list(findings()) == []
