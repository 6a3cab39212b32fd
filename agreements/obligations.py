"""The obligations of an agreement, ready to show: what each party owes, how it stands, how it adds up."""

from dataclasses import dataclass

from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import promises
from agreements.models import OWED, Agreement, Fulfilment, Obligation, Party, ThirdParty
from agreements.promises import Entry, measure_of, tally
from core import formats
from projects.labour import days_text
from projects.models import Commitment

S = Fulfilment.State


@dataclass(frozen=True)
class Standing:
    """A word with the colour and the sign of its tag."""

    word: str
    kind: str
    icon: str


@dataclass(frozen=True)
class Row:
    """One obligation with its number in the text; ``url`` leads to its days, and before the seal,
    when it has no ``standing``, nowhere. ``source`` is the contribution that tells what came."""

    obligation: Obligation
    number: int
    promise: str
    due: str
    url: str
    standing: Standing | None
    entry: Entry | None
    source: Commitment | None


@dataclass(frozen=True)
class Line:
    """One sum of a party, as words."""

    label: str
    promised: str
    due: str
    given: str
    claimed: str
    behind: str


@dataclass(frozen=True)
class Side:
    """A party, or a third one that ``keeper`` reports for, with what it owes and how that adds up;
    without ``lines`` before the seal."""

    owed_by: Party | ThirdParty
    keeper: Party | None
    rows: list
    lines: list


def problems(agreement):
    """Obligations that lie outside the term or are counted by another agreement, as sentences."""
    twice = agreement.obligations.filter(commitment__in=held_elsewhere(agreement, BINDING))
    outside = agreement.obligations.filter(
        Q(first_due__lt=F("agreement__starts_on")) | Q(first_due__gt=F("agreement__ends_on"))
    )
    return [
        _("“%(what)s” is due on %(day)s, outside the term.")
        % {"what": row.what, "day": formats.day(row.first_due)}
        for row in outside
    ] + [
        _("“%(what)s” counts in another agreement of this project already. Leave it out here.")
        % {"what": row.what}
        for row in twice
    ]


LIVING = [Agreement.State.DRAFT, Agreement.State.OPEN, Agreement.State.IN_FORCE]
BINDING = [Agreement.State.OPEN, Agreement.State.IN_FORCE]
IN_THE_MAKING = [Agreement.State.DRAFT, Agreement.State.OPEN]


def held_elsewhere(agreement, states=LIVING):
    """Contributions to its project that count in another agreement: one in these states, or one that
    was replaced and keeps what fell due before. What the agreement before hands on to this one counts
    there no longer."""
    counting = Q(agreement__state__in=states) | Q(
        agreement__end_ground=Agreement.EndGround.REPLACED
    )
    rows = Obligation.objects.filter(counting, commitment__project=agreement.project_id)
    rows = rows.exclude(agreement=agreement).exclude(fulfilments__state=S.CARRIED)
    if agreement.follows_id:
        rows = rows.exclude(pk__in=_handed_on(agreement))
    return Commitment.objects.filter(pk__in=rows.values("commitment"))


def not_taken(agreement):
    """Contributions of the parties to its project that count neither here nor in another agreement."""
    return (
        Commitment.objects.filter(
            project=agreement.project_id, region__in=agreement.parties.values("region")
        )
        .exclude(state=Commitment.State.WITHDRAWN)
        .exclude(obligations__agreement=agreement)
        .exclude(pk__in=held_elsewhere(agreement))
    )


def _handed_on(agreement):
    """Obligations of the agreement before that are not met, and fall due when this one has begun."""
    days = Fulfilment.objects.to_hand_on(agreement.follows_id, agreement.starts_on)
    return days.values("obligation")


def left_out(agreement):
    """What the agreement before would hand on and this one, in the making, does not hold, as words:
    once it is sealed, nobody owes it any more."""
    before = agreement.follows
    if before is None or agreement.state not in IN_THE_MAKING or until(before):
        return []
    held = agreement.obligations.exclude(origin=None).values("origin")
    rows = before.obligations.filter(pk__in=_handed_on(agreement)).exclude(pk__in=held)
    rows = rows.select_related("party", "third_party").in_text_order()
    return [f"{row.owed_by.name}: {promise_of(row)}" for row in rows]


def until(agreement):
    """The day on which it ended, after which nothing falls due any more; None while it holds, and
    where it was replaced: what the next one has not carried over is owed here."""
    if agreement.state != Agreement.State.ENDED:
        return None
    if agreement.end_ground == Agreement.EndGround.REPLACED:
        return None
    return formats.local(agreement.ended_at, agreement.zone).date()


def rows_of(agreement, today):
    """All obligations in the order of the text; one query, however many there are."""
    rows = agreement.obligations.with_sources()
    if agreement.sealed_at:
        rows = rows.with_progress(today, until(agreement))
    ordered = enumerate(rows.in_text_order(), 1)
    return [_row(agreement, row, number, today) for number, row in ordered]


def _row(agreement, row, number, today):
    sealed = agreement.sealed_at is not None
    return Row(
        obligation=row,
        number=number,
        promise=promise_of(row),
        due=_due(row, sealed),
        url=_url(agreement, row) if sealed else "",
        standing=_standing_of(row, today) if sealed else None,
        entry=_entry(row) if sealed else None,
        source=row.commitment if row.counts_in_project else None,
    )


def _url(agreement, row):
    if row.first_day is None:
        return ""
    if row.recurs:
        return reverse("agreements:obligation", args=[agreement.code, row.pk])
    return reverse("agreements:fulfilment", args=[agreement.code, row.first_day])


def promise_of(row):
    """ "Rp1.500.000: iuran"."""
    measure = measure_of(row.kind, row.amount, row.unit)
    return f"{counted(measure, row.amount)}: {row.what}" if row.amount else row.what


def counted(measure, amount):
    """An amount in words: Rp1.500.000, 12 labour days, 200 sak, 3 times."""
    figure = formats.number(amount)
    if measure.by_times:
        return ngettext("%(n)s time", "%(n)s times", amount) % {"n": figure}
    if measure.kind == promises.MONEY:
        return formats.rupiah(amount)
    if measure.kind == promises.WORK:
        return days_text(amount)
    return f"{figure}{formats.NBSP}{measure.unit}"


def _due(row, sealed):
    day = formats.day(row.first_due)
    if not row.recurs:
        return _("Due on %(day)s") % {"day": day}
    words = _("%(rhythm)s from %(day)s on") % {"rhythm": row.get_rhythm_display(), "day": day}
    if row.month_day:
        words = _("%(words)s, then on day %(n)d of the month or its last one") % {
            "words": words,
            "n": row.month_day,
        }
    if sealed and row.next_due:
        words = _("%(words)s, next on %(day)s") % {
            "words": words,
            "day": formats.day(row.next_due),
        }
    return words[0].upper() + words[1:]


def _came(row):
    """Has the project received all of it?"""
    return row.counts_in_project and row.commitment.state == Commitment.State.RECEIVED


def _standing_of(row, today):
    if row.times == 0:
        return _standing_of_none(row)
    if _came(row) or row.confirmed == row.times:
        return fulfilled()
    if row.late:
        several = ngettext("%(n)d time late", "%(n)d times late", row.late) % {"n": row.late}
        return _late(row.partly) if row.times == 1 else Standing(several, "bad", "alert")
    partly = row.partly and not row.recurs
    return _by_calendar(row.disputed, row.reported, partly, row.next_due, today)


def _standing_of_none(row):
    """Where no day is owed any more, or none was made, for the agreement before keeps it."""
    if row.carried:
        return _carried(row.goes_on)
    if row.released:
        return _released()
    if row.first_day is None:
        return Standing(_("Counts under the agreement before"), "", "back")
    return lapsed()


def _by_calendar(disputed, reported, partly, next_due, today):
    """Where nothing is late: what is waited for."""
    if disputed:
        return Standing(_("Disputed"), "bad", "alert")
    if reported:
        return Standing(_("Awaits confirmation"), "wait", "clock")
    if next_due is None:
        return suspended()
    if partly:
        return Standing(_("Partly fulfilled"), "wait", "clock")
    if next_due == today:
        return Standing(_("Due today"), "wait", "clock")
    if next_due <= today + promises.SOON:
        return Standing(_("Due soon"), "wait", "clock")
    return Standing(_("Not due yet"), "", "clock")


def _late(partly):
    return Standing(_("Late, partly fulfilled") if partly else _("Late"), "bad", "alert")


def fulfilled():
    return Standing(_("Fulfilled"), "ok", "check")


def _released():
    return Standing(_("Released by agreement"), "", "flag")


def suspended():
    return Standing(_("Suspended"), "", "clock")


def _carried(goes_on):
    if goes_on:
        return Standing(_("Goes on in the next agreement"), "", "next")
    return Standing(_("Left out by the new text"), "", "x")


def lapsed():
    return Standing(_("No longer due"), "", "x")


def is_lapsed(fulfilment):
    """It was to fall due only after the agreement had ended."""
    end = until(fulfilment.obligation.agreement)
    is_owed = fulfilment.state in OWED
    owed_on = fulfilment.owed_on
    return end is not None and is_owed and (owed_on is None or owed_on > end)


def standing_of_day(fulfilment, today):
    """How one due day stands."""
    if fulfilment.state == S.RELEASED:
        return _released()
    if fulfilment.state == S.CARRIED:
        return _carried(fulfilment.goes_on)
    if fulfilment.state == S.CONFIRMED or _came(fulfilment.obligation):
        return fulfilled()
    if is_lapsed(fulfilment):
        return lapsed()
    if is_suspended(fulfilment, today):
        return suspended()
    disputed, reported, partly = (
        fulfilment.state == each for each in (S.DISPUTED, S.REPORTED, S.PARTLY)
    )
    if not reported and _is_over(fulfilment.owed_on, today):
        return _late(partly)
    return _by_calendar(disputed, reported, partly, fulfilment.owed_on, today)


def is_alone(fulfilment):
    """Is there no other region in the agreement, only third parties?"""
    return fulfilment.obligation.agreement.parties.count() < 2


def is_suspended(fulfilment, today):
    """It fell due in a suspension, and the day to which that has moved it has not come."""
    is_moved = fulfilment.owed_on != fulfilment.due_on
    is_open = fulfilment.state in (S.OPEN, S.PARTLY)
    return is_moved and is_open and not _is_over(fulfilment.owed_on, today)


def _is_over(day, today):
    return day is not None and day < today


def came_of(fulfilment, *, but=()):
    """What of it is given: the confirmed parts that stay, and its report, unless in these states."""
    parts = Q(kept_by__isnull=False)
    if fulfilment.state not in but:
        parts |= Q(pk=fulfilment.report_id)
    return fulfilment.acts.with_given().filter(parts).aggregate(sum=Sum("counts"))["sum"] or 0


def rest_of(fulfilment):
    """What has not been confirmed yet of one that counts; 0 where more was given."""
    confirmed = came_of(fulfilment, but=(S.REPORTED, S.DISPUTED))
    return max(fulfilment.obligation.amount - confirmed, 0)


def _entry(row):
    """What the project has received counts alone where it counts at all."""
    measure = measure_of(row.kind, row.amount, row.unit)
    given, claimed, spared = row.given + row.kept, row.claimed, row.kept_of_released
    if not row.amount:
        given, claimed, spared = row.confirmed, row.reported, 0
    if row.counts_in_project:
        given = _received(row, measure) if _counts_here(row) else 0
        claimed, spared = 0, 0
    return Entry(
        measure, row.amount or 1, row.times, row.due, row.past, given, claimed, spared
    )  # fmt: skip


def _counts_here(row):
    """Or in the agreement after, which has taken its day, or in the one before, which keeps it?"""
    return row.times or not row.carried and row.first_day is not None


def _received(row, measure):
    if measure.by_times:
        return int(_came(row))
    return row.commitment.received if measure.kind == promises.MONEY else row.days_received


def came_in_project(obligation):
    """What its project has received of it, in words; of goods, which have no figure, how far."""
    row = Obligation.objects.with_sources().get(pk=obligation.pk)
    measure = measure_of(row.kind, row.amount, row.unit)
    if not measure.by_times:
        return counted(measure, _received(row, measure))
    if _came(row):
        return _("all of it")
    receipts = row.commitment.receipts.filter(reverses=None, reversal=None)
    return _("a part of it") if receipts.exists() else _("nothing yet")


def sides(rows):
    """The rows by party, with what each has promised and given."""
    found = {}
    for row in rows:
        owing = row.obligation
        keeper = owing.party if owing.third_party else None
        found.setdefault((owing.owed_by, keeper), []).append(row)
    return [Side(*key, owed, _lines(owed)) for key, owed in found.items()]


def _lines(rows):
    sums = tally(row.entry for row in rows if row.entry)
    return [_line(measure, each) for measure, each in sums.items()]


def _line(measure, sums):
    return Line(
        label=Obligation.Kind(measure.kind).label,
        promised=counted(measure, sums.promised),
        due=counted(measure, sums.due),
        given=counted(measure, sums.given),
        claimed=counted(measure, sums.claimed) if sums.claimed else "",
        behind=counted(measure, sums.behind) if sums.behind else "",
    )
