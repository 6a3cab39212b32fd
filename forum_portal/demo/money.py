"""The money of three projects and the catalogue of funding windows, as data. Days count from today;
years are counted from the year in which the work begins. Programmes and givers are invented."""

from dataclasses import dataclass

from forum_portal.demo.projects import FARM_ROAD, IRRIGATION, JUTA, WATER, Plan
from projects.models import FundingWindow, SharingRule, Source
from villages.models.profile import Sector

APB, DD, ADD = Source.VILLAGE_BUDGET, Source.VILLAGE_FUND, Source.ALLOCATION
REGENCY, SELF = Source.REGENCY, Source.SELF_HELP
OPEN = ""


@dataclass(frozen=True)
class Line:
    """A line of a budget; ``year`` counts from the first year of the work."""

    description: str
    volume: str
    unit: str
    unit_price: int
    source: str = OPEN
    year: int = 0


@dataclass(frozen=True)
class Came:
    """A receipt of the contribution at ``place`` (from 1, as it was noted down)."""

    on: int
    place: int
    amount: int
    paper: str
    note: str = ""
    completes: bool = False
    wrong: str = ""  # the reason for which it was taken back the day after


@dataclass(frozen=True)
class Purse:
    """The money of a project: budgets as (day, lines, note), the rule as (day, method), the places
    of the contributions whose head gives his word, by day, and what came in."""

    plan: Plan
    budgets: tuple
    rule: tuple
    noted: int
    words: tuple
    came: tuple = ()


_WATER_LINES = (
    Line("Pipa HDPE 3 inci, terpasang", "6200", "m", 28_500, DD),
    Line("Bak penampung beton 40 m³", "2", "unit", 68 * JUTA, APB),
    Line("Pintu dan katup", "14", "buah", 850_000, APB),
    Line("Galian jalur pipa, gotong royong", "650", "hari orang kerja", 50_000, SELF),
    Line("Uji mutu air dan pengukuran", "1", "paket", 18_400_000),
    Line("Sambungan rumah", "812", "sambungan", 45_000),
)

PURSES = (
    Purse(
        WATER,
        budgets=(
            (-142, _WATER_LINES, ""),
            (
                -52,
                (*_WATER_LINES, Line("Tembok penahan tanah bak kedua", "18.5", "m³", 1_150_000)),
                "Ditambah tembok penahan tanah di Timbang, sesuai keadaan di lapangan.",
            ),
        ),
        rule=(-141, SharingRule.Method.INHABITANTS),
        noted=-140,
        words=((-138, 1), (-138, 2), (-136, 3), (-134, 4), (-134, 5)),
        came=(
            Came(-93, 1, 100 * JUTA, "SP2D-014/2026"),
            Came(-92, 2, 0, "BAST-03/2026", "Surat hibah pakai lahan ditandatangani"),
            Came(-70, 3, 110 * JUTA, "SP2D-021/2026"),
            Came(-48, 5, 12_500_000, "DH-250", "250 hari orang kerja menurut daftar hadir"),
            Came(
                -33, 4, 53 * JUTA, "SP2D-033/2026",
                wrong="Angka terbalik, seharusnya Rp35.000.000.",
            ),
            Came(-32, 4, 35 * JUTA, "SP2D-033/2026"),
        ),
    ),
    Purse(
        FARM_ROAD,
        budgets=(
            (
                -112,
                (
                    Line("Pembukaan dan pengerasan", "3400", "m", 62_000, APB),
                    Line("Rabat beton mutu K-225", "408", "m³", 880_000, DD, year=1),
                    Line("Saluran tepi", "1700", "m", 48_500, OPEN, year=1),
                    Line("Rambu dan papan jadwal", "1", "paket", 9_800_000, ADD, year=1),
                ),
                "",
            ),
        ),
        rule=(-110, SharingRule.Method.EQUAL),
        noted=-108,
        words=((-106, 1), (-105, 2)),
        came=(Came(-36, 1, 120 * JUTA, "SP2D-018/2026"),),
    ),
    Purse(
        IRRIGATION,
        budgets=(
            (
                -178,
                (
                    Line("Pasangan batu dinding saluran", "1100", "m", 112_000, APB),
                    Line("Pintu air besi", "4", "buah", 6_700_000, APB),
                    Line("Bongkaran, gotong royong", "280", "hari orang kerja", 50_000, SELF),
                ),
                "",
            ),
        ),
        rule=(-177, SharingRule.Method.EQUAL),
        noted=-176,
        words=((-175, 1), (-174, 2), (-174, 3)),
        came=(
            Came(-130, 1, 92 * JUTA, "SP2D-006/2026"),
            Came(-120, 2, 56_200_000, "SP2D-009/2026", "Sisa pagu tidak terpakai", completes=True),
            Came(-60, 3, 14 * JUTA, "DH-280"),
        ),
    ),
)  # fmt: skip

# (day, plan, region, kind, source, rupiah, words, what becomes of it)
OFFERS = (
    (-45, WATER, "33.07.05", "skill", Source.REGENCY, 0,
     "Pendampingan teknis dan uji mutu air oleh petugas kecamatan", "accepted"),
    (-3, WATER, "33.07.05.2005", "cash", Source.SELF_HELP, 10 * JUTA,
     "Iuran calon pelanggan di Dusun Krajan", ""),
    (-20, FARM_ROAD, "33.07.05.2010", "goods", Source.SELF_HELP, 24 * JUTA,
     "Batu belah 120 m³ dari sungai desa", "declined"),
)  # fmt: skip
DECLINED_BECAUSE = "Mutu batu belum diuji. Silakan tawarkan lagi setelah hasil ujinya ada."

VILLAGE, SUBDISTRICT = FundingWindow.Level.VILLAGE, FundingWindow.Level.SUBDISTRICT
WINDOWS = (
    {
        "name": "Bantuan Keuangan Kerja Sama Desa", "giver": "Pemerintah Kabupaten (contoh)",
        "source": REGENCY, "sectors": [Sector.WATER, Sector.ROADS, Sector.FACILITIES],
        "levels": [VILLAGE], "opens": -20, "closes": 41, "most": 150 * JUTA,
        "who": "dpmd.wonosobo",
        "note": "Diajukan kepala desa penggagas melalui camat, dilampiri peraturan bersama dan RAB.",
    },
    {
        "name": "Hibah Air Minum Perdesaan", "giver": "Pemerintah Provinsi (contoh)",
        "source": Source.PROVINCE, "sectors": [Sector.WATER], "levels": [], "opens": 35,
        "closes": 110, "most": 400 * JUTA,
        "note": "Mendahulukan jaringan yang melayani lebih dari satu desa.",
    },
    {
        "name": "Dana Bina Lingkungan", "giver": "Perusahaan perkebunan (contoh)",
        "source": Source.COMPANY, "sectors": [Sector.ENVIRONMENT, Sector.WASTE, Sector.WATER],
        "levels": [], "opens": -200, "closes": None, "most": 50 * JUTA,
        "note": "Surat permohonan dan gambar lokasi; dijawab dalam 30 hari kerja.",
    },
    {
        "name": "Bantuan Jalan Usaha Tani", "giver": "Dinas pertanian kabupaten (contoh)",
        "source": REGENCY, "sectors": [Sector.ROADS, Sector.FARMING], "levels": [VILLAGE],
        "opens": -10, "closes": 25, "most": 200 * JUTA, "who": "dpmd.wonosobo",
        "note": "Panjang jalan paling sedikit 500 meter dan lahan bebas sengketa.",
    },
    {
        "name": "Hibah Wisata Desa", "giver": "Lembaga donor (contoh)", "source": Source.GRANT,
        "sectors": [Sector.TOURISM, Sector.MARKET], "levels": [VILLAGE, SUBDISTRICT],
        "opens": -90, "closes": -12, "most": 300 * JUTA,
        "note": "Dibuka setiap tahun pada triwulan ketiga.",
    },
)  # fmt: skip
