"""Operators keep the catalogue of funding windows; all else of the money they only read."""

import pytest
from django.urls import reverse

from projects.models import FundingWindow
from tests.factories.accounts import UserFactory
from tests.factories.money import BudgetFactory, CommitmentFactory, FundingWindowFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(client):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def test_a_window_is_entered_and_shown(operator):
    form = {
        "name": "Hibah Air", "giver": "Provinsi", "source": "provinsi", "sectors": ["water"],
        "levels": ["village"], "opens_on": "2026-01-01", "most": "1000", "link": "contoh.id/hibah",
        "is_public": "on",
    }  # fmt: skip
    answer = operator.post(reverse("admin:projects_fundingwindow_add"), form)
    assert answer.status_code == 302
    made = FundingWindow.objects.get()
    assert (made.sectors, made.levels, made.link) == (
        ["water"],
        ["village"],
        "https://contoh.id/hibah",
    )
    wrong = form | {"closes_on": "2025-01-01"}
    assert operator.post(reverse("admin:projects_fundingwindow_add"), wrong).status_code == 200


def test_pages_of_the_operators_open(operator):
    made = CommitmentFactory()
    line = BudgetFactory().lines.get()
    window = FundingWindowFactory()
    for name, row in (("commitment", made), ("budgetline", line), ("fundingwindow", window)):
        assert operator.get(reverse(f"admin:projects_{name}_changelist")).status_code == 200
        address = reverse(f"admin:projects_{name}_change", args=[row.pk])
        assert operator.get(address).status_code == 200
