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
from tests.factories.agreements import AgreementFactory

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
