"""What of a meeting concerns the invited, and how it differs from what they know.

Small edits (purpose, agenda) are not among the facts: they send no mail.
"""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import formats
from meetings.models import Meeting
from meetings.quorum import FirstSitting

FACTS = ("title", "kind", "starts_at", "ends_at", "zone", "place", "link")


class Change(NamedTuple):
    """One line of the mail: what it was and what it is."""

    label: str
    before: str
    after: str


def facts_of(meeting):
    """The facts as plain JSON, to be kept in ``Meeting.told``."""
    facts = {name: getattr(meeting, name) for name in FACTS}
    return facts | {name: facts[name].isoformat() for name in ("starts_at", "ends_at")}


def is_moved(told, meeting):
    """Is the start another one than the invited know?"""
    return datetime.fromisoformat(told["starts_at"]) != meeting.starts_at


def when(starts_at, ends_at, zone):
    """Rabu, 25 November 2026 pukul 09.00 sampai 11.30 WIB."""
    day = formats.long_day(formats.local(starts_at, zone))
    return f"{day} {formats.span(starts_at, ends_at, zone)}"


class Shown(NamedTuple):
    """Rabu, 25 November 2026; pukul 09.00 sampai 11.30 WIB; 3 hari lagi."""

    day: str
    span: str
    distance: str


def shown(meeting, now=None):
    """The time of a meeting (or of a date that may become one) as a page shows it, on its clocks."""
    day = formats.local(meeting.starts_at, meeting.zone).date()
    today = formats.local(now or timezone.now(), meeting.zone).date()
    return Shown(
        formats.long_day(day),
        formats.span(meeting.starts_at, meeting.ends_at, meeting.zone),
        formats.days_away(day, today),
    )


def second_sitting(meeting):
    """That it is the second sitting, valid with those present, and why; "" of any other."""
    if not meeting.is_second_call:
        return ""
    first = FirstSitting.of(meeting.first_sitting)
    if first is None:
        return _(
            "This is the second sitting; it is valid with those present. The first one had no "
            "quorum."
        )
    return _(
        "This is the second sitting; it is valid with those present. The first one, %(time)s, had "
        "no quorum: %(here)d of %(all)d regions were there, %(needed)d were needed."
    ) % {
        "time": formats.moment(first.starts_at, meeting.zone),
        "here": first.quorum.represented,
        "all": first.quorum.invited,
        "needed": first.quorum.needed,
    }


def _kind(value):
    return capfirst(Meeting.Kind(value).label)


def differences(told, meeting):
    """What has changed since, in words of the active language."""
    start, end = (datetime.fromisoformat(told[name]) for name in ("starts_at", "ends_at"))
    pairs = [
        (_("Meeting"), told["title"], meeting.title),
        (_("Kind"), _kind(told["kind"]), _kind(meeting.kind)),
        (
            _("Time"),
            when(start, end, told["zone"]),
            when(meeting.starts_at, meeting.ends_at, meeting.zone),
        ),
        (_("Meeting place"), told["place"] or _("online"), meeting.where),
    ]
    changes = [Change(label, old, new) for label, old, new in pairs if old != new]
    if told["link"] != meeting.link:
        changes.append(
            Change(_("Link for taking part online"), "", _("new, on the meeting's page"))
        )
    return changes
