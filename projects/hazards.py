"""How grave a risk is: plain arithmetic, no Django."""

LOW, MIDDLE, HIGH = "low", "middle", "high"
GRADES = (1, 2, 3)
_ORDER = (LOW, MIDDLE, HIGH)


def score_of(likelihood, impact):
    """From 1 (unlikely and harmless) to 9."""
    return likelihood * impact


def level_of(likelihood, impact):
    """Low to 2, middle to 4, high from 6; between them no product of two grades lies."""
    score = score_of(likelihood, impact)
    return LOW if score <= 2 else MIDDLE if score <= 4 else HIGH  # noqa: PLR2004


def highest(levels):
    """The gravest of some levels; None of none."""
    return max(levels, key=_ORDER.index, default=None)


def matrix(pairs):
    """Rows from the most likely to the least, in each the cells from small to large impact: level
    and how many of ``pairs`` (likelihood, impact) lie there."""
    found = list(pairs)
    return [
        (
            likelihood,
            [
                (level_of(likelihood, impact), found.count((likelihood, impact)))
                for impact in GRADES
            ],
        )
        for likelihood in reversed(GRADES)
    ]
