"""Twelve agreements in all states, as data; two of them go on from others, one has a third party.
Days count from today."""

from dataclasses import dataclass

from agreements.models import Agreement, Obligation
from forum_portal.demo.projects import bangun_rejo, leksono

RENEWAL, AMENDMENT = Agreement.FollowsAs.RENEWAL, Agreement.FollowsAs.AMENDMENT
JOINT_REGULATION, MEMORANDUM = Agreement.Kind.JOINT_REGULATION, Agreement.Kind.MEMORANDUM
JOINT_CONTRACT = Agreement.Kind.JOINT_CONTRACT
DRAFT, OPEN, IN_FORCE, ENDED = (
    Agreement.State.DRAFT, Agreement.State.OPEN, Agreement.State.IN_FORCE, Agreement.State.ENDED,
)  # fmt: skip


@dataclass(frozen=True)
class Owes:
    """What a party owes beside its contributions to the project, or what a ``third`` party owes and it
    keeps; ``given`` tells, for each due day in order, on which day it was reported and on which
    another party confirmed it (or None)."""

    region: str
    kind: str
    what: str
    due: int
    amount: int = 0
    unit: str = ""
    rhythm: str = Obligation.Rhythm.ONCE
    given: tuple = ()
    third: str = ""


@dataclass(frozen=True)
class Third:
    """A third party, and the day on which its signature was recorded, with its own number."""

    name: str
    seat: str
    signer_name: str
    signer_title: str
    signed: int
    number: str


@dataclass(frozen=True)
class Deed:
    """An agreement out of a project (``of`` is its key) and its fate."""

    key: str
    of: str
    kind: str
    title: str
    words: tuple  # for the places of the kind's template, in order
    parties: tuple
    numbers: tuple  # the number that each party gives it after the seal, or ""
    term: tuple  # first and last day
    drafted: int
    drafter: str  # mailbox
    state: str
    shown: int | None = None
    remarks: tuple = ()  # (region, matter, text, proposed words, are they taken over)
    opened: int | None = None
    changed: tuple = ()  # (matter, words): taken back for it and opened again
    thirds: tuple = ()
    owes: tuple = ()
    annexes: tuple = ()  # headings
    settled: tuple = ()  # (region, step at home, day)
    in_order: bool = False
    witnesses: tuple = ()  # mailboxes, and (name, office) of those who sign on paper
    needed: int = 0  # of these
    approves: tuple = ()  # (region, day)
    on_paper: tuple = ()  # regions whose head has signed with ink
    attests: tuple = ()  # (mailbox, day), and (place, day) of those who sign on paper
    acknowledged: tuple = ()  # (mailbox of who does it here, or who uploads the scan, day)
    follows: str = ""  # key of the agreement out of which it is drafted
    way: str = ""
    rewritten: tuple = ()  # (matter, words): what differs from that one
    over: int | None = None  # the day on which the calendar ends it
    ended: int | None = None
    end_ground: str = ""
    end_reason: str = ""


def at_home(*parties, day):
    """Both compulsory papers of these villages, recorded on a day."""
    return tuple((code, step, day) for code in parties for step in ("1_musdes", "2_bpd"))


_WATER_BASIS = "Peraturan Bupati Wonosobo tentang Kerja Sama Desa"
_ROAD_BASIS = "Peraturan Bupati Lampung Tengah tentang Kerja Sama Kampung"

DEEDS = (
    Deed(
        key="ambulance", of="ambulance", kind=JOINT_REGULATION,
        title="Ambulans desa bersama Sojokerto dan Besani",
        words=(
            "puskesmas jauh dan satu kendaraan siaga lebih murah ditanggung bersama",
            _WATER_BASIS,
            "penyediaan dan pemakaian satu ambulans untuk warga Desa Sojokerto dan Desa Besani",
            "pembinaan kemasyarakatan",
            "regu pengemudi yang diangkat oleh kedua kepala desa",
            "siaga 24 jam bergilir setiap pekan, dengan satu nomor telepon",
            "ambulans tanpa biaya bagi warga kedua desa",
            "merawat kendaraan (Sojokerto) dan menyediakan garasi (Besani)",
            "APB Desa kedua desa menurut kontribusi dalam usulan proyek",
            "30",
        ),
        parties=leksono("2004", "2005"), numbers=("6", "4"),
        settled=at_home(*leksono("2004", "2005"), day=-714),
        owes=(
            Owes(
                leksono("2005")[0], Obligation.Kind.MONEY, "Iuran perawatan ambulans", due=-690,
                amount=6_000_000, rhythm=Obligation.Rhythm.YEARLY,
                given=((-692, -689), (-327, -324)),
            ),
        ),
        term=(-700, 395), drafted=-718, drafter="sekdes.sojokerto", state=IN_FORCE, opened=-716,
        approves=((leksono("2004")[0], -712), (leksono("2005")[0], -708)),
        acknowledged=(("sekdes.besani", -703),),
    ),
    Deed(
        key="irrigation", of="irrigation", kind=JOINT_REGULATION,
        title="Perbaikan saluran irigasi Sawangan dan Lipursari",
        words=(
            "musyawarah desa di kedua desa menyepakati perbaikan saluran yang jebol di empat titik",
            _WATER_BASIS,
            "perbaikan 1,1 km saluran dan empat pintu air, serta pengaturan giliran air",
            "pembangunan desa",
            "Pemerintah Desa Sawangan dan Pemerintah Desa Lipursari",
            "pekerjaan dua bulan, pemeliharaan satu bulan, penanggung jawab kedua kepala desa",
            "air yang cukup untuk 84 hektare sawah di hilir",
            "menjaga pintu air bergilir setiap pekan",
            "APB Desa 2026 kedua desa dan gotong royong P3A sesuai usulan proyek",
            "30",
        ),
        parties=leksono("2001", "2002"), numbers=("3", "4"),
        settled=at_home(*leksono("2001", "2002"), day=-167),
        term=(-150, 215), drafted=-172, drafter="sekdes.sawangan", state=ENDED, opened=-168,
        approves=((leksono("2001")[0], -165), (leksono("2002")[0], -160)),
        ended=-38, end_ground="achieved", end_reason="Pekerjaan selesai dan diserahterimakan.",
    ),
    Deed(
        key="water", of="water", kind=JOINT_REGULATION,
        title="Pengelolaan air bersih tiga desa lereng timur",
        words=(
            "mata air di Desa Sojokerto cukup untuk tiga desa, sedangkan pipa dan bak penampung "
            "lebih murah dibangun bersama",
            _WATER_BASIS,
            "pembangunan, pengaliran, dan pemeliharaan jaringan air bersih di Desa Sojokerto, Desa "
            "Besani, dan Desa Timbang",
            "pembangunan desa",
            "regu pemelihara bersama yang diangkat oleh ketiga kepala desa",
            "pembangunan enam bulan menurut jadwal usulan proyek, lalu pemeliharaan rutin setiap "
            "bulan",
            "aliran air menurut jadwal bersama dan laporan kas setiap tiga bulan",
            "menyediakan lahan bak penampung (Sojokerto), memelihara pipa utama 2,8 km (Besani), "
            "dan memelihara pipa utama 2,1 km (Timbang)",
            "APB Desa 2026 menurut kontribusi dalam usulan proyek, dan iuran pemakai",
            "30",
        ),
        parties=leksono("2004", "2005", "2011"),
        numbers=("2", "5", "2"),
        settled=at_home(*leksono("2004", "2005", "2011"), day=-110),
        owes=(
            Owes(
                leksono("2011")[0], Obligation.Kind.WORK,
                "Gotong royong membersihkan jalur pipa Timbang", due=-60, amount=24,
                given=((-62, -59),),
            ),
            Owes(
                leksono("2005")[0], Obligation.Kind.MONEY, "Setoran awal kas pemeliharaan",
                due=-12, amount=15_000_000,
            ),
            Owes(
                leksono("2004")[0], Obligation.Kind.MONEY, "Iuran perlindungan mata air", due=-90,
                amount=750_000, rhythm=Obligation.Rhythm.MONTHLY,
                given=((-91, -88), (-61, -57), (-28, None)),
            ),
            Owes(
                leksono("2004")[0], Obligation.Kind.REPORT, "Laporan kas air bersih", due=10,
                rhythm=Obligation.Rhythm.QUARTERLY,
            ),
        ),
        term=(-100, 995), drafted=-112, drafter="sekdes.sojokerto", state=IN_FORCE, opened=-110,
        approves=(
            (leksono("2004")[0], -109), (leksono("2005")[0], -107), (leksono("2011")[0], -104),
        ),
    ),
    Deed(
        key="trunk_road", of="trunk_road", kind=JOINT_REGULATION,
        title="Pemeliharaan jalan poros kampung selatan",
        words=(
            "jalan poros rusak setiap musim hujan dan tidak dapat diperbaiki sendiri-sendiri",
            _ROAD_BASIS,
            "perbaikan dan pemeliharaan jalan poros dari Kampung Sido Mulyo sampai Kampung Sido "
            "Dadi",
            "pembangunan kampung",
            "pemerintah ketiga kampung dengan satu buku kas di Kampung Sido Luhur",
            "setiap kampung memelihara ruasnya menurut jadwal yang disusun setiap bulan April",
            "jalan yang dapat dilalui sepanjang tahun",
            "memelihara ruas di wilayahnya dan memungut iuran truk di atas delapan ton",
            "APB Kampung menurut kontribusi dalam usulan proyek, dan iuran truk",
            "14",
        ),
        parties=bangun_rejo("2007", "2006", "2002"),
        numbers=("4", "3", "6"),
        annexes=("Daftar ruas jalan poros yang dipelihara setiap kampung",),
        settled=at_home(*bangun_rejo("2007", "2006", "2002"), day=-84),
        term=(-75, 1020), drafted=-86, drafter="sekkam.sidomulyo", state=IN_FORCE, opened=-84,
        approves=(
            (bangun_rejo("2007")[0], -82), (bangun_rejo("2006")[0], -80),
            (bangun_rejo("2002")[0], -77),
        ),
        acknowledged=(("camat.bangunrejo", -75),),
    ),
    Deed(
        key="salak", of="salak", kind=MEMORANDUM,
        title="Merek dan mutu bersama salak pondoh Leksono",
        words=(
            "petani salak empat desa menjual sendiri-sendiri dengan mutu yang berbeda-beda",
            "nama merek, kelas mutu, dan jadwal kirim salak pondoh empat desa",
            "pemberdayaan masyarakat: pemasaran hasil kebun",
            "penyortiran dalam tiga kelas mutu di setiap desa, jadwal kirim disusun setiap Jumat "
            "oleh BUM Desa Lipursari",
            "memakai merek bersama untuk kelas satu dan dua",
            "menyortir menurut kelas mutu dan mengirim tepat jadwal",
            "penyertaan modal BUM Desa dan potongan penjualan menurut berat kiriman",
        ),
        parties=leksono("2002", "2001", "2003", "2007"), numbers=("", "", "", ""),
        term=(-14, 40), drafted=-28, drafter="sekdes.lipursari", state=IN_FORCE, opened=-26,
        in_order=True, witnesses=("camat.leksono",), needed=1,
        on_paper=(leksono("2003")[0],), attests=(("camat.leksono", -15),),
        approves=(
            (leksono("2002")[0], -25), (leksono("2001")[0], -24), (leksono("2003")[0], -20),
            (leksono("2007")[0], -16),
        ),
    ),
    Deed(
        key="salak_sale", of="salak", kind=JOINT_CONTRACT,
        title="Penjualan salak pondoh kelas satu kepada CV Lereng Segar",
        words=(
            "CV Lereng Segar, berkedudukan di Jalan Raya Kertek, Wonosobo, diwakili Ratna Kusuma, "
            "Direktur",
            "petani salak dua desa memerlukan pembeli tetap dengan harga yang disepakati",
            _WATER_BASIS,
            "pembelian salak pondoh kelas satu dari Desa Lipursari dan Desa Sawangan",
            "pemberdayaan masyarakat: pemasaran hasil kebun",
            "penimbangan setiap Senin dan Kamis di gudang Desa Lipursari, pembayaran paling lambat "
            "tujuh hari setelah penimbangan",
            "harga paling rendah Rp6.500 per kilogram sepanjang masa berlaku",
            "menyerahkan salak kelas satu paling sedikit satu ton setiap pekan",
            "pasokan salak kelas satu menurut jadwal",
            "membayar tepat waktu dan menyediakan keranjang angkut",
            "modal kerja CV Lereng Segar dan penyertaan modal BUM Desa",
        ),
        parties=leksono("2002", "2001"), numbers=("6", "7"),
        thirds=(
            Third(
                "CV Lereng Segar", "Jalan Raya Kertek, Wonosobo", "Ratna Kusuma", "Direktur",
                signed=-9, number="012/LS-PKS/2026",
            ),
        ),
        owes=(
            Owes(
                leksono("2002")[0], Obligation.Kind.GOODS, "Keranjang angkut salak", due=-4,
                amount=200, unit="keranjang", given=((-4, -3),), third="CV Lereng Segar",
            ),
            Owes(
                leksono("2001")[0], Obligation.Kind.REPORT, "Laporan berat kiriman salak", due=12,
                rhythm=Obligation.Rhythm.MONTHLY,
            ),
        ),
        settled=at_home(*leksono("2002", "2001"), day=-12),
        term=(-8, 357), drafted=-16, drafter="sekdes.lipursari", state=IN_FORCE, opened=-14,
        witnesses=("camat.leksono", ("Suwarno", "Ketua Gabungan Kelompok Tani")), needed=2,
        approves=((leksono("2002")[0], -11), (leksono("2001")[0], -10)),
        attests=(("camat.leksono", -10), (2, -9)),
    ),
    Deed(
        key="water_upkeep", of="water", kind=JOINT_REGULATION,
        title="Iuran dan pemeliharaan jaringan air bersih tiga desa",
        words=(
            "jaringan air bersih akan mulai dipakai dan memerlukan iuran yang sama di tiga desa",
            _WATER_BASIS,
            "iuran pemakai, kas pemeliharaan, dan regu jaga jaringan air bersih tiga desa",
            "pembangunan desa",
            "regu pemelihara bersama yang sudah dibentuk",
            "iuran Rp2.000 per meter kubik dibayar paling lambat tanggal 10 setiap bulan",
            "aliran air menurut jadwal dan perbaikan paling lambat dua hari setelah laporan",
            "menyetor iuran ke kas bersama dan menyisihkan sepersepuluh untuk perlindungan mata "
            "air",
            "iuran pemakai; kerusakan besar ditanggung menurut jumlah sambungan",
            "30",
        ),
        parties=leksono("2004", "2005", "2011"), numbers=("7", "9", ""),
        changed=(
            (
                "funding",
                "(1) Pendanaan kerja sama bersumber dari iuran pemakai.\n"
                "(2) Kerusakan besar ditanggung ketiga desa menurut jumlah sambungan rumah.",
            ),
        ),
        settled=(
            *at_home(*leksono("2005", "2004"), day=-4),
            (leksono("2011")[0], "1_musdes", -2),
        ),
        term=(20, 750), drafted=-7, drafter="sekdes.sojokerto", state=OPEN, opened=-5,
        approves=((leksono("2005")[0], -3),),
    ),
    Deed(
        key="rubber", of="rubber", kind=MEMORANDUM,
        title="Pemakaian timbangan dan gudang bersama empat kampung",
        words=(
            "timbangan yang berbeda-beda menimbulkan selisih harga bagi petani karet empat kampung",
            "pemakaian satu timbangan dan satu gudang oleh petani empat kampung",
            "pemberdayaan masyarakat: pasar hasil kebun",
            "harga diumumkan setiap pagi pukul 06.30 WIB di keempat balai kampung, timbangan "
            "diperiksa setiap bulan",
            "menimbang di tempat yang sama dengan potongan kadar air paling banyak dua belas "
            "persen",
            "menyediakan gudang dan petugas (Bangun Rejo), serta mengumumkan harga (semua pihak)",
            "sumbangan timbang Rp50 per kilogram dan penyertaan modal BUM Kampung",
        ),
        parties=bangun_rejo("2005", "2008", "2004", "2010"), numbers=("", "", "", ""),
        term=(10, 375), drafted=-6, drafter="sekkam.bangunrejo", state=OPEN, opened=-4,
        witnesses=("camat.bangunrejo", ("Suwarno", "Ketua Gabungan Kelompok Tani")), needed=1,
        approves=((bangun_rejo("2008")[0], -2), (bangun_rejo("2010")[0], -1)),
    ),
    Deed(
        key="water_turns", of="irrigation", kind=MEMORANDUM,
        title="Giliran air dan piket pintu air Sawangan dan Lipursari",
        words=(
            "petani di hilir sering kekurangan air pada bulan tanam",
            "jadwal giliran air, piket pintu air, dan pembersihan saluran",
            "pembangunan desa",
            "giliran empat hari sekali menurut jadwal yang ditempel di kedua balai desa",
            "air menurut giliran yang disepakati",
            "menjaga pintu air pada hari piketnya dan ikut membersihkan saluran",
            "swadaya kedua desa",
        ),
        parties=leksono("2001", "2002"), numbers=("", ""),
        owes=(
            Owes(
                leksono("2001")[0], Obligation.Kind.WORK, "Membersihkan saluran bagian hulu",
                due=-115, amount=12, rhythm=Obligation.Rhythm.MONTHLY,
                given=((-114, -112), (-84, -80), (-53, -50), (-23, -20)),
            ),
        ),
        term=(-120, -11), drafted=-127, drafter="sekdes.sawangan", state=ENDED, opened=-125,
        approves=((leksono("2001")[0], -124), (leksono("2002")[0], -122)), over=-10,
    ),
    Deed(
        key="water_turns_again", of="irrigation", kind=MEMORANDUM,
        title="Giliran air dan piket pintu air Sawangan dan Lipursari", words=(),
        follows="water_turns", way=RENEWAL,
        parties=leksono("2001", "2002"), numbers=("", ""),
        term=(-10, 355), drafted=-21, drafter="sekdes.lipursari", state=IN_FORCE, opened=-20,
        approves=((leksono("2002")[0], -18), (leksono("2001")[0], -15)),
    ),
    Deed(
        key="trunk_road_changed", of="trunk_road", kind=JOINT_REGULATION,
        title="Perubahan atas Pemeliharaan jalan poros kampung selatan", words=(),
        follows="trunk_road", way=AMENDMENT,
        rewritten=(
            (
                "rights",
                "(1) Setiap pihak berhak atas jalan yang dapat dilalui sepanjang tahun.\n"
                "(2) Setiap pihak wajib memelihara ruas di wilayahnya dan memungut iuran truk di "
                "atas enam ton.\n"
                "(3) Iuran truk dilaporkan kepada semua pihak setiap tiga bulan.",
            ),
        ),
        parties=bangun_rejo("2007", "2006", "2002"), numbers=("", "", ""),
        settled=at_home(*bangun_rejo("2007", "2006"), day=-2),
        term=(0, 1020), drafted=-4, drafter="sekkam.sidomulyo", state=OPEN, opened=-3,
        approves=((bangun_rejo("2007")[0], -1),),
    ),
    Deed(
        key="farm_road", of="farm_road", kind=JOINT_REGULATION,
        title="Perawatan jalan usaha tani tiga desa",
        words=(
            "jalan usaha tani dipakai warga tiga desa dan harus dirawat bersama",
            _WATER_BASIS,
            "perawatan jalan rabat beton 3,4 km dan saluran tepinya",
            "pembangunan desa",
        ),
        parties=leksono("2009", "2010", "2012"), numbers=("", "", ""),
        shown=-2,
        remarks=(
            (
                leksono("2010")[0], "scope",
                "Saluran tepi di Dusun Kalimendong Wetan belum disebut, padahal ikut rusak.",
                "Ruang lingkup kerja sama meliputi perawatan jalan rabat beton 3,4 km, saluran "
                "tepinya, dan saluran tepi di Dusun Kalimendong Wetan.",
                True,
            ),
            (
                leksono("2012")[0], "disputes",
                "Mohon disebut jangka waktu musyawarah sebelum dibawa ke Camat.",
                "(1) Perselisihan diselesaikan secara musyawarah dan kekeluargaan dalam 14 hari.\n"
                "(2) Bila musyawarah tidak mencapai mufakat, penyelesaian difasilitasi oleh Camat.",
                False,
            ),
        ),
        term=(30, 1490), drafted=-3, drafter="sekdes.jonggolsari", state=DRAFT,
    ),
)  # fmt: skip
