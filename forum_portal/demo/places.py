"""The two subdistricts: where their villages lie, and what each tells of itself.

Codes, names and places are real (Kepmendagri 300.2.2-2138/2025; centres rounded from the
MIT-licensed table cahyadsn/wilayah_boundaries). Figures and descriptions are invented.
"""

from dataclasses import dataclass

from villages.models.profile import Sector

LEKSONO, WONOSOBO = "33.07.05", "33.07"
SELOMERTO, SUKOHARJO = "33.07.06", "33.07.14"  # neighbours that meet with Leksono
BANGUN_REJO, LAMPUNG_TENGAH = "18.02.02", "18.02"
FIGURES_FROM = "Angka contoh untuk peragaan, 2026"

R, W, E, H, M, F, T, S, V, D, P, K = (
    Sector.ROADS, Sector.WATER, Sector.EDUCATION, Sector.HEALTH, Sector.MARKET, Sector.FARMING,
    Sector.TOURISM, Sector.WASTE, Sector.ENVIRONMENT, Sector.DISASTER, Sector.FACILITIES,
    Sector.SECURITY,
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A village's or subdistrict's profile."""

    code: str
    latitude: str
    longitude: str
    population: int
    households: int
    area_ha: str
    strengths: tuple
    needs: tuple
    about: str


SUBDISTRICTS = (
    Place(LEKSONO, "-7.4020", "109.8560", 43180, 13240, "4407.0", (F, T, M), (R, W, S),
          "Kecamatan di lereng Wonosobo dengan kebun salak pondoh dan mata air. Tiga belas desa "
          "dan satu kelurahan bertemu tiap bulan di aula kecamatan."),
    Place(BANGUN_REJO, "-5.1300", "105.0300", 58420, 17110, "13263.0", (F, M, K), (R, W, E),
          "Kecamatan dengan tujuh belas kampung di antara kebun karet, singkong, dan sawah. Jarak "
          "antarkampung cukup jauh, sehingga jalan dan pasar menjadi urusan bersama."),
)  # fmt: skip

VILLAGES = (
    # Leksono
    Place("33.07.05.1006", "-7.4097", "109.8508", 5210, 1610, "268.4", (M, P, H), (S, E),
          "Pusat kecamatan dengan pasar, puskesmas, dan sekolah menengah."),
    Place("33.07.05.2001", "-7.4331", "109.8385", 3480, 1050, "342.7", (F, W), (M, R),
          "Persawahan di tepi selatan kecamatan dengan saluran irigasi yang baru diperbaiki."),
    Place("33.07.05.2002", "-7.4372", "109.8576", 4120, 1260, "401.2", (F, M), (M, E),
          "Sentra salak pondoh. Panen raya jatuh pada November sampai Januari."),
    Place("33.07.05.2003", "-7.4257", "109.8544", 3950, 1190, "287.5", (F, T), (E, S),
          "Kebun salak dan kolam ikan air tawar di sepanjang sungai kecil."),
    Place("33.07.05.2004", "-7.4101", "109.8713", 3260, 1010, "301.8", (W, T, F), (E, S, R),
          "Desa dengan tiga mata air. Pengelola jaringan air bersih bersama desa tetangga."),
    Place("33.07.05.2005", "-7.4066", "109.8648", 2740, 850, "214.6", (E, F), (W, M),
          "Banyak warga berprofesi guru. Air bersih berkurang pada musim kemarau."),
    Place("33.07.05.2007", "-7.4110", "109.8363", 3010, 920, "298.3", (F, V), (S, R),
          "Kebun campuran salak, kelapa, dan kayu albasia."),
    Place("33.07.05.2008", "-7.4138", "109.8242", 3620, 1100, "356.1", (F, S), (S, W),
          "Kelompok pemuda mengelola bank sampah sejak 2022 dan siap berbagi pengalaman."),
    Place("33.07.05.2009", "-7.3895", "109.8541", 3890, 1180, "377.9", (F, R), (R, M),
          "Jalan usaha tani menuju kebun salak dan sayur menjadi urat nadi warga."),
    Place("33.07.05.2010", "-7.3790", "109.8600", 2310, 700, "265.0", (F, T), (R, D),
          "Perbukitan dengan kebun kopi dan teh rakyat, rawan longsor pada musim hujan."),
    Place("33.07.05.2011", "-7.3883", "109.8796", 2580, 790, "243.3", (F, W), (W, H),
          "Desa paling timur, bertani sayur dan tembakau."),
    Place("33.07.05.2012", "-7.3730", "109.8834", 1940, 600, "198.7", (T, F), (R, T),
          "Bukit pandang dan kebun bunga yang mulai dikunjungi wisatawan."),
    Place("33.07.05.2013", "-7.3710", "109.8723", 2070, 640, "226.9", (F, T), (E, D),
          "Kebun durian tua dan kerajinan bambu."),
    Place("33.07.05.2014", "-7.3617", "109.8565", 2430, 740, "312.5", (F, T, V), (D, R),
          "Desa paling utara, berhutan pinus, dengan jalur jalan kaki ke air terjun."),
    # Bangun Rejo
    Place("18.02.02.2001", "-5.1593", "104.9540", 3150, 930, "812.0", (F, V), (R, W),
          "Kampung paling barat, kebun karet rakyat dan hutan kemasyarakatan."),
    Place("18.02.02.2002", "-5.1563", "104.9910", 4020, 1180, "905.4", (F, M), (R, E),
          "Kampung penghasil singkong dan jagung di jalan poros selatan."),
    Place("18.02.02.2003", "-5.1651", "105.0249", 3680, 1090, "774.1", (F, P), (M, R),
          "Persawahan tadah hujan dan peternakan sapi rakyat."),
    Place("18.02.02.2004", "-5.1539", "105.0565", 2890, 860, "640.8", (F, M), (W, R),
          "Kebun karet dan kelompok pembibitan yang dikelola pemuda."),
    Place("18.02.02.2005", "-5.1512", "105.0370", 6240, 1830, "588.2", (M, H, P), (S, R),
          "Pusat kecamatan dengan pasar, puskesmas, dan terminal."),
    Place("18.02.02.2006", "-5.1326", "105.0133", 3510, 1040, "733.6", (F, R), (R, W),
          "Kampung tani yang dilalui jalan poros menuju ibu kota kabupaten."),
    Place("18.02.02.2007", "-5.1404", "104.9847", 3940, 1160, "846.9", (F, M), (R, E),
          "Lumbung singkong kecamatan. Truk hasil panen melintas setiap hari."),
    Place("18.02.02.2008", "-5.1131", "105.0013", 2760, 810, "691.3", (F,), (M, R),
          "Kebun karet rakyat dan sawah tadah hujan."),
    Place("18.02.02.2009", "-5.1065", "105.0312", 4380, 1290, "702.5", (M, S), (S, E),
          "Kampung dengan pasar kampung dua kali sepekan."),
    Place("18.02.02.2010", "-5.1327", "105.0451", 3070, 900, "655.0", (F, E), (M, W),
          "Kelompok tani karet dengan timbangan sendiri."),
    Place("18.02.02.2011", "-5.1285", "105.0623", 2650, 780, "598.7", (F, V), (W, R),
          "Kebun karet dan sawit rakyat di tepi rawa."),
    Place("18.02.02.2012", "-5.1386", "105.1089", 2980, 870, "923.3", (F, T), (W, R),
          "Kampung paling timur, sebagian warga hidup dari ikan air tawar."),
    Place("18.02.02.2013", "-5.1067", "105.0702", 3230, 950, "711.8", (F, W), (W, H),
          "Sumur warga kering setiap September. Air bersih menjadi kebutuhan utama."),
    Place("18.02.02.2014", "-5.1050", "105.0483", 3470, 1020, "684.4", (F, M), (S, E),
          "Sentra jagung dan pakan ternak."),
    Place("18.02.02.2015", "-5.0822", "105.0326", 2540, 750, "630.9", (F, V), (R, E),
          "Kampung paling utara, kebun karet dan kopi robusta."),
    Place("18.02.02.2016", "-5.0982", "105.0853", 2120, 630, "574.6", (F,), (W, R),
          "Kampung muda hasil pemekaran dengan lahan singkong luas."),
    Place("18.02.02.2017", "-5.1028", "105.0199", 3790, 1110, "668.1", (M, F), (S, R),
          "Pengrajin anyaman dan penjual hasil bumi di pasar kampung."),
)  # fmt: skip

FORUMS = (
    (LEKSONO, "Forum Kerja Sama Desa Kecamatan Leksono",
     "Tempat desa dan kelurahan di Kecamatan Leksono bermusyawarah tentang kerja sama: air, "
     "jalan, salak pondoh, sampah, dan wisata. Bertemu sedikitnya sebulan sekali.", "FKSD-LKS"),
    (BANGUN_REJO, "Forum Kampung Kecamatan Bangun Rejo",
     "Tempat tujuh belas kampung di Kecamatan Bangun Rejo bermusyawarah tentang jalan poros, air "
     "bersih, pasar, dan hasil kebun. Bertemu sedikitnya sebulan sekali.", "FK-BR"),
)  # fmt: skip
