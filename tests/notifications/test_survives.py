"""The promise of the outbox, with a real worker, broker, database and SMTP server."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from notifications import actions
from notifications.models import Mail
from tests.factories.accounts import UserFactory
from tests.notifications.machinery import (  # noqa: F401
    flush_broker,
    sink,
    wait_until_all_are_sent,
    worker,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def put_into_the_outbox(count, **extra):
    user = UserFactory()
    for number in range(count):
        actions.post(
            user,
            key=f"proof:{user.pk}:{number}",
            kind="proof",
            subject="Pengingat",
            text="Rapat besok.",
            to=f"orang{user.pk}-{number}@desa.example",
            **extra,
        )


def test_no_mail_is_lost_and_none_doubled_under_another_id(sink, worker):  # noqa: F811
    """200 due mails; 5 SIGKILLs; the mail server away, busy, and moody; the broker flushed."""
    put_into_the_outbox(160)
    addresses = list(Mail.objects.values_list("to", flat=True))
    sink.refused_once = dict.fromkeys(addresses[::4], "451 Greylisted, try again later")
    put_into_the_outbox(40, due_at=timezone.now() + timedelta(seconds=15))
    sink.delay = 0.02

    for number, fault in enumerate(["", "away", "", "busy", ""], start=1):
        worker.start()
        sink.wait_for(25 * number)
        if fault == "away":
            sink.close()
            time.sleep(2)
        if fault == "busy":
            sink.answers["MAIL"] = "421 Too busy, try again later"
            time.sleep(2)
        worker.kill()
        if fault == "away":
            sink.open()
        sink.answers.clear()
    worker.start()
    sink.wait_for(140)
    flush_broker()  # what the clock said is gone; its next tick finds the rows
    wait_until_all_are_sent()

    rows = {mail.to: mail for mail in Mail.objects.all()}
    assert len(rows) == 200
    assert {mail.state for mail in rows.values()} == {Mail.State.SENT}
    ids = {address: set() for address in rows}
    for letter in sink.letters:
        ids[letter["To"]].add(letter["Message-ID"])
    assert ids == {address: {mail.message_id} for address, mail in rows.items()}
    assert worker.kills == 5
    assert sink.refused_once == {}
    doubled = len(sink.letters) - 200
    assert doubled <= worker.kills * worker.concurrency  # one in the hand of each child
