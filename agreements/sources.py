"""Where an agreement comes from: a project that its partners agreed, a meeting, or a decision."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements import kinds
from core import formats
from meetings.models import Decision, Meeting
from projects.models import Partnership, Project
from villages.models import Region

A_YEAR = timedelta(days=364)


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
        "lingkup": f"kegiatan proyek “{_line(version.title)}”{where}",
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
    return f"pertemuan “{_line(meeting.title)}” pada {day}"


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


def suggested(source, today):
    """Kind, title, parties and term to begin with: all who can be a party, and the years of the
    proposal, or one year where they are over or there is none."""
    rules = kinds.fitting(source.regions)
    version = source.project.current if source.project else None
    starts_on = max(version.starts_on, today) if version else today
    ends_on = version.ends_on if version else today
    if ends_on <= starts_on:
        ends_on = starts_on + A_YEAR
    return {
        "kind": rules.key,
        "title": source.title,
        "regions": [region for region in source.regions if rules.admits(region)],
        "starts_on": starts_on,
        "ends_on": ends_on,
    }


def waiting_for_draft(region):
    """Projects that the region leads, to which all have agreed, and out of which no agreement was
    ever drafted; longest first. A draft that was withdrawn says that none is wanted."""
    led = Partnership.objects.filter(region=region, role=Partnership.Role.LEAD).values("project")
    agreed = Project.objects.filter(pk__in=led, state=Project.State.AGREED)
    return agreed.filter(agreements=None).order_by("agreed_at", "pk")


def of_agreement(agreement):
    """For what follows it: its parties first, then those of the project, meeting or decision."""
    if agreement.decision:
        source = of_decision(agreement.decision)
    else:
        source = (
            of_meeting(agreement.meeting) if agreement.meeting else of_project(agreement.project)
        )
    parties = agreement.parties.select_related("region").order_by("position")
    regions = _able([*(party.region for party in parties), *source.regions])
    return replace(source, regions=regions, unripe="")


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
        .public_matter()
        .exclude(state=Meeting.State.CANCELLED)
        .order_by("-starts_at", "-pk")
    )


def decisions_of(region):
    """Adopted decisions of those meetings, newest first."""
    meetings = meetings_of(region).order_by().values("pk")
    adopted = Decision.objects.filter(meeting__in=meetings, state=Decision.State.ADOPTED)
    return adopted.select_related("meeting").order_by("-decided_at", "-pk")
