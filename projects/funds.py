"""What a project costs and who brings what, added up once for all pages that show it."""

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Q
from django.utils.translation import gettext as _

from core import formats
from projects.models import Budget, Commitment, Contribution, SharingRule, Source
from projects.sharing import shares_of
from projects.sums import Sums, tally, total_of


@dataclass(frozen=True)
class Row:
    """One line of a table of sums: a year, a source or a party, all in whole rupiah."""

    label: str
    cost: int
    sums: Sums

    @property
    def short(self):
        return max(0, self.cost - self.sums.committed)

    @property
    def over(self):
        return max(0, self.sums.committed - self.cost)


@dataclass(frozen=True)
class Group:
    """What one party brings."""

    party: str
    sums: Sums
    commitments: list
    has_left: bool = False  # a partner once, whose seat an amendment took away

    @property
    def plans(self):
        """What is planned and may still be committed, in rupiah."""
        return _plans(self.commitments)

    @property
    def url(self):
        """The public page of an organisation, or nothing."""
        return self.commitments[0].party_url


@dataclass(frozen=True)
class Part:
    """A partner under the rule of cost sharing, in whole rupiah; ``weight`` as the page says it."""

    party: str
    weight: str
    share: int
    committed: int

    @property
    def short(self):
        return max(0, self.share - self.committed)

    @property
    def over(self):
        return max(0, self.committed - self.share)


@dataclass(frozen=True)
class Sharing:
    """The rule and its outcome: ``base`` is the cost less what others than the partners bring."""

    rule: SharingRule
    base: int
    parts: list
    is_outdated: bool = False  # the partners are no longer its own: nothing is owed by it

    @property
    def parties(self):
        """The names of those that it shares among."""
        return [part.party for part in self.parts]

    @property
    def shared(self):
        return sum(part.share for part in self.parts)

    @property
    def unshared(self):
        """Of a free rule: what its shares leave open."""
        return max(0, self.base - self.shared)

    @property
    def overshared(self):
        """Of a free rule: what its shares ask for beyond the cost."""
        return max(0, self.shared - self.base)

    @property
    def committed(self):
        return sum(part.committed for part in self.parts)


@dataclass(frozen=True)
class Funds:
    """All sums of a project. ``cost`` is the budget's, or the rough one of the proposal without.

    ``covered`` is what is committed, and what the proposal names for regions that have neither
    committed nor withdrawn anything yet (``names``). An offer that was taken on fills a gap that
    the names leave: it comes on top of them.
    """

    budget: Budget | None
    lines: list
    cost: int
    rough: int
    commitments: list
    withdrawn: list
    sums: Sums
    names: list

    @property
    def named(self):
        """What the proposal names and still counts, in rupiah."""
        return sum(each.amount for each in self.names)

    @property
    def plans(self):
        """What is planned and may still be committed, in rupiah."""
        return _plans(self.commitments)

    @property
    def covered(self):
        return self.sums.committed + self.named

    @property
    def is_of_proposal(self):
        """Has nobody given or taken back a word so far?"""
        is_answered = any(each.state != Commitment.State.PLANNED for each in self.commitments)
        return not is_answered and not self.withdrawn

    @property
    def covered_by(self):
        return basis_words(self.named, None if self.is_of_proposal else self.sums.committed)

    @property
    def gap(self):
        return max(0, self.cost - self.covered)

    @property
    def over(self):
        return max(0, self.covered - self.cost)

    @property
    def percent(self):
        """None of what costs nothing."""
        return 100 * self.covered // self.cost if self.cost else None

    @property
    def above_rough(self):
        return max(0, self.cost - self.rough)

    @property
    def below_rough(self):
        return max(0, self.rough - self.cost)

    def by_year(self):
        """Years with their budget; without a budget no year has a cost."""
        found = self._by("year")
        return [Row(str(year), *found[year]) for year in sorted(found)]

    def by_source(self):
        """In the order of ``Source``; lines without a source have the empty label."""
        found = self._by("source")
        return [
            Row(str(Source(value).label) if value else "", *found[value])
            for value in [*Source.values, ""]
            if value in found
        ]

    def _by(self, mark):
        """Cost and sums of each year or source (``mark``) that has any; what was only planned when
        the project ended counts nowhere."""
        key = attrgetter(mark)
        costs = _costs(self.lines, key)
        sums = tally((each for each in self.commitments if not _has_lapsed(each)), key)
        both = {each: (costs.get(each, 0), sums.get(each, Sums())) for each in {**costs, **sums}}
        return {each: found for each, found in both.items() if any(found)}

    def by_party(self, left=()):
        """Who brings what, in the order in which it was first written down; ``left`` are the codes
        of those that are partners no more."""
        return groups_of(self.commitments, left)

    def beside_names(self, left=()):
        """The same without what is only planned in place of the names that count."""
        regions = {each.region_id for each in self.names}
        planned = Commitment.State.PLANNED
        rest = [
            each
            for each in self.commitments
            if each.state != planned or each.region_id not in regions or is_offered(each)
        ]
        return groups_of(rest, left)


def groups_of(commitments, left=()):
    """A group of each party, in the order in which they come."""
    sums = tally(commitments, lambda each: each.party)
    brought = {}
    for each in commitments:
        brought.setdefault(each.party, []).append(each)
    return [
        Group(party, sums[party], rows, has_left=rows[0].region_id in left)
        for party, rows in brought.items()
    ]


def _plans(commitments):
    planned = Commitment.State.PLANNED
    return sum(each.worth for each in commitments if each.state == planned and not each.has_ended)


def _has_lapsed(commitment):
    """Was it only planned when its project ended?"""
    return commitment.state == Commitment.State.PLANNED and commitment.has_ended


def is_offered(commitment):
    """Was it an offer that the lead has taken on? Its answer is no word on what is named."""
    return hasattr(commitment, "offer")


def _costs(lines, key):
    costs = {}
    for line in lines:
        costs[key(line)] = costs.get(key(line), 0) + line.amount
    return costs


def funds_of(project, contributions=None):
    """In three queries, or four where the ``contributions`` that the version in force names are not
    given; of a project with a current version."""
    budget = project.budgets.select_related("mandate").first()
    lines = list(budget.lines.all()) if budget else []
    rows = list(project.commitments.with_people().select_related("offer"))
    commitments = [each for each in rows if each.state != Commitment.State.WITHDRAWN]
    rough = project.current.cost
    if contributions is None:
        contributions = Contribution.objects.filter(version=project.current_id)
    answered = {
        each.region_id
        for each in rows
        if each.state != Commitment.State.PLANNED and not is_offered(each)
    }
    return Funds(
        budget=budget,
        lines=lines,
        cost=sum(line.amount for line in lines) if budget else rough,
        rough=rough,
        commitments=commitments,
        withdrawn=[each for each in rows if each.state == Commitment.State.WITHDRAWN],
        sums=total_of(commitments),
        names=[each for each in contributions if each.region_id not in answered],
    )


def basis_words(named, committed):
    """What it is that covers the cost; ``committed`` is None before the first word."""
    if named and committed:
        return _("Committed and named in the proposal")
    return _("Named in the proposal") if named or committed is None else _("Committed")


def left_of(project, commitments):
    """Codes of the regions behind the contributions that were partners once and have left; asks
    the database only where others than the partners bring something."""
    seats = {seat.region_id for seat in project.partnerships.all()}
    others = {each.region_id for each in commitments if each.region_id} - seats
    if not others:
        return others
    versions = project.versions.filter(Q(amendment=None) | Q(amendment__state="in_force"))
    seated = versions.filter(partner_codes__overlap=list(others)).values_list("partner_codes")
    return others & {code for (codes,) in seated for code in codes}


def sharing_of(project, funds):
    """The rule that holds, compared with what was committed; None where none has been set."""
    rule = project.sharing_rules.first()
    if rule is None:
        return None
    rows = list(rule.shares.select_related("region"))
    regions = {row.region_id for row in rows}
    sums = tally(funds.commitments, lambda each: each.region_id)
    others = sum(each.committed for region, each in sums.items() if region not in regions)
    base = max(0, funds.cost - others)
    weights = [row.weight for row in rows]
    shares = weights if rule.method == SharingRule.Method.FREE else shares_of(base, weights)
    parts = [
        Part(
            party=row.region.full_name,
            weight=_weight_words(rule.method, row.weight),
            share=share,
            committed=sums.get(row.region_id, Sums()).committed,
        )
        for row, share in zip(rows, shares, strict=True)
    ]
    seats = {seat.region_id for seat in project.partnerships.all()}
    return Sharing(rule, base, parts, is_outdated=seats != regions)


def _weight_words(method, weight):
    """1.234 inhabitants, 33,33%; nothing where the share itself says it."""
    if method == SharingRule.Method.INHABITANTS:
        return _("%(number)s inhabitants") % {"number": formats.number(weight)}
    if method == SharingRule.Method.BENEFIT:
        return f"{weight / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "%"
    return ""
