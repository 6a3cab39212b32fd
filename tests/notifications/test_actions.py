"""Rows of inbox and outbox: put in, dropped, read, sent again, forgotten."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from core.errors import Refusal
from core.models import AuditEvent
from notifications import actions, hint
from notifications.envelope import sender_of
from notifications.models import Mail, Notification
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MailFactory, NotificationFactory

pytestmark = pytest.mark.django_db
State = Mail.State
WORDS = {"kind": "meetings.invited", "subject": "Undangan", "text": "Rapat besok"}


def ago(**time):
    return timezone.now() - timedelta(**time)


def test_a_line_is_told():
    user = UserFactory()

    actions.tell(
        user, kind="meetings.invited", title="J" * 250, body="t" * 600, url="/pertemuan/1/"
    )

    line = Notification.objects.of(user).unread().get()
    assert (len(line.title), len(line.body), line.url) == (200, 500, "/pertemuan/1/")
    assert str(line) == line.title


def test_a_letter_is_due_by_the_clock_of_the_database():
    mail = actions.post(UserFactory(), key="a", **WORDS)

    assert abs(mail.due_at - timezone.now()) < timedelta(minutes=1)
    assert mail.planned_at == mail.due_at
    assert list(Mail.objects.due()) == [mail]
    assert mail.message_id.endswith("@testserver>")


def test_a_letter_may_be_planned_ahead_and_go_to_another_address():
    tomorrow = timezone.now() + timedelta(days=1)

    mail = actions.post(UserFactory(), key="a", to="lain@desa.example", due_at=tomorrow, **WORDS)

    mail.refresh_from_db()
    assert (mail.due_at, mail.planned_at, mail.to) == (tomorrow, tomorrow, "lain@desa.example")
    assert not Mail.objects.due().exists()


def test_a_letter_to_somebody_without_an_account():
    mail = actions.post(None, key="a", to="asing@desa.example", sender="Camat", **WORDS)

    assert (mail.recipient, mail.to) == (None, "asing@desa.example")
    assert mail.sender == "Camat melalui Forum Kerja Sama Desa"


def test_an_office_speaks_through_the_forum_in_the_receivers_language():
    user = UserFactory(language="en")

    mail = actions.post(user, key="a", sender="Camat\r\nBcc: x@y.example", **WORDS)

    assert mail.sender == "Camat Bcc: x@y.example through Forum Kerja Sama Desa"
    assert (
        sender_of(mail)
        == '"Camat Bcc: x@y.example through Forum Kerja Sama Desa" <forum@localhost>'
    )
    assert sender_of(Mail(sender="")) == "Forum Kerja Sama Desa <forum@localhost>"


def test_a_subject_is_one_line():
    mail = actions.post(
        UserFactory(), key="a", kind="x", subject="Rapat\r\nBcc: y@z.example", text=""
    )

    assert mail.subject == "Rapat Bcc: y@z.example"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-A": "1\r\nBcc: y@z.example"},
        {"X-A\r\nBcc": "y"},
        {"Bcc": "y@z.example"},
        {"from": "y"},
        {"": ""},
        {"X": "\x00"},
    ],
)
def test_headers_that_break_out_are_refused(headers):
    with pytest.raises(ValueError, match="header"):
        actions.post(UserFactory(), key="a", headers=headers, **WORDS)
    assert not Mail.objects.exists()


def test_further_headers_go_with_the_letter():
    headers = {"List-Id": "<ringkasan.forum.example>", "List-Unsubscribe-Post": "One-Click"}

    assert actions.post(UserFactory(), key="a", headers=headers, **WORDS).headers == headers


def test_what_waits_is_dropped_and_what_is_sent_stays():
    waiting = MailFactory(about="meetings.meeting:1", secret=True)
    sent = MailFactory(about="meetings.meeting:1", state=State.SENT, sent_at=timezone.now())
    other = MailFactory(about="meetings.meeting:11")

    assert actions.drop(Mail.objects.about("meetings.meeting:1")) == 1

    states = dict(Mail.objects.values_list("pk", "state"))
    assert states == {waiting.pk: State.DROPPED, sent.pk: State.SENT, other.pk: State.WAITING}
    waiting.refresh_from_db()
    assert waiting.text == ""


def test_an_operator_sends_a_failed_letter_again():
    operator = UserFactory(is_staff=True)
    mail = MailFactory(state=State.FAILED, tries=9, planned_at=ago(days=3), last_error="550")

    actions.retry(mail, by=operator)

    mail.refresh_from_db()
    assert (mail.state, mail.tries, mail.last_error) == (State.WAITING, 0, "")
    assert mail.planned_at > ago(minutes=1)
    assert list(Mail.objects.due()) == [mail]
    assert AuditEvent.objects.get().verb == "notifications.mail_retried"


@pytest.mark.parametrize("fields", [{"state": State.WAITING}, {"state": State.FAILED, "text": ""}])
def test_only_a_failed_letter_with_its_text_is_sent_again(fields):
    mail = MailFactory(**fields)

    with pytest.raises(Refusal):
        actions.retry(mail, by=UserFactory(is_staff=True))
    assert not AuditEvent.objects.exists()


def test_an_operator_stops_a_letter_once():
    operator, mail = UserFactory(is_staff=True), MailFactory()

    actions.stop(mail, by=operator)

    mail.refresh_from_db()
    assert mail.state == State.DROPPED
    with pytest.raises(Refusal):
        actions.stop(mail, by=operator)
    assert AuditEvent.objects.get().verb == "notifications.mail_stopped"


def test_reading_one_line_and_all():
    user = UserFactory()
    first, second = NotificationFactory.create_batch(2, recipient=user)
    NotificationFactory()

    actions.read(first)
    assert Notification.objects.of(user).unread().get() == second
    assert actions.read_all(user) == 1
    assert actions.read_all(user) == 0
    assert Notification.objects.unread().count() == 1


def test_old_wording_is_forgotten_but_no_key_is_used_twice():
    old = MailFactory(state=State.SENT, sent_at=ago(days=91), calendar="BEGIN", key="lama")
    new = MailFactory(state=State.SENT, sent_at=ago(days=80))
    waiting = MailFactory()
    Mail.objects.exclude(pk=new.pk).update(updated_at=ago(days=91))
    forgotten = NotificationFactory(was_read=True)
    unread = NotificationFactory()
    Notification.objects.update(created_at=ago(days=366))
    recent = NotificationFactory(was_read=True)

    actions.tidy_up()

    assert list(Mail.objects.filter(text="")) == [old]
    assert Mail.objects.get(text="").calendar == ""
    assert Mail.objects.filter(pk__in=[new.pk, waiting.pk]).exclude(text="").count() == 2
    assert actions.post(UserFactory(), key="lama", **WORDS) is None
    assert set(Notification.objects.all()) == {unread, recent}
    assert forgotten not in Notification.objects.all()


class TestHint:
    """The worker is told of new mail once a transaction, after the commit, and never insisted upon."""

    @pytest.fixture(autouse=True)
    def asked(self, monkeypatch):
        asked = []
        monkeypatch.setattr(hint._Broker, "away_until", 0.0)
        monkeypatch.setattr(
            hint.current_app, "send_task", lambda name, **options: asked.append(name)
        )
        return asked

    def test_once_after_the_commit(self, asked, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            for key in "abc":
                actions.post(UserFactory(), key=key, **WORDS)
            assert asked == []

        assert len(callbacks) == 1
        assert asked == ["notifications.tasks.send_new_mail"]

    def test_not_for_what_was_rolled_back(self, asked, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            with pytest.raises(ZeroDivisionError), transaction.atomic():
                actions.post(UserFactory(), key="a", **WORDS)
                raise ZeroDivisionError
            actions.post(UserFactory(), key="b", **WORDS)

        assert len(asked) == 1

    def test_not_for_a_letter_that_was_there(self, asked, django_capture_on_commit_callbacks):
        MailFactory(key="a")
        with django_capture_on_commit_callbacks(execute=True):
            actions.post(UserFactory(), key="a", **WORDS)

        assert asked == []

    @pytest.mark.parametrize("error", [OperationalError, RedisError, ConnectionRefusedError])
    def test_a_broker_that_is_away_costs_one_try_within_a_while(self, monkeypatch, error):
        tries = []

        def send_task(name, **options):
            tries.append(options)
            raise error("away")

        monkeypatch.setattr(hint.current_app, "send_task", send_task)
        for _transaction in range(3):
            hint._ask()

        assert [options["retry"] for options in tries] == [False]
        monkeypatch.setattr(hint._Broker, "away_until", 0.0)
        hint._ask()
        assert len(tries) == 2


def test_a_letter_with_a_key_is_queued_once():
    user = UserFactory()
    fields = {"kind": "meetings.invited", "subject": "Undangan", "text": "Rapat"}

    assert actions.post(user, key="undangan:1", **fields)
    assert actions.post(user, key="undangan:1", **fields) is None
    assert Mail.objects.count() == 1
