"""The minute taker records the ballot of a delegate without an account, in an open vote only."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions, rules
from meetings.models import Ballot, Elector, Turnout, Vote
from meetings.presence import delegates_of
from notifications.models import Notification
from tests.factories.meetings import AttendanceFactory, DecisionFactory, InvitationFactory
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once
from tests.meetings.sitting import arrive, heads_of, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """One region sends a named substitute, of another the head is there with his account."""
    meeting = running(here=0)
    invitation = InvitationFactory(meeting=meeting)
    head = invitation.region.mandates.get()
    actions.mark(meeting, head, by=meeting.called_by, state="present")
    arrive(meeting, answer="represented")
    return meeting


def opened(meeting, *, is_secret=False):
    return actions.open_vote(
        DecisionFactory(meeting=meeting), by=meeting.called_by, is_secret=is_secret,
        despite_quorum=True,
    )  # fmt: skip


def elector_of(vote, answer):
    """The ballot of the region that has answered so."""
    return vote.electors.get(region__invitations__answer=answer)


def record(vote, elector, *, by=None, choice="yes"):
    return actions.record_ballot(
        vote, elector, by=by or vote.decision.meeting.called_by, choice=choice
    )


def test_who_speaks_without_an_account_is_known_by_name(meeting):
    represented = meeting.invitations.get(answer="represented").region_id
    by_name = arrive(meeting).region_id
    only_answered = InvitationFactory(meeting=meeting)
    only_answered.answer, only_answered.substitute = "represented", "Bapak Jono, Kaur Umum"
    only_answered.answered_at = meeting.starts_at
    only_answered.answered_by = only_answered.region.mandates.get()
    only_answered.save()

    found = delegates_of(meeting)

    assert set(found) == {represented, by_name, only_answered.region_id}
    assert found[represented] == "Ibu Contoh"
    assert found[only_answered.region_id] == "Bapak Jono, Kaur Umum"


def test_the_ballot_counts_and_says_who_recorded_it_for_whom(meeting):
    vote = opened(meeting)
    elector = elector_of(vote, "represented")

    record(vote, elector, choice="no")

    ballot = Ballot.objects.get(elector=elector)
    assert ballot.choice == "no"
    turnout = Turnout.objects.get(elector=elector)
    assert (turnout.by, turnout.voter) == (meeting.called_by, "Ibu Contoh")
    event = AuditEvent.objects.get(verb="meetings.ballot_recorded")
    assert event.detail["name"] == "Ibu Contoh" and "no" not in event.detail.values()
    head = elector.region.mandates.get()
    told = Notification.objects.get(recipient=head.user, kind="meetings.ballot_recorded")
    assert "dicatat oleh" in told.body and "Ibu Contoh" in told.body


def test_the_region_votes_no_second_time(meeting):
    vote = opened(meeting)
    elector = elector_of(vote, "represented")
    head = elector.region.mandates.get()
    record(vote, elector)

    with pytest.raises(Refusal, match="sudah"):
        actions.cast(vote, by=head, choice="no")
    with pytest.raises(Refusal, match="sudah"):
        record(vote, elector, choice="no")
    assert Ballot.objects.get(elector=elector).choice == "yes"


def test_what_the_region_has_cast_itself_stands(meeting):
    vote = opened(meeting)
    elector = elector_of(vote, "represented")
    actions.cast(vote, by=elector.region.mandates.get(), choice="no")

    with pytest.raises(Refusal):
        record(vote, elector)
    assert Turnout.objects.get(elector=elector).voter == ""


def test_who_is_there_with_an_account_votes_himself(meeting):
    vote = opened(meeting)
    himself = vote.electors.exclude(pk=elector_of(vote, "represented").pk).get()

    with pytest.raises(Forbidden, match="memberi suara sendiri"):
        record(vote, himself)
    assert not Turnout.objects.exists()


def test_never_in_a_secret_vote_not_even_in_the_database(meeting):
    vote = opened(meeting, is_secret=True)
    elector = elector_of(vote, "represented")

    with pytest.raises(Forbidden, match="rahasia"):
        record(vote, elector)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turnout.objects.create(elector=elector, by=meeting.called_by, voter="Ibu Contoh")


@pytest.fixture
def delegates(meeting):
    """Each delegate has a ballot: the head with his account, the substitute by her name."""
    meeting.vote_unit = "delegate"
    meeting.save()
    return meeting


def test_a_delegate_with_an_account_casts_the_ballot_himself(delegates):
    elector = opened(delegates).electors.exclude(mandate=None).get()

    with pytest.raises(Forbidden, match="memberi suara sendiri"):
        record(elector.vote, elector)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turnout.objects.create(elector=elector, by=delegates.called_by, voter="Ibu Contoh")


def test_a_delegate_without_an_account_has_a_ballot_under_his_own_name(delegates):
    region = delegates.invitations.get(answer="represented").region
    AttendanceFactory(meeting=delegates, region=region, name="Bapak Darmo")
    vote = opened(delegates)
    head = region.mandates.get()
    first, second = vote.electors.filter(mandate=None)

    with pytest.raises(Forbidden):
        actions.cast(vote, by=head, choice="no")  # he is not on the list
    with pytest.raises(IntegrityError), transaction.atomic():
        Turnout.objects.create(elector=first, by=delegates.called_by, voter=second.delegate)
    record(vote, first)
    record(vote, second, choice="no")
    with pytest.raises(Refusal, match="sudah"):
        record(vote, second)

    assert dict(Turnout.objects.values_list("elector__delegate", "voter")) == {
        "Ibu Contoh": "Ibu Contoh", "Bapak Darmo": "Bapak Darmo"
    }  # fmt: skip
    assert vote.electorate == 3 and Ballot.objects.count() == 2


def test_a_delegate_without_an_account_is_told_apart_in_a_secret_vote_before_it_begins(
    browser, delegates
):
    decision = DecisionFactory(meeting=delegates)
    page = browser.get(f"{decision.get_absolute_url()}pungut-suara/").content.decode()
    assert "1 utusan tidak punya akun" in page and "rahasia" in page

    vote = opened(delegates, is_secret=True)
    elector = vote.electors.get(mandate=None)

    with pytest.raises(Forbidden, match="rahasia"):
        record(vote, elector)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turnout.objects.create(elector=elector, by=delegates.called_by, voter="Ibu Contoh")


def test_the_ballot_of_a_delegate_is_recorded_on_the_page(browser, delegates):
    vote = opened(delegates)
    elector = vote.electors.get(mandate=None)
    page = browser.get(vote.decision.get_absolute_url()).content.decode()
    assert address_of(vote, elector) in page
    assert "Ibu Contoh tidak punya akun" in browser.get(address_of(vote, elector)).content.decode()

    browser.post(address_of(vote, elector), {"choice": "abstain"})

    assert Ballot.objects.get(elector=elector).choice == "abstain"


def test_only_who_keeps_the_minutes_and_only_while_it_is_open(meeting):
    vote = opened(meeting)
    elector = elector_of(vote, "represented")
    for stranger in (MandateFactory(), heads_of(meeting)[0], None):
        assert not rules.can_record_ballot(stranger, vote, elector, "Ibu Contoh")
    actions.close_vote(vote, by=meeting.called_by)
    closed = Vote.objects.select_related("decision__meeting__organiser").get()

    with pytest.raises(Refusal, match="ditutup"):
        record(closed, elector)
    assert not Ballot.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(3))
def test_the_minute_taker_and_the_region_at_once_cast_one_ballot(round_):
    meeting = running(here=0)
    arrive(meeting, answer="represented")
    vote = opened(meeting)
    elector = Elector.objects.get()
    head = elector.region.mandates.get()

    def said(act):
        def run():
            try:
                act()
            except Refusal:
                return "refused"
            return "cast"

        return run

    own = said(lambda: actions.cast(vote, by=head, choice="no"))
    recorded = said(lambda: record(vote, elector))
    answers = at_once([own, recorded] * 10)

    assert answers.count("cast") == 1
    turnout, ballot = Turnout.objects.get(), Ballot.objects.get()
    assert (turnout.voter, ballot.choice) in [("", "no"), ("Ibu Contoh", "yes")]
    assert Notification.objects.filter(kind="meetings.ballot_recorded").count() == bool(
        turnout.voter
    )


# --- on the pages --------------------------------------------------------------------------


@pytest.fixture
def browser(client, meeting):
    client.force_login(meeting.called_by.user)
    return client


def address_of(vote, elector):
    return f"{vote.decision.get_absolute_url()}suara/{elector.pk}/"


def test_the_minute_taker_records_it_and_everybody_sees_so(browser, client, meeting):
    vote = opened(meeting)
    elector = elector_of(vote, "represented")
    page = browser.get(vote.decision.get_absolute_url()).content.decode()
    assert address_of(vote, elector) in page and "Ibu Contoh" in page
    assert "Ibu Contoh mewakili" in browser.get(address_of(vote, elector)).content.decode()

    answer = browser.post(address_of(vote, elector), {"choice": "yes"})

    assert answer.url == vote.decision.get_absolute_url()
    client.logout()
    page = client.get(answer.url).content.decode()
    assert "Dicatat oleh" in page and "untuk Ibu Contoh" in page


@pytest.mark.parametrize("choice", ["", "perhaps"])
def test_without_a_choice_nothing_is_recorded(browser, meeting, choice):
    vote = opened(meeting)

    page = browser.post(address_of(vote, elector_of(vote, "represented")), {"choice": choice})

    assert "choice" in page.context["form"].errors
    assert not Turnout.objects.exists()


def test_others_find_no_button_and_no_way(client, meeting):
    vote = opened(meeting)
    elector = elector_of(vote, "represented")
    client.force_login(heads_of(meeting)[0].user)

    page = client.get(vote.decision.get_absolute_url()).content.decode()
    assert address_of(vote, elector) not in page
    assert client.post(address_of(vote, elector), {"choice": "yes"}).status_code == 403
    assert not Turnout.objects.exists()


def test_a_region_that_has_no_ballot_is_not_found(browser, meeting):
    vote = opened(meeting)
    other = opened(running(here=1)).electors.get()

    assert browser.get(address_of(vote, other)).status_code == 404


def test_a_late_post_leads_back_with_a_sentence(browser, meeting):
    vote = opened(meeting)
    elector = elector_of(vote, "represented")
    actions.close_vote(vote, by=meeting.called_by)

    answer = browser.post(address_of(vote, elector), {"choice": "yes"}, follow=True)

    assert "suara ini ditutup" in answer.content.decode()
    assert not Turnout.objects.exists()


def test_the_page_asks_the_same_number_of_questions_at_any_size(browser, meeting):
    counts = []
    for more in (1, 5):
        for _number in range(more):
            arrive(meeting, answer="represented")
        vote = opened(meeting)
        for elector in vote.electors.filter(region__invitations__answer="represented")[:more]:
            record(vote, elector)
        address = vote.decision.get_absolute_url()
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        counts.append(len(captured))

    assert counts[0] == counts[1]
