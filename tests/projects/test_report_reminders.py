"""Who leads a running project is reminded of the report on its day and three days later."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications.models import Mail, Notification
from projects import actions, notices, tasks
from projects.actions import reminding
from projects.models import Project
from tests.factories.projects import in_days
from tests.projects.reports import plan, row, running, send

pytestmark = pytest.mark.django_db
KIND = "projects.report_due"


@pytest.fixture
def due(lead, partners, head, secretary, partner_heads):
    return running(lead, partners, due=0)


def waiting():
    return Mail.objects.filter(kind=KIND).undelivered()


def noon(days=0):
    day = in_days(days)
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)  # noon in Jakarta


def test_on_its_day_the_lead_is_reminded_once(due, head, secretary):
    assert actions.remind_of_reports(noon()) == 2
    assert actions.remind_of_reports(noon() + timedelta(hours=1)) == 0
    assert {mail.recipient for mail in waiting()} == {head.user, secretary.user}
    mail = head.user.mails.get()
    assert mail.subject == f"Mohon laporan hari ini: {due.title}"
    assert f"{due.get_absolute_url()}kabar/tulis/" in mail.text
    assert (mail.about, mail.on_behalf) == (due.key, head.key)
    line = Notification.objects.get(recipient=head.user)
    assert line.title == f"Laporan jatuh tempo: {due.title}"


def test_three_days_late_once_more(due, head):
    Project.objects.update(report_due_on=in_days(-3))
    tasks.remind_of_reports()
    tasks.remind_of_reports()
    mail = head.user.mails.get()
    assert "terlambat" in mail.subject
    assert "3 hari yang lalu" in mail.text


@pytest.mark.parametrize("days", [1, 7, -6, -30])
def test_on_other_days_nobody_is_reminded(due, days):
    Project.objects.update(report_due_on=in_days(days))
    assert actions.remind_of_reports(noon()) == 0


def test_nobody_is_woken_at_night(due, head):
    actions.remind_of_reports(noon() + timedelta(hours=-11))  # one at night in Jakarta
    mail = head.user.mails.get()
    assert mail.due_at == noon() - timedelta(hours=6)
    assert mail.day_zone == head.user.time_zone


def sends(project, head, lead):
    send(project, head)


def finishes(project, head, lead):
    actions.finish(project, by=head)


def withdraws(project, head, lead):
    actions.withdraw(project, by=head, reason="Dana dialihkan.")


def turns(project, head, lead):
    plan(project, head, [row("Survei", lead, weight=100)], rhythm="quarter")


@pytest.mark.parametrize("ends", [sends, finishes, withdraws, turns])
def test_what_ends_the_waiting_drops_the_letters(due, head, lead, ends):
    actions.remind_of_reports(noon())
    ends(due, head, lead)
    assert not waiting().exists()
    assert actions.remind_of_reports(noon()) == 0


def test_one_that_was_closed_in_between_is_left_alone(due, head):
    actions.finish(due, by=head)
    assert reminding._remind(due.pk, noon()) == 0


def test_one_that_is_gone_is_left_alone():
    assert reminding._remind(0, noon()) == 0


def test_one_mishap_does_not_stop_the_others(due, monkeypatch, caplog):
    def breaks(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(notices, "report_due", breaks)
    assert actions.remind_of_reports(noon()) == 0
    assert "could not be written" in caplog.text
