"""Guests of an assembly: invited regions that neither count nor vote, and how all pages say so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.errors import Refusal
from meetings import actions, minutes_record, minutes_text, room, witness
from meetings.documents import attendance as sheets
from meetings.documents import minutes as papers
from meetings.models import Meeting
from meetings.views.detail import seat
from tests.factories.meetings import InvitationFactory, MeetingFactory
from tests.factories.minutes import MinutesFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory
from tests.meetings.pages.typed import agenda, mistakes
from tests.meetings.sitting import with_guests
from tests.meetings.test_calling import called

pytestmark = pytest.mark.django_db
GUEST = "Tamu, tanpa hak suara"


def guests_of(meeting):
    return [row.region.full_name for row in meeting.invitations.filter(has_seat=False)]


def page_of(client, meeting, rest=""):
    client.force_login(meeting.called_by.user)
    return client.get(f"/pertemuan/{meeting.pk}/{rest}")


# --- the pages ------------------------------------------------------------------------------


def test_the_page_marks_guests_and_counts_members(client):
    meeting = with_guests()

    answer = page_of(client, meeting)

    page = answer.content.decode()
    assert [s.name for s in answer.context["seats"] if s.is_guest] == guests_of(meeting)
    assert page.count(GUEST) == 2
    assert "1 dari 1 anggota" in page
    assert "tamu tidak dihitung" in page


@pytest.mark.parametrize("kind", ["coordination", "technical"])
def test_where_all_count_nobody_is_a_guest(client, kind):
    page = page_of(client, with_guests(kind)).content.decode()

    assert GUEST not in page
    assert "3 dari 3 desa" in page


def test_the_fold_says_how_many_rows_there_are(client):
    meeting = with_guests()
    InvitationFactory.create_batch(9, meeting=meeting)

    answer = page_of(client, meeting)

    assert len(answer.context["seats"]) + len(answer.context["more_seats"]) == 12
    assert "Lihat semua 12 desa, 2 di antaranya tamu" in answer.content.decode()
    assert "1 dari 10 anggota" in answer.content.decode()


def test_the_fold_of_a_meeting_without_guests(client):
    meeting = MeetingFactory()
    InvitationFactory.create_batch(9, meeting=meeting)

    assert "Lihat semua 9 desa" in page_of(client, meeting).content.decode()


def test_the_room_marks_guests_and_counts_members(client):
    meeting = with_guests()

    answer = page_of(client, meeting, "hadir/")

    page = answer.content.decode()
    assert page.count(GUEST) == 2
    assert "1 dari 1 anggota hadir" in page
    assert [group.is_guest for group in answer.context["page_obj"]].count(True) == 2


def test_a_quorum_that_was_kept_when_all_counted_stays_theirs():
    meeting = with_guests(state="held")
    rows = list(meeting.invitations.all())
    everybody = room.Quorum.of(invited=3, in_person=3, by_proxy=0, rule=(2, 3))
    meeting.counted = everybody.as_json()

    assert room.guests_among(meeting, room.quorum_now(meeting, rows), rows) == frozenset()


# --- the papers -----------------------------------------------------------------------------


@pytest.mark.parametrize("empty", [True, False])
def test_the_attendance_list_marks_guests(empty):
    meeting = with_guests()

    data = sheets.data_of(meeting, empty=empty, moment=timezone.now())

    marked = {line["region"] for line in data["lines"] if "(tamu)" in line["region"]}
    assert marked == {f"{name} (tamu)" for name in guests_of(meeting)}


def test_the_attendance_list_counts_members_and_says_so():
    data = sheets.data_of(with_guests(), empty=False, moment=timezone.now())

    assert data["quorum"] == (
        "Anggota yang hadir 1 dari 1 yang diundang (0 diwakili). Kuorum 1 anggota: tercapai. "
        "Wilayah tamu tidak dihitung dan tidak memberikan suara."
    )
    assert len([line for line in data["totals"]["lines"] if "(tamu)" in line[0]]) == 2


def test_minutes_count_members_and_mark_guests():
    minutes = MinutesFactory(meeting=with_guests())

    attendance = minutes_record.gather(minutes)["attendance"]
    text = minutes_text.canonical(minutes_record.gather(minutes))
    paper = papers.paper_of(minutes)

    assert [row.get("guest", False) for row in attendance["rows"]].count(True) == 2
    assert "Hadir: 1 dari 1 anggota yang diundang" in text
    assert text.count("(tamu, tanpa hak suara)") == 2
    assert "1 (satu) anggota dari 1 (satu) anggota yang diundang" in paper["quorum"]
    assert "Kuorum sebanyak 1 (satu) anggota tercapai." in paper["quorum"]
    titles = [block["title"] for block in paper["signatures"]["wakils"]]
    assert sorted(title.split()[0] for title in titles) == ["Tamu,", "Tamu,", "Wakil"]


def test_the_page_of_the_minutes_marks_guests(client):
    minutes = MinutesFactory(meeting=with_guests())
    client.force_login(minutes.meeting.called_by.user)

    page = client.get(minutes.get_absolute_url()).content.decode()

    assert page.count(GUEST) == 2
    assert "1 dari 1 anggota yang diundang; kuorum 1" in page


# --- an assembly of guests alone ----------------------------------------------------------------


def test_an_assembly_of_guests_alone_is_not_called():
    caller, stranger = MandateFactory(), MandateFactory()

    with pytest.raises(Refusal, match="anggota forum"):
        called(caller, [], also=[stranger.region], kind="mad",
               held_for=ForumFactory(members=[caller.region]))  # fmt: skip

    assert not Meeting.objects.exists()


def test_other_meetings_and_those_of_partners_may_invite_guests_alone():
    caller, stranger = MandateFactory(), MandateFactory()
    forum = ForumFactory(members=[caller.region])
    project = ProjectFactory(state="active", lead=caller.region)

    for held_for in (forum, project):
        meeting = called(caller, [], also=[stranger.region], held_for=held_for)
        assert not meeting.invitations.get().has_seat


def typed(forum, regions, **facts):
    day = (timezone.localdate() + timedelta(days=20)).isoformat()
    return agenda(("Tarif", "discussion", 30)) | {
        "title": "Musyawarah", "kind": "mad", "day": day, "start": "09:00", "end": "11:00",
        "zone": "Asia/Jakarta", "place": "Aula", "regions": [], "also": regions, "is_open": "on",
        "uid": "0b7a3f0e-1111-4222-8333-944445555666", "step": "preview", **facts,
    }  # fmt: skip


def test_the_form_says_so_at_the_invited_and_keeps_what_was_typed(client):
    caller, stranger = MandateFactory(), MandateFactory()
    forum = ForumFactory(members=[caller.region])
    client.force_login(caller.user)
    address = f"/pertemuan/undang/?forum={forum.pk}"

    answer = client.post(address, typed(forum, [stranger.region_id]))

    assert "paling sedikit satu anggota" in mistakes(answer)["regions"][0]
    assert "Musyawarah" in answer.content.decode()
    both = [stranger.region_id, caller.region_id]
    preview = client.post(address, typed(forum, both))
    assert preview.context["without_vote"] == [stranger.region.full_name]
    assert GUEST in preview.content.decode()
    other = typed(forum, [stranger.region_id], kind="coordination")
    assert client.post(address, other).context["without_vote"] == []


def test_a_meeting_of_guests_alone_becomes_no_assembly(client):
    caller, stranger = MandateFactory(), RegionFactory()
    forum = ForumFactory(members=[caller.region])
    meeting = called(caller, [], also=[stranger], held_for=forum)

    with pytest.raises(Refusal, match="anggota forum"):
        actions.change(meeting, by=caller, kind="mad")
    client.force_login(caller.user)
    address = f"/pertemuan/{meeting.pk}/ubah/"
    form = client.get(address).context["form"]
    data = agenda(("Tarif", "discussion", 30)) | {
        "title": "Kemarau", "kind": "mad", "place": "Aula", "is_open": "on", "step": "save",
        "answer_day": form["answer_day"].value().isoformat(), "seen": form["seen"].value(),
    }  # fmt: skip
    answer = client.post(address, data)

    assert "anggota forum" in mistakes(answer)["kind"][0]
    assert "Kemarau" in answer.content.decode()
    actions.change(meeting, by=caller, kind="technical")
    assert Meeting.objects.get().kind == "technical"


# --- who takes note, and who comes first ------------------------------------------------------


def test_a_guest_from_elsewhere_does_not_change_who_takes_note():
    meeting = with_guests()
    member = meeting.invitations.get(has_seat=True).region
    InvitationFactory(meeting=meeting, region__code="18.02.02.2005", has_seat=False)

    assert witness.title_above(meeting).endswith(member.parent.name)


def test_guests_come_last_in_the_record():
    meeting = with_guests(state="held")
    InvitationFactory(meeting=meeting, region__code="11.01.01.2001", has_seat=False)

    rows = minutes_record.attendance_of(meeting)["rows"]

    assert [bool(row.get("guest")) for row in rows] == [False, True, True, True]


def test_who_said_no_and_came_is_not_shown_with_the_reason(client):
    meeting = with_guests(state="held")
    row = meeting.invitations.get(has_seat=True)
    row.answer, row.reason = "absent", "Banjir"
    row.answered_by, row.answered_at = meeting.called_by, timezone.now()

    def shown(came):
        return seat(row, acting=None, insider=True, came=came)

    assert (shown({}).words, shown({}).label) == ("Banjir", "Tidak hadir")
    assert (shown({row.region_id: "present"}).words, shown(None).words) == ("", "Banjir")
