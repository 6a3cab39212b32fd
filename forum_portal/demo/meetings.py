"""Sixteen meetings, past and coming, as data. Days count from today, hours are those of the place."""

from dataclasses import dataclass

from forum_portal.demo.places import BANGUN_REJO, LEKSONO
from forum_portal.demo.projects import bangun_rejo, leksono
from meetings.models import AgendaItem, Meeting

INFORMATION, DISCUSSION, DECISION = (
    AgendaItem.Kind.INFORMATION, AgendaItem.Kind.DISCUSSION, AgendaItem.Kind.DECISION,
)  # fmt: skip
ASSEMBLY, COORDINATION, TECHNICAL, TRAINING = (
    Meeting.Kind.ASSEMBLY, Meeting.Kind.COORDINATION, Meeting.Kind.TECHNICAL,
    Meeting.Kind.TRAINING,
)  # fmt: skip
LEKSONO_HALL = "Aula Kecamatan Leksono"
BANGUN_REJO_HALL = "Balai Kecamatan Bangun Rejo"


@dataclass(frozen=True)
class Sitting:
    """A meeting and what became of it. ``of`` is a forum's home or a project's key."""

    key: str
    of: str
    kind: str
    title: str
    purpose: str
    day: int
    hours: tuple  # (9, 0, 11, 30)
    place: str
    called: int
    caller: str  # mailbox
    agenda: tuple  # (title, kind, minutes, speaker)
    attends: tuple = ()
    represented: tuple = ()  # (region, by whom)
    absent: tuple = ()  # (region, reason)
    also: tuple = ()  # regions without a seat
    guests: tuple = ()  # (name, institution, mailbox)
    link: str = ""
    is_open: bool = True
    moved_to: int | None = None  # another day, announced ``moved_on``
    moved_on: int | None = None
    cancelled_on: int | None = None
    cancel_reason: str = ""


SITTINGS = (
    Sitting(
        "lks-1", LEKSONO, ASSEMBLY, "Musyawarah antar desa: rencana kerja sama 2026",
        "Menetapkan tiga urusan bersama yang didahulukan tahun ini.",
        -160, (8, 30, 12, 30), LEKSONO_HALL, -170, "pmd.leksono",
        (("Laporan kerja sama tahun lalu", INFORMATION, 30, "Kasi PMD Kecamatan"),
         ("Urutan kebutuhan desa", DISCUSSION, 90, ""),
         ("Penetapan tiga urusan bersama", DECISION, 60, "Camat Leksono")),
        attends=leksono("2001", "2002", "2003", "2004", "2005", "2007", "2009", "2010", "2011",
                        "2014", "1006"),
        represented=((f"{LEKSONO}.2013", "Kasi Pemerintahan"),),
        absent=((f"{LEKSONO}.2012", "Bersamaan dengan pelantikan perangkat"),),
    ),
    Sitting(
        "water-1", "water", TECHNICAL, "Pengukuran jalur pipa Sojokerto sampai Timbang",
        "Menyepakati jalur pipa dan letak bak penampung di lapangan.",
        -110, (8, 0, 12, 0), "Balai Desa Sojokerto", -118, "sekdes.sojokerto",
        (("Jalur pipa utama", DISCUSSION, 120, "Sekretaris Desa Sojokerto"),
         ("Letak bak penampung kedua", DECISION, 60, "")),
        attends=leksono("2004", "2005", "2011"),
    ),
    Sitting(
        "br-1", BANGUN_REJO, ASSEMBLY, "Musyawarah antar kampung: jalan poros dan pasar",
        "Menyepakati urutan perbaikan jalan poros dan tempat timbangan bersama.",
        -90, (8, 30, 12, 30), BANGUN_REJO_HALL, -99, "pmk.bangunrejo",
        (("Keadaan jalan poros", INFORMATION, 45, "Kasi PMK Kecamatan"),
         ("Urutan perbaikan", DECISION, 75, "Camat Bangun Rejo"),
         ("Usulan timbangan bersama", DISCUSSION, 60, "")),
        attends=bangun_rejo("2001", "2002", "2003", "2005", "2006", "2007", "2008", "2009", "2010",
                            "2013", "2014", "2017"),
        absent=((f"{BANGUN_REJO}.2012", "Jalan terputus banjir"),),
    ),
    Sitting(
        "lks-2", LEKSONO, TRAINING, "Pelatihan menyusun RAB kegiatan bersama",
        "Setiap desa pulang dengan satu rencana anggaran biaya yang siap dibahas.",
        -62, (9, 0, 15, 0), LEKSONO_HALL, -72, "pmd.leksono",
        (("Harga satuan dan swakelola", INFORMATION, 90, "Kasi PMD Kecamatan"),
         ("Latihan menyusun RAB", DISCUSSION, 180, "")),
        attends=leksono("2002", "2003", "2004", "2005", "2008", "2009", "2011", "2013", "2014"),
    ),
    Sitting(
        "trunk-1", "trunk_road", COORDINATION, "Jadwal kerja jalan poros tahap pertama",
        "Membagi ruas kerja dan giliran alat berat.",
        -66, (13, 30, 16, 0), "Balai Kampung Sido Mulyo", -74, "kakam.sidomulyo",
        (("Pembagian ruas", DECISION, 60, "Kepala Kampung Sido Mulyo"),
         ("Giliran alat berat", DECISION, 45, "")),
        attends=bangun_rejo("2007", "2006", "2002"),
    ),
    Sitting(
        "salak-1", "salak", COORDINATION, "Standar sortir dan nama merek salak bersama",
        "Memilih nama merek dan tiga kelas mutu sebelum panen raya.",
        -30, (13, 0, 15, 30), "Balai Desa Lipursari", -38, "kades.lipursari",
        (("Tiga kelas mutu", DECISION, 60, "Sekretaris Desa Lipursari"),
         ("Nama merek", DECISION, 60, "")),
        attends=leksono("2002", "2001", "2003"),
        represented=((f"{LEKSONO}.2007", "Kaur Perencanaan"),),
    ),
    Sitting(
        "lks-3", LEKSONO, COORDINATION, "Rapat koordinasi bulanan Forum Leksono",
        "Kemajuan proyek bersama dan usulan baru.",
        -12, (9, 0, 11, 30), LEKSONO_HALL, -21, "pmd.leksono",
        (("Kemajuan jaringan air bersih", INFORMATION, 30, "Kepala Desa Sojokerto"),
         ("Usulan bank sampah lima wilayah", DISCUSSION, 60, "Kepala Desa Wonokerto"),
         ("Persiapan musim hujan", DISCUSSION, 30, ""),
         ("Jadwal ronda perbatasan desa", DISCUSSION, 20, "Kepala Desa Manggis")),
        attends=leksono("2001", "2003", "2004", "2005", "2007", "2008", "2009", "2010", "2013",
                        "1006"),
        absent=((f"{LEKSONO}.2012", "Kepala desa sedang di kabupaten"),),
    ),
    Sitting(
        "br-2", BANGUN_REJO, COORDINATION, "Rapat koordinasi bulanan Forum Kampung",
        "Kemajuan jalan poros, timbangan bersama, dan sampah pasar.",
        1, (9, 0, 11, 30), BANGUN_REJO_HALL, -9, "pmk.bangunrejo",
        (("Kemajuan jalan poros", INFORMATION, 30, "Kepala Kampung Sido Mulyo"),
         ("Sampah pasar dan truk angkut", DISCUSSION, 60, "Kepala Kampung Suka Negara"),
         ("Jadwal sumur dalam", DISCUSSION, 30, "")),
        attends=bangun_rejo("2002", "2006", "2007", "2009", "2010", "2014"),
        absent=((f"{BANGUN_REJO}.2001", "Bersamaan dengan musyawarah kampung"),),
    ),
    Sitting(
        "water-2", "water", COORDINATION, "Tarif dan jadwal aliran air bersih tiga desa",
        "Menyepakati iuran per meter kubik dan jadwal aliran selama uji coba.",
        3, (9, 0, 11, 30), LEKSONO_HALL, -8, "kades.sojokerto",
        (("Hasil uji tekanan", INFORMATION, 20, "Sekretaris Desa Sojokerto"),
         ("Iuran per meter kubik", DECISION, 60, ""),
         ("Jadwal aliran uji coba", DECISION, 40, "Kepala Desa Besani")),
        attends=leksono("2005"),
    ),
    Sitting(
        "landslide-1", "landslide", TRAINING, "Pelatihan relawan siaga longsor",
        "Empat puluh relawan belajar membaca tanda longsor dan jalur evakuasi.",
        5, (8, 0, 14, 0), "Balai Desa Manggis", -6, "camat.leksono",
        (("Tanda-tanda longsor", INFORMATION, 90, "Tim pelatih kecamatan"),
         ("Latihan jalur evakuasi", DISCUSSION, 150, "")),
        attends=leksono("2014"),
        represented=((f"{LEKSONO}.2010", "Kasi Kesejahteraan"),),
        also=leksono("2012"),
        guests=(("Nanda Pratiwi", "Relawan siaga bencana", "nanda.relawan"),),
    ),
    Sitting(
        "waste-1", "waste", COORDINATION, "Pembahasan usulan bank sampah lima wilayah",
        "Menjawab pertanyaan mitra sebelum tenggat tanggapan.",
        6, (13, 30, 15, 30), "Balai Desa Wonokerto", -4, "kades.wonokerto",
        (("Biaya sewa truk", INFORMATION, 30, "Sekretaris Desa Wonokerto"),
         ("Pembagian iuran", DISCUSSION, 60, "")),
        link="https://rapat.demo.example/bank-sampah",
    ),
    Sitting(
        "rubber-1", "rubber", TECHNICAL, "Aturan timbangan dan pengumuman harga harian",
        "Menetapkan siapa menimbang, kapan harga diumumkan, dan potongan kadar air.",
        8, (9, 0, 12, 0), "Balai Kampung Bangun Rejo", -3, "sekkam.bangunrejo",
        (("Petugas timbangan", DECISION, 45, ""),
         ("Pengumuman harga pagi", DECISION, 45, "Sekretaris Kampung Bangun Rejo")),
        attends=bangun_rejo("2008"),
    ),
    Sitting(
        "lks-4", LEKSONO, COORDINATION, "Rapat koordinasi akhir tahun Forum Leksono",
        "Usulan kerja sama 2027 yang perlu masuk APB Desa.",
        12, (8, 30, 12, 0), LEKSONO_HALL, -5, "camat.leksono",
        (("Usulan 2027 setiap desa", DISCUSSION, 120, ""),
         ("Urutan usulan ke kabupaten", DECISION, 60, "Camat Leksono")),
        attends=leksono("2008", "2009"),
        moved_to=15, moved_on=-1,
    ),
    Sitting(
        "tourism-1", "tourism", COORDINATION, "Pembagian hasil parkir paket wisata",
        "Menjawab permintaan perubahan dari Durensawit.",
        10, (13, 0, 15, 0), "Balai Desa Durensawit", -6, "sekdes.sojokerto",
        (("Pembagian hasil parkir", DECISION, 60, ""),),
        cancelled_on=-2, is_open=False,
        cancel_reason="Draf perubahan usulan belum selesai. Undangan baru menyusul.",
    ),
    Sitting(
        "br-3", BANGUN_REJO, ASSEMBLY, "Musyawarah antar kampung: usulan kerja sama 2027",
        "Menetapkan usulan bersama untuk APB Kampung 2027.",
        20, (8, 30, 12, 30), BANGUN_REJO_HALL, -1, "camat.bangunrejo",
        (("Laporan tahun berjalan", INFORMATION, 45, "Kasi PMK Kecamatan"),
         ("Usulan bersama 2027", DECISION, 120, "Camat Bangun Rejo")),
    ),
    Sitting(
        "farm-1", "farm_road", TECHNICAL, "Jadwal cor beton tahap kedua",
        "Menyusun giliran kerja dusun sebelum hujan penuh.",
        9, (19, 30, 21, 0), "Balai Desa Kalimendong", -2, "kades.jonggolsari",
        (("Giliran kerja dusun", DECISION, 60, "Kepala Desa Jonggolsari"),),
        is_open=False,
    ),
)  # fmt: skip
