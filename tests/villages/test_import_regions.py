"""Loading the lists of regions."""

import gzip
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.villages import RegencyFactory, RegionFactory
from villages import gazetteer
from villages.actions.regions import import_regions, set_local_terms
from villages.models import LocalTerms, Region

LISTS = {
    "provinces": "code,name\n18,Lampung\n33,Jawa Tengah\n",
    "regencies": "code,province_code,name\n18.02,18,Kabupaten Lampung Tengah\n"
    "33.07,33,Kabupaten Wonosobo\n33.74,33,Kota Semarang\n33.75,33,Pekalongan\n",
    "districts": "code,regency_code,name\n18.02.02,18.02,Bangun Rejo\n33.07.05,33.07,Leksono\n",
    "villages": "code,district_code,name\n18.02.02.2001,18.02.02,Purwodadi\n"
    "18.02.02.2002,18.02.02,Kampung Baru\n33.07.05.1006,33.07.05,Leksono\n"
    '33.07.05.2004,33.07.05,  Sojo  kerto\n33.07.05.2005,33.07.05,"Soka""an"\n'
    "33.07.05.3001,33.07.05,Adat\n33.07.05.2006,33.07.05,Desa Baru\n",
}


@pytest.fixture
def folder(tmp_path):
    for stem, text in LISTS.items():
        (tmp_path / f"{stem}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(folder, **options):
    out = StringIO()
    call_command("import_regions", str(folder), stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.mark.django_db
class TestImport:
    def test_kinds_and_words_come_from_the_code(self, folder):
        assert run(folder) == ["15 regions loaded: 15 new, 0 renamed, 0 unchanged, 0 gone and kept"]

        said = {r.code: (r.kind, str(r)) for r in Region.objects.all()}
        assert said["33"] == ("province", "Provinsi Jawa Tengah")
        assert said["33.07"] == ("regency", "Kabupaten Wonosobo")
        assert said["33.74"] == ("city", "Kota Semarang")
        assert said["33.75"] == ("city", "Kota Pekalongan")
        assert said["33.07.05"] == ("subdistrict", "Kecamatan Leksono")
        assert said["33.07.05.1006"] == ("urban", "Kelurahan Leksono")
        assert said["33.07.05.2004"] == ("village", "Desa Sojo kerto")
        assert said["33.07.05.2005"] == ("village", "Desa Soka'an")
        assert said["33.07.05.3001"] == ("customary", "Desa Adat Adat")

    def test_local_words_are_said_once(self, folder):
        run(folder)

        assert str(Region.objects.get(pk="18.02.02.2001")) == "Kampung Purwodadi"
        assert str(Region.objects.get(pk="18.02.02.2002")) == "Kampung Baru"
        assert str(Region.objects.get(pk="33.07.05.2006")) == "Desa Baru"
        assert (
            LocalTerms.objects.of(Region.objects.get(pk="18.02.02")).village_office == "Dinas PMK"
        )

    def test_a_second_run_changes_nothing(self, folder):
        run(folder)
        before = list(Region.objects.values())

        assert run(folder) == ["15 regions loaded: 0 new, 0 renamed, 15 unchanged, 0 gone and kept"]
        assert list(Region.objects.values()) == before

    def test_new_renamed_and_gone_are_told_and_nothing_is_deleted(self, folder):
        run(folder)
        villages = folder / "villages.csv"
        text = villages.read_text().replace("Purwodadi", "Purwosari").replace(
            "33.07.05.3001,33.07.05,Adat", "33.07.05.2007,33.07.05,Baru"
        )  # fmt: skip
        villages.write_text(text)

        assert run(folder) == [
            "renamed: 18.02.02.2001 Purwodadi -> Purwosari",
            "gone from the lists, kept: 33.07.05.3001 Adat",
            "15 regions loaded: 1 new, 1 renamed, 13 unchanged, 1 gone and kept",
        ]
        assert Region.objects.count() == 16
        assert str(Region.objects.get(pk="18.02.02.2001")) == "Kampung Purwosari"

    def test_long_reports_are_cut(self, folder):
        RegencyFactory(code="33.07")
        for number in range(25):
            RegionFactory(code=f"33.07.05.{2100 + number}")

        lines = run(folder)

        assert lines[-2] == "gone from the lists, kept: and 5 more"

    def test_a_dry_run_only_reports(self, folder):
        assert run(folder, dry_run=True)[-1].startswith("15 regions checked: 15 new")
        assert not Region.objects.exists()

    def test_words_set_by_an_operator_stay(self, folder):
        run(folder)
        terms = LocalTerms.objects.get(regency="18.02")
        terms.village = "Pekon"
        operator = UserFactory(is_staff=True)

        set_local_terms(terms, by=operator)

        assert str(Region.objects.get(pk="18.02.02.2001")) == "Pekon Purwodadi"
        run(folder)
        assert str(Region.objects.get(pk="18.02.02.2001")) == "Pekon Purwodadi"
        assert AuditEvent.objects.get().verb == "villages.terms_changed"

    def test_compressed_lists_are_read_too(self, folder):
        for path in list(folder.iterdir()):
            path.with_suffix(".csv.gz").write_bytes(gzip.compress(path.read_bytes()))
            path.unlink()

        assert run(folder)[0].startswith("15 regions loaded")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stem", "text", "fault"),
    [
        ("villages", None, "there is neither villages.csv nor villages.csv.gz"),
        ("villages", "code,name\n", "villages.csv: the column 'district_code' is missing"),
        ("villages", "", "villages.csv: the column 'code' is missing"),
        ("villages", "code,district_code,name\n33.07.05.2001\n", "line 2: the line is cut off"),
        ("villages", "code,district_code,name\n33.07.05.9001,33.07.05,A\n", "not one of this level"),
        ("villages", "code,district_code,name\n3307052001,33.07.05,A\n", "not one of this level"),
        ("villages", "code,district_code,name\n33.07.99.2001,33.07.99,A\n", "has no parent"),
        ("villages", "code,district_code,name\n33.07.05.2001,18.02.02,A\n", "has no parent"),
        ("villages", "code,district_code,name\n33.07.05.2001,33.07.05, \n", "no usable name"),
        ("villages", f"code,district_code,name\n33.07.05.2001,33.07.05,{'A' * 101}\n", "no usable"),
        ("villages", "code,district_code,name\n33.07.05.2001,33.07.05,A\u202eB\n", "no usable"),
        ("provinces", "code,name\n33,A\n33,B\n", "provinces.csv, line 3: the code 33 is there twice"),
        ("provinces", b"code,name\n33,\xff\xfe\n", "provinces.csv: cannot be read"),
        ("provinces", "code,name\n33," + '"' + "A" * 200000, "provinces.csv: cannot be read"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_nothing_is_written(folder, stem, text, fault):
    path = folder / f"{stem}.csv"
    if text is None:
        path.unlink()
    elif isinstance(text, bytes):
        path.write_bytes(text)
    else:
        path.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match="Nothing was changed") as raised:
        run(folder)

    assert fault in str(raised.value)
    assert not Region.objects.exists()


@pytest.mark.django_db
def test_a_damaged_archive_is_told(folder):
    whole = gzip.compress(LISTS["villages"].encode())
    (folder / "villages.csv").unlink()
    (folder / "villages.csv.gz").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(CommandError, match=r"villages.csv.gz: cannot be read"):
        run(folder)


@pytest.mark.django_db
def test_the_committed_lists_hold_all_of_indonesia():
    changes = import_regions(gazetteer.read(), gazetteer.read_local_terms())

    assert (changes.total, changes.new, changes.renamed, changes.gone) == (91599, 91599, [], [])
    levels = [Region.objects.filter(level=level).count() for level in (1, 2, 3, 4)]
    assert levels == [38, 514, 7285, 83762]
    kinds = [Region.objects.filter(kind=kind).count() for kind in ("urban", "village", "customary")]
    assert kinds == [8496, 75252, 14]
    assert str(Region.objects.get(pk="33.07.05.2004")) == "Desa Sojokerto"
    assert str(Region.objects.get(pk="18.02.02.2005")) == "Kampung Bangun Rejo"
    best = [region.code for region in Region.objects.search("bangunrjo, lampung tengah")[:2]]
    assert "18.02.02" in best
