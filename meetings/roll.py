"""The list of a sitting as the minute taker sees it: by region, who is there and who is awaited."""

from operator import attrgetter
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings import rules
from meetings.models import Attendance, Invitation, Meeting
from villages.roles import BINDING_OFFICES

State = Attendance.State
LOOK = {
    State.PRESENT: ("ok", "check"),
    State.LATE: ("wait", "clock"),
    State.EXCUSED: ("info", "info"),
    State.ABSENT: ("bad", "x"),
    State.REPRESENTED: ("info", "swap"),
}


class Person(NamedTuple):
    """One line of the list; ``tap`` is what the button sends, empty where he is on it already."""

    name: str
    note: str
    url: str
    label: str = ""
    kind: str = ""
    icon: str = ""
    tap: str = ""
    tap_label: str = ""


class Group(NamedTuple):
    """The people of one region, or the guests."""

    code: str
    name: str
    answer: str
    is_here: bool
    people: list
    is_guest: bool = False


def rows_of(meeting):
    """Everybody on the list of the sitting that counts, with what a page shows of him."""
    return list(meeting.roll.select_related("region").order_by("name", "pk"))


def came_to(meeting):
    """How each region is there, by its code: in person before by a substitute."""
    marks = meeting.roll.confirmed().here().of_regions().values_list("region_id", "state")
    came = {}
    for region, state in marks.order_by("pk"):
        if came.get(region, State.REPRESENTED) == State.REPRESENTED:
            came[region] = state
    return came


def look_of(state, meeting):
    """Word, colour and icon of a region that is there in this state, or not (None)."""
    if state:
        return capfirst(State(state).label), *LOOK[state]
    if meeting.state == Meeting.State.HELD:
        return capfirst(State.ABSENT.label), *LOOK[State.ABSENT]
    return _("Not yet here"), "wait", "clock"


def groups_of(meeting, invitations, rows, guests=()):
    """The invited regions that count in their order, then those that do not (``guests``, codes), then
    other regions and guests of institutions.
    """
    invitations = sorted(invitations, key=lambda each: each.region_id in guests)
    mandates = rules.receivers_of([invitation.region_id for invitation in invitations])
    expected = {}
    for mandate in sorted(mandates, key=lambda m: (m.office not in BINDING_OFFICES, m.pk)):
        expected.setdefault(mandate.region_id, []).append(mandate)
    groups = [
        _group_of(meeting, invitation, rows, expected.get(invitation.region_id, []))._replace(
            is_guest=invitation.region_id in guests
        )
        for invitation in invitations
    ]
    invited = {invitation.region_id for invitation in invitations}
    others = [row for row in rows if row.region_id not in invited]
    if others:
        groups.append(_guests(others))
    return groups


def _group_of(meeting, invitation, rows, expected):
    own = [row for row in rows if row.region_id == invitation.region_id]
    there = {row.user_id for row in own} | {row.name.lower() for row in own}
    awaited = [m for m in expected if m.user_id not in there and str(m.user).lower() not in there]
    substitute = "" if own else invitation.substitute
    return Group(
        code=invitation.region_id,
        name=invitation.region.full_name,
        answer=_answer_of(invitation),
        is_here=any(row.is_confirmed and row.is_here for row in own),
        people=[_written(row) for row in own]
        + [
            _awaited(meeting, mandate, substitute if number == 0 else "")
            for number, mandate in enumerate(awaited)
        ],
    )


def _guests(rows):
    rows = sorted(rows, key=attrgetter("attends_for"))
    return Group("", _("Guests"), "", False, [_written(row, with_region=True) for row in rows])


def _answer_of(invitation):
    """What the region has said before; nothing where it has not answered."""
    if invitation.answer == Invitation.Answer.NONE:
        return ""
    said = capfirst(invitation.get_answer_display())
    return f"{said}: {invitation.substitute}" if invitation.substitute else said


def _written(row, *, with_region=False):
    kind, icon = LOOK[row.state]
    label = capfirst(row.get_state_display())
    if not row.is_confirmed:
        kind, icon, label = "wait", "help", _("To be confirmed")
    parts = [row.attends_for if with_region else "", row.office]
    if row.substitute:
        parts.append(_("represented by %(name)s") % {"name": row.substitute})
    return Person(
        name=row.name,
        note=", ".join(part for part in parts if part),
        url=reverse("meetings:attendance_correct", args=[row.meeting_id, row.pk]),
        label=label,
        kind=kind,
        icon=icon,
    )


def _awaited(meeting, mandate, substitute):
    """Expected and not yet on the list; one tap says that he, or his substitute, is there."""
    state = State.REPRESENTED if substitute else State.PRESENT
    note = mandate.title
    if substitute:
        note = f"{note}, {_('represented by %(name)s') % {'name': substitute}}"
    return Person(
        name=str(mandate.user),
        note=note,
        url=reverse("meetings:attendance_expected", args=[meeting.pk, mandate.pk]),
        tap=f"{mandate.pk}:{state}",
        tap_label=_("Substitute is here") if substitute else _("Is here"),
    )
