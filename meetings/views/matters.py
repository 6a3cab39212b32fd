"""What items of an agenda can be about, and the proposed topics that wait for one.

Agreements stand on the floor above; they are read by the names of relations alone.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from meetings import rules
from meetings.forms.agenda import AGREEMENT, PROJECT, Matters, about_value, row_of
from meetings.models import AgendaTopic
from projects.models import Project
from villages.models import Forum

SHOWN = 20  # projects and agreements to choose from, the newest first


def matters_of(request, held_for, meeting=None):
    """For the agenda of a new meeting, or of the one that is being changed; a private talk is about
    its own matter."""
    if held_for is None:
        return Matters([], [], [])
    groups = [
        (_("Project"), _projects(request, held_for, meeting)),
        (_("Agreement"), _agreements(request, held_for, meeting)),
    ]
    waiting, taken = [], []
    if isinstance(held_for, Forum):
        topics = AgendaTopic.objects.with_origin()
        waiting = list(topics.in_turn().filter(forum=held_for)[: AgendaTopic.MAX_WAITING])
        taken = list(topics.filter(items__meeting=meeting)) if meeting else []
    return Matters([group for group in groups if group[1]], waiting, taken)


def _projects(request, held_for, meeting):
    """Projects in which one of those who meet has a seat; and those that stand there already."""
    of_members = Project.objects.filter(
        partnerships__region__in=rules.candidates_of(held_for)
    ).visible_to(request.user)
    newest = of_members.order_by("-pk").values_list("pk", flat=True).distinct()[:SHOWN]
    shown = Q(pk__in=list(newest))
    if meeting:
        shown |= Q(agenda_items__meeting=meeting)
    found = Project.objects.filter(shown).distinct().order_by("-pk").values_list("pk", "title")
    return [(f"{PROJECT}:{pk}", title) for pk, title in found]


def _agreements(request, held_for, meeting):
    """In force among those who meet, or open for approval by one's own; and those that stand there."""
    own = Q(pk=request.acting.region_id) | Q(parent=request.acting.region_id)
    of_members = rules.candidates_of(held_for).filter(
        Q(agreement_parties__agreement__state="in_force")
        | Q(own, agreement_parties__agreement__state="open")
    )
    names = ("agreement_parties__agreement", "agreement_parties__agreement__title")
    newest = of_members.order_by(f"-{names[0]}").values_list(*names).distinct()[:SHOWN]
    found = dict(newest)
    if meeting:
        there = meeting.agenda.filter(agreements__isnull=False)
        found |= dict(there.values_list("agreements", "agreements__title"))
    return [(f"{AGREEMENT}:{pk}", title) for pk, title in found.items()]


def rows_of(meeting):
    """The items of a meeting as rows of the form."""
    kept = meeting.agenda.values(
        "pk", "title", "kind", "minutes", "speaker", "topic", "project", "agreements"
    )
    return [
        {
            **{name: row[name] for name in ("title", "kind", "minutes", "speaker", "topic")},
            "item": row["pk"],
            "about": about_value(row["project"], row["agreements"]),
        }
        for row in kept
    ]


def carried(matters):
    """Rows of the topics that an earlier sitting did not come to: the next one begins with them."""
    return [row_of(topic) for topic in matters.waiting if topic.came_from_id]
