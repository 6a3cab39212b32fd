"""Finding a region by part of its name, with a typo, or by code; from the indexes."""

import re

import pytest
from django.db import connection

from tests.factories.villages import RegencyFactory, RegionFactory, SubdistrictFactory
from villages.models import Region
from villages.typed import take_apart

pytestmark = pytest.mark.django_db

SYLLABLES = [
    "ka",
    "su",
    "ma",
    "ri",
    "to",
    "ba",
    "la",
    "ni",
    "wo",
    "jo",
    "ke",
    "da",
    "ri",
    "pu",
    "tan",
]
SYLLABLES += ["gung", "rejo", "sari", "mulyo"]


@pytest.fixture
def java(leksono, sojokerto):
    """A few hundred regions with real names among them."""
    regency = RegencyFactory(code="33.07")
    for number, name in enumerate(
        ["Sidodadi", "Sido Dadi", "Bangun Rejo", "Bangunrejo Kidul", "Wonokerto", "Leksono"], 2101
    ):
        RegionFactory(code=f"33.07.05.{number}", name=name, parent=leksono)
    for place in range(10, 20):
        subdistrict = SubdistrictFactory(
            code=f"33.07.{place}", name=f"Kecuali {place}", parent=regency
        )
        Region.objects.bulk_create(
            Region(
                code=f"33.07.{place}.{2001 + number}",
                name=" ".join(SYLLABLES[(number * step + place) % 19] for step in (1, 3)).title(),
                level=4, kind="village", word="Desa", parent=subdistrict,
            )
            for number in range(40)
        )  # fmt: skip


def names(text, **options):
    return [region.name for region in Region.objects.search(text, **options)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sojo", "Sojokerto"),
        ("sojokreto", "Sojokerto"),
        ("SOJOKERTO", "Sojokerto"),
        ("desa sojokerto", "Sojokerto"),
        ("Sojokerto, Leksono", "Sojokerto"),
        ("sojokerto kec leksono kab wonosobo", "Sojokerto"),
        ("sojokerto leksono", "Sojokerto"),
        ("33.07.05.2004", "Sojokerto"),
        ("3307052004", "Sojokerto"),
        ("bangunrjo", "Bangun Rejo"),
        ("bangunrejo", "Bangun Rejo"),
        ("jokerto", "Sojokerto"),
        ("sojokreto, leksno", "Sojokerto"),
    ],
)
def test_the_best_comes_first(java, text, first):
    assert names(text)[0] == first


def test_blanks_do_not_matter(java):
    assert set(names("sido dadi")[:2]) == set(names("sidodadi")[:2]) == {"Sidodadi", "Sido Dadi"}


def test_exact_then_beginning_then_inside(java):
    RegionFactory(code="33.07.05.2900", name="Kerto", parent_id="33.07.05")
    RegionFactory(code="33.07.05.2901", name="Kertosari", parent_id="33.07.05")

    assert names("kerto")[:4] == ["Kerto", "Kertosari", "Sojokerto", "Wonokerto"]


def test_a_word_before_the_name_prefers_that_level(java):
    assert [region.level for region in Region.objects.search("leksono")[:2]] == [3, 4]
    assert [region.level for region in Region.objects.search("desa leksono")[:2]] == [4, 3]


def test_a_code_lists_what_lies_within_highest_first(java):
    assert names("33.07.05")[0] == "Leksono"
    assert names("330705", levels=[3]) == ["Leksono"]
    assert len(names("33.07")) == 20


def test_levels_narrow_the_search(java):
    assert {region.level for region in Region.objects.search("leksono", levels=[4])} == {4}
    assert names("wonosobo", levels=[4]) == []


@pytest.mark.parametrize(
    "text", ["", "  ", "%", "_", "\\", "zzzzqqq", "sojokerto, zzzz", "99.99", "33.07.05.99", "'"]
)
def test_nothing_is_found_for_nothing(java, text):
    assert names(text) == []


def test_wildcards_are_letters_like_others(java):
    assert names("so%to") == names("soto")


def test_one_or_two_letters_find_only_exact_names(java):
    RegionFactory(code="33.07.05.2902", name="Oe", parent_id="33.07.05")

    assert names("oe") == ["Oe"]
    assert names("so") == []


def test_at_most_twenty_with_their_ancestors(java, django_assert_num_queries):
    with django_assert_num_queries(2):  # keys by spelling, rows
        found = Region.objects.search("rejo")
        assert len(found) == 20
        assert all(region.whereabouts.endswith("Jawa Tengah") for region in found)
    with django_assert_num_queries(3):  # keys by spelling, by likeness, rows
        assert Region.objects.search("sojokreto")[0].whereabouts.startswith("Kecamatan Leksono")


def test_provinces_and_replaced_regions_do_not_take_part(java, sojokerto):
    assert names("jawa tengah") == []
    Region.objects.filter(code="33.07.05.2101").update(replaced_by=sojokerto)
    assert "Sidodadi" not in names("sidodadi")


def test_named_takes_part_of_the_name_or_the_beginning_of_the_code(java):
    assert [r.name for r in Region.objects.named("jokerto")] == ["Sojokerto"]
    assert Region.objects.named("33.07.10").count() == 41
    assert not Region.objects.named(" ").exists()


@pytest.fixture
def large(leksono):
    """Twenty thousand villages, enough for the planner to care."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO villages_region (code, name, level, kind, word, parent_id)"
            " SELECT left(code, 2) || '.' || substr(code, 3, 2) || '.' || substr(code, 5, 2) || '.'"
            " || right(code, 4), left(md5(code), 12), 4, 'village', 'Desa', '33.07.05'"
            " FROM (SELECT (4000000000 + n * 1001)::text AS code FROM generate_series(1, 20000) n) x"
        )
        cursor.execute("ANALYZE villages_region")
        cursor.execute("SELECT gin_clean_pending_list('region_squeezed_trgm')")


def indexes_of(queryset):
    plan = queryset.explain()
    assert "Seq Scan" not in plan, plan
    return set(re.findall(r"(?:using|on) (region_squeezed_trgm|\w+_like|\w+_pkey)", plan))


def test_spelling_likeness_and_code_are_answered_from_indexes(large):
    regions = Region.objects.can_take_part()

    assert "region_squeezed_trgm" in indexes_of(regions._spelled(take_apart("sojo")).pks()[:20])
    assert "region_squeezed_trgm" in indexes_of(regions._alike(take_apart("sojokreto")).pks()[:20])
    within = regions._in_places(["leksono"])._spelled(take_apart("abc")).pks()[:20]
    assert indexes_of(within)
    assert indexes_of(regions.named("40.05").order_by("level", "code").pks()[:20])


def test_the_code_has_an_index_for_beginnings_in_every_collation():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_indexes WHERE tablename = 'villages_region'"
            " AND indexdef LIKE '%(code varchar_pattern_ops)%'"
        )
        assert cursor.fetchone() == (1,)


def test_a_local_word_for_a_village_may_be_left_out_or_said(java):
    assert names("kampung sidodadi")[:2] == ["Sidodadi", "Sido Dadi"]
    assert names("kampung sido dadi")[:2] == ["Sidodadi", "Sido Dadi"]


def test_the_local_word_that_is_said_comes_first(java):
    place = Region.objects.filter(level=4).order_by("code").last()
    Region.objects.filter(pk=place.pk).update(name="Sidodadi", word="Kampung")

    assert Region.objects.search("sidodadi")[0].word == "Desa"
    assert Region.objects.search("kampung sidodadi")[0].word == "Kampung"
