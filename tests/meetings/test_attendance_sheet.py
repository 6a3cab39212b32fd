"""The attendance list on paper: filled and empty, with its totals."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core import pdf
from meetings import doors
from meetings.documents import attendance as documents
from meetings.models import Meeting
from meetings.totals import totals
from tests.factories.meetings import AttendanceFactory, InvitationFactory, MeetingFactory
from tests.meetings.sitting import heads_of as heads

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(minutes=5))
    for _ in range(3):
        InvitationFactory(meeting=meeting)
    return meeting


@pytest.fixture
def keeper(client, meeting):
    client.force_login(meeting.called_by.user)
    return client


def sheet(meeting, *, empty=False):
    return documents.data_of(meeting, empty=empty, moment=timezone.now())


def test_the_filled_list_is_a_pdf(keeper, meeting):
    AttendanceFactory(meeting=meeting, region=heads(meeting)[0].region, sex="P")

    answer = keeper.get(f"/pertemuan/{meeting.pk}/daftar-hadir.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.getvalue().startswith(b"%PDF-")
    assert f"daftar-hadir-{meeting.pk}.pdf" in answer["Content-Disposition"]


def test_the_empty_list_has_lines_for_each_region_and_the_code(keeper, meeting):
    answer = keeper.get(f"/pertemuan/{meeting.pk}/daftar-hadir.pdf?kosong=1")
    data = sheet(meeting, empty=True)

    assert answer.getvalue().startswith(b"%PDF-")
    assert len(data["lines"]) == 3 * 2 + 10
    assert not any(line["name"] for line in data["lines"])
    assert data["url"] == doors.address_of(meeting)


def test_the_list_says_who_came_for_whom_and_who_did_not(meeting):
    first, second, third = (head.region for head in heads(meeting))
    AttendanceFactory(
        meeting=meeting, region=first, name="Pak Contoh", sex="L", phone="+62812345678"
    )
    AttendanceFactory(
        meeting=meeting, region=second, name="Pak Kades", office="Kepala Desa", state="represented"
    )
    AttendanceFactory(meeting=meeting, region=third, name="Bu Kades", state="excused")
    AttendanceFactory(meeting=meeting, region=None, how="qr")
    AttendanceFactory(meeting=meeting, region=first, how="paper")
    AttendanceFactory(meeting=meeting, unconfirmed=True)

    data = sheet(meeting)

    assert [line["name"] for line in data["lines"]][0] == "Pak Contoh"
    assert data["lines"][2]["office"] == "mewakili Pak Kades, Kepala Desa"
    assert data["lines"][2]["phone"] == ""
    assert data["lines"][1]["signed"] == "ttd. di kertas"
    assert data["lines"][3]["signed"].startswith("QR ")
    assert data["away"] == [f"Bu Kades, {third.full_name} (izin)"]
    assert data["totals"]["lines"][0] == [first.full_name, 1, 0, 1, 2]
    assert data["totals"]["all"] == [1, 0, 3, 4]
    assert "Kuorum 2 wilayah: tercapai." in data["quorum"]


def test_the_second_sitting_says_what_it_is(meeting):
    Meeting.objects.update(sitting=2)

    data = sheet(Meeting.objects.get())

    assert data["sitting"] == "kedua"
    assert "Sidang kedua" in data["quorum"]


def test_names_are_words_and_no_markup(meeting):
    for name in ("#strong[x]", "$a^2$", "*tebal*", "日本", "]]]"):
        AttendanceFactory(
            meeting=meeting, region=heads(meeting)[0].region, name=name, office="#let"
        )

    made = documents.attendance_pdf(meeting, empty=False, moment=timezone.now())

    assert made.startswith(b"%PDF-")
    assert pdf.printable("日") == pdf.STAND_IN


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["L", "P", ""]))))
def test_totals_add_up(people):
    lines, whole = totals(people)

    assert whole.all == len(people) == sum(line.all for line in lines)
    assert whole.male == sum(sex == "L" for _region, sex in people)
    assert len({line.name for line in lines}) == len(lines)
    for line in lines:
        assert line.all == sum(region == line.name for region, _sex in people)
