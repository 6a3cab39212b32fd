"""Reminders seen, stopped and sent again: on the meeting's page and by operators."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.models import Reminder
from notifications.models import Mail
from tests.factories.accounts import UserFactory
from tests.factories.meetings import InvitationFactory, MeetingFactory, ReminderFactory
from tests.factories.villages import MandateFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db
NOON = "2026-11-23 05:00:00+00:00"  # 12.00 WIB
State, Why = Reminder.State, Reminder.Why


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(clock):
    """In ten days, with two invited villages, four reminders each."""
    meeting = MeetingFactory()
    for _ in range(2):
        InvitationFactory(meeting=meeting)
    actions.plan_reminders(meeting)
    return meeting


@pytest.fixture
def caller(client, meeting):
    client.force_login(meeting.called_by.user)
    return client


@pytest.fixture
def sent(clock):
    """A reminder whose letter went out."""
    row = ReminderFactory()
    actions.queue_due()
    Mail.objects.update(state="sent", sent_at=timezone.now())
    row.refresh_from_db()
    return row


def settled(row):
    row.refresh_from_db()
    return row.state, row.why


def trail():
    return list(AuditEvent.objects.filter(verb__contains="reminder").values_list("verb", flat=True))


# --- the acts -----------------------------------------------------------------------------------


def test_one_is_stopped_and_planning_does_not_bring_it_back(meeting):
    row = meeting.reminders.first()

    actions.stop_reminder(row, by=meeting.called_by)
    actions.plan_reminders(meeting)

    assert settled(row) == (State.DROPPED, Why.STOPPED)
    assert meeting.reminders.planned().count() == 7
    event = AuditEvent.objects.get(verb="meetings.reminder_stopped")
    assert row.mandate.capacity in event.detail["reason"]
    assert row.mandate.user.email not in str(event.detail)


def test_a_stopped_one_is_refused_a_second_time(meeting):
    row = meeting.reminders.first()
    actions.stop_reminder(row, by=meeting.called_by)

    with pytest.raises(Refusal):
        actions.stop_reminder(row, by=meeting.called_by)
    assert trail() == ["meetings.reminder_stopped"]


def test_all_of_a_kind_are_stopped_also_those_in_the_outbox(meeting):
    first = meeting.reminders.of_kind("answer").first()
    Reminder.objects.filter(pk=first.pk).update(due_at=timezone.now())
    actions.queue_due()

    assert actions.stop_reminders(meeting, by=meeting.called_by, kind="answer") == 4

    states = set(meeting.reminders.of_kind("answer").values_list("state", "why"))
    assert states == {(State.DROPPED, Why.STOPPED)}
    assert meeting.reminders.of_kind("meeting").planned().count() == 4
    assert not Mail.objects.undelivered().filter(kind="meetings.reminder").exists()
    assert AuditEvent.objects.get(verb="meetings.reminders_stopped").detail["number"] == 4
    with pytest.raises(Refusal):
        actions.stop_reminders(meeting, by=meeting.called_by, kind="answer")


def test_a_new_date_plans_anew_what_was_stopped(meeting):
    for kind in ("answer", "meeting"):
        actions.stop_reminders(meeting, by=meeting.called_by, kind=kind)
    shift = timedelta(days=1)

    actions.move(
        meeting, by=meeting.called_by, zone=meeting.zone, answer_by=meeting.answer_by + shift,
        starts_at=meeting.starts_at + shift, ends_at=meeting.ends_at + shift,
    )  # fmt: skip

    assert meeting.reminders.planned().count() == 8


def test_one_that_went_out_is_sent_again_and_a_second_click_is_not(sent):
    old = sent.mail

    actions.resend_reminder(sent, by=sent.meeting.called_by, seen=old.pk)
    with pytest.raises(Refusal, match="dikirim ulang"):
        actions.resend_reminder(sent, by=sent.meeting.called_by, seen=old.pk)

    sent.refresh_from_db()
    new = Mail.objects.undelivered().get()
    assert (sent.mail, sent.handed) == (new, 2)
    assert new.key == f"{old.key}:1" and new.recipient == old.recipient
    assert trail() == ["meetings.reminder_resent"]


def test_of_a_common_letter_only_the_one_matter_is_sent_again(clock):
    head = MandateFactory()
    rows = [ReminderFactory(invitation=InvitationFactory(region=head.region)) for _ in range(2)]
    actions.queue_due()
    Mail.objects.update(state="sent", sent_at=timezone.now())
    rows[0].refresh_from_db()

    actions.resend_reminder(rows[0], by=rows[0].meeting.called_by, seen=rows[0].mail_id)

    again = Mail.objects.undelivered().get()
    assert rows[0].meeting.title in again.text
    assert rows[1].meeting.title not in again.text


def test_a_failed_one_is_sent_again(sent):
    Mail.objects.update(state="failed", sent_at=None)

    actions.resend_reminder(sent, by=sent.meeting.called_by, seen=sent.mail_id)

    assert Mail.objects.undelivered().count() == 1


@pytest.mark.parametrize("hour", [16, 22])  # UTC: 23.00 and 05.00 WIB
def test_it_is_sent_again_by_day(sent, clock, hour):
    clock.move_to(timezone.now().replace(hour=hour))

    actions.resend_reminder(sent, by=sent.meeting.called_by, seen=sent.mail_id)

    assert Mail.objects.undelivered().get().due_at.hour == 23  # 06.00 WIB


@pytest.mark.parametrize("how", ["answered", "cancelled", "begun"])
def test_what_nobody_needs_any_more_is_not_sent_again(sent, clock, how):
    if how == "answered":
        actions.answer(sent.invitation, by=sent.mandate, answer="absent", reason="Panen")
    elif how == "cancelled":
        actions.cancel(sent.meeting, by=sent.meeting.called_by, reason="Longsor")
    else:
        clock.move_to(sent.meeting.starts_at)

    with pytest.raises(Refusal):
        actions.resend_reminder(sent, by=sent.meeting.called_by, seen=sent.mail_id)
    assert not Mail.objects.undelivered().filter(kind="meetings.reminder").exists()


def test_what_still_waits_is_not_sent_again(clock):
    row = ReminderFactory()
    actions.queue_due()
    row.refresh_from_db()

    with pytest.raises(Refusal):
        actions.resend_reminder(row, by=row.meeting.called_by, seen=row.mail_id)


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_send_one_letter():
    with time_machine.travel(NOON, tick=False):
        row = ReminderFactory()
        actions.queue_due()
        Mail.objects.update(state="sent", sent_at=timezone.now())
        row.refresh_from_db()
        by, seen, refused = row.meeting.called_by, row.mail_id, []

        def click():
            try:
                actions.resend_reminder(row, by=by, seen=seen)
            except Refusal as refusal:
                refused.append(refusal)

        at_once([click] * 10)

        assert Mail.objects.count() == 2
        assert len(refused) == 9


@pytest.mark.django_db(transaction=True)
def test_stopped_and_handed_over_at_once_is_one_of_both():
    with time_machine.travel(NOON, tick=False):
        rows = [ReminderFactory() for _ in range(8)]

        def stop(row):
            try:
                actions.stop_reminder(row, by=row.meeting.called_by)
            except Refusal:
                return False
            return True

        stopped = at_once([*[lambda row=row: stop(row) for row in rows], actions.queue_due])[:8]
        actions.queue_due()

        for row, was_stopped in zip(rows, stopped, strict=True):
            waits = Mail.objects.undelivered().filter(reminders=row).exists()
            assert was_stopped is not waits
            assert (settled(row)[0] == State.DROPPED) is was_stopped


# --- the pages ------------------------------------------------------------------------------------


def page(client, meeting, **query):
    answer = client.get(reverse("meetings:reminders", args=[meeting.pk]), query)
    assert answer.status_code == 200
    return answer


def test_the_page_says_whom_of_what_and_when_and_no_address(caller, meeting):
    text = page(caller, meeting).text

    for row in meeting.reminders.all():
        assert row.mandate.region.full_name in text
        assert row.mandate.user.email not in text
    assert "Pertemuan sudah dekat, 2 jam sebelumnya" in text
    assert "Jawaban belum ada, 7 hari sebelumnya" in text
    assert text.count("Direncanakan") == 8


def test_the_page_shows_one_kind(caller, meeting):
    found = page(caller, meeting, jenis="answer")

    assert found.text.count("Direncanakan") == 4
    assert "Hentikan 4 pengingat jenis ini" in found.text
    assert page(caller, meeting, jenis="lain").text.count("Direncanakan") == 8


def test_it_says_how_each_stands(caller, meeting):
    rows = list(meeting.reminders.order_by("pk")[:6])
    now, states = timezone.now(), ["waiting", "sent", "failed", "dropped"]
    for row, state in zip(rows, states, strict=False):
        mail = Mail.objects.create(
            key=f"k{row.pk}", kind="x", to="a@b.example", state=state, message_id=f"<{row.pk}@x>",
            sent_at=now if state == "sent" else None,
        )  # fmt: skip
        Reminder.objects.filter(pk=row.pk).update(state="queued", mail=mail)
    actions.stop_reminder(rows[4], by=meeting.called_by)
    Reminder.objects.filter(pk=rows[5].pk).update(state="dropped", why="answered")

    text = page(caller, meeting).text

    for word in ("Ditahan", "Terkirim", "Gagal", "Dihentikan", "Tidak perlu", "Direncanakan"):
        assert word in text
    assert text.count("Kirim lagi") == 2
    assert text.count("Dihentikan") >= 2


def test_a_common_letter_is_named(caller, meeting):
    rows = meeting.reminders.of_kind("answer")[:3]
    mail = Mail.objects.create(
        key="k", kind="x", to="a@b.example", state="sent", sent_at=timezone.now(),
        message_id="<1@x>",
    )  # fmt: skip
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(state="queued", mail=mail)

    assert f"bersama 2 pengingat lain, surat {mail.pk}" in page(caller, meeting).text


def test_the_meetings_own_page_shows_the_next_ones_to_its_caller_alone(caller, meeting):
    answer = caller.get(meeting.get_absolute_url())
    other = Client()
    other.force_login(meeting.invitations.first().region.mandates.get().user)

    assert answer.text.count("Hentikan<") == 3
    assert reverse("meetings:reminders", args=[meeting.pk]) in answer.text
    assert "Hentikan<" not in other.get(meeting.get_absolute_url()).text


def press(client, name, *args, **data):
    return client.post(reverse(f"meetings:{name}", args=args), data)


def test_the_buttons_stop_one_and_all_of_a_kind(caller, meeting):
    row = meeting.reminders.of_kind("meeting").first()

    back = press(caller, "reminder_stop", row.pk, next=meeting.get_absolute_url())
    kind = press(caller, "reminders_stop", meeting.pk, jenis="answer")

    assert back.url == meeting.get_absolute_url()
    assert kind.url.endswith("/pengingat/?jenis=answer")
    assert settled(row) == (State.DROPPED, Why.STOPPED)
    assert not meeting.reminders.of_kind("answer").planned().exists()
    assert press(caller, "reminders_stop", meeting.pk, jenis="lain").status_code == 302
    assert meeting.reminders.planned().count() == 3


@pytest.mark.parametrize("letter", ["x", "", "9" * 30, "9" * 5000, "²"])
def test_a_letter_that_is_none_is_refused(client, sent, letter):
    client.force_login(sent.meeting.called_by.user)

    answer = press(client, "reminder_resend", sent.pk, surat=letter)

    assert answer.status_code == 302
    assert not Mail.objects.undelivered().exists()


def test_a_double_click_sends_once(client, sent):
    client.force_login(sent.meeting.called_by.user)

    for _ in range(2):
        answer = press(client, "reminder_resend", sent.pk, surat=sent.mail_id)
        assert answer.url == reverse("meetings:reminders", args=[sent.meeting_id])

    assert Mail.objects.undelivered().count() == 1
    assert "sudah dikirim ulang" in client.get(answer.url).text


def test_nobody_else_sees_or_presses_anything(client, sent):
    url = reverse("meetings:reminders", args=[sent.meeting_id])
    for mandate in (sent.mandate, MandateFactory()):
        client.force_login(mandate.user)
        assert client.get(url).status_code == 403
        assert press(client, "reminder_stop", sent.pk).status_code == 403
        assert press(client, "reminder_resend", sent.pk, surat=sent.mail_id).status_code == 403
        assert press(client, "reminders_stop", sent.meeting_id).status_code == 403
    type(sent.meeting).objects.update(is_open=False)
    assert client.get(url).status_code == 404
    assert press(client, "reminder_stop", sent.pk).status_code == 404


def test_a_meeting_without_reminders_says_so(client):
    meeting = MeetingFactory()
    client.force_login(meeting.called_by.user)

    assert "Tidak ada pengingat" in page(client, meeting).text


@pytest.mark.parametrize("address", ["reminders", "detail"])
def test_both_pages_cost_the_same_for_few_and_for_many(caller, meeting, address):
    url = reverse(f"meetings:{address}", args=[meeting.pk])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert caller.get(url).status_code == 200
        return len(captured)

    def hand_over():
        """All that are there are in the outbox."""
        meeting.reminders.of_kind("meeting").delete()
        meeting.reminders.update(due_at=timezone.now())
        actions.queue_due()

    hand_over()
    queries()
    few = queries()
    for _ in range(12):
        InvitationFactory(meeting=meeting)
    actions.plan_reminders(meeting)
    hand_over()

    assert queries() == few


def test_the_list_is_paged(caller, meeting):
    for _ in range(4):
        InvitationFactory(meeting=meeting)
    actions.plan_reminders(meeting)

    first, second = page(caller, meeting), page(caller, meeting, page=2)

    assert (len(first.context["lines"]), len(second.context["lines"])) == (20, 4)


# --- operators --------------------------------------------------------------------------------------

LIST = "/admin/meetings/reminder/"


@pytest.fixture
def operator(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def choose(client, action, *rows, **more):
    return client.post(LIST, {"action": action, "_selected_action": [r.pk for r in rows]} | more)


def test_operators_stop_many_after_asking(operator, meeting):
    rows = list(meeting.reminders.all()[:3])

    question = choose(operator, "stop", *rows)
    assert "Ini menyangkut 3 pengingat" in question.text
    assert meeting.reminders.planned().count() == 8
    choose(operator, "stop", *rows, confirmed="1")

    assert {settled(row) for row in rows} == {(State.DROPPED, Why.STOPPED)}
    assert trail() == ["meetings.reminder_stopped"] * 3


def test_operators_send_again_after_asking_and_once(operator, sent):
    question = choose(operator, "send_again", sent)
    assert f'value="{sent.pk}:{sent.mail_id}"' in question.text
    seen = f"{sent.pk}:{sent.mail_id}"

    for _ in range(2):
        Mail.objects.filter(state="waiting").update(state="sent", sent_at=timezone.now())
        choose(operator, "send_again", sent, confirmed="1", seen=[seen])

    assert Mail.objects.count() == 2
    assert "surat" not in choose(operator, "send_again", sent, confirmed="1", seen=["x"]).url


def test_a_chosen_row_that_does_not_fit_is_told(operator, sent):
    assert "Tidak ada pengingat terpilih" in choose(operator, "stop", sent).text


def test_staff_without_the_right_do_neither(client, sent):
    client.force_login(UserFactory(is_staff=True))

    assert choose(client, "stop", sent, confirmed="1").status_code == 403
