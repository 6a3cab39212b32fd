"""Who mediates between parties, by their dotted codes, and how long disputes take. Arithmetic only.

In one subdistrict the camat; across subdistricts of a regency the bupati; across regencies of a
province the gubernur; beyond, the minister. A subdistrict that is party itself has its bupati at
least: nobody mediates in his own matter. A third party has no code and counts with the others.
"""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

CAMAT, REGENT, GOVERNOR, MINISTER = "camat", "bupati", "gubernur", "menteri"
_PARTS = {CAMAT: 3, REGENT: 2, GOVERNOR: 1, MINISTER: 0}  # of the dotted code
_UPWARD = (CAMAT, REGENT, GOVERNOR, MINISTER)
HERE = (CAMAT, REGENT)  # offices that are filled in this portal

DELIBERATION = timedelta(days=14)
PATIENCE = timedelta(days=7)  # after which a mediator who has not answered is reminded


@dataclass(frozen=True)
class Seat:
    """An office and the code of its region; the minister's is empty."""

    level: str
    code: str


def seat_for(codes):
    """The lowest office that stands above all parties and is none of them."""
    parts = [code.split(".") for code in codes]
    shared = 0
    for pieces in zip(*parts, strict=False):
        if len(set(pieces)) > 1:
            break
        shared += 1
    shared = min(shared, *(len(pieces) - 1 for pieces in parts))
    level = next(level for level in _UPWARD if _PARTS[level] <= shared)
    return _seat(level, codes[0])


def above(level, code):
    """The next office up, where a case is handed on to; ``code`` is that of a party."""
    return _seat(_UPWARD[_UPWARD.index(level) + 1], code)


def can_go_up(level):
    """Is there somebody here above this office who could take the case over?"""
    return level in HERE


def desk_of(seat, code):
    """The region whose officers keep the case in the portal: that of the office itself, else the
    regency of the party that raised it (``code``), which writes to the office and records."""
    return seat.code if seat.level in HERE else _code(code, _PARTS[REGENT])


def _seat(level, code):
    return Seat(level, _code(code, _PARTS[level]))


def _code(code, parts):
    return ".".join(code.split(".")[:parts])


@dataclass(frozen=True)
class Times:
    """How many days disputes took, from raised to settled."""

    number: int
    middle: int
    least: int
    most: int


def times(days):
    """Median and range; None where none is settled."""
    days = list(days)
    if not days:
        return None
    return Times(len(days), round(median(days)), min(days), max(days))
