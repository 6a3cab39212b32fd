"""Search over all floors: the first few of each, and the way to each list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.models import Agreement, PlannedRule
from core import formats
from core.text import tidy
from meetings.models import Meeting
from projects.models import Project
from projects.searching import searched
from villages.models import Organisation, Region

SHOWN = 5
LONGEST = 100
LEVELS = (Region.Level.SUBDISTRICT, Region.Level.VILLAGE)


@dataclass(frozen=True)
class Hit:
    """One line: what it is called, where it is, what to know beforehand."""

    title: str
    url: str
    note: str


@dataclass(frozen=True)
class Group:
    """The hits of one floor and the list that has the rest of them."""

    title: str
    icon: str
    hits: list
    url: str


@login_not_required
@require_safe
def search(request):
    """Each floor answers for itself what the reader may see."""
    words = tidy(request.GET.get("q", ""))[:LONGEST]
    groups = _groups(words, request.user) if words else []
    return render(
        request,
        "forum_portal/search.html",
        {"words": words, "groups": [group for group in groups if group.hits]},
    )


def _groups(words, user):
    """One query a floor; what the reader may not see is not counted either."""
    query = "?" + urlencode({"q": words})
    return [
        Group(_("Villages and subdistricts"), "desa", _regions(words), _list("villages", query)),
        Group(_("Organisations"), "users", _organisations(words, user), _organisations_list(query)),
        Group(_("Joint projects"), "project", _projects(words, user), _list("projects", query)),
        Group(_("Meetings"), "cal", _meetings(words, user), _list("meetings")),
        Group(_("Agreements"), "agree", _agreements(words, user), _list("agreements", query)),
        Group(_("Planned rules"), "flag", _planned_rules(words, user), _list("noticeboard", query)),
    ]


def _list(floor, query=""):
    return reverse(f"{floor}:list") + query


def _regions(words):
    found = Region.objects.search(words, levels=LEVELS)[:SHOWN]
    return [
        Hit(region.full_name, region.get_absolute_url(), region.parent.full_name)
        for region in found
    ]


def _organisations_list(query):
    return reverse("villages:organisations") + query


def _organisations(words, user):
    found = Organisation.objects.visible_to(user).named(words).order_by("name", "pk")[:SHOWN]
    return [Hit(each.full_name, each.get_absolute_url(), each.get_kind_display()) for each in found]


def _projects(words, user):
    found = searched(Project.objects.visible_to(user).select_related("lead"), words)[:SHOWN]
    return [
        Hit(str(p), p.get_absolute_url(), f"{p.lead.full_name}, {p.get_state_display()}")
        for p in found
    ]


def _meetings(words, user):
    found = Meeting.objects.visible_to(user).filter(title__icontains=words)
    return [
        Hit(m.title, m.get_absolute_url(), formats.moment(m.starts_at, m.zone))
        for m in found.order_by("-starts_at", "-pk")[:SHOWN]
    ]


def _agreements(words, user):
    found = Agreement.objects.visible_to(user).matching(words).order_by("-pk")[:SHOWN]
    return [
        Hit(a.title, a.get_absolute_url(), f"{a.get_kind_display()}, {a.get_state_display()}")
        for a in found
    ]


def _planned_rules(words, user):
    found = PlannedRule.objects.visible_to(user).matching(words).select_related("region")
    return [
        Hit(p.title, p.get_absolute_url(), f"{p.region.full_name}, {p.get_state_display()}")
        for p in found.order_by("-pk")[:SHOWN]
    ]
