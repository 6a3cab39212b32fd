"""Many people at the same moment at an agreement and what follows it, with real threads."""

from contextlib import suppress

import pytest

from agreements import actions
from agreements.models import Agreement, Fulfilment
from agreements.verification import findings
from core.errors import Refusal
from core.models import AuditEvent
from tests.agreements.test_races import word
from tests.agreements.test_succession import again, opened, succeed
from tests.factories.agreements import AgreementFactory, in_days
from tests.factories.projects import head_of
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)
S = Agreement.State


@pytest.fixture
def before():
    return AgreementFactory(
        state="in_force", owes=[{"first_due": in_days(-9), "rhythm": "monthly"}]
    )


def heads(agreement):
    return [head_of(party.region) for party in agreement.parties.select_related("region")]


@pytest.mark.parametrize("round_", range(3))
def test_two_successors_at_once_are_one(before, round_):
    first, second = heads(before)

    def press(by):
        try:
            return succeed(before, by).pk
        except Refusal as refusal:
            return str(refusal)

    answers = at_once([lambda by=by: press(by) for by in (first, second, first, second)])

    after = Agreement.objects.get(follows=before)
    assert set(map(type, answers)) == {int, str}
    assert all(answer == after.pk or after.code in answer for answer in answers)


@pytest.mark.parametrize("round_", range(3))
def test_the_seal_of_a_successor_against_the_end_of_the_earlier_one(before, round_):
    first, second = heads(before)
    after = opened(succeed(before, first))
    word(after, first, after.current.sha256)()

    def end():
        with suppress(Refusal):
            actions.end(again(before), by=second, ground="object_lost", reason="Selesai.")

    at_once([end, word(after, second, after.current.sha256), end])

    assert again(after).state == S.IN_FORCE
    assert again(before).end_ground in ("object_lost", "replaced")
    ends = AuditEvent.objects.filter(verb__in=["agreements.ended", "agreements.replaced"])
    assert ends.count() == 1 and list(findings()) == []
    days = Fulfilment.objects.exclude(state="carried").values_list("due_on", flat=True)
    assert len(days) == len(set(days))


@pytest.mark.parametrize("round_", range(3))
def test_the_seal_against_the_nightly_task_replaces_once(before, round_):
    first, second = heads(before)
    after = opened(succeed(before, first))
    word(after, first, after.current.sha256)()

    def nightly():
        return actions.replace_those_whose_successor_has_begun(in_days(0))

    at_once([nightly, word(after, second, after.current.sha256), nightly, nightly])

    assert again(before).end_ground == "replaced"
    assert AuditEvent.objects.filter(verb="agreements.replaced").count() == 1
