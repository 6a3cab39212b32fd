"""The obligations of an agreement, ready to show: what each party owes, how it stands, how it adds up."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import promises
from agreements.models import Agreement, Fulfilment, Obligation, Party
from agreements.promises import Entry, measure_of, tally
from core import formats
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
    """A party with what it owes and how that adds up; without ``lines`` before the seal."""

    party: Party
    rows: list
    lines: list


def problems(agreement):
    """Obligations that lie outside the term, as sentences."""
    outside = agreement.obligations.filter(
        Q(first_due__lt=F("agreement__starts_on")) | Q(first_due__gt=F("agreement__ends_on"))
    )
    return [
        _("“%(what)s” is due on %(day)s, outside the term.")
        % {"what": row.what, "day": formats.day(row.first_due)}
        for row in outside
    ]


def until(agreement):
    """The day on which it ended, after which nothing falls due any more; None while it holds."""
    if agreement.state != Agreement.State.ENDED:
        return None
    return formats.local(agreement.ended_at, agreement.zone).date()


def rows_of(agreement, today):
    """All obligations in the order of the text; one query, however many there are."""
    rows = agreement.obligations.with_sources()
    if agreement.sealed_at:
        rows = rows.with_progress(today, until(agreement))
    ordered = rows.order_by("party__position", "pk")
    return [_row(agreement, row, number, today) for number, row in enumerate(ordered, 1)]


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
        return ngettext("%(n)s labour day", "%(n)s labour days", amount) % {"n": figure}
    return f"{figure}{formats.NBSP}{measure.unit}"


def _due(row, sealed):
    day = formats.day(row.first_due)
    if not row.recurs:
        return _("Due on %(day)s") % {"day": day}
    words = _("%(rhythm)s from %(day)s on") % {"rhythm": row.get_rhythm_display(), "day": day}
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
        return _released() if row.released else lapsed()
    if _came(row) or row.confirmed == row.times:
        return fulfilled()
    if row.late:
        several = ngettext("%(n)d time late", "%(n)d times late", row.late) % {"n": row.late}
        return _late(_("Late") if row.times == 1 else several)
    return _by_calendar(row.disputed, row.reported, row.next_due, today)


def _by_calendar(disputed, reported, next_due, today):
    """Where nothing is late: what is waited for."""
    if disputed:
        return Standing(_("Disputed"), "bad", "alert")
    if reported:
        return Standing(_("Awaits confirmation"), "wait", "clock")
    if next_due <= today + promises.SOON:
        return Standing(_("Due soon"), "wait", "clock")
    return Standing(_("Not due yet"), "", "clock")


def _late(word):
    return Standing(word, "bad", "alert")


def fulfilled():
    return Standing(_("Fulfilled"), "ok", "check")


def _released():
    return Standing(_("Released by agreement"), "", "flag")


def lapsed():
    return Standing(_("No longer due"), "", "x")


def is_lapsed(fulfilment):
    """It was to fall due only after the agreement had ended."""
    end = until(fulfilment.obligation.agreement)
    is_owed = fulfilment.state in (S.OPEN, S.DISPUTED)
    return end is not None and is_owed and fulfilment.due_on > end


def standing_of_day(fulfilment, today):
    """How one due day stands."""
    if fulfilment.state == S.RELEASED:
        return _released()
    if fulfilment.state == S.CONFIRMED or _came(fulfilment.obligation):
        return fulfilled()
    if is_lapsed(fulfilment):
        return lapsed()
    if fulfilment.state != S.REPORTED and fulfilment.due_on < today:
        return _late(_("Late"))
    disputed, reported = (fulfilment.state == each for each in (S.DISPUTED, S.REPORTED))
    return _by_calendar(disputed, reported, fulfilment.due_on, today)


def _entry(row):
    """What the project has received counts alone where it counts at all."""
    measure = measure_of(row.kind, row.amount, row.unit)
    given, claimed = row.given, row.claimed
    if not row.amount:
        given, claimed = row.confirmed, row.reported
    if row.counts_in_project:
        given, claimed = _received(row, measure), 0
    return Entry(measure, row.amount or 1, row.times, row.due, given, claimed)


def _received(row, measure):
    if measure.by_times:
        return int(_came(row))
    return row.commitment.received if measure.kind == promises.MONEY else row.days_received


def sides(rows):
    """The rows by party, with what each has promised and given."""
    found = {}
    for row in rows:
        found.setdefault(row.obligation.party, []).append(row)
    return [Side(party, owed, _lines(owed)) for party, owed in found.items()]


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
