"""What is owed when an agreement is followed: counted once, on the days of its rhythm, or left out."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from agreements import actions, obligations, promises, rules
from agreements.models import Agreement, Fulfilment
from agreements.obligation_rules import can_release
from agreements.verification import findings
from core.errors import Refusal
from core.models import AuditEvent
from tests.agreements.owing import fresh, linked_day, receive, report
from tests.agreements.test_succession import again, days_of, opened, seal, succeed
from tests.factories.agreements import AgreementFactory, ObligationFactory, in_days

pytestmark = pytest.mark.django_db
F = Fulfilment.State
RENEWAL, AMENDMENT, REPLACEMENT = Agreement.FollowsAs
GOES_ON, LEFT_OUT = "Goes on in the next agreement", "Left out by the new text"


@pytest.fixture
def head(people):
    return people["drafting head"]


def standings(agreement):
    """The words of all obligations of a sealed agreement."""
    rows = obligations.rows_of(agreement, timezone.localdate())
    return [row.standing.word for row in rows]


def given(agreement):
    """What each of its parties has given, in words."""
    rows = obligations.rows_of(again(agreement), timezone.localdate())
    return [line.given for side in obligations.sides(rows) for line in side.lines]


# --- contributions to the project ---------------------------------------------------------


@pytest.fixture
def linked(villages, people):
    """The due day of a contribution, in ten days; nothing has come yet."""
    return linked_day(villages)


@pytest.fixture
def before(linked):
    return linked.obligation.agreement


def test_a_contribution_goes_on_in_the_next_agreement_and_counts_there_alone(before, linked, head):
    after = succeed(before, head)
    assert rules.lacks(after) == []

    seal(after)
    receive(linked, 20_000_000)

    assert fresh(linked).state == F.CARRIED and fresh(linked).goes_on
    assert standings(before) == [gettext(GOES_ON)]
    assert (given(before), given(after)) == (["Rp0"], ["Rp20.000.000"])
    assert list(findings()) == []


def test_it_goes_on_in_the_agreement_after_that_as_well(before, linked, head):
    second = seal(succeed(before, head, starts_on=in_days(5)))  # the first is still in force
    third = succeed(second, head, starts_on=in_days(6))
    assert rules.lacks(third) == []

    seal(third)

    assert [days_of(each) for each in (before, second, third)] == [
        [(linked.due_on, F.CARRIED)], [(linked.due_on, F.CARRIED)], [(linked.due_on, F.OPEN)],
    ]  # fmt: skip
    assert list(findings()) == []


def test_another_agreement_still_cannot_count_it(before, linked, head):
    seal(succeed(before, head))
    other = AgreementFactory(
        regions=[party.region for party in before.parties.all()], project=before.project
    )
    ObligationFactory(agreement=other, commitment=linked.obligation.commitment)

    with pytest.raises(Refusal, match="kesepakatan lain"):
        opened(other)


def test_what_fell_due_before_stays_in_the_earlier_one_and_is_not_taken_over_twice(
    before, linked, head
):
    after = succeed(before, head, REPLACEMENT, starts_on=linked.due_on + timedelta(days=1))

    assert not after.obligations.exists()
    assert actions.take_over_commitments(after, by=head) == 0
    seal(after)
    Agreement.objects.filter(pk=before.pk).update(
        state="ended", end_ground="replaced", end_reason="Diganti.", ended_at=timezone.now()
    )
    third = succeed(after, head)
    assert actions.take_over_commitments(third, by=head) == 0
    receive(linked, 20_000_000)
    assert given(before) == ["Rp20.000.000"]


def test_what_came_before_the_seal_counts_in_the_earlier_one_alone(before, linked, head):
    after = opened(succeed(before, head))
    receive(linked, 50_000_000)

    seal(after)

    assert (given(before), given(after)) == (["Rp50.000.000"], ["Rp0"])
    assert list(findings()) == []


def test_a_contribution_taken_over_again_goes_on(before, head):
    after = succeed(before, head)
    actions.remove_obligation(after, after.obligations.get().pk, by=head)

    actions.take_over_commitments(after, by=head)

    assert after.obligations.get().origin == before.obligations.get()
    assert obligations.left_out(after) == []


# --- what the new text leaves out ---------------------------------------------------------


@pytest.fixture
def owing(villages, people):
    """Monthly since nine days, for a year; nothing is reported yet."""
    return AgreementFactory(
        state="in_force", regions=villages,
        owes=[{"first_due": in_days(-9), "rhythm": "monthly", "amount": 1_000}],
    )  # fmt: skip


@pytest.fixture
def without(owing, head):
    """The draft of a successor that leaves it out."""
    after = succeed(owing, head)
    actions.remove_obligation(after, after.obligations.get().pk, by=head)
    return after


def page(client, name, agreement):
    return client.get(reverse(f"agreements:{name}", args=[agreement.code])).content.decode()


def test_what_a_draft_leaves_out_is_said_before_it_is_opened_and_approved(
    client, without, head, people
):
    client.force_login(head.user)
    for name in ("open", "obligations"):
        shown = page(client, name, without)
        assert 'id="dihapus"' in shown and "Iuran pemeliharaan pipa utama" in shown, name

    opened(without)

    client.force_login(people["other head"].user)
    assert 'id="dihapus"' in page(client, "approve", without)


def test_nothing_is_said_where_all_of_it_goes_on(client, owing, head):
    client.force_login(head.user)

    assert 'id="dihapus"' not in page(client, "open", succeed(owing, head))


def test_what_was_left_out_is_no_longer_owed_and_called_so(client, owing, without, head):
    today = timezone.localdate()

    seal(without)

    first, *later = Fulfilment.objects.filter(obligation__agreement=owing).order_by("due_on")
    words = [obligations.standing_of_day(fresh(day), today).word for day in later]
    assert fresh(first).state == F.OPEN  # it fell due before
    assert set(words) == {gettext(LEFT_OUT)}
    assert can_release(head, fresh(later[0])).reason == gettext(
        "The agreement that follows this one has left it out."
    )
    row = owing.obligations.get()
    shown = client.get(reverse("agreements:obligation", args=[owing.code, row.pk]))
    assert [day.standing.word for day in shown.context["days"]][1:] == words
    assert 'id="dihapus"' not in page(client, "obligations", again(without))
    assert list(findings()) == []


def test_the_trail_tells_how_much_went_on_and_how_much_was_left_out(owing, without):
    count = owing.obligations.get().fulfilments.count()
    seal(without)

    told = AuditEvent.objects.get(verb="agreements.followed").detail
    assert (told["carried"], told["left_out"]) == (0, count - 1)


def test_where_all_of_it_was_to_come_the_obligation_is_called_left_out(villages, head):
    old = AgreementFactory(state="in_force", regions=villages, owes=[{}])
    after = succeed(old, head)
    actions.remove_obligation(after, after.obligations.get().pk, by=head)

    seal(after)

    assert standings(old) == [gettext(LEFT_OUT)]


def test_days_after_a_shorter_term_are_left_out(owing, head):
    after = seal(succeed(owing, head, REPLACEMENT, ends_on=in_days(100)))

    days = Fulfilment.objects.filter(obligation__agreement=owing, state=F.CARRIED).with_next()
    assert {day.due_on for day in days if day.goes_on} == {day for day, _ in days_of(after)}
    assert any(not day.goes_on for day in days)


def test_what_is_written_again_in_the_same_words_goes_on(owing, without, head):
    early = Fulfilment.objects.filter(obligation__agreement=owing).order_by("due_on")[1]
    report(fresh(early), head)
    row = owing.obligations.get()

    actions.add_obligation(
        without, by=head, token=row.token, party=without.parties.get(region=row.party.region),
        kind=row.kind, what=row.what, amount=2_000, first_due=early.due_on, rhythm="monthly",
    )  # fmt: skip

    assert without.obligations.get().origin == row and obligations.left_out(without) == []
    seal(without)
    assert early.due_on not in [day for day, _state in days_of(without)]


# --- the days of the rhythm ---------------------------------------------------------------


def end_of_month():
    """The next 31st that a shorter month follows."""
    day = timezone.localdate() + timedelta(days=1)
    while day.day != 31 or (day + timedelta(days=31)).day == 31:
        day += timedelta(days=1)
    return day


@pytest.fixture
def at_the_end(villages, people):
    """Monthly on the 31st or the last day of the month."""
    owes = [{"first_due": end_of_month(), "rhythm": "monthly", "amount": 12_000_000}]
    return AgreementFactory(
        state="in_force", regions=villages, owes=owes, ends_on=in_days(720)
    )  # fmt: skip


def test_a_rhythm_keeps_its_day_and_owes_no_month_twice(at_the_end, head):
    all_days = [day for day, _state in days_of(at_the_end)]
    early = at_the_end.obligations.get().fulfilments.get(due_on=all_days[2])
    report(fresh(early), head)
    day_after = all_days[0] + timedelta(days=1)

    second = seal(succeed(at_the_end, head, starts_on=day_after))
    third = seal(succeed(second, head, starts_on=day_after + timedelta(days=1)))

    assert [day for day, state in days_of(at_the_end) if state != F.CARRIED] == [
        all_days[0], early.due_on
    ]  # fmt: skip
    for each in (second, third):
        assert [day for day, _state in days_of(each)] == [all_days[1], *all_days[3:]]
    assert list(findings()) == []


def test_the_text_of_the_next_one_says_on_what_day_it_goes_on(at_the_end, head):
    start = end_of_month() + timedelta(days=1)

    after = opened(succeed(at_the_end, head, starts_on=start))

    row = after.obligations.get()
    due = f"jatuh tempo {row.first_due}, lalu setiap bulan pada tanggal 31 atau hari terakhir bulan"
    assert f"{due} itu sampai {after.ends_on}" in after.current.text
    assert "pada tanggal" not in at_the_end.current.text
    assert "31" in obligations.rows_of(after, in_days(0))[0].due.rpartition(",")[2]


def test_another_first_day_is_a_rhythm_of_its_own_until_it_is_taken_back(at_the_end, head):
    after = succeed(at_the_end, head, starts_on=end_of_month() + timedelta(days=1))
    row = after.obligations.get()
    kept = row.first_due
    assert row.month_day == 31

    for place, (day, month_day) in enumerate([(kept.replace(day=15), None), (kept, 31)]):
        row = actions.change_obligation(after, row.pk, by=head, seen=1 + place, first_due=day)
        assert row.month_day == month_day


def test_the_database_knows_what_day_can_stand_for_another(at_the_end, head):
    after = succeed(at_the_end, head, starts_on=end_of_month() + timedelta(days=1))

    for wrong in ({"month_day": 15}, {"rhythm": "once"}):
        with pytest.raises(IntegrityError, match="end_of_a_month"), transaction.atomic():
            after.obligations.update(**wrong)


def test_a_month_given_early_is_not_owed_again_on_another_day_of_it(at_the_end, head):
    all_days = [day for day, _state in days_of(at_the_end)]
    early = at_the_end.obligations.get().fulfilments.get(due_on=all_days[2])
    report(fresh(early), head)
    after = succeed(at_the_end, head, starts_on=all_days[0] + timedelta(days=1))
    row = after.obligations.get()
    other = all_days[1].replace(day=10)
    actions.change_obligation(after, row.pk, by=head, seen=1, first_due=other)

    seal(after)

    wanted = promises.due_days(other, "monthly", after.ends_on)
    wanted.remove(early.due_on.replace(day=10))
    assert [day for day, _state in days_of(after)] == wanted
    assert list(findings()) == []
