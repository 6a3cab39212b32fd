"""Two writers, fifty saves at once, the same save twice, two confirmations at one instant."""

import uuid
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from core.errors import Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.actions.minuting import Conflict, Taken
from meetings.models import AddendumWord, Confirmation, Minutes, MinutesItem, MinutesSave
from notifications.models import Mail
from tests.factories.minutes import MinutesFactory, again, held_meeting, lead_of, send
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, RegionFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 50


def saving(item, by, *, client, key=None, revision=1, text="Baru"):
    """What a save does, and how it ends."""
    key = key or uuid.uuid4()

    def save():
        try:
            return actions.save_item(
                MinutesItem.objects.get(pk=item.pk),
                by=by, client=client, key=key, revision=revision, text=text,
            )  # fmt: skip
        except Refusal as refusal:
            return type(refusal)

    return save


def test_the_same_save_fifty_times_is_one():
    minutes = MinutesFactory()
    item, lead, client = minutes.items.first(), lead_of(minutes), uuid.uuid4()
    save = saving(item, lead, client=client, key=uuid.uuid4())

    assert at_once([save] * CROWD) == [2] * CROWD
    assert MinutesSave.objects.count() == 1
    assert MinutesItem.objects.get(pk=item.pk).revision == 2


def test_of_fifty_different_saves_on_one_revision_one_is_kept_and_nobody_is_overwritten():
    minutes = MinutesFactory()
    item, lead, client = minutes.items.first(), lead_of(minutes), uuid.uuid4()

    answers = Counter(
        at_once([saving(item, lead, client=client, text=f"Kata {n}") for n in range(CROWD)])
    )

    assert answers == {2: 1, Conflict: CROWD - 1}
    item.refresh_from_db()
    assert item.revision == 2 and item.saves.count() == 1


def test_of_two_writers_one_holds_the_pen():
    minutes = MinutesFactory()
    first, second = (
        lead_of(minutes),
        MandateFactory(region=minutes.meeting.organiser, office="secretary"),
    )
    items = list(minutes.items.all())
    clients = {first: uuid.uuid4(), second: uuid.uuid4()}

    answers = at_once(
        [
            saving(items[n % len(items)], by, client=clients[by], text=f"{by.pk} {n}")
            for n in range(CROWD // 2)
            for by in (first, second)
        ]
    )

    minutes = again(minutes)
    assert answers.count(Taken) == CROWD // 2
    assert {item.saved_by_id for item in minutes.items.all()} == {minutes.writer_id}


def test_fifty_presses_open_the_minutes_once():
    meeting = held_meeting()
    lead = meeting.called_by

    found = at_once([lambda: actions.begin_minutes(meeting, by=lead).pk] * CROWD)

    assert len(set(found)) == 1 == Minutes.objects.count()
    assert AuditEvent.objects.filter(verb="meetings.minutes_begun").count() == 1


def test_a_save_against_sending_is_in_the_sent_text_or_refused():
    minutes = MinutesFactory()
    item, lead = minutes.items.first(), lead_of(minutes)
    saves = [saving(item, lead, client=uuid.UUID(int=1), text="Di detik terakhir")] * 5

    def sending():
        try:
            return send(minutes).sha256
        except Refusal as refusal:
            return type(refusal)

    answers = at_once([*saves, sending, sending, *saves])

    item.refresh_from_db()
    minutes = again(minutes)
    assert (item.text == "Di detik terakhir") == (2 in answers)
    assert ("Di detik terakhir" in minutes.text) == (2 in answers)
    assert answers.count(Refusal) >= 1 and minutes.state == "review"


def test_all_regions_at_once_approve_the_minutes_exactly_once():
    regions = [RegionFactory() for _n in range(20)]
    minutes = MinutesFactory(state="review", regions=regions)
    heads = [head_of(region) for region in regions]

    def word(head):
        return lambda: actions.confirm_minutes(minutes, by=head, sha256=minutes.sha256).pk

    answers = at_once([word(head) for head in heads] * 2)

    assert len(set(answers)) == 20 == Confirmation.objects.count()
    assert again(minutes).state == "approved"
    assert AuditEvent.objects.filter(verb="meetings.minutes_approved").count() == 1


def test_two_seals_at_once_are_one():
    minutes = MinutesFactory(state="approved")
    lead = lead_of(minutes)

    def seal():
        try:
            return actions.seal_minutes(minutes, by=lead).seal
        except Refusal:
            return None

    seals = [seal for seal in at_once([seal] * 10) if seal]

    assert len(seals) == 1 and again(minutes).seal == seals[0]
    assert Mail.objects.filter(kind="meetings.minutes_sealed").count() == 2


def test_addenda_at_once_have_numbers_without_gaps():
    minutes = MinutesFactory(state="sealed")
    lead = lead_of(minutes)

    at_once(
        [lambda n=n: actions.add_addendum(minutes, by=lead, text=f"Ralat {n}") for n in range(10)]
    )

    assert list(minutes.addenda.values_list("number", flat=True)) == list(range(1, 11))


def test_reminders_run_by_several_workers_write_once():
    minutes = MinutesFactory(state="review")
    later = timezone.now() + timedelta(days=3, hours=12)  # what fell into the night has come

    at_once([lambda: actions.queue_due(later)] * 8)

    assert Mail.objects.filter(kind="meetings.minutes_silent").count() == 2
    assert minutes.meeting.invitations.count() == 2


def test_all_regions_at_once_approve_an_addendum_exactly_once():
    regions = [RegionFactory() for _n in range(5)]
    minutes = MinutesFactory(state="sealed", regions=regions)
    addendum = actions.add_addendum(minutes, by=lead_of(minutes), text="Ralat")
    heads = [head_of(region) for region in regions]

    def word(head):
        row = minutes.addenda.get(pk=addendum.pk)
        return lambda: actions.confirm_addendum(row, by=head, sha256=addendum.sha256).pk

    answers = at_once([word(head) for head in heads * 2])

    assert len(set(answers)) == 5 == AddendumWord.objects.count()
    assert AuditEvent.objects.filter(verb="meetings.addendum_approved").count() == 1


def test_of_a_yes_and_a_no_for_one_region_at_once_one_is_kept():
    regions = [RegionFactory(), RegionFactory()]
    minutes = MinutesFactory(state="sealed", regions=regions)
    row = actions.add_addendum(minutes, by=lead_of(minutes), text="Ralat")
    head, secretary = (
        head_of(regions[1]),
        MandateFactory(region=regions[1], office="secretary"),
    )

    def answer(act, by, **word):
        def run():
            try:
                return act(minutes.addenda.get(pk=row.pk), by=by, sha256=row.sha256, **word).pk
            except Refusal as refusal:
                return type(refusal)

        return run

    answers = at_once(
        [
            answer(actions.confirm_addendum, head),
            answer(actions.object_to_addendum, secretary, reason="Keliru"),
        ]
    )

    assert sorted(answers, key=str) == sorted([Refusal, AddendumWord.objects.get().pk], key=str)
