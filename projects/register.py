"""The risks of a project, ready to show."""

from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from projects import hazards
from projects.models import Assessment
from villages.models import Region

LABELS = {
    hazards.LOW: pgettext_lazy("level of a risk", "low"),
    hazards.MIDDLE: pgettext_lazy("level of a risk", "middle"),
    hazards.HIGH: pgettext_lazy("level of a risk", "high"),
}
LOOKS = {  # level → kind of the tag, its icon
    hazards.LOW: ("ok", "check"),
    hazards.MIDDLE: ("wait", "eye"),
    hazards.HIGH: ("bad", "alert"),
}
STATE_LOOKS = {
    Assessment.State.HAPPENED: ("bad", "alert"),
    Assessment.State.CLOSED: ("", "check"),
}


@dataclass(frozen=True)
class Line:
    """A risk as it stands: level, or what became of it; ``is_late``: its review is overdue;
    ``keeper``: the region that looks after it."""

    assessment: Assessment
    label: str
    kind: str
    icon: str
    is_late: bool
    keeper: Region

    @property
    def risk(self):
        return self.assessment.risk


@dataclass(frozen=True)
class Register:
    """All risks: the open ones, the gravest first; those that are over; the picture."""

    open: list
    over: list
    late: int
    matrix: list


@dataclass(frozen=True)
class Cell:
    """A field of the picture: how many open risks lie there, and how grave that is."""

    label: str
    kind: str
    number: int


def register_of(project):
    """In one query; a project has a bounded number of risks."""
    rows = Assessment.objects.standing().filter(risk__project=project)
    lines = [line_of(row, project) for row in rows.select_related("risk__region", "keeper")]
    still = [line for line in lines if line.assessment.state == Assessment.State.OPEN]
    still.sort(key=_gravest_first)
    over = [line for line in lines if line.assessment.state != Assessment.State.OPEN]
    over.sort(key=lambda line: -line.assessment.pk)
    return Register(
        open=still,
        over=over,
        late=sum(line.is_late for line in still),
        matrix=matrix_of(line.assessment for line in still),
    )


def _gravest_first(line):
    row = line.assessment
    return (-hazards.score_of(row.likelihood, row.impact), row.review_on, row.risk.number)


def history_of(rows, project):
    """The ``rows`` of one risk, newest first; only what stands goes over to the lead."""
    return [line_of(row, project, stands=row is rows[0]) for row in rows]


def line_of(assessment, project, *, stands=True):
    """How an assessment is shown. While the one that ``stands`` is open, the lead looks after what
    a region that has left looked after."""
    keeper = assessment.keeper
    if assessment.state == Assessment.State.OPEN:
        keeper = project.in_charge(keeper) if stands else keeper
        label, (kind, icon) = LABELS[assessment.level], LOOKS[assessment.level]
    else:
        label, (kind, icon) = assessment.get_state_display(), STATE_LOOKS[assessment.state]
    is_late = assessment.review_on is not None and assessment.review_on < project.today
    return Line(assessment, label, kind, icon, is_late, keeper)


def matrix_of(assessments):
    """Rows from the most to the least likely; in each, cells from small to large impact."""
    pairs = [(each.likelihood, each.impact) for each in assessments]
    return [
        (
            Assessment.Grade(likelihood).label,
            [Cell(LABELS[level], LOOKS[level][0], number) for level, number in cells],
        )
        for likelihood, cells in hazards.matrix(pairs)
    ]


def levels_of(projects):
    """Key of each project → levels of its open risks; one query."""
    found = {project.pk: [] for project in projects}
    for each in Assessment.objects.open().filter(risk__project__in=found).select_related("risk"):
        found[each.risk.project_id].append(each.level)
    return found
