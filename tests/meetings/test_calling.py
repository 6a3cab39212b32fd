"""Calling a meeting, changing, moving and cancelling it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.models import Meeting, Reminder
from notifications.models import Mail, Notification
from tests.factories.meetings import MeetingFactory
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory

pytestmark = pytest.mark.django_db

NOW = "2026-11-02 03:00:00+00:00"  # 10.00 WIB, a Monday
START = "2026-11-25 02:00:00+00:00"  # 09.00 WIB


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def heads():
    """Three villages with a verified head each."""
    return MandateFactory.create_batch(3)


@pytest.fixture
def caller(heads):
    return heads[0]


def called(caller, heads, **facts):
    start = timezone.datetime.fromisoformat(START)
    forum = facts.pop("held_for", None) or ForumFactory(members=[h.region for h in heads])
    return actions.call(
        **{
            "by": caller,
            "held_for": forum,
            "regions": [head.region for head in heads],
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "answer_by": start - timedelta(days=1),
            "title": "Tarif air bersih",
            "kind": Meeting.Kind.COORDINATION,
            "zone": "Asia/Jakarta",
            "place": "Aula kecamatan",
            **facts,
        }
    )


def moved(meeting, by, days=7, **more):
    return actions.move(
        meeting,
        by=by,
        starts_at=meeting.starts_at + timedelta(days=days),
        ends_at=meeting.ends_at + timedelta(days=days),
        zone=meeting.zone,
        answer_by=meeting.answer_by + timedelta(days=days),
        **more,
    )


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def mails(kind):
    return Mail.objects.filter(kind=f"meetings.{kind}").order_by("pk")


def waiting(kind):
    return mails(kind).filter(state=Mail.State.WAITING)


def deliver(mail_rows):
    mail_rows.update(state=Mail.State.SENT, sent_at=timezone.now())


def test_calling_invites_every_region_and_writes_to_every_representative(caller, heads):
    secretary = MandateFactory(region=heads[1].region, office="secretary", title="Sekretaris Desa")
    MandateFactory(region=heads[1].region, office="official", title="Kaur Umum")
    MandateFactory(region=heads[2].region, office="secretary", pending=True)

    meeting = called(caller, heads, agenda=[{"title": "Tarif", "kind": "decision", "minutes": 50}])

    assert meeting.organiser == caller.region
    assert {i.region for i in meeting.invitations.all()} == {head.region for head in heads}
    assert [item.title for item in meeting.agenda.all()] == ["Tarif"]
    assert {mail.recipient for mail in mails("called")} == {h.user for h in heads} | {
        secretary.user
    }
    assert Notification.objects.filter(kind="meetings.called").count() == 4
    assert verbs() == ["meetings.called"]


def test_each_invitation_stands_for_one_mandate_and_ends_with_the_meeting(caller, heads):
    meeting = called(caller, heads)

    mail = mails("called").get(recipient=heads[1].user)
    assert mail.key == f"invitation:{meeting.pk}:0:{heads[1].pk}"
    assert (mail.about, mail.on_behalf) == (meeting.key, heads[1].key)
    assert mail.expires_at == meeting.starts_at
    assert mail.calendar_method == "PUBLISH"
    assert mail.sender.startswith(caller.region.full_name)
    assert "/pertemuan/jawab/" in mail.text


def test_a_person_in_two_offices_of_a_region_gets_one_mail(caller, heads):
    MandateFactory(user=heads[1].user, region=heads[1].region, office="secretary")

    called(caller, heads)

    assert mails("called").filter(recipient=heads[1].user).count() == 1


def test_four_reminders_are_planned_for_everybody(caller, heads):
    meeting = called(caller, heads)

    rows = Reminder.objects.filter(meeting=meeting, mandate=heads[1])
    assert {row.minutes_before: f"{row.due_at:%d %H:%M}" for row in rows} == {
        10080: "18 02:00",
        4320: "22 02:00",
        1440: "24 02:00",
        120: "25 00:00",
    }


def test_a_forum_has_rules_of_its_own(caller, heads):
    forum = ForumFactory(
        members=[h.region for h in heads], remind_answer=[2 * 1440], remind_meeting=[]
    )

    meeting = called(caller, heads, held_for=forum)

    assert {row.minutes_before for row in meeting.reminders.all()} == {2880}


def test_the_same_form_twice_calls_one_meeting(caller, heads):
    first = called(caller, heads)

    with pytest.raises(Refusal):
        called(caller, heads, uid=first.uid)
    assert Meeting.objects.count() == 1
    assert mails("called").count() == 3


def test_another_broken_rule_of_the_database_is_not_taken_for_a_second_click(caller, heads):
    with pytest.raises(Exception, match="meeting_has_place_or_link"):
        called(caller, heads, place="")


def test_others_call_change_move_cancel_and_close_nothing(caller, heads):
    meeting, stranger = called(caller, heads), MandateFactory()

    for act in (
        lambda: called(stranger, heads),
        lambda: actions.change(meeting, by=stranger, place="Lain"),
        lambda: moved(meeting, stranger),
        lambda: actions.cancel(meeting, by=stranger, reason="Lain"),
        lambda: actions.close(meeting, by=stranger),
    ):
        with pytest.raises(Forbidden):
            act()
    assert Meeting.objects.get().place == "Aula kecamatan"


@pytest.mark.parametrize("shift", [timedelta(), timedelta(days=400)])
def test_nobody_is_invited_into_the_past(caller, heads, shift):
    start = timezone.now() - shift

    with pytest.raises(Refusal):
        called(caller, heads, starts_at=start, ends_at=start + timedelta(hours=1))
    with pytest.raises(Refusal):
        actions.call_private(
            by=caller, regions=[heads[1].region], title="Musyawarah", zone="Asia/Jakarta",
            starts_at=start, ends_at=start + timedelta(hours=1), answer_by=start,
            place="Aula kecamatan", link="",
        )  # fmt: skip
    assert not Meeting.objects.exists()


def test_who_has_no_seat_in_the_forum_is_not_invited(caller, heads):
    stranger = RegionFactory(name="Selomerto")

    with pytest.raises(Refusal, match="Selomerto"):
        called(caller, heads, regions=[heads[0].region, stranger])
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("count", [0, Meeting.MAX_REGIONS + 1])
def test_a_meeting_has_between_one_and_sixty_regions(caller, heads, count):
    with pytest.raises(Refusal):
        called(caller, heads, regions=RegionFactory.build_batch(count, parent=None))


def test_a_small_edit_sends_nothing(caller, heads):
    meeting = called(caller, heads)

    changed = actions.change(
        meeting,
        by=caller,
        purpose="Menyepakati tarif",
        agenda=[{"title": "Pembukaan", "kind": "information", "minutes": 10}],
    )

    assert changed.sequence == 0
    assert not mails("changed").exists()
    assert [item.title for item in changed.agenda.all()] == ["Pembukaan"]
    assert verbs() == ["meetings.called", "meetings.changed"]


def test_a_new_place_is_told_in_one_mail_that_explains_itself(caller, heads):
    meeting = called(caller, heads)
    deliver(mails("called"))

    changed = actions.change(meeting, by=caller, place="Balai Desa Jonggol")

    mail = waiting("changed").get(recipient=heads[1].user)
    assert changed.sequence == 1
    assert "Aula kecamatan" in mail.text
    assert "Balai Desa Jonggol" in mail.text
    assert mail.calendar_method == "PUBLISH"
    assert "SEQUENCE:1" in mail.calendar
    assert waiting("changed").count() == 3


def test_a_new_link_is_told_but_not_written_into_the_mail(caller, heads):
    meeting = called(caller, heads)
    deliver(mails("called"))

    actions.change(meeting, by=caller, link="https://meet.example/abc")

    mail = waiting("changed").get(recipient=heads[1].user)
    assert "meet.example" not in mail.text
    assert "https://meet.example/abc" in mail.calendar


def test_changes_within_minutes_become_one_mail(caller, heads, _clock):
    meeting = called(caller, heads)
    deliver(mails("called"))

    actions.change(meeting, by=caller, place="Balai Desa Jonggol")
    _clock.shift(60)
    actions.change(meeting, by=caller, title="Tarif dan jadwal air")

    mail = waiting("changed").get(recipient=heads[1].user)
    assert mail.due_at == timezone.now() + timedelta(minutes=10)
    for word in ("Aula kecamatan", "Balai Desa Jonggol", "Tarif air bersih", "jadwal air"):
        assert word in mail.text


def test_a_change_taken_back_at_once_sends_nothing(caller, heads):
    meeting = called(caller, heads)
    deliver(mails("called"))

    actions.change(meeting, by=caller, place="Balai Desa Jonggol")
    back = actions.change(meeting, by=caller, place="Aula kecamatan")

    assert not waiting("changed").exists()
    assert back.sequence == 2


def test_a_change_that_some_have_read_is_taken_back_by_mail(caller, heads):
    meeting = called(caller, heads)
    deliver(mails("called"))
    actions.change(meeting, by=caller, place="Balai Desa Jonggol")
    deliver(waiting("changed").filter(recipient=heads[0].user))

    actions.change(meeting, by=caller, place="Aula kecamatan")

    assert waiting("changed").count() == 3


def test_who_never_got_the_invitation_gets_it_as_it_is_now(caller, heads):
    meeting = called(caller, heads)
    deliver(mails("called").filter(recipient=heads[0].user))

    actions.change(meeting, by=caller, place="Balai Desa Jonggol")

    assert [mail.recipient for mail in waiting("changed")] == [heads[0].user]
    assert {mail.recipient for mail in waiting("called")} == {heads[1].user, heads[2].user}
    assert all("Balai Desa Jonggol" in mail.text for mail in waiting("called"))


def test_shortly_before_the_meeting_nothing_waits(caller, heads, _clock):
    meeting = called(caller, heads)
    deliver(mails("called"))
    _clock.move_to("2026-11-24 12:00:00+00:00")

    actions.change(meeting, by=caller, place="Balai Desa Jonggol")

    assert waiting("changed").first().due_at == timezone.now()


def test_planned_reminders_go_along_with_a_change(caller, heads):
    meeting = called(caller, heads)

    changed = actions.change(meeting, by=caller, place="Balai Desa Jonggol")

    assert set(meeting.reminders.planned().values_list("sequence", flat=True)) == {changed.sequence}
    assert meeting.reminders.count() == 12


def test_a_stale_form_is_refused(caller, heads, _clock):
    meeting = called(caller, heads)
    seen = meeting.seen
    _clock.shift(5)
    actions.change(meeting, by=caller, place="Balai Desa Jonggol")

    with pytest.raises(Refusal):
        actions.change(meeting, by=caller, seen=seen, place="Kantor camat")
    with pytest.raises(Refusal):
        moved(meeting, caller, seen=seen)
    assert Meeting.objects.get().place == "Balai Desa Jonggol"


def test_moving_asks_everybody_again(caller, heads):
    meeting = called(caller, heads)
    deliver(mails("called"))
    actions.answer(meeting.invitations.get(region=heads[1].region), by=heads[1], answer="attends")

    later = moved(meeting, caller, reason="Panen raya")

    assert later.moved_from == meeting.starts_at
    assert set(later.invitations.values_list("answer", flat=True)) == {"none"}
    mail = waiting("moved").get(recipient=heads[1].user)
    assert "25\u00a0November\u00a02026" in mail.text
    assert "2\u00a0Desember\u00a02026" in mail.text
    assert "> Panen raya" in mail.text
    assert "SEQUENCE:1" in mail.calendar
    assert mail.due_at == timezone.now()
    assert verbs()[-1] == "meetings.moved"


def test_moving_moves_the_reminders(caller, heads):
    meeting = called(caller, heads)

    later = moved(meeting, caller)

    old, new = (later.reminders.filter(sequence=number) for number in (0, 1))
    assert set(old.values_list("state", "why")) == {("dropped", "moved")}
    assert set(new.values_list("state", flat=True)) == {"planned"}
    assert {f"{row.due_at:%m-%d %H:%M}" for row in new} == {
        "11-25 02:00", "11-29 02:00", "12-01 02:00", "12-02 00:00",
    }  # fmt: skip


def test_moving_drops_reminders_that_wait_in_the_outbox(caller, heads, _clock):
    meeting = called(caller, heads)
    _clock.move_to("2026-11-24 02:00:30+00:00")
    actions.queue_due()

    moved(meeting, caller)

    assert mails("reminder").exists()
    assert not waiting("reminder").exists()


def test_a_longer_meeting_keeps_answers_and_reminders(caller, heads):
    meeting = called(caller, heads)
    deliver(mails("called"))
    actions.answer(meeting.invitations.get(region=heads[1].region), by=heads[1], answer="attends")

    longer = actions.move(
        meeting,
        by=caller,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at + timedelta(hours=1),
        zone=meeting.zone,
        answer_by=meeting.answer_by,
    )

    assert longer.moved_from is None
    assert longer.invitations.filter(answer="attends").count() == 1
    assert waiting("changed").count() == 3
    assert set(longer.reminders.planned().values_list("sequence", flat=True)) == {1}


def test_a_meeting_is_not_moved_to_where_it_is_or_into_the_past(caller, heads):
    meeting = called(caller, heads)

    with pytest.raises(Refusal):
        moved(meeting, caller, days=0)
    with pytest.raises(Refusal):
        moved(meeting, caller, days=-30)


def test_a_change_soon_after_a_move_still_tells_of_the_move(caller, heads):
    meeting = called(caller, heads)
    deliver(mails("called"))
    moved(meeting, caller)

    actions.change(meeting, by=caller, place="Balai Desa Jonggol")

    mail = waiting("moved").get(recipient=heads[1].user)
    assert "25\u00a0November\u00a02026" in mail.text
    assert "Balai Desa Jonggol" in mail.text


def test_cancelling_tells_all_and_drops_what_waits(caller, heads, _clock):
    meeting = called(caller, heads)
    deliver(mails("called"))
    _clock.move_to("2026-11-18 02:00:30+00:00")
    actions.queue_due()

    gone = actions.cancel(meeting, by=caller, reason="Jalan longsor")

    assert gone.state == "cancelled"
    assert not gone.reminders.planned().exists()
    assert not waiting("reminder").exists()
    mail = waiting("cancelled").get(recipient=heads[1].user)
    assert mail.calendar_method == "CANCEL"
    assert "METHOD:CANCEL" in mail.calendar
    assert "SEQUENCE:1" in mail.calendar
    assert "> Jalan longsor" in mail.text
    assert verbs()[-1] == "meetings.cancelled"


def test_who_never_got_the_invitation_hears_nothing_of_the_cancellation_by_mail(caller, heads):
    meeting = called(caller, heads)

    actions.cancel(meeting, by=caller, reason="Jalan longsor")

    assert not mails("cancelled").exists()
    assert not waiting("called").exists()


def test_a_cancelled_meeting_does_not_change_any_more(caller, heads):
    meeting = called(caller, heads)
    actions.cancel(meeting, by=caller, reason="Jalan longsor")

    for act in (
        lambda: actions.change(meeting, by=caller, place="Lain"),
        lambda: moved(meeting, caller),
        lambda: actions.cancel(meeting, by=caller, reason="Lagi"),
        lambda: actions.close(meeting, by=caller),
    ):
        with pytest.raises(Refusal):
            act()


def test_a_meeting_is_closed_after_it_has_begun(caller, heads, _clock):
    meeting = called(caller, heads)
    with pytest.raises(Refusal):
        actions.close(meeting, by=caller)

    _clock.move_to(START)
    actions.close(meeting, by=caller, despite_quorum=True)

    assert Meeting.objects.get().state == "held"
    assert verbs()[-1] == "meetings.closed_without_quorum"


def test_a_mail_is_in_the_language_of_its_reader_and_on_his_clock(caller, heads):
    heads[1].user.language = "en"
    heads[1].user.time_zone = "Asia/Makassar"
    heads[1].user.save()

    called(caller, heads)

    mail = mails("called").get(recipient=heads[1].user)
    assert mail.subject == "Invitation: Tarif air bersih"
    assert "09.00" in mail.text
    assert "10.00" in mail.text
    assert "WITA" in mail.text


def test_a_meeting_of_a_factory_can_be_changed_as_any_other():
    meeting = MeetingFactory(called_by=MandateFactory())

    assert actions.change(meeting, by=meeting.called_by, place="Lain").sequence == 1
