"""The list and the page of one meeting, as the different people see them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import actions, months, sending
from meetings.models import Meeting
from notifications.models import Mail
from tests.factories.agreements import AgreementFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    InvitationFactory,
    MeetingFactory,
    ReminderFactory,
)
from tests.factories.projects import ProjectFactory
from tests.factories.villages import (
    ForumFactory,
    MandateFactory,
    RegionFactory,
)
from villages.distances import said

pytestmark = pytest.mark.django_db


def queries(client, address):
    client.get(address)  # templates and the URLconf are loaded
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# --- one meeting -----------------------------------------------------------------


@pytest.fixture
def full():
    """A meeting with answers of all kinds, an agenda and a closed group."""
    meeting = MeetingFactory(is_open=False, link="https://meet.example/abc", purpose="Tarif")
    said = [
        {"answer": "attends"},
        {"answer": "represented", "substitute": "Ibu Sri, BPD"},
        {"answer": "absent", "reason": "Panen raya"},
    ]
    for words in said:
        invitation = InvitationFactory(meeting=meeting)
        actions.answer(invitation, by=invitation.region.mandates.get(), **words)
    InvitationFactory(meeting=meeting)
    AgendaItemFactory(meeting=meeting, position=1, title="Pembukaan", minutes=20)
    AgendaItemFactory(meeting=meeting, position=2, title="Tarif", kind="decision", minutes=50)
    return meeting


def invited(meeting, answer):
    return meeting.invitations.get(answer=answer).region.mandates.get().user


def test_the_invited_see_who_comes_why_not_and_where_online(client, full):
    client.force_login(invited(full, "attends"))

    text = client.get(full.get_absolute_url()).content.decode()

    for words in ("Ibu Sri, BPD", "Panen raya", "https://meet.example/abc"):
        assert words in text


def test_the_public_sees_neither_reasons_nor_the_link(client, full):
    Meeting.objects.update(is_open=True)

    page = client.get(full.get_absolute_url())

    assert page.status_code == 200
    for words in ("Ibu Sri, BPD", "Panen raya", "meet.example"):
        assert words not in page.content.decode()
    assert page.context["own"] is None
    assert page.context["steps"] == []


def test_the_agenda_runs_on_the_clock_of_the_meeting(client, full):
    client.force_login(invited(full, "attends"))

    agenda = client.get(full.get_absolute_url()).context["agenda"]

    assert [(item.clock, item.minutes, item.is_decision) for item in agenda] == [
        ("09.00", 20, False),
        ("09.20", 50, True),
    ]


def test_the_quorum_counts_regions(client, full):
    client.force_login(invited(full, "none"))

    page = client.get(full.get_absolute_url())

    quorum = page.context["quorum"]
    assert (quorum.in_person, quorum.by_proxy, quorum.invited, quorum.needed) == (1, 1, 4, 3)
    assert page.content.decode().count('class="y"') == 1
    assert page.content.decode().count('class="p"') == 1


def test_the_own_region_stands_first_and_is_asked(client, full):
    user = invited(full, "none")
    client.force_login(user)

    page = client.get(full.get_absolute_url())

    assert page.context["seats"][0].is_mine
    assert page.context["can_answer"]
    assert page.content.decode().count('name="answer"') == 3


def test_many_regions_are_folded(client):
    meeting = MeetingFactory(invited=[RegionFactory() for _ in range(9)])

    page = client.get(meeting.get_absolute_url())

    assert len(page.context["seats"]) == 8
    assert len(page.context["more_seats"]) == 1


def test_who_was_reminded_is_said_to_those_who_take_part(client):
    invitation = InvitationFactory()
    meeting = invitation.meeting
    with time_machine.travel(meeting.starts_at - timedelta(days=9)):
        actions.plan_reminders(meeting)
    with time_machine.travel(meeting.starts_at - timedelta(days=7)):
        actions.queue_due()
    client.force_login(meeting.called_by.user)

    seat = client.get(meeting.get_absolute_url()).context["seats"][0]

    assert "2026" in seat.words or "2027" in seat.words


def test_a_cancelled_meeting_says_so_above_all(client):
    meeting = MeetingFactory(cancelled=True, cancel_reason="Jalan longsor")

    text = client.get(meeting.get_absolute_url()).content.decode().partition("<main")[2]

    assert text.index("Jalan longsor") < text.index("Aula kecamatan")
    assert "wa.me/?text" not in text


def test_a_cancelled_meeting_asks_nobody_and_counts_nothing(client):
    meeting = MeetingFactory(cancelled=True)
    head = InvitationFactory(meeting=meeting).region.mandates.get()
    client.force_login(head.user)

    page = client.get(meeting.get_absolute_url())

    text = text_of(page)
    assert f"Apakah {head.region.full_name} hadir?" not in text
    assert "Kuorum" not in text
    assert [seat.label for seat in page.context["seats"]] == [""]
    assert not page.context["may_record"]


def test_silence_before_a_held_meeting_is_no_alarm(client):
    meeting = InvitationFactory(meeting__held=True).meeting

    seat = client.get(meeting.get_absolute_url()).context["seats"][0]

    assert seat.label
    assert (seat.kind, seat.icon) == ("", "")


def test_where_nobody_can_be_called_together_no_button_offers_it(client):
    alone = MandateFactory()
    client.force_login(alone.user)
    assert "/pertemuan/undang/" not in client.get("/pertemuan/").content.decode()
    assert "/pertemuan/undang/" not in client.get("/saya/").content.decode()

    ForumFactory(members=[alone.region])
    assert "/pertemuan/undang/" in client.get("/pertemuan/").content.decode()
    assert "/pertemuan/undang/" in client.get("/saya/").content.decode()


def test_a_moved_meeting_shows_the_old_date_struck_through(client):
    meeting = MeetingFactory(moved_from=timezone.now() + timedelta(days=2))

    assert client.get(meeting.get_absolute_url()).content.decode().count("<del") == 2


def test_a_held_meeting_of_a_project_leads_on_to_agreements(client):
    project = ProjectFactory()
    meeting = MeetingFactory(project=project, held=True, invited=[project.lead])
    agreement = AgreementFactory(project=None, meeting=meeting)
    secretary = MandateFactory(region=project.lead, office="secretary")

    public = client.get(meeting.get_absolute_url())
    client.force_login(secretary.user)
    inside = client.get(meeting.get_absolute_url())

    assert agreement in agreement.__class__.objects.filter(meeting=meeting)
    assert project.title in text_of(public)
    assert f"pertemuan={meeting.pk}" not in public.content.decode()
    assert f"pertemuan={meeting.pk}" in inside.content.decode()


def test_the_organiser_may_change_and_others_may_not(client, full):
    address = f"/pertemuan/{full.pk}/ubah/"
    client.force_login(full.called_by.user)
    assert address in client.get(full.get_absolute_url()).content.decode()

    client.force_login(invited(full, "attends"))
    assert address not in client.get(full.get_absolute_url()).content.decode()


def test_after_the_start_the_organiser_may_close_it(client):
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(hours=1))
    client.force_login(meeting.called_by.user)

    assert (
        f"/pertemuan/{meeting.pk}/selesai/"
        in client.get(meeting.get_absolute_url()).content.decode()
    )


def test_what_happened_stands_on_the_page(client, full):
    client.force_login(invited(full, "attends"))

    assert len(client.get(full.get_absolute_url()).context["trail"].lines) == 3


def test_a_page_costs_the_same_whatever_its_size(client):
    small, large = MeetingFactory(), MeetingFactory()
    for meeting, count in ((small, 1), (large, 12)):
        for position in range(1, count + 1):
            invitation = InvitationFactory(meeting=meeting)
            AgendaItemFactory(meeting=meeting, position=position)
            actions.answer(invitation, by=invitation.region.mandates.get(), answer="attends")
        actions.plan_reminders(meeting)
    counts = {}
    for meeting in (small, large):
        client.force_login(meeting.called_by.user)
        counts[meeting] = queries(client, meeting.get_absolute_url())

    # session, person, 5 of the list of sessions, mandates, unread | meeting, invitations,
    # agenda, its papers and agreements, letters sent, reminders counted and the next ones,
    # official letters, guests, agreements, decisions, whether one holds the date, tasks, those
    # carried over, minutes, trail
    assert counts[small] == counts[large] == 26


# --- what was and will be sent ------------------------------------------------------


def test_the_organiser_sees_what_was_and_will_be_sent(client):
    with time_machine.travel("2026-11-02 03:00:00+00:00", tick=False) as clock:
        caller, first, second = heads = MandateFactory.create_batch(3)
        members = [head.region for head in heads]
        start = timezone.now() + timedelta(days=8)
        meeting = actions.call(
            by=caller,
            held_for=ForumFactory(
                members=members, remind_answer=[7 * 1440], remind_meeting=[1440, 120, 90]
            ),
            regions=[first.region, second.region],
            title="Tarif",
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            answer_by=start,
            zone="Asia/Jakarta",
            place="Balai",
        )
        Mail.objects.filter(recipient=first.user).update(state="sent", sent_at=timezone.now())
        Mail.objects.filter(recipient=second.user).update(state="failed")
        steps = sending.steps_of(meeting)
        assert [step.state for step in steps] == ["done", "now", "", "", ""]
        assert steps[0].note == "2\u00a0November\u00a02026, 1 email terkirim, 1 email gagal"

        actions.answer(meeting.invitations.first(), by=first, answer="attends")
        actions.answer(meeting.invitations.last(), by=second, answer="attends")
        clock.shift(timedelta(days=7))
        actions.queue_due()
        actions.change(meeting, by=caller, title="Tarif air")
        states = {step.title: step.state for step in sending.steps_of(Meeting.objects.get())}

    # Both letters, the reminder that nobody needs, the one that went out, and two to come.
    assert list(states.values()) == ["done", "done", "done", "done", "now", ""]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (10080, "7 hari sebelumnya"), (120, "2 jam sebelumnya"), (90, "90 menit sebelumnya"),
        (1440, "1 hari sebelumnya"), (0, "pada harinya"), (-4320, "3 hari sesudahnya"),
    ],
)  # fmt: skip
def test_distances_are_said_in_words(minutes, words):
    assert said(minutes) == words


def test_a_reminder_that_went_out_and_one_that_nobody_needs():
    row = InvitationFactory()
    meeting = row.meeting
    ReminderFactory(invitation=row, state="queued")
    ReminderFactory(invitation=row, minutes_before=120, state="dropped")
    Mail.objects.create(
        key="k", kind="meetings.called", about=meeting.key, to="a@b.example", state="dropped",
        message_id="<k@x>",
    )  # fmt: skip

    steps = sending.steps_of(meeting)

    assert [step.state for step in steps] == ["done"] * 3
    assert steps[0].note == steps[2].note


# --- the list ------------------------------------------------------------------------


def titles(page):
    return [row.meeting.title for _heading, rows in page.context["weeks"] for row in rows]


def test_the_list_shows_what_comes_by_week_and_on_request_what_is_past(client):
    now = timezone.now()
    for days, title in ((1, "besok"), (40, "nanti"), (-5, "lalu")):
        MeetingFactory(title=title, starts_at=now + timedelta(days=days))

    assert titles(client.get("/pertemuan/")) == ["besok", "nanti"]
    assert titles(client.get("/pertemuan/?waktu=lalu")) == ["lalu"]


def test_weeks_have_headings():
    with time_machine.travel("2026-11-02 03:00:00+00:00", tick=False):  # a Monday
        for days in (1, 8, 15):
            MeetingFactory(starts_at=timezone.now() + timedelta(days=days))
        page = Client().get("/pertemuan/")

    headings = [heading for heading, _rows in page.context["weeks"]]
    assert len(set(headings)) == 3
    assert "16\u00a0November\u00a02026" in headings[2]


def test_the_next_meeting_with_its_answer_stands_first(client):
    invitation = InvitationFactory()
    MeetingFactory()
    client.force_login(invitation.region.mandates.get().user)

    page = client.get("/pertemuan/")

    assert page.context["next"]["meeting"] == invitation.meeting
    assert page.content.decode().count('name="answer"') == 3
    assert client.get("/pertemuan/?waktu=lalu").context["next"] is None


def test_the_organiser_sees_his_next_meeting_without_a_question(client):
    meeting = MeetingFactory()
    client.force_login(meeting.called_by.user)

    page = client.get("/pertemuan/")

    assert page.context["next"]["own"] is None
    assert 'name="answer"' not in page.content.decode()


def test_filters_narrow_the_list(client):
    region, project = RegionFactory(), ProjectFactory()
    of_region = MeetingFactory(invited=[region], title="wilayah")
    of_project = MeetingFactory(project=project, kind="training", title="proyek")

    for query, found in (
        (f"wilayah={region.pk}", ["wilayah"]),
        (f"forum={of_region.forum_id}", ["wilayah"]),
        (f"proyek={project.code}", ["proyek"]),
        ("jenis=training", ["proyek"]),
        (f"jenis=training&wilayah={region.pk}", []),
        ("wilayah=99.99", []),
    ):
        page = client.get(f"/pertemuan/?{query}")
        assert titles(page) == found, query
        assert page.context["is_filtered"]
    assert of_project.title in titles(client.get("/pertemuan/"))


@pytest.mark.parametrize(
    "query",
    [
        "wilayah=%00", "wilayah=" + "9" * 500, "forum=x", "forum=%00", "forum=" + "9" * 30,
        "proyek=%00", "jenis=pesta", "bulan=2026-13", "bulan=0000-00", "bulan=%D9%A1", "waktu=x",
    ],
)  # fmt: skip
def test_a_damaged_filter_breaks_nothing(client, query):
    MeetingFactory()

    assert client.get(f"/pertemuan/?{query}").status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x"])
def test_a_page_that_is_not_there_is_not_found(client, page):
    assert client.get(f"/pertemuan/?page={page}").status_code == 404


def test_closed_meetings_stand_in_no_strangers_list(client):
    MeetingFactory(is_open=False)

    page = client.get("/pertemuan/")

    assert titles(page) == []
    assert not any(day.meetings for week in page.context["month_weeks"] for day in week)


def test_the_month_shows_its_meetings_on_their_own_day(client):
    with time_machine.travel("2026-11-02 03:00:00+00:00", tick=False):
        # 00.30 WIT on the 26th is still the 25th in Jakarta
        night = timezone.datetime.fromisoformat("2026-11-25T15:30:00+00:00")
        MeetingFactory(starts_at=night, zone="Asia/Jayapura", title="tengah malam")
        page = client.get("/pertemuan/?bulan=2026-11")

    days = {
        day.number: [entry["meeting"].title for entry in day.meetings]
        for week in page.context["month_weeks"]
        for day in week
        if not day.is_outside and day.meetings
    }
    assert days == {26: ["tengah malam"]}


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [("2026-01", "2025-12", "2026-02"), ("2026-12", "2026-11", "2027-01")],
)
def test_months_have_neighbours(text, before, after):
    found = months.neighbours(months.first_of(text, today=None))

    assert [f"{day:%Y-%m}" for day in found] == [before, after]


def test_states_and_answers_stand_beside_the_meetings(client):
    head = MandateFactory()
    soon = {"starts_at": timezone.now() + timedelta(days=3), "invited": [head.region]}
    MeetingFactory(**soon)
    MeetingFactory(cancelled=True, **soon)
    MeetingFactory(state="held", **soon)
    MeetingFactory(starts_at=soon["starts_at"])
    client.force_login(head.user)

    page = client.get("/pertemuan/")

    kinds = [row.kind for _heading, rows in page.context["weeks"] for row in rows]
    assert sorted(kinds) == ["", "bad", "ok", "wait"]


@pytest.mark.parametrize("query", ["", "?waktu=lalu", "?jenis=training"])
def test_an_empty_list_says_what_to_do(client, query):
    assert client.get(f"/pertemuan/{query}").status_code == 200
    member = MandateFactory()
    ForumFactory(members=[member.region])
    client.force_login(member.user)
    assert "/pertemuan/undang/" in client.get("/pertemuan/").content.decode()


def test_the_list_costs_the_same_whatever_its_size(client):
    head = MandateFactory()
    client.force_login(head.user)
    MeetingFactory(invited=[head.region])
    one = queries(client, "/pertemuan/")
    for _ in range(11):
        MeetingFactory(invited=[head.region, RegionFactory()])

    # session, person, 5 of the list of sessions, mandates, unread | count, page, its meetings,
    # date polls, next, its invitation, forums and projects to call for, month
    assert queries(client, "/pertemuan/") == one == 18


def test_pages_have_twenty_rows(client):
    for _ in range(21):
        MeetingFactory()

    assert len(titles(client.get("/pertemuan/"))) == 20
    assert len(titles(client.get("/pertemuan/?page=2"))) == 1
