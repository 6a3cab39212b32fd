"""The agenda as rows: what is kept, in which order, with and without script."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from meetings import actions
from meetings.forms.agenda import agenda_rows, edited, is_editing, typed_agenda
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.meetings.pages.typed import agenda


def sent(*titles, **more):
    """The rows as a browser sends them."""
    data = agenda(*[(title, "", "10") for title in titles])
    return typed_agenda(RequestFactory().post("/", {**data, **more}))


def titles(rows):
    return [row["title"].value() for row in rows]


def test_rows_come_in_the_order_of_their_positions():
    rows = sent("a", "b", "c", **{f"agenda-{n}-position": str(2 - n) for n in range(3)})

    assert rows.is_valid()
    assert [row["title"] for row in rows.items] == ["c", "b", "a"]
    assert "position" not in rows.items[0]


def test_without_positions_they_come_as_they_stand():
    rows = sent("a", "", "c")

    assert rows.is_valid()
    assert [row["title"] for row in rows.items] == ["a", "c"]


@pytest.mark.parametrize(
    ("step", "order"),
    [("up-2", "acb"), ("down-0", "bac"), ("up-0", "abc"), ("down-2", "abc"), ("up-9", "abc")],
)
def test_a_button_moves_a_row_and_either_end_holds(step, order):
    assert "".join(titles(edited(sent("a", "b", "c"), step))) == order


def test_a_button_moves_the_row_that_the_script_has_moved_before():
    rows = sent("a", "b", "c", **{f"agenda-{n}-position": str(2 - n) for n in range(3)})

    assert titles(edited(rows, "up-0")) == ["c", "a", "b"]


@pytest.mark.parametrize("position", ["", "x", "-1", "9" * 300, "\x00", "²"])
def test_a_damaged_position_is_as_good_as_none(position):
    rows = sent("a", "b", **{"agenda-0-position": position})

    assert len(titles(edited(rows, "add"))) == 3


@pytest.mark.parametrize("step", ["up", "down-", "up-111", "up-x", "send", "preview", ""])
def test_other_buttons_are_not_about_rows(step):
    assert not is_editing(step)


def test_the_minutes_of_named_rows_are_summed():
    initial = [{"title": "a", "minutes": 20}, {"title": "", "minutes": 30}, {"title": "b"}]

    assert agenda_rows(initial).minutes == 20 + 30  # a new row takes half an hour
    assert sent("a", "b", **{"agenda-1-minutes": "zehn"}).minutes == 10


@given(st.permutations(range(6)), st.lists(st.sampled_from(["up", "down"]), max_size=8), st.data())
def test_however_rows_are_moved_none_is_lost(order, ways, data):
    rows = sent(*"abcdef", **{f"agenda-{n}-position": str(order[n]) for n in range(6)})
    for way in ways:
        rows = edited(rows, f"{way}-{data.draw(st.integers(0, 6))}")
        assert sorted(titles(rows)) == list("abcdef")
        rows = sent(*titles(rows))


@pytest.mark.django_db
def test_an_item_that_is_written_again_stays_the_same_item():
    meeting = MeetingFactory()
    first, second, third = (AgendaItemFactory(meeting=meeting, position=n) for n in (1, 2, 3))
    rows = [
        {"item": third.pk, "title": "Tarif", "kind": "decision", "minutes": 20, "speaker": ""},
        {"item": None, "title": "Baru", "kind": "discussion", "minutes": 5, "speaker": ""},
        {"item": first.pk, "title": first.title, "kind": first.kind, "minutes": 7, "speaker": ""},
    ]

    actions.change(meeting, by=meeting.called_by, agenda=rows)

    kept = list(meeting.agenda.values_list("pk", "title", "position"))
    assert [row[1:] for row in kept] == [("Tarif", 1), ("Baru", 2), (first.title, 3)]
    assert (kept[0][0], kept[2][0]) == (third.pk, first.pk)
    assert not meeting.agenda.filter(pk=second.pk).exists()


@pytest.mark.django_db
def test_an_item_of_another_meeting_is_not_taken_away():
    other, meeting = AgendaItemFactory(), MeetingFactory()
    row = {"item": other.pk, "title": "Salah", "kind": "decision", "minutes": 5, "speaker": ""}

    actions.change(meeting, by=meeting.called_by, agenda=[row, row])

    assert other.meeting.agenda.get().title == other.title
    assert meeting.agenda.count() == 2
