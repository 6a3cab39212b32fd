"""Where the demo's projects take place, what the plans of those who take part say, and the papers
that go along; as data, by the key of the project. Seats count from the lead, 0.
"""

from dataclasses import dataclass

from projects.models import Standing

ANNUAL, MEDIUM, ABSENT = Standing.ANNUAL, Standing.MEDIUM, Standing.ABSENT


@dataclass(frozen=True)
class Ground:
    """``fits`` are what the proposal says (seat, standing, reference), ``stated`` what a region
    says itself later (seat, days after the proposal, standing, reference)."""

    place: str
    fits: tuple = ()
    stated: tuple = ()
    papers: tuple = ()


GROUNDS = {
    "ambulance": Ground(
        "Garasi di balai desa Besani; siaga untuk kedua desa",
        fits=((0, ANNUAL, "RPJM Desa 2023–2030, halaman 46"),),
        stated=((1, 2, ANNUAL, "RPJM Desa 2022–2029, bidang 3 nomor 4"),),
    ),
    "waste_sorting": Ground("Rumah warga dan bank sampah dusun"),
    "irrigation": Ground(
        "Saluran irigasi dari bendung Sawangan sampai sawah hilir Lipursari",
        fits=((0, ANNUAL, "RPJM Desa 2023–2030, halaman 38"),),
        stated=((1, 2, ANNUAL, "RPJM Desa 2022–2029, bidang 2 nomor 14"),),
    ),
    "water": Ground(
        "Mata air Kali Bening, Dusun Krajan Sojokerto, lalu jalur pipa ke Besani dan Timbang",
        fits=(
            (0, ANNUAL, "RPJM Desa 2023–2030, halaman 41"),
            (1, ANNUAL, "RPJM Desa 2022–2029, bidang 2 nomor 9"),
        ),
        stated=((2, 4, ANNUAL, "RPJM Desa 2024–2031, halaman 27"),),
        papers=("Peta jalur pipa dan bak penampung", "Rencana anggaran biaya (RAB)"),
    ),
    "trunk_road": Ground(
        "Jalan poros dari balai Kampung Sido Mulyo sampai batas Sido Dadi, 7,8 km",
        fits=((0, ANNUAL, "RPJM Kampung 2023–2030, halaman 52"),),
        stated=((1, 3, ANNUAL, "RPJM Kampung 2024–2031, bidang 2 nomor 3"),),
        papers=("Peta ruas jalan dan gorong-gorong",),
    ),
    "farm_road": Ground(
        "Jalan kebun Jonggolsari, Kalimendong, dan Pacarmulyo, 3,4 km",
        fits=((0, ANNUAL, "RPJM Desa 2023–2030, halaman 33"),),
        stated=((1, 5, MEDIUM, "RPJM Desa 2022–2029, bidang 2 nomor 6"),),
        papers=("Gambar potongan jalan rabat beton",),
    ),
    "sports": Ground(
        "Tanah kas desa di perbatasan Selokromo, Sawangan, dan Wonokerto",
        fits=((0, MEDIUM, "RPJM Desa 2023–2030, halaman 47"),),
        stated=((1, 1, ABSENT, ""),),
    ),
    "north_road": Ground(
        "Jalan tembus Suka Negeri sampai Sukowaringin, dengan satu jembatan",
        fits=((0, MEDIUM, "RPJM Kampung 2023–2030, halaman 44"), (1, ABSENT, "")),
    ),
    "night_market": Ground("Lapangan empat kampung, bergilir setiap Sabtu"),
    "salak": Ground(
        "Balai dusun Lipursari untuk gudang sortir, dan kebun di empat desa",
        fits=((0, ANNUAL, "RPJM Desa 2022–2029, bidang 4 nomor 2"),),
        stated=((2, 3, MEDIUM, "RPJM Desa 2023–2030, halaman 61"),),
        papers=("Standar mutu salak pondoh",),
    ),
    "rubber": Ground(
        "Bekas gudang KUD di pasar Bangun Rejo",
        fits=((0, ANNUAL, "RPJM Kampung 2022–2029, halaman 58"),),
    ),
    "landslide": Ground(
        "Posko di kantor Kecamatan Leksono; alat di lereng Kalimendong, Durensawit, dan Manggis",
        fits=((0, ANNUAL, "Renstra Kecamatan 2025–2029, kegiatan 7"),),
        stated=((1, 4, ANNUAL, "RPJM Desa 2023–2030, halaman 49"),),
        papers=("Peta rawan longsor",),
    ),
    "tourism": Ground(
        "Mata air Sojokerto, kebun durian Durensawit, dan hutan pinus Manggis",
        fits=((0, ANNUAL, "RPJM Desa 2023–2030, halaman 55"), (1, MEDIUM, "RPJM Desa, halaman 40")),
    ),
    "deep_well": Ground(
        "Tiga titik sumur di Tanjung Jaya, Mekar Jaya, dan Tanjung Pandan",
        fits=((0, MEDIUM, "RPJM Kampung 2024–2031, halaman 36"),),
        papers=("Hasil uji geolistrik",),
    ),
    "waste": Ground(
        "Bank sampah Wonokerto, dan titik angkut di setiap dusun",
        fits=((0, MEDIUM, "RPJM Desa 2023–2030, halaman 44"), (1, ABSENT, "")),
        stated=((4, 3, ANNUAL, "Renja Kelurahan, kegiatan 12"),),
        papers=("Jadwal angkut dan hitungan iuran",),
    ),
    "village_waste": Ground(
        "Tanah kampung Suka Negara, 0,2 ha di tepi jalan poros",
        fits=((0, ABSENT, ""),),
    ),
    "teachers": Ground(
        "Ruang kelas SD dan SMP di empat desa, setiap Sabtu",
        fits=((0, ANNUAL, "RPJM Desa 2022–2029, bidang 3 nomor 5"),),
    ),
    "seed": Ground("Tanah kas desa Sojokerto di Dusun Krajan, 0,5 ha"),
}
