"""A real worker on the real broker makes the PDF: at once by the hint, or by the next tick."""

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from agreements import actions, tasks
from core.models import AuditEvent
from notifications.models import Mail
from tests.agreements.disagreeing import disputed
from tests.factories.agreements import (
    AgreementFactory,
    clausal,
    due_day,
    fill,
    give_word,
    in_days,
    submitted,
)
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory, SubdistrictFactory
from tests.notifications.machinery import sink, wait_until, worker  # noqa: F401

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def sheet_of(agreement, worker):  # noqa: F811
    """The file that the worker has kept, once it is there."""

    def made():
        agreement.refresh_from_db()
        return agreement.sheet_sha256

    wait_until(made, seconds=60, what="the PDF")
    return (Path(worker.folder) / "media" / agreement.sheet.name).read_bytes()


def test_a_worker_makes_the_pdf_of_what_was_sealed(sink, worker):  # noqa: F811
    worker.start()
    agreement = AgreementFactory(state="open")
    heads = [head_of(party.region) for party in agreement.parties.all()]

    for head in heads:
        give_word(agreement, head)

    content = sheet_of(agreement, worker)
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == agreement.sheet_sha256
    sink.wait_for(4)  # approved twice, sealed twice; who was not yet asked need not be


def test_a_hint_that_was_lost_is_made_up_for_by_the_tick(sink, worker):  # noqa: F811
    agreement = AgreementFactory(state="in_force")  # nobody listens yet
    worker.start()

    content = sheet_of(agreement, worker)

    assert hashlib.sha256(content).hexdigest() == agreement.sheet_sha256
    assert agreement.sheet_error == ""


def test_a_worker_makes_the_pdf_of_a_report(sink, worker):  # noqa: F811
    worker.start()
    agreement = AgreementFactory(state="in_force")
    report = submitted(agreement, head_of(agreement.drafted_for))

    assert sheet_of(report, worker).startswith(b"%PDF-")


def test_a_worker_reminds_of_an_evaluation_once(sink, worker):  # noqa: F811
    """Sealed so long ago that its first anniversary is in fourteen days."""
    with time_machine.travel(timezone.now() - timedelta(days=351), tick=True):
        AgreementFactory(state="in_force", ends_on=in_days(2000))
    worker.start()

    tasks.remind_of_evaluations.delay()
    tasks.remind_of_evaluations.delay()

    mails = Mail.objects.filter(kind="agreements.evaluation_due")
    wait_until(lambda: mails.count() == 2, seconds=60, what="one letter a head")
    assert mails.count() == 2


def a_deliberation_that_is_over():
    subdistrict = SubdistrictFactory(code="33.07.05")
    with days_ago(20):
        disputed([RegionFactory(code=f"{subdistrict.pk}.200{n}") for n in (4, 5)])


def a_term_that_ends_in_a_month():
    ends_on = in_days(30)
    with days_ago(200):
        AgreementFactory(state="in_force", ends_on=ends_on)


def words_that_are_missing():
    with days_ago(7):
        agreement = clausal([RegionFactory(), RegionFactory()])
        by = head_of(agreement.drafted_for)
        actions.open_for_approval(fill(agreement, by), by=by)


def something_that_is_due_today():
    today = in_days(0)
    with days_ago(40):
        due_day(first_due=today)


def days_ago(days):
    return time_machine.travel(timezone.now() - timedelta(days=days), tick=True)


@pytest.mark.parametrize(
    ("task", "kind", "happened", "letters"),
    [
        (tasks.remind_of_disputes, "agreements.dispute_over", a_deliberation_that_is_over, 2),
        (tasks.remind_of_ends, "agreements.ends_soon", a_term_that_ends_in_a_month, 2),
        (tasks.remind_of_ratification, "agreements.deadline", words_that_are_missing, 2),
        (tasks.remind_of_obligations, "agreements.obligation_due", something_that_is_due_today, 1),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_worker_reminds_once(sink, worker, task, kind, happened, letters):  # noqa: F811
    """Two ticks at once, and a third when the letters are sent."""

    def done():
        ends = rf"Task {re.escape(task.name)}\[[\w-]+\] succeeded"
        return len(re.findall(ends, worker.log.read_text()))

    happened()
    worker.start()

    task.delay()
    task.delay()

    mails = Mail.objects.filter(kind=kind)
    wait_until(lambda: mails.count() == letters, seconds=60, what="one letter a head")
    mails.update(due_at=timezone.now())  # it may be night
    sent = mails.filter(state=Mail.State.SENT)
    wait_until(lambda: sent.count() == letters, seconds=60, what="the letters sent")
    task.delay()
    wait_until(lambda: done() == 3, seconds=60, what="the third tick")
    assert mails.count() == letters


def test_a_worker_ends_what_is_over(sink, worker):  # noqa: F811
    ends_on = in_days(-1)
    with days_ago(60):
        agreement = AgreementFactory(state="in_force", ends_on=ends_on)
    worker.start()

    tasks.end_terms_that_are_over.delay()
    tasks.end_terms_that_are_over.delay()

    def state():
        agreement.refresh_from_db()
        return agreement.state

    wait_until(lambda: state() == "ended", seconds=60, what="the end")
    assert AuditEvent.objects.filter(verb="agreements.term_over").count() == 1
