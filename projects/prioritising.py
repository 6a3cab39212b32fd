"""The orders of a forum's members side by side, ready to show."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import formats
from projects import priorities
from projects import priority_rules as rules
from projects.models import Candidate, Partnership, Preference, Project, Ranking
from villages.models import Region

OFFERED = 60  # proposals to tick, the newest first
# By how close the partners are (``priorities.closeness``): colour, icon, sentence.
WORDS = (
    ("bad", "alert", gettext_lazy("The opinions are still far apart.")),
    ("wait", "clock", gettext_lazy("The partners agree in part.")),
    ("ok", "check", gettext_lazy("The partners nearly agree.")),
    ("ok", "check", gettext_lazy("The partners agree almost completely.")),
)
S = Project.State


def rows_for_page():
    """Rankings with the names that their page shows."""
    return Ranking.objects.select_related("forum__home", "mandate")


def offered_of(forum, today):
    """Public proposals in which a member takes part and that are talked about or agreed."""
    members = forum.memberships.on(today).values("region")
    seats = Partnership.objects.filter(region__in=members)
    rows = Project.objects.filter(
        state__in=(S.PROPOSED, S.REVISING, S.AGREED), pk__in=seats.values("project")
    )
    return rows.select_related("lead").order_by("-pk")[:OFFERED]


def candidates_of(ranking):
    """The proposals that stand to choice, in one query."""
    return list(ranking.candidates.select_related("project__lead"))


@dataclass(frozen=True)
class Line:
    """A proposal with its rank in each order; ``standing`` only where it counts and orders are
    seen."""

    candidate: Candidate
    standing: priorities.Standing | None = None
    ranks: list = field(default_factory=list)

    @property
    def project(self):
        return self.candidate.project

    @property
    def mean(self):
        """2,3."""
        mean = self.standing.mean
        return formats.figure(Decimal(round(mean * 10)) / 10)

    @property
    def spread(self):
        """From the best to the worst rank; one figure where all are the same."""
        first, last = self.standing.first, self.standing.last
        return str(first) if first == last else f"{first}–{last}"


@dataclass(frozen=True)
class Column:
    """The order of a region, how far it is from the common one, in percent, and whether it was
    changed when the region could see those of others."""

    preference: Preference
    distance: int
    late: bool


@dataclass(frozen=True)
class Degree:
    """How near all orders are to each other, in words; ``w`` is Kendall's W."""

    kind: str
    icon: str
    words: str
    w: str


@dataclass(frozen=True)
class Page:
    """What the page of a ranking shows; ``seen`` says whether the orders are."""

    lines: list
    columns: list
    degree: Degree | None
    given: list
    missing: list
    own: Preference | None
    seen: bool


def page_of(ranking, acting):
    """Four queries, whatever the number of proposals and regions."""
    candidates = candidates_of(ranking)
    preferences = list(ranking.preferences.select_related("region").order_by("region__code"))
    spoken = {each.region_id for each in preferences}
    members = Region.objects.filter(
        pk__in=ranking.forum.memberships.on(ranking.last_day).values("region")
    )
    seen = rules.sees_orders(acting, ranking, preferences)
    own = acting.region_id if acting else None
    lines, columns, degree = _compared(candidates, preferences if seen else [])
    return Page(
        lines=lines,
        columns=columns,
        degree=degree,
        given=[(each, _is_late(each, preferences)) for each in preferences],
        missing=[each for each in members.order_by("code") if each.pk not in spoken],
        own=next((each for each in preferences if each.region_id == own), None),
        seen=seen,
    )


def _is_late(preference, preferences):
    """Was it changed after others had given theirs? Who has given his own sees them from then on."""
    others = [each.at for each in preferences if each.pk != preference.pk]
    return preference.revision > 1 and min(others, default=preference.changed_at) < (
        preference.changed_at
    )


def _compared(candidates, preferences):
    """Lines in the common order, then what does not count; columns; how near the orders are."""
    counted = {each.project_id: each for each in candidates if each.counts}
    gone = [Line(each) for each in candidates if not each.counts]
    orders = [[key for key in each.order if key in counted] for each in preferences]
    if not orders or not counted:
        return [*map(Line, counted.values()), *gone], [], None
    points = priorities.borda(orders)
    ranks = {key: [order.index(key) + 1 for order in orders] for key in counted}
    lines = [
        Line(counted[each.thing], each, ranks[each.thing]) for each in priorities.standings(orders)
    ]
    columns = [
        Column(
            preference,
            priorities.percent(priorities.distance(order, points)),
            _is_late(preference, preferences),
        )
        for preference, order in zip(preferences, orders, strict=True)
    ]
    return lines + gone, columns, _degree(priorities.agreement(orders))


def _degree(w):
    if w is None:
        return None
    kind, icon, words = WORDS[priorities.closeness(w)]
    return Degree(kind, icon, words, formats.figure(Decimal(round(w * 100)) / 100))


def state_of(ranking):
    """The tag of a ranking: words, colour, icon."""
    if ranking.is_open:
        until = _("open until %(day)s") % {"day": formats.day(ranking.closes_on)}
        return until, "wait", "clock"
    return _("closed on %(day)s") % {"day": formats.day(ranking.last_day)}, "", "check"
