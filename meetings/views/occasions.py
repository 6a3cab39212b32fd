"""What leads to a meeting: a forum or a project, the date of a poll, the date of a series.

An occasion says whose regions meet, what the form is filled with, and what sending does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.access import require
from core.errors import Refusal
from core.text import whole_number
from meetings import actions, rules
from meetings.forms.calling import initial_span
from meetings.models import Occurrence, Poll, Series
from projects.models import Project
from villages.models import Forum

CHOICES = 50  # forums and projects to choose from; others are reached from their own page


@dataclass(frozen=True)
class Occasion:
    """``facts`` and ``agenda`` fill the form; ``send`` takes what the form has gathered."""

    held_for: Forum | Project
    send: Callable
    facts: dict = field(default_factory=dict)
    agenda: list = field(default_factory=list)


def occasion_of(request):
    """The occasion that the address names, in which the person may call; or None."""
    if number := _number(request, "jajak"):
        return _of_poll(request, number)
    if number := _number(request, "rangkaian"):
        return _of_series(request, number)
    held_for = held_for_of(request)
    return held_for and Occasion(held_for, partial(actions.call, held_for=held_for))


def held_for_of(request):
    """The forum or project of the address, in which the person may call; or None."""
    if code := request.GET.get("proyek"):
        projects = Project.objects.visible_to(request.user).select_related("lead")
        project = get_object_or_404(projects, code=code[:8].replace("\x00", ""))
        require(rules.can_call_for(request.acting, project))
        return project
    if number := _number(request, "forum"):
        forum = get_object_or_404(Forum.objects.select_related("home"), pk=number)
        require(rules.can_call_for(request.acting, forum))
        return forum
    return None


def choices(acting):
    """The forums and projects for which this capacity can call."""
    projects = rules.callable_projects_of(acting.region)
    return {
        "forums": Forum.objects.of_region(acting.region)[:CHOICES],
        "projects": projects.order_by("-pk")[:CHOICES],
    }


def _number(request, name):
    """A row's number from the address, or None where it is missing or damaged."""
    return whole_number(request.GET.get(name, ""))


def _of_poll(request, number):
    """One of the dates of a poll; without a known date the day is still to be filled in."""
    polls = Poll.objects.visible_to(request.user)
    poll = get_object_or_404(
        polls.select_related("forum__home", "project__lead", "organiser", "meeting"), pk=number
    )
    if poll.meeting:
        raise Refusal(_("This poll has become a meeting."), back=poll.meeting)
    require(rules.can_settle(request.acting, poll))
    require(rules.can_call_for(request.acting, poll.held_for))
    slot = poll.slots.filter(pk=_number(request, "tanggal")).first()
    facts = {name: getattr(poll, name) for name in ("uid", "title", "kind", "purpose", "place")}
    facts["regions"] = list(poll.regions.values_list("pk", flat=True))
    return Occasion(
        poll.held_for,
        partial(actions.settle, poll),
        facts | (initial_span(slot) if slot else {"zone": poll.zone}),
    )


def _of_series(request, number):
    """A planned date of a series, with the usual agenda."""
    found = Occurrence.objects.filter(series__in=Series.objects.visible_to(request.user))
    occurrence = get_object_or_404(
        found.select_related(
            "series__forum__home", "series__project__lead", "series__organiser", "meeting"
        ),
        pk=number,
    )
    series = occurrence.series
    if occurrence.meeting:
        raise Refusal(_("The invitation to this date has been sent."), back=occurrence.meeting)
    require(rules.can_manage_series(request.acting, series))
    require(rules.can_call_for(request.acting, series.held_for))
    if occurrence.state != Occurrence.State.PLANNED:
        raise Refusal(_("This date was left out."), back=series)
    facts = {
        name: getattr(series, name) for name in ("title", "kind", "purpose", "link", "is_open")
    }
    return Occasion(
        series.held_for,
        partial(actions.call_occurrence, occurrence),
        facts | {"uid": occurrence.uid, "place": occurrence.place} | initial_span(occurrence),
        series.agenda,
    )
