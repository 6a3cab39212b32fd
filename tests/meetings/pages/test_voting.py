"""The pages of a vote: opened, cast on a phone, looked at again, closed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import actions
from meetings.models import Ballot, Vote
from tests.factories.meetings import DecisionFactory
from tests.factories.villages import MandateFactory
from tests.meetings.sitting import heads_of, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    return DecisionFactory(meeting=running())


@pytest.fixture
def chair(client, decision):
    client.force_login(decision.meeting.called_by.user)
    return client


def opened(decision, *, is_secret=False):
    return actions.open_vote(decision, by=decision.meeting.called_by, is_secret=is_secret)


def address(decision, name=""):
    return f"{decision.get_absolute_url()}{name}"


def test_a_vote_is_opened_after_one_has_seen_who_votes(chair, decision):
    place = address(decision, "pungut-suara/")
    assert place in chair.get(address(decision)).content.decode()
    page = chair.get(place)
    for elector in page.context["electors"]:
        assert elector.label in page.content.decode()
    assert set(chair.post(place).context["form"].errors) == {"ballot"}

    chair.post(place, {"ballot": "secret"})

    assert Vote.objects.get().is_secret
    assert place not in chair.get(address(decision)).content.decode()
    assert chair.get(place, follow=True).redirect_chain == [(address(decision), 302)]


def test_without_quorum_the_vote_asks_to_be_confirmed(client):
    decision = DecisionFactory(meeting=running(here=1, away=2))
    client.force_login(decision.meeting.called_by.user)
    place = address(decision, "pungut-suara/")

    answer = client.post(place, {"ballot": "open"})
    assert set(answer.context["form"].errors) == {"despite_quorum"}
    client.post(place, {"ballot": "open", "despite_quorum": "on"})

    assert Vote.objects.count() == 1


def test_an_empty_room_opens_no_vote(client):
    decision = DecisionFactory(meeting=running(here=0, away=2))
    client.force_login(decision.meeting.called_by.user)

    answer = client.post(
        address(decision, "pungut-suara/"), {"ballot": "open", "despite_quorum": "on"}
    )

    assert answer.context["form"].non_field_errors()
    assert Vote.objects.count() == 0


def test_a_region_votes_in_two_taps(client, decision):
    vote = opened(decision)
    head = heads_of(decision.meeting)[0]
    client.force_login(head.user)
    place = address(decision, "suara/")
    assert place in client.get(address(decision)).content.decode()
    page = client.get(place).content.decode()
    assert page.count('name="choice"') == 3
    assert head.region.full_name in page
    assert set(client.post(place).context["form"].errors) == {"choice"}

    answer = client.post(place, {"choice": "yes"}, follow=True)

    assert answer.redirect_chain == [(address(decision), 302)]
    assert vote.ballots.get().choice == "yes"
    assert place not in answer.content.decode()


def test_a_second_or_late_ballot_is_led_to_the_result_with_a_clear_sentence(client, decision):
    vote = opened(decision)
    first, second, _third = heads_of(decision.meeting)
    place = address(decision, "suara/")
    client.force_login(first.user)
    client.post(place, {"choice": "yes"})

    again = client.post(place, {"choice": "no"}, follow=True)
    assert again.redirect_chain == [(address(decision), 302)]
    assert "sudah diberikan" in again.content.decode()

    actions.close_vote(vote, by=decision.meeting.called_by)
    client.force_login(second.user)
    late = client.post(place, {"choice": "no"}, follow=True)
    assert "ditutup" in late.content.decode()
    assert Ballot.objects.count() == 1


def test_a_ballot_that_loses_the_race_is_led_back_too(client, decision, monkeypatch):
    """The page was fine when it looked; the action sees the other one."""
    vote = opened(decision)
    head = heads_of(decision.meeting)[0]
    client.force_login(head.user)
    real = actions.cast

    def slower(vote, *, by, choice):
        real(vote, by=by, choice="no")
        return real(vote, by=by, choice=choice)

    monkeypatch.setattr(actions, "cast", slower)

    answer = client.post(address(decision, "suara/"), {"choice": "yes"}, follow=True)

    assert answer.redirect_chain == [(address(decision), 302)]
    assert vote.ballots.count() <= 1


def test_who_is_not_in_the_electorate_is_refused(client, decision):
    opened(decision)
    client.force_login(MandateFactory().user)
    assert client.get(address(decision, "suara/")).status_code == 403
    assert client.post(address(decision, "suara/"), {"choice": "yes"}).status_code == 403

    decision.meeting.is_open = False
    decision.meeting.save()
    assert client.post(address(decision, "suara/"), {"choice": "yes"}).status_code == 404


def test_there_is_no_ballot_where_there_is_no_vote(chair, decision):
    assert chair.get(address(decision, "suara/")).status_code == 404
    assert chair.post(address(decision, "tutup-suara/")).status_code == 404


def test_an_open_vote_is_counted_live(client, decision):
    vote = opened(decision)
    first, second, _third = heads_of(decision.meeting)
    actions.cast(vote, by=first, choice="yes")
    actions.cast(vote, by=second, choice="abstain")

    page = client.get(address(decision))

    result = page.context["result"]
    assert (result.tally.yes, result.tally.no, result.tally.abstain, result.cast) == (1, 0, 1, 2)
    assert result.needed == 1
    assert [row.kind for row in result.rows] == ["ok", "", "wait"]
    assert "hx-trigger" in page.content.decode()
    assert "htmx" in page.content.decode().rpartition("</main>")[2]


def test_a_secret_vote_shows_who_has_voted_and_the_count_at_the_end_only(client, decision):
    vote = opened(decision, is_secret=True)
    first, second, third = heads_of(decision.meeting)
    actions.cast(vote, by=first, choice="no")

    while_open = client.get(address(decision)).context["result"]
    assert while_open.tally is None
    assert while_open.cast == 1
    assert [row.kind for row in while_open.rows] == ["ok", "wait", "wait"]

    actions.cast(vote, by=second, choice="no")
    actions.cast(vote, by=third, choice="yes")
    actions.close_vote(vote, by=decision.meeting.called_by)
    page = client.get(address(decision))
    assert page.context["result"].tally.no == 2
    assert [row.kind for row in page.context["result"].rows] == ["ok", "ok", "ok"]
    assert third.region.full_name in page.content.decode()
    assert "hx-trigger" not in page.content.decode()


def test_the_chair_closes_and_reads_the_result(chair, decision):
    vote = opened(decision)
    actions.cast(vote, by=heads_of(decision.meeting)[0], choice="no")
    place = address(decision, "tutup-suara/")
    assert place in chair.get(address(decision)).content.decode()

    answer = chair.post(place, follow=True)

    assert "tidak ditetapkan" in answer.content.decode()
    vote.refresh_from_db()
    assert vote.state == "closed"
    assert "ditutup" in chair.post(place, follow=True).content.decode()


def test_a_tie_is_named(chair, decision):
    vote = opened(decision)
    first, second, _third = heads_of(decision.meeting)
    actions.cast(vote, by=first, choice="no")
    actions.cast(vote, by=second, choice="yes")
    actions.close_vote(vote, by=decision.meeting.called_by)

    assert "seimbang" in chair.get(address(decision)).content.decode()


def queries(client, place):
    client.get(place)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(place).status_code == 200
    return len(captured)


@pytest.mark.parametrize("is_secret", [False, True])
def test_the_page_costs_the_same_whatever_the_electorate(client, is_secret):
    counts = []
    for here in (2, 12):
        decision = DecisionFactory(meeting=running(here=here))
        vote = opened(decision, is_secret=is_secret)
        heads = heads_of(decision.meeting)
        for head in heads[:-1]:
            actions.cast(vote, by=head, choice="yes")
        client.force_login(heads[-1].user)
        counts.append(queries(client, address(decision)))

    assert counts[0] == counts[1]


def test_a_ballot_without_a_choice_is_sent_back_in_words(client, decision):
    opened(decision)
    client.force_login(heads_of(decision.meeting)[0].user)

    page = client.post(address(decision, "suara/"), {"choice": "mungkin"}).content.decode()

    assert "Suara: Pilih salah satu dari tiga jawaban." in page and "Choice" not in page
