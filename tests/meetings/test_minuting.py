"""Writing minutes: one pen, revisions, and every save once."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions
from meetings import minutes_rules as rules
from meetings.actions.minuting import Conflict, Taken
from meetings.models import Minutes, MinutesItem
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.minutes import MinutesFactory, again, held_meeting, lead_of
from tests.factories.villages import MandateFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes():
    return MinutesFactory()


@pytest.fixture
def item(minutes):
    return minutes.items.get(position=1)


@pytest.fixture
def lead(minutes):
    return lead_of(minutes)


@pytest.fixture
def secretary(minutes):
    return MandateFactory(region=minutes.meeting.organiser, office="secretary")


def save(item, by, *, client=None, key=None, revision=1, text="Baru"):
    return actions.save_item(
        item,
        by=by,
        client=client or uuid.UUID(int=by.pk),
        key=key or uuid.uuid4(),
        revision=revision,
        text=text,
    )


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def titles(minutes):
    return list(minutes.items.values_list("title", flat=True))


# --- begun --------------------------------------------------------------------------------------


def test_minutes_begin_with_an_item_for_each_of_the_agenda():
    meeting = held_meeting(items=2)
    lead = meeting.called_by

    minutes = actions.begin_minutes(meeting, by=lead)

    agenda = [item.title for item in meeting.agenda.all()]
    assert titles(minutes) == ["Pembukaan", *agenda, "Penutup"]
    assert minutes.note_taker == f"{lead.user}, {lead.title}, {lead.region.full_name}"
    assert verbs() == ["meetings.minutes_begun"]


def test_a_second_press_finds_the_minutes_that_are_there():
    meeting = held_meeting()
    first = actions.begin_minutes(meeting, by=meeting.called_by)

    assert actions.begin_minutes(meeting, by=meeting.called_by) == first
    assert Minutes.objects.count() == 1


def test_a_changed_agenda_is_followed_and_written_words_stay(minutes, lead):
    meeting = minutes.meeting
    first, second = meeting.agenda.all()
    minutes.items.filter(agenda_item=first).update(text="")
    meeting.agenda.all().delete()
    AgendaItemFactory(meeting=meeting, position=1, title="Baru")
    AgendaItemFactory(meeting=meeting, position=2, title="Lagi")

    actions.follow_agenda(minutes, by=lead)

    assert titles(minutes) == ["Pembukaan", "Baru", "Lagi", second.title, "Penutup"]
    assert minutes.items.get(title=second.title).text == "Pembahasan berjalan lancar."


def test_an_item_that_was_written_anew_under_its_title_keeps_its_words(minutes, lead):
    meeting = minutes.meeting
    names = [item.title for item in meeting.agenda.all()]
    meeting.agenda.all().delete()
    for position, name in enumerate(reversed(names), 1):
        AgendaItemFactory(meeting=meeting, position=position, title=name)

    actions.follow_agenda(minutes, by=lead)

    assert titles(minutes) == ["Pembukaan", *reversed(names), "Penutup"]
    assert minutes.items.filter(text="").count() == 0


@pytest.mark.parametrize(
    ("office", "may"),
    [("head", True), ("secretary", True), ("official", True), ("council", False)],
)
def test_who_writes_minutes_in_the_region_that_called_the_meeting(minutes, office, may):
    minutes.meeting.organiser.mandates.filter(office=office).update(
        state="ended", ended_at=timezone.now()
    )
    mandate = MandateFactory(region=minutes.meeting.organiser, office=office)

    assert bool(rules.can_write_minutes(mandate, minutes.meeting, minutes)) is may


def test_the_invited_do_not_write(minutes, item):
    with pytest.raises(Forbidden, match="menulis notulen"):
        save(item, MandateFactory(region=RegionFactory()))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"cancelled": True}, "tidak terlaksana"),
        ({"starts_at": timezone.now() + timedelta(hours=2)}, "satu jam sebelum"),
    ],
)
def test_no_minutes_of_what_did_not_take_place_yet(facts, why):
    meeting = MeetingFactory(**facts)

    with pytest.raises(Refusal, match=why):
        actions.begin_minutes(meeting, by=meeting.called_by)


# --- saves --------------------------------------------------------------------------------------


def test_a_save_raises_the_revision_and_names_who_saved(item, lead):
    assert save(item, lead, text="Kata Bapak Camat.") == 2

    item.refresh_from_db()
    assert (item.text, item.revision, item.saved_by) == ("Kata Bapak Camat.", 2, lead)
    assert item.saved_at is not None


def test_the_same_save_twice_is_one(item, lead):
    key = uuid.uuid4()

    answers = [save(item, lead, key=key, text="Satu") for _n in range(2)]

    assert answers == [2, 2]
    assert item.saves.count() == 1


def test_a_repeated_save_says_its_own_revision_though_others_came_after(item, lead):
    key = uuid.uuid4()
    save(item, lead, key=key, text="Satu")
    save(item, lead, revision=2, text="Dua")

    assert save(item, lead, key=key, text="Satu") == 2
    assert MinutesItem.objects.get(pk=item.pk).text == "Dua"


def test_the_same_text_raises_nothing(item, lead):
    assert save(item, lead, revision=0, text=item.text) == 1


def test_a_text_that_was_changed_since_it_was_read_is_not_overwritten(item, lead):
    save(item, lead, text="Dari ponsel lain")

    with pytest.raises(Conflict) as conflict:
        save(item, lead, text="Dari layar lama")

    assert conflict.value.item.text == "Dari ponsel lain"
    assert MinutesItem.objects.get(pk=item.pk).text == "Dari ponsel lain"


def test_a_late_repetition_after_sending_still_gets_its_answer(minutes, item, lead):
    key = uuid.uuid4()
    save(item, lead, key=key)
    actions.send_minutes(minutes, by=lead, review_until=timezone.now() + timedelta(days=7))

    assert save(item, lead, key=key) == 2
    with pytest.raises(Refusal, match="dikirim"):
        save(item, lead, revision=2, text="Terlambat")


def test_autosaves_do_not_fill_the_trail(item, lead):
    for revision in range(1, 6):
        save(item, lead, revision=revision, text=f"Kata {revision}")

    assert verbs().count("meetings.minutes_pen_taken") == 1
    assert len(verbs()) == 2


# --- the pen ------------------------------------------------------------------------------------


def test_a_second_writer_waits_until_the_lease_has_run_out(item, lead, secretary):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        save(item, lead)
        with pytest.raises(Taken, match=str(lead.user)):
            save(item, secretary, revision=2, text="Saya juga")

        clock.shift(Minutes.LEASE + timedelta(seconds=1))
        assert save(item, secretary, revision=2, text="Saya juga") == 3


def test_the_pen_can_be_taken_over_and_the_first_is_told(minutes, item, lead, secretary):
    save(item, lead)
    actions.take_pen(minutes, by=secretary, client=uuid.UUID(int=9), take_over=True)

    with pytest.raises(Taken, match=str(secretary.user)):
        save(item, lead, revision=2, text="Masih saya")
    assert verbs().count("meetings.minutes_pen_taken") == 2


def test_two_devices_of_one_person_are_two_writers(item, lead):
    save(item, lead, client=uuid.UUID(int=1))

    with pytest.raises(Taken):
        save(item, lead, client=uuid.UUID(int=2), revision=2, text="Tab kedua")


def test_holding_the_pen_renews_the_lease(minutes, lead):
    client = uuid.uuid4()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        actions.take_pen(minutes, by=lead, client=client)
        clock.shift(30)
        actions.take_pen(minutes, by=lead, client=client)

        assert again(minutes).is_held_by(client)
        assert again(minutes).writer_until == timezone.now() + Minutes.LEASE


def test_leaders_are_named(minutes, lead):
    actions.name_leaders(minutes, by=lead, chair="Ibu Camat", note_taker="Pak Carik")

    minutes = again(minutes)
    assert (minutes.chair, minutes.note_taker) == ("Ibu Camat", "Pak Carik")


# --- the database -------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["review", "approved", "sealed"])
def test_the_database_keeps_items_outside_a_draft(state):
    item = MinutesFactory(state=state).items.first()

    for act in (
        lambda: MinutesItem.objects.filter(pk=item.pk).update(text="Lain"),
        lambda: MinutesItem.objects.filter(pk=item.pk)._raw_delete("default"),
        lambda: MinutesItem.objects.create(minutes=item.minutes, position=99, title="Baru"),
    ):
        with pytest.raises(DatabaseError, match="draft only"), transaction.atomic():
            act()


def test_the_database_wants_a_whole_lease(minutes):
    with pytest.raises(IntegrityError, match="minutes_lease_is_whole"):
        Minutes.objects.filter(pk=minutes.pk).update(writer_client=uuid.uuid4())
