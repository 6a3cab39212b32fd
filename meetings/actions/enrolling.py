"""Enrolling, the waiting list, and what the enrolled hear when the meeting changes.

The training's row is the lock of its seats: who holds it reads, counts and writes alone, and the
database refuses one seat too many by itself.
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from meetings import training_notices, training_rules
from meetings.models import Enrolment, Training

LONGEST_LIST = 500  # who would wait behind so many does not wait in earnest
State = Enrolment.State


def locked_training(pk):
    """The training as it is now; whoever else wants a seat waits.

    Read anew once the lock is held: a query that had to wait sees its joined rows as they were.
    """
    Training.objects.select_for_update(no_key=True).only("pk").get(pk=pk)
    return Training.objects.select_related(
        "meeting__forum", "meeting__project", "meeting__organiser"
    ).get(pk=pk)


@transaction.atomic
def enrol(training, *, user, acting, **person):
    """A person enrols for himself: a seat, or a place on the waiting list.

    ``person``: name, region, sex, is_young.
    """
    training = locked_training(training.pk)
    require(training_rules.can_enrol(user, acting, training))
    enrolment = _enter(training, booked_by=user, **person)
    audit.record("meetings.enrolled", enrolment, by=user)
    training_notices.enrolled(enrolment)
    if enrolment.state == State.SEATED:
        training_notices.plan_reminder(enrolment)
    return enrolment


@transaction.atomic
def enrol_person(training, *, by, **person):
    """A representative enrols one of his people, who may have no account.

    ``person``: name, sex, is_young.
    """
    training = locked_training(training.pk)
    require(training_rules.can_enrol_people(by, training))
    enrolment = _enter(training, booked_by=by.user, mandate=by, region=by.region, **person)
    audit.record("meetings.enrolled", enrolment, by=by)
    if enrolment.state == State.SEATED:
        training_notices.plan_reminder(enrolment)
    return enrolment


def _enter(training, **row):
    """One more row, and the seat counted, while the training is locked."""
    has_seat = training.free > 0
    if not has_seat and training.enrolments.waiting().count() >= LONGEST_LIST:
        raise Refusal(_("The waiting list is full as well."))
    try:
        with transaction.atomic():
            enrolment = Enrolment.objects.create(
                training=training, state=State.SEATED if has_seat else State.WAITING, **row
            )
    except IntegrityError as twice:
        raise Refusal(
            _("%(name)s is enrolled for this training already.") % {"name": row["name"]}
        ) from twice
    if has_seat:
        _count(training, +1)
    return enrolment


def _count(training, difference):
    Training.objects.filter(pk=training.pk).update(taken=F("taken") + difference)
    training.taken += difference


@transaction.atomic
def give_back(enrolment, *, user, acting):
    """Cancel an enrolment; a seat goes to the first on the waiting list at once."""
    training = locked_training(enrolment.training_id)
    enrolment = training.enrolments.get(pk=enrolment.pk)
    enrolment.training = training
    require(training_rules.can_cancel(user, acting, enrolment))
    had_seat = enrolment.state == State.SEATED
    states.move(enrolment, "state", to=State.CANCELLED)
    by = acting if enrolment.mandate_id and acting else user
    audit.record("meetings.enrolment_cancelled", enrolment, by=by)
    training_notices.drop_letters_of(enrolment)
    if had_seat:
        _count(training, -1)
        fill_seats(training)
    return enrolment


def fill_seats(training):
    """Give free seats to those who wait, in the order of arrival; the training is locked.

    Called before it begins only: afterwards nobody gets a seat, for he could not be told in time.
    """
    waiting = training.enrolments.waiting().select_related("booked_by")
    for enrolment in waiting[: training.free]:
        states.move(enrolment, "state", to=State.SEATED)
        _count(training, +1)
        enrolment.training = training
        audit.record("meetings.moved_up", enrolment, by=audit.SYSTEM)
        training_notices.moved_up(enrolment)


def tell_of_change(meeting, *, told, reason, due_at):
    """The meeting has another time, place or title; enrolment ends at its start at the latest."""
    training = Training.objects.select_for_update(no_key=True).filter(meeting=meeting).first()
    if training is None:
        return
    training.meeting = meeting
    training.enrol_until = min(training.enrol_until, meeting.starts_at)
    training.save(update_fields=["enrol_until", "updated_at"])
    training_notices.changed(training, told=told, reason=reason, due_at=due_at)


def tell_of_cancellation(meeting):
    """The meeting does not take place."""
    training = Training.objects.filter(meeting=meeting).first()
    if training is not None:
        training.meeting = meeting
        training_notices.cancelled(training)
