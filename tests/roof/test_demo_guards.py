"""When the demo is not made, and the clock that it turns back."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from forum_portal import checks
from forum_portal.demo import people
from forum_portal.demo.clock import standing_at
from forum_portal.management.commands import demo
from tests.factories.accounts import UserFactory


def test_the_names_are_nobody_s_mailbox():
    boxes = [person.email for person in people.everybody()]

    assert len(set(boxes)) == len(boxes)
    assert all(box.endswith(".example") for box in boxes)


def test_the_clock_stands_still_for_all_that_ask(db):
    moment = timezone.now() - timedelta(days=100)
    with standing_at(moment):
        assert timezone.now() == moment
        user = UserFactory()

    assert user.date_joined == moment
    assert timezone.now() > moment


def test_it_refuses_a_database_with_real_people(db):
    UserFactory(email="siti@desa.example")

    with pytest.raises(CommandError, match="not of the demo"):
        call_command("demo")


def test_a_second_start_does_not_mind_visitors_who_have_joined_since(db):
    UserFactory(email=f"kades.contoh@{people.DOMAIN}")
    UserFactory(email="pengunjung@desa.example")
    out = StringIO()

    call_command("demo", stdout=out)

    assert "already" in out.getvalue()
    assert User.objects.count() == 2


def test_it_refuses_outside_the_demo(db, settings):
    settings.DEMO = settings.DEBUG = False

    with pytest.raises(CommandError, match="FORUM_DEMO"):
        call_command("demo")


def test_it_asks_for_the_regions_first(db):
    with pytest.raises(CommandError, match="import_regions"):
        call_command("demo")


def test_without_demo_accounts_the_logins_say_so(db):
    out = StringIO()
    call_command("demo", "--logins", stdout=out)

    assert "Tidak ada akun demo" in out.getvalue()


def test_without_a_database_the_check_is_silent(db, settings, monkeypatch):
    settings.DEMO = False

    def away(**kwargs):
        raise checks.DatabaseError

    monkeypatch.setattr(User.objects, "filter", away)
    assert checks.no_demo_accounts(None) == []


def test_the_command_makes_the_demo_and_says_what(db, monkeypatch):
    class Told:
        people = projects = meetings = agreements = ()

    monkeypatch.setattr(demo, "refuse_real_rows", lambda: None)
    monkeypatch.setattr(demo, "make", lambda told: told(0.5) or Told)
    out = StringIO()
    call_command("demo", stdout=out)

    assert "Made the demo" in out.getvalue()
