"""What the pages of meetings call the invited, and how they greet."""

import pytest
from django.utils import timezone

from meetings import doors
from tests.factories.meetings import MeetingFactory
from tests.factories.villages import MandateFactory, RegionFactory, SubdistrictFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("regions", "noun"),
    [
        (lambda: [RegionFactory(word="Kampung"), RegionFactory(word="Kampung")], "kampung"),
        (lambda: [RegionFactory(word="Kampung"), RegionFactory(word="Desa")], "desa"),
        (lambda: [SubdistrictFactory(word="Distrik"), SubdistrictFactory()], "kecamatan"),
        (lambda: [SubdistrictFactory(), RegionFactory()], "wilayah"),
        (lambda: [RegionFactory(kind="urban", word="Kelurahan"), RegionFactory()], "wilayah"),
        (lambda: [RegionFactory(kind="urban", word="Kelurahan")], "kelurahan"),
    ],
)
def test_the_invited_are_called_by_their_word(client, regions, noun):
    meeting = MeetingFactory(invited=regions())

    assert client.get(meeting.get_absolute_url()).context["noun"] == noun


def test_who_checks_in_is_welcomed_with_one_full_stop(client):
    head = MandateFactory()
    head.user.full_name = "Siti Maryamah, S.Pd."
    head.user.save()
    meeting = MeetingFactory(starts_at=timezone.now(), invited=[head.region])
    client.force_login(head.user)

    door = f"/pertemuan/{meeting.pk}/masuk/{doors.code_of(meeting)}/"
    page = client.post(door, follow=True).content.decode()

    assert "Selamat datang, Siti Maryamah, S.Pd. Anda tercatat hadir." in page
