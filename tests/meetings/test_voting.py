"""Votes: who may, once, how they are kept apart from whose they are, and what they come to."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions, rules
from meetings.models import Ballot, Decision, Elector, Turnout, Vote
from notifications.models import Notification
from tests.factories.meetings import AttendanceFactory, DecisionFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory
from tests.meetings.crowd import at_once
from tests.meetings.sitting import arrive, heads_of, running

pytestmark = pytest.mark.django_db


def proposal(**kwargs):
    return DecisionFactory(meeting=running(**kwargs))


def opened(decision, *, is_secret=False, **kwargs):
    by = decision.meeting.called_by
    return actions.open_vote(decision, by=by, is_secret=is_secret, **kwargs)


def closed(vote):
    return actions.close_vote(vote, by=vote.decision.meeting.called_by)


def cast_all(vote, *choices):
    for head, choice in zip(heads_of(vote.decision.meeting), choices, strict=False):
        actions.cast(vote, by=head, choice=choice)


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


# --- opening ----------------------------------------------------------------------------


def test_the_electorate_is_frozen_when_the_vote_is_opened():
    decision = proposal(here=2)
    arrive(decision.meeting, answer="represented")
    absent = arrive(decision.meeting, answer="none")

    vote = opened(decision)
    late = arrive(decision.meeting)

    there = decision.meeting.invitations.exclude(pk__in=[absent.pk, late.pk])
    assert {row.region_id for row in vote.electors.all()} == {row.region_id for row in there}
    assert vote.electorate == 3
    assert (vote.unit, vote.majority, vote.basis) == ("region", "simple", "attendance")
    assert set(vote.electors.values_list("label", flat=True)) == {
        row.region.full_name for row in there
    }
    for stranger in (absent, late):
        with pytest.raises(Forbidden):
            actions.cast(vote, by=stranger.region.mandates.get(), choice="yes")


def test_the_quorum_of_the_opening_is_kept_with_the_decision():
    decision = proposal(here=1, away=2)

    with pytest.raises(Refusal):
        opened(decision)
    assert Vote.objects.count() == 0
    opened(decision, despite_quorum=True)

    decision.refresh_from_db()
    assert (decision.how, decision.quorum_met, decision.quorum_in_person) == ("vote", False, 1)
    assert decision.is_proposed
    assert AuditEvent.objects.get().detail == {"secret": False, "electorate": 1, "quorum": False}


def test_where_nobody_is_there_no_vote_is_opened():
    decision = proposal(here=0, away=1)

    with pytest.raises(Refusal):
        opened(decision, despite_quorum=True)
    decision.refresh_from_db()
    assert decision.how == ""


def test_by_the_forum_s_rule_each_delegate_has_a_ballot():
    forum = ForumFactory(vote_unit="delegate", majority="absolute")
    meeting = running(here=0, away=2, forum=forum)
    head = heads_of(meeting)[0]
    secretary = MandateFactory(region=head.region, office="secretary")
    council = MandateFactory(region=head.region, office="council")
    for delegate in (head, council):
        actions.check_in(meeting, by=delegate)

    vote = opened(DecisionFactory(meeting=meeting), despite_quorum=True)

    assert (vote.unit, vote.majority, vote.electorate) == ("delegate", "absolute", 2)
    for delegate in (head, council):
        actions.cast(vote, by=delegate, choice="yes")
    for absent in (secretary, heads_of(meeting)[1]):
        with pytest.raises(Forbidden):
            actions.cast(vote, by=absent, choice="yes")
    assert council.user.get_full_name() in vote.electors.get(mandate=council).label


def test_a_ballot_a_delegate_is_one_a_person_on_the_list_and_for_invited_regions_only():
    meeting = running(here=0, away=1, forum=ForumFactory(vote_unit="delegate"))
    region = heads_of(meeting)[0].region
    stranger = MandateFactory()
    actions.check_in(meeting, by=stranger)
    for facts in (
        {"name": "Bapak Darmo"},
        {"name": "Ibu Retno", "state": "represented", "substitute": "bapak darmo"},
        {"name": "Ibu Sari", "state": "represented", "substitute": "Ibu Tutik"},
        {"name": "Bapak Joko", "state": "absent"},
        {"name": "Bapak Umar", "unconfirmed": True},
    ):
        AttendanceFactory(meeting=meeting, region=region, **facts)
    AttendanceFactory(meeting=meeting, region=None, name="Tamu Contoh")

    vote = opened(DecisionFactory(meeting=meeting), despite_quorum=True)

    assert set(vote.electors.values_list("delegate", flat=True)) == {"Bapak Darmo", "Ibu Tutik"}
    assert vote.electorate == 2
    for outsider in (stranger, heads_of(meeting)[0]):
        with pytest.raises(Forbidden):
            actions.cast(vote, by=outsider, choice="yes")


def test_without_a_list_there_are_no_delegates_who_could_vote():
    meeting = running(here=0, away=1, forum=ForumFactory(vote_unit="delegate"))
    meeting.invitations.update(
        answer="attends", answered_at=meeting.starts_at, answered_by=heads_of(meeting)[0]
    )

    with pytest.raises(Refusal, match="Belum ada"):
        opened(DecisionFactory(meeting=meeting), despite_quorum=True)


def test_partners_of_a_project_vote_by_region_and_simple_majority():
    vote = opened(DecisionFactory(meeting=running(project=ProjectFactory())))

    assert (vote.unit, vote.majority) == ("region", "simple")


def test_all_who_may_vote_are_told():
    decision = proposal(here=2)
    head = heads_of(decision.meeting)[0]
    secretary = MandateFactory(region=head.region, office="secretary")

    opened(decision)

    told = Notification.objects.filter(kind="meetings.vote_opened")
    assert {line.recipient for line in told} == {
        secretary.user, *(head.user for head in heads_of(decision.meeting))
    }  # fmt: skip
    assert told.first().url == f"{decision.get_absolute_url()}suara/"


def test_a_decision_is_voted_on_once_and_then_needs_no_consensus():
    decision = proposal()
    vote = opened(decision)
    by = decision.meeting.called_by

    with pytest.raises(Refusal):
        opened(decision)
    with pytest.raises(Refusal):
        actions.adopt(decision, by=by)
    closed(vote)
    for act in (opened, lambda decision: actions.adopt(decision, by=by)):
        with pytest.raises(Refusal):
            act(decision)


def test_only_who_keeps_the_minutes_opens_and_closes():
    decision = proposal()
    guest = heads_of(decision.meeting)[0]

    with pytest.raises(Forbidden):
        actions.open_vote(decision, by=guest, is_secret=False)
    vote = opened(decision)
    with pytest.raises(Forbidden):
        actions.close_vote(vote, by=guest)


# --- casting ----------------------------------------------------------------------------


def test_an_open_ballot_names_its_region():
    vote = opened(proposal())
    head = heads_of(vote.decision.meeting)[0]

    actions.cast(vote, by=head, choice="no")

    ballot = Ballot.objects.get()
    assert (ballot.choice, ballot.elector.region) == ("no", head.region)
    assert ballot.elector.turnout.by == head
    assert verbs()[-1] == "meetings.vote_cast"
    assert AuditEvent.objects.get(verb="meetings.vote_cast").detail == {}


def test_a_region_has_one_ballot_whoever_presses_the_button():
    vote = opened(proposal())
    head = heads_of(vote.decision.meeting)[0]
    secretary = MandateFactory(region=head.region, office="secretary")
    actions.cast(vote, by=head, choice="yes")

    for again in (head, secretary):
        with pytest.raises(Refusal, match=head.region.full_name):
            actions.cast(vote, by=again, choice="no")
    assert Ballot.objects.get().choice == "yes"


@pytest.mark.parametrize("office", ["council", "official"])
def test_only_who_may_vote_for_the_region_does(office):
    vote = opened(proposal())
    region = heads_of(vote.decision.meeting)[0].region

    with pytest.raises(Forbidden):
        actions.cast(vote, by=MandateFactory(region=region, office=office), choice="yes")


def test_nobody_and_strangers_have_no_ballot():
    vote = opened(proposal())

    assert rules.ballot_of(None, vote) is None
    for stranger in (MandateFactory(), vote.decision.meeting.called_by):
        with pytest.raises(Forbidden):
            actions.cast(vote, by=stranger, choice="yes")


def test_after_the_close_no_ballot_is_taken_and_one_is_told_since_when():
    vote = opened(proposal())
    head = heads_of(vote.decision.meeting)[0]
    closed(vote)

    with pytest.raises(Refusal, match="ditutup"):
        actions.cast(vote, by=head, choice="yes")
    assert Turnout.objects.count() == Ballot.objects.count() == 0


# --- the secret -------------------------------------------------------------------------


def test_a_secret_ballot_knows_no_elector():
    vote = opened(proposal(), is_secret=True)

    cast_all(vote, "yes", "no", "yes")

    assert Turnout.objects.count() == 3
    assert sorted(Ballot.objects.values_list("choice", "elector")) == [
        ("no", None), ("yes", None), ("yes", None)
    ]  # fmt: skip
    assert {field.name for field in Ballot._meta.get_fields()} == {
        "id", "vote", "elector", "choice"
    }  # fmt: skip
    for event in AuditEvent.objects.all():
        assert "choice" not in event.detail


def box():
    """The ballots as they lie on the disk: place, writing transaction, number and choice."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ctid::text, xmin::text, id, choice FROM meetings_ballot ORDER BY ctid"
        )
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_neither_the_order_nor_the_transaction_tells_who_cast_what():
    vote = opened(proposal(here=4), is_secret=True)
    numbers = set()
    for head, choice in zip(
        heads_of(vote.decision.meeting), ["yes", "no", "abstain", "no"], strict=True
    ):
        actions.cast(vote, by=head, choice=choice)
        lying = box()
        assert len({writer for _place, writer, *_rest in lying}) == 1  # all by the last one
        fresh = {number for _place, _writer, number, _choice in lying}
        assert not fresh & numbers  # no ballot is known again
        numbers |= fresh
    assert sorted(choice for *_rest, choice in lying) == ["abstain", "no", "no", "yes"]


# --- closing ----------------------------------------------------------------------------


@pytest.mark.parametrize("is_secret", [False, True])
@pytest.mark.parametrize(
    ("choices", "state", "counted"),
    [
        (["yes", "yes", "no"], "adopted", (2, 1, 0)),
        (["yes", "no"], "rejected", (1, 1, 0)),
        (["yes", "abstain", "abstain"], "adopted", (1, 0, 2)),
        ([], "rejected", (0, 0, 0)),
    ],
)
def test_the_close_freezes_the_count_and_decides(choices, state, counted, is_secret):
    decision = proposal()
    vote = opened(decision, is_secret=is_secret)
    cast_all(vote, *choices)

    closed(vote)

    vote.refresh_from_db()
    decision.refresh_from_db()
    assert (decision.state, decision.how) == (state, "vote")
    assert decision.decided_at == vote.closed_at
    assert (vote.yes, vote.no, vote.abstain) == counted
    assert vote.result.silent == 3 - len(choices)
    assert verbs()[-1] == "meetings.vote_closed"
    assert AuditEvent.objects.order_by("pk").last().detail["adopted"] is (state == "adopted")


@pytest.mark.parametrize(
    ("majority", "state"),
    [("simple", "adopted"), ("absolute", "rejected"), ("two_thirds", "rejected")],
)
def test_the_forum_s_majority_decides(majority, state):
    meeting = running(here=8, forum=ForumFactory(majority=majority))
    decision = DecisionFactory(meeting=meeting)
    vote = opened(decision)
    meeting.forum.majority = "simple"
    meeting.forum.save()  # too late for this vote
    cast_all(vote, "yes", "yes", "yes", "no", "no")

    closed(vote)

    decision.refresh_from_db()
    assert decision.state == state


def test_a_vote_is_closed_once():
    vote = opened(proposal())
    closed(vote)

    with pytest.raises(Refusal):
        closed(vote)


def test_withdrawing_the_proposal_stops_its_vote():
    vote = opened(proposal())
    decision, by = vote.decision, vote.decision.meeting.called_by
    cast_all(vote, "yes")

    actions.withdraw_decision(decision, by=by, reason="Rumusan keliru")

    vote.refresh_from_db()
    decision.refresh_from_db()
    assert (vote.state, decision.state) == ("stopped", "withdrawn")
    assert vote.result is None
    with pytest.raises(Refusal):
        cast_all(vote, "yes")


def test_what_was_voted_on_is_not_withdrawn():
    vote = opened(proposal())
    closed(vote)

    with pytest.raises(Refusal):
        actions.withdraw_decision(
            vote.decision, by=vote.decision.meeting.called_by, reason="Kalah suara"
        )


# --- what the database refuses, whoever asks --------------------------------------------


def test_the_database_keeps_votes_as_they_were_cast():
    vote = opened(proposal())
    cast_all(vote, "yes")
    elector = vote.electors.exclude(turnout=None).get()
    waiting = vote.electors.filter(turnout=None).first()
    head = MandateFactory()
    closed(vote)
    attempts = [
        lambda: Turnout.objects.create(elector=elector, by=head),
        lambda: Ballot.objects.create(vote=vote, elector=waiting, choice="no"),
        lambda: Ballot.objects.create(vote=vote, choice="no"),
        lambda: Ballot.objects.update(choice="no"),
        lambda: Ballot.objects.all().delete(),
        lambda: Turnout.objects.all().delete(),
        lambda: Elector.objects.update(label="Desa lain"),
        lambda: Vote.objects.update(yes=0),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_the_database_lets_no_named_ballot_be_changed_while_the_vote_is_open():
    vote = opened(proposal())
    cast_all(vote, "yes")

    for attempt in (lambda: Ballot.objects.update(choice="no"), Ballot.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_one_region_stands_once_in_an_electorate():
    vote = opened(proposal())

    with pytest.raises(IntegrityError), transaction.atomic():
        Elector.objects.create(vote=vote, region=vote.electors.first().region, label="Lagi")


def test_one_name_of_a_region_stands_once_in_an_electorate_and_has_no_mandate():
    vote = opened(proposal())
    region, head = vote.electors.first().region, heads_of(vote.decision.meeting)[0]
    Elector.objects.create(vote=vote, region=region, delegate="Ibu Sri", label="Ibu Sri")

    for facts in ({"delegate": "ibu sri"}, {"delegate": "Ibu Tutik", "mandate": head}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Elector.objects.create(vote=vote, region=region, label="Lagi", **facts)


# --- fifty at once ----------------------------------------------------------------------


def said(act):
    try:
        act()
    except Refusal:
        return "refused"
    return "cast"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_secret", [False, True])
def test_of_fifty_posts_at_once_one_ballot_counts(is_secret):
    vote = opened(proposal(), is_secret=is_secret)
    head = heads_of(vote.decision.meeting)[0]
    secretary = MandateFactory(region=head.region, office="secretary")

    def press(number):
        by = (head, secretary)[number % 2]
        return lambda: said(lambda: actions.cast(vote, by=by, choice=("yes", "no")[number % 2]))

    outcomes = at_once([press(number) for number in range(50)])

    assert sorted(outcomes) == ["cast"] + ["refused"] * 49
    assert Ballot.objects.count() == Turnout.objects.count() == 1
    assert AuditEvent.objects.filter(verb="meetings.vote_cast").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_unique_key_still_refuses(monkeypatch):
    """The twin of the test above: the rule looks away, the database does not."""
    vote = opened(proposal())
    head = heads_of(vote.decision.meeting)[0]
    actions.cast(vote, by=head, choice="yes")
    monkeypatch.setattr(rules, "can_vote", lambda *_args: True)

    with pytest.raises(Refusal):
        actions.cast(vote, by=head, choice="no")
    assert Ballot.objects.get().choice == "yes"


@pytest.mark.django_db(transaction=True)
def test_ballots_and_the_close_at_once_lose_no_ballot_and_take_none_afterwards():
    decision = proposal(here=30)
    vote = opened(decision, is_secret=True)
    heads = heads_of(decision.meeting)

    def press(head):
        return lambda: said(lambda: actions.cast(vote, by=head, choice="yes"))

    calls = [press(head) for head in heads]
    outcomes = at_once([*calls[:15], lambda: closed(vote) and "closed", *calls[15:]])

    vote.refresh_from_db()
    assert vote.yes == outcomes.count("cast") == Turnout.objects.count()
    assert Decision.objects.get().state == ("adopted" if vote.yes else "rejected")
