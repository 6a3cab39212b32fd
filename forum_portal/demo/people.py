"""Invented people in all offices; common Indonesian names, addresses that reach nobody.

Any likeness to real holders of these offices is chance. ``demo.example`` is reserved (RFC 2606).
"""

from dataclasses import dataclass

from forum_portal.demo.places import (
    BANGUN_REJO,
    LAMPUNG_TENGAH,
    LEKSONO,
    SELOMERTO,
    SUKOHARJO,
    WONOSOBO,
)  # fmt: skip
from villages.models.mandate import Office

DOMAIN = "demo.example"
PASSWORD = "desa-rukun-bersama"  # noqa: S105  # of every demo account; refused outside the demo


@dataclass(frozen=True)
class Person:
    """Somebody who holds, or asks for, an office in a region."""

    mailbox: str
    name: str
    region: str
    office: Office
    position: str = ""  # of an officer: "Kasi PMD Kecamatan"
    acting: str = ""  # "Pj." for an acting head
    nip: str = ""  # of a civil servant; these end in 000, which is given to nobody

    @property
    def email(self):
        return f"{self.mailbox}@{DOMAIN}"


# Village's code: mailbox ending, head, secretary.
_VILLAGES = {
    "33.07.05.1006": ("leksono", "Drs. Bambang Wiratno", "Yuni Astutik"),
    "33.07.05.2001": ("sawangan", "H. Sumarjo", "Endah Kurniasih"),
    "33.07.05.2002": ("lipursari", "Teguh Prasetyanto", "Rina Wulandari"),
    "33.07.05.2003": ("selokromo", "Sutrimo", "Dwi Lestariningsih"),
    "33.07.05.2004": ("sojokerto", "Siti Maryamah, S.Pd.", "Agus Setyabudi"),
    "33.07.05.2005": ("besani", "Nur Hidayanto", "Tri Handayaningsih"),
    "33.07.05.2007": ("jlamprang", "Wahyu Triatmojo", "Sri Rahayuningtyas"),
    "33.07.05.2008": ("wonokerto", "Muhroji", "Dewi Anggrahini"),
    "33.07.05.2009": ("jonggolsari", "Slamet Widiyanto", "Eko Purnawan"),
    "33.07.05.2010": ("kalimendong", "Sugeng Rahmadi", "Umi Kholifatun"),
    "33.07.05.2011": ("timbang", "Retno Palupiningsih", "Joko Sudarmadi"),
    "33.07.05.2012": ("pacarmulyo", "Budi Hartoyo", "Lilis Suryantini"),
    "33.07.05.2013": ("durensawit", "Mujiyono", "Fitri Nuraeningsih"),
    "33.07.05.2014": ("manggis", "Ahmad Zaenuri", "Puji Astarini"),
    "18.02.02.2001": ("purwodadi", "Suparjono", "Wiwik Andayani"),
    "18.02.02.2002": ("sidodadi", "Kasiyanto", "Rohmah Sa'diyah"),
    "18.02.02.2003": ("sidorejo", "Tukijan", "Nanik Sulistyaningrum"),
    "18.02.02.2004": ("cimarias", "Asep Kurniadin", "Neneng Rosidah"),
    "18.02.02.2005": ("bangunrejo", "Hendra Gunadarma, S.E.", "Maya Puspitarini"),
    "18.02.02.2006": ("sidoluhur", "Paryono", "Ika Setyorini"),
    "18.02.02.2007": ("sidomulyo", "Wagimin", "Anis Fauziyati"),
    "18.02.02.2008": ("timbulrejo", "Edi Suwarsono", "Ratna Kusumaningtyas"),
    "18.02.02.2009": ("sukanegara", "Yulia Rahmanita", "Dedi Irwansah"),
    "18.02.02.2010": ("sinarseputih", "Made Suartana", "Ketut Ariningsih"),
    "18.02.02.2011": ("sinarluas", "Zulkarnaen Effendi", "Desi Aryantini"),
    "18.02.02.2012": ("tanjungpandan", "Rusdi Hasanudin", "Mega Safitriani"),
    "18.02.02.2013": ("tanjungjaya", "Suyatmi", "Heri Kuswoyo"),
    "18.02.02.2014": ("sripendowo", "Bejo Santosa", "Winarsih"),
    "18.02.02.2015": ("sukowaringin", "Ngadimin", "Erna Widyaningrum"),
    "18.02.02.2016": ("mekarjaya", "Arif Budimansyah", "Novi Kartikasari"),
    "18.02.02.2017": ("sukanegeri", "Hj. Rosmalina", "Fajar Nugrohadi"),
}
_ACTING_HEADS = {"33.07.05.2012", "18.02.02.2016"}


def _village_people():
    for code, (place, head, secretary) in _VILLAGES.items():
        kampung = code.startswith(BANGUN_REJO)
        first, second = ("kakam", "sekkam") if kampung else ("kades", "sekdes")
        if code == "33.07.05.1006":
            yield Person("lurah.leksono", head, code, Office.HEAD)
            yield Person("seklur.leksono", secretary, code, Office.SECRETARY)
            continue
        acting = "Pj." if code in _ACTING_HEADS else ""
        yield Person(f"{first}.{place}", head, code, Office.HEAD, acting=acting)
        yield Person(f"{second}.{place}", secretary, code, Office.SECRETARY)


OFFICERS = (
    Person("camat.leksono", "Drs. Haryo Widagdo, M.Si.", LEKSONO, Office.SUBDISTRICT_HEAD,
           nip="197003111994031000"),
    Person("pmd.leksono", "Ning Rahmawati, S.Sos.", LEKSONO, Office.SUBDISTRICT_OFFICER,
           "Kasi PMD Kecamatan", nip="198206152009022000"),
    Person("camat.bangunrejo", "Syahrul Ramadan, S.STP.", BANGUN_REJO, Office.SUBDISTRICT_HEAD),
    Person("pmk.bangunrejo", "Lia Oktaviani, S.IP.", BANGUN_REJO, Office.SUBDISTRICT_OFFICER,
           "Kasi PMK Kecamatan"),
    Person("camat.selomerto", "Dra. Endang Suprihatin", SELOMERTO, Office.SUBDISTRICT_HEAD),
    Person("camat.sukoharjo", "Bagyo Laksono Aji, S.IP.", SUKOHARJO, Office.SUBDISTRICT_HEAD),
    Person("dpmd.wonosobo", "Indra Setyaji, S.H.", WONOSOBO, Office.REGENCY_OFFICER,
           "Kabid Pemerintahan Desa, DPMD"),
    Person("pmk.lampungtengah", "Nurlaila Hasan, S.E.", LAMPUNG_TENGAH, Office.REGENCY_OFFICER,
           "Kabid Kerja Sama Kampung, Dinas PMK"),
)  # fmt: skip

REPRESENTATIVES = tuple(_village_people())

COUNCIL = (
    Person("bpd.sojokerto", "Harjono Pranoto", "33.07.05.2004", Office.COUNCIL),
    Person("bpd.lipursari", "Muslimatun", "33.07.05.2002", Office.COUNCIL),
    Person("bpk.bangunrejo", "Suherman Jayadi", "18.02.02.2005", Office.COUNCIL),
)  # fmt: skip

# Their applications still wait, or came back.
NEWCOMER = Person("warga.baru", "Galih Permadi", "33.07.05.2003", Office.OFFICIAL,
                  "Kaur Perencanaan")  # fmt: skip
WAITING = (
    Person("kaur.besani", "Anton Wijanarko", "33.07.05.2005", Office.OFFICIAL, "Kaur Keuangan"),
    Person("bpd.timbang", "Sulastri Handayani", "33.07.05.2011", Office.COUNCIL),
    Person("kasi.manggis", "Ilham Maulidin", "33.07.05.2014", Office.OFFICIAL,
           "Kasi Kesejahteraan"),
    Person("kaur.cimarias", "Sandi Permana Putra", "18.02.02.2004", Office.OFFICIAL, "Kaur Umum"),
    Person("bpk.sidomulyo", "Tarmini", "18.02.02.2007", Office.COUNCIL),
)  # fmt: skip
RETURNED = (
    Person("kasi.selokromo", "Rudi Haryantono", "33.07.05.2003", Office.OFFICIAL,
           "Kasi Pelayanan"),
)  # fmt: skip
# Officers of neighbouring regions: their regency checks them; an operator where it has nobody yet.
FIRST_OFFICERS = (
    Person("pmd.watumalang", "Yanuar Prakosa, S.Sos.", "33.07.10", Office.SUBDISTRICT_OFFICER,
           "Kasi PMD Kecamatan"),
    Person("pmk.padangratu", "Melinda Safira, S.IP.", "18.02.03", Office.SUBDISTRICT_OFFICER,
           "Kasi PMK Kecamatan"),
    Person("dpmd.banjarnegara", "Ratih Pramudita, S.E.", "33.04", Office.REGENCY_OFFICER,
           "Staf Kerja Sama Desa, Dispermades"),
)  # fmt: skip
# The acting head of Pacarmulyo comes from the subdistrict, as the law wants it: two offices.
OFFICE_BESIDE = Person("kades.pacarmulyo", "Budi Hartoyo", LEKSONO, Office.SUBDISTRICT_OFFICER,
                       "Kasi Pemerintahan Kecamatan")  # fmt: skip
FORMER = Person("mantan.kades", "Sukardi Mulyono", "33.07.05.2012", Office.HEAD)

OPERATOR_EMAIL, OPERATOR_NAME = f"operator@{DOMAIN}", "Operator Portal"


def everybody():
    """All but the operator, in the order in which they registered."""
    return (
        *OFFICERS, *REPRESENTATIVES, *COUNCIL, FORMER, *FIRST_OFFICERS, *WAITING, *RETURNED, NEWCOMER,
    )  # fmt: skip
