"""What people are told about minutes: one function a message."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.language import speaking
from core import formats
from meetings import minutes_rules, rules
from notifications.actions import post, tell
from notifications.letters import letter

SENT = "meetings.minutes_sent"
REMARKED = "meetings.minutes_remarked"
APPROVED = "meetings.minutes_approved"
SEALED = "meetings.minutes_sealed"
ADDED = "meetings.minutes_added"
SILENT = "meetings.minutes_silent"
MISSING = "meetings.minutes_missing"
ADDENDUM_SILENT = "meetings.addendum_silent"
ADDENDUM_OBJECTED = "meetings.addendum_objected"
ADDENDUM_APPROVED = "meetings.addendum_approved"
TITLES = {
    SENT: gettext_lazy("Please read the minutes: %(title)s"),
    SEALED: gettext_lazy("Minutes sealed: %(title)s"),
    ADDED: gettext_lazy("Please read the addendum to the minutes: %(title)s"),
}


def sent(minutes):
    """Please read the minutes: confirm them, or say what is wrong, until then."""
    for mandate in _invited(minutes):
        key = f"minutes-sent:{minutes.pk}:{minutes.round}:{mandate.pk}"
        _write(minutes, mandate, SENT, key, until=_until(minutes))


def sealed(minutes):
    """They are closed for good, and where they are read."""
    for mandate in _invited(minutes):
        _write(minutes, mandate, SEALED, f"minutes-sealed:{minutes.pk}:{mandate.pk}")


def added_to(minutes, addendum):
    """Something was added after the seal: confirm it, or say what speaks against it."""
    for mandate in _invited(minutes):
        key = f"minutes-added:{addendum.pk}:{mandate.pk}"
        _write(minutes, mandate, ADDED, key, addendum=addendum, url=addendum.get_absolute_url())


def remarked(minutes, row):
    """A participant wants a correction: a line for those who lead the minutes."""
    for mandate in minutes_rules.leaders_of_minutes(minutes.meeting.organiser_id):
        if mandate.user_id != row.mandate.user_id:
            with speaking(mandate.user):
                title = _("%(region)s has a remark on the minutes") % {"region": row.region_name}
                _line(minutes.meeting, mandate, REMARKED, title, minutes.get_absolute_url())


def approved(minutes):
    """They can be sealed: a line for those who lead them."""
    for mandate in minutes_rules.leaders_of_minutes(minutes.meeting.organiser_id):
        with speaking(mandate.user):
            title = _("The minutes are approved and can be sealed")
            _line(minutes.meeting, mandate, APPROVED, title, minutes.get_absolute_url())


def addendum_objected(word):
    """A region does not agree to an addendum: a line for those who lead the minutes."""
    addendum = word.addendum
    for mandate in minutes_rules.leaders_of_minutes(addendum.minutes.meeting.organiser_id):
        if mandate.user_id != word.mandate.user_id:
            with speaking(mandate.user):
                title = _("%(region)s objects to addendum %(number)s of the minutes") % {
                    "region": word.region_name,
                    "number": addendum.number,
                }
                _about(addendum, mandate, ADDENDUM_OBJECTED, title)


def addendum_approved(addendum):
    """All invited regions have confirmed it: a line for those who lead the minutes."""
    for mandate in minutes_rules.leaders_of_minutes(addendum.minutes.meeting.organiser_id):
        with speaking(mandate.user):
            title = _("Addendum %(number)s of the minutes is approved") % {
                "number": addendum.number
            }
            _about(addendum, mandate, ADDENDUM_APPROVED, title)


def _about(addendum, mandate, kind, title):
    _line(addendum.minutes.meeting, mandate, kind, title, addendum.get_absolute_url())


def _invited(minutes):
    regions = minutes.meeting.invitations.values_list("region", flat=True)
    return rules.receivers_of(list(regions))


def _until(minutes):
    return formats.moment(minutes.review_until, minutes.meeting.zone)


def _write(minutes, mandate, kind, key, **context):
    """A letter and, where it is new, a line in the inbox."""
    meeting = minutes.meeting
    with speaking(mandate.user):
        until = context.pop("until", "")
        url = context.pop("url", minutes.get_absolute_url())
        context |= {
            "meeting": meeting,
            "organiser": meeting.organiser.full_name,
            "day": formats.long_day(formats.local(meeting.starts_at, meeting.zone)),
            "invited": mandate.region.full_name,
            "capacity": mandate.capacity,
            "until": until,
            "url": url,
        }
        name = kind.removeprefix("meetings.")
        mail = post(
            mandate.user,
            key=key,
            kind=kind,
            about=meeting.key,
            on_behalf=mandate.key,
            sender=meeting.organiser.full_name,
            **letter(f"meetings/mail/{name}", mandate.user, context)._asdict(),
        )
        if mail:
            text = TITLES[kind] % {"title": meeting.title}
            _line(meeting, mandate, kind, text, url, until)
    return mail


def _line(meeting, mandate, kind, title, url="", body=""):
    tell(
        mandate.user,
        kind=kind,
        title=title,
        body=body or meeting.title,
        url=url or meeting.get_absolute_url(),
        about=meeting.key,
    )
