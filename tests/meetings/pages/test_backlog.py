"""The backlog of a forum in the browser: proposing, reading, taking over, declining, with bad input."""

import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import actions
from meetings.models import AgendaTopic, Meeting
from notifications.models import Notification
from tests.factories.backlog import AgendaTopicFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    OccurrenceFactory,
)
from tests.factories.projects import ProjectFactory
from tests.factories.villages import MandateFactory
from tests.meetings.pages.typed import agenda, mistakes

pytestmark = pytest.mark.django_db
WISH = {"title": "Jadwal ronda", "reason": "Banyak pencurian", "kind": "decision", "minutes": "20"}


@pytest.fixture
def topic(forum, heads):
    return AgendaTopicFactory(forum=forum, proposed_by=heads[0], title="Iuran ronda")


@pytest.fixture
def member(client, heads):
    client.force_login(heads[0].user)
    return client


def address(forum, rest=""):
    return f"/forum/{forum.pk}/usulan/{rest}"


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# --- proposing ----------------------------------------------------------------------------


def test_a_topic_is_proposed_and_stands_on_the_list(member, forum, heads):
    project = ProjectFactory(lead=heads[0].region)
    assert member.get(address(forum, "baru/")).status_code == 200

    answer = member.post(address(forum, "baru/"), WISH | {"project": project.pk})

    topic = AgendaTopic.objects.get()
    assert answer.url == topic.get_absolute_url()
    assert (topic.title, topic.kind, topic.minutes, topic.project) == (
        "Jadwal ronda", "decision", 20, project,
    )  # fmt: skip
    page = member.get(answer.url).content.decode()
    assert project.title in page and "Banyak pencurian" in page
    assert "Jadwal ronda" in member.get(address(forum)).content.decode()


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"title": ""}, ["title", "reason", "kind", "minutes"]),
        (WISH | {"minutes": "0"}, ["minutes"]),
        (WISH | {"minutes": "9" * 40}, ["minutes"]),
        (WISH | {"title": "x" * 201}, ["title"]),
        (WISH | {"kind": "rapat", "project": "x"}, ["kind", "project"]),
        (WISH | {"title": "\x00"}, ["title"]),
        (WISH | {"title": "IURAN RONDA"}, ["__all__"]),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_what_was_typed_stays(
    member, forum, topic, typed, fields
):
    page = member.post(address(forum, "baru/"), typed)

    assert list(mistakes(page)) == fields
    assert AgendaTopic.objects.count() == 1
    assert page.context["form"]["reason"].value() == typed.get("reason")


def test_a_project_of_others_cannot_be_named(member, forum):
    hidden = ProjectFactory(state="draft")

    page = member.post(address(forum, "baru/"), WISH | {"project": hidden.pk})

    assert list(mistakes(page)) == ["project"]


def test_so_many_a_day_and_no_more(member, forum, heads):
    cache.clear()
    for number in range(20):
        member.post(address(forum, "baru/"), WISH | {"title": f"Usulan {number}"})

    page = member.post(address(forum, "baru/"), WISH)

    assert list(mistakes(page)) == ["__all__"] and AgendaTopic.objects.count() == 20


def test_the_home_reads_along_but_does_not_propose(browser, forum, topic):
    assert browser.get(address(forum)).status_code == 200
    assert browser.get(address(forum, "baru/")).status_code == 403
    assert browser.post(address(forum, "baru/"), WISH).status_code == 403


def test_strangers_find_nothing(client, forum, topic):
    client.force_login(MandateFactory().user)
    for rest in ("", "baru/", f"{topic.pk}/"):
        assert client.get(address(forum, rest)).status_code == 404
    for rest in ("baru/", f"{topic.pk}/tarik/", f"{topic.pk}/tolak/"):
        assert client.post(address(forum, rest), WISH).status_code == 404
    assert address(forum, "") not in client.get(forum.get_absolute_url()).content.decode()


def test_a_topic_is_found_under_its_own_forum_only(member, topic):
    other = AgendaTopicFactory(proposed_by=topic.proposed_by)

    assert member.get(address(other.forum, f"{topic.pk}/")).status_code == 404
    assert member.get(address(topic.forum, f"{topic.pk}/")).status_code == 200


# --- the list --------------------------------------------------------------------------------


def test_the_forum_tells_its_members_how_many_wait(member, forum):
    assert (
        "Tidak ada usulan yang menunggu rapat"
        in member.get(forum.get_absolute_url()).content.decode()
    )
    AgendaTopicFactory.create_batch(2, forum=forum)

    page = member.get(forum.get_absolute_url()).content.decode()

    assert "2 usulan menunggu rapat." in page and address(forum) in page


def test_three_lists_and_whatever_else_is_asked_for(member, forum, camat, topic):
    done, declined = AgendaTopicFactory.create_batch(2, forum=forum)
    AgendaTopic.objects.filter(pk=done.pk).update(state="done")
    actions.decline_topic(declined, by=camat, reason="Bukan urusan forum")

    def shown(rest):
        return [line.topic for line in member.get(address(forum) + rest).context["lines"]]

    assert shown("") == shown("?daftar=lain") == shown("?daftar=%00") == [topic]
    assert shown("?daftar=dibahas") == [done]
    assert shown("?daftar=ditutup") == [declined]
    assert "Bukan urusan forum" in member.get(address(forum) + "?daftar=ditutup").content.decode()


@pytest.mark.parametrize("rest", ["", "?daftar=dibahas", "?daftar=ditutup"])
def test_an_empty_list_says_what_comes_here(member, client, camat, forum, rest):
    assert 'class="card empty"' in member.get(address(forum) + rest).content.decode()
    client.force_login(camat.user)
    assert 'class="card empty"' in client.get(address(forum) + rest).content.decode()


def test_what_came_of_a_topic_names_meeting_and_decision(member, forum, camat, topic):
    meeting = MeetingFactory(forum=forum, called_by=camat, held=True)
    item = AgendaItemFactory(meeting=meeting, topic=topic, state="reached")
    AgendaTopic.objects.update(state="done")
    decision = DecisionFactory(meeting=meeting, agenda_item=item, adopted=True)
    DecisionFactory(meeting=meeting, agenda_item=item)  # only proposed

    for url in (address(forum) + "?daftar=dibahas", topic.get_absolute_url()):
        page = member.get(url).content.decode()
        assert meeting.title in page and decision.text in page
        assert page.count("Iuran air ditetapkan") == 1


def test_a_closed_meeting_is_not_named_to_who_takes_no_part(member, forum, camat, topic):
    meeting = MeetingFactory(forum=forum, called_by=camat, is_open=False, title="Rapat rahasia")
    item = AgendaItemFactory(meeting=meeting, topic=topic, state="missed")
    DecisionFactory(meeting=meeting, agenda_item=item, adopted=True)
    AgendaTopic.objects.update(came_from=meeting)

    for url in (address(forum), topic.get_absolute_url()):
        page = member.get(url).content.decode()
        assert "Rapat rahasia" not in page and "rapat tertutup" in page
        assert "Iuran air" not in page


def test_pages_cost_the_same_whatever_their_size(member, forum, camat):
    counts = []
    for number in (2, 16):
        for place, topic in enumerate(AgendaTopicFactory.create_batch(number, forum=forum)):
            for state in ("missed", "reached"):
                meeting = MeetingFactory(forum=forum, called_by=camat, held=True)
                item = AgendaItemFactory(meeting=meeting, topic=topic, state=state)
                DecisionFactory(meeting=meeting, agenda_item=item, adopted=True)
            topic.state = "done" if place % 2 else "waiting"
            topic.came_from = meeting
            topic.save()
        AgendaTopicFactory(forum=forum, came_from=meeting)
        done = AgendaTopicFactory(forum=forum, state="done")
        AgendaItemFactory(meeting=MeetingFactory(forum=forum), topic=done, state="reached")
        counts.append(
            [queries(member, address(forum)), queries(member, address(forum) + "?daftar=dibahas")]
        )

    # session, person, 5 of the list of sessions, mandates, unread | forum, number of rows, topics,
    # items, decisions, open meetings, seat, its membership
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 18


def test_long_lists_have_pages(member, forum):
    AgendaTopicFactory.create_batch(21, forum=forum)

    page = member.get(address(forum) + "?page=2")

    assert len(page.context["lines"]) == 1


# --- one topic ---------------------------------------------------------------------------------


def test_who_proposed_it_takes_it_back(member, topic):
    page = member.get(topic.get_absolute_url()).content.decode()
    assert "Tarik usulan" in page and "Tolak usulan" not in page

    assert member.post(f"{topic.get_absolute_url()}tarik/").url == topic.get_absolute_url()
    assert AgendaTopic.objects.get().state == "withdrawn"
    assert "Tarik usulan" not in member.get(topic.get_absolute_url()).content.decode()
    again = member.post(f"{topic.get_absolute_url()}tarik/", follow=True).content.decode()
    assert "tidak menunggu lagi" in again


def test_the_home_declines_with_a_reason(browser, topic):
    url = f"{topic.get_absolute_url()}tolak/"
    empty = browser.post(url, {"reason": ""})
    assert list(mistakes(empty)) == ["reason"] and AgendaTopic.objects.get().is_waiting

    assert browser.post(url, {"reason": "Sudah diatur"}).url == topic.get_absolute_url()
    assert AgendaTopic.objects.get().answer == "Sudah diatur"
    assert Notification.objects.get().url == topic.get_absolute_url()
    assert browser.post(url, {"reason": "Lagi"}).url == topic.get_absolute_url()


def test_a_member_declines_nothing(member, topic):
    assert member.post(f"{topic.get_absolute_url()}tolak/", {"reason": "x"}).status_code == 403


# --- onto an agenda ------------------------------------------------------------------------------


@pytest.fixture
def typed(forum):
    return {
        "uid": str(uuid.uuid4()), "title": "Rapat", "kind": "coordination", "purpose": "",
        "day": "2026-11-25", "start": "09:00", "end": "11:30", "last_day": "",
        "zone": "Asia/Jakarta", "place": "Aula", "link": "", "answer_day": "", "is_open": "on",
        "regions": [seat.region_id for seat in forum.memberships.all()],
        **agenda(("Pembukaan", "information", "20"), ("", "", "")),
    }  # fmt: skip


def send(browser, forum, typed, step="send", **changes):
    return browser.post(f"/pertemuan/undang/?forum={forum.pk}", {**typed, **changes, "step": step})


def test_ticked_topics_become_rows_and_then_items(browser, forum, typed, topic):
    page = browser.get(f"/pertemuan/undang/?forum={forum.pk}").content.decode()
    assert f'name="topics" value="{topic.pk}"' in page

    taken = send(browser, forum, typed, "take", topics=[topic.pk])
    rows = taken.context["rows"]
    assert [row["title"].value() for row in rows] == ["Pembukaan", "Iuran ronda"]
    assert "Usulan " + topic.region.full_name in taken.content.decode()
    assert rows.waiting == []

    preview = send(browser, forum, typed, "preview", topics=[topic.pk, "x", "²"])
    assert f'name="agenda-2-topic" value="{topic.pk}"' in preview.content.decode()
    send(browser, forum, typed, topics=[topic.pk])
    item = Meeting.objects.get().agenda.last()
    assert (item.topic, item.speaker) == (topic, topic.region.full_name)
    assert AgendaTopic.objects.get().state == "taken"


def test_a_topic_that_is_a_row_already_is_not_doubled(browser, forum, typed, topic):
    typed |= {"agenda-1-title": "Iuran", "agenda-1-minutes": "5", "agenda-1-topic": str(topic.pk)}

    send(browser, forum, typed, topics=[topic.pk])

    assert [item.title for item in Meeting.objects.get().agenda.all()] == ["Pembukaan", "Iuran"]


def test_a_row_twice_with_one_topic_takes_it_once(browser, forum, typed, topic):
    typed |= {"agenda-0-topic": str(topic.pk), "agenda-1-topic": str(topic.pk)}
    typed |= {"agenda-1-title": "Iuran", "agenda-1-minutes": "5"}

    send(browser, forum, typed)

    assert [item.topic for item in Meeting.objects.get().agenda.all()] == [topic, None]


def test_what_another_agenda_has_taken_is_named_beside_its_row(browser, forum, typed, topic):
    typed |= {"agenda-0-topic": str(topic.pk)}
    AgendaTopic.objects.update(state="taken")

    page = send(browser, forum, typed)

    assert "sudah masuk agenda lain" in str(page.context["rows"].errors[0]["title"])
    assert not Meeting.objects.exists()
    send(browser, forum, typed, **{"agenda-0-title": ""})
    assert Meeting.objects.get().agenda.count() == 0


def test_taken_while_it_is_sent_it_is_refused_and_the_page_stays(
    browser, forum, typed, topic, monkeypatch
):
    def late(**facts):
        AgendaTopic.objects.update(state="taken")
        return call(**facts)

    call = actions.call
    monkeypatch.setattr(actions, "call", late)

    page = send(browser, forum, typed, topics=[topic.pk])

    assert "tidak menunggu lagi" in page.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("damage", ["x", "-1", "0", "9" * 30, "\x00"])
def test_a_damaged_topic_is_named(browser, forum, typed, damage):
    page = send(browser, forum, typed, **{"agenda-0-topic": damage})

    assert not page.context["rows"].is_valid()
    assert not Meeting.objects.exists()


def test_damaged_numbers_of_rows_are_no_accident(browser, forum, typed, topic):
    typed["agenda-TOTAL_FORMS"] = "x"

    assert send(browser, forum, typed, "take", topics=[topic.pk]).status_code == 200


def test_the_next_sitting_begins_with_what_was_not_reached(browser, forum, camat, topic):
    AgendaTopic.objects.update(came_from=MeetingFactory(forum=forum, called_by=camat, held=True))
    AgendaTopicFactory(forum=forum)

    page = browser.get(f"/pertemuan/undang/?forum={forum.pk}")

    rows = page.context["rows"]
    assert [row["title"].value() for row in rows][0] == "Iuran ronda"
    assert len(rows.waiting) == 1
    assert "Belum sempat dibahas dalam rapat sebelumnya" in page.content.decode()


def test_so_does_the_next_date_of_a_series(browser, forum, camat, topic):
    AgendaTopic.objects.update(came_from=MeetingFactory(forum=forum, called_by=camat, held=True))
    occurrence = OccurrenceFactory(series__forum=forum, series__started_by=camat)
    occurrence.series.agenda = [
        {"title": "Pembukaan", "kind": "information", "minutes": 10, "speaker": ""}
    ]
    occurrence.series.save()

    page = browser.get(f"/pertemuan/undang/?rangkaian={occurrence.pk}")

    assert [row["title"].value() for row in page.context["rows"]] == ["Pembukaan", "Iuran ronda"]
    assert f'name="agenda-1-topic" value="{topic.pk}"' in page.content.decode()


def test_a_change_takes_topics_and_gives_them_back(browser, forum, camat, topic):
    meeting = MeetingFactory(forum=forum, called_by=camat, invited=[topic.region])
    facts = {
        "title": meeting.title, "kind": meeting.kind, "purpose": "", "place": "Aula", "link": "",
        "answer_day": "2026-11-11", "is_open": "on", **agenda(("Pembukaan", "", "10")),
    }  # fmt: skip
    url = f"/pertemuan/{meeting.pk}/ubah/"

    def save(**more):
        seen = browser.get(url).context["form"]["seen"].value()
        return browser.post(url, facts | {"seen": seen} | more)

    save(topics=[topic.pk])
    assert [item.topic for item in meeting.agenda.all()] == [None, topic]
    page = browser.get(url)
    assert page.context["rows"].forms[1].proposal == topic
    assert (
        "Usulan " + topic.region.full_name
        in browser.get(meeting.get_absolute_url()).content.decode()
    )

    save()
    assert AgendaTopic.objects.get().state == "waiting"


def test_the_form_costs_the_same_whatever_waits(browser, forum, camat):
    url, counts = f"/pertemuan/undang/?forum={forum.pk}", []
    for number in (1, 20):
        for topic in AgendaTopicFactory.create_batch(number, forum=forum):
            topic.came_from = MeetingFactory(forum=forum, held=True)
            topic.save()
        AgendaTopicFactory.create_batch(number, forum=forum)
        ProjectFactory.create_batch(number, lead=topic.region)
        counts.append(queries(browser, url))

    assert counts[0] == counts[1]
