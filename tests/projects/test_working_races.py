"""The last places of a work day, with real threads and real transactions."""

import uuid

import pytest
from django.db.models import Sum

from projects import actions
from projects.models import SignUp, WorkDay
from tests.factories.accounts import UserFactory
from tests.factories.projects import WorkDayFactory
from tests.projects.test_races import at_once, refused
from tests.projects.test_working import announce, join

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_last_places_are_given_once(work, lead):
    day = WorkDayFactory(project=work, region=lead, wanted=5)
    users = [UserFactory() for _person in range(8)]
    at_once([lambda user=user: refused(lambda: join(day, user, people=2)) for user in users])
    taken = SignUp.objects.aggregate(taken=Sum("people"))["taken"]
    assert taken == WorkDay.objects.get().taken == 4


def test_eight_clicks_at_once_are_one_sign_up(work, lead):
    day, user = WorkDayFactory(project=work, region=lead), UserFactory()
    at_once([lambda: refused(lambda: join(day, user, people=2))] * 8)
    assert SignUp.objects.get().people == WorkDay.objects.get().taken == 2


def test_stepping_back_eight_times_at_once_gives_the_places_back_once(work, lead):
    day, user = WorkDayFactory(project=work, region=lead), UserFactory()
    join(day, people=3)
    signed = join(day, user, people=2)
    at_once([lambda: refused(lambda: actions.step_back(signed, user=user, acting=None))] * 8)
    assert WorkDay.objects.get().taken == 3


def test_one_form_sent_eight_times_at_once_is_one_day(work, head):
    token = uuid.uuid4()
    at_once([lambda: announce(work, head, token=token)] * 8)
    assert WorkDay.objects.count() == 1
