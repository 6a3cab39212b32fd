"""What an office is called."""

import pytest

from villages.models import LocalTerms, Region
from villages.models.mandate import Office
from villages.titles import acting_part, position_part, title_of

DESA = Region(code="33.07.05.2004", level=4, kind="village")
URBAN = Region(code="33.07.05.1006", level=4, kind="urban")
KECAMATAN = Region(code="33.07.05", level=3, kind="subdistrict")
USUAL = LocalTerms()
KAMPUNG = LocalTerms(
    village="Kampung", village_head="Kepala Kampung", village_secretary="Sekretaris Kampung",
    village_official="Perangkat Kampung", village_office="Dinas PMK",
)  # fmt: skip


@pytest.mark.parametrize(
    ("office", "region", "terms", "more", "title"),
    [
        ("head", DESA, USUAL, {}, "Kepala Desa"),
        ("head", DESA, KAMPUNG, {}, "Kepala Kampung"),
        ("head", DESA, KAMPUNG, {"acting": "Pj."}, "Pj. Kepala Kampung"),
        ("head", URBAN, USUAL, {}, "Lurah"),
        ("head", URBAN, KAMPUNG, {"acting": "Plt."}, "Plt. Lurah"),
        ("secretary", DESA, KAMPUNG, {}, "Sekretaris Kampung"),
        ("secretary", URBAN, USUAL, {}, "Sekretaris Kelurahan"),
        ("official", DESA, USUAL, {}, "Perangkat Desa"),
        ("official", DESA, USUAL, {"position": "Kaur Perencanaan"}, "Kaur Perencanaan"),
        ("official", URBAN, USUAL, {"position": "Kasi Trantib"}, "Kasi Trantib"),
        ("council", DESA, USUAL, {}, "Anggota BPD"),
        ("camat", KECAMATAN, USUAL, {"position": "Raja"}, "Camat"),
        ("kecamatan", KECAMATAN, USUAL, {"position": "Kasi PMD"}, "Kasi PMD"),
        ("kecamatan", KECAMATAN, USUAL, {}, "Petugas Kecamatan"),
        ("kabupaten", KECAMATAN, KAMPUNG, {}, "Petugas Dinas PMK"),
    ],
)
def test_the_local_word_acting_or_not(office, region, terms, more, title):
    assert title_of(Office(office), region, terms, **more) == title


@pytest.mark.django_db
def test_terms_are_looked_up_by_the_regency(leksono, sojokerto):
    assert title_of(Office.HEAD, sojokerto) == "Kepala Desa"
    LocalTerms.objects.create(regency_id="33.07", village_head="Lurah Desa")
    assert title_of(Office.HEAD, sojokerto) == "Lurah Desa"


def test_a_title_is_taken_apart_for_its_correction():
    assert acting_part("Pj. Kepala Desa") == "Pj."
    assert acting_part("Pjok") == ""
    assert position_part("Plt. Kasi PMD", Office.SUBDISTRICT_OFFICER) == "Kasi PMD"
    assert position_part("Kepala Desa", Office.HEAD) == ""
