"""The talk of the partners, ready to show: what is settled, what not, and who stands where."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from projects import rules
from projects.models import Outcome, Position, Question
from projects.negotiation_rules import can_ask
from villages.models import Region

SIGNS = {  # stance → kind of the tag, its icon
    Position.Stance.SUPPORT: ("ok", "check"),
    Position.Stance.RESERVATION: ("wait", "edit"),
    Position.Stance.CANNOT: ("bad", "x"),
}


def round_at_work(project):
    """The number of the round in which positions are stated now."""
    return project.rounds.count() + 1


def facilitator_of(project):
    """The region that the lead has named last, if it still has a seat; else None."""
    named = project.facilitators.select_related("region").first()
    return named.region if named and project.has_seat(named.region_id) else None


@dataclass(frozen=True)
class Brief:
    """How many questions are open and settled; that is public."""

    open: int
    settled: int
    reads: bool
    can_ask: bool

    def __bool__(self):
        return bool(self.open or self.settled or self.can_ask)


def brief_of(project, acting):
    is_settled = Exists(Outcome.objects.settling(OuterRef("pk")))
    counted = project.questions.annotate(done=is_settled).aggregate(
        open=Count("pk", filter=Q(done=False)), settled=Count("pk", filter=Q(done=True))
    )
    reads = rules.can_read_reasons(acting, project)
    return Brief(**counted, reads=reads, can_ask=bool(can_ask(acting, project)))


@dataclass(frozen=True)
class Stand:
    """A region and its last position; None where it has not stated one. ``since`` is the earlier
    round in which it was stated, 0 for the one looked at."""

    region: Region
    position: Position | None
    since: int = 0

    @property
    def sign(self):
        return SIGNS[self.position.stance]

    @property
    def words(self):
        """Supports; cannot agree, since round 1."""
        stance = capfirst(self.position.get_stance_display())
        if not self.since:
            return stance
        said = {"position": stance, "number": self.since}
        return _("%(position)s, since round %(number)d") % said

    @property
    def is_against(self):
        return self.position is not None and self.position.stance == Position.Stance.CANNOT

    @property
    def name(self):
        """Desa Besani; Desa Besani (since round 1)."""
        if not self.since:
            return self.region.full_name
        said = {"region": self.region.full_name, "number": self.since}
        return _("%(region)s (since round %(number)d)") % said


@dataclass(frozen=True)
class Matter:
    """A question with all that a round knows of it."""

    question: Question
    stands: list
    outcome: Outcome | None = None  # of the last round that looked at it

    @property
    def is_settled(self):
        return bool(self.outcome and self.outcome.is_settled)

    @property
    def against(self):
        """The names of the regions that cannot agree, and since when."""
        return ", ".join(stand.name for stand in self.stands if stand.is_against)

    @property
    def has_old_no(self):
        """Does a region stand by an earlier round in which it could not agree?"""
        return any(stand.since for stand in self.stands if stand.is_against)

    @property
    def tally(self):
        """How often each stance was taken, in their order, and how many are silent."""
        taken = [stand.position.stance for stand in self.stands if stand.position]
        counts = [
            (stance.label, taken.count(stance), *SIGNS[stance])
            for stance in Position.Stance
            if stance in taken
        ]
        return counts, len(self.stands) - len(taken)


@dataclass(frozen=True)
class Talk:
    """Everything on the page of a talk."""

    number: int
    open: list
    settled: list


def talk_of(project):
    """Of a project with its seats; constant queries."""
    number = round_at_work(project)
    questions = project.questions.select_related("region")
    last = {}
    for outcome in _outcomes(question__project=project).order_by("pk"):
        last[outcome.question_id] = outcome
    taken = _taken_on(_positions(question__project=project))
    regions = [seat.region for seat in project.partnerships.all()]
    matters = [
        Matter(
            question=question,
            stands=_stands(regions, taken.get(question.pk, {}), number, last.get(question.pk)),
            outcome=last.get(question.pk),
        )
        for question in questions
    ]
    return Talk(
        number=number,
        open=[each for each in matters if not each.is_settled],
        settled=[each for each in matters if each.is_settled],
    )


def _taken_on(positions):
    """Key of each question → code of each region → its position."""
    found = {}
    for (question, region), position in positions.items():
        found.setdefault(question, {})[region] = position
    return found


def _stands(regions, taken, number, outcome):
    """Of the regions with a seat, whose last position counts until they state another one; of a
    settled question as it was then, with those that spoke in that round and have left since."""
    is_settled = outcome is not None and outcome.is_settled
    at = outcome.round.number if is_settled else number
    stands = [_stand(region, taken.get(region.pk), at) for region in regions]
    if is_settled:
        seated = {region.pk for region in regions}
        spoke = [each for each in taken.values() if each.round == at]
        stands += [Stand(each.region, each) for each in spoke if each.region_id not in seated]
    return stands


def _stand(region, position, at):
    is_earlier = position is not None and position.round < at
    return Stand(region, position, since=position.round if is_earlier else 0)


def matters_of_round(closed):
    """What a closed round says of each question: its outcome, and who stood where then; a position
    of an earlier round counted, too."""
    number, seated = closed.number, _seated_at(closed)
    taken = _taken_on(_positions(question__project=closed.project_id, round__lte=number))
    return [
        Matter(
            question=outcome.question,
            stands=[
                _stand(position.region, position, number)
                for region, position in taken.get(outcome.question_id, {}).items()
                if region in seated or position.round == number
            ],
            outcome=outcome,
        )
        for outcome in _outcomes(round=closed)
    ]


def _seated_at(closed):
    """The codes of the regions that took part when the round was closed."""
    versions = closed.project.versions.filter(made_at__lte=closed.at).order_by("-number")
    named = versions.values_list("partner_codes", flat=True).first()
    return {closed.project.lead_id, *(named or ())}


def _outcomes(**which):
    return Outcome.objects.filter(**which).select_related("round", "question__region")


def _positions(**which):
    """The newest position of each region on each question: (question, region) → position."""
    each = ("question_id", "region_id")
    rows = Position.objects.filter(**which).select_related("region")
    rows = rows.order_by(*each, "-pk").distinct(*each)
    return {(row.question_id, row.region_id): row for row in rows}
