"""A secret vote with few or equal ballots: nothing joins a name and a choice."""

import pytest

from meetings import actions
from meetings.models import Vote
from tests.factories.meetings import DecisionFactory
from tests.meetings.sitting import heads_of, running

pytestmark = pytest.mark.django_db
WARNING = "sedikit-suara"


@pytest.fixture
def decision():
    return DecisionFactory(meeting=running(here=4))


@pytest.fixture
def chair(client, decision):
    client.force_login(decision.meeting.called_by.user)
    return client


def voted(decision, *choices, is_secret=True):
    vote = actions.open_vote(decision, by=decision.meeting.called_by, is_secret=is_secret)
    for head, choice in zip(heads_of(decision.meeting), choices, strict=False):
        actions.cast(vote, by=head, choice=choice)
    return vote


def page_of(client, decision):
    return client.get(decision.get_absolute_url()).content.decode()


def closing(decision):
    return f"{decision.get_absolute_url()}tutup-suara/"


@pytest.mark.parametrize("choices", [[], ["yes"], ["yes", "no"]])
def test_closing_one_with_few_ballots_asks_first(chair, decision, choices):
    vote = voted(decision, *choices)
    assert WARNING in page_of(chair, decision)

    answer = chair.post(closing(decision), follow=True)
    assert answer.redirect_chain == [(decision.get_absolute_url(), 302)]
    assert Vote.objects.get(pk=vote.pk).is_open

    chair.post(closing(decision), {"despite_few": "1"})
    assert not Vote.objects.get(pk=vote.pk).is_open


@pytest.mark.parametrize(("choices", "is_secret"), [(["yes", "no", "no"], True), (["yes"], False)])
def test_others_are_closed_at_once(chair, decision, choices, is_secret):
    vote = voted(decision, *choices, is_secret=is_secret)
    assert WARNING not in page_of(chair, decision)

    chair.post(closing(decision))

    assert not Vote.objects.get(pk=vote.pk).is_open


@pytest.mark.parametrize(
    "choices", [["yes"], ["yes", "no"], ["no", "no", "no"], ["abstain"] * 4], ids=len
)
def test_a_count_that_would_tell_stands_without_names(chair, decision, choices):
    vote = voted(decision, *choices)
    voters = [str(head.user) for head in heads_of(decision.meeting)[: len(choices)]]
    actions.close_vote(vote, by=decision.meeting.called_by)

    answer = chair.get(decision.get_absolute_url())
    page = answer.content.decode()

    assert answer.context["result"].cast == len(choices)
    assert answer.context["result"].rows == answer.context["result"].more == []
    cast = [line for line in answer.context["trail"].lines if line.verb == "meetings.vote_cast"]
    assert cast == []
    assert not any(f"{voter}</b> memberi" in page for voter in voters)


@pytest.mark.parametrize(("choices", "is_secret"), [(["yes", "yes", "no"], True), (["yes"], False)])
def test_a_count_that_tells_nothing_stands_beside_the_names(chair, decision, choices, is_secret):
    vote = voted(decision, *choices, is_secret=is_secret)
    actions.close_vote(vote, by=decision.meeting.called_by)

    answer = chair.get(decision.get_absolute_url())

    assert len(answer.context["result"].rows) == 4
    verbs = [line.verb for line in answer.context["trail"].lines]
    assert verbs.count("meetings.vote_cast") == len(choices)


def test_a_vote_that_was_stopped_has_no_count_to_tell(decision):
    vote = voted(decision, "yes")
    Vote.objects.filter(pk=vote.pk).update(
        state="stopped", closed_at=vote.opened_at, closed_by=vote.opened_by
    )
    vote.refresh_from_db()
    assert not vote.names_would_tell
