"""Priorities of a forum: its members put the proposals in order; everybody sees the outcome."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from core import formats
from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.views import button, refusable, trail_for
from projects import actions, prioritising
from projects import priority_rules as rules
from projects.forms.prioritising import OpenRankingForm, OrderForm
from projects.models import Ranking
from projects.views.typed import keeping, retyped
from villages.models import Forum

HOUR = 3600
write = require_http_methods(["GET", "HEAD", "POST"])


def _forum(pk):
    return get_object_or_404(Forum.objects.select_related("home"), pk=pk)


@method_decorator([login_not_required, require_safe], name="dispatch")
class RankingList(ListView):
    """All rankings of a forum, newest first."""

    template_name = "projects/ranking_list.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        self.forum = _forum(self.kwargs["pk"])
        return Ranking.objects.filter(forum=self.forum)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        rankings = list(context["object_list"])
        for each in rankings:
            each.forum = self.forum
        return context | {
            "forum": self.forum,
            "rankings": [(each, prioritising.state_of(each)) for each in rankings],
            "can_open": rules.can_open_ranking(self.request.acting, self.forum),
        }


@write
@refusable
@keeping(OpenRankingForm)
def open_ranking(request, pk):
    """Ask the members of a forum for an order."""
    forum = _forum(pk)
    require(rules.can_open_ranking(request.acting, forum))
    today = formats.day_in(forum.home_id)
    form = OpenRankingForm(
        request.POST if request.method == "POST" else None,
        offered=prioritising.offered_of(forum, today),
        today=today,
    )
    if form.is_valid():
        limit("projects.ranking", request.user.pk, times=30, seconds=HOUR)
        ranking = actions.open_ranking(forum, by=request.acting, **form.cleaned_data)
        messages.success(request, _("The members are asked for their order."))
        return redirect(ranking)
    page = {"form": form, "forum": forum}
    return render(request, "projects/ranking_form.html", page)


def _ranking(pk):
    return get_object_or_404(prioritising.rows_for_page(), pk=pk)


@login_not_required
@require_safe
def ranking(request, pk):
    """Proposals and regions side by side; the orders once one may see them."""
    found = _ranking(pk)
    page = {
        "ranking": found,
        "state": prioritising.state_of(found),
        "page": prioritising.page_of(found, request.acting),
        "can_rank": rules.can_rank(request.acting, found),
        "can_close": rules.can_close_ranking(request.acting, found),
        "trail": trail_for(request, found),
    }
    return render(request, "projects/ranking_detail.html", page)


@write
@refusable
def rank(request, pk):
    """The order of one's region."""
    found, acting = _ranking(pk), request.acting
    require(rules.can_rank(acting, found))
    own = found.preferences.filter(region=acting.region).first()
    form = OrderForm(
        request.POST if request.method == "POST" else None,
        projects=_in_order(found, own),
        initial={"revision": own.revision if own else 0},
    )
    if form.is_valid():
        limit("projects.ranking", request.user.pk, times=60, seconds=HOUR)
        revision = form.cleaned_data["revision"]
        try:
            actions.rank(found, by=acting, order=form.order, revision=revision)
        except Refusal as refusal:
            form = _still_chosen(form, found, acting)
            form.add_error(None, str(refusal))
            form.add_error(None, _("Your order stands below; saved again it takes its place."))
        else:
            messages.success(
                request,
                _("The order of %(region)s is saved. It can be changed until the end.")
                % {"region": acting.region.full_name},
            )
            return redirect(found)
    page = {"form": form, "ranking": found, "own": own}
    return render(request, "projects/ranking_order.html", page)


def _in_order(ranking, own):
    """The proposals that count, as the region has put them or as they were asked for."""
    projects = [each.project for each in prioritising.candidates_of(ranking) if each.counts]
    if own is None:
        return projects
    places = {key: place for place, key in enumerate(own.order)}
    return sorted(projects, key=lambda project: places.get(project.pk, len(places)))


def _still_chosen(form, ranking, acting):
    """The same places, on top of what has been saved in between."""
    own = ranking.preferences.filter(region=acting.region).first()
    typed = retyped(form, revision=own.revision if own else 0)
    return OrderForm(typed, projects=_in_order(ranking, own))


@button
def close_ranking(request, pk):
    """End it before its last day."""
    found = actions.close_ranking(_ranking(pk), by=request.acting)
    messages.success(request, _("The ranking is closed. Everybody sees all orders now."))
    return redirect(found)
