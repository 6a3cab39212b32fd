"""People and places that most tests of this floor need."""

import pytest

from tests.factories.villages import MandateFactory, RegionFactory, SubdistrictFactory
from villages.models.mandate import Office


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    """Uploads of one test are nothing to the next."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def leksono(db):
    """Kecamatan Leksono."""
    return SubdistrictFactory(code="33.07.05", name="Leksono")


@pytest.fixture
def sojokerto(leksono):
    """Desa Sojokerto, in Kecamatan Leksono."""
    return RegionFactory(code="33.07.05.2004", name="Sojokerto", parent=leksono)


@pytest.fixture
def officer(leksono):
    """A verified officer of Kecamatan Leksono."""
    return MandateFactory(
        region=leksono, office=Office.SUBDISTRICT_OFFICER, title="Kasi PMD", ends_on=None
    )


@pytest.fixture
def regency(leksono):
    """A verified officer of the regency in which organisations are at home."""
    return MandateFactory(
        region=leksono.parent,
        office=Office.REGENCY_OFFICER,
        title="Kepala Bidang",
        ends_on=None,
    )
