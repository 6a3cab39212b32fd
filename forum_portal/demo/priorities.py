"""What the two forums put in order, as data. Days count from today."""

from dataclasses import dataclass

from forum_portal.demo.places import BANGUN_REJO, LEKSONO


@dataclass(frozen=True)
class Ranked:
    """A ranking of the forum at home in ``home``; ``orders``: ending of a village's code → places of
    the proposals in ``projects``, the most urgent first."""

    home: str
    who: str
    title: str
    asked: int
    until: int
    projects: tuple
    orders: tuple


RANKINGS = (
    Ranked(
        LEKSONO, "pmd.leksono", "Prioritas kerja sama desa tahun depan", -5, 9,
        ("landslide", "waste", "salak", "tourism"),
        (("2005", "0132"), ("2008", "1032"), ("2009", "0312"), ("2003", "0123")),
    ),
    Ranked(
        BANGUN_REJO, "camat.bangunrejo", "Urutan usulan untuk Musrenbang Kecamatan", -8, -2,
        ("deep_well", "rubber", "north_road"),
        (("2006", "012"), ("2007", "021"), ("2010", "012"), ("2013", "012"), ("2011", "102")),
    ),
)  # fmt: skip
