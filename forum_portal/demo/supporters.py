"""Organisations that support the projects of the demo, and what they do, as data. All are invented;
any likeness to real ones is chance."""

from dataclasses import dataclass

from forum_portal.demo.people import DOMAIN
from forum_portal.demo.places import WONOSOBO
from forum_portal.demo.projects import FARM_ROAD, JUTA, WATER
from projects.models import Source
from villages.models import Organisation
from villages.models.profile import Sector

Kind = Organisation.Kind


@dataclass(frozen=True)
class Spokesperson:
    """Who registers an organisation and acts for it."""

    mailbox: str
    name: str
    position: str
    nip: str = ""

    @property
    def email(self):
        return f"{self.mailbox}@{DOMAIN}"


@dataclass(frozen=True)
class Supporter:
    """An organisation, registered by its spokesperson; ``verified`` by the officer of the regency
    so many days from today, or still waiting."""

    person: Spokesperson
    kind: str
    name: str
    legal_number: str
    address: str
    sectors: tuple
    offers: str
    short_name: str = ""
    home: str = WONOSOBO
    registered: int = -90
    verified: int | None = -88


FOUNDATION = Supporter(
    Spokesperson("yayasan.tirta", "Anindya Larasati, M.Si.", "Direktur Program"),
    Kind.NGO, "Yayasan Tirta Lereng Bersama", "AHU-0090211.AH.01.04 Tahun 2019",
    "Jalan Mata Air 7, Wonosobo", (Sector.WATER, Sector.HEALTH, Sector.ENVIRONMENT),
    "Hibah pipa dan bak penampung untuk air bersih desa, pendampingan pengurus air, dan uji mutu "
    "air dua kali setahun. Untuk kerja sama dua desa atau lebih.",
    short_name="YTLB",
)  # fmt: skip
COMPANY = Supporter(
    Spokesperson("csr.lereng", "Bayu Satriawan, S.E.", "Manajer CSR"),
    Kind.COMPANY, "PT Lereng Timur Agro", "NIB 0220000123456",
    "Jalan Raya Kebun Km 4, Wonosobo", (Sector.ROADS, Sector.FARMING, Sector.MARKET),
    "Bahan bangunan dan alat berat untuk jalan usaha tani di sekitar kebun, lewat dana tanggung "
    "jawab sosial perusahaan.",
)  # fmt: skip
UNIVERSITY = Supporter(
    Spokesperson("ft.sindoro", "Dr. Prima Hapsariningrum", "Wakil Dekan Bidang Kerja Sama"),
    Kind.UNIVERSITY, "Fakultas Teknik Universitas Lereng Sindoro", "SK Rektor 118/UN/2021",
    "Kampus Lereng, Wonosobo", (Sector.WATER, Sector.ROADS, Sector.DISASTER),
    "Dosen dan mahasiswa KKN untuk pengukuran, gambar teknik, dan uji mutu.",
    short_name="FT ULS",
)  # fmt: skip
AGENCY = Supporter(
    Spokesperson("airminum.dpu", "Gunawan Setyo Utomo, S.T.", "Kepala Seksi Air Minum",
                 nip="197905142006041000"),
    Kind.AGENCY, "Dinas Pekerjaan Umum Kabupaten (contoh)", "Perda 9/2016",
    "Kompleks Perkantoran Kabupaten", (Sector.WATER, Sector.ROADS),
    "Pemeriksaan teknis dan pendampingan penyusunan RAB untuk proyek air minum antardesa.",
)  # fmt: skip
WAITING = (
    Supporter(
        Spokesperson("komunitas.kali", "Rahayu Widyastuti", "Ketua"),
        Kind.COMMUNITY, "Komunitas Kali Resik", "Surat Terdaftar 220/17/2024",
        "Dusun Krajan, Leksono", (Sector.ENVIRONMENT, Sector.WASTE),
        "Relawan bersih sungai setiap Minggu pertama dan pelatihan pilah sampah.",
        registered=-2, verified=None,
    ),
    Supporter(
        Spokesperson("hibah.nusa", "Teddy Mahardhika, M.B.A.", "Manajer Hibah"),
        Kind.DONOR, "Dana Hibah Desa Nusa", "AHU-0014552.AH.01.04 Tahun 2022",
        "Jalan Contoh Raya 21, Jakarta", (Sector.EDUCATION, Sector.HEALTH),
        "Hibah kecil sampai Rp75 juta untuk kerja sama antardesa di seluruh Indonesia.",
        home="", registered=-1, verified=None,
    ),
)  # fmt: skip
VERIFIED = (FOUNDATION, COMPANY, UNIVERSITY, AGENCY)
PEOPLE = tuple(each.person for each in (*VERIFIED, *WAITING))

# (day, project, supporter, what the lead asks, day of the yes or None)
INVITATIONS = (
    (-60, WATER, FOUNDATION,
     "Kami kekurangan pipa HDPE 2 inci untuk cabang Dusun Krajan. Dapatkah yayasan membantu sebelum "
     "bulan kedua?", -58),
    (-42, WATER, UNIVERSITY,
     "Mohon bantuan pengukuran debit mata air dan gambar jalur pipa.", -39),
    (-36, WATER, AGENCY, "Mohon pemeriksaan teknis bak penampung kedua.", -35),
    (-2, FARM_ROAD, FOUNDATION,
     "Saluran tepi jalan melindungi mata air Kalimendong. Dapatkah yayasan ikut membiayainya?",
     None),
)  # fmt: skip

# (day, project, supporter, kind, source, rupiah, words, day of the yes or None)
OFFERS = (
    (-50, WATER, FOUNDATION, "goods", Source.GRANT, 25 * JUTA,
     "Pipa HDPE 2 inci 900 m dengan sambungannya", -49),
    (-4, FARM_ROAD, COMPANY, "goods", Source.COMPANY, 36 * JUTA,
     "Semen 480 zak untuk rabat beton ruas Jonggolsari", None),
)  # fmt: skip

# What the lead has noted down for a supporter: day, project, supporter, kind, source, words, word.
PLANNED = (
    (-33, WATER, AGENCY, "skill", Source.REGENCY,
     "Pemeriksaan teknis bak penampung, tiga kunjungan", -32),
    (-1, WATER, FOUNDATION, "skill", Source.GRANT,
     "Pelatihan pengurus air dua hari untuk tiga desa", None),
)  # fmt: skip

# (day, project, supporter, what was done, rupiah of its offer that was delivered, receipt on)
REPORTS = (
    (-31, WATER, FOUNDATION,
     "Pipa HDPE 2 inci 540 m sudah dikirim ke Balai Desa Sojokerto dan diperiksa bersama pelaksana. "
     "Sisanya menyusul setelah galian Dusun Krajan selesai.", 15 * JUTA, -30),
    (-12, WATER, UNIVERSITY,
     "Debit mata air diukur tiga kali, rata-rata 4,1 liter per detik. Gambar jalur pipa cabang sudah "
     "diserahkan kepada pelaksana.", 0, None),
    (-5, WATER, FOUNDATION,
     "Pengiriman kedua: pipa 200 m dan 36 sambungan, diterima petugas Desa Besani.", 6 * JUTA,
     None),
)  # fmt: skip
