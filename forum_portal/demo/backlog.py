"""What members proposed for sittings, what agendas are about, and their papers, as data."""

from dataclasses import dataclass

from forum_portal.demo.places import BANGUN_REJO, LEKSONO
from meetings.models import AgendaItem

DISCUSSION, DECISION = AgendaItem.Kind.DISCUSSION, AgendaItem.Kind.DECISION
REACHED, MISSED = AgendaItem.State.REACHED, AgendaItem.State.MISSED


@dataclass(frozen=True)
class Proposal:
    """A topic for a forum (by its home); a sitting whose agenda names it takes it over."""

    of: str
    day: int
    mailbox: str
    title: str
    reason: str
    kind: str
    minutes: int
    declined: tuple = ()  # (day, mailbox, reason)


PROPOSALS = (
    Proposal(
        LEKSONO, -26, "kades.wonokerto", "Usulan bank sampah lima wilayah",
        "Sampah plastik dari lima wilayah menumpuk di tepi Kali Serayu. Kami ingin tahu siapa yang "
        "mau ikut sebelum usulan proyek ditulis.",
        DISCUSSION, 60,
    ),
    Proposal(
        LEKSONO, -24, "kades.manggis", "Jadwal ronda perbatasan desa",
        "Dua kali ternak hilang di perbatasan Manggis dan Timbang. Ronda bergilir perlu jadwal "
        "bersama dan nomor telepon yang bisa dihubungi.",
        DISCUSSION, 20,
    ),
    Proposal(
        LEKSONO, -18, "kades.timbang", "Pemindahan pasar hewan ke Leksono",
        "Pasar hewan di kota terlalu jauh bagi peternak lereng timur.",
        DECISION, 45,
        declined=(
            -16, "camat.leksono",
            "Pasar hewan kewenangan kabupaten. Kami teruskan lewat Musrenbang Kecamatan.",
        ),
    ),
    Proposal(
        LEKSONO, -8, "kades.jonggolsari", "Usulan 2027 setiap desa",
        "Usulan yang perlu dana bersama sebaiknya dikumpulkan sebelum APB Desa 2027 disusun.",
        DISCUSSION, 120,
    ),
    Proposal(
        LEKSONO, -2, "sekdes.lipursari", "Sewa mesin pencacah bersama",
        "Tiga desa menyewa mesin sendiri-sendiri dengan harga berbeda. Satu tarif akan lebih murah.",
        DECISION, 30,
    ),
    Proposal(
        BANGUN_REJO, -3, "kakam.sidomulyo", "Giliran alat berat bulan Desember",
        "Musim hujan mempersempit hari kerja. Giliran perlu disepakati sebelum akhir bulan.",
        DECISION, 30,
    ),
)  # fmt: skip

MARKS = {  # (sitting, item of the agenda from 1) → what became of it
    ("lks-3", 1): REACHED,
    ("lks-3", 2): REACHED,
    ("lks-3", 3): REACHED,
    ("lks-3", 4): MISSED,
}

ABOUT = {  # (sitting, item from 1) → the project that it is about
    ("lks-3", 1): "water",
    ("br-2", 1): "trunk_road",
    ("water-2", 2): "water",
}

PAPERS = (  # sitting, item from 1, day, title
    ("lks-3", 1, -16, "Laporan kemajuan pipa utama"),
    ("water-2", 2, -5, "Rancangan iuran air per meter kubik"),
    ("water-2", 3, -5, "Jadwal aliran uji coba"),
    ("lks-4", 1, -3, "Formulir usulan 2027"),
)
