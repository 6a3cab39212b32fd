"""Claiming, sending, marking; what goes wrong with one letter, with the server, with the clock."""

import smtplib
import threading
import time
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import F
from django.utils import timezone

from notifications import actions, dispatch
from notifications.management.commands import send_due
from notifications.models import Heartbeat, Mail
from tests.clocks import zone_where_it_is
from tests.factories.notifications import MailFactory

State = Mail.State


class Server(BaseEmailBackend):
    """A mail server whose answers a test chooses: by address, or on opening the connection."""

    accepted, answers, on_opening, closed = [], {}, None, 0

    def open(self):
        if Server.on_opening:
            raise Server.on_opening

    def close(self):
        Server.closed += 1

    def send_messages(self, messages):
        for message in messages:
            message.message()
            answer = self.answers.get(message.to[0])
            if callable(answer):
                answer = answer()
            if answer:
                raise answer
            self.accepted.append(message.to[0])


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.accepted, Server.answers, Server.on_opening, Server.closed = [], {}, None, 0
    return Server


def refused(code, address="x@desa.example"):
    return smtplib.SMTPRecipientsRefused({address: (code, b"no")})


def minutes_until(mail):
    mail.refresh_from_db()
    return round((mail.due_at - timezone.now()).total_seconds() / 60)


def make_due(mails):
    mails.update(due_at=F("due_at") - timedelta(days=1))


@pytest.mark.django_db
def test_due_mail_is_sent_once_and_marked():
    due = MailFactory(
        headers={"List-Id": "Forum <forum.example>"}, sender="Camat Watumalang melalui Forum"
    )
    later = MailFactory(due_at=timezone.now() + timedelta(minutes=1))

    assert dispatch.send_due() == 1
    assert dispatch.send_due() == 0

    [letter] = django_mail.outbox
    assert letter.to == [due.to]
    assert letter.from_email == "Camat Watumalang melalui Forum <forum@localhost>"
    assert letter.message()["Message-ID"] == due.message_id
    assert letter.message()["Auto-Submitted"] == "auto-generated"
    assert letter.message()["List-Id"] == "Forum <forum.example>"
    due.refresh_from_db()
    assert (due.state, due.tries, due.claim) == (State.SENT, 1, None)
    assert abs(due.sent_at - timezone.now()) < timedelta(minutes=1)
    later.refresh_from_db()
    assert later.state == State.WAITING


@pytest.mark.django_db
def test_all_batches_are_sent_over_one_connection_each(server, settings):
    settings.MAIL_BATCH = 2
    MailFactory.create_batch(5)

    assert dispatch.send_due() == 5
    assert server.closed == 3


@pytest.mark.django_db
def test_those_that_wait_longest_go_first(server):
    late = MailFactory(due_at=timezone.now() - timedelta(hours=1))
    later = MailFactory(due_at=timezone.now() - timedelta(hours=2))

    dispatch.send_due()

    assert server.accepted == [later.to, late.to]


@pytest.mark.django_db
def test_what_is_dropped_after_the_claim_is_not_sent(server):
    first, second = MailFactory.create_batch(2)

    def drop_the_other():
        actions.drop(Mail.objects.filter(pk=second.pk))

    server.answers[first.to] = drop_the_other
    assert dispatch.send_due() == 1
    second.refresh_from_db()
    assert (second.state, server.accepted) == (State.DROPPED, [first.to])


@pytest.mark.django_db
def test_what_is_dropped_while_on_the_wire_was_sent(server):
    mail = MailFactory()
    server.answers[mail.to] = lambda: actions.drop(Mail.objects.all()) and None

    dispatch.send_due()

    mail.refresh_from_db()
    assert mail.state == State.SENT


@pytest.mark.django_db
def test_what_is_pointless_is_dropped_unsent(server):
    expired = MailFactory(expires_at=timezone.now() - timedelta(seconds=1), secret=True)
    useful = MailFactory(expires_at=timezone.now() + timedelta(minutes=1))

    dispatch.send_due()

    expired.refresh_from_db()
    assert (expired.state, expired.text, expired.html) == (State.DROPPED, "", "")
    assert server.accepted == [useful.to]


@pytest.mark.django_db
def test_what_expires_after_the_claim_is_not_sent(server):
    first, second = MailFactory.create_batch(2)

    def let_the_other_expire():
        Mail.objects.filter(pk=second.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    server.answers[first.to] = let_the_other_expire
    assert dispatch.send_due() == 1
    assert server.accepted == [first.to]


@pytest.mark.django_db
def test_a_code_is_wiped_once_it_is_sent_and_other_texts_stay():
    code, other = MailFactory(secret=True), MailFactory()

    dispatch.send_due()

    assert "09.00" in django_mail.outbox[0].body
    code.refresh_from_db()
    other.refresh_from_db()
    assert (code.text, code.html) == ("", "")
    assert other.text and other.html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error",
    [
        refused(550),
        refused(553),
        smtplib.SMTPDataError(554, b"spam"),
        smtplib.SMTPSenderRefused(552, b"too large", "f"),
    ],
)
def test_a_letter_that_the_server_refuses_has_failed_and_stops_nobody(server, error):
    bad, good = MailFactory.create_batch(2)
    server.answers[bad.to] = error

    assert dispatch.send_due() == 1

    bad.refresh_from_db()
    assert (bad.state, bad.tries, bad.claim) == (State.FAILED, 1, None)
    assert str(dispatch._code(error)) in bad.last_error
    assert server.accepted == [good.to]


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["subject", "to", "sender", "message_id"])
def test_a_letter_that_cannot_be_written_has_failed(server, field):
    """Rows are made by our actions only; were one broken all the same, no header could be added."""
    good = MailFactory()
    bad = MailFactory(**{field: "x@desa.example\r\nBcc: y@desa.example"})

    assert dispatch.send_due() == 1

    bad.refresh_from_db()
    assert bad.state == State.FAILED
    assert server.accepted == [good.to]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error", [refused(450), smtplib.SMTPDataError(451, b"greylisted"), RuntimeError("?")]
)
def test_other_trouble_is_tried_again_later_and_later(server, error):
    bad, good = MailFactory.create_batch(2)
    server.answers[bad.to] = error
    pauses = []

    for _try in range(7):
        dispatch.send_due()
        pauses.append(minutes_until(bad))
        make_due(Mail.objects.filter(pk=bad.pk))

    assert pauses == [1, 2, 4, 8, 15, 15, 15]
    bad.refresh_from_db()
    assert (bad.state, bad.tries) == (State.WAITING, 7)
    assert type(error).__name__ in bad.last_error
    assert server.accepted == [good.to]


@pytest.mark.django_db
def test_after_a_day_of_trying_it_has_failed(server):
    young = MailFactory(planned_at=timezone.now() - timedelta(hours=23))
    old = MailFactory(planned_at=timezone.now() - timedelta(hours=25), secret=True)
    never_tried = MailFactory(planned_at=timezone.now() - timedelta(days=9))
    server.answers = {young.to: refused(450), old.to: refused(450)}

    dispatch.send_due()

    states = dict(Mail.objects.values_list("pk", "state"))
    assert states == {young.pk: State.WAITING, old.pk: State.FAILED, never_tried.pk: State.SENT}
    old.refresh_from_db()
    assert old.text == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError("refused"),
        TimeoutError("too long"),
        smtplib.SMTPConnectError(421, b"busy"),
        smtplib.SMTPAuthenticationError(535, b"who?"),
    ],
)
def test_while_the_server_is_away_no_try_is_counted(server, error):
    old = MailFactory(planned_at=timezone.now() - timedelta(hours=25))
    mails = MailFactory.create_batch(2)
    server.on_opening = error

    assert dispatch.send_due() == 0

    for mail in mails:
        assert minutes_until(mail) == 1
        assert (mail.state, mail.tries, mail.claim) == (State.WAITING, 0, None)
    old.refresh_from_db()
    assert old.state == State.FAILED
    server.on_opening = None
    make_due(Mail.objects.filter(state=State.WAITING))
    assert dispatch.send_due() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPHeloError(501, b"who are you"),
        smtplib.SMTPSenderRefused(553, b"not your address", "forum@localhost"),
        smtplib.SMTPSenderRefused(450, b"too many", "forum@localhost"),
        refused(421),
        OSError(28, "No space left on device"),
    ],
)
def test_when_the_server_goes_away_in_between_the_rest_waits_uncounted(server, error):
    sent, hit, rest = MailFactory.create_batch(3)
    server.answers[hit.to] = error

    assert dispatch.send_due() == 1

    assert (minutes_until(hit), minutes_until(rest)) == (1, 1)
    assert (hit.state, hit.tries) == (State.WAITING, 1)
    assert (rest.state, rest.tries) == (State.WAITING, 0)
    assert server.accepted == [sent.to]


@pytest.mark.django_db
def test_a_letter_that_stops_every_worker_is_given_up(server):
    deadly = MailFactory(tries=Mail.MOST_TRIES)

    assert dispatch.send_due() == 0
    deadly.refresh_from_db()
    assert deadly.state == State.FAILED
    assert server.accepted == []


@pytest.mark.django_db
def test_after_a_dead_worker_its_other_letters_go_before_the_one_in_its_hand(server):
    first, second = MailFactory.create_batch(2)
    token = uuid4()
    assert dispatch.claim(token) == [first.pk, second.pk]
    assert dispatch._take_up(first.pk, token).tries == 1  # and now it dies

    assert dispatch.send_due() == 0  # the lease still runs
    Mail.objects.update(due_at=F("due_at") - timedelta(minutes=3))
    dispatch.send_due()

    assert server.accepted == [second.to, first.to]
    first.refresh_from_db()
    assert (first.state, first.tries) == (State.SENT, 2)


@pytest.mark.django_db
def test_who_has_lost_the_lease_sends_and_marks_nothing(server):
    mail = MailFactory()
    slow, quick = uuid4(), uuid4()
    dispatch.claim(slow)
    Mail.objects.update(due_at=F("due_at") - timedelta(minutes=3))
    assert dispatch.claim(quick) == [mail.pk]

    assert dispatch._take_up(mail.pk, slow) is None
    dispatch._mark_sent(mail.pk, slow)

    mail.refresh_from_db()
    assert (mail.state, mail.claim) == (State.SENDING, quick)


@pytest.mark.django_db
def test_when_the_time_is_up_the_rest_of_the_batch_is_given_back(server, monkeypatch):
    mails = MailFactory.create_batch(3)
    clock = iter([0, 1, 2, 99, 99])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock, 99))

    assert dispatch.send_due(seconds=50) == 1

    states = Counter(Mail.objects.values_list("state", flat=True))
    assert states == {State.SENT: 1, State.WAITING: 2}
    assert not Mail.objects.filter(claim__isnull=False).exists()
    assert server.accepted == [mails[0].to]


@pytest.mark.django_db
def test_the_mark_is_tried_again_when_the_database_is_away_for_a_moment(monkeypatch):
    """In a transaction, as here, there is nothing to try again: it raises."""
    mail = MailFactory()
    monkeypatch.setattr("notifications.models.MailQuerySet.settle", _away)

    with pytest.raises(OperationalError):
        dispatch._mark_sent(mail.pk, uuid4())


def _away(*args, **kwargs):
    raise OperationalError("terminating connection")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_database_that_restarts_after_the_250_does_not_double_the_letter(server, monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    mail = MailFactory()

    def end_our_connection():
        connection.close()
        connection.ensure_connection()
        pid = connection.connection.info.backend_pid
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        other.close()

    server.answers[mail.to] = end_our_connection
    assert dispatch.send_due() == 1
    assert dispatch.send_due() == 0
    mail.refresh_from_db()
    assert mail.state == State.SENT


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_database_that_stays_away_ends_the_run(server, monkeypatch):
    pauses = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    monkeypatch.setattr("notifications.models.MailQuerySet.settle", _away)

    with pytest.raises(OperationalError):
        dispatch._mark_sent(1, uuid4())
    assert pauses == [0.5, 2, 5]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_at_once_send_each_letter_once(server, settings):
    settings.MAIL_BATCH = 7
    MailFactory.create_batch(150)
    barrier = threading.Barrier(8)

    def work():
        barrier.wait()
        try:
            dispatch.send_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(server.accepted) == {mail.to: 1 for mail in Mail.objects.all()}
    assert set(Mail.objects.values_list("state", "tries")) == {(State.SENT, 1)}


@pytest.mark.django_db
def test_the_command_sends_without_celery(server, monkeypatch, capsys):
    MailFactory.create_batch(2)
    looks = []

    def pause(seconds):
        looks.append(seconds)
        if len(looks) == 3:
            raise KeyboardInterrupt
        MailFactory()

    monkeypatch.setattr(time, "sleep", pause)
    monkeypatch.setattr(send_due, "close_old_connections", lambda: None)  # the test's own is needed
    call_command("send_due")
    with pytest.raises(KeyboardInterrupt):
        call_command("send_due", loop=True, pause=7)

    assert "2 sent" in capsys.readouterr().out
    assert len(server.accepted) == 4
    assert looks == [7, 7, 7]
    assert Heartbeat.objects.get().name == "notifications.tasks.send_due_mail"


@pytest.mark.django_db
def test_the_loop_outlives_the_database(monkeypatch, capsys):
    monkeypatch.setattr(dispatch, "send_due", _away)
    monkeypatch.setattr(send_due, "close_old_connections", lambda: None)

    send_due.Command().look()

    assert "terminating connection" in capsys.readouterr().err


@pytest.mark.django_db
def test_what_goes_by_day_only_waits_for_the_morning_of_its_reader(server):
    night, noon = (
        MailFactory(day_zone=zone_where_it_is(1)),
        MailFactory(day_zone=zone_where_it_is(12)),
    )
    essential = MailFactory()

    assert dispatch.send_due() == 2

    assert sorted(server.accepted) == sorted([noon.to, essential.to])
    assert 4 * 60 - 1 <= minutes_until(night) <= 5 * 60 + 1
    assert (night.state, night.claim) == (State.WAITING, None)


@pytest.mark.django_db
def test_what_the_server_took_back_in_the_evening_does_not_ring_at_night(server):
    """Due by day, tried again when it is night."""
    mail = MailFactory(day_zone=zone_where_it_is(12))
    server.answers[mail.to] = refused(450)
    dispatch.send_due()
    server.answers.clear()
    make_due(Mail.objects.all())
    Mail.objects.update(day_zone=zone_where_it_is(22))

    assert dispatch.send_due() == 0

    assert server.accepted == []
    assert minutes_until(mail) > 6 * 60


@pytest.mark.django_db
def test_an_unknown_zone_stops_no_other_letter(server):
    MailFactory(day_zone="Mars/Olympus")
    other = MailFactory()

    dispatch.send_due()

    assert server.accepted == [other.to]
