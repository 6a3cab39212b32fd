"""Filters over ``core.formats``; the zone is an IANA name, say ``meeting.zone``."""

from django import template
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from core import formats, text

register = template.Library()

register.filter("rupiah", formats.rupiah)
register.filter("rupiah_short", formats.rupiah_short)
register.filter("number", formats.number)
register.filter("figure", formats.figure)
register.filter("phone", formats.phone)
register.filter("initials", text.initials)
register.filter("day", formats.day)
register.filter("long_day", formats.long_day)
register.filter("days_away", formats.days_away)
register.filter("before_stop", formats.before_stop)


@register.filter
def moment(value, zone=None):
    """Rabu, 25 November 2026 pukul 09.00 WIB; the reader's zone where none is given."""
    return formats.moment(value, zone or timezone.get_current_timezone_name())


@register.filter
def day_of(value, zone=None):
    """The date of a moment: 25 November 2026."""
    return formats.day(formats.local(value, zone or timezone.get_current_timezone_name()))


@register.filter
def at_clock(value, zone=None):
    """pukul 09.00 WIB."""
    return formats.at_clock(value, zone or timezone.get_current_timezone_name())


@register.filter
def at_slashes(value):
    """A long official number, 005/12/KEC-LKS/XI/2026, that may go on in the next line."""
    return SafeString("/<wbr>".join(escape(part) for part in str(value).split("/")))
