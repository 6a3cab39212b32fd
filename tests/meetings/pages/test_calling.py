"""Calling a meeting in the browser, with good and bad input."""

import uuid

import pytest
from django.core.cache import cache

from meetings.models import Letter, Meeting
from notifications.models import Mail
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory
from tests.meetings.pages.typed import agenda, mistakes

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(forum):
    """What the camat types on the first page."""
    return {
        "uid": str(uuid.uuid4()),
        "title": "Tarif air bersih",
        "kind": "mad",
        "purpose": "Menyepakati tarif",
        "day": "2026-11-25",
        "start": "09:00",
        "end": "11:30",
        "last_day": "",
        "zone": "Asia/Jakarta",
        "place": "Aula kecamatan",
        "link": "",
        "answer_day": "2026-11-23",
        "is_open": "on",
        "regions": [seat.region_id for seat in forum.memberships.all()],
        **agenda(("Pembukaan", "information", "20"), ("Tarif", "decision", "50"), ("", "", "")),
    }


def send(browser, forum, typed, step="send", **changes):
    address = f"/pertemuan/undang/?forum={forum.pk}"
    return browser.post(address, {**typed, **changes, "step": step})


# --- the two pages ---------------------------------------------------------------


def test_a_meeting_is_called_in_two_pages(browser, forum, typed, heads):
    first = browser.get(f"/pertemuan/undang/?forum={forum.pk}")
    assert first.context["form"].initial["zone"] == "Asia/Jakarta"
    assert set(first.context["form"].initial["regions"]) == {head.region_id for head in heads}

    preview = send(browser, forum, typed, "preview")
    assert "meetings/meeting_preview.html" in [t.name for t in preview.templates]
    assert "Tarif air bersih" in preview.context["mail"].text
    assert "Aula kecamatan" in preview.context["whatsapp_text"]
    assert not Meeting.objects.exists()

    sent = send(browser, forum, typed)
    meeting = Meeting.objects.get()
    assert sent.url == meeting.get_absolute_url()
    assert meeting.starts_at.isoformat() == "2026-11-25T02:00:00+00:00"
    assert meeting.answer_by.isoformat() == "2026-11-23T09:00:00+00:00"
    assert [item.title for item in meeting.agenda.all()] == ["Pembukaan", "Tarif"]
    assert Mail.objects.count() == 3


def test_the_preview_carries_everything_along(browser, forum, typed):
    preview = send(browser, forum, typed, "preview").content.decode()

    for name in ("title", "day", "zone", "regions", "uid", "agenda-1-title", "is_open"):
        assert f'type="hidden" name="{name}"' in preview


def test_the_preview_shows_the_official_letter_and_gives_it_as_pdf(browser, forum, typed):
    words = {
        "letter_nature": "segera",
        "letter_note": "Membawa stempel",
        "letter_copies": "Bupati Wonosobo\nDinas PMD",
    }
    preview = send(browser, forum, typed, "preview", **words)
    assert "005/…/" in preview.context["letter"]["number"]
    assert preview.context["letter"]["copies"] == ["Bupati Wonosobo", "Dinas PMD"]
    assert "Membawa stempel" in preview.content.decode()
    assert len(preview.context["addressees"]) == 3

    pdf = send(browser, forum, typed, "letter", **words)
    assert pdf["Content-Type"] == "application/pdf"
    assert not Meeting.objects.exists()

    send(browser, forum, typed, **words)
    content = Letter.objects.get().content
    assert (content["nature"], content["note"]) == ("Segera", "Membawa stempel")


def test_copies_to_the_region_above_are_offered(browser, forum):
    page = browser.get(f"/pertemuan/undang/?forum={forum.pk}")

    assert page.context["form"]["letter_copies"].value() == "Bupati Wonosobo"


def test_drafts_of_the_letter_are_not_made_without_end(browser, forum, typed, camat):
    cache.set(f"limit:meetings.draft:{camat.user.pk}", 60, 600)

    page = send(browser, forum, typed, "letter")

    assert page.status_code == 200
    assert page.context["form"]["title"].value() == "Tarif air bersih"


def test_going_back_keeps_everything_without_a_word_of_blame(browser, forum, typed):
    typed = typed | {"title": "", "regions": typed["regions"][:1]}

    page = send(browser, forum, typed, "edit")

    form, rows = page.context["form"], page.context["rows"]
    assert not form.is_bound
    assert form["day"].value() == "2026-11-25"
    assert form["regions"].value() == typed["regions"]
    assert [row["title"].value() for row in rows] == ["Pembukaan", "Tarif", ""]
    assert not Meeting.objects.exists()


def test_a_button_adds_a_row_to_the_agenda_without_script(browser, forum, typed):
    page = send(browser, forum, typed, "add")

    assert len(page.context["rows"].forms) == 4
    assert page.context["form"]["title"].value() == "Tarif air bersih"


def test_the_agenda_has_an_end(browser, forum, typed):
    full = typed | agenda(*[(f"Acara {n}", "discussion", "5") for n in range(30)])

    assert len(send(browser, forum, full, "add").context["rows"].forms) == 30


def test_a_second_click_leads_to_the_same_meeting(browser, forum, typed):
    first, second = send(browser, forum, typed), send(browser, forum, typed)

    assert first.url == second.url
    assert "sudah dikirim sebelumnya" in browser.get(second.url).content.decode()
    assert Meeting.objects.count() == 1
    assert Mail.objects.count() == 3


def test_somebody_elses_number_of_a_form_calls_nothing(browser, forum, typed):
    other = MeetingFactory()

    page = send(browser, forum, typed, uid=str(other.uid))

    assert page.status_code == 200
    assert Meeting.objects.count() == 1


def test_nobody_floods_the_region_with_invitations(browser, forum, typed, camat):
    cache.set(f"limit:meetings.call:{camat.user.pk}", 20, 600)

    page = send(browser, forum, typed)

    assert page.status_code == 200
    assert page.context["form"]["title"].value() == "Tarif air bersih"
    assert not Meeting.objects.exists()


def test_partners_of_a_project_meet(client):
    project = ProjectFactory()
    secretary = MandateFactory(region=project.lead, office="secretary")
    client.force_login(secretary.user)

    page = client.get(f"/pertemuan/undang/?proyek={project.code}")

    assert len(page.context["form"].fields["regions"].queryset) == 3
    assert page.context["held_for"] == project


def test_without_an_address_one_chooses_what_the_meeting_is_for(browser, forum, camat):
    project = ProjectFactory(lead=camat.region)
    ProjectFactory(lead=camat.region, state="withdrawn")

    page = browser.get("/pertemuan/undang/")

    assert list(page.context["forums"]) == [forum]
    assert list(page.context["projects"]) == [project]


def test_who_has_neither_forum_nor_project_is_told_so(client):
    client.force_login(MandateFactory().user)

    page = client.get("/pertemuan/undang/").content.decode()

    assert "/proyek/" in page


# --- who may ---------------------------------------------------------------------


@pytest.mark.parametrize("office", ["official", "council"])
def test_other_offices_are_told_who_can(client, forum, office):
    client.force_login(MandateFactory(office=office, region=forum.members.first()).user)

    answer = client.post(f"/pertemuan/undang/?forum={forum.pk}", {"step": "send"})

    assert answer.status_code == 403


def test_strangers_call_no_meeting_of_the_forum(client, forum, typed):
    client.force_login(MandateFactory().user)

    assert send(client, forum, typed).status_code == 403
    assert not Meeting.objects.exists()


def test_nobody_knows_a_project_that_he_may_not_see(browser):
    draft = ProjectFactory(state="draft")

    assert browser.get(f"/pertemuan/undang/?proyek={draft.code}").status_code == 404


@pytest.mark.parametrize(
    "query", ["forum=999999", "proyek=XXXXXXX", "proyek=%00", "proyek=" + "9" * 500]
)
def test_what_is_not_there_is_not_found(browser, query):
    assert browser.get(f"/pertemuan/undang/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["forum=abc", "forum=" + "9" * 400, "forum=%00", "forum=-1", "x"])
def test_a_damaged_address_asks_for_the_forum(browser, query):
    assert browser.get(f"/pertemuan/undang/?{query}").status_code == 200


# --- bad input --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 151),
        ("kind", "pesta"),
        ("day", ""),
        ("day", "2026-11-01"),
        ("day", "1987-01-01"),
        ("day", "9999-12-31"),
        ("day", "0001-01-01"),
        ("day", "2026-02-30"),
        ("day", "besok\x00"),
        ("start", ""),
        ("start", "25:61"),
        ("end", "09:00"),
        ("end", "08:00"),
        ("last_day", "2026-11-24"),
        ("last_day", "2027-11-24"),
        ("zone", ""),
        ("zone", "Europe/Berlin"),
        ("zone", "../../etc/passwd"),
        ("place", ""),
        ("link", "javascript:alert(1)"),
        ("link", "ftp://example.org/x"),
        ("link", "https://" + "a" * 400),
        ("regions", []),
        ("regions", ["33.99.99.9999"]),
        ("regions", ["\x00"]),
        ("regions", ["1" * 5000]),
        ("answer_day", "2026-11-26"),
        ("answer_day", "2026-11-01"),
        ("uid", "kosong"),
        ("letter_nature", "rahasia"),
        ("letter_note", "x" * 201),
        ("letter_copies", "\n".join("1234567")),
        ("letter_copies", "x" * 121),
    ],
)
def test_what_is_wrong_is_named_at_the_field_and_nothing_is_lost(
    browser, forum, typed, field, value
):
    page = send(browser, forum, typed, **{field: value})

    assert page.status_code == 200
    assert list(mistakes(page)) == [field]
    assert page.context["form"]["purpose"].value() == "Menyepakati tarif"
    assert not Meeting.objects.exists()
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "damaged",
    [
        {"uid": "kosong"},
        {"agenda-TOTAL_FORMS": "x"},
        {"agenda-TOTAL_FORMS": "", "agenda-INITIAL_FORMS": ""},
        {"guests-TOTAL_FORMS": "x"},
    ],
)
def test_a_page_that_came_damaged_is_said_to_be_so_in_plain_words(browser, forum, typed, damaged):
    page = send(browser, forum, typed, **damaged).content.decode()

    assert "Halaman ini tidak lengkap. Silakan buka sekali lagi." in page
    for word in ("Uid", "UUID", "Total forms", "Initial forms", "ManagementForm"):
        assert word not in page.replace("TOTAL_FORMS", "")
    assert not Meeting.objects.exists()


def test_today_in_the_past_hour_is_past(browser, forum, typed):
    page = send(browser, forum, typed, day="2026-11-02", start="09:59", answer_day="")

    assert list(mistakes(page)) == ["start"]


def test_today_later_is_possible_and_answers_are_taken_until_the_start(browser, forum, typed):
    send(browser, forum, typed, day="2026-11-02", start="13:00", end="15:00", answer_day="")

    meeting = Meeting.objects.get()
    assert meeting.answer_by == meeting.starts_at


def test_without_a_day_answers_are_taken_until_the_day_before(browser, forum, typed):
    send(browser, forum, typed, answer_day="")

    assert Meeting.objects.get().answer_by.isoformat() == "2026-11-24T09:00:00+00:00"


def test_a_meeting_of_several_days_ends_on_the_last(browser, forum, typed):
    send(browser, forum, typed, last_day="2026-11-27", end="08:00")

    assert Meeting.objects.get().ends_at.isoformat() == "2026-11-27T01:00:00+00:00"


def test_a_clock_with_a_point_is_understood(browser, forum, typed):
    send(browser, forum, typed, start="09.00", zone="Asia/Jayapura")

    assert Meeting.objects.get().starts_at.isoformat() == "2026-11-25T00:00:00+00:00"


def test_a_meeting_on_a_link_alone_takes_place(browser, forum, typed):
    send(browser, forum, typed, place="", link="meet.example/abc")

    assert Meeting.objects.get().link == "https://meet.example/abc"


def test_direction_tricks_in_a_title_are_taken_out(browser, forum, typed):
    send(browser, forum, typed, title="Tarif\u202e air\x07 bersih")

    assert Meeting.objects.get().title == "Tarif air bersih"


def test_more_regions_than_fit_into_a_meeting_are_refused(browser, forum, typed):
    regions = [RegionFactory() for _ in range(61)]
    for region in regions:
        forum.memberships.create(region=region)

    page = send(browser, forum, typed, regions=[region.pk for region in regions])

    assert list(mistakes(page)) == ["regions"]
    assert not Meeting.objects.exists()


def test_ten_thousand_invitees_are_refused_at_the_door(browser, forum, typed):
    page = send(browser, forum, typed, regions=[f"33.07.05.{n:04}" for n in range(10_000)])

    assert page.status_code == 400
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    "rows",
    [
        agenda(("Tarif", "decision", "0")),
        agenda(("Tarif", "decision", "-5")),
        agenda(("Tarif", "decision", "9" * 400)),
        agenda(("Tarif", "decision", "")),
        agenda(("Tarif", "pesta", "10")),
        agenda(("x" * 201, "decision", "10")),
        agenda(("", "", "")) | {"agenda-0-speaker": "Bu Sri"},
        agenda(*[(f"Acara {n}", "discussion", "5") for n in range(31)]),
        {"agenda-TOTAL_FORMS": "banyak"},
        {"agenda-TOTAL_FORMS": "-1"},
    ],
)
def test_a_wrong_agenda_is_named(browser, forum, typed, rows):
    typed = {name: value for name, value in typed.items() if not name.startswith("agenda")}

    page = send(browser, forum, typed | rows)

    assert page.status_code == 200
    assert list(mistakes(page)) == ["__all__"]
    assert not Meeting.objects.exists()


def test_warnings_are_shown_before_sending_and_stop_nobody(browser, forum, typed):
    preview = send(browser, forum, typed, "preview", day="2026-11-06", start="11:00", answer_day="")
    assert len(preview.context["warnings"]) == 2

    send(browser, forum, typed, day="2026-11-06", start="11:00", answer_day="")
    assert Meeting.objects.count() == 1


def test_the_preview_is_possible_where_nobody_can_be_reached(browser, camat, typed):
    region = RegionFactory()
    forum = ForumFactory(home=camat.region, members=[region])

    preview = send(browser, forum, typed, "preview", regions=[region.pk])

    assert region.full_name in preview.context["mail"].text
