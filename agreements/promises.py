"""What the parties promise each other: when it is due, how the text says it, how it adds up.

Arithmetic only. Amounts are whole rupiah, labour days or pieces of a unit; what cannot be counted
so is counted by its times.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from core import ladder

MONEY, WORK, GOODS, REPORT = KINDS = ("money", "work", "goods", "report")
ONCE, MONTHLY, QUARTERLY, YEARLY = RHYTHMS = ("once", "monthly", "quarterly", "yearly")
_MONTHS = {MONTHLY: 1, QUARTERLY: 3, YEARLY: 12}
LADDER = (7, 0, -7)  # days left when those who owe it are reminded
LOOK_BACK = timedelta(days=2)
SOON = timedelta(days=14)  # before its day it waits on the start page
# The text is one in every language of the page, and its words stay as they were approved.
_KIND_WORDS = {MONEY: "uang", WORK: "pekerjaan", GOODS: "barang", REPORT: "laporan"}
_RHYTHM_WORDS = {
    MONTHLY: "setiap bulan", QUARTERLY: "setiap tiga bulan", YEARLY: "setiap tahun",
}  # fmt: skip


def due_days(first, rhythm, last, month_day=None):
    """Every day on which it is due: ``first``, then the same day of a later month, or ``month_day``
    for which it stands (or the last one of a shorter month), up to ``last``."""
    months = _MONTHS.get(rhythm)
    found = [first] if first <= last else []
    whole = (last.year - first.year) * 12 + last.month - first.month
    while found and months and months * len(found) <= whole:
        day = first + relativedelta(months=months * len(found), day=month_day or first.day)
        if day > last:
            break
        found.append(day)
    return found


def first_due_since(first, rhythm, start, last, month_day=None):
    """The first day of the same rhythm within another term, from ``start`` to ``last``, or None."""
    days = due_days(first, rhythm, last, month_day)
    return next((day for day in days if day >= start), None)


def month_day_of(first, day):
    """``day`` of the month where ``first`` stands for it, as the last day of a month that is too short;
    else None, for the rhythm is that of ``first`` itself."""
    is_last = first.day == monthrange(first.year, first.month)[1]
    return day if is_last and first.day < day else None


def step_of(rhythm, day):
    """Which turn of a rhythm a day is, whatever the day of the month: what is due once has one only."""
    return (0, 0) if rhythm == ONCE else (day.year, day.month)


def reminder_on(due_on, known_on, today):
    """The step of ``LADDER`` that is due on this day, or None."""
    return ladder.step_on(due_on, known_on, today, steps=LADDER, look_back=LOOK_BACK)


@dataclass(frozen=True)
class Promise:
    """One obligation as the text names it; ``source`` is the contribution that it is, ``month_day``
    the day of the month for which ``first`` stands in a shorter one."""

    party: str
    code: str
    kind: str
    amount: int
    unit: str
    what: str
    first: date
    rhythm: str
    source: str = ""
    month_day: int | None = None

    def line(self, ends_on, say=date.isoformat):
        """As the exact text has it; ``say`` writes its days for a sheet that people read."""
        source = f"; menurut {self.source}" if self.source else ""
        due = f"jatuh tempo {say(self.first)}"
        if self.rhythm != ONCE:
            due += f", lalu {_RHYTHM_WORDS[self.rhythm]}{self._on} sampai {say(ends_on)}"
        return f"{self.party} ({self.code}): {self._measure}, {self.what}; {due}{source}"

    @property
    def _on(self):
        """Where the first day does not tell the later ones."""
        day = self.month_day
        return f" pada tanggal {day} atau hari terakhir bulan itu" if day else ""

    @property
    def _measure(self):
        word = _KIND_WORDS[self.kind]
        if not self.amount:
            return word
        figure = f"{self.amount:,}".replace(",", ".")
        if self.kind == MONEY:
            return f"{word} Rp{figure}"
        return f"{word} {figure} {'hari orang kerja' if self.kind == WORK else self.unit}"


@dataclass(frozen=True)
class Measure:
    """What may be added to each other: of one kind and unit, or else by its times."""

    kind: str
    unit: str = ""
    by_times: bool = False


def measure_of(kind, amount, unit):
    """In what an obligation counts."""
    return Measure(kind, unit) if amount else Measure(kind, by_times=True)


@dataclass(frozen=True)
class Entry:
    """One obligation in figures: ``each`` is what one time counts, of ``times`` that stand, ``due``
    whose day has come and ``past`` whose day is over; ``given`` and ``claimed`` (reported, not
    confirmed yet) are whole. ``spared`` is what came of days that were then released: so much was
    owed of them and no more."""

    measure: Measure
    each: int
    times: int
    due: int
    past: int
    given: int = 0
    claimed: int = 0
    spared: int = 0


@dataclass
class Sums:
    """Promised for the whole term, due until today, given and confirmed, reported only; ``behind``
    is what is past its day and not even reported, each obligation by itself: more of one is not
    another."""

    promised: int = 0
    due: int = 0
    given: int = 0
    claimed: int = 0
    behind: int = 0

    def add(self, entry):
        self.promised += entry.each * entry.times + entry.spared
        self.due += entry.each * entry.due + entry.spared
        self.given += entry.given + entry.spared
        self.claimed += entry.claimed
        self.behind += max(entry.each * entry.past - entry.given - entry.claimed, 0)


def tally(entries):
    """``Sums`` by measure, in the order in which the measures come."""
    found = {}
    for entry in entries:
        found.setdefault(entry.measure, Sums()).add(entry)
    return found
