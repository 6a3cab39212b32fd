"""A real worker on a real broker: every task of the house runs, and hints make it quick."""

import inspect
import time

import pytest
from celery import Celery
from django.urls import reverse

from forum_portal.celery import app
from notifications import actions, dispatch, hint
from notifications.models import Heartbeat, Mail
from tests.factories.accounts import UserFactory
from tests.notifications.machinery import sink, wait_until, worker  # noqa: F401

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def own_tasks():
    """Name → arguments. A task takes ids at most, and number 0 is always gone already."""
    app.loader.import_default_modules()
    own = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    return {name: [0] * len(inspect.signature(task.run).parameters) for name, task in own.items()}


def test_every_task_runs_and_a_hint_needs_no_tick(sink, worker):  # noqa: F811
    worker.extra["TICK_SECONDS"] = "600"
    worker.start()
    for name, arguments in own_tasks().items():
        app.send_task(name, arguments)
    wait_until(lambda: worker.ran() == set(own_tasks()), what="every task")
    assert Heartbeat.objects.filter(name="notifications.tasks.send_due_mail").exists()

    actions.post(UserFactory(), key="a", kind="x", subject="Kode", text="123456")
    sink.wait_for(1)


def test_a_request_works_while_the_broker_is_away_and_the_next_tick_sends(
    client, monkeypatch, settings
):
    nobody_listens = Celery(broker="redis://127.0.0.1:1/0", set_as_current=False)
    nobody_listens.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr(hint, "current_app", nobody_listens)
    monkeypatch.setattr(hint._Broker, "away_until", 0.0)
    user = UserFactory()
    client.get(reverse("account_request_login_code"))  # the first page of a process takes longer

    start = time.monotonic()
    answer = client.post(reverse("account_request_login_code"), {"email": user.email})

    assert answer.status_code == 302
    assert time.monotonic() - start < 3
    assert hint._Broker.away_until > 0
    assert dispatch.send_due() == 1
    assert Mail.objects.get().state == Mail.State.SENT
