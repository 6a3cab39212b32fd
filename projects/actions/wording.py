"""A proposal's words become a version, and its partners get their seats; the project is locked."""

from django.db.models import Max
from django.utils.text import Truncator

from projects.actions.attaching import bind
from projects.models import Contribution, Milestone, Partnership, PlanFit, Version


def make_version(project, *, by, partners, contributions, fits, **words):
    """The next version, with all that goes along with it."""
    last = project.versions.aggregate(last=Max("number"))["last"] or 0
    version = Version.objects.create(
        project=project,
        number=last + 1,
        partner_codes=[region.pk for region in partners],
        made_by=by,
        **words,
    )
    Contribution.objects.bulk_create(
        Contribution(version=version, **each) for each in contributions
    )
    PlanFit.objects.bulk_create(PlanFit(version=version, **each) for each in fits)
    bind(version)
    return version


def shown(version):
    """What the project copies of its current version, for lists."""
    return {
        "current": version,
        "title": version.title,
        "summary": first_sentence(version.aim),
        "sectors": version.sectors,
    }


def seat(project, partners):
    """Give each partner its seat; returns the regions whose seat is taken away. What they have
    reached stays theirs; their open milestones go to the lead."""
    wanted = {region.pk: region for region in partners}
    seats = {
        seat.region_id: seat
        for seat in project.partnerships.select_related("region").exclude(region=project.lead)
    }
    left = [seats[code].region for code in seats.keys() - wanted.keys()]
    project.partnerships.filter(region__in=left).delete()
    open_ones = Milestone.objects.filter(project=project, owner__in=left, done_on=None)
    open_ones.update(owner=project.lead)
    Partnership.objects.bulk_create(
        Partnership(project=project, region=wanted[code]) for code in wanted.keys() - seats.keys()
    )
    return left


def first_sentence(text):
    """The first sentence or line of what people wrote, short enough for a list."""
    line = text.split("\n", 1)[0]
    head, stop, _rest = line.partition(". ")
    return Truncator(head + stop.strip()).chars(300)
