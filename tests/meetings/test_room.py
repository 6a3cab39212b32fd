"""The states of the room, who moves them, and the quorum that decisions ask."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions, roll, room
from meetings.models import Meeting, Vote
from tests.factories.meetings import (
    AttendanceFactory,
    MeetingFactory,
)
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory
from tests.meetings.assembly import assembly, fill, regions
from tests.meetings.crowd import at_once


@pytest.fixture
def meeting(db):
    return assembly()


# --- the quorum now ---------------------------------------------------------------


def test_before_the_start_the_answers_count(meeting):
    first = meeting.invitations.first()
    with time_machine.travel(meeting.answer_by):
        actions.answer(first, by=first.region.mandates.get(), answer="attends")
        fill(meeting)

        quorum = room.quorum_now(meeting)

    assert (quorum.represented, quorum.needed, quorum.basis) == (1, 2, "answers")


def test_the_first_ones_in_the_room_count_before_the_start(meeting):
    first = meeting.invitations.first()
    with time_machine.travel(meeting.answer_by):
        actions.answer(first, by=first.region.mandates.get(), answer="attends")
    with time_machine.travel(meeting.starts_at - timedelta(minutes=30)):
        assert room.quorum_now(meeting).basis == "answers"
        fill(meeting)

        quorum = room.quorum_now(meeting)

    assert (quorum.represented, quorum.is_met, quorum.basis) == (2, True, "attendance")


@pytest.mark.parametrize("states", [("late", "represented"), ("represented", "late")])
def test_of_a_region_who_came_in_person_counts_before_a_substitute(meeting, states):
    first, second, _absent = regions(meeting)
    for state in states:
        AttendanceFactory(meeting=meeting, region=first, state=state)
    AttendanceFactory(meeting=meeting, region=second, state="represented")

    assert roll.came_to(meeting) == {first.pk: "late", second.pk: "represented"}


def test_an_assembly_is_not_opened_on_promises(meeting):
    for invitation in meeting.invitations.all():
        invitation.answer, invitation.answered_at = "attends", meeting.starts_at
        invitation.answered_by = invitation.region.mandates.get()
        invitation.save()
    keeper = meeting.called_by
    with time_machine.travel(meeting.starts_at - timedelta(minutes=30)):
        with pytest.raises(Refusal, match="kuorum"):
            actions.begin(meeting, by=keeper)
        fill(meeting)
        assert actions.begin(meeting, by=keeper).state == "running"


def test_from_the_start_on_those_in_the_room_count(meeting):
    fill(meeting, 1)
    AttendanceFactory(meeting=meeting, region=regions(meeting)[0])  # a second one of the village
    AttendanceFactory(meeting=meeting, region=regions(meeting)[1], state="represented")
    AttendanceFactory(meeting=meeting, region=regions(meeting)[2], state="absent")
    AttendanceFactory(meeting=meeting, region=regions(meeting)[2], unconfirmed=True)
    AttendanceFactory(meeting=meeting)  # of a region that is not invited
    AttendanceFactory(meeting=meeting, region=None)

    quorum = room.quorum_now(meeting)

    assert (quorum.in_person, quorum.by_proxy, quorum.invited) == (1, 1, 3)
    assert quorum.is_met
    assert quorum.is_counted_in_room


def test_the_forums_own_rule_says_how_many(meeting):
    Meeting.objects.update(**Meeting.rules_of(ForumFactory(quorum_of=1, quorum_in=1)))
    fill(meeting)

    assert room.quorum_now(Meeting.objects.get()).missing == 1


def test_at_the_close_the_figures_are_kept(meeting):
    fill(meeting)
    actions.close(meeting, by=meeting.called_by)
    meeting.forum.memberships.all().delete()
    meeting.invitations.last().delete()

    quorum = room.quorum_now(Meeting.objects.get())

    assert (quorum.represented, quorum.invited, quorum.basis) == (2, 3, "attendance")


def test_a_meeting_held_without_a_list_is_known_by_its_answers(meeting):
    Meeting.objects.update(kind="coordination")
    actions.close(meeting, by=meeting.called_by, despite_quorum=True)

    assert room.quorum_now(Meeting.objects.get()).basis == "answers"


def test_an_assembly_held_without_a_list_has_no_quorum_whatever_was_answered(meeting):
    for invitation in meeting.invitations.all():
        invitation.answer, invitation.answered_at = "attends", meeting.starts_at
        invitation.answered_by = invitation.region.mandates.get()
        invitation.save()
    with pytest.raises(Refusal, match="0 dari 3"):
        actions.close(meeting, by=meeting.called_by)

    actions.close(meeting, by=meeting.called_by, despite_quorum=True)

    quorum = room.quorum_now(Meeting.objects.get())
    assert (quorum.represented, quorum.is_met, quorum.basis) == (0, False, "attendance")


@pytest.mark.parametrize("kind", ["mad", "coordination", "technical"])
def test_without_a_quorum_the_close_is_confirmed_and_the_trail_says_so(meeting, kind):
    Meeting.objects.update(kind=kind)
    fill(meeting, 1)
    with pytest.raises(Refusal, match="1 dari 3"):
        actions.close(meeting, by=meeting.called_by)
    assert Meeting.objects.get().state == "scheduled"

    actions.close(meeting, by=meeting.called_by, despite_quorum=True)

    event = AuditEvent.objects.get(verb="meetings.closed_without_quorum")
    assert event.detail == {"here": 1, "needed": 2}
    assert Meeting.objects.get().state == "held"


def test_a_training_is_closed_without_a_quorum(meeting):
    Meeting.objects.update(kind="training")

    assert actions.close(meeting, by=meeting.called_by).state == "held"


# --- an assembly decides with a quorum only -----------------------------------------


def decide(meeting, how="consensus", **kwargs):
    return actions.record_decision(
        meeting, by=meeting.called_by, text="Iuran disepakati.", how=how, **kwargs
    )


def test_an_assembly_that_was_not_opened_decides_nothing(meeting):
    fill(meeting, 1)
    proposal, by = decide(meeting, how=""), meeting.called_by
    for act in (
        lambda: actions.record_decision(
            meeting, by=by, text="Lain.", how="consensus", despite_quorum=True
        ),
        lambda: actions.adopt(proposal, by=by, despite_quorum=True),
        lambda: actions.open_vote(proposal, by=by, is_secret=False, despite_quorum=True),
    ):
        with pytest.raises(Refusal, match="1 dari 3"):
            act()
    proposal.refresh_from_db()
    assert proposal.is_proposed and meeting.decisions.count() == 1


def test_the_list_from_paper_lets_an_assembly_decide_also_after_the_close(meeting):
    actions.close(meeting, by=meeting.called_by, despite_quorum=True)
    with pytest.raises(Refusal, match="Belum ada wilayah yang hadir"):
        decide(meeting, despite_quorum=True)

    for region in regions(meeting)[:2]:
        actions.add(
            meeting, by=meeting.called_by, how="paper", region=region, name=f"Wakil {region.name}"
        )

    assert decide(Meeting.objects.get()).quorum_met


def test_a_second_sitting_decides_with_those_on_its_list(meeting):
    Meeting.objects.update(sitting=2, moved_from=meeting.starts_at - timedelta(days=2))
    second = Meeting.objects.get()
    with pytest.raises(Refusal):
        decide(second, despite_quorum=True)

    AttendanceFactory(meeting=second, sitting=2, region=regions(second)[0])

    assert decide(second).quorum_met


def test_an_opened_assembly_that_has_shrunk_decides_when_it_is_confirmed(meeting):
    fill(meeting)
    actions.begin(meeting, by=meeting.called_by)
    meeting.attendances.first().delete()

    assert decide(meeting, despite_quorum=True).quorum_met is False


def test_the_pages_of_an_assembly_that_was_not_opened_say_so(client, meeting):
    fill(meeting, 1)
    proposal = decide(meeting, how="")
    client.force_login(meeting.called_by.user)
    place = f"/pertemuan/{meeting.pk}/keputusan/"
    words = "tidak dibuka"

    assert words in client.get(place).content.decode()
    facts = {"text": "Iuran naik.", "way": "consensus", "despite_quorum": "on"}
    page = client.post(place, facts).content.decode()
    assert words in page and "Iuran naik." in page
    for name in ("mufakat", "pungut-suara"):
        page = client.get(f"{proposal.get_absolute_url()}{name}/", follow=True).content.decode()
        assert words in page
    assert meeting.decisions.get().is_proposed


def test_the_button_asks_for_the_tick_and_keeps_it(client, meeting):
    fill(meeting, 1)
    client.force_login(meeting.called_by.user)
    assert "despite_quorum" in client.get(meeting.get_absolute_url()).content.decode()
    place = f"/pertemuan/{meeting.pk}/selesai/"

    page = client.post(place, follow=True).content.decode()
    assert "1 dari 3" in page and Meeting.objects.get().state == "scheduled"

    page = client.post(place, {"despite_quorum": "1"}, follow=True).content.decode()
    assert "tanpa kuorum" in page and Meeting.objects.get().state == "held"


# --- an open vote -------------------------------------------------------------------


def test_while_a_vote_is_open_nobody_closes_the_meeting(client, meeting):
    fill(meeting)
    by, voter = meeting.called_by, meeting.roll.first().region.mandates.get()
    actions.begin(meeting, by=by)
    vote = actions.open_vote(decide(meeting, how=""), by=by, is_secret=False)

    with pytest.raises(Refusal, match="belum ditutup"):
        actions.close(meeting, by=by)
    client.force_login(by.user)
    for place in (meeting.get_absolute_url(), f"/pertemuan/{meeting.pk}/hadir/"):
        assert "belum ditutup" in client.get(place).content.decode()
    actions.cast(vote, by=voter, choice="yes")
    actions.close_vote(vote, by=by)
    assert actions.close(meeting, by=by).state == "held"


def test_after_the_meeting_nobody_votes_and_no_vote_is_opened(meeting):
    fill(meeting)
    by, voter = meeting.called_by, meeting.roll.first().region.mandates.get()
    proposal = decide(meeting, how="")
    vote = actions.open_vote(decide_else(meeting), by=by, is_secret=False)
    Meeting.objects.update(state="held", closed_at=meeting.ends_at)
    vote = Vote.objects.get()

    with pytest.raises(Refusal, match="terlaksana"):
        actions.cast(vote, by=voter, choice="yes")
    with pytest.raises(Refusal, match="terlaksana"):
        actions.record_ballot(vote, vote.electors.first(), by=by, choice="yes")
    with pytest.raises(Refusal, match="terlaksana"):
        actions.open_vote(proposal, by=by, is_secret=False)
    assert actions.close_vote(vote, by=by).result.cast == 0


def decide_else(meeting):
    return actions.record_decision(meeting, by=meeting.called_by, text="Usul lain.")


def test_a_decision_without_a_quorum_is_warned_of(meeting):
    fill(meeting, 1)
    assert "1 dari 3" in room.quorum_warning(meeting)

    AttendanceFactory(meeting=meeting, region=regions(meeting)[1])
    assert room.quorum_warning(meeting) == ""


def test_a_meeting_of_partners_has_the_usual_rule(db):
    meeting = MeetingFactory(project=ProjectFactory())

    assert (meeting.waiting_hours, meeting.second_call_days) == (3, 3)
    assert room.waits_until(meeting) == meeting.starts_at + timedelta(hours=3)


# --- waiting, opening, interrupting -----------------------------------------------


def test_an_assembly_waits_and_opens_with_its_quorum(meeting):
    keeper = meeting.called_by
    with pytest.raises(Refusal):
        actions.begin(meeting, by=keeper)
    actions.wait_for_quorum(meeting, by=keeper)
    fill(meeting)

    actions.begin(meeting, by=keeper)
    actions.suspend(meeting, by=keeper)
    opened = Meeting.objects.get().opened_at
    actions.begin(meeting, by=keeper)
    actions.close(meeting, by=keeper)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.opened_at) == ("held", opened)
    assert meeting.closed_at >= opened
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        f"meetings.{act}" for act in ("waiting", "begun", "suspended", "resumed", "closed")
    ]


def test_other_meetings_may_begin_without_a_quorum(meeting):
    Meeting.objects.update(kind="coordination")

    assert actions.begin(meeting, by=meeting.called_by).state == "running"


def test_one_waits_when_the_start_has_come(meeting):
    with (
        time_machine.travel(meeting.starts_at - timedelta(minutes=30)),
        pytest.raises(Refusal, match="belum"),
    ):
        actions.wait_for_quorum(meeting, by=meeting.called_by)


def test_nothing_is_opened_days_before(meeting):
    fill(meeting)
    with time_machine.travel(meeting.starts_at - timedelta(days=1)), pytest.raises(Refusal):
        actions.begin(meeting, by=meeting.called_by)


@pytest.mark.parametrize("act", ["begin", "wait_for_quorum", "suspend"])
def test_others_keep_no_room(meeting, act):
    with pytest.raises(Forbidden):
        getattr(actions, act)(meeting, by=MandateFactory())


@pytest.mark.parametrize("act", ["suspend", "begin"])
def test_what_is_over_is_not_opened_again(db, act):
    meeting = MeetingFactory(held=True)

    with pytest.raises(Refusal):
        getattr(actions, act)(meeting, by=meeting.called_by)


def test_a_meeting_in_its_room_is_neither_moved_nor_answered_but_closed(meeting):
    keeper, invitation = meeting.called_by, meeting.invitations.first()
    fill(meeting)
    actions.begin(meeting, by=keeper)

    with pytest.raises(Refusal):
        actions.change(meeting, by=keeper, title="Lain")
    with pytest.raises(Refusal, match="dibuka"):
        actions.answer(invitation, by=invitation.region.mandates.get(), answer="attends")
    assert actions.close(meeting, by=keeper).state == "held"


def test_only_who_called_it_closes_it(meeting):
    fill(meeting)
    actions.begin(meeting, by=meeting.called_by)
    official = MandateFactory(region=meeting.organiser, office="official", title="Kaur Umum")

    with pytest.raises(Forbidden):
        actions.close(meeting, by=official)


def test_who_comes_while_one_waits_is_not_late(meeting):
    actions.wait_for_quorum(meeting, by=meeting.called_by)
    with time_machine.travel(meeting.starts_at + timedelta(hours=1)):
        assert actions.check_in(meeting, by=MandateFactory()).state == "present"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_at_once_one_is_told_so():
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(minutes=1))

    def go():
        try:
            return actions.begin(meeting, by=meeting.called_by).state
        except Refusal:
            return "refused"

    assert sorted(at_once([go] * 6)) == ["refused"] * 5 + ["running"]
