"""Where dots and lines of a map stand: degrees become points of a small drawing. No Django.

Regencies may lie a thousand kilometres apart, so each is a sheet of its own, north up and true to
shape.
"""

import math
from dataclasses import dataclass, field

WIDTH, LOWEST, HIGHEST = 360, 190, 330
EDGE = 34
MOST_NAMES = 24  # more would cover the picture, and each costs a look at all dots
MOST_SCALE = 3_000  # units a degree: a single village does not fill the sheet
_LETTER, _LINE = 7, 15  # what a letter of a name takes
_LEAD, _PARTNER = 11, 5.5  # sizes of the dots


@dataclass
class Dot:
    """A region; ``number`` leads to its line in the list beside, 0 for one that only takes part."""

    code: str
    name: str
    number: int
    x: float
    y: float

    @property
    def size(self):
        return _LEAD if self.number else _PARTNER


@dataclass(frozen=True)
class Tie:
    """From a lead to a partner; ``running`` where the work of one of their projects is under way."""

    path: str
    running: bool


@dataclass(frozen=True)
class Label:
    """A name beside its dot."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass
class Sheet:
    """One drawing, in the order of drawing."""

    height: int
    ties: list = field(default_factory=list)
    dots: list = field(default_factory=list)
    labels: list = field(default_factory=list)
    width: int = WIDTH


def draw(places, bonds, most_scale=MOST_SCALE):
    """``places``: (code, name, number, latitude, longitude); ``bonds``: (code, code, running).

    Bonds to a place that is not there are left out.
    """
    spots, height = _fit([place[3:] for place in places], most_scale)
    sheet = Sheet(height)
    dots = {
        code: Dot(code, name, number, x, y)
        for (code, name, number, *_where), (x, y) in zip(places, spots, strict=True)
    }
    # Partners below, so that no number is covered.
    sheet.dots = sorted(dots.values(), key=lambda dot: (bool(dot.number), -dot.number))
    for one, other, running in sorted(bonds, key=lambda bond: bond[2]):
        if one in dots and other in dots:
            sheet.ties.append(Tie(_bent(dots[one], dots[other]), running))
    sheet.labels = _names(sheet)
    return sheet


def _fit(points, most_scale):
    """The points in drawing units, and how high the drawing is."""
    south, west = min(lat for lat, _lng in points), min(lng for _lat, lng in points)
    north, east = max(lat for lat, _lng in points), max(lng for _lat, lng in points)
    shrink = math.cos(math.radians((south + north) / 2))
    wide, tall = (east - west) * shrink, north - south
    scale = min(
        (WIDTH - 2 * EDGE) / wide if wide else most_scale,
        (HIGHEST - 2 * EDGE) / tall if tall else most_scale,
        most_scale,
    )
    height = max(LOWEST, min(HIGHEST, round(tall * scale + 2 * EDGE)))
    left, top = (WIDTH - wide * scale) / 2, (height - tall * scale) / 2
    spots = [
        (round(left + (lng - west) * shrink * scale, 1), round(top + (north - lat) * scale, 1))
        for lat, lng in points
    ]
    return spots, height


def _bent(one, other):
    """A slightly bent line, so that one there and one back do not cover each other."""
    bend = 0.1
    x = (one.x + other.x) / 2 - (other.y - one.y) * bend
    y = (one.y + other.y) / 2 + (other.x - one.x) * bend
    return f"M{one.x:g} {one.y:g}Q{x:.1f} {y:.1f} {other.x:g} {other.y:g}"


def _names(sheet):
    """Names beside the dots, leads first, where they cover neither a dot nor another name."""
    taken = [_box_of(dot) for dot in sheet.dots]
    labels = []
    first = sorted(sheet.dots, key=lambda dot: (not dot.number, dot.number, dot.code))
    for dot in first[:MOST_NAMES]:
        for box, label in _places(dot):
            if _is_free(box, taken, sheet.height):
                taken.append(box)
                labels.append(label)
                break
    return labels


def _box_of(dot):
    return dot.x - dot.size, dot.y - dot.size, dot.x + dot.size, dot.y + dot.size


def _places(dot):
    """Right, left, above, below: the box that the name would cover, and the label there."""
    long, gap = len(dot.name) * _LETTER, dot.size + 3
    for x, y, anchor, left in (
        (dot.x + gap, dot.y + 4, "start", dot.x + gap),
        (dot.x - gap, dot.y + 4, "end", dot.x - gap - long),
        (dot.x, dot.y - gap - 2, "middle", dot.x - long / 2),
        (dot.x, dot.y + gap + 10, "middle", dot.x - long / 2),
    ):
        top = y - _LINE + 3
        yield (
            (left, top, left + long, top + _LINE),
            Label(dot.name, round(x, 1), round(y, 1), anchor),
        )


def _is_free(box, taken, height):
    left, top, right, bottom = box
    if left < 2 or top < 2 or right > WIDTH - 2 or bottom > height - 2:
        return False
    return all(
        right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3]
        for other in taken
    )
