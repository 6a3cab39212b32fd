"""What an agreement follows and what follows it: the three ways, their terms, the whole line.

Read ADR 20 first.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import terms
from agreements.models import Agreement, Fulfilment
from agreements.pauses import Span
from agreements.promises import step_of
from core import formats

S, Ground = Agreement.State, Agreement.EndGround
RENEWAL, AMENDMENT, REPLACEMENT = Agreement.FollowsAs
ONE_DAY = timedelta(days=1)
RENEWABLE = relativedelta(years=1)  # after the end
NEVER_RENEWED = (Ground.UNLAWFUL, Ground.HARMFUL)
LONGEST_LINE = 100  # as many agreements of one line as a page shows


@dataclass(frozen=True)
class Way:
    """One way to follow an agreement; ``address`` names it in links."""

    key: str
    address: str
    name: str | Promise
    note: str | Promise
    icon: str


WAYS = {
    way.address: way
    for way in (
        Way(
            RENEWAL, "perpanjangan", gettext_lazy("Renewal"),
            gettext_lazy("The same words and the same parties, for a new term."), "clock",
        ),
        Way(
            AMENDMENT, "perubahan", gettext_lazy("Change of words (addendum)"),
            gettext_lazy(
                "Other words with the same parties; the last day stays. The whole text is approved "
                "anew, so that nobody has to read two papers together."
            ),
            "edit",
        ),
        Way(
            REPLACEMENT, "penggantian", gettext_lazy("Replacement"),
            gettext_lazy("Other words, another term, other parties: a new agreement in its place."),
            "agree",
        ),
    )
}  # fmt: skip


def runs(agreement, today):
    """Does it still hold in the eyes of the calendar too?"""
    return agreement.state == S.IN_FORCE and agreement.ends_on >= today


def suspensions(agreement, rows, today):
    """Its ``Pause`` rows with their days, of an agreement that has ended as far as they came about."""
    found = [(row, Span(row.starts_on, row.ends_on)) for row in rows]
    if runs(agreement, today):
        return found
    over_on = last_day(agreement)
    cut = [(row, span.until(over_on)) for row, span in found]
    return [(row, span) for row, span in cut if span]


def last_day(agreement):
    """The last day on which it held, or will hold."""
    if agreement.state != S.ENDED or agreement.end_ground == Ground.TERM_OVER:
        return agreement.ends_on
    return formats.local(agreement.ended_at, agreement.zone).date()


def open_ways(agreement, today):
    """The ways in which a sealed agreement can be followed on a day."""
    if runs(agreement, today):
        return list(WAYS.values())
    is_renewable = today <= last_day(agreement) + RENEWABLE
    return [way for way in WAYS.values() if way.key == RENEWAL and is_renewable]


@dataclass(frozen=True)
class Term:
    """First and last day."""

    starts_on: date
    ends_on: date


def suggested_term(way, agreement, today):
    """What the form proposes: a renewal as long as before, from the day after it; else from today."""
    if way != RENEWAL:
        return Term(max(today, agreement.starts_on), agreement.ends_on)
    after = _day_after(agreement.ends_on)
    start = max(after, today) if runs(agreement, today) else today
    start = min(start, terms.furthest_start(today))
    if agreement.ends_on - agreement.starts_on > terms.LONGEST:
        return Term(start, start + terms.LONGEST)
    length = relativedelta(after, agreement.starts_on)
    return Term(start, start + length - ONE_DAY)


def _day_after(day):
    """The next day, or the last one of the calendar."""
    return min(day, date.max - ONE_DAY) + ONE_DAY


def term_problem(way, before, term, today):
    """Why a successor of ``before`` cannot have this term, as field and sentence; else None."""
    if wrong := terms.start_problem(term.starts_on, today):
        return "starts_on", wrong
    if term.ends_on < term.starts_on:
        return "ends_on", _("The end lies before the start.")
    if runs(before, today):
        return _overlap(way, before, term)
    held = last_day(before)
    first = _day_after(held) if held == before.ends_on else held
    if term.starts_on < first:
        text = _("The earlier agreement held until %(day)s. Begin on %(first)s at the earliest.")
        return "starts_on", text % {"day": formats.day(held), "first": formats.day(first)}
    return None


def _overlap(way, before, term):
    end, after = formats.day(before.ends_on), _day_after(before.ends_on)
    if term.starts_on < before.starts_on:
        text = _("It cannot begin before the agreement that it follows: %(day)s.")
        return "starts_on", text % {"day": formats.day(before.starts_on)}
    if term.starts_on > after:
        text = _("Begin on %(day)s at the latest; otherwise nothing would hold in between.")
        return "starts_on", text % {"day": formats.day(after)}
    if way == AMENDMENT and term.ends_on != before.ends_on:
        text = _("A change of words keeps the last day, %(day)s. For another one, renew it.")
        return "ends_on", text % {"day": end}
    if way == RENEWAL and term.ends_on <= before.ends_on:
        text = _("A renewal lasts longer than the agreement before, which ends on %(day)s.")
        return "ends_on", text % {"day": end}
    return None


def problems(agreement, today):
    """Why a successor cannot be opened, as sentences; nothing for one that follows none."""
    before = agreement.follows
    if before is None:
        return []
    if agreement.follows_as != RENEWAL and not runs(before, today):
        return [
            _("“%(title)s”, which it follows, has ended. Withdraw this draft, and renew that one.")
            % {"title": before.title}
        ]
    term = Term(agreement.starts_on, agreement.ends_on)
    wrong = term_problem(agreement.follows_as, before, term, today)
    return ([wrong[1]] if wrong else []) + _other_thirds(agreement, before)


def _other_thirds(agreement, before):
    """A renewal or a change binds the same third parties, as it binds the same regions."""
    if agreement.follows_as == REPLACEMENT:
        return []
    now, then = (
        sorted(each.third_parties.values_list("name", flat=True)) for each in (agreement, before)
    )
    if now == then:
        return []
    return [
        _("It keeps its third parties: %(names)s. With others, draft a replacement.")
        % {"names": ", ".join(then) or "–"}
    ]


def suspensions_within(before, after):
    """Suspensions of ``before``, each with the last day that the term of ``after`` leaves it (None:
    until further notice); none where somebody is bound by ``after`` who has not agreed to them."""
    agreed = before.parties.values("region")
    if after.parties.exclude(region__in=agreed).exists():
        return []
    rows = before.pauses.filter(starts_on__lte=after.ends_on)
    return [(row, row.ends_on and min(row.ends_on, after.ends_on)) for row in rows]


def is_reached(after, last):
    """Does a suspension up to this last day touch the agreement that follows?"""
    return last is None or last >= after.starts_on


def suspensions_to_come(agreement):
    """What will be suspended in an agreement in the making because the one before is, as sentences."""
    if agreement.follows is None or agreement.state not in (S.DRAFT, S.OPEN):
        return []
    found = suspensions_within(agreement.follows, agreement)
    return [
        _suspended(agreement, row.starts_on, last)
        for row, last in found
        if is_reached(agreement, last)
    ]


def _suspended(agreement, first, last):
    if last is None:
        text = _("The suspension of “%(title)s” from %(first)s until further notice goes on here.")
    else:
        text = _("The suspension of “%(title)s” from %(first)s to %(last)s goes on here.")
    return text % {
        "title": agreement.follows.title, "first": formats.day(first), "last": last and formats.day(last),
    }  # fmt: skip


def successor_of(agreement):
    """The one successor in the making or sealed, or None."""
    rows = Agreement.objects.filter(follows=agreement.pk).exclude(state=S.WITHDRAWN)
    return rows.select_related("drafted_for").first()


_KEPT = """
WITH RECURSIVE line (id, earlier) AS (
    SELECT id, origin_id FROM agreements_obligation
    WHERE agreement_id = %s AND origin_id IS NOT NULL
    UNION ALL
    SELECT line.id, o.origin_id FROM agreements_obligation o
    JOIN line ON o.id = line.earlier WHERE o.origin_id IS NOT NULL)
SELECT line.id, o.rhythm, f.due_on FROM line
JOIN agreements_obligation o ON o.id = line.earlier
JOIN agreements_fulfilment f ON f.obligation_id = o.id
WHERE f.due_on >= %s AND f.state <> %s
"""


def kept_steps(agreement):
    """Its obligations, each with a turn of the rhythm that an agreement before keeps, though this one
    has begun: what was given early, or released. One query, however long the line is."""
    if agreement.follows_id is None:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [agreement.pk, agreement.starts_on, Fulfilment.State.CARRIED])
        return {(pk, step_of(rhythm, day)) for pk, rhythm, day in cursor.fetchall()}


def own_days(obligation, last, kept):
    """The days on which it falls due in its own agreement, up to ``last``, without ``kept_steps``."""
    days = obligation.due_days(last)
    return [day for day in days if (obligation.pk, step_of(obligation.rhythm, day)) not in kept]


_LATEST = """
WITH RECURSIVE line (root, id) AS (
    SELECT id, id FROM agreements_agreement WHERE id = ANY(%s)
    UNION ALL
    SELECT line.root, a.id FROM agreements_agreement a
    JOIN line ON a.follows_id = line.id WHERE a.sealed_at IS NOT NULL)
SELECT root, max(id) FROM line GROUP BY root HAVING max(id) <> root
"""


def latest_of(agreements):
    """For lists: the last sealed successor of each that has one, by its key; two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [[agreement.pk for agreement in agreements]])
        found = dict(cursor.fetchall())
    rows = Agreement.objects.select_related("entry").in_bulk(found.values()) if found else {}
    return {root: rows[pk] for root, pk in found.items()}


_LINE = """
WITH RECURSIVE up (id, follows_id) AS (
    SELECT id, follows_id FROM agreements_agreement WHERE id = %s
    UNION ALL
    SELECT a.id, a.follows_id FROM agreements_agreement a JOIN up ON a.id = up.follows_id),
down (id) AS (
    SELECT id FROM agreements_agreement WHERE id = %s
    UNION ALL
    SELECT a.id FROM agreements_agreement a
    JOIN down ON a.follows_id = down.id WHERE a.state <> 'withdrawn')
SELECT id FROM up UNION SELECT id FROM down
"""


@dataclass(frozen=True)
class Line:
    """All agreements of one line that the reader may see, the oldest first, as seen from ``here``."""

    here: Agreement
    rows: list

    @property
    def before(self):
        """The one that it follows."""
        return next((row for row in self.rows if row.pk == self.here.follows_id), None)

    @property
    def after(self):
        """The one that follows it."""
        return next((row for row in self.rows if row.follows_id == self.here.pk), None)

    @property
    def latest(self):
        """The last sealed one after it, or None."""
        later = [row for row in self.rows if row.pk > self.here.pk and row.sealed_at]
        return later[-1] if later else None


def line_of(agreement, user):
    """Its line; two queries, however long it is. One alone has no rows."""
    with connection.cursor() as cursor:
        cursor.execute(_LINE, [agreement.pk, agreement.pk])
        keys = [pk for (pk,) in cursor.fetchall()]
    if len(keys) == 1:
        return Line(agreement, [])
    seen = Agreement.objects.visible_to(user).filter(pk__in=keys).defer("text")
    rows = seen.select_related("entry", "drafted_for").order_by("-pk")[:LONGEST_LINE]
    return Line(agreement, list(reversed(rows)))
