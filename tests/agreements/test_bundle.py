"""What an outsider takes home proves the agreement without us: he runs the recipe himself."""

import io
import json
import random
import subprocess
import sys
import zipfile

import pytest
from django.urls import reverse

from agreements.bundle import bundle
from agreements.signing import Named, Plan
from tests.agreements.test_checking import sealed
from tests.factories.acknowledging import acknowledge, acknowledge_on_paper
from tests.factories.agreements import AgreementFactory
from tests.factories.projects import head_of
from tests.factories.villages import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(villages):
    return sealed(villages)


@pytest.fixture
def folder(agreement, tmp_path):
    zipfile.ZipFile(io.BytesIO(bundle(agreement))).extractall(tmp_path)
    return tmp_path / f"kesepakatan-{agreement.code}"


def checked(folder):
    """What the recipe's program answers, and its exit code."""
    program = [sys.executable, "-I", folder / "periksa.py"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr, done.returncode


def test_the_same_agreement_gives_the_same_file(agreement):
    assert bundle(agreement) == bundle(agreement)


def test_it_holds_text_pdf_records_and_recipe(agreement, folder):
    assert sorted(path.name for path in folder.iterdir()) == [
        "CARA-PERIKSA.txt", "SHA256SUMS", "catatan.json", "kesepakatan.pdf", "naskah.txt",
        "periksa.py",
    ]  # fmt: skip
    assert (folder / "naskah.txt").read_text() == agreement.current.text
    records = json.loads((folder / "catatan.json").read_text())
    assert [row["fakta"]["region_name"] for row in records["persetujuan"]] == [
        "Desa Sojokerto", "Desa Besani",
    ]  # fmt: skip


def test_an_outsider_finds_it_whole(folder):
    assert checked(folder) == ("Semua cocok.\n", 0)


@pytest.fixture
def witnessed(villages, tmp_path):
    """The unpacked bundle of an agreement that a witness has attested on paper."""
    plan = Plan(needed=1, witnesses=(Named("Wulan Sari", "Camat Leksono"),))
    agreement = sealed(villages, plan=plan)
    zipfile.ZipFile(io.BytesIO(bundle(agreement))).extractall(tmp_path)
    return tmp_path / f"kesepakatan-{agreement.code}"


def test_witnesses_and_their_papers_are_checked_too(witnessed):
    assert checked(witnessed) == ("Semua cocok.\n", 0)
    records = json.loads((witnessed / "catatan.json").read_text())
    assert records["kesaksian"][0]["fakta"]["person_name"] == "Wulan Sari"
    assert len(records["kertas"]) == 1


@pytest.mark.parametrize(
    ("kind", "fact", "said"),
    [
        ("tata_cara", "needed", "segel tata cara dan kesaksian ke-1 tidak cocok"),
        ("kesaksian", "person_name", "segel tata cara dan kesaksian ke-2 tidak cocok"),
        ("kesaksian", "text_sha256", "kesaksian ke-1 bukan untuk naskah ini"),
        ("kertas", "sha256", "segel berkas kertas ke-1 tidak cocok"),
    ],
)
def test_an_outsider_finds_a_changed_word_of_a_witness(witnessed, kind, fact, said):
    path = witnessed / "catatan.json"
    records = json.loads(path.read_text())
    row = records[kind] if kind == "tata_cara" else records[kind][0]
    row["fakta"][fact] = "lain"
    path.write_text(json.dumps(records))
    (witnessed / "SHA256SUMS").write_text("")

    assert said in checked(witnessed)[0].splitlines()


def without_list(folder, change):
    """Whoever changes the records works out the list of fingerprints anew."""
    path = folder / "catatan.json"
    records = json.loads(path.read_text())
    change(records)
    path.write_text(json.dumps(records))
    (folder / "SHA256SUMS").write_text("")
    return checked(folder)[0].splitlines()


def test_an_outsider_finds_that_an_approval_is_missing(folder):
    assert without_list(folder, lambda records: records["persetujuan"].pop()) == [
        "persetujuan Desa Besani tidak ada"
    ]


def test_an_outsider_finds_that_all_approvals_are_missing(folder):
    said = without_list(folder, lambda records: records["persetujuan"].clear())

    assert said == ["persetujuan Desa Sojokerto tidak ada", "persetujuan Desa Besani tidak ada"]


def test_an_outsider_finds_an_approval_that_counts_twice(folder):
    said = without_list(
        folder, lambda records: records["persetujuan"].append(records["persetujuan"][0])
    )

    assert any("Desa Sojokerto berlebih" in line for line in said)
    assert "satu pihak tercatat menyetujui lebih dari satu kali" in said


def test_an_outsider_finds_that_a_witness_is_missing(witnessed):
    def forget(records):
        records["kesaksian"].clear()
        records["kertas"].clear()
        records["tata_cara"] = None

    assert without_list(witnessed, forget) == [
        "kesaksian kurang: naskah meminta 1, tercatat 0", "tata cara penandatanganan tidak ada",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["naskah.txt", "catatan.json", "kesepakatan.pdf"])
def test_an_outsider_finds_a_changed_byte(folder, name):
    path = folder / name
    content = bytearray(path.read_bytes())
    content[random.Random(name).randrange(len(content))] ^= 1
    path.write_bytes(content)

    said, code = checked(folder)

    assert code == 1
    assert said != "Semua cocok.\n"


@pytest.mark.parametrize(
    ("kind", "fact", "said"),
    [
        ("versi", "made_at", "segel versi ke-1 tidak cocok"),
        ("persetujuan", "person_name", "segel persetujuan ke-2 tidak cocok"),
        ("persetujuan", "text_sha256", "persetujuan ke-2 bukan untuk naskah ini"),
    ],
)
def test_an_outsider_finds_a_changed_record(folder, kind, fact, said):
    """Also where whoever changed it has worked out the list of fingerprints anew."""
    path = folder / "catatan.json"
    records = json.loads(path.read_text())
    row = next(r for r in records[kind] if r["fakta"].get("region_name") in (None, "Desa Besani"))
    row["fakta"][fact] = "lain"
    path.write_text(json.dumps(records))
    (folder / "SHA256SUMS").write_text("")

    assert said in checked(folder)[0].splitlines()


def test_the_bundle_is_open_to_all_once_the_pdf_is_made(client, villages, agreement):
    answer = client.get(reverse("agreements:bundle", args=[agreement.code]))
    assert answer["Content-Type"] == "application/zip"
    assert answer.getvalue() == bundle(agreement)

    early = AgreementFactory(state="in_force", regions=villages)
    assert client.get(reverse("agreements:bundle", args=[early.code])).status_code == 404


def test_the_recipe_is_a_page_for_everybody(client):
    page = client.get(reverse("agreements:recipe")).content.decode()

    assert "python3 periksa.py" in page
    assert "sha256sum naskah.txt" in page


@pytest.fixture
def acknowledged(villages, people, tmp_path):
    """The unpacked bundle of an agreement of two subdistricts' villages, both camat having
    acknowledged it: one here, one on paper."""
    elsewhere = RegionFactory(code="33.07.06.2002", name="Candi")
    agreement = sealed([*villages, elsewhere])
    acknowledge(agreement, people["own camat"])
    other = people["other camat"]
    acknowledge_on_paper(
        agreement, other.region, head_of(elsewhere), name=str(other.user), title=other.title
    )
    zipfile.ZipFile(io.BytesIO(bundle(agreement))).extractall(tmp_path)
    return tmp_path / f"kesepakatan-{agreement.code}"


def test_who_has_acknowledged_is_checked_too(acknowledged):
    assert checked(acknowledged) == ("Semua cocok.\n", 0)
    records = json.loads((acknowledged / "catatan.json").read_text())
    assert [row["fakta"]["region"] for row in records["mengetahui"]] == ["33.07.05", "33.07.06"]


def test_an_outsider_finds_an_acknowledgement_that_was_changed_or_counts_twice(acknowledged):
    def change(records):
        records["mengetahui"][1]["fakta"]["text_sha256"] = "0" * 64
        records["mengetahui"][1]["fakta"]["region"] = "33.07.05"

    assert without_list(acknowledged, change) == [
        "segel yang mengetahui ke-2 tidak cocok", "yang mengetahui ke-2 bukan untuk naskah ini",
        "satu wilayah tercatat mengetahui lebih dari satu kali",
    ]  # fmt: skip


def test_an_outsider_finds_that_the_first_acknowledgement_was_taken_out(acknowledged):
    said = without_list(acknowledged, lambda records: records["mengetahui"].pop(0))

    assert said == ["segel yang mengetahui ke-1 tidak cocok"]
