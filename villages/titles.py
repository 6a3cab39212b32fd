"""What an office is called on paper: the local word, acting or not. Kept in the mandate as said.

Titles are Indonesian in every language, for they are quoted from a decree.
"""

from villages.models import LocalTerms
from villages.models.mandate import Office

ACTING = ("Pj.", "Plt.")  # penjabat for an open term, pelaksana tugas for a short absence
URBAN = {
    Office.HEAD: "Lurah",
    Office.SECRETARY: "Sekretaris Kelurahan",
    Office.OFFICIAL: "Perangkat Kelurahan",
}
# Offices with many holders, each with a position of his own: "Kaur Perencanaan", "Kasi PMD".
WITH_POSITION = (
    Office.OFFICIAL,
    Office.SUBDISTRICT_OFFICER,
    Office.REGENCY_OFFICER,
    Office.PARTNER,
)


def title_of(office, region, terms=None, *, position="", acting=""):
    """ "Kepala Kampung", "Pj. Lurah", "Kasi PMD"; ``terms`` saves a query where they are known.

    Of an organisation (``region`` is None) the position alone: "Direktur", "Manajer CSR".
    """
    if region is None:
        return position
    terms = terms or LocalTerms.objects.of(region)
    title = _plain(Office(office), region, terms)
    if position and office in WITH_POSITION:
        title = position
    return f"{acting} {title}".strip()


def head_title(region):
    """What the head of a village or subdistrict is called: "Kepala Kampung", "Lurah", "Camat"."""
    return title_of(Office.SUBDISTRICT_HEAD if region.is_subdistrict else Office.HEAD, region)


def _plain(office, region, terms):
    if region.is_urban and office in URBAN:
        return URBAN[office]
    return {
        Office.HEAD: terms.village_head,
        Office.SECRETARY: terms.village_secretary,
        Office.OFFICIAL: terms.village_official,
        Office.COUNCIL: "Anggota BPD",
        Office.SUBDISTRICT_HEAD: "Camat",
        Office.SUBDISTRICT_OFFICER: "Petugas Kecamatan",
        Office.REGENCY_OFFICER: f"Petugas {terms.village_office}",
    }[office]


def acting_part(title):
    """ "Pj. Kepala Desa" → "Pj."; empty where the holder is not an acting one."""
    return next((word for word in ACTING if title.startswith(f"{word} ")), "")


def position_part(title, office):
    """The position within a title of an office that has one, for the form that corrects it."""
    return title.removeprefix(acting_part(title)).strip() if office in WITH_POSITION else ""
