"""Mengetahui: who takes note of what neighbours have decided, at the foot of their record."""

from meetings.documents.letters import head_of
from villages.models import LocalTerms, Mandate, Region
from villages.models.mandate import Office

NOBODY = {"title": "", "name": "", "nip": ""}


def witness_on(meeting, day):
    """The office, and who held it on the day; the line stays empty where the portal knows nobody."""
    region = _region_above(meeting)
    if region is None:
        return NOBODY
    held = Mandate.objects.held_on(day).filter(region=region, office=Office.SUBDISTRICT_HEAD)
    mandate = held.select_related("user").order_by("-starts_on", "-pk").first()
    if mandate is None:
        return {**NOBODY, "title": title_above(meeting)}
    return {
        "title": f"{mandate.title} {region.name}",
        "name": str(mandate.user),
        "nip": mandate.user.nip,
    }


def title_above(meeting):
    """Camat Leksono for villages of one subdistrict, else Bupati Wonosobo; "" where nobody is."""
    region = _region_above(meeting)
    return head_of(region, LocalTerms.objects.of(region)) if region else ""


def _region_above(meeting):
    """The subdistrict of villages that lie in one, else the regency; guests are not counted."""
    codes = list(meeting.invitations.counting().values_list("region", flat=True))
    villages = [code for code in codes if len(code) > 8]
    above = {code[:8] for code in villages} if villages else {code[:5] for code in codes}
    if len(above) > 1:
        above = {code[:5] for code in codes}
    return Region.objects.with_ancestors().filter(pk=min(above, default="")).first()
