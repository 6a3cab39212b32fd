"""What waits on the start page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.villages import MandateFactory, RegionFactory
from villages.models import Mandate
from villages.waiting import waiting_for

pytestmark = pytest.mark.django_db


def titles(acting, user):
    return [task.title for task in waiting_for(acting, user)]


def test_somebody_without_an_office_is_asked_to_apply(leksono):
    (task,) = waiting_for(None, UserFactory())
    assert task.url == "/saya/perwakilan/ajukan/"


def test_nothing_waits_for_one_who_waits_himself(sojokerto):
    claim = MandateFactory(pending=True, region=sojokerto)
    assert waiting_for(None, claim.user) == []


def test_an_application_that_came_back(sojokerto):
    claim = MandateFactory(region=sojokerto, state=Mandate.State.RETURNED, reason="Kabur.")
    (task,) = waiting_for(None, claim.user)
    assert (task.url, task.note) == (f"/saya/perwakilan/{claim.pk}/perbaiki/", "Kabur.")


def test_a_term_that_ends_soon_until_the_next_is_applied_for(sojokerto):
    today = timezone.localdate()
    soon = MandateFactory(region=sojokerto, ends_on=today + timedelta(days=60))
    (task,) = waiting_for(soon, soon.user)
    assert (task.due, task.url) == (soon.ends_on, soon.get_absolute_url())

    MandateFactory(
        user=soon.user, region=sojokerto, pending=True,
        starts_on=soon.ends_on + timedelta(days=1), ends_on=soon.ends_on + timedelta(days=99),
    )  # fmt: skip
    assert waiting_for(soon, soon.user) == []


def test_a_term_with_time_left_an_open_one_and_one_to_come(sojokerto, leksono):
    today = timezone.localdate()
    user = UserFactory()
    MandateFactory(user=user, region=sojokerto, ends_on=today + timedelta(days=61))
    MandateFactory(user=user, region=leksono, office="camat", ends_on=None)
    MandateFactory(
        user=user, region=RegionFactory(code="33.07.05.2100"),
        starts_on=today + timedelta(days=1), ends_on=today + timedelta(days=9),
    )  # fmt: skip
    assert waiting_for(None, user) == []


def test_one_whose_term_is_over_may_apply_anew(sojokerto):
    today = timezone.localdate()
    old = MandateFactory(region=sojokerto, ends_on=today - timedelta(days=1))
    (task,) = waiting_for(None, old.user)
    assert task.url == "/saya/perwakilan/ajukan/"


def test_an_officer_has_applications_to_check(officer, sojokerto):
    assert waiting_for(officer, officer.user) == []
    MandateFactory.create_batch(2, pending=True, region=sojokerto)
    (task,) = waiting_for(officer, officer.user)
    assert task.url == "/verifikasi/"
    assert "2" in task.title
    assert task.note


def test_an_operator_has_all_of_them(sojokerto):
    operator = UserFactory(is_staff=True)
    assert waiting_for(None, operator) == []
    MandateFactory(pending=True, region=sojokerto)
    assert [task.url for task in waiting_for(None, operator)] == ["/verifikasi/"]


def test_two_queries_and_at_most_twenty(officer, sojokerto, django_assert_num_queries):
    for number in range(25):
        region = RegionFactory(code=f"33.07.05.{2100 + number}")
        MandateFactory(user=officer.user, region=region, state=Mandate.State.RETURNED)
        MandateFactory(pending=True, region=region)
    with django_assert_num_queries(2):
        tasks = waiting_for(officer, officer.user)
    assert len(tasks) == 20
