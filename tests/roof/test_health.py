"""What the watchman hears."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from forum_portal import health
from notifications.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_a_well_portal_says_so_and_nothing_about_people(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert set(response.json()) == {
        "well", "database", "disk", "disk_free_percent", "schedule",
    }  # fmt: skip
    assert "no-store" in response.headers["Cache-Control"]


def test_a_silent_database_is_ill(client, monkeypatch):
    class Silent:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr(health, "connection", Silent())
    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["database"] is False


def test_a_full_disk_is_ill(client, monkeypatch):
    class Usage:
        total, free = 100, 4

    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: Usage)
    response = client.get("/healthz")

    assert (response.status_code, response.json()["disk"]) == (503, False)


def test_a_standing_clock_is_told_but_cures_nothing(client):
    Heartbeat.objects.create(
        name="notifications.tasks.send_due_mail", at=timezone.now() - timedelta(hours=3)
    )
    response = client.get("/healthz")
    mail = next(e for e in response.json()["schedule"] if e["entry"] == "send due mail")

    assert response.status_code == 200
    assert mail["late"] is True
    assert 10_700 < mail["seconds_ago"] < 10_900
