"""Opened again after it was taken back: the way of signing stays as it was chosen."""

import pytest
from django.urls import reverse

from agreements import actions, signing
from agreements.signing import Plan
from tests.factories.agreements import ON_PAPER, fill, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def camat(people):
    return people["own camat"]


def test_taken_back_it_is_opened_again_with_the_order_and_witnesses_of_before(
    client, by_clauses, people, camat
):
    head = people["drafting head"]
    plan = Plan(True, 1, (named(camat), ON_PAPER))
    actions.open_for_approval(fill(by_clauses, head), by=head, plan=plan)
    actions.rework(by_clauses, by=head)
    address = reverse("agreements:open", args=[by_clauses.code])
    client.force_login(head.user)

    choice = client.get(address).context["choice"]
    shown = {
        field.html_name: str(field.value())
        for form in choice.forms
        for field in form
        if field.value() not in (None, "")
    }
    assert shown == {
        "order": "berurutan", "needed": "1", "saksi-1-account": str(camat.pk),
        "saksi-2-name": ON_PAPER.name, "saksi-2-office": ON_PAPER.office,
    }  # fmt: skip
    assert choice.names_witnesses
    client.post(address, shown)

    by_clauses.refresh_from_db()
    assert by_clauses.current.number == 2 and signing.plan_of(by_clauses.current) == plan


def test_a_witness_who_can_be_none_any_more_is_not_filled_in(client, by_clauses, people, camat):
    head = people["drafting head"]
    plan = Plan(needed=1, witnesses=(named(camat), ON_PAPER))
    actions.open_for_approval(fill(by_clauses, head), by=head, plan=plan)
    actions.rework(by_clauses, by=head)
    camat.user.is_active = False
    camat.user.save()

    client.force_login(head.user)
    choice = client.get(reverse("agreements:open", args=[by_clauses.code])).context["choice"]

    assert [row["account"].value() for row in choice.rows] == [None] * len(choice.rows)
    assert choice.rows[1]["name"].value() == ON_PAPER.name
