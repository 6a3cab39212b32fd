"""Three villages of one subdistrict, an agreement between two of them, and everybody around."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.agreements import clausal
from tests.factories.projects import head_of
from tests.factories.villages import (
    MandateFactory,
    RegencyFactory,
    RegionFactory,
    SubdistrictFactory,
)


@pytest.fixture
def leksono(db):
    return SubdistrictFactory(code="33.07.05", name="Leksono")


@pytest.fixture
def sojokerto(leksono):
    return RegionFactory(code="33.07.05.2004", name="Sojokerto")


@pytest.fixture
def besani(leksono):
    return RegionFactory(code="33.07.05.2005", name="Besani")


@pytest.fixture
def sawangan(leksono):
    """A village that has no part in it."""
    return RegionFactory(code="33.07.05.2001", name="Sawangan")


@pytest.fixture
def villages(sojokerto, besani):
    return [sojokerto, besani]


@pytest.fixture
def people(sojokerto, besani, sawangan, leksono):
    """Who may want something of an agreement that Sojokerto drafted with Besani."""
    elsewhere = RegionFactory(code="33.07.06.2001", name="Kertek")
    return {
        "drafting head": head_of(sojokerto),
        "drafting secretary": MandateFactory(region=sojokerto, office="secretary"),
        "drafting council": MandateFactory(region=sojokerto, office="council"),
        "other head": head_of(besani),
        "other secretary": MandateFactory(region=besani, office="secretary"),
        "stranger head": head_of(sawangan),
        "own camat": head_of(leksono),
        "own officer": MandateFactory(region=leksono, office="kecamatan"),
        "other camat": head_of(elsewhere.parent),
        "regency": MandateFactory(region=RegencyFactory(), office="kabupaten"),
        "nobody": None,
    }


@pytest.fixture
def by_clauses(people, villages):
    """A draft by clauses that Sojokerto has made out of a project with Besani, still with gaps."""
    return clausal(villages)


@pytest.fixture
def operator(db):
    return UserFactory(is_staff=True, is_superuser=True)
