"""Eighteen joint projects in all states, as data; ``story`` proposes, answers and moves them.

Days count from today: -120 is four months ago. Region codes are written by their last four
digits with the subdistrict's constant before them.
"""

from dataclasses import dataclass, field

from forum_portal.demo.places import BANGUN_REJO, LEKSONO
from projects.models import Contribution, Project, Version
from villages.models.profile import Sector

DRAFT, PROPOSED, REVISING, AGREED, RUNNING, FINISHED, DECLINED, WITHDRAWN, MERGED = (
    Project.State.DRAFT, Project.State.PROPOSED, Project.State.REVISING, Project.State.AGREED,
    Project.State.RUNNING, Project.State.FINISHED, Project.State.DECLINED,
    Project.State.WITHDRAWN, Project.State.MERGED,
)  # fmt: skip
CASH, GOODS, LABOUR, LAND, SKILL = (
    Contribution.Kind.CASH, Contribution.Kind.GOODS, Contribution.Kind.LABOUR,
    Contribution.Kind.LAND, Contribution.Kind.SKILL,
)  # fmt: skip
DEVELOPMENT, COMMUNITY, EMPOWERMENT = (
    Version.Field.DEVELOPMENT, Version.Field.COMMUNITY, Version.Field.EMPOWERMENT,
)  # fmt: skip
JUTA = 1_000_000


def leksono(*endings):
    return tuple(f"{LEKSONO}.{ending}" for ending in endings)


def bangun_rejo(*endings):
    return tuple(f"{BANGUN_REJO}.{ending}" for ending in endings)


@dataclass(frozen=True)
class Plan:
    """A proposal and its fate. ``regions``: the lead first; ``consents``: who said yes."""

    key: str
    title: str
    aim: str
    problem: str
    timetable: str
    field: str
    sectors: tuple
    regions: tuple
    cost: int
    gives: tuple  # (position in regions, kind, rupiah, note)
    state: str
    proposed: int
    days: tuple  # first and last day of the work
    consents: tuple = ()
    changes: tuple = ()  # (region, {part of the proposal: what should change})
    declines: tuple = ()  # (region, reason)
    started: int | None = None
    ended: int | None = None
    end_reason: str = ""
    answer_days: int = 14
    home_first: bool = False  # the assemblies before the answers
    more: dict = field(default_factory=dict)


WATER = Plan(
    key="water",
    title="Jaringan air bersih tiga desa lereng timur",
    aim="Air bersih mengalir 24 jam ke 812 rumah di Sojokerto, Besani, dan Timbang, dengan dua bak "
    "penampung dan pipa sepanjang 6,2 km yang dirawat bersama.",
    problem="Mata air di Sojokerto melimpah, tetapi 430 rumah di Besani dan Timbang membeli air "
    "tangki setiap kemarau. Pipa lama milik dusun tidak tersambung dan banyak bocor. Satu desa "
    "tidak sanggup membiayai bak penampung sendirian.",
    timetable="Bulan 1: pengukuran dan izin lahan.\nBulan 2 sampai 4: bak penampung dan pipa utama."
    "\nBulan 5 dan 6: sambungan rumah, uji aliran, dan aturan iuran.",
    field=DEVELOPMENT,
    sectors=(Sector.WATER, Sector.FACILITIES),
    regions=leksono("2004", "2005", "2011"),
    cost=412_500_000,
    gives=(
        (0, CASH, 150 * JUTA, "APB Desa 2026, belanja modal air bersih"),
        (0, LAND, 0, "Lahan bak penampung 120 m² dekat mata air"),
        (1, CASH, 110 * JUTA, "APB Desa 2026"),
        (2, CASH, 70 * JUTA, "APB Desa 2026"),
        (2, LABOUR, 32_500_000, "Gotong royong gali pipa, 650 hari orang kerja"),
    ),
    state=RUNNING, proposed=-150, days=(-95, 75), started=-95,
    consents=leksono("2005", "2011"),
)  # fmt: skip

FARM_ROAD = Plan(
    key="farm_road",
    title="Jalan usaha tani Jonggolsari sampai Pacarmulyo",
    aim="Jalan rabat beton 3,4 km menghubungkan kebun di tiga desa, sehingga truk hasil panen "
    "tidak lagi memutar 9 km.",
    problem="Pada musim hujan jalan tanah tidak dapat dilalui. Ongkos angkut sayur dan salak naik "
    "dua kali lipat, dan anak sekolah berjalan di tepi saluran.",
    timetable="Tahap 1: pembukaan dan pengerasan.\nTahap 2: rabat beton dan saluran tepi.\n"
    "Tahap 3: rambu dan jadwal perawatan bergilir.",
    field=DEVELOPMENT,
    sectors=(Sector.ROADS, Sector.FARMING),
    regions=leksono("2009", "2010", "2012"),
    cost=685 * JUTA,
    gives=(
        (0, CASH, 240 * JUTA, "APB Desa 2026 dan 2027"),
        (1, CASH, 150 * JUTA, "APB Desa 2027"),
        (1, LABOUR, 45 * JUTA, "Gotong royong dusun, 900 hari orang kerja"),
        (2, CASH, 90 * JUTA, "APB Desa 2027"),
        (2, LAND, 0, "Hibah lahan warga untuk pelebaran tikungan"),
    ),
    state=RUNNING, proposed=-120, days=(-40, 160), started=-40,
    consents=leksono("2010", "2012"),
)  # fmt: skip

SALAK = Plan(
    key="salak",
    title="Satu merek dan gudang bersama salak pondoh Leksono",
    aim="Empat desa menjual salak pondoh dengan satu merek, satu standar mutu, dan satu jadwal "
    "kirim, supaya harga panen raya tidak jatuh.",
    problem="Saat panen raya pedagang membeli per kebun dengan harga berbeda. Tidak ada gudang "
    "sortir, dan kiriman ke kota sering ditolak karena mutu bercampur.",
    timetable="Musim panen ini: standar sortir dan merek.\nTriwulan 1: gudang sewa di Lipursari.\n"
    "Triwulan 2: kontrak kirim dengan dua pasar induk.",
    field=EMPOWERMENT,
    sectors=(Sector.MARKET, Sector.FARMING),
    regions=leksono("2002", "2001", "2003", "2007"),
    cost=180 * JUTA,
    gives=(
        (0, CASH, 40 * JUTA, "Penyertaan modal BUM Desa"),
        (0, LAND, 0, "Balai dusun untuk gudang sortir"),
        (1, CASH, 20 * JUTA, "Penyertaan modal BUM Desa"),
        (2, CASH, 20 * JUTA, "Penyertaan modal BUM Desa"),
        (3, GOODS, 16 * JUTA, "Dua set timbangan dan keranjang panen"),
    ),
    state=AGREED, proposed=-60, days=(10, 240),
    consents=leksono("2001", "2003", "2007"),
)  # fmt: skip

WASTE = Plan(
    key="waste",
    title="Bank sampah dan truk angkut bergilir lima wilayah",
    aim="Sampah dipilah di setiap dusun, diangkut dua kali sepekan dengan satu truk bersama, dan "
    "tidak lagi dibuang ke sungai.",
    problem="Belum ada pengangkutan rutin di luar pusat kecamatan. Sampah dibakar atau dibuang ke "
    "jurang. Bank sampah Wonokerto sudah berjalan, tetapi kekurangan armada.",
    timetable="Bulan 1: pelatihan pilah.\nBulan 2: sewa truk dan jadwal.\n"
    "Bulan 6: evaluasi, lalu keputusan beli truk.",
    field=COMMUNITY,
    sectors=(Sector.WASTE, Sector.ENVIRONMENT, Sector.HEALTH),
    regions=leksono("2008", "2004", "2007", "2003", "1006"),
    cost=236 * JUTA,
    gives=(
        (0, CASH, 64 * JUTA, "APB Desa 2027"),
        (0, SKILL, 0, "Pelatih bank sampah dari kelompok pemuda"),
        (1, CASH, 42 * JUTA, "APB Desa 2027"),
        (2, CASH, 42 * JUTA, "APB Desa 2027"),
        (3, CASH, 38 * JUTA, "APB Desa 2027"),
        (4, CASH, 50 * JUTA, "Anggaran kelurahan"),
    ),
    state=PROPOSED, proposed=-6, days=(45, 230),
    consents=leksono("2007", "1006"),
)  # fmt: skip

TEACHERS = Plan(
    key="teachers",
    title="Guru bantu akhir pekan untuk matematika dan bahasa Inggris",
    aim="Dua belas guru dari Besani mengajar bergilir setiap Sabtu di empat desa, untuk 240 siswa "
    "kelas 6 sampai 9.",
    problem="Tiga desa kekurangan guru matematika. Anak-anak yang hendak masuk SMA kalah bersaing, "
    "sedangkan di Besani banyak guru muda yang siap membantu.",
    timetable="Desember: daftar guru dan siswa.\nJanuari sampai Mei: kelas setiap Sabtu.\n"
    "Juni: ujian bersama dan laporan.",
    field=COMMUNITY,
    sectors=(Sector.EDUCATION,),
    regions=leksono("2005", "2004", "2003", "2013"),
    cost=57_600_000,
    gives=(
        (0, SKILL, 0, "Dua belas guru bantu"),
        (0, CASH, 14_400_000, "Uang transpor guru"),
        (1, CASH, 14_400_000, "APB Desa 2027"),
        (2, CASH, 14_400_000, "APB Desa 2027"),
        (3, CASH, 14_400_000, "APB Desa 2027"),
    ),
    state=PROPOSED, proposed=-3, days=(30, 210), answer_days=10, home_first=True,
    consents=leksono("2013"),
)  # fmt: skip

TOURISM = Plan(
    key="tourism",
    title="Paket wisata lereng Leksono: mata air, durian, dan hutan pinus",
    aim="Satu paket kunjungan satu hari di tiga desa dengan pemandu warga, satu harga, dan "
    "pembagian hasil yang tertulis.",
    problem="Tamu datang sendiri-sendiri, parkir di jalan, dan hanya singgah di satu desa. "
    "Pedagang dan pemandu di dua desa lain tidak memperoleh apa-apa.",
    timetable="Januari: pemetaan jalur.\nFebruari: pelatihan 24 pemandu.\nApril: paket dibuka.",
    field=EMPOWERMENT,
    sectors=(Sector.TOURISM, Sector.MARKET),
    regions=leksono("2004", "2014", "2013"),
    cost=96 * JUTA,
    gives=(
        (0, CASH, 36 * JUTA, "APB Desa 2027 dan BUM Desa"),
        (1, CASH, 24 * JUTA, "APB Desa 2027"),
        (2, CASH, 12 * JUTA, "APB Desa 2027"),
        (2, LABOUR, 8 * JUTA, "Gotong royong perbaikan jalur"),
    ),
    state=REVISING, proposed=-20, days=(50, 200),
    consents=leksono("2014"),
    changes=(
        (f"{LEKSONO}.2013",
         {"biaya": "Mohon pembagian hasil parkir ditulis per desa.",
          "jadwal": "Jalur jangan melewati kebun durian pada bulan panen."}),
    ),
)  # fmt: skip

WASTE_SORTING = Plan(
    key="waste_sorting",
    title="Bank sampah dan gerobak pilah Lipursari dan Sawangan",
    aim="Sampah dari 640 rumah dipilah di dusun dan dijual setiap pekan ke satu pengepul.",
    problem="Pengepul tidak datang untuk jumlah kecil, sehingga sampah kering menumpuk di balai dusun.",
    timetable="Bulan 1: gerobak dan timbangan.\nBulan 2: jadwal ambil setiap Kamis.",
    field=COMMUNITY,
    sectors=(Sector.WASTE,),
    regions=leksono("2002", "2001"),
    cost=38 * JUTA,
    gives=((0, CASH, 22 * JUTA, "APB Desa 2027"), (1, CASH, 16 * JUTA, "APB Desa 2027")),
    state=MERGED, proposed=-11, days=(40, 200), ended=-2,
)  # fmt: skip

SEED = Plan(
    key="seed",
    title="Kebun bibit bersama salak dan sayur",
    aim="Kebun bibit setengah hektare di Sojokerto melayani petani tiga desa dengan bibit yang "
    "jelas asal-usulnya.",
    problem="Petani membeli bibit dari luar daerah dengan mutu yang tidak pasti.",
    timetable="",
    field=EMPOWERMENT,
    sectors=(Sector.FARMING,),
    regions=leksono("2004", "2011", "2012"),
    cost=48 * JUTA,
    gives=((0, LAND, 0, "Tanah kas desa 0,5 ha"),),
    state=DRAFT, proposed=-2, days=(60, 300),
)  # fmt: skip

IRRIGATION = Plan(
    key="irrigation",
    title="Perbaikan saluran irigasi Sawangan dan Lipursari",
    aim="Air sampai ke 84 hektare sawah di hilir, dengan pintu air yang dijaga bergilir.",
    problem="Dinding saluran jebol di empat titik. Sawah hilir di Lipursari hanya panen sekali "
    "setahun.",
    timetable="Dua bulan kerja, satu bulan pemeliharaan.",
    field=DEVELOPMENT,
    sectors=(Sector.FARMING, Sector.WATER),
    regions=leksono("2001", "2002"),
    cost=164 * JUTA,
    gives=(
        (0, CASH, 92 * JUTA, "APB Desa 2026"),
        (1, CASH, 58 * JUTA, "APB Desa 2026"),
        (1, LABOUR, 14 * JUTA, "Gotong royong P3A, 280 hari orang kerja"),
    ),
    state=FINISHED, proposed=-185, days=(-140, -45), started=-140, ended=-40,
    consents=leksono("2002"),
    end_reason="Saluran 1,1 km dan empat pintu air selesai. Berita acara serah terima ditandatangani.",
)  # fmt: skip

SPORTS = Plan(
    key="sports",
    title="Gedung olahraga bersama di perbatasan tiga desa",
    aim="Satu gedung olahraga untuk latihan pemuda dan acara kecamatan.",
    problem="Lapangan desa becek pada musim hujan, dan pemuda tidak punya tempat berlatih.",
    timetable="Tahun 1: lahan dan pondasi.\nTahun 2: bangunan.",
    field=DEVELOPMENT,
    sectors=(Sector.FACILITIES,),
    regions=leksono("2003", "2001", "2008"),
    cost=1_250 * JUTA,
    gives=((0, LAND, 0, "Tanah kas desa 0,3 ha"), (0, CASH, 200 * JUTA, "APB Desa 2027")),
    state=DECLINED, proposed=-90, days=(60, 700),
    declines=(
        (f"{LEKSONO}.2001", "Musyawarah desa memutuskan mendahulukan jalan dan irigasi."),
        (f"{LEKSONO}.2008", "Biaya perawatan tahunan belum jelas dan terlalu berat bagi APB Desa."),
    ),
)  # fmt: skip

LANDSLIDE = Plan(
    key="landslide",
    title="Posko siaga longsor perbukitan utara",
    aim="Satu posko, 40 relawan terlatih, dan alat peringatan dini sederhana di tiga desa rawan.",
    problem="Tiga tahun terakhir terjadi tujuh kejadian longsor. Relawan tiap desa bekerja sendiri, "
    "dan kabar sering terlambat sampai ke kecamatan.",
    timetable="Desember: pelatihan relawan.\nJanuari: pemasangan alat.\nFebruari: simulasi bersama.",
    field=COMMUNITY,
    sectors=(Sector.DISASTER, Sector.SECURITY),
    regions=(LEKSONO, *leksono("2010", "2013", "2014")),
    cost=74 * JUTA,
    gives=(
        (0, SKILL, 0, "Pelatih dan koordinasi kecamatan"),
        (1, CASH, 18 * JUTA, "APB Desa 2027"),
        (2, CASH, 18 * JUTA, "APB Desa 2027"),
        (3, CASH, 20 * JUTA, "APB Desa 2027"),
        (3, LABOUR, 6 * JUTA, "Relawan Manggis, 120 hari orang kerja"),
    ),
    state=AGREED, proposed=-34, days=(12, 110),
    consents=leksono("2010", "2013", "2014"),
)  # fmt: skip

TRUNK_ROAD = Plan(
    key="trunk_road",
    title="Perbaikan jalan poros Sido Mulyo sampai Sido Dadi",
    aim="Jalan poros 7,8 km dapat dilalui truk singkong sepanjang tahun.",
    problem="Truk panen merusak jalan setiap musim hujan. Setiap kampung menambal bagiannya "
    "sendiri tanpa jadwal, sehingga kerusakan berpindah ke kampung sebelah.",
    timetable="Tahap 1: saluran dan gorong-gorong.\nTahap 2: pengerasan batu.\n"
    "Tahap 3: batas tonase dan iuran truk.",
    field=DEVELOPMENT,
    sectors=(Sector.ROADS,),
    regions=bangun_rejo("2007", "2006", "2002"),
    cost=920 * JUTA,
    gives=(
        (0, CASH, 310 * JUTA, "APB Kampung 2026 dan 2027"),
        (1, CASH, 220 * JUTA, "APB Kampung 2026"),
        (1, GOODS, 85 * JUTA, "Batu belah 500 m³ dari tambang kampung"),
        (2, CASH, 190 * JUTA, "APB Kampung 2027"),
    ),
    state=RUNNING, proposed=-140, days=(-70, 130), started=-70,
    consents=bangun_rejo("2006", "2002"),
)  # fmt: skip

RUBBER = Plan(
    key="rubber",
    title="Timbangan dan gudang bersama karet dan singkong",
    aim="Petani empat kampung menimbang di satu tempat dengan harga yang diumumkan setiap pagi.",
    problem="Selisih timbangan dan potongan kadar air merugikan petani. Setiap kampung terlalu "
    "kecil untuk menawar harga ke pabrik.",
    timetable="Bulan 1: timbangan dan aturan harga.\nBulan 3: gudang.\nBulan 6: kontrak pabrik.",
    field=EMPOWERMENT,
    sectors=(Sector.MARKET, Sector.FARMING),
    regions=bangun_rejo("2005", "2008", "2004", "2010"),
    cost=345 * JUTA,
    gives=(
        (0, CASH, 120 * JUTA, "Penyertaan modal BUM Kampung"),
        (0, LAND, 0, "Bekas gudang KUD di pasar Bangun Rejo"),
        (1, CASH, 60 * JUTA, "Penyertaan modal BUM Kampung"),
        (2, CASH, 60 * JUTA, "Penyertaan modal BUM Kampung"),
        (3, GOODS, 35 * JUTA, "Timbangan digital 5 ton"),
    ),
    state=AGREED, proposed=-48, days=(8, 190),
    consents=bangun_rejo("2008", "2004", "2010"),
)  # fmt: skip

DEEP_WELL = Plan(
    key="deep_well",
    title="Sumur dalam dan menara air kampung timur",
    aim="Tiga sumur dalam dengan menara air melayani 1.150 rumah yang kekeringan setiap September.",
    problem="Sumur gali kering selama dua bulan setiap tahun. Warga membeli air dari kampung lain "
    "dengan harga tinggi.",
    timetable="Triwulan 1: uji geolistrik.\nTriwulan 2: pengeboran.\nTriwulan 3: menara dan pipa.",
    field=DEVELOPMENT,
    sectors=(Sector.WATER, Sector.HEALTH),
    regions=bangun_rejo("2013", "2016", "2012"),
    cost=510 * JUTA,
    gives=(
        (0, CASH, 180 * JUTA, "APB Kampung 2027"),
        (1, CASH, 120 * JUTA, "APB Kampung 2027"),
        (2, CASH, 130 * JUTA, "APB Kampung 2027"),
    ),
    state=PROPOSED, proposed=-9, days=(40, 300),
    consents=bangun_rejo("2016"),
)  # fmt: skip

VILLAGE_WASTE = Plan(
    key="village_waste",
    title="Bank sampah kampung pasar dan pengangkutan terjadwal",
    aim="Sampah dua pasar dan empat kampung diangkut tiga kali sepekan dan dipilah di satu tempat.",
    problem="Sampah pasar menumpuk di tepi jalan poros. Tempat buang di kebun warga sudah penuh.",
    timetable="Bulan 1: lahan dan izin.\nBulan 2: bangunan pilah.\nBulan 3: pengangkutan.",
    field=COMMUNITY,
    sectors=(Sector.WASTE, Sector.MARKET),
    regions=bangun_rejo("2009", "2005", "2014", "2017"),
    cost=198 * JUTA,
    gives=(
        (0, LAND, 0, "Tanah kampung 0,2 ha"),
        (0, CASH, 58 * JUTA, "APB Kampung 2027"),
        (1, CASH, 70 * JUTA, "APB Kampung 2027 dan retribusi pasar"),
        (2, CASH, 30 * JUTA, "APB Kampung 2027"),
        (3, CASH, 30 * JUTA, "APB Kampung 2027"),
    ),
    state=PROPOSED, proposed=-4, days=(35, 180), answer_days=12,
    consents=bangun_rejo("2014"),
)  # fmt: skip

NIGHT_MARKET = Plan(
    key="night_market",
    title="Pasar malam bergilir empat kampung",
    aim="Pasar malam setiap Sabtu, bergilir di empat kampung, untuk pedagang kecil.",
    problem="Pedagang kecil tidak mampu menyewa kios tetap.",
    timetable="Mulai setelah Lebaran.",
    field=EMPOWERMENT,
    sectors=(Sector.MARKET,),
    regions=bangun_rejo("2003", "2005", "2006"),
    cost=36 * JUTA,
    gives=((0, GOODS, 12 * JUTA, "Tenda dan lampu"),),
    state=WITHDRAWN, proposed=-75, days=(20, 120), ended=-58,
    consents=bangun_rejo("2006"),
    end_reason="Ditunda sampai jalan poros selesai, supaya parkir dan lalu lintas aman.",
)  # fmt: skip

NORTH_ROAD = Plan(
    key="north_road",
    title="Jalan tembus Suka Negeri sampai Sukowaringin",
    aim="Jalan tembus 4,1 km memendekkan jarak kampung utara ke puskesmas dan pasar.",
    problem="Warga Sukowaringin memutar 11 km ke puskesmas. Jembatan kayu hanya dilewati motor.",
    timetable="Tahun 1: jembatan.\nTahun 2: pengerasan.",
    field=DEVELOPMENT,
    sectors=(Sector.ROADS, Sector.HEALTH),
    regions=bangun_rejo("2015", "2017", "2008"),
    cost=640 * JUTA,
    gives=(
        (0, CASH, 210 * JUTA, "APB Kampung 2027 dan 2028"),
        (1, CASH, 180 * JUTA, "APB Kampung 2027"),
        (2, LABOUR, 30 * JUTA, "Gotong royong, 600 hari orang kerja"),
    ),
    state=AGREED, proposed=-80, days=(25, 420),
    consents=bangun_rejo("2017", "2008"),
)  # fmt: skip

AMBULANCE = Plan(
    key="ambulance",
    title="Ambulans desa bersama Sojokerto dan Besani",
    aim="Satu ambulans siaga 24 jam untuk 1.460 rumah di dua desa, dengan pengemudi bergilir.",
    problem="Puskesmas berjarak 11 km dan belum ada kendaraan yang siap malam hari.",
    timetable="Bulan 1: kendaraan dan izin.\nSelanjutnya: siaga bergilir setiap pekan.",
    field=COMMUNITY,
    sectors=(Sector.HEALTH,),
    regions=leksono("2004", "2005"),
    cost=238 * JUTA,
    gives=(
        (0, CASH, 138 * JUTA, "APB Desa"),
        (1, CASH, 100 * JUTA, "APB Desa"),
        (1, LAND, 0, "Garasi di balai desa Besani"),
    ),
    state=RUNNING, proposed=-735, days=(-720, 380), started=-720,
    consents=leksono("2005"),
)  # fmt: skip

PLANS = (
    AMBULANCE, IRRIGATION, WATER, TRUNK_ROAD, FARM_ROAD, SPORTS, NORTH_ROAD, NIGHT_MARKET, SALAK, RUBBER,
    LANDSLIDE, TOURISM, DEEP_WELL, WASTE_SORTING, WASTE, VILLAGE_WASTE, TEACHERS, SEED,
)  # fmt: skip

# Who follows without sitting in them: neighbours, and a council that looks after its village.
FOLLOWERS = {
    "water": ("bpd.sojokerto", "bpd.lipursari", "pmd.leksono", "kades.pacarmulyo"),
    "farm_road": ("bpd.sojokerto", "dpmd.wonosobo"),
    "trunk_road": ("bpk.bangunrejo", "pmk.bangunrejo"),
    "salak": ("bpd.lipursari",),
}
