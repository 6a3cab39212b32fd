"""How a running project is adapted, ready to show."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from projects.changing import requests_to
from projects.models import Amendment, Consent, Project
from projects.talks import Homes, Wishes, homes_for, wishes_of
from villages.models import Region
from villages.roles import Permission, may

NAMED = 8
SHOWN = 20  # amendments that are over; each is a version with a page of its own


@dataclass(frozen=True)
class Asked:
    """A region whose head is asked, and his answer; a newcomer has no seat yet, and one who leaves
    has none in the amendment."""

    region: Region
    consent: Consent | None
    is_new: bool
    leaves: bool


@dataclass(frozen=True)
class Deliberation:
    """The amendment under deliberation, or else the newest one: who has answered it if it is open,
    and what is asked about it."""

    amendment: Amendment
    rows: list
    answered: int
    wishes: Wishes
    homes: Homes | None

    @property
    def is_open(self):
        return _is_open(self.amendment)


def _is_open(amendment):
    return amendment.state == Amendment.State.PENDING


def amendments_of(project):
    """Newest first, with their versions."""
    found = Amendment.objects.filter(version__project=project)
    return list(found.select_related("version__made_by__user").order_by("-version__number")[:SHOWN])


def deliberation_of(project, amendments, acting):
    """Of a project with its seats; None if there was no amendment yet."""
    if not amendments:
        return None
    newest = next((each for each in amendments if _is_open(each)), amendments[0])
    version = newest.version
    rows, homes = [], None
    if _is_open(newest):
        rows = _asked(project)
        homes = homes_for(project, version, [row.region for row in rows], acting)
    return Deliberation(
        amendment=newest,
        rows=rows,
        answered=sum(row.consent is not None for row in rows),
        wishes=wishes_of(project, requests_to(version), acting),
        homes=homes,
    )


def regions_asked(project):
    """Those with a seat, then those that the amendment under deliberation would add."""
    regions = [seat.region for seat in project.partnerships.all()]
    if project.pending is None:
        return regions
    added = set(project.pending.partner_codes) - {region.pk for region in regions}
    return [*regions, *Region.objects.filter(pk__in=added).order_by("pk")]


def leaves(acting, project):
    """Would the amendment under deliberation take the seat of the reader's region away?"""
    if project.pending is None or acting is None or not project.has_seat(acting.region_id):
        return False
    return acting.region_id not in {project.lead_id, *project.pending.partner_codes}


def unheard_of(project):
    """Of those: whose answer is still awaited."""
    answered = set(project.asked.consents.values_list("region", flat=True))
    return [region for region in regions_asked(project) if region.pk not in answered]


def would_be_asked(project, words, acting):
    """Who has to answer the draft with these ``words`` once ``acting`` sends it: of an amendment
    also those who would leave. The lead's head who sends it has consented with that."""
    regions = {project.lead_id: project.lead}
    if project.state == Project.State.RUNNING:
        regions |= {seat.region_id: seat.region for seat in _seats(project)}
    regions |= {region.pk: region for region in words.get("partners", [])}
    if may(acting, Permission.CONSENT, project.lead) and not words.get("home_first"):
        del regions[project.lead_id]
    return list(regions.values())


def _seats(project):
    return project.partnerships.select_related("region")


def named(regions):
    """The names of the first ones, and how many more there are."""
    names = [region.full_name for region in regions[:NAMED]]
    if (more := len(regions) - NAMED) > 0:
        names.append(ngettext("%(number)d more", "%(number)d more", more) % {"number": more})
    return ", ".join(names)


def _asked(project):
    version = project.pending
    stay = {project.lead_id, *version.partner_codes}
    return [
        Asked(
            region=region,
            consent=version.answer_of(region.pk),
            is_new=not project.has_seat(region.pk),
            leaves=region.pk not in stay,
        )
        for region in regions_asked(project)
    ]
