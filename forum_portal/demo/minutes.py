"""The minutes of the demo's held meetings, as data: what was said, and how far each one has come."""

from dataclasses import dataclass

from forum_portal.demo.projects import bangun_rejo, leksono

ALL = "all"


@dataclass(frozen=True)
class Record:
    """Minutes of a ``Sitting`` by its key; days count from today.

    ``texts``: opening, one for each item of the agenda, closing. ``confirms``: regions, or ``ALL``
    of the invited. ``approved_in`` is the key of a later sitting.
    """

    key: str
    written: int
    texts: tuple
    sent: int | None = None
    until: int = 0
    confirms: tuple | str = ()
    remark: tuple = ()  # (mailbox, place of the item, text)
    reply: str = ""
    approved_in: str = ""
    approved: int | None = None
    sealed: int | None = None
    addendum: tuple = ()  # (day, text); confirmed by all two days later


RECORDS = (
    Record(
        "lks-1", -160,
        (
            "Rapat dibuka Camat Leksono pukul 08.40 dengan doa bersama. Tata tertib dibacakan dan "
            "disetujui.",
            "Dari tujuh kegiatan bersama tahun lalu, lima selesai, satu berjalan, satu dihentikan "
            "karena lahan. Sisa dana dikembalikan ke kas desa masing-masing.",
            "Setiap desa menyampaikan tiga kebutuhan. Air bersih disebut sembilan desa, jalan "
            "usaha tani tujuh desa, sampah enam desa. Desa Manggis meminta siaga longsor tidak "
            "dilupakan meskipun hanya disebut tiga desa.",
            "Tiga urusan yang didahulukan: air bersih, jalan usaha tani, dan sampah. Siaga longsor "
            "disiapkan Kecamatan sebagai pelatihan.",
            "Rapat ditutup pukul 12.20. Rapat berikutnya berupa pelatihan menyusun RAB.",
        ),
        sent=-158, until=-150, confirms=leksono("2001", "2003", "2004", "2005", "2009", "2011"),
        approved_in="lks-2", approved=-61, sealed=-60,
    ),
    Record(
        "water-1", -110,
        (
            "Peserta berkumpul di Balai Desa Sojokerto, lalu berjalan menyusuri calon jalur.",
            "Jalur utama mengikuti tepi jalan desa, 3,4 km. Penyeberangan kali di dua tempat "
            "memakai pipa besi. Pemilik lahan di tiga titik sudah dimintai izin lisan.",
            "Bak kedua di tanah kas Desa Besani, volume 30 meter kubik.",
            "Pengukuran selesai pukul 11.45. Gambar dibuat Sekretaris Desa Sojokerto.",
        ),
        sent=-109, until=-102, confirms=ALL, sealed=-105,
        addendum=(-90, "Panjang jalur utama setelah diukur ulang adalah 3,6 km, bukan 3,4 km."),
    ),
    Record(
        "br-1", -90,
        (
            "Rapat dibuka Camat Bangun Rejo pukul 08.35.",
            "Jalan poros rusak berat di tiga ruas: Sido Mulyo, Sido Luhur, dan Sidodadi.",
            "Ruas Sido Mulyo dikerjakan lebih dahulu karena dilewati truk singkong setiap hari.",
            "Timbangan bersama ditempatkan di Bangun Rejo; petugasnya dibahas pada rapat tersendiri.",
            "Rapat ditutup pukul 12.10 dengan doa.",
        ),
        sent=-89, until=-80, confirms=ALL,
    ),
    Record(
        "trunk-1", -66,
        (
            "Rapat dibuka Kepala Kampung Sido Mulyo.",
            "Ruas dibagi tiga, masing-masing 1,2 km, dikerjakan serentak.",
            "Alat berat bergiliran empat hari di setiap ruas, mulai dari Sido Mulyo.",
            "Rapat ditutup pukul 15.40.",
        ),
        sent=-65, until=-58, confirms=bangun_rejo("2006", "2007", "2002"), sealed=-57,
    ),
    Record(
        "salak-1", -29,
        (
            "Rapat dibuka Kepala Desa Lipursari pukul 13.10.",
            "Kelas A minimal 80 gram, kelas B 60 sampai 79 gram, kelas C untuk olahan.",
            "Ada tiga usulan nama. Pilihan ditunda sampai contoh kemasan selesai.",
            "",
        ),
    ),
    Record(
        "lks-3", -12,
        (
            "Rapat dibuka Kasi PMD Kecamatan Leksono pukul 09.10. Sembilan wilayah hadir.",
            "Pipa utama terpasang 60 persen. Uji tekanan dijadwalkan pekan depan.",
            "Wonokerto menjelaskan usulan bank sampah. Selokromo bertanya soal sewa truk; jawaban "
            "disusulkan tertulis. Empat puluh relawan siap memilah di lima wilayah.",
            "Setiap desa mencatat titik rawan dan nomor siaga sebelum akhir bulan.",
            "Waktu rapat habis sebelum butir ini dibahas.",
            "Rapat ditutup pukul 11.20.",
        ),
        sent=-5, until=4, confirms=leksono("2001", "2004", "2005", "2009", "1006"),
        remark=("kades.wonokerto", 2, "Relawan yang siap empat puluh lima orang, bukan empat puluh."),
        reply="Benar, akan diperbaiki sebelum disahkan.",
    ),
)  # fmt: skip
