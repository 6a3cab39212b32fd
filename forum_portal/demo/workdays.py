"""Work days of the running projects, as data. Days count from today."""

from dataclasses import dataclass

from forum_portal.demo.projects import FARM_ROAD, WATER, Plan


@dataclass(frozen=True)
class Workday:
    """``joined`` are groups (seat, name, people), ``came`` rows (seat, group, people, hours);
    ``off`` is the reason of a cancellation two days before."""

    plan: Plan
    announced: int
    on: int
    work: str
    place: str
    bring: str
    wanted: int
    by: int = 0
    joined: tuple = ()
    came: tuple = ()
    off: str = ""
    hours: tuple = (7, 11)


WORKDAYS = (
    Workday(
        WATER, -30, -16, "Menggali 480 meter parit pipa utama", "Pertigaan Dusun Krajan, Besani",
        "Cangkul, ganco, dan botol minum", 60, by=1,
        joined=((1, "Warga RT 01 dan RT 02", 32), (2, "Karang taruna Timbang", 18)),
        came=((1, "Warga RT 01 dan RT 02", 35, 5), (2, "Karang taruna Timbang", 16, 5)),
    ),
    Workday(
        WATER, -20, -6, "Mengangkut batu untuk bak penampung kedua", "Lokasi bak kedua, Timbang",
        "Sarung tangan dan ember", 40,
        joined=((2, "Warga RT 04", 12),),
        off="Hujan lebat sejak Selasa; jalan ke lokasi licin.",
    ),
    Workday(
        WATER, -4, 6, "Memasang pipa dan menutup parit ke arah Timbang",
        "Balai Dusun Krajan, Besani", "Cangkul dan sarung tangan", 50,
        joined=((0, "Kelompok tani Sido Rukun", 15), (2, "Warga RT 04", 14)),
    ),
    Workday(
        FARM_ROAD, -6, 3, "Membersihkan saluran tepi sebelum rabat beton",
        "Pos ronda Jonggolsari", "Sabit dan cangkul", 25,
        joined=((1, "Warga RT 03", 20),),
    ),
)  # fmt: skip
