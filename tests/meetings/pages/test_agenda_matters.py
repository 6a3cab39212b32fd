"""What items are about, their papers, and what became of them: in the browser."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import actions
from meetings.models import AgendaPaper, Meeting
from tests.factories.agreements import AgreementFactory
from tests.factories.backlog import AgendaPaperFactory, AgendaTopicFactory
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.minutes import MinutesFactory, lead_of
from tests.factories.projects import ProjectFactory
from tests.factories.villages import MandateFactory
from tests.meetings.pages.typed import agenda, mistakes
from tests.papers import paper, upload, word_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(camat, heads, forum):
    meeting = MeetingFactory(called_by=camat, forum=forum, invited=[head.region for head in heads])
    AgendaItemFactory(meeting=meeting, position=1, title="Pembukaan")
    return meeting


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# --- what an item is about ----------------------------------------------------------------


def change(browser, meeting, **more):
    url = f"/pertemuan/{meeting.pk}/ubah/"
    form = browser.get(url).context["form"]
    facts = {
        "title": meeting.title, "kind": meeting.kind, "purpose": "", "place": "Aula", "link": "",
        "answer_day": "2026-11-11", "is_open": "on", "seen": form["seen"].value(),
        **agenda(("Pembukaan", "information", "10")),
        "agenda-0-item": meeting.agenda.get().pk,
    }  # fmt: skip
    return browser.post(url, facts | more)


def about(browser, meeting):
    (row,) = browser.get(f"/pertemuan/{meeting.pk}/ubah/").context["rows"]
    return row["about"].value(), [name for name, _choices in row.fields["about"].choices]


def test_an_item_is_tied_to_a_project_and_later_to_an_agreement(browser, meeting, heads):
    project = ProjectFactory(lead=heads[0].region, partners=[heads[1].region])
    agreement = AgreementFactory(regions=[head.region for head in heads], state="in_force")
    change(browser, meeting, **{"agenda-0-about": f"proyek:{project.pk}"})
    assert meeting.agenda.get().project == project
    assert about(browser, meeting) == (f"proyek:{project.pk}", ["", "Proyek", "Kesepakatan"])
    assert project.get_absolute_url() in browser.get(meeting.get_absolute_url()).content.decode()

    change(browser, meeting, **{"agenda-0-about": f"kesepakatan:{agreement.pk}"})
    item = meeting.agenda.get()
    assert (item.project, item.agreements.get()) == (None, agreement)
    assert about(browser, meeting)[0] == f"kesepakatan:{agreement.pk}"
    assert agreement.get_absolute_url() in browser.get(meeting.get_absolute_url()).content.decode()

    change(browser, meeting)
    assert not meeting.agenda.get().agreements.exists()


@pytest.mark.parametrize("damage", ["proyek:999999", "proyek:x", "kesepakatan:", "x", "\x00"])
def test_only_what_is_offered_can_be_chosen(browser, meeting, heads, damage):
    ProjectFactory(lead=heads[0].region)

    page = change(browser, meeting, **{"agenda-0-about": damage})

    assert "about" in page.context["rows"].errors[0]


def test_what_others_have_drafted_is_not_offered(browser, meeting, heads):
    ProjectFactory(lead=heads[0].region, state="draft")
    ProjectFactory()
    regions = [head.region for head in heads]
    open_one = AgreementFactory(regions=regions, state="open", title="Naskah yang terbuka")
    (row,) = browser.get(f"/pertemuan/{meeting.pk}/ubah/").context["rows"]
    groups = row.fields["about"].choices if "about" in row.fields else []

    assert "Kesepakatan" not in [name for name, _choices in groups]
    assert open_one.title not in str(groups)


def test_what_stands_there_already_stays_on_offer(browser, meeting, heads):
    hidden = ProjectFactory(state="draft", title="Usulan yang tertutup")
    meeting.agenda.update(project=hidden)
    agreement = AgreementFactory(title="Naskah yang tertutup")
    AgendaItemFactory(meeting=meeting, position=2).agreements.add(agreement)

    page = browser.get(f"/pertemuan/{meeting.pk}/ubah/")
    first, second = page.context["rows"]
    assert first["about"].value() == f"proyek:{hidden.pk}"
    assert second["about"].value() == f"kesepakatan:{agreement.pk}"
    page = browser.get(meeting.get_absolute_url()).content.decode()
    assert hidden.title not in page and agreement.title not in page


def test_the_project_of_a_call_goes_through_the_preview(client, heads):
    project = ProjectFactory(lead=heads[0].region, partners=[heads[1].region], state="running")
    client.force_login(heads[0].user)
    typed = {
        "uid": str(uuid.uuid4()), "title": "Rapat", "kind": "coordination", "purpose": "",
        "day": "2026-11-25", "start": "09:00", "end": "11:30", "last_day": "", "link": "",
        "zone": "Asia/Jakarta", "place": "Aula", "answer_day": "", "is_open": "on",
        "regions": [head.region_id for head in heads[:2]],
        **agenda(("Tarif", "decision", "20")), "agenda-0-about": f"proyek:{project.pk}",
    }  # fmt: skip
    url = f"/pertemuan/undang/?proyek={project.code}"

    preview = client.post(url, typed | {"step": "preview"}).content.decode()
    assert f'name="agenda-0-about" value="proyek:{project.pk}"' in preview
    client.post(url, typed | {"step": "send"})

    assert Meeting.objects.get().agenda.get().project == project


# --- papers -----------------------------------------------------------------------------------


def add(browser, meeting, **typed):
    facts = {"item": meeting.agenda.first().pk, "title": "Rancangan", "file": paper()} | typed
    return browser.post(f"/pertemuan/{meeting.pk}/bahan/", facts)


@pytest.mark.parametrize(
    ("file", "ending"), [(paper, "PDF"), (lambda: upload(word_bytes()), "DOCX")]
)
def test_a_paper_is_added_read_and_removed(browser, client, meeting, file, ending):
    assert add(browser, meeting, file=file()).url == f"/pertemuan/{meeting.pk}/bahan/"

    added = AgendaPaper.objects.get()
    for url in (f"/pertemuan/{meeting.pk}/bahan/", meeting.get_absolute_url()):
        page = browser.get(url).content.decode()
        assert "Rancangan" in page and ending in page
    url = f"/pertemuan/{meeting.pk}/bahan/{added.pk}/"
    answer = browser.get(url)
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == added.file.open().read()
    added.file.close()

    assert browser.post(f"{url}hapus/").status_code == 302
    assert not AgendaPaper.objects.exists()
    assert browser.post(f"{url}hapus/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"title": ""}, ["title"]),
        ({"item": "x"}, ["item"]),
        ({"item": ""}, ["item"]),
        ({"file": ""}, ["file"]),
        ({"file": upload(b"MZ program", "a.exe")}, ["file"]),
    ],
)
def test_what_is_wrong_with_a_paper_is_named(browser, meeting, typed, fields):
    page = add(browser, meeting, **typed)

    assert list(mistakes(page)) == fields
    assert not AgendaPaper.objects.exists()


def test_an_item_of_another_meeting_takes_no_paper(browser, meeting):
    assert list(mistakes(add(browser, meeting, item=AgendaItemFactory().pk))) == ["item"]


def test_the_same_file_again_is_refused_beside_the_form(browser, meeting):
    add(browser, meeting)

    assert list(mistakes(add(browser, meeting))) == ["__all__"]


def test_a_meeting_without_agenda_sends_to_write_one(browser, meeting):
    meeting.agenda.all().delete()

    page = browser.get(f"/pertemuan/{meeting.pk}/bahan/").content.decode()

    assert f"/pertemuan/{meeting.pk}/ubah/" in page and 'type="file"' not in page


def test_papers_of_a_closed_meeting_are_for_those_who_take_part(client, meeting, heads):
    added = AgendaPaperFactory(item=meeting.agenda.get())
    url = f"/pertemuan/{meeting.pk}/bahan/{added.pk}/"
    assert b"".join(client.get(url).streaming_content)
    assert client.get(f"/pertemuan/{MeetingFactory().pk}/bahan/{added.pk}/").status_code == 404

    Meeting.objects.update(is_open=False)

    assert client.get(url).status_code == 404
    client.force_login(MandateFactory().user)
    assert client.get(url).status_code == 404
    client.force_login(heads[0].user)
    assert b"".join(client.get(url).streaming_content)
    assert client.post(f"{url}hapus/").status_code == 403
    assert client.get(f"/pertemuan/{meeting.pk}/bahan/").status_code == 403


def test_after_the_start_papers_stay(browser, meeting):
    added = AgendaPaperFactory(item=meeting.agenda.get())
    now = timezone.now()
    Meeting.objects.update(starts_at=now - timedelta(minutes=1), answer_by=now - timedelta(hours=1))

    assert "/hapus/" not in browser.get(f"/pertemuan/{meeting.pk}/bahan/").content.decode()
    answer = browser.post(f"/pertemuan/{meeting.pk}/bahan/{added.pk}/hapus/")
    assert answer.url == meeting.get_absolute_url() and AgendaPaper.objects.exists()


def test_pages_with_papers_and_links_cost_the_same_at_any_size(browser, meeting, heads, forum):
    counts = []
    regions = [head.region for head in heads]
    for number in (1, 6):
        for _each in range(number):
            item = AgendaItemFactory(
                meeting=meeting,
                project=ProjectFactory(lead=regions[0]),
                topic=AgendaTopicFactory(forum=forum),
            )
            AgendaPaperFactory(item=item)
            item.agreements.add(AgreementFactory(regions=regions, state="in_force"))
        urls = (meeting.get_absolute_url(), f"/pertemuan/{meeting.pk}/bahan/")
        counts.append([queries(browser, url) for url in (*urls, f"/pertemuan/{meeting.pk}/ubah/")])

    assert counts[0] == counts[1]


# --- what became of items -----------------------------------------------------------------------


@pytest.fixture
def minutes(client):
    minutes = MinutesFactory()
    client.force_login(lead_of(minutes).user)
    return minutes


def mark(client, minutes, **typed):
    facts = {"item": minutes.items.get(position=1).pk, "mark": "missed"} | typed
    return client.post(f"/pertemuan/{minutes.meeting_id}/notulen/tandai/", facts)


def test_an_item_is_marked_by_a_button(client, minutes):
    answer = mark(client, minutes)

    assert answer.url == f"/pertemuan/{minutes.meeting_id}/notulen/?butir=1"
    assert minutes.meeting.agenda.first().state == "missed"
    page = client.get(answer.url).content.decode()
    assert 'value="missed" aria-pressed="true"' in page
    meeting = client.get(minutes.meeting.get_absolute_url()).content.decode()
    assert "Belum sempat dibahas" in meeting


def test_a_script_gets_the_mark_as_json(client, minutes):
    item = minutes.items.get(position=2)
    answer = client.post(
        f"/pertemuan/{minutes.meeting_id}/notulen/tandai/",
        {"item": item.pk, "mark": "postponed"},
        headers={"Accept": "application/json"},
    )

    assert answer.json() == {"mark": "postponed"}


@pytest.mark.parametrize(
    "typed",
    [
        {"mark": "open"},
        {"mark": "x"},
        {"mark": ""},
        {"item": "x"},
        {"item": "9" * 30},
        {"item": "0"},
    ],
)
def test_a_damaged_mark_changes_nothing(client, minutes, typed):
    answer = mark(client, minutes, **typed)

    assert answer.status_code == 302
    assert {item.state for item in minutes.meeting.agenda.all()} == {"open"}


def test_opening_and_closing_have_no_mark(client, minutes):
    mark(client, minutes, item=minutes.items.get(kind="opening").pk)

    assert {item.state for item in minutes.meeting.agenda.all()} == {"open"}
    assert (
        "data-marks hidden"
        in client.get(f"/pertemuan/{minutes.meeting_id}/notulen/").content.decode()
    )


def test_without_minutes_and_after_they_are_sent_nothing_is_marked(client, minutes):
    bare = MeetingFactory(called_by=lead_of(minutes), held=True)
    AgendaItemFactory(meeting=bare)
    assert client.post(f"/pertemuan/{bare.pk}/notulen/tandai/").url == bare.get_absolute_url()

    sent = MinutesFactory(state="review")
    client.force_login(lead_of(sent).user)
    assert mark(client, sent).status_code == 302
    assert sent.meeting.agenda.first().state == "open"


def test_the_check_page_and_the_minutes_show_papers_and_outcomes(client, minutes):
    item = minutes.meeting.agenda.first()
    AgendaPaperFactory(item=item, title="Rancangan tarif")
    actions.mark_item(item, by=lead_of(minutes), state="postponed")

    for rest in ("notulen/periksa/", "berita-acara/"):
        page = client.get(f"/pertemuan/{minutes.meeting_id}/{rest}").content.decode()
        assert "Rancangan tarif" in page and "ditunda" in page
