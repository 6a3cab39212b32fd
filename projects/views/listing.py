"""All projects that the reader sees, looked at in three ways: as a list, on a board, on a map."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from core.paging import CappedPaginator
from projects import exports, places, rules
from projects.board import board_of
from projects.cards import cards_of, for_cards
from projects.escalation_rules import can_see_received
from projects.filters import find
from projects.stages import Stage

VIEWS = (
    ("", gettext_lazy("List"), "list"),
    ("papan", gettext_lazy("Board"), "project"),
    ("peta", gettext_lazy("Map"), "pin"),
)


@login_not_required
@require_safe
def projects(request):
    """The way of looking that the address names; the list for every other word."""
    ways = {"papan": board, "peta": atlas}
    return ways.get(request.GET.get("tampilan"), ProjectList.as_view())(request)


@method_decorator(login_not_required, name="dispatch")
class ProjectList(ListView):
    """Search and filters over all that the reader may see; chips with counts by stage."""

    template_name = "projects/project_list.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        self.finding = find(self.request)
        return self.finding.found

    def paginate_queryset(self, queryset, page_size):
        """A page that does not exist is the nearest one that does."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, for_cards(page.object_list), page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        cards = cards_of(context["object_list"])
        counts = self.finding.counts()
        return context | frame_of(self.request, self.finding, counts) | {"cards": cards}


def board(request):
    """A column for each stage with its newest projects."""
    finding = find(request)
    counts = finding.counts()
    page = frame_of(request, finding, counts, "papan") | {"columns": board_of(finding, counts)}
    return render(request, "projects/project_board.html", page)


def atlas(request):
    """Leads and partners where they are, drawn by the server, with the same in words beside."""
    finding = find(request)
    page = frame_of(request, finding, finding.counts(), "peta")
    page["map"] = places.map_of(finding.found)
    return render(request, "projects/project_map.html", page)


@login_not_required
@require_safe
def features(request):
    """What the map that moves shows: the same leads and partners, as GeoJSON."""
    found = find(request).found
    content = places.features_of(places.leads_of(found), _address_of)
    return JsonResponse(content, content_type="application/geo+json")


def _address_of(lead):
    return f"{reverse('projects:list')}?wilayah={lead.code}"


def frame_of(request, finding, counts, way=""):
    """What stands around all three: form, chips, ways of looking, files."""
    query = request.GET.copy()
    for name in ("tampilan", "page"):
        query.pop(name, None)
    return {
        "form": finding.form,
        "chips": chips_of(counts, finding.stage),
        "stage": finding.stage,
        "region": finding.form.region,
        "narrowing": finding.form.narrowing(),
        "is_narrowed": finding.is_narrowed,
        "can_propose": rules.can_propose(request.acting),
        "can_see_received": can_see_received(request.acting),
        "ways": VIEWS,
        "way": way,
        "query": query.urlencode(),
        "most": exports.MOST,
    }


def chips_of(counts, stage):
    """Each stage with how many there are; those without any are left out."""
    chips = [("", _("All"), sum(counts.values()))]
    chips += [
        (each.value, each.label, counts.get(each, 0))
        for each in Stage
        if each in counts or each == stage
    ]
    return chips
