"""The text as a Word file: for reading, marking and signing on paper."""

import io

import pytest
from django.urls import reverse
from docx import Document

from agreements.signing import Named, Plan
from tests.agreements.test_checking import sealed
from tests.factories.agreements import AgreementFactory, clausal, due_day
from tests.factories.projects import head_of

pytestmark = pytest.mark.django_db


def words_of(client, agreement):
    answer = client.get(reverse("agreements:word", args=[agreement.code]))
    assert answer.status_code == 200
    paper = Document(io.BytesIO(answer.getvalue()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in paper.paragraphs], cells


def test_a_sealed_text_names_its_fingerprint_and_where_to_check(client, villages):
    agreement = sealed(villages, title="Tandon air bersama")

    lines, cells = words_of(client, agreement)

    assert lines[0] == "PERATURAN BERSAMA"
    assert "TANDON AIR BERSAMA" in lines
    assert any(agreement.current.sha256 in line for line in lines)
    assert any(agreement.check_code in line for line in lines)
    assert "NASKAH BELUM DISAHKAN" not in lines
    assert (
        len(cells) == 6
    )  # a place for each head's signature and each secretary's, and the camat's
    assert "Ditetapkan di Sojokerto" in cells[0] and "BERITA DESA SOJOKERTO" in cells[2]
    assert "MENGETAHUI" in lines and "CAMAT LEKSONO" in cells[4]
    assert "DESA SOJOKERTO" in cells[0]


def test_a_draft_says_that_it_is_one(client, villages):
    agreement = clausal(villages)
    client.force_login(head_of(villages[0]).user)

    lines, _cells = words_of(client, agreement)

    assert lines[0] == "NASKAH BELUM DISAHKAN"
    assert any(line.startswith("Pasal 1") for line in lines)
    assert any(line.startswith("a.\t") for line in lines)  # recitals hang from their letters
    assert not any("SHA-256" in line for line in lines)


def test_each_head_has_a_place_and_every_line_its_form(client, villages, sawangan):
    body = "BAB I\nUMUM\nPasal 1\nIsi.\nMENETAPKAN\n1. Satu"
    agreement = AgreementFactory(state="in_force", regions=[*villages, sawangan], text=body)

    lines, cells = words_of(client, agreement)

    expected = ["BAB I UMUM", "Pasal 1", "Isi.", "MENETAPKAN", "1.\tSatu"]
    assert [line for line in lines if line in expected] == expected
    assert [bool(cell.strip()) for cell in cells[:4]] == [True, True, True, False]


def test_witnesses_have_places_of_their_own(client, villages):
    plan = Plan(needed=1, witnesses=(Named("Wulan Sari", "Camat Leksono"),))
    agreement = AgreementFactory(state="in_force", regions=villages, plan=plan)

    lines, cells = words_of(client, agreement)

    assert "SAKSI-SAKSI" in lines
    assert "Wulan Sari" in cells[2]


def test_a_memorandum_names_the_numbers_that_stand_in_it_and_no_gazette(client, villages):
    agreement = AgreementFactory(regions=villages, kind="mou")
    agreement.parties.filter(region=villages[0]).update(number="140/7/2026")
    client.force_login(head_of(villages[0]).user)

    lines, cells = words_of(client, agreement)

    assert "Nomor 140/7/2026 (Desa Sojokerto)" in lines
    assert not any(line.startswith("NOMOR ....") for line in lines)
    assert "MENGETAHUI" not in lines
    assert not any("Diundangkan" in cell for cell in cells)


def test_what_each_party_owes_is_listed(client, villages):
    agreement = due_day(regions=villages, what="Iuran pipa").obligation.agreement

    lines, _cells = words_of(client, agreement)

    place = lines.index("KEWAJIBAN PARA PIHAK")
    assert lines[place + 1].startswith("1.\t")
    assert "Iuran pipa" in lines[place + 1]


def test_strangers_do_not_get_a_draft(client, villages):
    agreement = AgreementFactory(regions=villages)

    assert client.get(reverse("agreements:word", args=[agreement.code])).status_code == 404
