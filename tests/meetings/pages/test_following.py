"""The pages of tasks: the form, one task, the list, the meeting, the start page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import actions
from meetings.models import ActionItem
from meetings.waiting import waiting_for
from tests.factories.meetings import ActionItemFactory, DecisionFactory, MeetingFactory
from tests.factories.villages import MandateFactory
from tests.meetings.sitting import heads_of, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return running()


@pytest.fixture
def chair(client, meeting):
    client.force_login(meeting.called_by.user)
    return client


def typed(meeting, **kwargs):
    day = timezone.localdate() + timedelta(days=5)
    owner = heads_of(meeting)[0].region_id
    return {"text": "Minta penawaran", "owner": owner, "due_on": f"{day}"} | kwargs


def address(meeting):
    return f"/pertemuan/{meeting.pk}/tindak-lanjut/"


def test_a_task_is_handed_out_from_the_meeting_s_page(chair, meeting):
    assert address(meeting) in chair.get(meeting.get_absolute_url()).content.decode()
    assert chair.get(address(meeting)).status_code == 200

    answer = chair.post(address(meeting), typed(meeting), follow=True)

    item = ActionItem.objects.get()
    assert answer.redirect_chain == [(item.get_absolute_url(), 302)]
    assert "Minta penawaran" in chair.get(meeting.get_absolute_url()).content.decode()


def test_a_person_is_chosen_below_his_region_and_the_decision_is_kept(chair, meeting):
    head = heads_of(meeting)[1]
    decision = DecisionFactory(meeting=meeting)
    place = f"{address(meeting)}?keputusan={decision.code}"
    assert place in chair.get(decision.get_absolute_url()).content.decode()

    answer = chair.post(place, typed(meeting, owner=f"{head.region_id} {head.pk}"))

    item = ActionItem.objects.get()
    assert (item.mandate, item.region, item.decision) == (head, head.region, decision)
    assert answer["Location"] == decision.get_absolute_url()
    assert item.text in chair.get(decision.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "x" * 301),
        ("owner", ""),
        ("owner", "99.99.99.9999"),
        ("owner", "\0"),
        ("due_on", "kemarin"),
        ("due_on", "2020-01-01"),
        ("due_on", "2999-01-01"),
        ("agenda_item", "7777777"),
    ],
)
def test_bad_input_hands_out_nothing(chair, meeting, field, value):
    answer = chair.post(address(meeting), typed(meeting, **{field: value}))

    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert ActionItem.objects.count() == 0


def test_the_same_task_twice_is_refused_beside_what_was_typed(chair, meeting):
    chair.post(address(meeting), typed(meeting))

    assert chair.post(address(meeting), typed(meeting)).context["form"].non_field_errors()


def test_a_decision_of_another_meeting_is_not_found(chair, meeting):
    other = DecisionFactory()

    assert chair.get(f"{address(meeting)}?keputusan={other.code}").status_code == 404


def test_the_owner_reports_and_closes(client):
    item = ActionItemFactory()
    client.force_login(item.region.mandates.get().user)
    page = client.get(item.get_absolute_url())
    assert "dropped" not in dict(page.context["form"].fields["state"].choices)

    empty = client.post(item.get_absolute_url(), {"state": "open"})
    assert set(empty.context["form"].errors) == {"note"}
    client.post(item.get_absolute_url(), {"state": "open", "note": "Dua toko menjawab"})
    assert "Dua toko menjawab" in client.get(item.get_absolute_url()).content.decode()
    client.post(item.get_absolute_url(), {"state": "done"})

    item.refresh_from_db()
    assert item.state == "done"
    choices = dict(client.get(item.get_absolute_url()).context["form"].fields["state"].choices)
    assert set(choices) == {"done", "open"}


def test_the_chair_drops_with_a_reason(client):
    item = ActionItemFactory()
    client.force_login(item.given_by.user)

    assert set(client.post(item.get_absolute_url(), {"state": "dropped"}).context["form"].errors) == {
        "note"
    }  # fmt: skip
    client.post(item.get_absolute_url(), {"state": "dropped", "note": "Dana dialihkan"})

    item.refresh_from_db()
    assert item.state == "dropped"
    page = client.get(item.get_absolute_url()).content.decode()
    assert "Dana dialihkan" in page


def test_others_read_and_do_not_report(client):
    item = ActionItemFactory()
    assert client.get(item.get_absolute_url()).context["form"] is None
    client.force_login(MandateFactory().user)
    assert client.get(item.get_absolute_url()).context["form"] is None
    assert client.post(item.get_absolute_url(), {"state": "done"}).status_code == 403

    item.meeting.is_open = False
    item.meeting.save()
    assert client.get(item.get_absolute_url()).status_code == 404


# --- the list ---------------------------------------------------------------------------


def texts(client, query=""):
    page = client.get(f"/tindak-lanjut/{query}")
    assert page.status_code == 200
    return [line.item.text for line in page.context["lines"]]


def test_the_list_is_filtered_by_person_region_forum_and_state(client):
    today = timezone.localdate()
    mine = MandateFactory()
    late = ActionItemFactory(mandate=mine, text="Terlambat", due_on=today - timedelta(days=2))
    soon = ActionItemFactory(region=mine.region, text="Dekat", due_on=today)
    ActionItemFactory(text="Selesai", state="done", closed_at=timezone.now())
    ActionItemFactory(text="Tertutup", meeting__is_open=False)
    assert texts(client) == ["Terlambat", "Dekat"]
    assert texts(client, "?milik=saya") == ["Terlambat", "Dekat"]  # a visitor has none

    client.force_login(mine.user)

    assert texts(client, "?milik=saya") == [late.text]
    assert texts(client, f"?wilayah={mine.region_id}") == [late.text, soon.text]
    assert texts(client, f"?forum={soon.meeting.forum_id}") == [soon.text]
    assert texts(client, "?keadaan=terlambat") == [late.text]
    assert texts(client, "?keadaan=done") == ["Selesai"]
    assert len(texts(client, "?keadaan=semua")) == 3
    assert texts(client, "?milik=saya&keadaan=done") == []
    for odd in ("?forum=x", "?keadaan=x", "?wilayah=%00", "?page=99"):
        assert client.get(f"/tindak-lanjut/{odd}").status_code in (200, 404)


def test_an_empty_list_explains_itself(client):
    assert "pertemuan" in client.get("/tindak-lanjut/").content.decode()


def test_how_near_the_day_is_stands_beside_each(client):
    today = timezone.localdate()
    for days in (-2, 0, 3, 10):
        ActionItemFactory(due_on=today + timedelta(days=days))
    ActionItemFactory(state="dropped", note="Batal", noted_at=timezone.now(),
                      closed_at=timezone.now(), due_on=today + timedelta(days=30))  # fmt: skip

    lines = client.get("/tindak-lanjut/?keadaan=semua").context["lines"]

    assert [line.kind for line in lines] == ["bad", "wait", "wait", "", ""]
    assert lines[0].label == "terlambat 2 hari" or "2 hari" in lines[0].label


def queries(client, place):
    client.get(place)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(place).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_whatever_its_size(client):
    client.force_login(MandateFactory().user)
    ActionItemFactory()
    few = queries(client, "/tindak-lanjut/")
    for _ in range(6):
        ActionItemFactory(mandate=MandateFactory())

    assert queries(client, "/tindak-lanjut/") == few
    assert client.get("/tindak-lanjut/").context["page_obj"].paginator.per_page == 20


# --- elsewhere --------------------------------------------------------------------------


def test_the_next_meeting_shows_what_is_still_open(client, meeting):
    item = ActionItemFactory(meeting=meeting, text="Belum selesai")
    hidden = ActionItemFactory(meeting=running(forum=meeting.forum, is_open=False), text="Tertutup")
    coming = MeetingFactory(forum=meeting.forum)

    page = client.get(coming.get_absolute_url())

    assert [line.item for line in page.context["carried"]] == [item]
    assert hidden.text not in page.content.decode()
    held = MeetingFactory(forum=meeting.forum, state="held")
    assert client.get(held.get_absolute_url()).context["carried"] == []


def test_many_tasks_cost_the_meeting_s_page_no_more(chair, meeting):
    coming = MeetingFactory(forum=meeting.forum)
    ActionItemFactory(meeting=meeting)
    few = queries(chair, meeting.get_absolute_url()), queries(chair, coming.get_absolute_url())
    for _ in range(5):
        ActionItemFactory(meeting=meeting, mandate=MandateFactory())

    more = queries(chair, meeting.get_absolute_url()), queries(chair, coming.get_absolute_url())
    assert more == few


def test_own_tasks_and_open_votes_wait_on_the_start_page(meeting):
    head = heads_of(meeting)[0]
    item = ActionItemFactory(meeting=meeting, region=head.region)
    decision = DecisionFactory(meeting=meeting)
    vote = actions.open_vote(decision, by=meeting.called_by, is_secret=False)

    tasks = {task.url: task for task in waiting_for(head, head.user)}

    assert tasks[item.get_absolute_url()].due == item.due_on
    ballot = f"{decision.get_absolute_url()}suara/"
    assert decision.label in tasks[ballot].title
    actions.cast(vote, by=head, choice="yes")
    actions.report_on_task(item, by=head, state="done")
    assert waiting_for(head, head.user) == []
