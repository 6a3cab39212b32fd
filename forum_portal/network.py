"""The picture of who works with whom: places become points in a small drawing. Plain arithmetic.

Subdistricts may lie 600 km apart, so each is an island of its own, drawn at one common scale as
far as they fit and placed where the box has room for it.
"""

import math
from dataclasses import dataclass, field

WIDTH, HEIGHT = 344, 264
# Corners of the boxes (x, y, width, height) by the number of islands; one on the diagonal reads
# better than two in a row, for an island is rarely square.
_BOXES = {
    1: ((34, 40, 276, 196),),
    2: ((26, 40, 204, 100), (218, 158, 100, 84)),
    3: ((26, 36, 138, 96), (192, 36, 126, 96), (90, 164, 164, 78)),
    4: ((26, 36, 130, 92), (194, 36, 124, 92), (26, 160, 130, 80), (194, 160, 124, 80)),
}
MAX_ISLANDS = len(_BOXES)
_LETTER, _LINE = 7.5, 13  # size of a label's letter, in drawing units
MAX_LABELS = 7


@dataclass
class Dot:
    """A village; ``size`` grows with the number of its partners."""

    code: str
    name: str
    x: float
    y: float
    size: float = 5


@dataclass
class Line:
    """Two villages with a joint project: a slightly bent path; ``running`` or only agreed."""

    path: str
    running: bool


@dataclass
class Label:
    """A village's name beside its dot."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass
class Island:
    """A subdistrict: its name and the outline of its land."""

    name: str
    land: str
    x: float
    y: float
    tone: int


@dataclass
class Picture:
    """All of it, in the order of drawing."""

    islands: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    dots: list = field(default_factory=list)
    labels: list = field(default_factory=list)
    villages: int = 0
    running: int = 0
    agreed: int = 0
    width: int = WIDTH
    height: int = HEIGHT


def draw(places, bonds):
    """``places``: (code, name, subdistrict code, its name, latitude, longitude) of villages.

    ``bonds``: (code, code, running) pairs; each pair once. Returns a ``Picture``, or None where
    there is nothing to draw.
    """
    groups = _by_subdistrict(places, bonds)
    if not groups:
        return None
    picture = Picture(villages=len(places))
    dots = {}
    for tone, ((name, members), box) in enumerate(zip(groups, _boxes_for(groups), strict=True)):
        points = _fit([(latitude, longitude) for *_rest, latitude, longitude in members], box)
        outline = _hull(points)
        for place, (x, y) in zip(members, points, strict=True):
            dots[place[0]] = Dot(place[0], place[1], x, y)
        top = min(y for _x, y in points)
        middle = sum(x for x, _y in points) / len(points)
        picture.islands.append(
            Island(name, _path(outline), round(middle, 1), round(top - 22, 1), tone % 4)
        )
    _tie(picture, dots, bonds)
    picture.dots = list(dots.values())
    picture.labels = _name(picture, bonds)
    return picture


def _by_subdistrict(places, bonds):
    """The subdistricts with most cooperation first, at most four of them."""
    busy = {code for one, other, _running in bonds for code in (one, other)}
    groups = {}
    for place in places:
        groups.setdefault((place[2], place[3]), []).append(place)
    ranked = sorted(
        groups.items(),
        key=lambda item: (-sum(place[0] in busy for place in item[1]), item[0]),
    )
    return [(name, members) for (_code, name), members in ranked[:MAX_ISLANDS]]


def _boxes_for(groups):
    """The widest island gets the widest box."""
    boxes = _BOXES[len(groups)]
    wide = sorted(range(len(groups)), key=lambda i: -_proportion(groups[i][1]))
    order = sorted(range(len(boxes)), key=lambda i: -boxes[i][2] / boxes[i][3])
    chosen = dict(zip(wide, order, strict=True))
    return [boxes[chosen[i]] for i in range(len(groups))]


def _span(values):
    return max(values) - min(values)


def _proportion(members):
    return (_span([m[5] for m in members]) + 0.01) / (_span([m[4] for m in members]) + 0.01)


def _fit(points, box):
    """Degrees to drawing units inside the box, north up, true to shape."""
    left, top, width, height = box
    south, west = min(p[0] for p in points), min(p[1] for p in points)
    tall, wide = _span([p[0] for p in points]), _span([p[1] for p in points])
    shrink = math.cos(math.radians(south))
    scale = min(width / (wide * shrink) if wide else 1e6, height / tall if tall else 1e6, 3_000)
    dx = left + (width - wide * shrink * scale) / 2
    dy = top + (height - tall * scale) / 2
    return [
        (
            round(dx + (longitude - west) * shrink * scale, 1),
            round(dy + (south + tall - latitude) * scale, 1),
        )
        for latitude, longitude in points
    ]


def _hull(points):
    """The convex outline (Andrew's monotone chain); CSS rounds it with a thick stroke."""
    points = sorted(set(points))
    if len(points) < 3:
        return points

    def chain(ordered):
        kept = []
        for x, y in ordered:
            while len(kept) > 1:
                (ax, ay), (bx, by) = kept[-2:]
                if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                    break
                kept.pop()
            kept.append((x, y))
        return kept[:-1]

    return chain(points) + chain(points[::-1])


def _path(points):
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _tie(picture, dots, bonds):
    """The lines, agreed ones below running ones, and the size of the dots at their ends."""
    for one, other, running in sorted(bonds, key=lambda bond: bond[2]):
        if one not in dots or other not in dots:
            continue
        a, b = dots[one], dots[other]
        a.size, b.size = min(a.size + 1, 9), min(b.size + 1, 9)
        bend = 0.12
        cx = (a.x + b.x) / 2 - (b.y - a.y) * bend
        cy = (a.y + b.y) / 2 + (b.x - a.x) * bend
        path = f"M{a.x:g} {a.y:g}Q{cx:.1f} {cy:.1f} {b.x:g} {b.y:g}"
        picture.lines.append(Line(path, running))
        if running:
            picture.running += 1
        else:
            picture.agreed += 1


def _name(picture, bonds):
    """Names beside the busiest dots, where they cover neither a dot nor another name."""
    degree = {}
    for one, other, _running in bonds:
        degree[one] = degree.get(one, 0) + 1
        degree[other] = degree.get(other, 0) + 1
    taken = [(d.x - d.size, d.y - d.size, d.x + d.size, d.y + d.size) for d in picture.dots]
    taken += [
        (i.x - len(i.name) * 3, i.y - 10, i.x + len(i.name) * 3, i.y + 3) for i in picture.islands
    ]
    labels = []
    for dot in sorted(picture.dots, key=lambda d: (-degree.get(d.code, 0), d.code)):
        if len(labels) == MAX_LABELS or not degree.get(dot.code):
            break
        placed = next((p for p in _places(dot) if _is_free(p[0], taken)), None)
        if placed:
            box, x, y, anchor = placed
            taken.append(box)
            labels.append(Label(dot.name, round(x, 1), round(y, 1), anchor))
    return labels


def _places(dot):
    """Right, left, above, below: the box that the name would cover, and where it starts."""
    long, gap = len(dot.name) * _LETTER, dot.size + 4
    for x, y, anchor, left in (
        (dot.x + gap, dot.y + 4, "start", dot.x + gap),
        (dot.x - gap, dot.y + 4, "end", dot.x - gap - long),
        (dot.x, dot.y - gap, "middle", dot.x - long / 2),
        (dot.x, dot.y + gap + 9, "middle", dot.x - long / 2),
    ):
        yield (left, y - 10, left + long, y - 10 + _LINE), x, y, anchor


def _is_free(box, taken):
    left, top, right, bottom = box
    if left < 2 or top < 2 or right > WIDTH - 2 or bottom > HEIGHT - 2:
        return False
    return all(
        right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3]
        for other in taken
    )
