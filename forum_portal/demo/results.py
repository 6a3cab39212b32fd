"""What the demo's projects have brought: indicators, benefit by region, upkeep, evaluations."""

from dataclasses import dataclass
from decimal import Decimal

from forum_portal.demo.projects import (
    DEEP_WELL,
    IRRIGATION,
    JUTA,
    TEACHERS,
    VILLAGE_WASTE,
    WASTE,
    WATER,
    Plan,
)
from projects.models import Evaluation


@dataclass(frozen=True)
class Outcome:
    """Figures of a project; days count from today, regions by their place in the plan.

    ``indicators``: title, unit, baseline, target, source. ``values``: day, source, a value for each
    indicator (None: not measured). ``benefits``: day, region, people, women, poor, youth, cost
    alone, source. ``upkeep``: day, owner, keeper, work, cost a year, source of the money.
    ``looks``: day, years, use, went well, went badly, lessons.
    """

    plan: Plan
    set_on: int = 0
    indicators: tuple = ()
    values: tuple = ()
    benefits: tuple = ()
    upkeep: tuple | None = None
    looks: tuple = ()


def figures(*values):
    return tuple(None if value is None else Decimal(value) for value in values)


OUTCOMES = (
    Outcome(
        WATER, set_on=-90,
        indicators=(
            ("Rumah dengan sambungan air bersih", "rumah", 0, 812, "Pendataan tiga desa, 2025"),
            ("Pengeluaran untuk air tangki per rumah", "ribu rupiah per bulan", 120, 20,
             "Survei 60 rumah di Besani dan Timbang"),
            ("Air mengalir dalam sehari", "jam", 6, 24, "Catatan pengelola pipa lama"),
        ),
        values=(
            (-14, "Daftar sambungan pengelola air", figures(214, None, 15)),
        ),
        benefits=(
            (-13, 0, 1_180, 590, 210, 330, 260 * JUTA, "Daftar sambungan dan data keluarga desa"),
            (-12, 1, 940, 478, 265, 241, 240 * JUTA, "Pendataan sekretaris desa"),
        ),
        upkeep=(-10, 0, "Kelompok pengelola air Kali Bening",
                "Menguras bak tiap bulan, memeriksa pipa tiap pekan, dan membaca meter air.",
                48_720_000, "Iuran Rp5.000 per rumah tiap bulan"),
    ),
    Outcome(
        IRRIGATION, set_on=-135,
        indicators=(
            ("Sawah yang terairi pada musim kemarau", "ha", 31, 84, "Ulu-ulu dan P3A"),
            ("Panen dalam setahun di hilir", "kali", 1, 2, "P3A Lipursari"),
        ),
        values=(
            (-60, "Pengukuran P3A", figures("52.5", None)),
            (-38, "Pengukuran P3A dan penyuluh", figures("79.5", None)),
        ),
        benefits=(
            (-36, 0, 310, 142, 88, 64, 130 * JUTA, "Daftar anggota P3A Sawangan"),
            (-35, 1, 402, 190, 131, 97, 118 * JUTA, "Daftar anggota P3A Lipursari"),
        ),
        upkeep=(-37, 1, "P3A gabungan Sawangan dan Lipursari",
                "Membersihkan saluran tiap awal musim tanam; menjaga pintu air bergilir.",
                9 * JUTA, "Iuran hasil panen dan APB Desa"),
        looks=(
            (-12, 0, Evaluation.Use.FULL,
             "Gotong royong P3A lebih cepat daripada rencana: 280 hari orang kerja dalam lima pekan.",
             "Pasir terlambat datang dua kali karena truk tidak dapat lewat saat hujan.",
             "Pesan bahan sebelum musim hujan. Tetapkan penjaga pintu air sebelum pekerjaan selesai."),
        ),
    ),
    Outcome(
        WASTE,
        benefits=(
            (-5, 0, 640, 330, 95, 150, 110 * JUTA, "Daftar nasabah bank sampah dan data dusun"),
            (-4, 2, 410, 205, 88, 96, 90 * JUTA, "Data keluarga desa"),
            (-4, 4, 520, 262, 74, 131, 95 * JUTA, "Data rukun tetangga"),
        ),
    ),
    Outcome(
        TEACHERS,
        benefits=(
            (-2, 0, 60, 32, 11, 12, 30 * JUTA, "Daftar siswa dari empat sekolah"),
            (-2, 1, 62, 30, 17, 14, 32 * JUTA, "Daftar siswa dari empat sekolah"),
            (-2, 2, 58, 29, 14, 10, 30 * JUTA, "Daftar siswa dari empat sekolah"),
            (-2, 3, 60, 31, 19, 13, 31 * JUTA, "Daftar siswa dari empat sekolah"),
        ),
    ),
    Outcome(
        DEEP_WELL,
        benefits=(
            (-7, 0, 1_240, 610, 260, 318, 230 * JUTA, "Data rumah tanpa air pada musim kemarau"),
            (-6, 1, 905, 452, 214, 229, 215 * JUTA, "Pendataan kepala dusun"),
        ),
    ),
    Outcome(
        VILLAGE_WASTE,
        benefits=(
            (-3, 0, 870, 438, 120, 215, 95 * JUTA, "Data pedagang pasar dan keluarga kampung"),
        ),
    ),
)  # fmt: skip
