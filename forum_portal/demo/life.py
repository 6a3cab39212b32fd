"""What befalls agreements in force, as data: reports, yearly evaluations, suspensions. Days count
from today."""

from dataclasses import dataclass

from forum_portal.demo.projects import bangun_rejo, leksono


@dataclass(frozen=True)
class Looked:
    """What a party has said to a yearly evaluation, on which day; ``note``: of an officer instead."""

    of: str
    year: int
    who: str  # mailbox
    day: int
    aim: str = "yes"
    wish: str = "continue"
    works: str = "yes"  # of each obligation
    lessons: str = ""
    words: str = ""
    note: str = ""


@dataclass(frozen=True)
class Told:
    """An implementation report of all days until it was submitted, and which heads know it."""

    of: str
    writer: str  # mailbox
    submitted: int
    number: str
    follow_up: str
    known: tuple  # (region, day, remark)


@dataclass(frozen=True)
class Pausing:
    """A suspension that a head has proposed, and who has agreed on which day."""

    of: str
    by: str
    proposed: int
    first: int
    days: int
    reason: str
    agrees: tuple


REPORTS = (
    Told(
        of="water",
        writer="sekdes.sojokerto",
        submitted=-9,
        number="400.10.2/021/KAD",
        follow_up="Menagih setoran awal kas dari Desa Besani dan menyusun jadwal ronda pipa.",
        known=(
            (leksono("2011")[0], -8, ""),
            (leksono("2005")[0], -7, "Setoran awal kami lunasi setelah pencairan tahap kedua."),
        ),
    ),
)
EVALUATIONS = (
    Looked(
        of="ambulance", year=1, who="sekdes.sojokerto", day=-352, aim="yes", wish="continue",
        lessons="Jadwal pengemudi yang ditempel di setiap dusun membuat panggilan malam terjawab "
        "dalam lima menit.",
        words="Kendaraan dipakai 143 kali dalam setahun.",
    ),
    Looked(
        of="ambulance", year=1, who="kades.besani", day=-349, aim="partly", wish="continue",
        lessons="Dana ban dan aki harus disisihkan sejak awal tahun.",
    ),
    Looked(
        of="ambulance", year=1, who="pmd.leksono", day=-345,
        note="Pembukuan pemakaian rapi. Jadwal servis perlu dilaporkan setiap enam bulan.",
    ),
    Looked(
        of="ambulance", year=2, who="sekdes.besani", day=-3, aim="yes", wish="change",
        lessons="Dua pengemudi cadangan per desa cukup untuk hari raya.",
        words="Iuran perawatan perlu disesuaikan karena harga suku cadang naik.",
    ),
)  # fmt: skip
PAUSES = (
    Pausing(
        of="trunk_road",
        by=bangun_rejo("2006")[0],
        proposed=-50,
        first=-48,
        days=14,
        reason="Jalan poros terendam; pekerjaan pemeliharaan belum dapat dilakukan.",
        agrees=tuple((code, -49) for code in bangun_rejo("2007", "2006", "2002")),
    ),
    Pausing(
        of="trunk_road",
        by=bangun_rejo("2006")[0],
        proposed=-1,
        first=14,
        days=30,
        reason="Panen raya: warga tidak dapat bergotong royong sampai akhir bulan depan.",
        agrees=((bangun_rejo("2006")[0], -1),),
    ),
)
