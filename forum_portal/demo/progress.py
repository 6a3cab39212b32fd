"""How the work of the running and finished projects goes, as data: milestones and reports.

Days count from today. The trunk road's report is late, the farm road's is due tomorrow.
"""

from dataclasses import dataclass

from forum_portal.demo.projects import FARM_ROAD, IRRIGATION, JUTA, TRUNK_ROAD, WATER, Plan
from projects.models import Photo, Project

BEFORE, HALF, DONE = Photo.Stage.BEFORE, Photo.Stage.HALF, Photo.Stage.DONE
MONTH, FORTNIGHT = Project.Rhythm.MONTH, Project.Rhythm.FORTNIGHT


@dataclass(frozen=True)
class Step:
    """A milestone: weight, position of its owner in the plan's regions, planned day."""

    title: str
    weight: int
    owner: int
    planned: int


@dataclass(frozen=True)
class News:
    """A report: by which of the plan's regions, on which day, and what it says."""

    on: int
    work: str
    percent: int | None = None
    spent: int | None = None
    by: int = 0
    reached: tuple = ()
    obstacles: str = ""
    next_steps: str = ""
    going_back: str = ""
    photos: tuple = ()  # (scene, stage, caption), some with (latitude, longitude) behind


@dataclass(frozen=True)
class Course:
    plan: Plan
    rhythm: str
    steps: tuple
    reports: tuple


COURSES = (
    Course(
        WATER, MONTH,
        steps=(
            Step("Pengukuran jalur dan izin lahan", 10, 0, -70),
            Step("Bak penampung pertama di Sojokerto", 25, 0, -30),
            Step("Pipa utama sampai Besani", 30, 1, -12),
            Step("Bak penampung kedua di Timbang", 20, 2, -4),
            Step("Sambungan rumah dan uji aliran", 15, 0, 70),
        ),
        reports=(
            News(
                -66, "Jalur pipa 6,2 km sudah diukur bersama perangkat tiga desa. Izin lahan untuk "
                "dua bak penampung sudah ditandatangani.", 12, 38 * JUTA, reached=(0,),
                next_steps="Galian pondasi bak pertama dimulai pekan depan.",
                photos=(("trench", BEFORE, "Galian pertama jalur pipa di dekat mata air", ("-7.4089", "109.8741")),),
            ),
            News(
                -37, "Bak penampung pertama selesai dicor dan sedang dikeringkan. Pipa induk "
                "terpasang 1,4 km.", 38, 141_500_000,
                obstacles="Hujan dua pekan membuat pengiriman pasir tertunda.",
                next_steps="Pengujian kebocoran bak, lalu pemasangan pipa ke arah Besani.",
                photos=(("tank", HALF, "Bak penampung pertama setelah pengecoran", ("-7.4078", "109.8699")),),
            ),
            News(
                -14, "Pipa utama sampai batas Dusun Krajan, Besani, selesai dipasang. Warga bergotong "
                "royong menggali 480 meter dalam dua hari.", by=1, reached=(2,),
                photos=(("pipe", HALF, "Pipa utama di lereng Besani", ("-7.4052", "109.8664")),),
            ),
            News(
                -9, "Bak pertama lulus uji kebocoran. Pipa utama tersambung sampai Besani, dan air "
                "sudah mengalir ke dua kran umum.", 62, 247_300_000, reached=(1,),
                obstacles="Tanah di lokasi bak kedua di Timbang perlu tembok penahan.",
                next_steps="Musyawarah tentang tembok penahan, lalu pengecoran bak kedua.",
                photos=(
                    ("tank", DONE, "Bak pertama setelah diplester"),
                    ("pipe", HALF, "Sambungan pipa menuju Besani"),
                    ("trench", BEFORE, "Lokasi bak kedua di Timbang"),
                ),
            ),
        ),
    ),
    Course(
        FARM_ROAD, FORTNIGHT,
        steps=(
            Step("Pembukaan dan pengerasan 3,4 km", 35, 0, 5),
            Step("Rabat beton dan saluran tepi", 50, 1, 110),
            Step("Rambu dan jadwal perawatan", 15, 2, 155),
        ),
        reports=(
            News(
                -27, "Pembersihan jalur dan pelebaran tikungan selesai 900 meter.", 8, 41 * JUTA,
                photos=(("mud_road", BEFORE, "Jalan tanah di Jonggolsari sebelum dikerjakan"),),
            ),
            News(
                -13, "Pengerasan batu mencapai 1,6 km. Sepuluh truk batu diterima dari dua pemasok.",
                19, 118_750_000,
                obstacles="Alat pemadat hanya tersedia tiga hari sepekan.",
                next_steps="Pengerasan ruas Kalimendong.",
                photos=(("stones", HALF, "Batu untuk pengerasan ruas pertama"),),
            ),
        ),
    ),
    Course(
        TRUNK_ROAD, MONTH,
        steps=(
            Step("Saluran dan gorong-gorong", 30, 0, -20),
            Step("Pengerasan batu 7,8 km", 50, 1, 90),
            Step("Batas tonase dan iuran truk", 20, 2, 125),
        ),
        reports=(
            News(
                -50, "Enam dari delapan gorong-gorong sudah dipasang.", 20, 172 * JUTA,
                next_steps="Dua gorong-gorong terakhir dekat Sido Dadi.",
                photos=(("mud_road", BEFORE, "Jalan poros sebelum diperbaiki"),),
            ),
            News(
                -36, "Setelah diukur ulang, pekerjaan saluran baru mencapai tiga perempat.",
                17, 196 * JUTA,
                going_back="Panjang saluran ternyata 640 meter lebih daripada rencana awal.",
                obstacles="Dinding saluran di kilometer 5 longsor setelah hujan.",
                photos=(("stones", HALF, "Batu belah untuk dinding saluran"),),
            ),
        ),
    ),
    Course(
        IRRIGATION, MONTH,
        steps=(
            Step("Pembongkaran empat titik yang jebol", 25, 0, -125),
            Step("Dinding saluran 1,1 km", 50, 0, -80),
            Step("Empat pintu air", 25, 1, -50),
        ),
        reports=(
            News(
                -112, "Keempat titik yang jebol sudah dibongkar dan dibersihkan.", 25, 34 * JUTA,
                reached=(0,),
                photos=(("broken_canal", BEFORE, "Dinding saluran yang jebol di Sawangan"),),
            ),
            News(
                -78, "Dinding saluran selesai, dan air dialirkan untuk percobaan.", 75, 121 * JUTA,
                reached=(1,), photos=(("stones", HALF, "Pasangan batu dinding saluran"),),
            ),
            News(
                -42, "Empat pintu air terpasang, dan jadwal jaga bergilir sudah disepakati.",
                100, 161_800_000, reached=(2,),
                photos=(("canal", DONE, "Saluran setelah selesai"),),
            ),
        ),
    ),
)  # fmt: skip
