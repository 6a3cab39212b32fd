"""A forum's rules for reminders: typed, checked, kept, and followed by what is planned."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import Forbidden
from core.models import AuditEvent
from meetings import actions, tasks
from meetings.forms.reminders import ReminderRulesForm
from meetings.models import Reminder
from tests.factories.meetings import (
    ActionItemFactory,
    InvitationFactory,
    MeetingFactory,
    ReminderFactory,
)
from tests.factories.minutes import MinutesFactory, held_meeting
from tests.factories.notifications import MailFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory, SubdistrictFactory
from villages.models import Forum
from villages.models.forum import USUAL_REMINDERS

pytestmark = pytest.mark.django_db
DAY = 1440
TYPED = {
    "answer_days": "7, 3",
    "meeting_days": "1",
    "meeting_hours": "2",
    "remarks_days": "3",
    "task_before": "3",
    "task_on_day": "on",
    "task_after": "3",
    "minutes_days": "3, 7",
}


@pytest.fixture
def officer():
    home = SubdistrictFactory()
    return MandateFactory(region=home, office="camat", title="Camat")


@pytest.fixture
def forum(officer):
    return ForumFactory(home=officer.region)


def rules_of(forum):
    return Forum.objects.get(pk=forum.pk).reminder_rules


def distances(rows):
    return sorted(set(rows.planned().values_list("kind", "minutes_before")))


# --- typed ---------------------------------------------------------------------------------------


def test_what_is_usual_is_shown_and_kept(forum):
    initial = ReminderRulesForm.initial_of(forum)
    form = ReminderRulesForm(TYPED)

    assert form.is_valid(), form.errors
    kept = {name.removeprefix("remind_"): sorted(rule) for name, rule in form.rules().items()}
    assert kept == {kind: sorted(usual()) for kind, usual in USUAL_REMINDERS.items()}
    shown = ReminderRulesForm(initial=initial)
    assert shown["answer_days"].value() == "7, 3"
    assert shown["meeting_hours"].value() == "2"
    assert shown["minutes_days"].value() == "7, 3"
    assert initial["task_on_day"] is True


def test_nothing_typed_is_no_reminder():
    form = ReminderRulesForm({})

    assert form.is_valid()
    assert set(map(tuple, form.rules().values())) == {()}


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("7, 3", [7, 3]), ("3;7", [7, 3]), (" 7 3 3 ", [7, 3]), ("7,", [7]), (", ,", [])],
)
def test_numbers_are_read_as_people_write_them(typed, numbers):
    form = ReminderRulesForm({"answer_days": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["answer_days"] == numbers


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("answer_days", "tujuh", "angka bulat"),
        ("answer_days", "-3", "angka bulat"),
        ("answer_days", "2.5", "angka bulat"),
        ("answer_days", "٣", "angka bulat"),
        ("answer_days", "0", "mulai dari 1"),
        ("answer_days", "61", "paling banyak 60"),
        ("answer_days", "9999999999", "angka bulat"),
        ("answer_days", "1 2 3 4 5", "paling banyak 4"),
        ("meeting_hours", "24", "paling banyak 23"),
        ("minutes_days", "31", "paling banyak 30"),
        ("answer_days", "1 " * 30, "paling banyak 40"),
    ],
)
def test_what_cannot_be_a_rule_is_said_beside_the_field(
    client, officer, forum, field, typed, words
):
    client.force_login(officer.user)
    before = rules_of(forum)

    page = client.post(reverse("meetings:reminder_rules", args=[forum.pk]), TYPED | {field: typed})

    assert page.status_code == 200
    assert words in page.context["form"].errors[field][0]
    assert typed.strip() in page.text
    assert rules_of(forum) == before


def test_eight_of_a_kind_are_enough():
    form = ReminderRulesForm(TYPED | {"task_before": "1 2 3 4", "task_after": "1 2 3 4"})

    assert not form.is_valid()
    assert "task_after" in form.errors


def test_the_database_refuses_more_than_eight(forum):
    with pytest.raises(IntegrityError), transaction.atomic():
        Forum.objects.filter(pk=forum.pk).update(remind_task=list(range(9)))


# --- the page ------------------------------------------------------------------------------------


def test_the_officer_changes_them_and_the_forums_page_says_so(client, officer, forum):
    client.force_login(officer.user)
    url = reverse("meetings:reminder_rules", args=[forum.pk])
    assert "7, 3" in client.get(url).text

    answer = client.post(url, TYPED | {"answer_days": "14", "remarks_days": ""})

    assert answer.url == forum.get_absolute_url()
    assert rules_of(forum)["answer"] == [14 * DAY]
    assert rules_of(forum)["remarks"] == []
    text = client.get(answer.url).text
    assert "14 hari sebelumnya" in text and url in text
    event = AuditEvent.objects.get(verb="villages.forum_changed")
    assert set(event.detail["changed"]) == {"remind_answer", "remind_remarks", "remind_minutes"}


def test_others_read_them_and_change_nothing(client, forum):
    client.force_login(MandateFactory().user)
    url = reverse("meetings:reminder_rules", args=[forum.pk])

    assert client.get(url).status_code == client.post(url, TYPED).status_code == 403
    page = client.get(forum.get_absolute_url()).text
    assert "7 hari sebelumnya" in page and url not in page
    with pytest.raises(Forbidden):
        actions.change_reminder_rules(forum, by=MandateFactory(), remind_answer=[])


# --- followed --------------------------------------------------------------------------------------


def test_planned_reminders_of_coming_meetings_follow(forum, officer):
    meeting = MeetingFactory(forum=forum, starts_at=timezone.now() + timedelta(days=30))
    InvitationFactory(meeting=meeting)
    over = MeetingFactory(forum=forum, cancelled=True)
    InvitationFactory(meeting=over)
    actions.plan_reminders(meeting)
    assert distances(meeting.reminders) == [
        ("answer", 3 * DAY), ("answer", 7 * DAY), ("meeting", 120), ("meeting", DAY),
    ]  # fmt: skip

    actions.change_reminder_rules(
        forum, by=officer, remind_answer=[10 * DAY, 3 * DAY], remind_meeting=[]
    )

    assert distances(meeting.reminders) == [("answer", 3 * DAY), ("answer", 10 * DAY)]
    assert set(meeting.reminders.exclude(state="planned").values_list("why", flat=True)) == {"rule"}
    assert not over.reminders.exists()
    actions.change_reminder_rules(forum, by=officer, remind_meeting=[DAY])
    assert distances(meeting.reminders)[-1] == ("meeting", DAY)


def test_a_rule_that_is_given_back_does_not_bring_back_what_was_stopped(forum, officer):
    meeting = InvitationFactory(
        meeting__forum=forum, meeting__starts_at=timezone.now() + timedelta(days=30)
    ).meeting
    actions.plan_reminders(meeting)
    actions.stop_reminders(meeting, by=meeting.called_by, kind="meeting")

    actions.change_reminder_rules(forum, by=officer, remind_meeting=[])
    actions.change_reminder_rules(forum, by=officer, remind_meeting=[DAY, 120])

    assert not meeting.reminders.of_kind("meeting").planned().exists()


def test_reminders_of_tasks_and_minutes_follow(forum, officer):
    regions = [RegionFactory(), RegionFactory()]
    held = held_meeting(regions, days_ago=0, forum=forum)
    actions.plan_minutes(held)
    reviewed = MinutesFactory(state="review", meeting=held_meeting(regions, forum=forum)).meeting
    item = ActionItemFactory(meeting=held, region=regions[0])
    actions.plan_task(item)
    assert distances(held.reminders) == [
        ("minutes", -7 * DAY), ("minutes", -3 * DAY), ("task", -3 * DAY), ("task", 0),
        ("task", 3 * DAY),
    ]  # fmt: skip
    assert distances(reviewed.reminders) == [("remarks", -3 * DAY)]

    actions.change_reminder_rules(
        forum, by=officer, remind_minutes=[-5 * DAY], remind_task=[DAY], remind_remarks=[-DAY]
    )

    assert distances(held.reminders) == [("minutes", -5 * DAY), ("task", DAY)]
    assert distances(reviewed.reminders) == [("remarks", -DAY)]


def test_a_project_has_the_usual_rules():
    invitation = InvitationFactory(meeting__project=ProjectFactory())

    assert invitation.meeting.reminder_rules["answer"] == [7 * DAY, 3 * DAY]


# --- rows from before ------------------------------------------------------------------------------


def test_rules_and_rows_from_before_find_their_kind(forum):
    """The steps of the migrations, on rows as they were."""
    split = import_module("villages.migrations.0006_split_reminder_rules")
    fill = import_module("meetings.migrations.0021_fill_reminders").fill
    Forum.objects.filter(pk=forum.pk).update(
        remind_answer=[], remind_meeting=[7 * DAY, 3 * DAY, DAY, 120]
    )
    row = ReminderFactory(minutes_before=3 * DAY)
    mail = MailFactory(key=f"reminder:{row.pk}")
    Reminder.objects.update(about="")

    split.split(apps, None)
    fill(apps, None)

    kept = rules_of(forum)
    assert (kept["answer"], kept["meeting"]) == ([7 * DAY, 3 * DAY], [DAY, 120])
    row.refresh_from_db()
    assert (row.kind, row.about, row.handed) == ("answer", row.meeting.key, 1)
    assert (row.mail, row.recipient) == (mail, row.mandate.user)
    split.join(apps, None)
    assert rules_of(forum)["meeting"] == [7 * DAY, 3 * DAY, DAY, 120]


# --- those who came later ------------------------------------------------------------------------------


def test_a_new_head_is_reminded_of_tasks_and_minutes_too():
    regions = [RegionFactory(), RegionFactory()]
    reviewed = MinutesFactory(state="review", regions=regions).meeting
    item = ActionItemFactory(meeting=reviewed, region=regions[1])
    actions.plan_task(item)
    old = Reminder.objects.filter(mandate__region=regions[1])
    old.exclude(mandate=None).update(state="dropped", why="ended")
    regions[1].mandates.update(state="ended", ended_at=timezone.now())
    head = MandateFactory(region=regions[1], decided_at=timezone.now())

    tasks.replan_reminders()

    kinds = Reminder.objects.planned().filter(mandate=head).values_list("kind", flat=True)
    assert set(kinds) == {"remarks", "task"}


def test_each_night_what_was_missed_is_planned():
    held = held_meeting(days_ago=0)
    item = ActionItemFactory(meeting=held, region=held.organiser)

    tasks.plan_after_meetings()
    tasks.plan_after_meetings()

    assert held.reminders.of_kind("minutes").planned().count() == 2
    assert item.reminders.planned().count() == 3


def test_a_task_of_a_person_reminds_the_person_whatever_the_office():
    council = MandateFactory(office="council", title="Ketua BPD")
    item = ActionItemFactory(
        region=council.region, mandate=council, due_on=timezone.localdate() + timedelta(days=9)
    )

    actions.plan_task(item)

    assert {row.recipient for row in item.reminders.planned()} == {council.user}
    first = item.reminders.order_by("due_at").first()
    actions.queue_due(first.due_at)
    first.refresh_from_db()
    assert first.state == Reminder.State.QUEUED


def test_a_task_that_passed_to_somebody_else_reminds_only_him():
    council = MandateFactory(office="council", title="Ketua BPD")
    item = ActionItemFactory(
        region=council.region, mandate=council, due_on=timezone.localdate() + timedelta(days=9)
    )
    actions.plan_task(item)
    row = item.reminders.order_by("due_at").first()
    type(item).objects.filter(pk=item.pk).update(mandate=None)

    actions.queue_due(row.due_at)

    row.refresh_from_db()
    assert (row.state, row.why) == ("dropped", "ended")
