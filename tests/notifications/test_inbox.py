"""The inbox page: what is new, what was, and nothing changes on GET."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.notifications import NotificationFactory

pytestmark = pytest.mark.django_db
INBOX = "/pemberitahuan/"


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def headings(response):
    return [title for title, _lines in response.context["groups"]]


def test_an_empty_inbox_says_so(client, user):
    page = client.get(INBOX)

    assert page.context["groups"] == []
    assert "Semua sudah Anda baca" in page.text
    assert "Tandai semua" not in page.text


def test_new_lines_stand_first_then_day_by_day(client, user):
    old = NotificationFactory(recipient=user, was_read=True, title="Lama")
    days_ago = timezone.now() - timedelta(days=40)
    Notification.objects.filter(pk=old.pk).update(created_at=days_ago)
    NotificationFactory(recipient=user, title="Belum dibaca")
    NotificationFactory(recipient=user, was_read=True, title="Sudah dibaca")
    NotificationFactory(title="Punya orang lain")

    page = client.get(INBOX)

    titles = [[line.title for line in lines] for _title, lines in page.context["groups"]]
    assert titles == [["Belum dibaca"], ["Sudah dibaca"], ["Lama"]]
    assert headings(page)[:2] == ["Baru", "Hari ini"]
    assert str(timezone.localdate(days_ago).year) in headings(page)[2]
    assert "Punya orang lain" not in page.text


def test_reading_the_page_changes_nothing(client, user):
    line = NotificationFactory(recipient=user)

    client.get(INBOX)

    line.refresh_from_db()
    assert line.read_at is None


def test_opening_a_line_reads_it_and_leads_on(client, user):
    line = NotificationFactory(recipient=user, url="/proyek/PRJ-1/")

    response = client.post("/pemberitahuan/buka/", {"line": line.pk})

    assert (response.status_code, response.url) == (302, "/proyek/PRJ-1/")
    line.refresh_from_db()
    first = line.read_at
    assert first
    client.post("/pemberitahuan/buka/", {"line": line.pk})
    line.refresh_from_db()
    assert line.read_at == first


def test_a_line_never_leads_off_the_site(client, user):
    line = NotificationFactory(recipient=user, url="//evil.example/")

    assert client.post("/pemberitahuan/buka/", {"line": line.pk}).url == INBOX


@pytest.mark.parametrize("pk", ["", "x", "-1", "9" * 40, "１２", "1\x00"])
def test_a_line_that_is_none_is_not_found(client, user, pk):
    assert client.post("/pemberitahuan/buka/", {"line": pk}).status_code == 404


def test_nobody_opens_the_lines_of_others(client, user):
    line = NotificationFactory()

    assert client.post("/pemberitahuan/buka/", {"line": line.pk}).status_code == 404
    client.post("/pemberitahuan/dibaca/")
    line.refresh_from_db()
    assert line.read_at is None


def test_all_are_read_by_one_button(client, user):
    NotificationFactory.create_batch(3, recipient=user)

    page = client.post("/pemberitahuan/dibaca/", follow=True)

    assert not Notification.objects.of(user).unread().exists()
    assert "3 pemberitahuan ditandai sudah dibaca." in page.text
    assert "ditandai" not in client.post("/pemberitahuan/dibaca/", follow=True).text


@pytest.mark.parametrize("path", ["buka/", "dibaca/"])
def test_buttons_do_not_work_by_get(client, user, path):
    assert client.get(INBOX + path).status_code == 302


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(INBOX).url.startswith(reverse("account_login"))


def test_the_page_costs_the_same_with_one_line_and_with_a_hundred(client, user):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(INBOX).status_code == 200
        return len(captured)

    NotificationFactory(recipient=user)
    queries()  # the first visit also notes that the session is in use
    one = queries()
    NotificationFactory.create_batch(60, recipient=user)
    NotificationFactory.create_batch(40, recipient=user, was_read=True)
    assert queries() == one
    assert len(re.findall('name="line"', client.get(INBOX).text)) == 30
    assert client.get(INBOX + "?page=4").status_code == 200
