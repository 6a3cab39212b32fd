"""The agenda as the meeting's page shows it: what, when, about what, with which papers."""

from datetime import timedelta
from pathlib import PurePath
from typing import NamedTuple

from django.db.models import F
from django.urls import reverse
from django.utils.text import capfirst

from core import formats, seals
from meetings.models import AgendaItem, AgendaTopic
from projects.models import Project

State = AgendaItem.State
LOOK = {
    State.REACHED: ("ok", "check"),
    State.MISSED: ("wait", "clock"),
    State.POSTPONED: ("wait", "clock"),
}


class Link(NamedTuple):
    """What an item is about; without an address for whom it is not open."""

    icon: str
    title: str
    url: str


class Paper(NamedTuple):
    """A paper of an item."""

    pk: int
    title: str
    note: str
    fingerprint: str
    url: str


class Item(NamedTuple):
    """One item of the agenda with its running time, and what became of it once it is marked."""

    pk: int
    title: str
    kind: str
    is_decision: bool
    clock: str
    minutes: int
    speaker: str
    label: str
    look: str
    icon: str
    links: list
    proposer: str
    proposal_url: str
    papers: list


def running_agenda(meeting, user):
    """The items in order, each with the time at which it begins."""
    rows = list(
        meeting.agenda.select_related("project", "topic__region").prefetch_related("papers")
    )
    links = _links(meeting, rows, user) if rows else {}
    proposals = _proposals(meeting, rows, user)
    clock, items = meeting.starts_at, []
    for row in rows:
        items.append(_item(meeting, row, clock, links.get(row.pk, []), proposals))
        clock += timedelta(minutes=row.minutes)
    return items


def _item(meeting, row, clock, links, proposals):
    look, icon = LOOK.get(row.state, ("", ""))
    return Item(
        pk=row.pk,
        title=row.title,
        kind=capfirst(row.get_kind_display()),
        is_decision=row.kind == row.Kind.DECISION,
        clock=f"{formats.local(clock, meeting.zone):%H.%M}",
        minutes=row.minutes,
        speaker=row.speaker,
        label=capfirst(row.get_state_display()) if look else "",
        look=look,
        icon=icon,
        links=links,
        proposer=row.topic.region.full_name if row.topic else "",
        proposal_url=proposals.get(row.topic_id, ""),
        papers=[_paper(meeting, paper) for paper in row.papers.all()],
    )


def _paper(meeting, paper):
    ending = PurePath(paper.file.name).suffix.lstrip(".").upper()
    return Paper(
        pk=paper.pk,
        title=paper.title,
        note=f"{ending}, {formats.file_size(paper.size)}",
        fingerprint=seals.short(paper.sha256),
        url=reverse("meetings:paper", args=[meeting.pk, paper.pk]),
    )


def _links(meeting, rows, user):
    """Item → the project and the agreement that it is about, as far as the reader may see them."""
    found = {}
    named = [row for row in rows if row.project_id]
    if named:
        open_to = Project.objects.visible_to(user).filter(agenda_items__in=named)
        seen = set(open_to.values_list("pk", flat=True))
        for row in named:
            if row.project_id in seen:
                link = Link("project", row.project.title, row.project.get_absolute_url())
                found.setdefault(row.pk, []).append(link)
    for row, agreement in _agreements(meeting, user):
        link = Link("agree", agreement.title, agreement.get_absolute_url())
        found.setdefault(row, []).append(link)
    return found


def _agreements(meeting, user):
    """Pairs of an item and its agreement; these stand a floor above and are known by relation."""
    agreements = meeting.agreements.model.objects.visible_to(user)
    pointing = agreements.filter(agenda_items__meeting=meeting)
    return [(agreement.row, agreement) for agreement in pointing.annotate(row=F("agenda_items"))]


def _proposals(meeting, rows, user):
    """Topic → its page, for the members of the forum."""
    if not any(row.topic_id for row in rows):
        return {}
    topics = AgendaTopic.objects.visible_to(user).filter(items__meeting=meeting)
    return {topic.pk: topic.get_absolute_url() for topic in topics}
