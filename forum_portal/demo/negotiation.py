"""What the partners of proposals do not agree on yet, as data: questions, positions, rounds."""

from dataclasses import dataclass

from forum_portal.demo.projects import bangun_rejo, leksono
from projects.models import Position

YES, DOUBT, NO = (
    Position.Stance.SUPPORT, Position.Stance.RESERVATION, Position.Stance.CANNOT,
)  # fmt: skip


@dataclass(frozen=True)
class Issue:
    """A question put by a region's head, and who stands where: (day, region, stance, reason)."""

    project: str
    region: str
    day: int
    title: str
    text: str
    positions: tuple = ()


@dataclass(frozen=True)
class Closing:
    """The end of a round: (title of the question, settled, how) of each that is open."""

    project: str
    day: int
    mailbox: str
    summary: str
    outcomes: tuple


SOJOKERTO, MANGGIS, DURENSAWIT = leksono("2004", "2014", "2013")
PARKING = "Bagaimana hasil parkir dibagi?"
PATH = "Apakah jalur melewati kebun durian pada bulan panen?"
TRUCK = "Desa mana yang menyimpan truk pada malam hari?"
TARIFF = "Berapa iuran air setiap rumah?"

ISSUES = (
    Issue(
        "tourism", DURENSAWIT, -15, PARKING,
        "Sebagian besar tamu parkir di Durensawit, tetapi loket ada di Sojokerto. Menurut jumlah "
        "tamu, atau sama rata?",
        positions=(
            (-14, SOJOKERTO, DOUBT, "Loket dan kebersihan kami yang membiayai. Mohon dihitung dahulu."),
            (-14, MANGGIS, YES, ""),
            (-13, DURENSAWIT, YES, ""),
            (-5, SOJOKERTO, YES, ""),
            (-5, MANGGIS, YES, ""),
            (-4, DURENSAWIT, DOUBT, "Setuju sama rata, asal biaya kebersihan dipotong lebih dahulu."),
        ),
    ),
    Issue(
        "tourism", DURENSAWIT, -15, PATH,
        "Pada bulan panen pemilik kebun menjaga siang dan malam.",
        positions=(
            (-13, SOJOKERTO, YES, ""),
            (-13, DURENSAWIT, NO, "Pada Desember dan Januari kebun harus tertutup untuk tamu."),
            (-11, DURENSAWIT, YES, "Setuju, asal pada bulan panen jalurnya memutar."),
        ),
    ),
    Issue(
        "waste", leksono("2004")[0], -4, TRUCK,
        "Perlu garasi beratap dan penjaga. Ada usul di balai Wonokerto.",
        positions=(
            (-3, leksono("2008")[0], YES, ""),
            (-2, leksono("2003")[0], DOUBT, "Terlalu jauh bagi sopir dari Selokromo pada pagi hari."),
        ),
    ),
    Issue("deep_well", bangun_rejo("2016")[0], -5, TARIFF, "Cukup untuk listrik pompa dan perawatan."),
)  # fmt: skip

CLOSINGS = (
    Closing(
        "tourism", -10, "pmd.leksono",
        "Semua setuju jalur dialihkan pada bulan panen. Pembagian hasil parkir dihitung dahulu "
        "oleh bendahara ketiga desa.",
        outcomes=(
            (PARKING, False, "Menunggu hitungan biaya loket dan kebersihan."),
            (PATH, True, "Desember dan Januari jalur memutar lewat hutan pinus."),
        ),
    ),
)  # fmt: skip
