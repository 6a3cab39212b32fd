"""Two disputes as data: one settled, one in mediation with a session to come. Days count from today."""

from dataclasses import dataclass

from forum_portal.demo.projects import bangun_rejo, leksono


@dataclass(frozen=True)
class Case:
    """A dispute about an agreement (``of`` is its key), and how far it has come."""

    key: str
    of: str
    parties: tuple  # who raises it first
    clause: str  # words of its label
    raised: int
    since: int
    facts: str
    wish: str
    said: tuple  # (region, day, words)
    passed: int
    mediator: str  # mailbox
    accepted: int
    called: int
    sits: int
    place: str
    agreed: str = ""
    duties: tuple = ()  # (region, what, day)
    written: int | None = None
    confirmed: int | None = None


_SIDO_LUHUR, _SIDO_MULYO = bangun_rejo("2006", "2007")
_BESANI, _SOJOKERTO = leksono("2005", "2004")

CASES = (
    Case(
        key="trunk_road", of="trunk_road", parties=(_SIDO_LUHUR, _SIDO_MULYO), clause="Pendanaan",
        raised=-62, since=-70,
        facts=(
            "Iuran truk di pos Kampung Sido Mulyo tidak disetor ke buku kas bersama selama dua "
            "bulan, padahal truk pengangkut singkong tetap lewat setiap hari."
        ),
        wish="Iuran dua bulan disetor dan buku pos diperlihatkan setiap akhir bulan.",
        said=(
            (_SIDO_MULYO, -59, "Iuran dipakai dahulu untuk menambal dua lubang di KM 3. Kuitansi "
             "semen dan pasir ada di kantor kampung."),
            (_SIDO_LUHUR, -56, "Menambal lubang adalah tugas ruas masing-masing, bukan dari iuran "
             "bersama."),
        ),
        passed=-54, mediator="camat.bangunrejo", accepted=-53, called=-52, sits=-46,
        place="Aula Kantor Kecamatan Bangun Rejo",
        agreed=(
            "Kampung Sido Mulyo menyetor iuran dua bulan dikurangi biaya bahan yang berkuitansi.\n"
            "Buku pos iuran diperlihatkan kepada ketiga kampung setiap akhir bulan."
        ),
        duties=(
            (_SIDO_MULYO, "menyetor iuran dua bulan ke buku kas bersama", -20),
            (_SIDO_LUHUR, "menyusun bentuk buku pos yang sama untuk semua pos", -30),
        ),
        written=-45, confirmed=-44,
    ),
    Case(
        key="water", of="water", parties=(_BESANI, _SOJOKERTO), clause="Hak dan Kewajiban", raised=-24,
        since=-35,
        facts=(
            "Sejak bak pembagi diperbaiki, debit ke Desa Besani turun dari 1,2 menjadi 0,7 liter "
            "per detik pada sore hari. Pembagian tidak lagi seperti yang disepakati."
        ),
        wish="Pengukuran bersama di bak pembagi dan pengaturan katup menurut kesepakatan.",
        said=(
            (_SOJOKERTO, -21, "Katup tidak kami ubah. Menurut catatan penjaga, pipa ke Besani "
             "tersumbat pasir setelah hujan lebat."),
            (_BESANI, -18, "Pipa sudah kami kuras dua kali; debit tetap rendah."),
        ),
        passed=-10, mediator="camat.leksono", accepted=-8, called=-5, sits=4,
        place="Pendopo Kecamatan Leksono",
    ),
)  # fmt: skip
