"""What gives the forums their rhythm: two date polls and a monthly sitting with changed dates."""

from dataclasses import dataclass

from forum_portal.demo.meetings import (
    BANGUN_REJO_HALL,
    COORDINATION,
    INFORMATION,
    LEKSONO_HALL,
    TECHNICAL,
)
from forum_portal.demo.places import BANGUN_REJO, LEKSONO
from forum_portal.demo.projects import bangun_rejo, leksono
from meetings.models import PollAnswer

YES, MAYBE, NO = PollAnswer.Choice.YES, PollAnswer.Choice.IF_NEEDED, PollAnswer.Choice.NO
WEDNESDAY = 2


@dataclass(frozen=True)
class Question:
    """A date poll: ``dates`` are days from today, ``answers`` (region, a choice for each date)."""

    key: str
    of: str
    caller: str  # mailbox
    kind: str
    title: str
    purpose: str
    place: str
    asked: int
    closes: int
    hours: tuple
    dates: tuple
    regions: tuple
    answers: tuple
    settled: int | None = None  # the day on which ``chosen`` becomes the meeting
    chosen: int | None = None


QUESTIONS = (
    Question(
        "seed-stock", LEKSONO, "pmd.leksono", TECHNICAL, "Rapat pembagian bibit salak unggul",
        "Menyepakati jumlah bibit dan jadwal tanam tiap desa.", LEKSONO_HALL,
        asked=-3, closes=4, hours=(9, 0, 11, 30), dates=(12, 13, 18),
        regions=leksono("2001", "2003", "2007", "2008", "2010", "2014"),
        answers=(
            (f"{LEKSONO}.2001", (YES, YES, NO)),
            (f"{LEKSONO}.2003", (NO, YES, YES)),
            (f"{LEKSONO}.2008", (MAYBE, YES, YES)),
            (f"{LEKSONO}.2014", (YES, MAYBE, NO)),
        ),
    ),
    Question(
        "br-poll", BANGUN_REJO, "pmk.bangunrejo", COORDINATION, "Rapat jadwal giliran irigasi",
        "Menetapkan giliran air antar kampung untuk musim tanam berikutnya.", BANGUN_REJO_HALL,
        asked=-13, closes=-7, hours=(9, 0, 11, 0), dates=(9, 10, 11),
        regions=bangun_rejo("2001", "2002", "2003", "2007"),
        answers=(
            (f"{BANGUN_REJO}.2001", (NO, YES, YES)),
            (f"{BANGUN_REJO}.2002", (YES, YES, MAYBE)),
            (f"{BANGUN_REJO}.2003", (MAYBE, YES, NO)),
            (f"{BANGUN_REJO}.2007", (YES, NO, YES)),
        ),
        settled=-6, chosen=10,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Recurring:
    """A monthly sitting on the first weekday from ``since`` on; two of its dates are changed alone."""

    key: str
    of: str
    starter: str  # mailbox
    title: str
    purpose: str
    begun: int
    since: int
    place: str
    agenda: tuple  # (title, kind, minutes, speaker)
    elsewhere: str  # where the second sitting is held, a day later
    left_out: str  # why there is no third


SERIES = (
    Recurring(
        "monthly", LEKSONO, "pmd.leksono", "Rapat koordinasi bulanan forum",
        "Kemajuan kerja sama dan tindak lanjut yang belum selesai.", -30, 11, LEKSONO_HALL,
        (("Tindak lanjut rapat lalu", INFORMATION, 30, "Kasi PMD Kecamatan"),
         ("Kemajuan proyek bersama", INFORMATION, 60, "")),
        "Balai Desa Sojokerto", "Bersamaan dengan musrenbang kecamatan",
    ),
)  # fmt: skip
