"""How running projects are adapted, what may happen to projects, and a programme; as data. Days
count from today."""

from dataclasses import dataclass

from forum_portal.demo.places import LEKSONO
from forum_portal.demo.projects import (
    FARM_ROAD,
    IRRIGATION,
    JUTA,
    LANDSLIDE,
    SALAK,
    TEACHERS,
    TRUNK_ROAD,
    WASTE,
    WATER,
    Plan,
)


@dataclass(frozen=True)
class Plea:
    """What a seat of a running project asks for, and the lead's reply, if there is one yet."""

    plan: Plan
    by: int
    day: int
    section: str
    text: str
    reason: str
    replied: int | None = None
    answer: str = ""
    because: str = ""


@dataclass(frozen=True)
class Change:
    """An amendment: what differs, and the seats that consent so many days after it was put."""

    plan: Plan
    day: int
    note: str
    words: dict
    later: int = 0  # days by which the work ends later
    consents: tuple = ()


@dataclass(frozen=True)
class Danger:
    """A risk; ``again`` are later assessments: (day, state, likelihood, impact, note)."""

    plan: Plan
    by: int
    day: int
    title: str
    cause: str
    effect: str
    grades: tuple
    measure: str
    keeper: int
    review: int
    again: tuple = ()


PLEAS = (
    Plea(
        WATER, 1, -40, "jadwal", "Sambungan rumah di Besani dikerjakan setelah panen.",
        "Tenaga warga habis untuk panen salak sampai akhir bulan.",
        -38, "accepted", "Urutan kami tukar: bak kedua lebih dahulu. Rencana tetap selesai pada waktunya.",
    ),
    Plea(
        WATER, 2, -24, "biaya", "Pipa HDPE diganti pipa besi pada tikungan jurang.",
        "Pipa plastik dua kali pecah tertimpa batu.",
        -21, "refused", "Biayanya tiga kali lipat. Pipa kami tanam lebih dalam dan diberi pelindung.",
    ),
    Plea(
        WATER, 2, -2, "tujuan", "Tambah satu kran umum di depan Posyandu Timbang.",
        "Sumur posyandu kering sejak kemarau.",
    ),
    Plea(
        FARM_ROAD, 1, -9, "biaya", "Tambah tembok penahan 40 meter di tikungan Pacarmulyo.",
        "Tebing bergeser setelah hujan bulan lalu.",
        -7, "accepted", "Kami susun adendum dengan biaya dan waktu yang baru.",
    ),
)  # fmt: skip

CHANGES = (
    Change(
        TRUNK_ROAD, -32,
        "Gorong-gorong kedua ditambahkan setelah banjir; biaya naik 40 juta dan pekerjaan selesai "
        "tiga minggu lebih lama.",
        {"cost": 960 * JUTA}, later=21, consents=((1, 2), (2, 3)),
    ),
    Change(
        FARM_ROAD, -4,
        "Tembok penahan 40 meter di tikungan Pacarmulyo: biaya naik 35 juta, selesai sebulan lebih "
        "lama.",
        {"cost": 720 * JUTA}, later=30, consents=((1, 2),),
    ),
)  # fmt: skip

DANGERS = (
    Danger(
        WATER, 0, -90, "Longsor di jalur pipa utama", "Hujan lebat di tebing sebelah timur",
        "Pipa putus dan 812 rumah tanpa air", (2, 3),
        "Bronjong di dua titik rawan; pipa cadangan 60 meter disimpan di balai desa.", 1, 20,
        again=((-30, "open", 2, 3, "Satu bronjong selesai, yang kedua menunggu batu."),),
    ),
    Danger(
        WATER, 1, -80, "Iuran air tidak tertagih", "Warga belum terbiasa membayar bulanan",
        "Perawatan bak tidak terbiayai", (2, 2), "Iuran dibicarakan di tiap RT sebelum air mengalir.",
        0, -2,
    ),
    Danger(
        WATER, 2, -85, "Izin lahan bak kedua tertunda", "Ahli waris tinggal di luar kota",
        "Pekerjaan mundur sebulan", (3, 2), "Kepala dusun menemui keluarga; surat hibah disiapkan.",
        2, -50, again=((-62, "closed", 1, 1, "Surat hibah ditandatangani di balai desa."),),
    ),
    Danger(
        FARM_ROAD, 0, -35, "Harga semen naik", "Pasokan berkurang pada akhir tahun",
        "Panjang rabat beton berkurang", (3, 2), "Semen dibeli sekaligus melalui BUM Desa Bersama.",
        0, 12,
    ),
    Danger(
        FARM_ROAD, 1, -30, "Truk panen merusak jalan yang belum kering", "Panen sayur tidak dapat menunggu",
        "Perbaikan dua kali", (2, 1), "Jalan ditutup bergantian; jadwal dipasang di pasar.", 1, 25,
    ),
    Danger(
        WASTE, 0, -5, "Truk berhenti beroperasi", "Tidak ada sopir pengganti",
        "Sampah menumpuk di lima wilayah", (2, 3), "Dua sopir cadangan dilatih sebelum truk dibeli.",
        0, 40,
    ),
    Danger(
        TEACHERS, 0, -2, "Mahasiswa pulang sebelum semester selesai", "Kontrak hanya lisan",
        "Anak-anak kehilangan guru", (2, 2), "Perjanjian tertulis dengan kampus.", 0, 45,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Programme:
    """Founded by the head of a region; ``placed`` are (phase, plan, day), those of ``asked`` wait."""

    region: str
    day: int
    title: str
    aim: str
    years: int
    phases: tuple  # name, first and last year, counted from this year
    placed: tuple
    asked: tuple


PROGRAMME = Programme(
    LEKSONO, -75, "Air dan lahan lestari Kecamatan Leksono",
    "Air bersih dan irigasi yang cukup, jalan kebun yang dapat dilalui sepanjang tahun, dan lereng "
    "yang aman bagi semua desa, tahap demi tahap selama lima tahun.",
    5,
    (("Sumber dan jaringan air", 0, 1), ("Jalan kebun dan lereng", 0, 2), ("Perawatan bersama", 3, 4)),
    placed=((0, IRRIGATION, -70), (0, WATER, -69), (1, FARM_ROAD, -30), (1, LANDSLIDE, -28)),
    asked=((1, SALAK, -3),),
)  # fmt: skip
