"""The talk of the partners, ready to show: what is settled, what not, and who stands where."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

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
    """A region and its position; None where it has not stated one."""

    region: Region
    position: Position | None

    @property
    def sign(self):
        return SIGNS[self.position.stance]


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
        """The names of the regions that cannot agree."""
        cannot = Position.Stance.CANNOT
        said = [stand for stand in self.stands if stand.position]
        return ", ".join(
            stand.region.full_name for stand in said if stand.position.stance == cannot
        )

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


_OF_ROUND_THAT_SETTLED = {
    "question__outcomes__is_settled": True,
    "round": F("question__outcomes__round__number"),
}


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
    now = _taken_on(_positions(question__project=project, round=number))
    then = _taken_on(_positions(question__project=project, **_OF_ROUND_THAT_SETTLED))
    regions = [seat.region for seat in project.partnerships.all()]
    matters = [
        Matter(
            question=question,
            stands=_stands(regions, now.get(question.pk, {}), then.get(question.pk, {})),
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


def _stands(regions, now, then):
    """Of the regions with a seat, as in the round at work, or in the one that settled the question;
    there also of those that have left since."""
    seated = {region.pk for region in regions}
    gone = [position.region for region, position in then.items() if region not in seated]
    return [Stand(region, (then or now).get(region.pk)) for region in [*regions, *gone]]


def matters_of_round(closed):
    """What a closed round says of each question: its outcome, and who stood where then."""
    found = _positions(question__project=closed.project_id, round=closed.number)
    return [
        Matter(
            question=outcome.question,
            stands=[
                Stand(position.region, position)
                for (question, _region), position in found.items()
                if question == outcome.question_id
            ],
            outcome=outcome,
        )
        for outcome in _outcomes(round=closed)
    ]


def _outcomes(**which):
    return Outcome.objects.filter(**which).select_related("round", "question__region")


def _positions(**which):
    """The newest position of each region on each question: (question, region) → position."""
    rows = Position.objects.filter(**which).select_related("region").order_by("pk")
    return {(row.question_id, row.region_id): row for row in rows}
