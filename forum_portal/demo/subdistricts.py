"""The forum of three subdistricts under the regency: one meeting held, one coming."""

from forum_portal.demo.meetings import COORDINATION, DECISION, DISCUSSION, INFORMATION, Sitting
from forum_portal.demo.places import LEKSONO, SELOMERTO, SUKOHARJO, WONOSOBO

NAME = "Forum Antar Kecamatan"
ABOUT = (
    "Tempat camat dan staf tiga kecamatan di Kabupaten Wonosobo menyelaraskan hal yang melewati "
    "batas kecamatan: jalan penghubung, sampah, pasar, dan siaga bencana."
)
MEMBERS = (LEKSONO, SELOMERTO, SUKOHARJO)
HALL = "Ruang rapat Dinas PMD Kabupaten Wonosobo"

SITTINGS = (
    Sitting(
        "inter-1", WONOSOBO, COORDINATION, "Rapat antar kecamatan: jalan penghubung dan sampah",
        "Menyepakati ruas jalan yang didahulukan dan tempat pengolahan sampah bersama.",
        -25, (9, 0, 12, 0), HALL, -34, "dpmd.wonosobo",
        (("Keadaan jalan penghubung", INFORMATION, 45, "Camat Leksono"),
         ("Urutan ruas jalan", DECISION, 60, ""),
         ("Tempat pengolahan sampah bersama", DISCUSSION, 60, "Camat Selomerto")),
        attends=(LEKSONO, SELOMERTO),
        represented=((SUKOHARJO, "Sekretaris Kecamatan"),),
    ),
    Sitting(
        "inter-2", WONOSOBO, COORDINATION, "Rapat antar kecamatan: siaga musim hujan",
        "Menyamakan jalur evakuasi dan pembagian alat berat di tiga kecamatan.",
        9, (9, 0, 11, 30), HALL, -3, "dpmd.wonosobo",
        (("Peta rawan longsor", INFORMATION, 40, "Camat Leksono"),
         ("Pembagian alat berat", DECISION, 60, "")),
        attends=(SELOMERTO,),
    ),
)  # fmt: skip
