"""Who speaks for an organisation is a person like others where regions send their people."""

import pytest
from django.urls import reverse

from meetings import training_rules
from meetings.waiting import waiting_for
from tests.factories.trainings import EnrolmentFactory, TrainingFactory
from tests.factories.villages import MandateFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def test_he_enrols_nobody_else_and_gives_no_seat_of_others_back():
    training, partner = TrainingFactory(), PartnerFactory()
    assert not training_rules.can_enrol_people(partner, training)
    head = MandateFactory()
    sent = EnrolmentFactory(training=training, mandate=head, region=head.region)
    assert not training_rules.can_cancel(partner.user, partner, sent)


def test_he_enrols_himself(client):
    training, partner = TrainingFactory(), PartnerFactory()
    client.force_login(partner.user)
    page = client.get(reverse("trainings:enrol", args=[training.meeting_id]))
    assert page.context["form"].initial["region"] is None


def test_no_meeting_waits_for_him():
    partner = PartnerFactory()
    assert waiting_for(partner, partner.user) == []
