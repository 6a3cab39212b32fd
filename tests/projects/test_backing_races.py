"""Organisations at the same moment as others, with real threads and real transactions."""

import uuid

import pytest

from projects.actions import backing
from projects.models import BackerReport, Backing, Receipt
from tests.factories.money import BackerReportFactory, BackingFactory, CommitmentFactory
from tests.factories.villages import OrganisationFactory, PartnerFactory
from tests.projects.test_backing import receive, report
from tests.projects.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_invitation_sent_eight_times_at_once_is_one(project, head, secretary):
    own = OrganisationFactory()
    made = at_once(
        [lambda by=by: backing.invite(project, by=by, organisation=own) for by in (head, secretary)]
        * 4
    )
    assert set(made) == {Backing.objects.get()}


def test_of_a_yes_and_the_lead_s_end_both_are_in_order(project, head):
    partner = PartnerFactory()
    made = BackingFactory(project=project, organisation=partner.organisation, invited=True)
    at_once(
        [
            lambda: refused(lambda: backing.accept(made, by=partner)),
            lambda: refused(lambda: backing.remove(made, by=head, reason="Batal.")),
        ]
    )
    made.refresh_from_db()
    assert made.state == "removed"


def test_of_yes_and_no_one_holds(project):
    partner = PartnerFactory()
    other = PartnerFactory(organisation=partner.organisation)
    made = BackingFactory(project=project, organisation=partner.organisation, invited=True)
    at_once(
        [
            lambda: refused(lambda: backing.accept(made, by=partner)),
            lambda: refused(lambda: backing.decline(made, by=other, reason="Tidak.")),
        ]
    )
    made.refresh_from_db()
    assert made.state in ("accepted", "declined")


def test_a_report_becomes_one_receipt_however_often_it_is_clicked(work, head, secretary):
    partner = PartnerFactory()
    given = CommitmentFactory(
        project=work, organisation=partner.organisation, committed=True, worth=1000
    )
    told = BackerReportFactory(
        project=work, organisation=partner.organisation, commitment=given, worth=500
    )
    made = at_once(
        [lambda by=by: receive(given, by, amount=500, report=told) for by in (head, secretary)] * 4
    )
    assert set(made) == {Receipt.objects.get()}
    given.refresh_from_db()
    assert given.received == 500


def test_reports_sent_at_once_are_numbered_without_gaps(work):
    partner = PartnerFactory()
    BackingFactory(project=work, organisation=partner.organisation, answered_by=partner)
    token = uuid.uuid4()
    at_once([lambda: report(work, partner, token=token)] * 3 + [lambda: report(work, partner)] * 3)
    assert sorted(BackerReport.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
