"""A real worker on the real broker makes the PDF: at once by the hint, or by the next tick."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from agreements import tasks
from notifications.models import Mail
from tests.factories.agreements import AgreementFactory, give_word, in_days, submitted
from tests.factories.projects import head_of
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
