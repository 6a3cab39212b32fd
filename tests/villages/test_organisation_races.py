"""Organisations at the same moment, with real threads: one wins, nothing is doubled."""

import pytest
from django.utils import timezone

from core.models import AuditEvent
from notifications.models import Mail
from tests.factories.accounts import UserFactory
from tests.factories.villages import OrganisationFactory, PartnerFactory
from tests.papers import paper
from tests.villages.test_mandate_races import at_once
from villages.actions import mandates, organisations
from villages.models import Mandate, Organisation

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(mandate):
    return Mandate.objects.with_people().get(pk=mandate.pk)


def test_many_verifiers_verify_an_organisation_once(regency):
    first = PartnerFactory(pending=True, organisation=OrganisationFactory(waiting=True))
    operators = [UserFactory(is_staff=True) for _ in range(9)]

    ends = at_once(
        *(lambda by=by: mandates.verify(fresh(first), by=by) for by in [regency, *operators])
    )

    assert ends == {"done": 1, "Refusal": 9}
    assert Organisation.objects.get().is_verified
    assert AuditEvent.objects.filter(verb="villages.organisation_verified").count() == 1
    assert Mail.objects.filter(kind="villages.mandate_verified").count() == 1


def test_of_verifying_and_refusing_one_holds():
    first = PartnerFactory(pending=True, organisation=OrganisationFactory(waiting=True))
    by = UserFactory(is_staff=True)

    ends = at_once(
        *[
            lambda: mandates.verify(fresh(first), by=by),
            lambda: mandates.refuse(fresh(first), by=by, reason="Tidak."),
            lambda: mandates.withdraw(fresh(first), by=first.user),
        ]
        * 3
    )

    assert ends["done"] == 1
    state = {"verified": "verified", "refused": "refused", "withdrawn": "closed"}
    assert Organisation.objects.get().state == state[fresh(first).state]


def test_nobody_is_verified_while_it_is_closed():
    there, by = OrganisationFactory(), UserFactory(is_staff=True)
    late = [PartnerFactory(pending=True, organisation=there) for _ in range(4)]

    at_once(
        lambda: organisations.close(there, by=by, reason="Bubar."),
        *(lambda one=one: mandates.verify(fresh(one), by=by) for one in late),
    )

    assert Organisation.objects.get().state == "closed"
    assert not Mandate.objects.verified().exists()


def test_of_one_name_one_is_registered():
    users = [UserFactory() for _ in range(6)]
    words = {
        "kind": "ngo", "legal_number": "AHU-1", "address": "Jalan Satu", "sectors": ["water"],
        "offers": "Hibah.",
    }  # fmt: skip
    names = ["Yayasan Terang", "YAYASAN TERANG", "Yayasan  Terang"] * 2

    def register(user, name):
        claim = {
            "position": "Direktur", "starts_on": timezone.localdate(), "ends_on": None,
            "decree_number": "ST-1", "decree": paper(),
        }  # fmt: skip
        return organisations.register(by=user, claim=claim, name=name, **words)

    ends = at_once(
        *(
            lambda user=user, name=name: register(user, name)
            for user, name in zip(users, names, strict=True)
        )
    )

    assert ends == {"done": 1, "Refusal": 5}
    assert Mandate.objects.count() == 1
