"""Whom one invites besides the members, on the page."""

import uuid

import pytest
from django.core.cache import cache

from meetings.models import Meeting
from notifications.models import Mail
from tests.factories.villages import RegionFactory
from tests.meetings.pages.typed import agenda, mistakes

pytestmark = pytest.mark.django_db


def guests(*rows):
    data = {"guests-TOTAL_FORMS": len(rows), "guests-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        for name, value in zip(("name", "institution", "email"), row, strict=True):
            data[f"guests-{number}-{name}"] = value
    return data


SARI = ("Sari Dewi", "Dinas Pertanian", "sari@contoh.id")


@pytest.fixture
def typed(forum):
    return {
        "uid": str(uuid.uuid4()),
        "title": "Tarif air bersih",
        "kind": "mad",
        "day": "2026-11-25",
        "start": "09:00",
        "end": "11:30",
        "zone": "Asia/Jakarta",
        "place": "Aula kecamatan",
        "regions": [seat.region_id for seat in forum.memberships.all()],
        **agenda(("Tarif", "decision", "50")),
        **guests(SARI),
    }


@pytest.fixture
def neighbour():
    return RegionFactory(code="33.07.06.2001", name="Tetangga")


def send(browser, forum, typed, step="send", **changes):
    data = {**typed, **changes, "step": step}
    data = {name: value for name, value in data.items() if value is not None}
    return browser.post(f"/pertemuan/undang/?forum={forum.pk}", data)


def test_a_region_is_found_and_picked_without_script(browser, forum, typed, neighbour):
    page = send(browser, forum, typed, step=None, also_q="tetangga", also_search="1", title="")
    assert 'value="33.07.06.2001"' in page.content.decode()
    assert mistakes(page) == {}
    assert page.context["form"]["place"].value() == "Aula kecamatan"

    preview = send(browser, forum, typed, "preview", also=[neighbour.pk])
    html = preview.content.decode()
    assert f'type="hidden" name="also" value="{neighbour.pk}"' in html
    assert 'type="hidden" name="guests-0-email" value="sari@contoh.id"' in html
    assert neighbour in preview.context["regions"]
    assert preview.context["addressees"][-1] == "Sari Dewi, Dinas Pertanian"

    send(browser, forum, typed, also=[neighbour.pk])
    meeting = Meeting.objects.get()
    assert meeting.invitations.filter(region=neighbour).exists()
    assert meeting.guests.get().email == "sari@contoh.id"


def test_going_back_keeps_them(browser, forum, typed, neighbour):
    page = send(browser, forum, typed, "edit", also=[neighbour.pk])

    assert f'value="{neighbour.pk}" checked' in page.content.decode()
    assert [row["email"].value() for row in page.context["form"].guests] == ["sari@contoh.id"]


def test_a_button_adds_a_row_for_a_guest_up_to_ten(browser, forum, typed):
    page = send(browser, forum, typed, "guest")
    assert len(page.context["form"].guests.forms) == 2
    assert not Meeting.objects.exists()

    full = typed | guests(*[("A", "", f"a{n}@contoh.id") for n in range(10)])
    assert len(send(browser, forum, full, "guest").context["form"].guests.forms) == 10


def test_nobody_from_the_forum_is_needed_where_others_are_picked(browser, forum, typed, neighbour):
    send(browser, forum, typed, kind="coordination", regions=[], also=[neighbour.pk])

    assert Meeting.objects.get().invitations.get().region == neighbour


def test_an_empty_row_is_no_guest(browser, forum, typed):
    send(browser, forum, typed | guests(("", "", ""), SARI))

    assert Meeting.objects.get().guests.count() == 1


@pytest.mark.parametrize(
    "rows",
    [
        guests(("Sari", "", "")),
        guests(("", "", "sari@contoh.id")),
        guests(("Sari", "", "bukan alamat")),
        guests(("Sari", "", "a@b.id\nBcc: x@y.id")),
        guests(("x" * 121, "", "sari@contoh.id")),
        guests(SARI, ("Lain", "", "SARI@contoh.id")),
        guests(*[("A", "", f"a{n}@contoh.id") for n in range(11)]),
        {"guests-TOTAL_FORMS": "banyak"},
    ],
)
def test_a_wrong_guest_is_named_and_nothing_is_lost(browser, forum, typed, rows):
    typed = {name: value for name, value in typed.items() if not name.startswith("guests")}

    page = send(browser, forum, typed | rows)

    assert list(mistakes(page)) == ["__all__"]
    assert page.context["form"]["place"].value() == "Aula kecamatan"
    assert not Meeting.objects.exists()
    assert not Mail.objects.exists()


@pytest.mark.parametrize("codes", [["99.99.99.9999"], ["x"]])
def test_a_region_that_is_none_is_named(browser, forum, typed, codes):
    assert list(mistakes(send(browser, forum, typed, also=codes))) == ["also"]


def test_too_many_in_all_are_refused(browser, forum, typed):
    others = [RegionFactory().pk for _ in range(58)]

    page = send(browser, forum, typed, also=others)

    assert list(mistakes(page)) == ["also"]
    assert not Meeting.objects.exists()


def test_strangers_get_no_flood_of_mail(browser, forum, typed, camat):
    cache.set(f"limit:meetings.guests:{camat.user.pk}", 10, 600)

    assert send(browser, forum, typed).status_code == 200
    assert not Meeting.objects.exists()
    assert send(browser, forum, typed | guests()).status_code == 302
