"""Letters and attendance lists as editable DOCX; letters that hold no more."""

import io
from datetime import timedelta

import pikepdf
import pytest
import time_machine
from django.utils import timezone
from docx import Document

from meetings import actions, links
from meetings.documents import attendance as lists
from meetings.documents import letters as documents
from meetings.documents.attendance_docx import attendance_docx
from meetings.documents.letters_docx import letter_docx
from meetings.models import Guest, Letter, Meeting
from tests.factories.meetings import AttendanceFactory, MeetingFactory
from tests.factories.villages import ForumFactory, MandateFactory, SubdistrictFactory

pytestmark = pytest.mark.django_db
NOW = "2026-11-02 03:00:00+00:00"
START = timezone.datetime.fromisoformat("2026-11-25 02:00:00+00:00")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def camat():
    region = SubdistrictFactory(code="33.07.05", name="Leksono")
    return MandateFactory(region=region, office="camat", title="Camat")


@pytest.fixture
def heads():
    return MandateFactory.create_batch(2)


@pytest.fixture
def meeting(camat, heads):
    regions = [head.region for head in heads]
    return actions.call(
        by=camat,
        held_for=ForumFactory(home=camat.region, members=regions, letter_unit="BKAD"),
        regions=regions,
        guests=[{"name": "Sari Dewi", "institution": "Dinas Pertanian", "email": "s@contoh.id"}],
        starts_at=START,
        ends_at=START + timedelta(hours=2),
        answer_by=START - timedelta(days=1),
        title="Tarif air bersih",
        kind=Meeting.Kind.COORDINATION,
        zone="Asia/Jakarta",
        place="Aula kecamatan",
    )


def moved(meeting, by):
    start = meeting.starts_at + timedelta(days=7)
    return actions.move(
        meeting,
        by=by,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        zone=meeting.zone,
        answer_by=start - timedelta(days=1),
    )


def document(content):
    return Document(io.BytesIO(content))


def words(content):
    """All that stands in a DOCX, tables too, in its order."""
    body = document(content).element.body
    return "\n".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))


def pages(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def letter_words(letter, **more):
    return words(
        letter_docx(
            {**letter.content, **more},
            ["Kepala Desa Besani"],
            url="https://forum.example/pertemuan/7/",
            moment=letter.created_at,
            mark=documents.mark_of(letter),
        )
    )


class TestLetters:
    def test_the_caller_gets_one_file_with_a_letter_for_each(self, client, camat, meeting):
        client.force_login(camat.user)

        answer = client.get(f"/pertemuan/{meeting.pk}/undangan.docx")

        assert answer["Content-Type"] == WORD
        assert answer["Cache-Control"] == "private, no-store"
        assert f"surat-undangan-{meeting.pk}-1.docx" in answer["Content-Disposition"]
        content = answer.getvalue()
        text = words(content)
        assert text.count("Dengan hormat,") == 3
        assert "Sari Dewi, Dinas Pertanian" in text
        assert len(document(content).inline_shapes) == 2  # guests answer by no code

    def test_the_invited_get_their_own_and_strangers_none(self, client, heads, meeting):
        client.force_login(heads[0].user)
        answer = client.get(f"/pertemuan/{meeting.pk}/undangan.docx")
        assert words(answer.getvalue()).count("Dengan hormat,") == 1

        client.force_login(MandateFactory().user)
        assert client.get(f"/pertemuan/{meeting.pk}/undangan.docx").status_code == 404

    def test_it_says_what_the_pdf_says(self, meeting):
        letter = meeting.letters.get()

        text = letter_words(
            letter,
            note="Bawa data pelanggan",
            copies=["Bupati Wonosobo"],
            items=["Iuran"],
            nip="198001012005011001",
            sitting="Ini sidang kedua.",
        )

        said = letter.content
        for part in (*said["head"], said["number"], said["day"], said["venue"], *said["signer"]):
            assert part in text
        for part in (
            "Yth. Kepala Desa Besani", "Bawa data pelanggan", "Tembusan:", "1. Bupati Wonosobo",
            "1. Iuran", "NIP 198001012005011001", "Ini sidang kedua.", "forum.example/pertemuan/7/",
        ):  # fmt: skip
            assert part in text

    def test_the_newer_one_says_which_it_replaces(self, camat, meeting):
        moved(meeting, camat)

        text = letter_words(meeting.letters.first())

        assert "Menyusul surat kami Nomor 005/001/BKAD/XI/2026" in text
        assert "tidak berlaku lagi" in text

    def test_the_page_leads_to_it(self, client, camat, meeting):
        client.force_login(camat.user)
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert f'href="/pertemuan/{meeting.pk}/undangan.docx"' in page


class TestMarks:
    def test_a_letter_that_holds_bears_none(self, meeting):
        assert documents.mark_of(meeting.letters.get()) is None

    def test_one_of_a_cancelled_meeting_says_when_and_why(self, camat, meeting, clock):
        clock.move_to("2026-11-03 20:00:00+00:00")  # the fourth in Leksono
        actions.cancel(meeting, by=camat, reason="Jalan longsor")
        letter = Letter.objects.get()

        assert documents.mark_of(letter) == {
            "word": "DIBATALKAN",
            "text": "Rapat ini dibatalkan pada 4\xa0November\xa02026. Alasan: Jalan longsor",
        }
        assert letter_words(letter).startswith("DIBATALKAN\nRapat ini dibatalkan")

    def test_a_cancellation_without_a_trail_has_no_date(self, meeting):
        Meeting.objects.update(state="cancelled", cancel_reason="Banjir")

        assert documents.mark_of(Letter.objects.get())["text"] == (
            "Rapat ini dibatalkan. Alasan: Banjir"
        )

    @pytest.mark.parametrize("whose", ["guest", "region"])
    def test_the_links_in_mails_give_the_marked_one(self, client, camat, heads, meeting, whose):
        url = links.letter_url(meeting.invitations.get(region=heads[0].region), heads[0])
        if whose == "guest":
            url = links.guest_letter_url(Guest.objects.get())
        before = client.get(url).getvalue()
        actions.cancel(meeting, by=camat, reason="Jalan longsor")

        after = client.get(url).getvalue()

        assert after.startswith(b"%PDF-")
        assert pages(after) == 1
        assert after != before

    def test_an_earlier_one_can_be_read_and_names_its_successor(
        self, client, heads, meeting, camat
    ):
        moved(meeting, camat)
        newer, older = meeting.letters.all()
        mark = documents.mark_of(older)
        assert mark["word"] == "DIGANTI"
        assert mark["text"] == f"Diganti oleh surat nomor {newer.number}."

        client.force_login(heads[0].user)
        page = client.get(meeting.get_absolute_url()).content.decode()
        address = f"/pertemuan/{meeting.pk}/undangan.pdf?surat={older.pk}"
        assert f'href="{address}"' in page
        answer = client.get(address)
        assert f"surat-undangan-{meeting.pk}-{older.order}.pdf" in answer["Content-Disposition"]
        word = client.get(f"/pertemuan/{meeting.pk}/undangan.docx?surat={older.pk}")
        assert newer.number in words(word.getvalue())

    @pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "¹", "999999999"])
    def test_a_letter_that_is_not_there_is_not_found(self, client, camat, meeting, number):
        client.force_login(camat.user)
        address = f"/pertemuan/{meeting.pk}/undangan.pdf"
        assert client.get(address, {"surat": number}).status_code == 404

    def test_the_page_of_a_cancelled_meeting_says_so_at_the_letter(self, client, camat, meeting):
        actions.cancel(meeting, by=camat, reason="Jalan longsor")
        client.force_login(camat.user)
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert "Jalan longsor" in page
        assert "dibatalkan; berkas memuat tandanya" in page


class TestBrokenLinks:
    @pytest.mark.parametrize("kind", ["jawab", "tamu"])
    def test_a_damaged_one_says_what_to_do(self, client, kind):
        answer = client.get(f"/pertemuan/{kind}/a:b:c/surat.pdf")

        assert answer.status_code == 404
        assert "tautan ini tidak lengkap" in answer.content.decode().lower()

    def test_one_that_is_too_old_says_so(self, client, meeting, clock):
        url = links.guest_letter_url(Guest.objects.get())
        clock.move_to("2029-01-01 00:00:00+00:00")

        answer = client.get(url)

        assert answer.status_code == 410
        assert "kedaluwarsa" in answer.content.decode()

    def test_one_of_an_ended_mandate_says_whose(self, client, heads, meeting):
        url = links.letter_url(meeting.invitations.get(region=heads[0].region), heads[0])
        heads[0].user.is_active = False
        heads[0].user.save()

        answer = client.get(url)

        assert answer.status_code == 410
        assert str(heads[0].user) in answer.content.decode()


class TestLists:
    @pytest.fixture
    def in_room(self, camat):
        return MeetingFactory(called_by=camat, starts_at=timezone.now() - timedelta(minutes=5))

    def test_the_filled_one_says_what_the_pdf_says(self, client, camat, in_room):
        AttendanceFactory(meeting=in_room, region=camat.region, name="Wati Lestari", sex="P")
        AttendanceFactory(meeting=in_room, region=None, institution="PDAM", state="excused")
        client.force_login(camat.user)

        answer = client.get(f"/pertemuan/{in_room.pk}/daftar-hadir.docx")

        assert answer["Content-Type"] == WORD
        assert f"daftar-hadir-{in_room.pk}.docx" in answer["Content-Disposition"]
        text = words(answer.getvalue())
        data = lists.data_of(in_room, empty=False, moment=timezone.now())
        for part in (in_room.title, "Wati Lestari", data["quorum"], *data["away"], "Rekapitulasi"):
            assert part in text

    def test_the_empty_one_has_lines_to_sign_and_the_code(self, client, camat, in_room):
        client.force_login(camat.user)

        answer = client.get(f"/pertemuan/{in_room.pk}/daftar-hadir.docx?kosong=1")

        assert f"daftar-hadir-kosong-{in_room.pk}.docx" in answer["Content-Disposition"]
        content = answer.getvalue()
        paper = document(content)
        rows = lists.data_of(in_room, empty=True, moment=timezone.now())["lines"]
        assert len(paper.tables[0].rows) == 1 + len(rows)
        assert len(paper.inline_shapes) == 1
        assert "Rekapitulasi" not in words(content)

    def test_a_second_sitting_is_named(self, in_room):
        Meeting.objects.update(sitting=2)
        in_room.refresh_from_db()
        content = attendance_docx(in_room, empty=False, moment=timezone.now())
        assert "sidang kedua" in words(content)

    def test_strangers_get_none(self, client, in_room):
        client.force_login(MandateFactory().user)
        assert client.get(f"/pertemuan/{in_room.pk}/daftar-hadir.docx").status_code in (403, 404)

    def test_the_room_leads_to_both(self, client, camat, in_room):
        client.force_login(camat.user)
        page = client.get(f"/pertemuan/{in_room.pk}/hadir/").content.decode()
        assert f'href="/pertemuan/{in_room.pk}/daftar-hadir.docx"' in page
        assert f'href="/pertemuan/{in_room.pk}/daftar-hadir.docx?kosong=1"' in page
