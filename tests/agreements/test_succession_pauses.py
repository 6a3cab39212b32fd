"""What is suspended stays so in the agreement that follows."""

import pgtrigger
import pytest
from django.db import DatabaseError, transaction

from agreements import actions, obligations, succession
from agreements.actions import pausing
from agreements.models import Agreement, Fulfilment, Pause
from agreements.standing import standing_of
from agreements.verification import findings
from core import formats
from tests.agreements.test_life_pages import at
from tests.agreements.test_succession import seal, succeed
from tests.factories.agreements import AgreementFactory, agree, in_days, proposed

pytestmark = pytest.mark.django_db
RENEWAL, AMENDMENT, REPLACEMENT = Agreement.FollowsAs


@pytest.fixture
def heads(people):
    return [people["drafting head"], people["other head"]]


@pytest.fixture
def before(heads, villages):
    """In force; something is due in twenty days, and in a hundred."""
    return AgreementFactory(
        state="in_force", regions=villages,
        owes=[{"first_due": in_days(20)}, {"first_due": in_days(100)}],
    )  # fmt: skip


def suspend(agreement, heads, first=8, last=69):
    until_on = None if last is None else in_days(last)
    return agree(proposed(agreement, heads[0], from_on=in_days(first), until_on=until_on), *heads)


def spans_of(agreement):
    return list(agreement.pauses.values_list("starts_on", "ends_on"))


def owed_days(agreement):
    rows = Fulfilment.objects.filter(obligation__agreement=agreement).order_by("due_on")
    return list(rows.values_list("owed_on", flat=True))


def test_an_agreed_suspension_goes_on_in_a_change_of_words(before, heads, client):
    proposal = suspend(before, heads)
    after = seal(succeed(before, heads[0]))

    assert spans_of(after) == [(in_days(8), in_days(69))]
    assert owed_days(after) == [in_days(20 + 62), in_days(100)]
    days = Fulfilment.objects.with_subject().filter(obligation__agreement=after)
    assert obligations.standing_of_day(days.earliest("due_on"), in_days(20)).word == "Ditunda"
    shown = standing_of(Agreement.objects.with_pause(in_days(9)).get(pk=after.pk), in_days(9))
    assert shown.is_suspended
    client.force_login(heads[1].user)
    page = client.get(after.get_absolute_url()).content.decode()
    assert proposal.get_absolute_url() in page
    assert client.get(proposal.get_absolute_url()).status_code == 200
    assert list(findings()) == []


def test_one_that_runs_keeps_its_days_and_can_be_taken_up_again(before, heads):
    suspend(before, heads, first=0, last=None)
    after = seal(succeed(before, heads[0]))

    assert spans_of(before) == [(in_days(0), in_days(0))]
    assert spans_of(after) == [(in_days(0), None)] and owed_days(after) == [None, None]
    agree(proposed(after, heads[1], "resume", from_on=in_days(10)), *heads)
    assert spans_of(after) == [(in_days(0), in_days(9))]
    assert owed_days(after) == [in_days(20), in_days(100)]
    assert list(findings()) == []


def test_who_opens_and_approves_is_told_before(before, heads, client):
    suspend(before, heads)
    after = succeed(before, heads[0])
    client.force_login(heads[0].user)
    said = f"dari {formats.day(in_days(8))} sampai {formats.day(in_days(69))} berlanjut di sini"

    for page in ("open", "differences"):
        assert said in client.get(at(page, after)).content.decode()
    actions.open_for_approval(after, by=heads[0])
    assert said in client.get(at("approve", after)).content.decode()
    seal(after)
    assert said not in client.get(at("differences", after)).content.decode()


def test_one_without_an_end_is_told_so(before, heads):
    assert succession.suspensions_to_come(before) == []
    suspend(before, heads, first=0, last=None)
    (said,) = succession.suspensions_to_come(succeed(before, heads[0]))
    assert "sampai pemberitahuan lebih lanjut" in said


def test_it_goes_no_further_than_the_term_that_follows(before, heads):
    suspend(before, heads)
    after = seal(succeed(before, heads[0], REPLACEMENT, ends_on=in_days(50)))
    assert spans_of(after) == [(in_days(8), in_days(50))] and owed_days(after) == [in_days(50)]


def test_what_begins_when_the_suspension_is_over_is_not_suspended(before, heads):
    suspend(before, heads)
    after = succeed(before, heads[0], starts_on=in_days(90))
    assert succession.suspensions_to_come(after) == []
    seal(after)

    assert spans_of(after) == [] and owed_days(after) == [in_days(100)]


def test_what_is_agreed_while_the_next_one_waits_is_handed_on_too(before, heads):
    after = seal(succeed(before, heads[0], starts_on=in_days(15)))
    assert spans_of(after) == []

    suspend(before, heads, first=0)
    assert spans_of(after) == [(in_days(0), in_days(69))]
    assert owed_days(after) == [in_days(20 + 70), in_days(100)]

    agree(proposed(before, heads[1], "resume", from_on=in_days(5)), *heads)
    assert spans_of(after) == [(in_days(0), in_days(4))]
    assert owed_days(after) == [in_days(20), in_days(100)]
    pausing.hand_on(before, after)  # once more changes nothing
    assert spans_of(after) == [(in_days(0), in_days(4))]
    assert list(findings()) == []
    with pgtrigger.ignore():
        after.pauses.update(ends_on=in_days(3))
    assert any("suspension" in each.what for each in findings())


def test_a_replacement_that_binds_somebody_else_is_not_suspended(before, heads, villages, sawangan):
    suspend(before, heads)
    after = succeed(before, heads[0], REPLACEMENT, regions=[*villages, sawangan])
    seal(after)

    assert spans_of(after) == [] and owed_days(after) == [in_days(20), in_days(100)]


def test_only_what_follows_it_has_a_row_of_its_proposal(before, heads, villages):
    proposal = suspend(before, heads)
    other = AgreementFactory(state="in_force", regions=villages)

    with pytest.raises(DatabaseError, match="when all parties"), transaction.atomic():
        Pause.objects.create(agreement=other, proposal=proposal, starts_on=in_days(8))
