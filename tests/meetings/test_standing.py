"""What of a called meeting stands: its kind, its rules, its decisions, the days of a second sitting."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.errors import Refusal
from meetings import actions, changes, room, rules, standing, warnings
from meetings.models import Decision, Letter, Meeting, Turnout
from notifications.models import Mail
from tests.factories.meetings import (
    AttendanceFactory,
    DecisionFactory,
    MeetingFactory,
)
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory
from tests.meetings.assembly import assembly, fill, new_time, regions
from tests.meetings.crowd import at_once
from tests.meetings.pages.typed import agenda
from tests.meetings.sitting import heads_of, running, with_guests
from tests.meetings.test_calling import called

pytestmark = pytest.mark.django_db


def change(meeting, **facts):
    return actions.change(meeting, by=meeting.called_by, **facts)


def decide(meeting, how="consensus", **facts):
    return actions.record_decision(
        meeting, by=meeting.called_by, text="Iuran disepakati.", how=how, **facts
    )


def vote_on(decision, **facts):
    by = decision.meeting.called_by
    return actions.open_vote(decision, by=by, is_secret=False, **facts)


def cancel(meeting):
    return actions.cancel(meeting, by=meeting.called_by, reason="Jalan longsor")


def move(meeting, days=5):
    new = new_time(days)
    return actions.move(
        meeting, by=meeting.called_by, zone=meeting.zone, answer_by=new["starts_at"], **new
    )


def adjourn(meeting):
    return actions.adjourn(meeting, by=meeting.called_by, **new_time())


def fresh(meeting):
    return Meeting.objects.get(pk=meeting.pk)


# --- the kind ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["coordination", "technical"])
def test_an_assembly_that_has_begun_stays_one_though_nobody_is_on_its_list(kind):
    meeting = assembly()

    with pytest.raises(Refusal, match="sudah dimulai"):
        change(meeting, kind=kind)

    assert fresh(meeting).kind == "mad"


def test_before_the_start_somebody_on_the_list_or_a_decision_fixes_the_kind():
    for begin in (AttendanceFactory, DecisionFactory):
        meeting = MeetingFactory()
        assert standing.can_change_kind(meeting)
        begin(meeting=meeting)
        assert not standing.can_change_kind(meeting)


def test_a_second_sitting_and_an_opened_meeting_keep_their_kind():
    second = adjourn(assembly())
    with pytest.raises(Refusal, match="sudah dimulai"):
        change(second, kind="coordination")
    assert not standing.can_change_kind(MeetingFactory(state="waiting"))


@pytest.mark.parametrize(("before", "after"), [("training", "mad"), ("coordination", "training")])
def test_a_training_is_called_as_one_and_stays_one(before, after):
    meeting = MeetingFactory(kind=before)

    with pytest.raises(Refusal, match="pelatihan"):
        change(meeting, kind=after)

    assert fresh(meeting).kind == before


def test_the_database_keeps_the_kind_of_a_meeting_that_has_begun():
    opened, second = MeetingFactory(kind="mad"), adjourn(assembly())
    Meeting.objects.filter(pk=opened.pk).update(opened_at=timezone.now())
    listed, decided = AttendanceFactory().meeting, DecisionFactory().meeting

    for meeting in (opened, second, listed, decided):
        with pytest.raises(IntegrityError, match="keeps its kind"), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(kind="technical")
    Meeting.objects.filter(pk=MeetingFactory().pk).update(kind="technical")


def test_the_form_offers_what_the_meeting_may_still_become(client):
    begun, training, coming = assembly(), MeetingFactory(kind="training"), MeetingFactory()

    def kinds(meeting):
        client.force_login(meeting.called_by.user)
        field = client.get(f"/pertemuan/{meeting.pk}/ubah/").context["form"].fields["kind"]
        return [value for value, _ in field.choices], field.help_text

    assert kinds(begun)[0] == ["mad"] and "sudah dimulai" in kinds(begun)[1]
    assert kinds(training)[0] == ["training"] and "tetap pelatihan" in kinds(training)[1]
    assert "training" not in kinds(coming)[0] and "mad" in kinds(coming)[0]


def test_another_kind_is_news_with_one_mail_and_a_new_letter():
    meeting = called(*_caller_and_heads())
    Mail.objects.update(state="sent", sent_at=timezone.now())
    sequence = meeting.sequence

    change(meeting, kind="mad")

    assert fresh(meeting).sequence == sequence + 1
    mails = Mail.objects.filter(kind="meetings.changed")
    assert mails.count() == 3
    assert "(MAD)" in mails.first().text
    earlier, latest = Letter.objects.filter(meeting=meeting).order_by("pk")
    assert latest.replaces == earlier
    assert latest.content["kind"] != earlier.content["kind"]
    change(meeting, kind="mad")
    assert Mail.objects.filter(kind="meetings.changed").count() == 3


def _caller_and_heads():
    heads = MandateFactory.create_batch(3)
    return heads[0], heads


def test_the_page_warns_of_the_notice_before_it_becomes_an_assembly(client):
    meeting = called(*_caller_and_heads(), **_in_days(5))
    client.force_login(meeting.called_by.user)
    address = f"/pertemuan/{meeting.pk}/ubah/"
    data = agenda(("Tarif", "discussion", 30)) | {
        "title": meeting.title, "kind": "mad", "place": meeting.place, "is_open": "on",
        "answer_day": client.get(address).context["form"]["answer_day"].value().isoformat(),
        "seen": fresh(meeting).seen, "step": "save",
    }  # fmt: skip

    warned = client.post(address, data)

    assert "7 hari" in warned.content.decode()
    assert fresh(meeting).kind == "coordination"
    client.post(address, data | {"warned": warned.context["warned"].tokens})
    assert fresh(meeting).kind == "mad"


def _in_days(days):
    start = timezone.now() + timedelta(days=days)
    return {
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "answer_by": start - timedelta(days=1),
    }


# --- a training decides nothing ------------------------------------------------------------


def test_a_training_records_no_decision_and_opens_no_vote(client):
    meeting = running(here=2, kind="training")
    proposal = DecisionFactory(meeting=meeting)

    for act in (
        lambda: decide(meeting),
        lambda: decide(meeting, how=""),
        lambda: vote_on(proposal),
        lambda: actions.adopt(proposal, by=meeting.called_by),
    ):
        with pytest.raises(Refusal, match="tidak mengambil keputusan"):
            act()
    assert rules.can_minute(meeting.called_by, meeting)  # tasks are handed out
    assert rules.can_withdraw(meeting.called_by, proposal)
    client.force_login(meeting.called_by.user)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert f"/pertemuan/{meeting.pk}/keputusan/" not in page
    address = f"/pertemuan/{meeting.pk}/keputusan/"
    answer = client.get(address, follow=True)
    assert "tidak mengambil keputusan" in answer.content.decode()


def test_a_stranger_is_told_who_records_decisions_of_any_meeting():
    meeting = running(here=1)

    assert not rules.can_record_decision(heads_of(meeting)[0], meeting)


# --- decisions and votes hold the meeting -----------------------------------------------------


@pytest.fixture
def decided():
    """A meeting of two of three regions that was not opened; the quorum is there."""
    return running(here=2, away=1)


@pytest.mark.parametrize("act", [cancel, move])
def test_a_meeting_that_has_decided_is_not_called_off(decided, act):
    decide(decided)

    with pytest.raises(Refusal, match="ditarik"):
        act(decided)

    assert fresh(decided).state == "scheduled"


@pytest.mark.parametrize("act", [cancel, move])
def test_nor_while_a_vote_is_open_nor_after_one_that_failed(decided, act):
    vote = vote_on(DecisionFactory(meeting=decided))
    with pytest.raises(Refusal, match="ditarik"):
        act(decided)

    actions.close_vote(vote, by=decided.called_by)

    assert Decision.objects.get().state == "rejected"
    with pytest.raises(Refusal, match="ditarik"):
        act(decided)


def test_nor_postponed_for_lack_of_a_quorum():
    meeting = running(here=1, away=2)
    decide(meeting, despite_quorum=True)

    with pytest.raises(Refusal, match="ditarik"):
        adjourn(meeting)


@pytest.mark.parametrize("act", [cancel, move])
def test_a_proposal_and_what_was_withdrawn_hold_nothing(decided, act):
    decision = decide(decided)
    actions.withdraw_decision(decision, by=decided.called_by, reason="Salah catat")
    DecisionFactory(meeting=decided)

    assert act(decided).state in ("cancelled", "scheduled")


@pytest.mark.parametrize("rest", ["batal/", "pindah/", "tunda/"])
def test_the_pages_lead_back_with_the_reason(client, rest):
    meeting = running(here=1, away=2)
    decide(meeting, despite_quorum=True)
    client.force_login(meeting.called_by.user)

    page = client.get(f"/pertemuan/{meeting.pk}/{rest}", follow=True)

    assert page.redirect_chain
    assert "ditarik dahulu" in page.content.decode()


def test_the_database_keeps_a_meeting_that_decides(decided):
    vote_on(DecisionFactory(meeting=decided))

    with pytest.raises(IntegrityError, match="takes place"), transaction.atomic():
        Meeting.objects.update(state="cancelled", cancel_reason="x")


def test_no_ballot_is_cast_where_the_meeting_is_not_on(decided):
    vote = vote_on(DecisionFactory(meeting=decided))
    head = heads_of(decided)[0]
    elector = rules.ballot_of(head, vote)
    assert rules.can_vote(head, vote, elector)
    meeting = vote.decision.meeting

    meeting.state = "cancelled"
    assert "dibatalkan" in rules.can_vote(head, vote, elector).reason
    meeting.state, meeting.starts_at = "scheduled", timezone.now() + timedelta(days=1)
    assert "dimulai pada" in rules.can_vote(head, vote, elector).reason


@pytest.mark.django_db(transaction=True)
def test_of_a_decision_and_a_cancellation_at_once_one_is_refused():
    for _ in range(4):
        meeting = running(here=2, away=1)

        def attempt(act, meeting=meeting):
            try:
                return act(meeting)
            except Refusal:
                return None

        at_once([lambda: attempt(decide), lambda: attempt(cancel)])

        adopted = meeting.decisions.filter(state="adopted").exists()
        assert (fresh(meeting).state == "cancelled") is not adopted


@pytest.mark.django_db(transaction=True)
def test_of_a_ballot_and_a_cancellation_at_once_none_waits_for_the_other_for_ever():
    meeting = running(here=2, away=1)
    vote = vote_on(DecisionFactory(meeting=meeting))
    head = heads_of(meeting)[0]

    def call_off():
        with pytest.raises(Refusal):
            cancel(meeting)

    at_once([call_off, lambda: actions.cast(vote, by=head, choice="yes")])

    assert fresh(meeting).state == "scheduled"
    assert Turnout.objects.count() == 1


# --- a second sitting stays within its days --------------------------------------------------


def test_a_second_sitting_moves_only_within_the_days_after_the_first():
    meeting = adjourn(assembly())
    last = standing.postponed_until(meeting)

    for days in (9, 60):
        with pytest.raises(Refusal, match="sebagai sidang pertama"):
            move(meeting, days)

    assert move(meeting, 1).is_second_call
    assert standing.postponed_until(fresh(meeting)) == last


def test_the_page_says_so_at_the_day_and_keeps_what_was_typed(client):
    meeting = adjourn(assembly())
    client.force_login(meeting.called_by.user)
    day = timezone.localdate() + timedelta(days=60)
    typed = {
        "day": day.isoformat(), "start": "09:00", "end": "11:00", "zone": meeting.zone,
        "reason": "Panen", "seen": fresh(meeting).seen,
    }  # fmt: skip

    page = client.post(f"/pertemuan/{meeting.pk}/pindah/", typed)

    assert "sebagai sidang pertama" in page.context["form"].errors["day"][0]
    assert "Panen" in page.content.decode()


def test_the_days_are_counted_from_the_first_sitting_not_from_the_click():
    meeting = assembly()
    last = standing.postponed_until(meeting)

    with time_machine.travel(meeting.starts_at + timedelta(days=2)), pytest.raises(Refusal):
        adjourn(meeting)  # two more days would be four
    with time_machine.travel(last + timedelta(hours=1)):
        verdict = room.can_adjourn(meeting.called_by, meeting, room.quorum_now(meeting))
    assert "sebagai sidang pertama" in verdict.reason


def test_of_a_first_sitting_that_was_not_kept_the_earlier_time_counts():
    meeting = adjourn(assembly())
    last = standing.postponed_until(meeting)
    Meeting.objects.update(first_sitting=None)
    assert standing.postponed_until(fresh(meeting)) == last

    Meeting.objects.update(moved_from=None)
    assert standing.postponed_until(fresh(meeting)) > last


# --- the rules of the call --------------------------------------------------------------------


def test_new_rules_reach_no_meeting_that_was_called_before():
    heads = MandateFactory.create_batch(3)
    forum = ForumFactory(members=[head.region for head in heads], waiting_hours=2)
    before = called(heads[0], heads, held_for=forum)
    forum.quorum_of, forum.quorum_in, forum.waiting_hours = 1, 1, 5
    forum.second_call_days, forum.vote_unit, forum.majority = 9, "delegate", "absolute"
    forum.save()

    after = called(heads[0], heads, held_for=forum, title="Lain")

    old, new = fresh(before), fresh(after)
    assert (room.quorum_now(old).needed, room.quorum_now(new).needed) == (2, 3)
    assert (old.waiting_hours, old.second_call_days) == (2, 3)
    assert (new.waiting_hours, new.second_call_days) == (5, 9)
    assert (old.vote_unit, old.majority) == ("region", "simple")
    assert (new.vote_unit, new.majority) == ("delegate", "absolute")


def test_a_meeting_of_partners_is_called_under_the_usual_rules():
    meeting = MeetingFactory(project=ProjectFactory())

    assert Meeting.rules_of(meeting.held_for) == {}
    assert meeting.quorum_rule == (2, 3)


def test_the_quorum_of_a_meeting_is_a_part():
    with pytest.raises(IntegrityError, match="meeting_quorum_is_a_part"), transaction.atomic():
        MeetingFactory(quorum_of=4)
    assert connection.is_usable()


# --- who counts in an assembly ------------------------------------------------------------------


def test_in_an_assembly_of_a_forum_members_alone_count_and_vote():
    meeting = with_guests("mad")
    member = meeting.invitations.get(has_seat=True)

    quorum = room.quorum_now(meeting)
    vote = vote_on(DecisionFactory(meeting=meeting))

    assert (quorum.represented, quorum.invited, quorum.needed) == (1, 1, 1)
    assert [row.region for row in vote.electors.all()] == [member.region]
    assert room.quorum_by_answers(meeting).invited == 1
    assert Meeting.objects.with_answers().get().invited == 1


def test_where_delegates_vote_those_of_guests_do_not():
    meeting = with_guests("mad")
    Meeting.objects.update(vote_unit="delegate")

    vote = vote_on(DecisionFactory(meeting=meeting))

    assert vote.electors.count() == 1


def test_in_other_meetings_all_invited_count():
    meeting = with_guests("coordination")

    assert room.quorum_now(meeting).represented == 3
    assert Meeting.objects.with_answers().get().invited == 3


def test_whom_one_picks_by_hand_has_no_seat():
    heads, stranger = MandateFactory.create_batch(2), MandateFactory()
    meeting = called(heads[0], heads, also=[stranger.region], kind="mad")

    seats = dict(meeting.invitations.values_list("region", "has_seat"))

    assert seats == {heads[0].region_id: True, heads[1].region_id: True, stranger.region_id: False}


def test_members_who_are_not_invited_to_an_assembly_are_named():
    invited, forgotten = RegionFactory.create_batch(2)
    forum = ForumFactory(members=[invited, forgotten])

    def said(kind, regions):
        meeting = MeetingFactory(forum=forum, kind=kind)
        found = warnings.warnings_for(meeting, regions, [])
        return [text for text in found if "tidak diundang" in text]

    assert forgotten.full_name in said("mad", [invited])[0]
    assert said("mad", [invited, forgotten]) == []
    assert said("coordination", [invited]) == []


def test_the_facts_of_a_meeting_name_its_kind():
    meeting = MeetingFactory()
    told = changes.facts_of(meeting)
    meeting.kind = "technical"

    (line,) = changes.differences(told, meeting)

    assert (line.before, line.after) == ("Rapat koordinasi", "Rapat teknis")


def test_an_assembly_has_its_quorum_of_those_on_its_list():
    meeting = assembly()
    fill(meeting)

    assert [row.pk for row in room.regions_in_room(meeting)] == [
        region.pk for region in sorted(regions(meeting), key=lambda region: region.pk)[:2]
    ]
