"""What the partners of the demo's proposals say before they agree: results of their assemblies,
replies to requests, and a proposal that goes on in another one. Days count from today."""

from dataclasses import dataclass

from forum_portal.demo.places import LEKSONO
from projects.models import ChangeReply

ACCEPTED = ChangeReply.Answer.ACCEPTED


@dataclass(frozen=True)
class Result:
    """An assembly that agreed; held the day before it is recorded."""

    project: str
    region: str
    number: str
    day: int
    hour: int


RESULTS = (
    Result("teachers", f"{LEKSONO}.2013", "140/11/BA-Musdes/2026", -2, 8),
    Result("teachers", f"{LEKSONO}.2005", "141/07/BA/2026", -1, 8),
)


@dataclass(frozen=True)
class Reply:
    """What the lead says to the request about one part."""

    project: str
    section: str
    answer: str
    reason: str
    day: int


REPLIES = (Reply("tourism", "biaya", ACCEPTED, "Kami tulis pembagian per desa dalam versi 2.", -9),)


@dataclass(frozen=True)
class Merger:
    """The lead of ``project`` offers; the lead of ``target`` accepts later."""

    project: str
    target: str
    message: str
    offered: int
    accepted: int


MERGERS = (
    Merger(
        "waste_sorting", "waste",
        "Truk bersama dan pengepul yang sama cukup untuk semua dusun. Lebih hemat bila satu jadwal.",
        -4, -2,
    ),
)  # fmt: skip
