"""The PDF: made once from the sealed text, kept with its hash, whatever people have typed."""

from unittest import mock

import pikepdf
import pypdfium2
import pytest
from django.utils import translation
from kombu.exceptions import OperationalError

from agreements import actions, documents, printing, tasks
from agreements.models import Agreement
from core import audit, formats, pdf, seals
from tests.factories.agreements import AgreementFactory, due_day, give_word, in_days
from tests.factories.projects import head_of
from tests.factories.villages import SubdistrictFactory

pytestmark = pytest.mark.django_db


def sealed(villages, **words):
    agreement = AgreementFactory(state="in_force", regions=villages, **words)
    return Agreement.objects.select_related("current", "drafted_for").get(pk=agreement.pk)


def content_of(agreement):
    agreement.refresh_from_db()
    with agreement.sheet.open("rb") as file:
        return file.read()


def test_the_sheet_is_made_once_and_kept_with_its_hash(villages):
    agreement = sealed(villages)

    assert actions.make_sheet(agreement)
    content = content_of(agreement)
    assert not actions.make_sheet(agreement)

    assert agreement.sheet_sha256 == seals.digest_of_file(content)
    assert content_of(agreement) == content
    assert audit.trail_of(agreement)[0].sentence == "membuat PDF kesepakatan"


def test_the_same_agreement_gives_the_same_bytes(villages):
    agreement = sealed(villages)

    with translation.override("id"):
        assert documents.sheet(agreement) == documents.sheet(agreement)


def test_the_sheet_is_the_same_in_every_readers_language(villages):
    agreement = sealed(villages)
    with translation.override("id"):
        ours = documents.sheet(agreement)

    with translation.override("en"):
        actions.make_sheet(agreement)

    assert content_of(agreement) == ours


def test_the_sheet_holds_what_was_agreed(villages):
    agreement = sealed(villages, title="Air bersih Kali Bening")
    with translation.override("id"):
        data = documents.sheet_data(agreement)

    assert data["heading"] == "Peraturan Bersama"
    assert data["makers"] == "Kepala Desa Sojokerto dan Kepala Desa Besani"
    assert [row["region"] for row in data["approvals"]] == ["Desa Sojokerto", "Desa Besani"]
    assert data["approvals"][0]["how"] == "dikonfirmasi dengan kata sandi"
    assert "WIB" in data["sealed_at"]
    assert data["sha256"] == agreement.current.sha256
    assert data["check_url"] == f"http://testserver/cek/{agreement.check_code}/"
    assert data["domain"] == "testserver"


def test_own_numbers_stand_on_the_sheet_and_other_kinds_have_another_heading(villages):
    agreement = AgreementFactory(regions=villages, kind="mou")
    agreement.parties.filter(region=villages[1]).update(number="7 Tahun 2026")
    head = head_of(villages[0])
    agreement = actions.open_for_approval(agreement, by=head)
    for region in villages:
        give_word(agreement, head_of(region))
    agreement.refresh_from_db()

    data = documents.sheet_data(agreement)

    assert data["numbers"] == [{"name": "Desa Besani", "number": "7 Tahun 2026"}]
    assert data["heading"] == "Nota Kesepahaman"
    assert data["makers"] == "Desa Sojokerto dan Desa Besani"


@pytest.mark.parametrize(
    "words",
    [
        {"text": "Pasal 1\n😀 ꦲꦏ꧀ꦱꦫꦗꦮ 漢字 العربية"},
        {"text": "#panic() $x$ *b* `c` \\ \" ' <script>"},
        {"text": "A" * 5000},
        {"text": ("BAB I\nUMUM\nPasal 1\n(1) Isi.\n" * 800).strip()},
        {"text": "BAB I\nBAB II\nPasal 1\nPasal 1"},
        {"title": "Judul " * 33},
        {"text": "-"},
    ],
)
def test_no_text_stops_the_press(words, villages, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "problem", lambda _text: "")  # as before it was refused
    agreement = sealed(villages, **words)

    assert actions.make_sheet(agreement)
    file = tmp_path / "lembar.pdf"
    file.write_bytes(content_of(agreement))
    with pikepdf.open(file) as document:
        assert document.open_metadata().pdfa_status == "2A"


def test_nothing_is_made_before_the_seal(villages):
    assert not actions.make_sheet(AgreementFactory(state="open", regions=villages))


def test_a_mishap_is_kept_for_the_operator_and_tried_again(villages):
    agreement = sealed(villages)
    with (
        mock.patch.object(documents, "sheet", side_effect=ValueError("no ink")),
        pytest.raises(ValueError, match="no ink"),
    ):
        actions.make_sheet(agreement)
    agreement.refresh_from_db()
    assert (agreement.sheet_tries, agreement.sheet_error) == (1, "no ink")
    assert agreement.state == "in_force" and not agreement.sheet

    assert actions.make_sheet(agreement)
    agreement.refresh_from_db()
    assert agreement.sheet_error == ""


def test_of_two_workers_one_sheet_is_kept_and_the_others_file_goes(villages):
    first = sealed(villages)
    second = Agreement.objects.select_related("current", "drafted_for").get(pk=first.pk)

    assert actions.make_sheet(first)
    name = Agreement.objects.get(pk=first.pk).sheet.name
    with mock.patch("django.core.files.storage.FileSystemStorage.delete") as delete:
        assert not actions.make_sheet(second)

    assert Agreement.objects.get(pk=first.pk).sheet.name == name
    assert delete.call_count == 1


def test_the_seal_hints_to_a_worker(villages, django_capture_on_commit_callbacks):
    agreement = AgreementFactory(state="open", regions=villages, approved=[villages[1]])

    with (
        mock.patch("core.sheets.current_app.send_task") as send,
        django_capture_on_commit_callbacks(execute=True),
    ):
        give_word(agreement, head_of(villages[0]))

    send.assert_any_call("agreements.tasks.make_sheet", [agreement.pk], retry=False)


def test_a_broker_that_is_away_does_not_undo_the_seal(
    villages, django_capture_on_commit_callbacks, caplog
):
    agreement = AgreementFactory(state="open", regions=villages, approved=[villages[1]])

    with (
        mock.patch("core.sheets.current_app.send_task", side_effect=OperationalError),
        django_capture_on_commit_callbacks(execute=True),
    ):
        give_word(agreement, head_of(villages[0]))

    agreement.refresh_from_db()
    assert agreement.state == "in_force"
    assert "the next tick will make the PDF" in caplog.text


def test_the_task_makes_it_and_returns_if_the_agreement_is_gone(villages):
    agreement = sealed(villages)

    tasks.make_sheet(agreement.pk)
    tasks.make_sheet(0)

    assert content_of(agreement).startswith(b"%PDF-")


def test_the_tick_finds_what_no_hint_reached_the_often_failed_last(villages):
    failed, fresh = sealed(villages), sealed(villages)
    Agreement.objects.filter(pk=failed.pk).update(sheet_tries=3)
    AgreementFactory(state="open", regions=villages)

    with mock.patch.object(tasks.make_sheet, "delay") as delay:
        tasks.make_missing_sheets()

    assert [call.args[0] for call in delay.call_args_list] == [fresh.pk, failed.pk]


def test_a_regulation_has_the_places_that_secretaries_and_the_camat_fill_in(villages):
    data = documents.sheet_data(sealed(villages))

    assert data["blanks"] == ["Desa Sojokerto", "Desa Besani"] and data["regulation"]
    assert [block["office"] for block in data["secretaries"]] == [
        "Sekretaris Desa Sojokerto", "Sekretaris Desa Besani",
    ]  # fmt: skip
    assert data["acknowledged"] == ["Camat Leksono"]
    first = data["signed"][0]
    assert (first["office"], first["place"]) == ("Kepala Desa Sojokerto", "Sojokerto")
    assert first["record"].startswith("Disetujui secara elektronik pada ")


def test_subdistricts_are_acknowledged_by_their_regent_and_a_memorandum_by_nobody(villages):
    other = SubdistrictFactory()
    accord = AgreementFactory(kind="kesepakatan", regions=[villages[0].parent, other])
    memorandum = sealed(villages, kind="mou")
    offices = documents.official_places(accord, list(accord.parties.all()))["acknowledged"]

    assert offices and all(office.startswith(("Bupati ", "Wali Kota ")) for office in offices)
    data = documents.sheet_data(memorandum)
    assert not data["acknowledged"] and not data["secretaries"]


def test_days_of_obligations_are_printed_as_people_write_them(villages):
    agreement = due_day(regions=villages, first_due=in_days(10)).obligation.agreement
    day = in_days(10)

    (line,) = documents.printed_promises(agreement)

    assert day.isoformat() not in line and formats.day(day) in line
    assert f"jatuh tempo {day.isoformat()}" in agreement.current.text


def test_no_page_ends_with_the_heading_of_what_follows(villages):
    agreement = sealed(villages)
    with translation.override("id"):
        data = documents.sheet_data(agreement)
    article = [
        {"kind": "article", "text": "Pasal 5"},
        {"kind": "caps", "text": "HAK DAN KEWAJIBAN"},
        {"kind": "item", "text": "(1) Para pihak membayar iuran."},
    ]
    for lines in range(15, 45):
        filling = [{"kind": "paragraph", "text": "Air."}] * lines
        file = pdf.make(
            documents.TEMPLATE, data | {"blocks": filling + article}, moment=agreement.sealed_at
        )
        pages = pages_of(file)
        heading = next(page for page in pages if "Pasal 5" in page)
        assert "Para pihak membayar" in heading


def test_a_long_word_in_title_and_text_stays_on_the_page_and_can_be_searched(villages):
    word, line = "Pipa" * 32, "_" * 108
    agreement = sealed(villages, title=f"Uji {word}", text=f"Pasal 1\n{line}\n(1) {line}")
    with translation.override("id"):
        file = documents.sheet(agreement)

    with pypdfium2.PdfDocument(file) as book:
        for page in book:
            words, most = page.get_textpage(), page.get_width()
            places = [words.get_charbox(place) for place in range(words.count_chars())]
            assert all(left > 0 and right < most for left, _bottom, right, _top in places)
    found = "".join("".join(pages_of(file)).split())
    assert word.upper() in found and found.count(line) == 2
    assert line in agreement.current.text


def pages_of(file):
    """The words of each page."""
    book = pypdfium2.PdfDocument(file)
    return [page.get_textpage().get_text_range() for page in book]
