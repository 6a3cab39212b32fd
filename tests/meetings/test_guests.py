"""Regions picked by hand, and guests: invited, told of changes, never asked or counted."""

from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.errors import Refusal
from meetings import actions, links
from meetings.documents import letters as documents
from meetings.models import Guest, Meeting
from notifications.models import Mail
from tests.factories.villages import ForumFactory, MandateFactory, ProvinceFactory, RegionFactory

pytestmark = pytest.mark.django_db

NOW = "2026-11-02 03:00:00+00:00"
START = timezone.datetime.fromisoformat("2026-11-25 02:00:00+00:00")
SARI = {"name": "Sari Dewi", "institution": "Dinas Pertanian", "email": "sari@contoh.id"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def head():
    return MandateFactory()


@pytest.fixture
def forum(head):
    return ForumFactory(members=[head.region])


def called(head, forum, **facts):
    return actions.call(
        **{
            "by": head,
            "held_for": forum,
            "regions": [head.region],
            "starts_at": START,
            "ends_at": START + timedelta(hours=2),
            "answer_by": START - timedelta(days=1),
            "title": "Tarif air bersih",
            "kind": Meeting.Kind.COORDINATION,
            "zone": "Asia/Jakarta",
            "place": "Aula kecamatan",
            **facts,
        }
    )


def sent():
    Mail.objects.update(state=Mail.State.SENT, sent_at=timezone.now())


def to_sari():
    return Mail.objects.filter(to="sari@contoh.id").order_by("pk")


# --- regions picked by hand -------------------------------------------------------


def test_a_region_without_a_seat_is_invited_where_it_is_named(head, forum):
    neighbour = MandateFactory()

    meeting = called(head, forum, also=[neighbour.region, head.region])

    assert {i.region for i in meeting.invitations.all()} == {head.region, neighbour.region}
    assert Mail.objects.filter(recipient=neighbour.user, kind="meetings.called").exists()


def test_hand_picked_regions_alone_are_enough(head, forum):
    meeting = called(head, forum, regions=[], also=[RegionFactory()])

    assert meeting.invitations.count() == 1


def test_what_cannot_take_part_is_not_picked(head, forum):
    gone = RegionFactory(replaced_by=RegionFactory())

    for region in (gone, ProvinceFactory()):
        with pytest.raises(Refusal, match=region.name):
            called(head, forum, also=[region])
    assert not Meeting.objects.exists()


def test_the_limit_holds_for_all_together(head, forum):
    with pytest.raises(Refusal):
        called(head, forum, also=[RegionFactory() for _ in range(60)])


# --- guests -----------------------------------------------------------------------


def test_a_guest_gets_the_letter_and_the_calendar_part_and_no_question(head, forum, client):
    meeting = called(head, forum, guests=[SARI], link="https://meet.example/x", is_open=False)

    guest, mail = meeting.guests.get(), to_sari().get()
    assert mail.subject == "Undangan: Tarif air bersih"
    assert "Sari Dewi, Dinas Pertanian" in mail.text
    assert "/jawab/" not in mail.text
    assert "METHOD:PUBLISH" in mail.calendar
    assert "https://meet.example/x" in mail.calendar
    assert "meet.example" not in mail.text
    assert links.guest_letter_url(guest) in mail.text
    assert client.get(links.guest_letter_url(guest))["Content-Type"] == "application/pdf"
    assert not meeting.reminders.exclude(mandate=head).exists()
    assert meeting.invitations.count() == 1


@pytest.mark.parametrize(
    "token", ["a:b:c", signing.dumps(1, salt="meetings.answer")], ids=["damaged", "of an answer"]
)
def test_a_link_of_another_kind_opens_no_letter(head, forum, client, token):
    called(head, forum, guests=[SARI])

    assert client.get(f"/pertemuan/tamu/{token}/surat.pdf").status_code == 404


def test_the_mail_is_indonesian_whoever_calls(head, forum):
    head.user.language = "en"
    head.user.save()

    called(head, forum, guests=[SARI])

    assert "sebagai tamu" in to_sari().get().text


def test_a_guest_hears_of_a_move_a_change_and_the_end(head, forum):
    meeting = called(head, forum, guests=[SARI])
    sent()
    meeting = actions.change(meeting, by=head, place="Balai Desa")
    assert "Balai Desa" in to_sari().last().text
    assert to_sari().last().subject.startswith("Diubah")
    sent()
    actions.move(
        meeting, by=head, zone=meeting.zone, answer_by=meeting.answer_by, reason="Panen raya",
        starts_at=START + timedelta(days=7), ends_at=START + timedelta(days=7, hours=2),
    )  # fmt: skip
    assert "> Panen raya" in to_sari().last().text
    assert "SEQUENCE:2" in to_sari().last().calendar
    sent()
    actions.cancel(meeting, by=head, reason="Jalan longsor")
    last = to_sari().last()
    assert last.calendar_method == "CANCEL"
    assert "> Jalan longsor" in last.text
    assert to_sari().count() == 4


def test_who_was_not_told_yet_gets_one_mail_or_none(head, forum):
    meeting = called(head, forum, guests=[SARI])

    meeting = actions.change(meeting, by=head, place="Balai Desa")
    waiting = to_sari().get(state=Mail.State.WAITING)
    assert (waiting.kind, "Balai Desa" in waiting.text) == ("meetings.called", True)

    actions.cancel(meeting, by=head, reason="Jalan longsor")
    assert not to_sari().filter(state=Mail.State.WAITING).exists()


def test_a_change_taken_back_at_once_tells_guests_nothing(head, forum):
    meeting = called(head, forum, guests=[SARI])
    sent()

    meeting = actions.change(meeting, by=head, place="Balai Desa")
    actions.change(meeting, by=head, place="Aula kecamatan")

    assert not to_sari().filter(state=Mail.State.WAITING).exists()


def test_a_small_edit_tells_guests_nothing(head, forum):
    meeting = called(head, forum, guests=[SARI])
    sent()

    actions.change(meeting, by=head, purpose="Lain")

    assert to_sari().count() == 1


def test_a_meeting_has_few_guests_and_each_once(head, forum):
    many = [{**SARI, "email": f"tamu{n}@contoh.id"} for n in range(11)]
    with pytest.raises(Refusal):
        called(head, forum, guests=many)
    with pytest.raises(IntegrityError), transaction.atomic():
        called(head, forum, guests=[SARI, {**SARI, "email": "SARI@contoh.id"}])
    assert not Guest.objects.exists()


def test_guests_are_named_to_those_who_take_part_without_their_address(client, head, forum):
    meeting = called(head, forum, guests=[SARI])
    assert "Sari Dewi" not in client.get(meeting.get_absolute_url()).content.decode()

    client.force_login(head.user)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Sari Dewi" in page
    assert "sari@contoh.id" not in page


def test_the_letter_asks_the_invited_for_an_answer_and_guests_for_nothing(head, forum):
    letter = called(head, forum, guests=[SARI]).letters.get()

    data = documents.data_of(
        letter.content,
        ["Kepala Desa Besani"],
        ["Sari Dewi, Dinas Pertanian"],
        url="https://forum.example/pertemuan/7/",
        moment=letter.created_at,
    )

    village, guest = data["letters"]
    assert village["to"] == "Kepala Desa Besani" and not village["is_guest"]
    assert "Mohon konfirmasi kehadiran paling lambat" in village["asks"]
    assert "forum.example/pertemuan/7/" in village["asks"] and "surat kuasa" in village["asks"]
    assert guest["to"] == "Sari Dewi, Dinas Pertanian" and guest["is_guest"]
    assert guest["asks"] == (
        "Bapak/Ibu kami undang sebagai tamu, tanpa hak suara. "
        "Undangan ini tidak memerlukan konfirmasi."
    )


def test_a_guest_s_link_gives_the_letter_of_a_guest_and_the_region_both(head, forum, client):
    meeting = called(head, forum, guests=[SARI])
    guest = meeting.guests.get()
    url = links.guest_letter_url(guest)

    with mock.patch.object(documents, "letter_pdf", return_value=b"%PDF-") as made:
        client.get(url)
        client.force_login(head.user)
        client.get(reverse("meetings:letter", args=[meeting.pk]))

    (_content, addressees), facts = made.call_args_list[0]
    assert (addressees, facts["guests"]) == ([], [str(guest)])
    (_content, addressees), facts = made.call_args_list[1]
    assert len(addressees) == 1 and facts["guests"] == [str(guest)]
