"""What the demo's forums send upward, and what is said to it there. Days count from today."""

from dataclasses import dataclass

from forum_portal.demo.places import LEKSONO, WONOSOBO
from projects.models import Escalation

Ask = Escalation.Ask


@dataclass(frozen=True)
class Word:
    """Something said on a day: ``act`` is the name of the action, ``who`` the mailbox."""

    day: int
    act: str
    who: str
    text: str
    list: str = ""
    rank: int | None = None


@dataclass(frozen=True)
class Sent:
    """A proposal sent to a region, and what follows."""

    project: str
    to: str
    ask: str
    day: int
    reason: str
    words: tuple = ()


SENT = (
    Sent(
        "landslide", WONOSOBO, Ask.FUND, -20,
        "Alat peringatan dini untuk tiga desa di luar kemampuan APB Desa, dan pemasangannya "
        "memerlukan tenaga ahli kabupaten.",
        (
            Word(-17, "ask_back", "dpmd.wonosobo",
                 "Berapa titik alat yang diperlukan, dan siapa yang merawatnya setelah terpasang?"),
            Word(-15, "reply_to_question", "camat.leksono",
                 "Enam titik, dua di setiap desa. Relawan posko merawatnya; suku cadang dari APB Desa."),
            Word(-12, "take_up", "dpmd.wonosobo",
                 "Kami bawa ke perangkat daerah kebencanaan dan kami usulkan pada Musrenbang Kabupaten."),
            Word(-4, "note_progress", "dpmd.wonosobo",
                 "Sudah masuk daftar usulan dan menunggu pembahasan anggaran.",
                 list="kabupaten", rank=4),
        ),
    ),
    Sent(
        "teachers", LEKSONO, Ask.COORDINATE, -1,
        "Guru yang diperlukan bertugas di sekolah yang bukan wewenang desa. Mohon kecamatan "
        "mempertemukan kami dengan koordinator pendidikan.",
    ),
)  # fmt: skip
