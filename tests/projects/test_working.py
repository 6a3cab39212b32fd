"""Work days: who announces and joins them, what those who joined are told, who came."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail, Notification
from projects import actions, workday_rules, workdays
from projects.actions import working
from projects.actions.working import mark_of_labour
from projects.labour import days_text, labour_days
from projects.models import Labour, Project, SignUp, WorkDay
from projects.workday_notices import when
from tests.factories.accounts import UserFactory
from tests.factories.projects import (
    FollowFactory,
    LabourFactory,
    ProjectFactory,
    SignUpFactory,
    WorkDayFactory,
    in_ten_days,
)
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.amending import amend, answer
from tests.projects.reports import fresh

pytestmark = pytest.mark.django_db
S = Project.State


def facts(**changes):
    """What ``actions.announce_day`` takes."""
    start = changes.pop("starts_at", in_ten_days())
    return {
        "starts_at": start,
        "ends_at": start + timedelta(hours=4),
        "sign_up_until": start,
        "place": "Balai Dusun Krajan",
        "work": "Menggali parit pipa",
        "bring": "Cangkul",
        "wanted": 40,
    } | changes


def announce(project, by, **changes):
    token = changes.pop("token", None) or uuid.uuid4()
    return actions.announce_day(project, by=by, token=token, **facts(**changes))


def change(day, by, **changes):
    words = {"reason": "Hujan lebat", "changes": day.changes} | changes
    return actions.change_day(day, by=by, **facts(**words))


def join(day, user=None, acting=None, name="Sari", people=1, region=None):
    user = user or (acting.user if acting else UserFactory())
    return actions.sign_up(day, user=user, acting=acting, name=name, people=people, region=region)


def record(day, by, *rows, mark=None, token=None):
    names = ("region", "group", "people", "hours")
    return actions.record_labour(
        day, by=by, token=token or uuid.uuid4(),
        mark=mark_of_labour(day) if mark is None else mark,
        rows=[dict(zip(names, row, strict=True)) for row in rows],
    )  # fmt: skip


@pytest.fixture
def day(work, lead):
    return WorkDayFactory(project=work, region=lead)


@pytest.fixture
def held(work, lead):
    return WorkDayFactory(project=work, region=lead, held=True)


def now_of(model):
    return type(model).objects.get(pk=model.pk)


# --- arithmetic ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "days"),
    [(None, "0.0"), (0, "0.0"), (8, "1.0"), (80, "10.0"), (4, "0.5"), (Decimal("0.4"), "0.1")],
)
def test_eight_hours_of_one_person_are_a_labour_day(hours, days):
    assert labour_days(hours) == Decimal(days)


def test_labour_days_in_words():
    assert [days_text(days) for days in (1, 1200)] == [
        "1 hari orang kerja",
        "1.200 hari orang kerja",
    ]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (-25, "pendaftaran dibuka"), (-23, "pendaftaran ditutup"), (1, "sedang berlangsung"),
        (4, "selesai"),
    ],
)  # fmt: skip
def test_a_day_says_how_near_it_is(day, hours, words):
    assert workdays.badge_of(day, day.starts_at + timedelta(hours=hours)).label == words


# --- announcing ------------------------------------------------------------------------------


def test_a_partner_announces_a_day_and_all_who_take_part_or_follow_are_told(
    work, head, partner_heads
):
    follower = FollowFactory(project=work).user
    day = announce(work, partner_heads[0])
    assert (day.region, day.taken, day.state) == (partner_heads[0].region, 0, "planned")
    told = Notification.objects.filter(kind="projects.day_announced")
    assert set(told.values_list("recipient", flat=True)) == {
        head.user_id, partner_heads[1].user_id, follower.pk,
    }  # fmt: skip
    assert AuditEvent.objects.get(verb="projects.day_announced").detail == {"day": day.pk}


def test_the_same_form_twice_is_one_day(work, head):
    token = uuid.uuid4()
    assert announce(work, head, token=token) == announce(work, head, token=token)
    assert WorkDay.objects.count() == 1


def test_strangers_and_councils_announce_nothing(work, lead):
    for by in (MandateFactory(), MandateFactory(region=lead, office="council", title="BPD")):
        with pytest.raises(Forbidden):
            announce(work, by)
    assert not workday_rules.can_announce(None, work)


@pytest.mark.parametrize("state", [S.PROPOSED, S.FINISHED, S.DECLINED])
def test_only_an_agreed_or_running_project_has_work_days(lead, head, state):
    with pytest.raises(Refusal):
        announce(ProjectFactory(lead=lead, state=state), head)


def test_a_day_of_the_past_is_refused(work, head):
    with pytest.raises(Refusal, match="akan datang"):
        announce(work, head, starts_at=in_ten_days(-20))


def test_there_is_an_end_to_the_number_of_days(work, head, monkeypatch):
    monkeypatch.setattr(working, "MOST_PLANNED", 1)
    announce(work, head)
    with pytest.raises(Refusal):
        announce(work, head)


# --- signing up ------------------------------------------------------------------------------


def test_anybody_with_an_account_joins_and_brings_others(day, partners):
    signed = join(day, people=3, region=partners[0])
    assert (signed.mandate, signed.region, now_of(day).taken) == (None, partners[0], 3)


def test_nobody_joins_twice_but_again_after_stepping_back(day):
    user = UserFactory()
    signed = join(day, user)
    assert join(day, user) == signed  # a second click
    with pytest.raises(Refusal, match="Sari"):
        join(day, user, people=2)
    actions.step_back(signed, user=user, acting=None)
    assert now_of(day).taken == 0
    join(day, user)
    assert now_of(day).taken == 1


def test_a_representative_signs_up_groups_of_his_region(day, partner_heads):
    by = partner_heads[0]
    join(day, acting=by, name="Warga RT 02", people=12)
    join(day, acting=by, name="Warga RT 03", people=8)
    assert now_of(day).taken == 20
    assert set(SignUp.objects.values_list("region", flat=True)) == {by.region_id}
    with pytest.raises(Refusal):
        join(day, acting=by, name="Warga RT 02", people=1)


def test_a_full_day_says_so(work, lead):
    day = WorkDayFactory(project=work, region=lead, wanted=5)
    join(day, people=3)
    with pytest.raises(Refusal, match="2"):
        join(day, people=3)
    join(day, people=2)
    with pytest.raises(Refusal, match="penuh: 5 dari 5 tempat sudah terisi"):
        join(day)


def test_the_list_of_a_day_has_an_end(day, monkeypatch):
    monkeypatch.setattr(working, "MOST_SIGN_UPS", 1)
    user = UserFactory()
    for _again in range(2):  # who steps back fills no row
        actions.step_back(join(day, user), user=user, acting=None)
    join(day)
    with pytest.raises(Refusal):
        join(day)


def test_who_is_too_late_hears_why(day, work):
    with time_machine.travel(day.sign_up_until + timedelta(minutes=1)), pytest.raises(Refusal):
        join(day)
    with time_machine.travel(day.starts_at), pytest.raises(Refusal):
        join(day)


def test_visitors_are_asked_to_sign_in(day):
    class Visitor:
        is_authenticated = False

    assert not workday_rules.can_sign_up(Visitor(), day)


def test_places_are_given_back_by_who_took_them_or_by_the_region(day, partner_heads, partners):
    signed = join(day, acting=partner_heads[0], name="Warga RT 02", people=12)
    with pytest.raises(Forbidden):
        actions.step_back(signed, user=UserFactory(), acting=partner_heads[1])
    secretary = MandateFactory(region=partners[0], office="secretary", title="Sekretaris Desa")
    actions.step_back(signed, user=secretary.user, acting=secretary)
    assert now_of(day).taken == 0
    with pytest.raises(Refusal):
        actions.step_back(signed, user=secretary.user, acting=secretary)


def test_nobody_steps_back_once_the_work_has_begun(day):
    signed = join(day)
    with time_machine.travel(day.starts_at), pytest.raises(Refusal):
        actions.step_back(signed, user=signed.booked_by, acting=None)


# --- what people are told -----------------------------------------------------------------------


def reminders(user):
    return Mail.objects.filter(kind="projects.day_reminder", recipient=user)


def test_a_reminder_waits_for_the_day_before_and_goes_with_who_steps_back(day):
    signed = join(day)
    mail = reminders(signed.booked_by).get()
    assert mail.due_at == day.starts_at - timedelta(days=1)
    assert mail.expires_at == day.starts_at
    assert "Menggali parit" in mail.text
    actions.step_back(signed, user=signed.booked_by, acting=None)
    assert reminders(signed.booked_by).get().state == "dropped"
    join(day, signed.booked_by)
    assert reminders(signed.booked_by).filter(state="waiting").count() == 1


def test_who_signed_up_two_groups_has_one_reminder_until_both_are_gone(day, head):
    first, second = (join(day, acting=head, name=f"RT {n}") for n in (1, 2))
    actions.step_back(first, user=head.user, acting=head)
    assert reminders(head.user).get().state == "waiting"
    actions.step_back(second, user=head.user, acting=head)
    assert reminders(head.user).get().state == "dropped"


def test_nobody_is_reminded_of_what_begins_within_a_day(work, lead):
    soon = timezone.now() + timedelta(hours=10)
    day = WorkDayFactory(project=work, region=lead, starts_at=soon, sign_up_until=soon)
    assert not reminders(join(day).booked_by).exists()


def test_a_moved_day_is_told_with_its_reason_and_reminded_of_anew(day, head):
    user = join(day).booked_by
    later = in_ten_days(5)
    change(day, head, starts_at=later)
    assert Notification.objects.get(recipient=user).body.endswith("Hujan lebat")
    told = Mail.objects.get(kind="projects.day_changed", recipient=user)
    assert "Hujan lebat" in told.text
    assert list(reminders(user).order_by("pk").values_list("state", flat=True)) == [
        "dropped", "waiting",
    ]  # fmt: skip
    assert reminders(user).latest("pk").due_at == later - timedelta(days=1)
    assert now_of(day).taken == 1


def test_a_stale_form_too_few_places_or_the_past_change_nothing(day, head):
    join(day, people=5)
    for wrong in ({"wanted": 4}, {"changes": 7}, {"starts_at": in_ten_days(-30)}):
        with pytest.raises(Refusal):
            change(now_of(day), head, **wrong)
    assert now_of(day).wanted == 40


def test_a_partner_does_not_change_what_the_lead_has_announced(day, partner_heads, work, head):
    with pytest.raises(Forbidden):
        change(day, partner_heads[0])
    theirs = announce(work, partner_heads[0])
    change(theirs, head, place="Balai Desa")  # the lead may change a partner's day
    assert now_of(theirs).place == "Balai Desa"


def test_a_region_that_has_left_the_project_runs_its_day_no_longer(
    work, head, partners, partner_heads
):
    theirs = announce(work, partner_heads[0])
    done = WorkDayFactory(project=work, region=partners[0], held=True)
    amend(work, by=head, partners=partners[1:])
    for mandate in partner_heads:
        answer(work, mandate)
    for act in (
        lambda: change(now_of(theirs), partner_heads[0], place="Balai Desa"),
        lambda: actions.cancel_day(theirs, by=partner_heads[0], reason="Batal"),
        lambda: record(done, partner_heads[0]),
    ):
        with pytest.raises(Forbidden, match="penggagas, Desa Sojokerto"):
            act()
    with pytest.raises(Forbidden, match="penggagas, Desa Sojokerto"):
        change(now_of(theirs), partner_heads[1])
    change(now_of(theirs), head, place="Balai Desa")
    record(done, head, (work.lead, "", 3, 4))


def test_a_cancelled_day_is_told_and_its_letters_dropped(day, head):
    user = join(day).booked_by
    actions.cancel_day(day, by=head, reason="Tanah longsor")
    assert reminders(user).get().state == "dropped"
    text = Mail.objects.get(kind="projects.day_cancelled").text
    assert "Tanah longsor" in text
    assert f"Tempat: {day.place}" in text
    for late in (lambda: change(now_of(day), head), lambda: join(day)):
        with pytest.raises(Refusal):
            late()
    with pytest.raises(Refusal):
        actions.cancel_day(day, by=head, reason="Lagi")
    assert Mail.objects.filter(kind="projects.day_cancelled").count() == 1


def test_what_has_begun_is_not_changed(held, head):
    with pytest.raises(Refusal):
        change(held, head)


@pytest.mark.parametrize("how", ["finish", "withdraw"])
def test_days_to_come_end_with_the_project(day, held, head, work, how):
    user = join(day).booked_by
    words = {"reason": "Dana dialihkan"} if how == "withdraw" else {}
    getattr(actions, how)(fresh(work), by=head, **words)
    assert now_of(day).state == "cancelled"
    assert now_of(held).state == "planned"
    assert Mail.objects.filter(kind="projects.day_cancelled", recipient=user).count() == 1


# --- who came --------------------------------------------------------------------------------


def test_labour_is_written_down_and_corrected_by_later_rows(held, head, lead, partners):
    record(held, head, (lead, "", 20, Decimal(4)), (partners[0], "RT 02", 12, Decimal(4)))
    hours = Labour.objects.hours_by("region")
    assert hours == {lead.pk: 80, partners[0].pk: 48}
    record(held, head, (lead, "", 18, Decimal(4)))
    assert Labour.objects.hours_by("region") == {lead.pk: 72, partners[0].pk: 0}
    assert Labour.objects.count() == 4
    record(held, head, (lead, "", 18, Decimal(4)))
    assert Labour.objects.count() == 4  # nothing new
    assert workdays.worked_in(held.project).startswith("9")
    assert AuditEvent.objects.filter(verb="projects.day_recorded").count() == 2


def test_the_same_form_twice_writes_once_and_a_stale_one_nothing(held, head, lead):
    token = uuid.uuid4()
    for _click in range(2):
        record(held, head, (lead, "", 20, Decimal(4)), token=token, mark=0)
    assert Labour.objects.count() == 1
    with pytest.raises(Refusal):
        record(held, head, (lead, "", 10, Decimal(4)), mark=0)


def test_labour_of_a_region_without_a_seat_is_refused(held, head):
    with pytest.raises(Refusal):
        record(held, head, (RegionFactory(), "", 3, Decimal(4)))


def test_nobody_writes_down_who_came_before_the_work_begins(day, held, head, partner_heads, lead):
    with pytest.raises(Refusal):
        record(day, head, (lead, "", 3, Decimal(4)))
    with pytest.raises(Forbidden):
        record(held, partner_heads[0], (lead, "", 3, Decimal(4)))
    WorkDay.objects.filter(pk=held.pk).update(state="cancelled", reason="Hujan")
    with pytest.raises(Refusal):
        record(held, head, (lead, "", 3, Decimal(4)))


def test_the_form_begins_with_those_who_signed_up_then_with_what_stands(day, lead, partner_heads):
    join(day, acting=partner_heads[0], name="Warga RT 02", people=12)
    for _person in range(2):
        join(day, name="Sari", people=2, region=lead)
    join(day, name="Tamu")
    rows = workdays.rows_to_record(day)
    assert [(row["region"], row["group"], row["people"], row["hours"]) for row in rows] == [
        (partner_heads[0].region_id, "Warga RT 02", 12, 4), (lead.pk, "", 4, 4),
    ]  # fmt: skip
    LabourFactory(day=day, people=3)
    assert [row["people"] for row in workdays.rows_to_record(day)] == [3]


# --- the database ------------------------------------------------------------------------------


def refused_by_database(write):
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        write()


def test_the_database_refuses_nonsense(day, held):
    days = WorkDay.objects.filter(pk=day.pk)
    for nonsense in (
        {"taken": 41}, {"wanted": 0}, {"ends_at": day.starts_at}, {"place": ""}, {"work": ""},
        {"state": "cancelled"}, {"sign_up_until": day.ends_at},
    ):  # fmt: skip
        refused_by_database(lambda nonsense=nonsense: days.update(**nonsense))
    refused_by_database(lambda: SignUpFactory(day=day, people=0))
    refused_by_database(lambda: SignUpFactory(day=day, name=""))
    refused_by_database(lambda: LabourFactory(day=held, hours=25))


def test_labour_is_never_changed(held):
    row = LabourFactory(day=held)
    with pytest.raises(Exception, match="Cannot update|update"), transaction.atomic():
        Labour.objects.filter(pk=row.pk).update(people=1)


def test_a_moment_is_said_in_the_zone_of_the_lead(day):
    day.starts_at = datetime(2026, 11, 28, 0, tzinfo=UTC)
    day.ends_at = day.starts_at + timedelta(hours=4)
    assert "07.00" in when(day)
    assert "11.00" in when(day)
