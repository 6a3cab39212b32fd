"""Two planned rules on the noticeboard, as data. Days count from today."""

from dataclasses import dataclass

from agreements.models import PlannedRule, RuleComment
from forum_portal.demo.places import LEKSONO
from projects.models import Version
from villages.models.profile import Sector

K, A = PlannedRule.Kind, PlannedRule.Area
SUPPORT, CONCERN, OBJECTION = RuleComment.Stance


@dataclass(frozen=True)
class Said:
    """A comment of a region on a day, and the reply on another (or none)."""

    region: str
    on: int
    stance: str
    text: str
    words: str = ""
    reply: str = ""
    replied: int = 0


@dataclass(frozen=True)
class Planned:
    """A planned rule: ``days`` of the announcement, of the last comments, and of taking effect;
    ``notes`` are sort of the overlap and what was done about it."""

    region: str
    kind: str
    title: str
    field: str
    sectors: tuple
    text: str
    why: str
    area: str
    named: tuple
    days: tuple
    said: tuple
    notes: tuple = ()
    decided: int | None = None
    result: str = ""
    number: str = ""
    summary: str = ""


BOARD = (
    Planned(
        region=f"{LEKSONO}.2004", kind=K.VILLAGE_REGULATION,
        title="Iuran air bersih dan pemeliharaan sambungan rumah",
        field=Version.Field.DEVELOPMENT, sectors=(Sector.WATER,),
        text=(
            "Setiap sambungan rumah membayar iuran Rp7.500 per bulan kepada pengelola air desa. "
            "Tunggakan tiga bulan berturut-turut diberi peringatan tertulis; sambungan baru "
            "memerlukan izin kepala desa. Rumah ibadah dan posyandu dibebaskan."
        ),
        why=(
            "Biaya perawatan pipa dari mata air naik, sedangkan iuran sukarela hanya menutup "
            "sepertiganya. Mata air yang sama dipakai bersama desa tetangga."
        ),
        area=A.OWN, named=(f"{LEKSONO}.2014",), days=(-5, 9, 30),
        notes=(
            ("proyek", "Dibicarakan dengan Besani dan Timbang; iuran hanya untuk sambungan di "
             "Sojokerto dan tidak mengubah pembagian biaya proyek."),
        ),
        said=(
            Said(
                f"{LEKSONO}.2005", -3, CONCERN,
                "Warga Dusun Krajan di perbatasan memakai sambungan dari Sojokerto. Kami mohon "
                "tarif mereka tidak berbeda dari warga Sojokerto.",
                words="Sambungan rumah di luar desa membayar iuran yang sama besarnya.",
                reply="Setuju. Rumusan ini akan kami masukkan dalam versi berikutnya.",
                replied=-2,
            ),
            Said(
                f"{LEKSONO}.2011", -1, SUPPORT,
                "Timbang mendukung. Besaran iuran sejalan dengan rencana kami.",
            ),
            Said(
                f"{LEKSONO}.2010", -1, SUPPORT,
                "Kalimendong tidak terdampak langsung, tetapi pengaturan ini patut dicontoh.",
            ),
        ),
    ),
    Planned(
        region=LEKSONO, kind=K.CIRCULAR,
        title="Jadwal pengangkutan sampah antardesa",
        field=Version.Field.COMMUNITY, sectors=(Sector.WASTE, Sector.ENVIRONMENT),
        text=(
            "Sampah dari desa dan kelurahan di Kecamatan Leksono diantar ke tempat pengumpulan "
            "menurut hari yang dibagi rata, pukul 06.00 sampai 09.00. Sampah yang belum dipilah "
            "tidak diterima."
        ),
        why="Truk kabupaten hanya datang empat kali sepekan dan sering antre pada hari Senin.",
        area=A.SUBDISTRICT, named=(), days=(-45, -24, -10),
        said=(
            Said(
                f"{LEKSONO}.2008", -38, OBJECTION,
                "Hari pasaran Wonokerto jatuh pada Rabu; jalan tidak dapat dilalui truk.",
                words="Wonokerto mendapat hari Kamis.",
                reply="Diterima: Wonokerto dipindah ke hari Kamis.", replied=-30,
            ),
            Said(
                f"{LEKSONO}.2002", -33, SUPPORT,
                "Sesuai dengan pemilahan sampah yang sudah berjalan di Lipursari.",
            ),
            Said(
                f"{LEKSONO}.2003", -29, CONCERN,
                "Pukul 06.00 terlalu pagi bagi petugas kami.",
                reply="Batas akhir diperpanjang sampai pukul 10.00.", replied=-26,
            ),
        ),
        decided=-20, result=PlannedRule.Result.CHANGED, number="660/014/KEC.LKS",
        summary=(
            "Wonokerto mendapat hari Kamis dan batas waktu menjadi pukul 10.00. Ketentuan "
            "pemilahan tetap."
        ),
    ),
)  # fmt: skip
