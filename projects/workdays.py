"""Work days, ready to show: cards of a list, one day's people, labour days of each region."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from projects import workday_rules
from projects.labour import labour_days
from projects.models import Contribution, Labour, SignUp, WorkDay
from projects.workday_notices import when
from villages.models import Region


@dataclass(frozen=True)
class Badge:
    """Where a day stands, as a tag."""

    label: str
    kind: str
    icon: str


@dataclass(frozen=True)
class Card:
    """A day in a list; ``worked`` in labour days, empty where nobody has written down who came."""

    day: WorkDay
    when: str
    badge: Badge
    people: str
    worked: str


@dataclass(frozen=True)
class Share:
    """A region's labour: what the proposal promises in words, what it has worked."""

    region: Region
    promised: list
    worked: str


@dataclass(frozen=True)
class Brief:
    """What the project's own page says; ``next`` is None where no day is to come."""

    next: Card | None
    worked: str
    can_announce: bool


def days_words(hours):
    """12,5 labour days."""
    return _("%(days)s labour days") % {"days": formats.figure(labour_days(hours))}


def badge_of(day, now):
    if not day.is_planned:
        return Badge(_("cancelled"), "bad", "x")
    if day.ends_at <= now:
        return Badge(_("over"), "plain", "check")
    if day.starts_at <= now:
        return Badge(_("going on now"), "ok", "check")
    if day.free < 1:
        return Badge(_("full"), "wait", "users")
    if day.sign_up_until < now:
        return Badge(_("sign-up is over"), "plain", "clock")
    return Badge(_("sign-up is open"), "ok", "users")


def card_of(day, hours=None):
    """``hours`` that all people together have worked; None where nothing is written down."""
    return Card(
        day=day,
        when=when(day),
        badge=badge_of(day, timezone.now()),
        people=_people_words(day),
        worked="" if hours is None else days_words(hours),
    )


def _people_words(day):
    """3 of 20 places taken; of a cancelled day, that 3 people had signed up."""
    numbers = {"taken": formats.number(day.taken), "wanted": formats.number(day.wanted)}
    if not day.is_planned:
        text = ngettext(
            "%(taken)s person had signed up", "%(taken)s people had signed up", day.taken
        )
        return text % numbers
    text = ngettext(
        "%(taken)s of %(wanted)s place taken", "%(taken)s of %(wanted)s places taken", day.wanted
    )
    return text % numbers


def cards_of(days):
    """Of one page of a list, in one question."""
    hours = Labour.objects.filter(day__in=days).hours_by("day")
    return [card_of(day, hours.get(day.pk)) for day in days]


def shares_of(project):
    """Each region with its labour, the lead first; ``project`` has its seats prefetched."""
    hours = Labour.objects.filter(day__project=project).hours_by("region")
    promised = {}
    labour = project.current.contributions.filter(kind=Contribution.Kind.LABOUR)
    for each in labour:
        promised.setdefault(each.region_id, []).append(_promise(each))
    seats = sorted(project.partnerships.all(), key=lambda seat: seat.role != seat.Role.LEAD)
    return [
        Share(
            region=seat.region,
            promised=promised.get(seat.region_id, []),
            worked=days_words(hours.get(seat.region_id, 0)),
        )
        for seat in seats
    ]


def _promise(contribution):
    worth = formats.rupiah(contribution.amount) if contribution.amount else ""
    return ", ".join(filter(None, [contribution.note, worth]))


def worked_in(project):
    """All labour days of a project in words; empty where nothing is written down."""
    hours = Labour.objects.filter(day__project=project).hours_by("day__project")
    total = hours.get(project.pk, Decimal(0))
    return days_words(total) if total else ""


def brief_of(project, acting):
    """In two questions; None before all have agreed, and where there is nothing to say."""
    if not project.agreed_at:
        return None
    coming = project.work_days.filter(
        state=WorkDay.State.PLANNED, ends_at__gt=timezone.now()
    ).select_related("region")
    day, worked = coming.order_by("starts_at", "pk").first(), worked_in(project)
    can_announce = bool(workday_rules.can_announce(acting, project))
    if day:
        day.project = project
    elif not worked and project.state not in workday_rules.BOUND:
        return None
    return Brief(card_of(day) if day else None, worked, can_announce)


@dataclass(frozen=True)
class Crowd:
    """Those who come from one region; ``region`` None is somewhere else."""

    region: Region | None
    people: int


@dataclass(frozen=True)
class Present:
    """Those of one region who came; ``groups`` only for those who may read names."""

    region: Region
    people: int
    hours: str
    worked: str
    groups: list


@dataclass(frozen=True)
class DayPage:
    """All that the page of a day shows of its people."""

    crowds: list
    mine: list
    names: list
    presents: list


def page_of(day, user, acting):
    """In two questions. What one may not read is not there."""
    active = list(day.sign_ups.filter(stepped_back_at=None).select_related("region", "booked_by"))
    reads = workday_rules.sees_names(acting, day.project)
    for each in active:
        each.day = day
    return DayPage(
        crowds=_crowds(active),
        mine=[each for each in active if workday_rules.can_step_back(user, acting, each)],
        names=active if reads else [],
        presents=_presents(day.labour.standing().select_related("region"), reads),
    )


def _crowds(sign_ups):
    people, regions = {}, {}
    for each in sign_ups:
        regions[each.region_id] = each.region
        people[each.region_id] = people.get(each.region_id, 0) + each.people
    largest = sorted(people, key=lambda pk: (pk is None, -people[pk]))
    return [Crowd(regions[pk], people[pk]) for pk in largest]


def _presents(rows, reads):
    by_region = {}
    for row in rows:
        if row.people:
            by_region.setdefault(row.region_id, []).append(row)
    return [
        Present(
            region=rows[0].region,
            people=sum(row.people for row in rows),
            hours=_hours_words(rows),
            worked=days_words(sum(row.people * row.hours for row in rows)),
            groups=[row for row in rows if row.group] if reads else [],
        )
        for rows in by_region.values()
    ]


def _hours_words(rows):
    """How long they worked: 4,5 hours each, or 3–4,5 where groups differ."""
    few, most = (formats.figure(find(row.hours for row in rows)) for find in (min, max))
    return _("%(hours)s hours each") % {"hours": few if few == most else f"{few}–{most}"}


def rows_to_record(day):
    """What the form begins with: what stands, else those who have signed up."""
    standing = [row for row in day.labour.standing() if row.people]
    if standing:
        return [
            {"region": row.region_id, "group": row.group, "people": row.people, "hours": row.hours}
            for row in standing
        ]
    hours = Decimal((day.ends_at - day.starts_at).seconds) / 3600
    signed = day.sign_ups.filter(stepped_back_at=None).exclude(region=None)
    return [
        {"region": region, "group": group, "people": people, "hours": round(hours, 2)}
        for (region, group), people in _expected(signed).items()
    ][: Labour.MOST_ROWS]


def standing_words(day):
    """What is written down of who came, in a line: Desa Besani (RT 02) 12, Desa Timbang 5."""
    rows = day.labour.standing().filter(people__gt=0).select_related("region")
    named = [
        (f"{row.region.full_name} ({row.group})" if row.group else row.region.full_name, row)
        for row in rows
    ]
    return ", ".join(f"{name} {formats.number(row.people)}" for name, row in named) or "–"


def _expected(signed):
    """Groups by their names, single people of a region together."""
    people = {}
    for each in signed:
        key = (each.region_id, each.name if _is_group(each) else "")
        people[key] = people.get(key, 0) + each.people
    return people


def _is_group(sign_up: SignUp):
    return sign_up.mandate_id is not None and sign_up.people > 1
