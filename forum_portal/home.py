"""The front page for visitors: what the forum is for, and proof that it works."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import formats
from forum_portal import figures
from forum_portal.cards import front_cards_of
from meetings.models import Meeting
from projects.cards import for_cards
from projects.models import Project

SHOWN = 3
# What a visitor sees first: work before plans, plans before questions.
_ALIVE = (Project.State.RUNNING, Project.State.AGREED, Project.State.PROPOSED)


@login_not_required
@require_safe
def home(request):
    """The same for everybody, so that it tells nobody what only members see."""
    counted = figures.figures()
    return render(
        request,
        "forum_portal/home.html",
        {
            "figures": counted,
            "committed": formats.rupiah_short(counted.committed).replace(formats.NBSP, " "),
            "picture": figures.picture(),
            "projects": _projects(),
            "meetings": _meetings(),
        },
    )


def _projects():
    """The newest living ones, those at work before those still asking."""
    living = for_cards(Project.objects.filter(state__in=_ALIVE))
    newest = living.order_by("-pk")[: SHOWN * 4]
    ranked = sorted(newest, key=lambda project: _ALIVE.index(project.state))
    return front_cards_of(ranked[:SHOWN])


def _meetings():
    """Coming open ones, the soonest first."""
    coming = Meeting.objects.coming().scheduled().filter(is_open=True)
    return coming.annotate(regions=Count("invitations")).order_by("starts_at", "pk")[:SHOWN]
