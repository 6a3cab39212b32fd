"""Where an agreement comes from: a project that its partners agreed, a meeting, or a decision."""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import formats
from meetings.models import Decision, Meeting
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
    decision: Decision | None = None
    unripe: str = ""

    @property
    def title(self):
        """Of a decision its agenda item, for its words are whole sentences."""
        if self.decision and self.decision.agenda_title:
            return self.decision.agenda_title
        return (self.meeting or self.project).title

    def facts(self):
        """What it tells for a template's places (``filling.PROMPTS``), in Indonesian."""
        with override("id"):
            return _facts_of(self.project) | {"alasan": _ground(self)}

    def has(self, region):
        return any(own.pk == region.pk for own in self.regions)


def _facts_of(project):
    version = project.current if project else None
    if version is None:
        return {}
    where = f", di {version.place}" if version.place else ""
    cost = formats.rupiah(version.cost) if version.cost else ""
    return {
        "lingkup": f"{_line(version.aim)}{where}",
        "bidang": str(version.get_field_display()),
        "langkah": _line(version.timetable),
        "dana": f"kontribusi para pihak menurut usulan proyek, dengan perkiraan biaya {cost}"
        if cost
        else "",
    }


def _ground(source):
    """Why it is made: the decision's words, the meeting, or the project that all agreed to."""
    if source.decision:
        text = _line(source.decision.text)
        return f"{_held(source.meeting)} memutuskan dengan nomor {source.decision.label}: {text}"
    if source.meeting:
        return f"hal ini telah dimusyawarahkan dalam {_held(source.meeting)}"
    return f"semua mitra telah menyetujui usulan proyek “{source.project.title}”"


def _held(meeting):
    day = formats.day(formats.local(meeting.starts_at, meeting.zone).date())
    return f"{meeting.title} pada {day}"


def _line(text):
    """As the middle of a sentence: one line without its full stop."""
    return " ".join(text.split()).rstrip(".;")


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


def of_decision(decision):
    """What its meeting gives, once it is adopted."""
    adopted = decision.state == Decision.State.ADOPTED
    unripe = _("Only a decision that was adopted leads to an agreement.")
    source = of_meeting(decision.meeting)
    return replace(source, decision=decision, unripe=source.unripe or ("" if adopted else unripe))


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


def decisions_of(region):
    """Adopted decisions of those meetings, newest first."""
    meetings = meetings_of(region).order_by().values("pk")
    adopted = Decision.objects.filter(meeting__in=meetings, state=Decision.State.ADOPTED)
    return adopted.select_related("meeting").order_by("-decided_at", "-pk")
