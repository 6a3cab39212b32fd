"""Where a photo of a report was taken: kept on wish only, shown, and drawn."""

import uuid
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.models import Photo, Report
from projects.places import shots_of
from tests.factories.villages import ProfileFactory
from tests.papers import picture_bytes, upload, with_place
from tests.projects.conftest import url_of
from tests.projects.reports import photo, send

pytestmark = pytest.mark.django_db
PLACE = Decimal("-7.3510"), Decimal("109.9022")
SHOWN = "−7,3510; 109,9022"  # noqa: RUF001  (a minus)


def typed(**changes):
    return {
        "token": uuid.uuid4(), "on": timezone.localdate().isoformat(), "percent": "40",
        "work": "Pipa terpasang.", "spent": "0", "caption_0": "Galian pipa", "stage_0": "50",
        "kirim": "1",
    } | changes  # fmt: skip


def photo_file(content=None):
    return upload(content or with_place(), "foto.jpg", "image/jpeg")


def place_of(found):
    return found.latitude, found.longitude


def test_with_the_tick_the_place_is_kept_and_shown(as_, head, work):
    client = as_(head)
    client.post(url_of("report", work), typed(photo_0=photo_file(), placed_0="on"))
    kept = Photo.objects.get(report__project=work)
    assert place_of(kept) == PLACE
    assert SHOWN in client.get(work.get_absolute_url()).content.decode()
    client.logout()
    page = client.get(url_of("reports", work))
    assert SHOWN in page.content.decode()
    assert [dot.number for dot in page.context["shots"].dots] == [0]


def test_without_the_tick_it_is_thrown_away(as_, head, work):
    sent = typed(photo_0=photo_file(), where_0="-7.3510,109.9022")
    page = as_(head).post(url_of("report", work), sent, follow=True)
    assert place_of(Photo.objects.get()) == (None, None)
    assert "109,9022" not in page.content.decode()
    assert as_(head).get(url_of("reports", work)).context["shots"] is None
    assert shots_of(work) is None


def test_what_the_browser_has_read_counts_where_the_photo_says_nothing(as_, head, work):
    sent = typed(photo_0=photo_file(picture_bytes()), placed_0="on", where_0="-7.3510,109.9022")
    as_(head).post(url_of("report", work), sent)
    assert place_of(Photo.objects.get()) == PLACE


@pytest.mark.parametrize("where", ["", "NaN,NaN", "0.000000,0.000000", "52.52,13.40", "x" * 40])
def test_a_place_that_cannot_be_read_is_told_and_the_report_is_sent(as_, head, work, where):
    sent = typed(photo_0=photo_file(picture_bytes()), placed_0="on", where_0=where)
    page = as_(head).post(url_of("report", work), sent, follow=True)
    assert Report.objects.count() == 1
    assert place_of(Photo.objects.get()) == (None, None)
    assert [m.level_tag for m in page.context["messages"]] == ["success", "warning"]


def test_a_draft_keeps_the_place_until_the_tick_is_taken_out(as_, head, work):
    client, token = as_(head), uuid.uuid4()
    draft = typed(token=token, photo_0=photo_file(), placed_0="on", simpan="1")
    del draft["kirim"]
    client.post(url_of("report", work), draft)
    assert place_of(Photo.objects.get()) == PLACE
    form = client.get(url_of("report", work)).context["form"]
    assert form["placed_0"].value() is True
    client.post(url_of("report", work), typed(token=token, placed_0="on"))
    assert place_of(Photo.objects.get()) == PLACE


def test_who_takes_the_tick_out_later_takes_the_place_out(as_, head, work):
    client, token = as_(head), uuid.uuid4()
    draft = typed(token=token, photo_0=photo_file(), placed_0="on", simpan="1")
    del draft["kirim"]
    client.post(url_of("report", work), draft)
    client.post(url_of("report", work), typed(token=token))
    assert place_of(Photo.objects.get(report__isnull=False)) == (None, None)


def test_the_drawing_shows_the_office_too_and_costs_the_same(client, head, work, lead):
    ProfileFactory(region=lead, latitude="-7.4101", longitude="109.8713")
    send(work, head, pictures=[photo(placed=True, place=PLACE)])
    assert len(shots_of(work).dots) == 2
    address = url_of("reports", work)
    client.get(address)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = cost()
    places = [photo(slot=n, placed=True, place=(PLACE[0], PLACE[1] + n)) for n in range(3)]
    send(work, head, pictures=places)
    assert cost() == few


def test_the_database_wants_whole_places_in_the_country(head, work):
    for place in ((PLACE[0], None), (Decimal(50), PLACE[1])):
        with pytest.raises(DatabaseError), transaction.atomic():
            send(work, head, pictures=[photo(placed=True, place=place)])
