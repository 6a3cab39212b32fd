"""What makes three of the demo's meetings trainings, and who enrols; topics that people ask for."""

from dataclasses import dataclass

from forum_portal.demo.meetings import TRAINING, Sitting
from forum_portal.demo.places import LEKSONO
from forum_portal.demo.projects import leksono
from meetings.models import AgendaItem, Topic

MALE, FEMALE = "L", "P"

MARKETING = Sitting(
    "market-1", LEKSONO, TRAINING, "Pelatihan pemasaran salak dan olahannya lewat internet",
    "Setiap peserta pulang dengan foto produk, harga, dan satu toko daring yang sudah buka.",
    17, (9, 0, 15, 0), "Aula Kecamatan Leksono", -4, "pmd.leksono",
    (("Foto produk dengan ponsel", AgendaItem.Kind.INFORMATION, 90, "Penyuluh usaha"),
     ("Membuka toko daring", AgendaItem.Kind.DISCUSSION, 180, "Penyuluh usaha")),
    attends=leksono("2002", "2004"),
)  # fmt: skip


@dataclass(frozen=True)
class Course:
    """The enrolment of a meeting: ``sends`` are (head's mailbox, name, sex, is young)."""

    sitting: str  # key of the meeting
    opened: int
    by: str  # mailbox
    topics: tuple
    seats: int
    trainer: str
    bring: str
    sends: tuple
    himself: tuple = ()  # mailboxes of those who enrol themselves
    is_for_all: bool = True
    absent: tuple = ()  # names that did not come
    material: str = ""
    answers: tuple = ()  # titles of the topics that it answers


COURSES = (
    Course(
        "lks-2", -71, "pmd.leksono", (Topic.FINANCE, Topic.GOVERNMENT), 20,
        "Kasi PMD Kecamatan Leksono", "Laptop dan rancangan RKP Desa",
        (("kades.sojokerto", "Sri Wahyuni", FEMALE, True),
         ("kades.sojokerto", "Tarno Wiyono", MALE, False),
         ("kades.besani", "Eni Purwati", FEMALE, False),
         ("kades.lipursari", "Yusuf Ardian", MALE, True)),
        himself=("sekdes.sojokerto", "sekdes.besani", "sekdes.jonggolsari"),
        is_for_all=False, absent=("Yusuf Ardian",), material="Contoh RAB kegiatan bersama",
    ),
    Course(
        "landslide-1", -5, "camat.leksono", (Topic.DISASTER,), 6,
        "Tim pelatih kecamatan", "Sepatu lapangan, jas hujan, dan senter",
        (("kades.manggis", "Karyo Utomo", MALE, False),
         ("kades.manggis", "Sutinah", FEMALE, False),
         ("kades.manggis", "Dimas Prayoga", MALE, True),
         ("kades.kalimendong", "Wagiyem", FEMALE, False),
         ("kades.kalimendong", "Rian Saputra", MALE, True),
         ("kades.durensawit", "Parjono", MALE, False),
         ("kades.durensawit", "Lestari Ningrum", FEMALE, True)),
        himself=("warga.baru",), material="Tanda-tanda awal longsor",
    ),
    Course(
        "market-1", -3, "pmd.leksono", (Topic.BUSINESS, Topic.TECHNOLOGY), 30,
        "Penyuluh usaha kabupaten", "Ponsel dan satu contoh produk",
        (("kades.lipursari", "Rohayati", FEMALE, False),
         ("kades.lipursari", "Bagas Pratama", MALE, True),
         ("kades.selokromo", "Mulyani", FEMALE, False)),
        himself=("sekdes.wonokerto",), answers=("Menjual salak lewat internet",),
    ),
)  # fmt: skip

# (day, mailbox, topic, title, reason, mailboxes of supporters)
TOPICS = (
    (-20, "kades.lipursari", Topic.BUSINESS, "Menjual salak lewat internet",
     "Saat panen raya harga jatuh, sebab pembeli hanya datang dari pasar terdekat.",
     ("kades.selokromo", "kades.sawangan", "sekdes.wonokerto")),
    (-14, "sekdes.wonokerto", Topic.ENVIRONMENT, "Mengolah sampah dapur menjadi kompos",
     "Bank sampah menerima plastik, tetapi sampah dapur masih dibakar.",
     ("kades.sojokerto", "kades.jlamprang", "kades.sawangan", "warga.baru")),
    (-8, "kades.jonggolsari", Topic.FARMING, "Pengendalian lalat buah tanpa racun",
     "Sepertiga panen salak dan durian rusak sebelum dijual.",
     ("kades.durensawit", "kades.lipursari")),
    (-2, "warga.baru", Topic.TECHNOLOGY, "Merawat jaringan internet desa",
     "Perangkat desa sering putus jaringan dan tidak ada yang dapat memperbaikinya.", ()),
)  # fmt: skip
