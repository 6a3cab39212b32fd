"""The annexes of an agreement, ready to show."""

from dataclasses import dataclass

from django.urls import reverse

from core import formats


@dataclass(frozen=True)
class Row:
    """One annex with its number in the text; ``above`` is the one before it, or None."""

    pk: int
    number: int
    title: str
    note: str
    url: str
    sha256: str
    above: int | None


def rows_of(agreement, version=None):
    """Those of the text as it stands, or of a version; one query, however many there are."""
    rows, above = [], None
    for annex in agreement.annexes.filter(version=version).order_by("position"):
        rows.append(
            Row(
                pk=annex.pk,
                number=annex.position,
                title=annex.title,
                note=f"{annex.ending}, {formats.file_size(annex.size)}",
                url=reverse("agreements:annex", args=[agreement.code, annex.pk]),
                sha256=annex.sha256,
                above=above,
            )
        )
        above = annex.pk
    return rows
