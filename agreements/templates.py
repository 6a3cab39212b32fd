"""The clauses with which an agreement of a kind begins: the operators' rows, or as shipped."""

import tomllib
from functools import cache
from pathlib import Path

from agreements.models import TemplateClause
from agreements.wording import Part

TEXTS = Path(__file__).parent / "texts"


def clauses_of(kind):
    """The rows of the kind in their order; where operators have left none, those of the file."""
    return list(TemplateClause.objects.filter(kind=kind)) or [
        TemplateClause(kind=kind, **words) for words in shipped(kind)
    ]


@cache
def shipped(kind):
    """The words of the file, as columns of a row."""
    with (TEXTS / f"{kind}.toml").open("rb") as file:
        rows = tomllib.load(file)["clause"]
    return [
        row | {"part": Part[row["part"].upper()], "position": position}
        for position, row in enumerate(rows, 1)
    ]
