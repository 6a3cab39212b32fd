"""Two people at the same moment acknowledge one agreement, with real threads and connections."""

import pytest

from agreements import actions
from agreements.models import Acknowledgement, Agreement
from agreements.verification import findings
from core.models import AuditEvent
from notifications.models import Mail
from tests.agreements.test_obligation_races import trying
from tests.factories.acknowledging import acknowledge_on_paper
from tests.factories.agreements import AgreementFactory
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 20


@pytest.fixture
def regions(db):
    return [RegionFactory(code="33.07.05.2004"), RegionFactory(code="33.07.06.2001")]


def clicking(agreement, camat):
    def click():
        return actions.acknowledge_agreement(
            Agreement.objects.get(pk=agreement.pk), by=camat, sha256=agreement.current.sha256,
            method="password",
        )  # fmt: skip

    return trying(click)


def test_many_clicks_of_one_camat_are_one_row(regions):
    agreement = AgreementFactory(state="in_force", regions=regions)
    camat = head_of(regions[0].parent)

    answers = at_once([clicking(agreement, camat)] * CROWD)

    assert len(set(answers)) == 1 and Acknowledgement.objects.count() == 1
    assert AuditEvent.objects.filter(verb="agreements.acknowledged").count() == 1
    assert Mail.objects.filter(kind="agreements.acknowledged").count() == 1


@pytest.mark.parametrize("round_", range(4))
def test_the_click_against_the_scan_is_one_row_and_two_offices_make_one_chain(regions, round_):
    agreement = AgreementFactory(state="in_force", regions=regions)
    camat, other = (head_of(region.parent) for region in regions)
    secretary = head_of(regions[0])

    def upload():
        return acknowledge_on_paper(
            Agreement.objects.get(pk=agreement.pk), camat.region, secretary,
            name=str(camat.user), title=camat.title,
        )  # fmt: skip

    calls = [clicking(agreement, camat), trying(upload), clicking(agreement, other)]
    answers = at_once(calls * 3)

    assert {row.region for row in Acknowledgement.objects.all()} == {camat.region, other.region}
    assert Acknowledgement.objects.count() == 2
    assert sum(isinstance(answer, int) for answer in set(answers)) == 2
    assert list(findings()) == []
