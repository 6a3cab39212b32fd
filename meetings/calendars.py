"""Meetings as iCalendar: bytes out of objects, for mails and for "save to calendar".

The portal reads no replies, so an invitation is published (METHOD:PUBLISH, which forbids
attendees); a cancellation is METHOD:CANCEL with the same UID and a higher SEQUENCE.
"""

from datetime import timedelta
from email.utils import parseaddr
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration, vText

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
READ_AGAIN = timedelta(hours=4)  # how often a calendar program asks


def calendar(meeting, *, agenda=(), method=None, with_link=False):
    """The meeting as a calendar of one event; ``with_link`` only for those who take part."""
    method = method or (PUBLISH if meeting.state != meeting.State.CANCELLED else CANCEL)
    whole = _empty(method)
    whole.add_component(_rules_of(meeting.zone))
    event = _event(meeting, method, _location(meeting, with_link))
    event.add("description", _description(meeting, agenda, with_link))
    whole.add_component(event)
    return whole.to_ical()


def feed(meetings, name):
    """Many meetings to be read again and again; cancelled ones say so.

    Whoever gets hold of the address learns when and where, and nothing of what is discussed.
    """
    whole = _empty(PUBLISH)
    whole.add("name", name)
    whole.add("x-wr-calname", name)
    whole.add("refresh-interval", vDuration(READ_AGAIN), parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", vDuration(READ_AGAIN))
    meetings = list(meetings)
    for zone in sorted({meeting.zone for meeting in meetings}):
        whole.add_component(_rules_of(zone))
    for meeting in meetings:
        method = CANCEL if meeting.state == meeting.State.CANCELLED else PUBLISH
        whole.add_component(_event(meeting, method, meeting.where))
    return whole.to_ical()


def _empty(method):
    whole = Calendar()
    whole.add("prodid", f"-//{settings.SITE_NAME}//{settings.MAIL_DOMAIN}//ID")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", method)
    return whole


@cache
def _rules_of(zone):
    """What the zone's name means, for calendars that do not know it.

    Working it out takes 40 ms, which 60 invited regions would wait for; there are three zones.
    """
    return Timezone.from_tzid(zone)


def _event(meeting, method, location):
    zone = ZoneInfo(meeting.zone)
    event = Event()
    event.add("uid", f"{meeting.uid}@{settings.MAIL_DOMAIN}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.updated_at)
    event.add("last-modified", meeting.updated_at)
    event.add("created", meeting.created_at)
    event.add("dtstart", meeting.starts_at.astimezone(zone))
    event.add("dtend", meeting.ends_at.astimezone(zone))
    event.add("summary", meeting.title)
    event.add("location", location)
    event.add("url", _url(meeting))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event["organizer"] = _organiser(meeting)
    return event


def _location(meeting, with_link):
    return meeting.link if with_link and not meeting.place else meeting.where


def _url(meeting):
    return settings.SITE_URL + meeting.get_absolute_url()


def _description(meeting, agenda, with_link):
    lines = [meeting.purpose] if meeting.purpose else []
    lines += [f"{number}. {item.title}" for number, item in enumerate(agenda, start=1)]
    if with_link and meeting.link:
        lines.append(f"{_('Take part online')}: {meeting.link}")
    return "\n".join([*lines, _url(meeting)])


def _organiser(meeting):
    """The portal's own address, in the name of the office that calls."""
    address = vCalAddress("mailto:" + parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    address.params["cn"] = vText(meeting.organiser.full_name)
    return address
