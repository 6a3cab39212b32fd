"""The outbox for operators: seen, filtered, retried and stopped, never edited."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from core.models import AuditEvent
from notifications import actions, heartbeat
from notifications.models import Mail
from tests.factories.accounts import UserFactory
from tests.factories.notifications import MailFactory

pytestmark = pytest.mark.django_db
State = Mail.State
OUTBOX = "/admin/notifications/mail/"


@pytest.fixture
def operator(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def press(client, action, *mails, **more):
    return client.post(
        OUTBOX, {"action": action, "_selected_action": [mail.pk for mail in mails]} | more
    )


def test_the_list_shows_and_filters_states(client, operator):
    MailFactory(subject="Menunggu saja")
    MailFactory(subject="Gagal terkirim", state=State.FAILED, last_error="550 no such user")

    page = client.get(OUTBOX)
    failed = client.get(OUTBOX + "?state__exact=failed").text

    assert "Menunggu saja" in page.text
    assert "gagal: 1" in page.text
    assert "550 no such user" in failed
    assert "Menunggu saja" not in failed


def test_a_letter_is_shown_but_a_code_is_not(client, operator):
    letter = client.get(f"{OUTBOX}{MailFactory(text='Rapat <b>besok</b>').pk}/change/")
    code = client.get(f"{OUTBOX}{MailFactory(secret=True, text='Kode 123456').pk}/change/")

    assert "Rapat &lt;b&gt;besok" in letter.text
    assert "123456" not in code.text
    assert 'name="_save"' not in letter.text


def test_a_link_that_answers_without_signing_in_is_its_receivers_alone(client, operator):
    token = signing.dumps([1, 2], salt="meetings.answer")
    link = f"http://testserver/pertemuan/jawab/{token}/"
    mail = MailFactory(text=f"Jawab undangan: {link}", calendar=f"URL:{link}")

    page = client.get(f"{OUTBOX}{mail.pk}/change/").text

    assert "http://testserver/pertemuan/jawab/***/" in page
    assert token not in page


def test_nothing_is_added_changed_or_deleted_by_hand(client, operator):
    mail = MailFactory()

    for path in ("add/", f"{mail.pk}/delete/"):
        assert client.get(OUTBOX + path).status_code == 403
    assert client.post(f"{OUTBOX}{mail.pk}/change/", {"subject": "x"}).status_code == 403
    mail.refresh_from_db()
    assert mail.subject == "Undangan rapat"


def test_failed_ones_are_sent_again_after_asking(client, operator):
    failed, waiting = MailFactory(state=State.FAILED), MailFactory()

    question = press(client, "send_again", failed, waiting)
    failed.refresh_from_db()
    assert failed.state == State.FAILED
    assert "Kirim ulang" in question.text
    assert waiting.to not in question.text
    done = press(client, "send_again", failed, waiting, confirmed="1")

    assert done.status_code == 302
    failed.refresh_from_db()
    assert failed.state == State.WAITING


def test_one_that_cannot_be_sent_again_is_named(client, operator):
    failed = MailFactory(state=State.FAILED, text="", subject="Tanpa teks")

    page = client.post(
        OUTBOX,
        {"action": "send_again", "_selected_action": [failed.pk], "confirmed": "1"},
        follow=True,
    )

    assert "tidak disimpan lagi" in page.text
    failed.refresh_from_db()
    assert failed.state == State.FAILED


def test_waiting_ones_are_stopped_after_asking(client, operator):
    mail = MailFactory()

    assert "tidak akan menerimanya" in press(client, "stop", mail).text
    press(client, "stop", mail, confirmed="1")

    mail.refresh_from_db()
    assert mail.state == State.DROPPED


def test_a_copy_of_a_sent_one_goes_out_after_asking_and_once(client, operator):
    mail = MailFactory(state=State.SENT, sent_at=timezone.now(), sender="Camat melalui Forum")

    assert "sekali lagi" in press(client, "send_copy", mail).text
    for _ in range(2):
        press(client, "send_copy", mail, confirmed="1")

    copy = Mail.objects.get(key=f"again:{mail.pk}")
    assert Mail.objects.count() == 2
    assert (copy.state, copy.to, copy.text, copy.sender) == (
        State.WAITING, mail.to, mail.text, mail.sender,
    )  # fmt: skip
    assert copy.message_id != mail.message_id
    assert AuditEvent.objects.filter(verb="notifications.mail_resent").count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"secret": True},
        {"text": ""},
        {"expires_at": timezone.now() - timedelta(days=1)},
        {"state": State.WAITING, "sent_at": None},
    ],
)
def test_what_cannot_go_out_a_second_time_is_refused(facts):
    mail = MailFactory(**{"state": State.SENT, "sent_at": timezone.now()} | facts)

    with pytest.raises(Refusal):
        actions.resend(mail, by=UserFactory())
    assert Mail.objects.count() == 1


def test_where_nothing_fits_it_says_so(client, operator):
    assert "Tidak ada surat terpilih" in press(client, "send_again", MailFactory()).text


def test_staff_without_the_right_see_no_outbox(client):
    client.force_login(UserFactory(is_staff=True))
    mail = MailFactory()

    assert client.get(OUTBOX).status_code == 403
    assert press(client, "stop", mail, confirmed="1").status_code == 403
    mail.refresh_from_db()
    assert mail.state == State.WAITING


def test_staff_with_the_right_to_see_may_act(client):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_mail"))
    client.force_login(user)
    mail = MailFactory()

    press(client, "stop", mail, confirmed="1")

    mail.refresh_from_db()
    assert mail.state == State.DROPPED


@pytest.mark.parametrize("page", [reverse("admin:index"), OUTBOX])
def test_a_banner_says_that_the_schedule_stands_still(client, operator, settings, page):
    stands_still = client.get(page).text
    assert "Jadwal tidak berjalan" in stands_still
    assert "Kirim surat yang jatuh tempo" in stands_still
    assert "tasks." not in stands_still

    for plan in settings.CELERY_BEAT_SCHEDULE.values():
        heartbeat.record(plan["task"])
    assert "Jadwal tidak berjalan" not in client.get(page).text
    beats = client.get("/admin/notifications/heartbeat/")
    assert "Kirim surat yang jatuh tempo" in beats.text
    assert "tasks." not in beats.text


def test_the_list_costs_the_same_for_one_and_for_many(client, operator):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(OUTBOX).status_code == 200
        return len(captured)

    MailFactory()
    queries()
    one = queries()
    MailFactory.create_batch(20)
    assert queries() == one
