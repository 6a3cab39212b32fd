"""What the held meetings decided and whom they gave tasks, as data; a vote names who votes how."""

from dataclasses import dataclass

from forum_portal.demo.places import BANGUN_REJO, LEKSONO
from forum_portal.demo.projects import bangun_rejo, leksono

YES, NO, ABSTAIN = "yes", "no", "abstain"


@dataclass(frozen=True)
class Errand:
    """A task: whose, until which day, and what was said of it since."""

    text: str
    owner: str  # a region's code, or a mailbox
    due: int
    news: tuple = ()  # (day, state, words)


@dataclass(frozen=True)
class Resolution:
    """A decision; without ballots by consensus."""

    sitting: str
    item: int  # of the agenda, from 1; 0 is none
    text: str
    ballots: tuple = ()  # (choice, regions)
    is_secret: bool = False
    errands: tuple = ()


RESOLUTIONS = (
    Resolution(
        "lks-1", 3,
        "Tiga urusan bersama yang didahulukan tahun ini adalah air bersih, jalan usaha tani, dan"
        " pengelolaan sampah.",
        errands=(
            Errand("Kirim daftar sumber mata air setiap desa ke Kecamatan", "pmd.leksono", -140,
                   ((-143, "done", "Daftar dari tiga belas desa sudah lengkap."),)),
        ),
    ),
    Resolution(
        "water-1", 2, "Bak penampung kedua dibangun di tanah kas Desa Sojokerto, dekat Timbang.",
        errands=(
            Errand("Ukur ulang beda tinggi jalur pipa kedua", "sekdes.sojokerto", -95,
                   ((-97, "done", "Beda tinggi 38 meter, cukup tanpa pompa."),)),
        ),
    ),
    Resolution(
        "br-1", 2,
        "Perbaikan jalan poros dimulai dari ruas Sido Mulyo, kemudian ruas Bangun Rejo.",
        ballots=(
            (YES, bangun_rejo("2001", "2002", "2005", "2006", "2007", "2008", "2010", "2014")),
            (NO, bangun_rejo("2003", "2013")),
            (ABSTAIN, bangun_rejo("2009",)),
        ),
        errands=(
            Errand("Minta data lalu lintas ruas Sido Mulyo ke kabupaten", "pmk.bangunrejo", -60,
                   ((-64, "done", "Data tahun lalu diterima."),)),
        ),
    ),
    Resolution(
        "trunk-1", 2, "Alat berat bekerja dua hari di setiap kampung, dimulai dari Sido Mulyo.",
        errands=(
            Errand("Siapkan pondok jaga untuk alat berat", f"{BANGUN_REJO}.2007", -50,
                   ((-52, "done", ""),)),
        ),
    ),
    Resolution(
        "salak-1", 2, "Nama merek bersama adalah Salak Serayu.",
        ballots=((YES, leksono("2001", "2002", "2003")), (NO, leksono("2007",))),
        is_secret=True,
        errands=(
            Errand("Daftarkan nama merek di kabupaten", "kades.lipursari", -3,
                   ((-9, "open", "Berkas sudah dikirim, menunggu nomor pendaftaran."),)),
            Errand("Cetak contoh kemasan tiga kelas mutu", f"{LEKSONO}.2003", 9),
        ),
    ),
    Resolution(
        "lks-3", 1, "Uji coba aliran air bersih diperpanjang sampai akhir musim hujan.",
        errands=(
            Errand("Kirim data 186 rumah calon sambungan tahap kedua", "sekdes.sojokerto", 2),
        ),
    ),
    Resolution(
        "lks-3", 3, "Setiap desa menunjuk satu petugas siaga longsor.",
        errands=(
            Errand("Sampaikan nama petugas siaga longsor", f"{LEKSONO}.2004", 5),
            Errand("Sampaikan nama petugas siaga longsor", f"{LEKSONO}.2010", -1),
            Errand("Susun jadwal piket siaga longsor", "pmd.leksono", 12,
                   ((-4, "open", "Rancangan jadwal sudah dibagikan di grup."),)),
        ),
    ),
)  # fmt: skip
