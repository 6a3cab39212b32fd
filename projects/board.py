"""The board: a column for each stage with its newest projects. For reading; stages change elsewhere."""

from dataclasses import dataclass

from projects.cards import cards_of, for_cards
from projects.models import Project
from projects.stages import BAR, STAGE_OF, Stage, states_of

SHOWN = 8  # of a column; the list shows the others
ALWAYS = BAR[1:]  # drafts and what was not continued stand there only if there are any


@dataclass(frozen=True)
class Column:
    """A stage with its first cards; ``number`` counts all of them."""

    stage: Stage
    number: int
    cards: list

    @property
    def has_more(self):
        return self.number > len(self.cards)


def board_of(finding, counts):
    """Columns of what was found, ``counts`` by stage; two queries whatever the size."""
    stages = [stage for stage in Stage if stage in counts or stage in ALWAYS]
    if finding.stage:
        stages = [Stage(finding.stage)]
    first, *others = (
        finding.narrowed.filter(state__in=states_of(stage)).order_by("-pk").values("pk")[:SHOWN]
        for stage in stages
    )
    keys = [row["pk"] for row in first.union(*others, all=True)]
    by_stage = {stage: [] for stage in stages}
    for project in for_cards(Project.objects.filter(pk__in=keys)).order_by("-pk"):
        by_stage[STAGE_OF[project.state]].append(project)
    return [
        Column(stage, counts.get(stage, 0), cards_of(projects))
        for stage, projects in by_stage.items()
    ]
