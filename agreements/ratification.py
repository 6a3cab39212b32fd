"""What the parties have settled at home: who has which paper, who is missing what, until when."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from agreements.deadlines import APPROVAL_DAYS, due_on
from agreements.models import HomePaper, HomeRule, Party, Registration, Step
from core import formats
from villages.models import Region

SETTLE = frozenset({Region.Kind.VILLAGE, Region.Kind.CUSTOMARY_VILLAGE})


@dataclass(frozen=True)
class Item:
    """A step of one party: its rule, the paper that counts (or None), and until when it is due.

    ``due`` is None while the clock has not begun.
    """

    rule: HomeRule
    paper: HomePaper | None
    due: date | None
    late: bool

    @property
    def is_missing(self):
        return self.paper is None

    @property
    def blocks(self):
        return self.is_missing and self.rule.compulsory


@dataclass(frozen=True)
class Home:
    """One party with its items, in the order of the steps."""

    party: Party
    items: list

    @property
    def missing(self):
        """Those that keep the head from approving."""
        return [item for item in self.items if item.blocks]


def checklists(agreement, today):
    """Every party with what it settles at home; three queries, however many parties there are."""
    if not agreement.by_clauses:
        return []
    rules = list(HomeRule.objects.filter(kind=agreement.kind))
    papers = papers_of(HomePaper.objects.filter(party__agreement=agreement))
    parties = agreement.parties.select_related("region")
    numbers = Registration.objects.filter(party__agreement=agreement, replaced_at=None)
    days = {row.party_id: row.promulgated_on or row.dated_on for row in numbers}
    return [
        Home(party, _items(agreement, rules, party, papers, days.get(party.pk), today))
        for party in parties
    ]


def papers_of(papers):
    """The newest paper of each party and step."""
    return {(paper.party_id, paper.step): paper for paper in papers.order_by("pk")}


def _items(agreement, rules, party, papers, numbered_on, today):
    if not settles(party.region):
        return []
    items = []
    for rule in rules:
        paper = papers.get((party.pk, rule.step))
        began = numbered_on if rule.step == Step.REPORT else opened_on(agreement)
        due = due_on(began, rule.days) if began else None
        items.append(Item(rule, paper, due, bool(due and not paper and due < today)))
    return items


def settles(region):
    """Only villages have an assembly and a council; a kelurahan or subdistrict settles nothing."""
    return region.kind in SETTLE


def is_asked(agreement, regions):
    """Does the kind ask any of its parties, which lie in these ``regions``, for something at home?"""
    if not agreement.by_clauses or not any(settles(region) for region in regions):
        return False
    return HomeRule.objects.filter(kind=agreement.kind).exists()


def is_deliberated(agreement):
    """Is a party a village, which deliberates on it in its assembly?"""
    return agreement.parties.filter(region__kind__in=SETTLE).exists()


def opened_on(agreement):
    """The day on which the current version was opened; None before."""
    if agreement.current is None:
        return None
    return formats.local(agreement.current.made_at, agreement.zone).date()


def approval_due(agreement):
    """Until when the heads give their word; None before it is open."""
    began = opened_on(agreement)
    return due_on(began, APPROVAL_DAYS) if began else None


def lacking(agreement, region):
    """The compulsory steps without paper that keep this region's head from approving."""
    if not agreement.by_clauses or not settles(region):
        return []
    rules = HomeRule.objects.filter(kind=agreement.kind, compulsory=True)
    there = HomePaper.objects.filter(party__agreement=agreement, party__region=region)
    return list(rules.exclude(step__in=there.values("step")))


def with_lacks(agreements, region):
    """``lacks_home`` of each at once, for lists: does a paper of this village still keep its head
    from approving?"""
    papers = Party.objects.filter(
        agreement=OuterRef(OuterRef("pk")), region=region, home_papers__step=OuterRef("step")
    )
    missing = HomeRule.objects.filter(~Exists(papers), kind=OuterRef("kind"), compulsory=True)
    return agreements.annotate(lacks_home=Q(Exists(missing), by_clauses=True))
