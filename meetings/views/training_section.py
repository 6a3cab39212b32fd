"""A training on the page of its meeting: seats, the reader's own place, papers, what he may do."""

from django.db.models import Q

from core import formats
from meetings import training_rules
from meetings.models import Enrolment, Meeting, Training
from meetings.views.trainings import LOOK, seats_left
from villages.roles import of_region

MINE = 20  # of a region's people shown on the page; the rest stands on its own page


def section_of(request, meeting, now):
    """What the part "Pelatihan" of the meeting's page needs; None where there is nothing to say."""
    user, acting = request.user, request.acting
    if meeting.kind != Meeting.Kind.TRAINING:
        return None
    can_open = training_rules.can_open(acting, meeting, now)
    training = Training.objects.with_waiting().filter(meeting=meeting).first()
    if training is None:
        return {"training": None, "can_open": can_open} if can_open else None
    training.meeting = meeting
    own = _own(training, user, acting)
    reads = training_rules.can_read_materials(user, acting, training)
    return {
        "training": training,
        "can_open": can_open,
        "can_enrol": training_rules.can_enrol(user, acting, training, now),
        "can_enrol_people": training_rules.can_enrol_people(acting, training, now),
        "is_open": training_rules.is_open_now(training, now),
        "is_organiser": training_rules.is_organiser(acting, meeting),
        "seats": seats_left(training, now),
        "until": formats.moment(training.enrol_until, meeting.zone),
        "own": [
            (row, *LOOK[row.state], training_rules.can_cancel(user, acting, row, now))
            for row in own[:MINE]
        ],
        "is_enrolled": any(row.booked_by_id == user.pk and row.mandate_id is None for row in own),
        "has_seat": any(row.state == Enrolment.State.SEATED for row in own),
        "materials": list(training.materials.all()) if reads else None,
    }


def _own(training, user, acting):
    """Myself, and whom my region has sent."""
    if not user.is_authenticated:
        return []
    mine = Q(booked_by=user)
    if of_region(acting):
        mine |= Q(mandate__isnull=False, region=acting.region_id)
    rows = list(training.enrolments.active().filter(mine).select_related("certificate")[: MINE + 1])
    for row in rows:
        row.training = training
    return rows
