"""Where each addendum stands: who has confirmed it, who objects, who has not answered."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from core import formats
from core.access import Verdict
from meetings import minutes_rules as rules
from meetings.minutes_page import Voice
from meetings.models import Addendum, AddendumWord, Reminder


class Standing(NamedTuple):
    """All invited regions, and the word of each that has spoken, by region."""

    regions: list
    words: dict

    def said(self, stance):
        """The words of this stance, in the order of the regions."""
        found = [self.words[region.pk] for region in self.regions if region.pk in self.words]
        return [row for row in found if row.stance == stance]

    @property
    def confirmed(self):
        return self.said(AddendumWord.Stance.CONFIRMS)

    @property
    def objected(self):
        return self.said(AddendumWord.Stance.OBJECTS)

    @property
    def silent(self):
        return [region for region in self.regions if region.pk not in self.words]

    @property
    def is_approved(self):
        """Silence is no consent."""
        return len(self.confirmed) == len(self.regions)


def standing_of(addendum):
    """Of one addendum."""
    return Standing(_asked(addendum.minutes), _by_region(addendum))


def standings_of(minutes):
    """Pairs of addendum and standing, in the order of the numbers."""
    rows = list(minutes.addenda.prefetch_related("words"))
    regions = _asked(minutes) if rows else []
    return [(row, Standing(regions, _by_region(row))) for row in rows]


def _asked(minutes):
    return [row.region for row in minutes.meeting.invitations.select_related("region")]


def _by_region(addendum):
    return {word.region_id: word for word in addendum.words.all()}


class Shown(NamedTuple):
    """One addendum as the page shows it."""

    row: Addendum
    is_approved: bool
    voices: list
    confirmed: int
    can_answer: Verdict
    is_asked: bool  # one's own region was invited and has not answered


def shown_on_page(minutes, acting):
    """All addenda with who has said what; the reasons are shown to those who take part."""
    pairs = standings_of(minutes)
    may = rules.answers_addenda(acting, minutes.meeting) if pairs else None
    reminded = _reminded(minutes) if pairs else {}
    return [
        _shown(row, standing, acting, may, minutes.meeting.zone, reminded.get(row.number, {}))
        for row, standing in pairs
    ]


def _reminded(minutes):
    """When reminders of addenda went out: number of the addendum → region → moments."""
    rows = Reminder.objects.of_kind(Reminder.Kind.ADDENDUM).filter(
        meeting=minutes.meeting_id, mail__sent_at__isnull=False
    )
    found = {}
    sent = rows.order_by("mail__sent_at", "pk")
    for number, region, moment in sent.values_list("sequence", "mandate__region", "mail__sent_at"):
        found.setdefault(number, {}).setdefault(region, []).append(moment)
    return found


def _shown(row, standing, acting, may, zone, reminded):
    own = acting.region_id if acting else None
    voices = [
        _voice(region, standing.words.get(region.pk), own, zone, reminded.get(region.pk, ()))
        for region in standing.regions
    ]
    return Shown(
        row=row,
        is_approved=standing.is_approved,
        voices=sorted(voices, key=lambda voice: not voice.is_mine),
        confirmed=len(standing.confirmed),
        can_answer=may,
        is_asked=own in {region.pk for region in standing.silent},
    )


def _voice(region, word, own, zone, reminded=()):
    name, mine = region.full_name, region.pk == own
    if word is None:
        days = dict.fromkeys(formats.day(formats.local(moment, zone)) for moment in reminded)
        told = _("Reminded: %(days)s") % {"days": ", ".join(days)} if days else ""
        return Voice(name, mine, _("Has not responded"), "wait", "clock", told)
    day = formats.day(formats.local(word.at, zone))
    who = f"{word.person_name}, {word.office_title}, {day}"
    if word.stance == AddendumWord.Stance.CONFIRMS:
        return Voice(name, mine, _("Confirmed"), "ok", "check", who)
    return Voice(name, mine, _("Objects"), "bad", "x", who, word.reason)
