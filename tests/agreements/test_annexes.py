"""Files bound to a text: written in a draft, named in the text, fixed with each version."""

import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pgtrigger
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from agreements import actions, comparing, documents, docx, wording
from agreements.bundle import bundle
from agreements.models import Agreement, Annex
from agreements.verification import findings
from agreements.waiting import waiting_for
from core.errors import Forbidden
from core.models import AuditEvent
from tests.agreements.test_checking import sealed
from tests.factories.agreements import AgreementFactory, annex, clausal, fill, give_word
from tests.factories.projects import head_of
from tests.papers import pdf_bytes, picture_bytes

pytestmark = pytest.mark.django_db
NEVER = (ProgrammingError, InternalError)


def at(name, agreement, *args):
    return reverse(f"agreements:{name}", args=[agreement.code, *args])


def bytes_of(row):
    with row.file.open("rb") as file:
        return file.read()


def titles(agreement):
    rows = agreement.annexes.standing()
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [row.title for row in rows]


@pytest.fixture
def draft(villages, people):
    return AgreementFactory(regions=villages, annexes=["Peta", "Daftar pengguna"])


@pytest.fixture
def drafter(people):
    return people["drafting secretary"]


# --- the text ---------------------------------------------------------------------------------


def canonical(annexes):
    return wording.canonical(
        kind="Nota", code="ABC", number=1, title="Air", starts_on=date(2026, 1, 1),
        ends_on=date(2027, 1, 1), parties=[], body="Pasal 1\nAir.\n\nPenutup.",
        annexes=annexes,
    )  # fmt: skip


def test_a_text_without_annexes_is_as_it_always_was():
    assert canonical([]).endswith("2027-01-01\n\nPasal 1\nAir.\n\nPenutup.\n")
    assert wording.annexes_of(canonical([])) == []


def test_a_text_lists_its_annexes_after_the_body_and_counts_them_before_it():
    line = wording.AnnexWords("Peta", "PDF", 1234, "a" * 64).line(1)
    text = canonical([line])

    assert line == f"Lampiran 1: Peta (PDF, 1.234 byte); SHA-256 {'a' * 64}"
    assert text.endswith(f"Penutup.\n\nLAMPIRAN\n{line}\n")
    assert "\nLampiran: 1, daftarnya di akhir naskah\n\n" in text
    assert wording.body_of(text) == "Pasal 1\nAir.\n\nPenutup."
    assert wording.annexes_of(text) == [line]
    assert "Lampiran" not in wording.facts_of(text)


def test_a_body_that_looks_like_a_list_is_none():
    line = wording.AnnexWords("Peta", "PDF", 1234, "a" * 64).line(1)
    text = canonical([]).removesuffix("\n") + f"\n\nLAMPIRAN\n{line}\n"

    assert wording.annexes_of(text) == []
    assert wording.body_of(text).endswith(line)


# --- a draft ----------------------------------------------------------------------------------


def test_those_who_write_the_draft_add_order_and_take_out(draft, drafter):
    annex(draft, drafter, "Gambar bak", picture_bytes(), "foto.jpg")
    third, second, first = reversed(draft.annexes.standing())

    actions.move_annex(draft, third.pk, by=drafter, seen=second.pk)
    assert titles(draft) == ["Peta", "Gambar bak", "Daftar pengguna"]
    actions.move_annex(draft, third.pk, by=drafter, seen=second.pk)  # a second click
    actions.move_annex(draft, first.pk, by=drafter, seen=0)
    assert titles(draft) == ["Peta", "Gambar bak", "Daftar pengguna"]
    actions.remove_annex(draft, first.pk, by=drafter)
    actions.remove_annex(draft, first.pk, by=drafter)

    assert titles(draft) == ["Gambar bak", "Daftar pengguna"]
    assert not AuditEvent.objects.filter(verb__startswith="agreements.annex").exists()


def test_once_others_read_it_the_trail_tells_what_became_of_annexes(villages, people):
    draft = actions.share(clausal(villages), by=people["drafting head"])
    first = annex(draft, people["drafting head"], "Peta")
    second = annex(draft, people["drafting head"], "Daftar")
    actions.move_annex(draft, second.pk, by=people["drafting head"], seen=first.pk)
    actions.remove_annex(draft, first.pk, by=people["drafting head"])

    told = AuditEvent.objects.filter(verb__startswith="agreements.annex").order_by("pk")
    assert list(told.values_list("verb", "detail__annex")) == [
        ("agreements.annex_added", "Peta"),
        ("agreements.annex_added", "Daftar"),
        ("agreements.annex_moved", "Daftar"),
        ("agreements.annex_removed", "Peta"),
    ]


def test_the_same_file_is_one_annex(draft, drafter):
    first = annex(draft, drafter, "Peta")
    assert first.position == 1 and len(titles(draft)) == 2

    with pytest.raises(actions.NotAnnexed, match="lampiran 1"):
        annex(draft, drafter, "Judul lain", bytes_of(first))


def test_there_are_twenty_at_most(draft, drafter):
    for number in range(3, 21):
        annex(draft, drafter, f"Lembar {number}")

    with pytest.raises(actions.NotAnnexed, match="20"):
        annex(draft, drafter, "Satu lagi")
    assert len(titles(draft)) == 20


@pytest.mark.parametrize("who", ["other head", "stranger head", "own camat", "nobody"])
def test_nobody_else_writes_them(draft, people, who):
    row = draft.annexes.first()
    for act in (
        lambda: annex(draft, people[who], "Lain"),
        lambda: actions.remove_annex(draft, row.pk, by=people[who]),
        lambda: actions.move_annex(draft, row.pk, by=people[who], seen=0),
    ):
        with pytest.raises(Forbidden):
            act()


def test_a_file_goes_when_no_version_has_it(
    villages, people, drafter, django_capture_on_commit_callbacks
):
    draft = AgreementFactory(regions=villages, annexes=["Peta"])
    path = Path(draft.annexes.get().file.path)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_annex(draft, draft.annexes.get().pk, by=drafter)
    assert not path.exists()


# --- versions ---------------------------------------------------------------------------------


@pytest.fixture
def reworked(villages, people):
    """Version 1 has a map; it was taken back, and version 2 has another one and a list."""
    agreement = fill(clausal(villages), people["drafting head"])
    annex(agreement, people["drafting head"], "Peta lama")
    actions.open_for_approval(agreement, by=people["drafting head"])
    agreement = actions.rework(agreement, by=people["drafting head"])
    old = agreement.annexes.standing().get()
    actions.remove_annex(agreement, old.pk, by=people["drafting head"])
    annex(agreement, people["drafting head"], "Peta baru")
    annex(agreement, people["drafting head"], "Daftar")
    return actions.open_for_approval(agreement, by=people["drafting head"])


def test_each_version_keeps_its_own_files_for_ever(client, reworked, people):
    first, second = reworked.versions.order_by("number")

    assert [row.title for row in first.annexes.all()] == ["Peta lama"]
    assert [row.title for row in second.annexes.all()] == ["Peta baru", "Daftar"]
    assert documents.lines_of(first.annexes.all()) == wording.annexes_of(first.text)
    assert list(findings()) == []
    for who, status in (("other head", 200), ("own officer", 200), ("stranger head", 404)):
        client.force_login(people[who].user)
        answer = client.get(at("annex", reworked, first.annexes.get().pk))
        assert answer.status_code == status


def test_what_changed_names_the_annexes(client, reworked, people):
    first, second = reworked.versions.order_by("number")
    change = comparing.changes(first, second, chapters=True)[-1]
    assert change.label == "Lampiran"
    assert ("del", "lama") in change.before and "Daftar" in str(change.after)

    client.force_login(people["other head"].user)
    page = client.get(at("version", reworked, 2)).content.decode()
    assert "Lampiran versi 2" in page and "Peta baru" in page


def test_a_new_version_of_one_text_keeps_the_annexes(villages, people):
    agreement = AgreementFactory(state="open", regions=villages, annexes=["Peta"])
    words = actions.Words(
        "Lain", agreement.starts_on, agreement.ends_on, "Lain.",
        tuple(
            actions.Entry(*row)
            for row in agreement.parties.values_list(
                "region", "number", "signer_name", "signer_title"
            )
        ),
    )  # fmt: skip
    seen = actions.drafting.fingerprint(agreement)
    after = actions.change(agreement, by=people["drafting head"], seen=seen, words=words)

    assert [row.title for row in after.current.annexes.all()] == ["Peta"]
    assert list(findings()) == []


def test_the_database_keeps_them_outside_a_draft(villages):
    agreement = AgreementFactory(state="in_force", regions=villages, annexes=["Peta"])
    standing, kept = agreement.annexes.standing().get(), agreement.current.annexes.get()
    assert kept.file.name == standing.file.name
    with pytest.raises(NEVER, match="draft only"), transaction.atomic():
        Annex.objects.filter(pk=standing.pk).update(title="Lain")
    with pytest.raises(NEVER), transaction.atomic():
        Annex.objects.filter(pk=kept.pk).update(title="Lain")
    with pytest.raises(NEVER, match="draft only"), transaction.atomic():
        standing.delete()
    with pytest.raises(NEVER, match="draft only"), transaction.atomic():
        Annex.objects.create(
            agreement=agreement, position=2, title="Lain", file="a.pdf", size=1, sha256="0" * 64,
            added_by=kept.added_by,
        )  # fmt: skip


def test_the_table_is_not_emptied(db):
    with pytest.raises(NEVER, match="Cannot truncate"), transaction.atomic():
        connection.cursor().execute("TRUNCATE agreements_annex")


def test_nothing_joins_an_old_version_while_the_text_is_taken_back(villages, people):
    agreement = fill(clausal(villages), people["drafting head"])
    annex(agreement, people["drafting head"])
    agreement = actions.open_for_approval(agreement, by=people["drafting head"])
    agreement = actions.rework(agreement, by=people["drafting head"])
    kept = agreement.current.annexes.get()

    with pytest.raises(NEVER, match="when it is made"), transaction.atomic():
        Annex.objects.create(
            agreement=agreement, version=agreement.current, position=2, title="Lain",
            file="a.pdf", size=1, sha256="0" * 64, added_by=kept.added_by,
        )  # fmt: skip
    with pytest.raises(NEVER), transaction.atomic():
        Annex.objects.filter(pk=kept.pk).update(title="Lain")


# --- proof ------------------------------------------------------------------------------------


@pytest.fixture
def promised(villages):
    return sealed(villages, annexes=["Peta", "Daftar (lama)"])


def test_a_changed_byte_of_an_annex_is_found(promised):
    assert list(findings()) == []
    row = promised.current.annexes.get(position=2)
    path = Path(row.file.path)
    content = bytearray(path.read_bytes())
    content[9] ^= 1
    path.write_bytes(content)

    assert [f.what for f in findings()] == ["annex 2 of version 1 does not fit its SHA-256"]
    path.unlink()
    assert [f.what for f in findings()] == ["annex 2 of version 1 cannot be read"]


@pytest.mark.parametrize("column", ["title", "size", "sha256", "position", "file"])
@pytest.mark.parametrize("is_kept", [True, False])
def test_a_changed_row_of_an_annex_is_found(promised, column, is_kept):
    rows = promised.current.annexes.all() if is_kept else promised.annexes.standing()
    other = {
        "title": "Lain", "size": 1, "sha256": "0" * 64, "position": 7,
        "file": promised.sheet.name,
    }  # fmt: skip
    with pgtrigger.ignore():
        Annex.objects.filter(pk=rows.first().pk).update(**{column: other[column]})

    assert list(findings())


def test_an_annex_that_was_taken_out_is_missed(promised):
    with pgtrigger.ignore():
        promised.current.annexes.get(position=2).delete()

    assert "the annexes of version 1 are not those of its text" in {f.what for f in findings()}


def test_the_pdf_and_the_word_file_list_them_with_their_fingerprints(promised):
    sha256 = promised.current.annexes.get(position=1).sha256
    with promised.sheet.open("rb") as file:
        pages = pypdfium2.PdfDocument(io.BytesIO(file.read()))
    printed = "".join(page.get_textpage().get_text_range() for page in pages)
    for words in ("LAMPIRAN", "Peta (PDF, ", sha256):
        assert words in printed
    assert printed.index("Pasal 2") < printed.index("LAMPIRAN") < printed.index("PERSETUJUAN")

    lines = [each.text for each in Document(io.BytesIO(docx.text_docx(promised))).paragraphs]
    place = lines.index("LAMPIRAN")
    assert lines[place + 1].startswith("1.\tPeta (PDF, ") and sha256 in lines[place + 1]


@pytest.fixture
def folder(promised, tmp_path):
    zipfile.ZipFile(io.BytesIO(bundle(promised))).extractall(tmp_path)
    return tmp_path / f"kesepakatan-{promised.code}"


def checked(folder):
    (folder / "SHA256SUMS").write_text("")
    program = [sys.executable, "-I", folder / "periksa.py"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() + done.stderr.splitlines()


def test_the_bundle_holds_them_and_an_outsider_finds_it_whole(client, promised, folder):
    assert checked(folder) == ["Semua cocok."]
    stored = promised.current.annexes.get(position=2)
    assert (folder / "lampiran-02.pdf").read_bytes() == bytes_of(stored)
    answer = client.get(at("bundle", promised))
    assert answer.getvalue() == bundle(promised)


def test_an_outsider_finds_a_changed_missing_or_foreign_annex(folder):
    path = folder / "lampiran-01.pdf"
    content = bytearray(path.read_bytes())
    content[9] ^= 1
    path.write_bytes(content)
    (folder / "lampiran-02.pdf").unlink()
    (folder / "lampiran-03.pdf").write_bytes(b"asing")

    assert checked(folder) == [
        "lampiran-01.pdf bukan lampiran yang disebut naskah",
        "lampiran-02.pdf bukan lampiran yang disebut naskah",
        "lampiran-03.pdf tidak disebut naskah",
    ]


# --- pages ------------------------------------------------------------------------------------


def test_the_drafter_adds_moves_and_takes_out_on_the_page(client, draft, drafter):
    client.force_login(drafter.user)
    file = SimpleUploadedFile("gambar.png", picture_bytes("PNG"))
    answer = client.post(at("annex_add", draft), {"title": "Gambar", "file": file})
    assert answer.url == at("annexes", draft)
    assert titles(draft) == ["Peta", "Daftar pengguna", "Gambar"]

    above, last = draft.annexes.standing()[1:]
    client.post(at("annex_move", draft, last.pk), {"above": above.pk})
    assert titles(draft) == ["Peta", "Gambar", "Daftar pengguna"]
    client.post(at("annex_move", draft, last.pk), {"above": "x"})
    client.post(at("annex_remove", draft, last.pk))
    assert titles(draft) == ["Peta", "Daftar pengguna"]
    page = client.get(at("annexes", draft)).content.decode()
    assert "Tambahkan lampiran" in page and "Naikkan" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": "Peta"}, "Isian ini tidak boleh kosong"),
        ({"title": "Peta", "file": SimpleUploadedFile("a.pdf", b"<html>")}, "Pilih berkas PDF"),
        ({"file": SimpleUploadedFile("a.pdf", pdf_bytes())}, "Pilih berkasnya lagi"),
        ({"title": "Peta 🌊"}, "tidak dapat dicetak"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_the_words_stay(
    client, draft, drafter, sent, said
):
    client.force_login(drafter.user)
    answer = client.post(at("annex_add", draft), sent)

    assert answer.status_code == 200 and said in answer.content.decode()
    assert sent.get("title", "") in answer.content.decode()
    assert len(titles(draft)) == 2


def test_a_file_that_is_there_already_is_refused_beside_the_field(client, draft, drafter):
    client.force_login(drafter.user)
    content = bytes_of(draft.annexes.first())
    file = SimpleUploadedFile("a.pdf", content)
    page = client.post(at("annex_add", draft), {"title": "Salinan", "file": file}).content.decode()

    assert "Berkas ini sudah menjadi lampiran 1" in page and "Salinan" in page


def test_full_is_full(client, draft, drafter):
    for number in range(3, 21):
        annex(draft, drafter, f"Lembar {number}")
    client.force_login(drafter.user)

    page = client.get(at("annexes", draft)).content.decode()
    assert at("annex_add", draft) not in page and "paling banyak 20 lampiran" in page


def test_an_open_one_says_why_nothing_is_written(client, villages, drafter):
    agreement = AgreementFactory(state="open", regions=villages, annexes=["Peta"])
    client.force_login(drafter.user)

    assert (
        "sedang dibuka untuk persetujuan" in client.get(at("annexes", agreement)).content.decode()
    )
    file = SimpleUploadedFile("a.pdf", pdf_bytes())
    answer = client.post(at("annex_add", agreement), {"title": "Lain", "file": file})
    assert answer.status_code == 409 and "Lain" in answer.content.decode()  # to copy
    assert len(titles(agreement)) == 1


def test_a_file_is_seen_by_those_who_see_the_text(client, draft, people):
    address = at("annex", draft, draft.annexes.first().pk)
    assert client.get(address).status_code == 404
    client.force_login(people["other head"].user)
    assert client.get(address).status_code == 404  # not shown yet
    client.force_login(people["drafting head"].user)
    answer = client.get(address)
    assert answer["Content-Disposition"] == f'attachment; filename="lampiran-{draft.code}-1.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_shared_draft_shows_its_annexes_to_the_parties(client, villages, people):
    draft = clausal(villages)
    row = annex(draft, people["drafting head"], "Peta bersama")
    actions.share(draft, by=people["drafting head"])
    client.force_login(people["other head"].user)

    assert client.get(at("annex", draft, row.pk)).status_code == 200
    for name in ("clauses", "detail", "annexes"):
        page = client.get(at(name, draft)).content.decode()
        assert "Peta bersama" in page and at("annex", draft, row.pk) in page
        assert at("annex_remove", draft, row.pk) not in page


def test_what_is_in_force_is_public_with_its_annexes(client, promised):
    row = promised.annexes.standing().first()
    assert client.get(at("annex", promised, row.pk)).status_code == 200
    assert client.get(at("annex", promised, promised.current.annexes.first().pk)).status_code == 404
    page = client.get(promised.get_absolute_url()).content.decode()
    assert row.sha256 in page and at("annex", promised, row.pk) in page
    check = client.get(reverse("agreements:check", args=[promised.check_code])).content.decode()
    assert f"{promised.sheet_sha256} {row.sha256}" in check and "Lampiran 1: Peta" in check


def test_the_head_reads_them_before_he_approves(client, villages, people):
    agreement = AgreementFactory(state="open", regions=villages, annexes=["Peta"])
    client.force_login(people["other head"].user)
    page = client.get(at("approve", agreement)).content.decode()

    assert page.index(at("annex", agreement, agreement.annexes.standing().get().pk)) < page.index(
        'id="setuju"'
    )
    give_word(agreement, head_of(villages[1]))
    assert "Peta" in Agreement.objects.get(pk=agreement.pk).current.text
    assert waiting_for(people["drafting head"], people["drafting head"].user)


def test_more_annexes_cost_no_more_queries(client, villages):
    few = sealed(villages, annexes=["Satu"])
    many = sealed(villages, annexes=[f"Lembar {number}" for number in range(12)])

    def queries(url):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    for name in ("detail", "annexes"):
        assert queries(at(name, few)) == queries(at(name, many))
    assert queries(at("annexes", many)) <= 3
