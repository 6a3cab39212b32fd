"""Where an agreement comes from: a project that its partners agreed, or a meeting."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from meetings.models import Meeting
from projects.models import Partnership, Project
from villages.models import Region


@dataclass(frozen=True)
class Source:
    """``regions`` are those that may be parties, the leading one first.

    ``unripe`` says why nothing can be agreed out of it yet; empty when it can.
    """

    regions: tuple
    project: Project | None = None
    meeting: Meeting | None = None
    unripe: str = ""

    @property
    def title(self):
        return (self.meeting or self.project).title

    def has(self, region):
        return any(own.pk == region.pk for own in self.regions)


def _able(regions):
    """Each region once; a regency or province takes part in no agreement between villages."""
    found = {}
    for region in regions:
        if region.level >= Region.Level.SUBDISTRICT:
            found.setdefault(region.pk, region)
    return tuple(found.values())


def of_project(project):
    """The partners, the lead first."""
    seats = project.partnerships.select_related("region").order_by("role", "region")
    ripe = project.state in (Project.State.AGREED, Project.State.RUNNING)
    unripe = _("An agreement is drafted when all partners have agreed to the project.")
    return Source(
        regions=_able(seat.region for seat in seats),
        project=project,
        unripe="" if ripe else unripe,
    )


def of_meeting(meeting):
    """The region that called it and those invited; its project, if it has one, comes along."""
    invited = meeting.invitations.select_related("region").order_by("region")
    cancelled = meeting.state == Meeting.State.CANCELLED
    return Source(
        regions=_able([meeting.organiser, *(invitation.region for invitation in invited)]),
        project=meeting.project,
        meeting=meeting,
        unripe=_("This meeting was cancelled, so nothing was agreed in it.") if cancelled else "",
    )


def projects_of(region):
    """Projects out of which the region may draft an agreement, newest first."""
    seats = Partnership.objects.filter(region=region).values("project")
    return Project.objects.filter(
        pk__in=seats, state__in=[Project.State.AGREED, Project.State.RUNNING]
    ).order_by("-pk")


def meetings_of(region):
    """Meetings out of which the region may draft an agreement, newest first."""
    invited = Meeting.objects.inviting(region).values("pk")
    return (
        Meeting.objects.filter(Q(pk__in=invited) | Q(organiser=region))
        .exclude(state=Meeting.State.CANCELLED)
        .order_by("-starts_at", "-pk")
    )
