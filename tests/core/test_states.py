"""One function moves a state; the table of moves says where to."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from core.errors import Refusal
from core.states import move
from notifications.models import Mail

State = Mail.State


@pytest.fixture
def mail(db):
    return Mail.objects.create(
        key="a", kind="x", to="a@contoh.example", subject="s", text="t", message_id="<a@x>"
    )


def test_moves_and_sets_what_goes_with_it(mail):
    before = mail.updated_at

    move(mail, "state", to=State.DROPPED, last_error="batal")

    assert (mail.state, mail.last_error) == (State.DROPPED, "batal")
    assert mail.updated_at > before
    mail.refresh_from_db()
    assert (mail.state, mail.last_error) == (State.DROPPED, "batal")


@pytest.mark.parametrize(("old", "new"), [("dropped", "sending"), ("sent", "waiting")])
def test_what_the_table_does_not_name_is_refused(db, old, new):
    now = timezone.now() if old == "sent" else None
    mail = Mail(pk=1, state=old, sent_at=now)

    with pytest.raises(Refusal) as refusal:
        move(mail, "state", to=new)

    assert str(refusal.value)
    assert mail.state == old


def test_a_stale_row_is_refused_and_stays(mail):
    stale = Mail.objects.get(pk=mail.pk)
    move(mail, "state", to=State.DROPPED)

    with pytest.raises(Refusal):
        move(stale, "state", to=State.FAILED)

    mail.refresh_from_db()
    assert mail.state == State.DROPPED
    assert stale.state == State.WAITING


def test_a_row_that_is_gone_is_refused(mail):
    gone = Mail.objects.get(pk=mail.pk)
    mail.delete()

    with pytest.raises(Refusal):
        move(gone, "state", to=State.DROPPED)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_at_once_one_moves_it():
    mail = Mail.objects.create(
        key="a", kind="x", to="a@contoh.example", subject="s", text="t", message_id="<a@x>"
    )
    start = Barrier(50)

    def press(_number):
        mine = Mail.objects.get(pk=mail.pk)
        start.wait(30)
        try:
            move(mine, "state", to=State.DROPPED)
        except Refusal:
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(50) as threads:
        assert sum(threads.map(press, range(50))) == 1
