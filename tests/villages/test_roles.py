"""Which office grants what, and where."""

import pytest

from tests.factories.villages import MandateFactory, RegencyFactory, RegionFactory
from villages import roles
from villages.models import Region
from villages.models.mandate import CARING_OFFICES, Office
from villages.roles import Permission, grants, may, may_within


def test_every_office_says_what_it_grants_and_exists_somewhere():
    assert set(roles.GRANTS) == set(Office)
    in_regions = {office for offices in roles.OFFICES_AT.values() for office in offices}
    assert in_regions == set(Office) - {Office.PARTNER}  # that one is of organisations


def test_only_heads_bind_their_region():
    assert set(roles.BINDING_OFFICES) == {Office.HEAD, Office.SUBDISTRICT_HEAD}
    assert set(roles.offices_granting(Permission.CONSENT)) == set(roles.BINDING_OFFICES)


def test_the_model_knows_the_same_caring_offices():
    assert set(roles.offices_granting(Permission.VERIFY)) == set(CARING_OFFICES)


@pytest.mark.parametrize("office", Office)
def test_the_council_has_two_rights_and_nobody_in_a_village_checks_others(office):
    mandate = MandateFactory.build(office=office, region=None, user=None, decided_by=None)

    assert grants(mandate, Permission.VERIFY) == (office in CARING_OFFICES)
    if office == Office.COUNCIL:
        granted = {permission for permission in Permission if grants(mandate, permission)}
        assert granted == {Permission.COMMENT_RULE, Permission.RECORD_ASSEMBLY}


def test_without_a_capacity_nothing_is_granted():
    assert not grants(None, Permission.PROPOSE)
    assert not may(None, Permission.PROPOSE, Region(code="33.07.05.2004"))
    assert not may_within(None, Permission.VERIFY, Region(code="33.07.05.2004"))


@pytest.mark.django_db
def test_a_right_holds_for_the_own_region_and_care_for_its_parts(leksono, sojokerto, officer):
    other = RegionFactory(code="33.07.06.2001")
    head = MandateFactory(region=sojokerto)

    assert may(head, Permission.CONSENT, sojokerto)
    assert not may(head, Permission.CONSENT, leksono)
    assert not may(head, Permission.VERIFY, sojokerto)
    assert not may(officer, Permission.VERIFY, sojokerto)
    assert may_within(officer, Permission.VERIFY, sojokerto)
    assert may_within(officer, Permission.VERIFY, leksono)
    assert not may_within(officer, Permission.VERIFY, other)
    assert not may_within(officer, Permission.VERIFY, RegencyFactory())


def test_a_kelurahan_has_no_council():
    urban = Region(code="33.07.05.1006", level=4, kind="urban")

    assert Office.COUNCIL not in roles.offices_of(urban)
    assert Office.HEAD in roles.offices_of(urban)
    assert Office.COUNCIL in roles.offices_of(Region(level=4, kind="village"))
    assert roles.offices_of(Region(level=3)) == (
        Office.SUBDISTRICT_HEAD,
        Office.SUBDISTRICT_OFFICER,
    )
    assert roles.offices_of(Region(level=1)) == ()
