"""Official letters: their numbers, what they say, who may read them."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from meetings import actions, links
from meetings.documents import letters as documents
from meetings.models import Letter, LetterBook, Meeting
from notifications.models import Mail
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import (
    ForumFactory,
    MandateFactory,
    ProfileFactory,
    RegencyFactory,
    RegionFactory,
    SubdistrictFactory,
)
from tests.meetings.crowd import at_once
from tests.papers import picture_bytes
from villages.models import LocalTerms, Region

NOW = "2026-11-02 03:00:00+00:00"
START = timezone.datetime.fromisoformat("2026-11-25 02:00:00+00:00")


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
def forum(camat, heads):
    return ForumFactory(
        name="Forum Leksono",
        home=camat.region,
        members=[head.region for head in heads],
        letter_unit="BKAD",
    )


def called(by, held_for, regions, **facts):
    start = facts.pop("starts_at", START)
    return actions.call(
        **{
            "by": by,
            "held_for": held_for,
            "regions": regions,
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "answer_by": start - timedelta(days=1),
            "title": "Tarif air bersih",
            "kind": Meeting.Kind.COORDINATION,
            "zone": "Asia/Jakarta",
            "place": "Aula kecamatan",
            **facts,
        }
    )


def moved(meeting, by, days=7):
    return actions.move(
        meeting,
        by=by,
        starts_at=meeting.starts_at + timedelta(days=days),
        ends_at=meeting.ends_at + timedelta(days=days),
        zone=meeting.zone,
        answer_by=meeting.answer_by + timedelta(days=days),
    )


def numbers():
    return list(Letter.objects.order_by("pk").values_list("number", flat=True))


def regions_of(heads):
    return [head.region for head in heads]


def pages_of(content):
    """A PDF that opens; its pages."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def pictures_in(content):
    """How many pictures made of pixels a PDF holds; the QR is drawn of lines."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return sum(
            isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
            for thing in pdf.objects
        )


def letter_bytes(letter):
    return documents.letter_pdf(
        letter.content, ["Kepala Desa Besani"], url="http://testserver/", moment=letter.created_at
    )


@pytest.mark.django_db
class TestNumbers:
    def test_a_forum_counts_its_letters_through_the_year(self, camat, forum, heads, clock):
        for _ in range(2):
            called(camat, forum, regions_of(heads))
        clock.move_to("2026-12-31 16:59:00+00:00")  # 23.59 WIB
        called(camat, forum, regions_of(heads), starts_at=START + timedelta(days=60))
        clock.move_to("2026-12-31 17:00:00+00:00")  # the new year in Leksono
        called(camat, forum, regions_of(heads), starts_at=START + timedelta(days=60))

        assert numbers() == [
            "005/001/BKAD/XI/2026",
            "005/002/BKAD/XI/2026",
            "005/003/BKAD/XII/2026",
            "005/001/BKAD/I/2027",
        ]

    def test_each_forum_counts_for_itself_by_its_own_template(self, camat, forum, heads):
        other = ForumFactory(
            home=camat.region, members=regions_of(heads), letter_template="{tahun}-{urut}"
        )
        called(camat, forum, regions_of(heads))
        called(camat, other, regions_of(heads))

        assert numbers() == ["005/001/BKAD/XI/2026", "2026-1"]

    def test_a_region_that_calls_for_a_project_counts_its_own(self):
        project = ProjectFactory()
        head = project.lead.mandates.get(office="head")
        partners = Region.objects.filter(partnerships__project=project)

        called(head, project, list(partners))

        assert numbers() == [f"005/001/{head.region_id}/XI/2026"]

    def test_a_cancelled_meeting_keeps_its_number(self, camat, forum, heads):
        first = called(camat, forum, regions_of(heads))
        actions.cancel(first, by=camat, reason="Jalan longsor")

        called(camat, forum, regions_of(heads))

        assert numbers() == ["005/001/BKAD/XI/2026", "005/002/BKAD/XI/2026"]
        assert first.letters.count() == 1

    def test_a_meeting_that_is_not_called_leaves_no_gap(self, camat, forum, heads):
        with pytest.raises(IntegrityError), transaction.atomic():
            called(camat, forum, regions_of(heads), place="")
        again = called(camat, forum, regions_of(heads))
        with pytest.raises(Exception, match="sudah dikirim"):
            called(camat, forum, regions_of(heads), uid=again.uid)
        called(camat, forum, regions_of(heads))

        assert numbers() == ["005/001/BKAD/XI/2026", "005/002/BKAD/XI/2026"]

    def test_the_database_knows_each_number_once_and_forgets_none(self, camat, forum, heads):
        letter = called(camat, forum, regions_of(heads)).letters.get()

        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.create(
                meeting=letter.meeting, book=letter.book, order=1, number="x", dated=letter.dated
            )
        for act in (letter.delete, lambda: Letter.objects.update(number="y")):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


@pytest.mark.django_db(transaction=True)
def test_thirty_calls_at_once_give_thirty_consecutive_numbers(camat, forum, heads):
    regions = regions_of(heads)

    at_once([lambda: called(camat, forum, regions) for _ in range(30)])

    assert sorted(Letter.objects.values_list("order", flat=True)) == list(range(1, 31))
    assert LetterBook.objects.get().last == 30


@pytest.mark.django_db
class TestWords:
    def test_a_letter_says_who_invites_whom_to_what(self, camat, forum, heads):
        ProfileFactory(region=camat.region, office_address="Jalan Raya 1", office_phone="+62286123")
        meeting = called(
            camat,
            forum,
            regions_of(heads),
            agenda=[{"title": "Pembukaan"}, {"title": "Tarif"}],
            letter={"nature": "segera", "note": "Membawa stempel", "copies": ["Bupati Wonosobo"]},
        )

        content = meeting.letters.get().content

        assert content["head"] == [
            "PEMERINTAH KABUPATEN WONOSOBO", "KECAMATAN LEKSONO", "FORUM LEKSONO",
        ]  # fmt: skip
        assert content["address"].startswith("Jalan Raya 1, Telepon 0286")
        assert (content["place"], content["date"]) == ("Leksono", "2\u00a0November\u00a02026")
        assert content["number"] == "005/001/BKAD/XI/2026"
        assert content["nature"] == "Segera"
        assert content["subject"] == "Undangan Tarif air bersih"
        assert content["day"] == "Rabu, 25\u00a0November\u00a02026"
        assert content["clock"] == "09.00\u00a0WIB s.d. selesai"
        assert content["venue"] == "Aula kecamatan"
        assert content["items"] == ["Pembukaan", "Tarif"]
        assert content["note"] == "Membawa stempel"
        assert content["signer"] == ["Camat Leksono"]
        assert content["name"] == str(camat.user)
        assert content["copies"] == ["Bupati Wonosobo"]
        assert content["earlier"] is None

    def test_a_forum_may_have_a_letterhead_of_its_own(self, camat, heads):
        forum = ForumFactory(
            home=camat.region,
            members=regions_of(heads),
            letterhead="BADAN KERJA SAMA\n\nANTAR DESA",
            letter_address="Jalan Pasar 3",
        )

        content = called(camat, forum, regions_of(heads)).letters.get().content

        assert content["head"] == ["BADAN KERJA SAMA", "ANTAR DESA"]
        assert content["address"] == "Jalan Pasar 3"

    def test_a_letter_keeps_the_logo_with_which_it_went_out(self, camat, heads, forum):
        forum.letter_logo.save("logo.png", ContentFile(picture_bytes("PNG")))
        letter = called(camat, forum, regions_of(heads)).letters.get()
        with_logo = letter_bytes(letter)

        forum.letter_logo = ""
        forum.save()

        assert letter_bytes(letter) == with_logo
        bare = letter_bytes(called(camat, forum, regions_of(heads)).letters.get())
        assert (pictures_in(with_logo), pictures_in(bare)) == (1, 0)

    def test_a_civil_servant_signs_with_his_number(self, camat, heads, forum):
        camat.user.nip = "197001011990031000"
        camat.user.save()

        content = called(camat, forum, regions_of(heads)).letters.get().content

        assert content["nip"] == "19700101\u00a0199003\u00a01\u00a0000"

    def test_a_letter_from_before_there_were_logos_is_still_printed(self, camat, heads, forum):
        letter = called(camat, forum, regions_of(heads)).letters.get()
        for name in ("logo", "nip"):
            del letter.content[name]

        assert pages_of(letter_bytes(letter)) == 1

    def test_a_village_writes_on_its_own_paper_for_a_project(self):
        project = ProjectFactory(lead=RegionFactory(name="Sojokerto"))
        head = project.lead.mandates.get(office="head")
        partners = Region.objects.filter(partnerships__project=project)

        content = called(head, project, list(partners)).letters.get().content

        assert content["head"][0] == "PEMERINTAH KABUPATEN WONOSOBO"
        assert content["head"][1].startswith("KECAMATAN")
        assert content["head"][2:] == ["DESA SOJOKERTO"]
        assert content["signer"] == ["Kepala Desa Sojokerto"]

    @pytest.mark.parametrize(
        ("office", "title", "lines"),
        [
            ("camat", "Plt. Camat", ["Plt. Camat Leksono"]),
            ("kecamatan", "Kasi PMD", ["a.n. Camat Leksono", "Kasi PMD"]),
        ],
    )
    def test_who_is_not_the_head_signs_in_his_name(self, office, title, lines):
        region = SubdistrictFactory(code="33.07.05", name="Leksono")
        mandate = MandateFactory(region=region, office=office, title=title)

        assert documents.signer_lines(mandate, region) == lines

    def test_each_region_is_addressed_by_its_head(self, camat):
        lampung = RegionFactory(
            code="18.02", name="Lampung Tengah", level=2, kind="regency", word="Kabupaten",
            parent=RegionFactory(code="18", level=1, kind="province", parent=None),
        )  # fmt: skip
        LocalTerms.objects.create(regency=lampung, village_head="Kepala Kampung")
        bangun_rejo = SubdistrictFactory(code="18.02.02", parent=lampung)
        regions = [
            RegionFactory(code="33.07.05.2004", name="Sojokerto"),
            RegionFactory(code="33.07.05.1006", name="Leksono", kind="urban", word="Kelurahan"),
            SubdistrictFactory(code="33.07.05"),
            RegencyFactory(),
            RegionFactory.build(code="33.71", name="Magelang", level=2, kind="city", parent=None),
            RegionFactory(code="18.02.02.2006", name="Sido Luhur", parent=bangun_rejo),
        ]

        assert documents.addressees_of(regions) == [
            "Kepala Desa Sojokerto",
            "Lurah Leksono",
            "Camat Leksono",
            "Bupati Wonosobo",
            "Wali Kota Magelang",
            "Kepala Kampung Sido Luhur",
        ]

    def test_copies_go_to_the_region_above_by_habit(self, camat):
        village = RegionFactory(code="33.07.05.2004", parent=camat.region)

        assert documents.usual_copies(village) == ["Camat Leksono"]
        assert documents.usual_copies(camat.region) == ["Bupati Wonosobo"]
        assert documents.usual_copies(camat.region.parent) == []

    def test_a_meeting_of_several_days_online_and_there(self, camat, forum, heads):
        content = (
            called(
                camat, forum, regions_of(heads),
                ends_at=START + timedelta(days=2), link="https://meet.example/x",
            ).letters.get().content
        )  # fmt: skip

        assert content["day"].endswith("s.d. Jumat, 27\u00a0November\u00a02026")
        assert content["venue"] == "Aula kecamatan, juga daring"

    def test_a_meeting_on_a_link_alone(self, camat, forum, heads):
        meeting = called(camat, forum, regions_of(heads), place="", link="https://meet.example/x")

        content = meeting.letters.get().content
        assert content["venue"].startswith("Daring")
        assert "meet.example" not in str(content)


@pytest.mark.django_db
class TestMoving:
    def test_a_moved_meeting_gets_a_new_letter_that_names_the_old_one(self, camat, forum, heads):
        meeting = called(camat, forum, regions_of(heads), letter={"note": "Membawa stempel"})
        moved(meeting, camat)

        old, new = Letter.objects.order_by("pk")

        assert new.number == "005/002/BKAD/XI/2026"
        assert new.replaces == old
        assert new.content["day"] == "Rabu, 2\u00a0Desember\u00a02026"
        assert new.content["note"] == "Membawa stempel"
        assert new.content["earlier"] == {
            "number": old.number,
            "date": old.content["date"],
            "day": old.content["day"],
            "clock": old.content["clock"],
            "venue": "Aula kecamatan",
        }

    def test_a_new_place_does_too_a_new_purpose_does_not(self, camat, forum, heads):
        meeting = called(camat, forum, regions_of(heads))
        actions.change(meeting, by=camat, purpose="Lain")
        assert len(numbers()) == 1

        actions.change(meeting, by=camat, place="Balai Desa Sojokerto")
        assert len(numbers()) == 2

    def test_more_time_for_the_same_meeting_needs_no_letter(self, camat, forum, heads):
        meeting = called(camat, forum, regions_of(heads))
        actions.move(
            meeting, by=camat, starts_at=meeting.starts_at, zone=meeting.zone,
            ends_at=meeting.ends_at + timedelta(hours=1), answer_by=meeting.answer_by,
        )  # fmt: skip

        assert len(numbers()) == 1

    def test_a_meeting_from_before_the_letters_can_be_moved(self, camat, forum, heads):
        meeting = MeetingFactory(
            called_by=camat, forum=forum, invited=regions_of(heads), starts_at=START
        )

        moved(meeting, camat)

        assert Letter.objects.get().replaces is None


@pytest.mark.django_db
class TestReading:
    def address(self, meeting):
        return f"/pertemuan/{meeting.pk}/undangan.pdf"

    def test_the_caller_gets_one_letter_for_each_region(self, client, camat, forum, heads):
        meeting = called(camat, forum, regions_of(heads))
        client.force_login(camat.user)

        answer = client.get(self.address(meeting))

        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "private, no-store"
        assert pages_of(answer.getvalue()) == 2

    def test_the_invited_get_their_own_and_strangers_none(self, client, camat, forum, heads):
        meeting = called(camat, forum, regions_of(heads))
        client.force_login(heads[0].user)
        assert pages_of(client.get(self.address(meeting)).getvalue()) == 1

        client.force_login(MandateFactory().user)
        assert client.get(self.address(meeting)).status_code == 404

    def test_the_mail_leads_to_it_without_signing_in(self, client, camat, forum, heads):
        meeting = called(camat, forum, regions_of(heads))
        invitation = meeting.invitations.get(region=heads[0].region)
        url = links.letter_url(invitation, heads[0])
        mail = Mail.objects.get(recipient=heads[0].user)
        assert f"\n{url}\n" in mail.text
        assert f'href="{url}"' in mail.html

        answer = client.get(url)
        assert pages_of(answer.getvalue()) == 1
        assert "no-store" in answer["Cache-Control"]

    def test_the_link_ends_with_the_mandate(self, client, camat, forum, heads, clock):
        meeting = called(camat, forum, regions_of(heads))
        url = links.letter_url(meeting.invitations.first(), heads[0])
        clock.move_to("2029-01-01 00:00:00+00:00")

        assert client.get(url).status_code == 410
        assert client.get("/pertemuan/jawab/a:b:c/surat.pdf").status_code == 404

    def test_only_a_new_date_or_place_brings_a_new_letter_by_mail(self, camat, forum, heads):
        meeting = called(camat, forum, regions_of(heads))
        Mail.objects.update(state=Mail.State.SENT, sent_at=timezone.now())
        actions.change(meeting, by=camat, link="https://meet.example/x")
        assert "surat.pdf" not in Mail.objects.filter(kind="meetings.changed").first().text

        Mail.objects.update(state=Mail.State.SENT, sent_at=timezone.now())
        moved(meeting, camat)
        assert "surat.pdf" in Mail.objects.filter(kind="meetings.moved").first().text

    def test_a_meeting_without_a_letter_has_none(self, client, camat, forum):
        meeting = MeetingFactory(called_by=camat, forum=forum)
        client.force_login(camat.user)

        assert client.get(self.address(meeting)).status_code == 404
        assert "undangan.pdf" not in client.get(meeting.get_absolute_url()).content.decode()

    def test_the_page_names_the_letters_to_those_who_take_part(self, client, camat, forum, heads):
        meeting = called(camat, forum, regions_of(heads))
        moved(meeting, camat)
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert "005/<wbr>001" not in page

        client.force_login(heads[0].user)
        page = client.get(meeting.get_absolute_url()).content.decode()
        assert page.index("005/<wbr>002/<wbr>BKAD") < page.index("005/<wbr>001/<wbr>BKAD")


@pytest.mark.django_db
def test_hostile_words_are_printed_and_nothing_else(camat, forum, heads):
    meeting = called(camat, forum, regions_of(heads), title='#panic("x") *b* $x$ ꦗ 😀 \\ ]')
    letter = meeting.letters.get()

    def make():
        return documents.letter_pdf(
            letter.content,
            ["Kepala Desa #eval"],
            url="http://testserver/",
            moment=letter.created_at,
        )

    first = make()
    assert pages_of(first) == 1
    assert first == make()


def test_a_number_that_is_not_given_yet_shows_its_place():
    meeting = Meeting(organiser=RegionFactory.build(code="33.07.05.2004", parent=None))

    assert documents.number_of(meeting, None, date(2026, 11, 2)) == "005/…/33.07.05.2004/XI/2026"
