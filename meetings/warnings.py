"""What should be known before an invitation goes out. Warnings name it; the person decides."""

from copy import copy
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from meetings import rules
from meetings.documents.letters import wishes_of
from meetings.holidays import holiday_on
from meetings.models import Invitation, Letter, Meeting
from villages.models import Forum, Region

FRIDAY, PRAYER = 4, (time(11, 30), time(13))
NAMED = 5  # regions named in a warning; the rest is a number


def warnings_for(meeting, regions, agenda, *, is_urgent=False):
    """Sentences about a meeting that is not yet called; ``is_urgent`` as the letter says."""
    found = [
        *_holidays(meeting),
        _friday_prayer(meeting),
        _short_notice(meeting, is_urgent),
        _agenda_too_long(meeting, agenda),
        _left_out(meeting, regions),
        _unreachable(regions),
        _clash(meeting, regions),
    ]
    return [sentence for sentence in found if sentence]


def warnings_for_kind(meeting, kind):
    """Sentences about a called meeting that is about to become one of another kind."""
    changed = copy(meeting)
    changed.kind = kind
    found = [
        _short_notice(changed, _is_urgent(meeting)),
        _left_out(changed, _invited_to(meeting)),
    ]
    return [sentence for sentence in found if sentence]


def warnings_for_move(meeting, starts_at, ends_at, *, zone="", is_second_call=False):
    """Sentences about a called meeting that is about to get another time.

    A second sitting follows within the few days of its own rule, so no notice period is asked of it.
    """
    moved = copy(meeting)
    moved.starts_at, moved.ends_at, moved.zone = starts_at, ends_at, zone or meeting.zone
    found = [
        *warnings_for_date(moved),
        "" if is_second_call else _short_notice(moved, _is_urgent(meeting)),
        _clash(moved, _invited_to(meeting)),
    ]
    return [sentence for sentence in found if sentence]


def _invited_to(meeting):
    return list(Region.objects.filter(invitations__meeting=meeting).order_by("code"))


def _is_urgent(meeting):
    """As the letter says that the invited have."""
    wishes = wishes_of(Letter.objects.latest_of(meeting))
    return wishes.get("nature") == Letter.Nature.URGENT


def warnings_for_date(date):
    """Sentences about a date (it has a start, an end and a zone) that may become a meeting."""
    return [sentence for sentence in (*_holidays(date), _friday_prayer(date)) if sentence]


def _holidays(meeting):
    """Each public holiday and day of joint leave on which it takes place."""
    first = formats.local(meeting.starts_at, meeting.zone).date()
    last = formats.local(meeting.ends_at, meeting.zone).date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [
        _("%(day)s is a holiday: %(name)s.") % {"day": formats.long_day(day), "name": name}
        for day in days
        if (name := holiday_on(day))
    ]


def _friday_prayer(meeting):
    """Does some part of it lie on a Friday between 11.30 and 13.00?"""
    zone = ZoneInfo(meeting.zone)
    start, end = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    day = start.date() + timedelta(days=(FRIDAY - start.weekday()) % 7)
    begins, is_over = (datetime.combine(day, clock, zone) for clock in PRAYER)
    if start < is_over and end > begins:
        return _("It falls into the Friday prayer (Friday 11.30 to 13.00).")
    return ""


def _short_notice(meeting, is_urgent):
    """A forum's own rules say how many days before the meeting it is called: those of the call,
    also for a later change or move."""
    if not isinstance(meeting.held_for, Forum):
        return ""
    zone = ZoneInfo(meeting.zone)
    wanted = _notice_days(meeting, is_urgent)
    here = timezone.now().astimezone(zone).date()
    days = (meeting.starts_at.astimezone(zone).date() - here).days
    if days >= wanted:
        return ""
    return ngettext(
        "%(forum)s wants %(days)d day of notice; this is less.",
        "%(forum)s wants %(days)d days of notice; this is less.",
        wanted,
    ) % {"forum": meeting.forum.name, "days": wanted}


def _notice_days(meeting, is_urgent):
    """Seven days for an assembly, three for other meetings, one when urgent, unless the forum
    had set them otherwise when it was called."""
    if is_urgent:
        return meeting.notice_days_urgent
    return meeting.notice_days if meeting.is_assembly else meeting.notice_days_meeting


def _agenda_too_long(meeting, agenda):
    minutes = sum(item["minutes"] for item in agenda)
    if timedelta(minutes=minutes) <= meeting.ends_at - meeting.starts_at:
        return ""
    return ngettext(
        "The agenda takes %(minutes)d minute, more than the meeting.",
        "The agenda takes %(minutes)d minutes, more than the meeting.",
        minutes,
    ) % {"minutes": minutes}


def _left_out(meeting, regions):
    """Members of the forum who are not invited to its assembly; and that others have no voice."""
    if not meeting.counts_members:
        return ""
    members = list(rules.candidates_of(meeting.forum))
    missing = [member for member in members if member not in set(regions)]
    if not missing:
        return ""
    return _(
        "Members who are not invited: %(regions)s. The quorum of an assembly is counted of the "
        "members invited, and only they vote."
    ) % {"regions": _names(missing)}


def _unreachable(regions):
    """Nobody there has a verified mandate to answer, so no mail goes there."""
    reached = {mandate.region_id for mandate in rules.receivers_of([r.pk for r in regions])}
    missing = [region for region in regions if region.pk not in reached]
    if not missing:
        return ""
    return _(
        "No verified representative: %(regions)s. No mail reaches them; please tell them yourself."
    ) % {"regions": _names(missing)}


def _clash(meeting, regions):
    """Somebody is invited elsewhere at the same time; where is not said, it may be private."""
    others = Meeting.objects.scheduled().between(meeting.starts_at, meeting.ends_at)
    others = others.exclude(pk=meeting.pk)
    busy = Invitation.objects.filter(meeting__in=others, region__in=regions).exclude(
        answer=Invitation.Answer.ABSENT
    )
    taken = {row.region_id for row in busy}
    if not taken:
        return ""
    return _("Invited to another meeting at this time: %(regions)s.") % {
        "regions": _names([region for region in regions if region.pk in taken])
    }


def _names(regions):
    """Desa A, Desa B and 3 more."""
    names = ", ".join(region.full_name for region in regions[:NAMED])
    rest = len(regions) - NAMED
    if rest <= 0:
        return names
    return ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", rest) % {
        "names": names,
        "n": formats.number(rest),
    }
