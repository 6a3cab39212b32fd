"""The pages of the room: the list, the code at the door, the participant's own phone, the paper."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import actions, changes, doors
from meetings.models import Attendance, Meeting
from tests.factories.accounts import UserFactory
from tests.factories.meetings import AttendanceFactory, InvitationFactory, MeetingFactory
from tests.factories.villages import MandateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """One of three villages that has begun five minutes ago."""
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(minutes=5))
    for _ in range(3):
        InvitationFactory(meeting=meeting)
    return meeting


@pytest.fixture
def keeper(client, meeting):
    """The browser of who keeps the list."""
    client.force_login(meeting.called_by.user)
    return client


def heads(meeting):
    return [row.region.mandates.get() for row in meeting.invitations.order_by("region")]


def at(meeting, rest=""):
    return f"/pertemuan/{meeting.pk}/hadir/{rest}"


def door_of(meeting, of=None):
    return f"/pertemuan/{meeting.pk}/masuk/{doors.code_of(of or meeting)}/"


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# --- the list ---------------------------------------------------------------------


def test_the_expected_stand_by_region_with_one_button_each(keeper, meeting):
    page = keeper.get(at(meeting))

    groups = page.context["page_obj"].object_list
    assert [group.code for group in groups] == [head.region_id for head in heads(meeting)]
    assert page.content.decode().count('name="orang"') == 3


def test_one_tap_writes_somebody_down(keeper, meeting):
    head = heads(meeting)[1]

    answer = keeper.post(at(meeting, "tandai/"), {"orang": f"{head.pk}:present", "page": "1"})

    assert answer.url == f"{at(meeting)}?page=1#w-{head.region_id}"
    row = Attendance.objects.get()
    assert (row.user, row.state, row.how) == (head.user, "present", "list")
    page = keeper.get(at(meeting))
    assert [group.is_here for group in page.context["page_obj"]] == [False, True, False]
    assert page.context["quorum"].in_person == 1


def test_a_substitute_whom_the_region_has_named_is_one_tap_away(keeper, meeting):
    invitation = meeting.invitations.first()
    head = invitation.region.mandates.get()
    with time_machine.travel(meeting.answer_by):
        actions.answer(invitation, by=head, answer="represented", substitute="Ibu Sri, BPD")
    assert f"{head.pk}:represented" in keeper.get(at(meeting)).content.decode()

    keeper.post(at(meeting, "tandai/"), {"orang": f"{head.pk}:represented"})

    row = Attendance.objects.get()
    assert (row.state, row.substitute) == ("represented", "Ibu Sri, BPD")
    assert "diwakili Ibu Sri, BPD" in keeper.get(at(meeting)).content.decode()


def test_without_a_name_the_substitute_is_asked_for(keeper, meeting):
    head = heads(meeting)[0]

    answer = keeper.post(at(meeting, "tandai/"), {"orang": f"{head.pk}:represented"})
    assert answer.url == at(meeting, f"orang/{head.pk}/")

    page = keeper.post(answer.url, {"state": "represented"})
    assert "substitute" in page.context["form"].errors
    keeper.post(answer.url, {"state": "represented", "substitute": "Ibu Sri"})
    assert Attendance.objects.get().substitute == "Ibu Sri"


@pytest.mark.parametrize("tap", ["", "x", "1", ":present", "9" * 30 + ":present", "0:present"])
def test_a_damaged_tap_writes_nothing(keeper, meeting, tap):
    assert keeper.post(at(meeting, "tandai/"), {"orang": tap}).status_code in (302, 404)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("state", ["absent", "late", "pesta", ""])
def test_other_states_have_their_own_page(keeper, meeting, state):
    keeper.post(at(meeting, "tandai/"), {"orang": f"{heads(meeting)[0].pk}:{state}"})
    assert not Attendance.objects.exists()


def test_who_is_of_no_invited_region_is_not_awaited(keeper, meeting):
    stranger = MandateFactory()

    assert keeper.get(at(meeting, f"orang/{stranger.pk}/")).status_code == 404
    tap = {"orang": f"{stranger.pk}:present"}
    assert keeper.post(at(meeting, "tandai/"), tap).status_code == 404


def test_somebody_is_added_by_name_and_another_after_him(keeper, meeting):
    region = heads(meeting)[0].region
    data = {"name": "Ibu Sri", "office": "PKK", "region": region.pk, "state": "present", "sex": "P"}

    answer = keeper.post(at(meeting, "tambah/"), data)
    assert answer.url == f"{at(meeting)}#w-{region.pk}"
    guest = {"name": "Budi", "institution": "Bank", "state": "present", "another": "1"}
    assert keeper.post(at(meeting, "tambah/"), guest).url == at(meeting, "tambah/")

    assert {row.attends_for for row in Attendance.objects.all()} == {region.full_name, "Bank"}
    page = keeper.get(at(meeting))
    assert page.context["page_obj"][-1].people[0].name == "Budi"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"region": "", "institution": ""}, "region"),
        ({"region": "99.99"}, "region"),
        ({"region": "\0"}, "region"),
        ({"institution": "Bank"}, "institution"),
        ({"state": ""}, "state"),
        ({"state": "pesta"}, "state"),
        ({"state": "represented"}, "substitute"),
        ({"phone": "abc"}, "phone"),
        ({"sex": "X"}, "sex"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(keeper, meeting, wrong, field):
    data = {"name": "Ibu Sri", "region": heads(meeting)[0].region_id, "state": "present"} | wrong

    page = keeper.post(at(meeting, "tambah/"), data)

    assert field in page.context["form"].errors
    assert not Attendance.objects.exists()


def test_a_name_that_is_there_is_refused_above_the_form(keeper, meeting):
    row = AttendanceFactory(meeting=meeting, region=heads(meeting)[0].region)

    data = {"name": row.name, "region": row.region_id, "state": "present"}
    page = keeper.post(at(meeting, "tambah/"), data)

    assert "sudah ada" in str(page.context["form"].non_field_errors())


def test_a_row_is_corrected_and_taken_off(keeper, meeting):
    row = AttendanceFactory(meeting=meeting, region=heads(meeting)[0].region)
    address = at(meeting, f"{row.pk}/")
    assert row.name in keeper.get(address).content.decode()

    data = {"name": "Ibu Ani", "region": row.region_id, "state": "late"}
    assert keeper.post(address, data).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.state) == ("Ibu Ani", "late")

    keeper.post(address + "hapus/")
    assert not Attendance.objects.exists()
    assert keeper.get(address).status_code == 404


def test_the_row_of_a_mandate_has_no_field_for_the_name(keeper, meeting):
    row = actions.check_in(meeting, by=heads(meeting)[0])

    page = keeper.get(at(meeting, f"{row.pk}/"))

    assert "name" not in page.context["form"].fields
    keeper.post(at(meeting, f"{row.pk}/"), {"state": "excused", "office": "Pj. Kades"})
    row.refresh_from_db()
    assert (row.state, row.office) == ("excused", "Pj. Kades")


def test_a_correction_to_a_name_that_is_there_keeps_what_was_typed(keeper, meeting):
    one = AttendanceFactory(meeting=meeting, region=heads(meeting)[0].region)
    other = AttendanceFactory(meeting=meeting, region=one.region)

    data = {"name": one.name, "region": one.region_id, "state": "present"}
    page = keeper.post(at(meeting, f"{other.pk}/"), data)

    assert page.status_code == 200
    assert page.context["form"].non_field_errors()


def test_strangers_wait_above_and_are_confirmed_with_one_tap(keeper, meeting):
    row = AttendanceFactory(meeting=meeting, unconfirmed=True)
    assert keeper.get(at(meeting)).context["unconfirmed"] == [row]

    keeper.post(at(meeting, f"{row.pk}/pastikan/"))

    page = keeper.get(at(meeting))
    assert (page.context["unconfirmed"], page.context["people"]) == ([], 1)


def test_with_htmx_only_the_count_comes(keeper, meeting):
    page = keeper.get(at(meeting), headers={"HX-Request": "true"})
    count = keeper.get(at(meeting, "qr/"), headers={"HX-Request": "true"})

    assert "<html" not in page.content.decode() + count.content.decode()


def test_days_before_the_list_is_closed(keeper, meeting):
    Meeting.objects.update(
        starts_at=timezone.now() + timedelta(days=2), ends_at=timezone.now() + timedelta(days=3)
    )

    page = keeper.get(at(meeting))

    assert not page.context["can_take"]
    assert keeper.get(at(meeting, "tambah/")).url == at(meeting)
    assert not keeper.get(at(meeting, "qr/")).context["can_check_in"]


def test_after_the_end_what_is_written_comes_from_paper(keeper, meeting):
    actions.close(meeting, by=meeting.called_by, despite_quorum=True)

    page = keeper.get(at(meeting))
    keeper.post(at(meeting, "tandai/"), {"orang": f"{heads(meeting)[0].pk}:present"})

    assert page.context["is_over"]
    assert Attendance.objects.get().how == "paper"


@pytest.mark.parametrize(
    "rest", ["", "tandai/", "tambah/", "qr/", "keadaan/", "../tunda/", "../daftar-hadir.pdf"]
)
def test_others_keep_no_list(client, meeting, rest):
    client.force_login(heads(meeting)[0].user)
    method = client.post if rest in ("tandai/", "keadaan/") else client.get

    assert (
        method(
            f"/pertemuan/{meeting.pk}/{rest[3:]}" if "../" in rest else at(meeting, rest)
        ).status_code
        == 403
    )


def test_the_list_costs_the_same_whatever_its_size(keeper, meeting):
    AttendanceFactory(meeting=meeting, unconfirmed=True)
    few = queries(keeper, at(meeting))
    for _ in range(10):
        invitation = InvitationFactory(meeting=meeting)
        AttendanceFactory(meeting=meeting, region=invitation.region)
        AttendanceFactory(meeting=meeting, unconfirmed=True)
        AttendanceFactory(meeting=meeting, region=None)

    assert queries(keeper, at(meeting)) == few


def test_many_regions_come_in_pages(keeper, meeting):
    for _ in range(30):
        InvitationFactory(meeting=meeting)

    assert len(keeper.get(at(meeting)).context["page_obj"].object_list) == 30
    assert len(keeper.get(at(meeting, "?page=2")).context["page_obj"].object_list) == 3
    assert keeper.get(at(meeting, "?page=x")).status_code == 200


# --- the states of the room -------------------------------------------------------


def test_the_meeting_is_opened_interrupted_and_goes_on(keeper, meeting):
    for to in ("waiting", "running", "suspended", "running"):
        assert keeper.post(at(meeting, "keadaan/"), {"to": to}).url == at(meeting)
        meeting.refresh_from_db()
        assert meeting.state == to
        assert keeper.get(at(meeting)).status_code == 200
        assert keeper.get(meeting.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("to", ["", "held", "cancelled", "x"])
def test_an_unknown_state_changes_nothing(keeper, meeting, to):
    assert keeper.post(at(meeting, "keadaan/"), {"to": to}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "scheduled"


def test_without_a_quorum_it_is_postponed_and_all_are_told(keeper, meeting, monkeypatch):
    monkeypatch.setattr("meetings.warnings.holiday_on", lambda day: "")  # whatever day it is today
    address = f"/pertemuan/{meeting.pk}/tunda/"
    first = keeper.get(address).context["form"].initial
    day = timezone.localdate() + timedelta(days=2)

    answer = keeper.post(
        address, {"day": day, "start": "09:00", "end": "11.30", "reason": first["reason"]}
    )

    assert answer.url == meeting.get_absolute_url()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sitting) == ("adjourned", 2)
    assert "sidang kedua" in keeper.get(meeting.get_absolute_url()).content.decode().lower()
    when = changes.when(meeting.starts_at, meeting.ends_at, meeting.zone)
    for again in (keeper.get(address, follow=True), keeper.post(address, {}, follow=True)):
        assert again.redirect_chain == [(meeting.get_absolute_url(), 302)]
        assert f"Pertemuan ini sudah ditunda ke sidang kedua: {when}" in again.content.decode()


def test_a_meeting_that_has_not_come_to_its_start_is_not_postponed(keeper, meeting):
    Meeting.objects.update(starts_at=timezone.now() + timedelta(hours=1))

    answer = keeper.get(f"/pertemuan/{meeting.pk}/tunda/", follow=True)

    assert answer.redirect_chain == [(meeting.get_absolute_url(), 302)]
    assert "belum" in answer.content.decode()


def test_a_second_sitting_with_nobody_there_says_what_can_be_done(keeper, meeting):
    Meeting.objects.update(kind="mad", state="adjourned", sitting=2)

    page = keeper.get(at(meeting)).context["can_begin"]
    answer = keeper.post(at(meeting, "keadaan/"), {"to": "running"}, follow=True)

    assert "pindahkan atau batalkan" in page.reason
    assert page.reason in answer.content.decode()
    assert keeper.get(f"/pertemuan/{meeting.pk}/pindah/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": timezone.localdate() + timedelta(days=9)}, "day"),
        ({"day": timezone.localdate() - timedelta(days=1)}, "day"),
        ({"day": "besok"}, "day"),
        ({"end": "08:00"}, "end"),
        ({"start": ""}, "start"),
    ],
)
def test_a_second_sitting_has_a_possible_time(keeper, meeting, wrong, field):
    data = {"day": timezone.localdate() + timedelta(days=2), "start": "09:00", "end": "11:00"}

    page = keeper.post(f"/pertemuan/{meeting.pk}/tunda/", data | wrong)

    assert field in page.context["form"].errors
    assert Meeting.objects.get().sitting == 1


# --- the participant's own phone --------------------------------------------------


def test_the_code_on_the_screen_leads_to_the_door(keeper, meeting):
    page = keeper.get(at(meeting, "qr/")).content.decode()

    assert "<svg" in page
    assert doors.address_of(meeting).endswith(door_of(meeting))


def test_a_get_says_nothing_a_post_says_i_am_here(client, meeting):
    head = heads(meeting)[0]
    client.force_login(head.user)

    assert head.capacity in client.get(door_of(meeting)).content.decode()
    assert not Attendance.objects.exists()
    assert client.post(door_of(meeting)).url == door_of(meeting)

    assert Attendance.objects.get().user == head.user
    page = client.get(door_of(meeting))
    assert page.context["row"].user == head.user
    assert page["Cache-Control"].count("no-store") == 1
    assert page["X-Robots-Tag"] == "noindex"


def test_who_has_no_account_types_his_name(meeting):
    region = heads(meeting)[0].region
    visitor = Client()
    assert visitor.get(door_of(meeting)).status_code == 200

    answer = visitor.post(
        door_of(meeting), {"name": "Ibu Sri", "office": "PKK", "region": region.pk}
    )

    assert answer.url == door_of(meeting)
    row = Attendance.objects.get()
    assert (row.name, row.is_confirmed, row.how) == ("Ibu Sri", False, "qr")


def test_a_door_needs_a_name_and_a_region(client, meeting):
    page = client.post(door_of(meeting), {"name": " "})

    assert set(page.context["form"].errors) == {"name", "region"}
    assert not Attendance.objects.exists()


def test_who_has_no_mandate_yet_finds_his_name_there(client, meeting):
    user = UserFactory(full_name="Slamet Contoh")
    client.force_login(user)

    assert "Slamet Contoh" in client.get(door_of(meeting)).content.decode()


def test_one_phone_writes_down_several(client, meeting):
    head = heads(meeting)[0]
    client.force_login(head.user)
    client.post(door_of(meeting))

    client.post(door_of(meeting) + "?lain=1", {"name": "Ibu Sri", "region": head.region_id})

    assert Attendance.objects.count() == 2


def test_a_closed_meeting_lets_in_who_has_its_code(client, meeting):
    Meeting.objects.update(is_open=False)

    assert client.get(door_of(meeting)).status_code == 200


def test_the_code_of_another_meeting_says_so(client, meeting):
    other = MeetingFactory(starts_at=timezone.now(), title="Rahasia orang lain")
    client.force_login(heads(meeting)[0].user)

    for method in (client.get, client.post):
        page = method(door_of(meeting, of=other))
        assert page.status_code == 404
        assert "pertemuan lain" in page.content.decode()
        assert meeting.title not in page.content.decode()
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("code", ["x", "1-2:abc", "%00", "a" * 400])
def test_a_forged_code_opens_nothing(client, meeting, code):
    assert client.post(f"/pertemuan/{meeting.pk}/masuk/{code}/").status_code == 404


def test_a_signed_code_of_another_kind_opens_nothing(client, meeting):
    code = signing.Signer(salt="meetings.answer").sign(f"{meeting.pk}-1")

    assert client.get(f"/pertemuan/{meeting.pk}/masuk/{code}/").status_code == 404


def test_a_postponed_meeting_has_another_code(client, meeting):
    old = door_of(meeting)
    start = timezone.now() + timedelta(days=1)
    actions.adjourn(
        meeting, by=meeting.called_by, starts_at=start, ends_at=start + timedelta(hours=2)
    )

    page = client.get(old)

    assert page.status_code == 404
    assert "tanggal" in page.content.decode()


def test_after_the_end_the_door_is_closed(client, meeting):
    actions.close(meeting, by=meeting.called_by, despite_quorum=True)
    client.force_login(heads(meeting)[0].user)

    page = client.post(door_of(meeting))

    assert page.status_code == 410
    assert "notulis" in page.content.decode()
    assert not Attendance.objects.exists()


def test_who_is_closed_out_meanwhile_reads_why(client, meeting, monkeypatch):
    client.force_login(heads(meeting)[0].user)
    monkeypatch.setattr(Attendance, "MAX_PEOPLE", 0)

    assert client.post(door_of(meeting)).status_code == 409
    page = Client().post(door_of(meeting), {"name": "Budi", "institution": "Bank"})
    assert page.context["form"].non_field_errors()


def test_one_address_writes_no_hundred_names(client, meeting, monkeypatch):
    monkeypatch.setattr("meetings.views.checking_in.A_PHONE", {"times": 1, "seconds": 60})
    for name in ("Budi", "Ani"):
        page = client.post(door_of(meeting), {"name": name, "institution": "Bank"})

    assert page.context["form"].non_field_errors()
    assert Attendance.objects.count() == 1
