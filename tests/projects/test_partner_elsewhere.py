"""Who speaks for an organisation is a person like others where regions send their people."""

import pytest
from django.urls import reverse

from projects import workday_rules
from projects.models import SignUp
from tests.factories.projects import SignUpFactory, WorkDayFactory
from tests.factories.villages import MandateFactory, PartnerFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db


def test_at_a_work_day_he_signs_up_for_himself(as_, work):
    day, partner = WorkDayFactory(project=work), PartnerFactory()
    address = reverse("projects:sign_up", args=[work.code, day.pk])
    assert "region" in as_(partner).get(day.get_absolute_url()).context["form"].fields
    sent = {"name": "Anindya", "people": "2", "region": work.lead_id}
    as_(partner).post(address, sent)
    signed = SignUp.objects.get()
    assert (signed.mandate, signed.region_id, signed.booked_by) == (
        None,
        work.lead_id,
        partner.user,
    )
    as_(partner).post(address, sent)  # a second click
    assert SignUp.objects.count() == 1


def test_he_steps_back_for_nobody_else(work):
    head = MandateFactory()
    sign_up = SignUpFactory(day=WorkDayFactory(project=work), mandate=head, region=head.region)
    partner = PartnerFactory()
    assert not workday_rules.can_step_back(partner.user, partner, sign_up)


def test_lists_offer_him_no_region_of_his_own(as_, work):
    page = as_(PartnerFactory()).get(reverse("projects:list"))
    assert 'name="saya"' not in page.content.decode()
    page = as_(MandateFactory()).get(reverse("projects:list"))
    assert 'name="saya"' in page.content.decode()
    assert as_(PartnerFactory()).get(reverse("projects:list") + "?saya=1").status_code == 200
    assert as_(PartnerFactory()).get(url_of("detail", work)).status_code == 200
