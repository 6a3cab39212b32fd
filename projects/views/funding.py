"""The catalogue of funding windows, open to everybody; and offers of support to a project."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, Q, Value, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
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
from projects import money_rules, window_rules
from projects.actions import offering
from projects.cards import cards_of, for_cards
from projects.forms.money import MoneyReasonForm, OfferForm, SectorForm
from projects.models import Commitment, FundingWindow, Offer
from projects.views.money import HOUR, funds_address, proposed_or_404
from projects.views.typed import is_to_be_done, keeping
from projects.windows import area_of, is_over, projects_for, sectors_of, when_of
from villages.models.profile import Sector


@method_decorator([login_not_required, require_safe], name="dispatch")
class WindowList(ListView):
    """Open ones first, by the day on which they close; then those to come, then the closed."""

    template_name = "projects/window_list.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        today = timezone.localdate()
        rank = Case(
            When(opens_on__gt=today, then=Value(1)),
            When(Q(closes_on__lt=today), then=Value(2)),
            default=Value(0),
        )
        rows = FundingWindow.objects.shown_to(self.request.acting).annotate(rank=rank)
        rows = rows.select_related("region__parent")
        self.sector = self.request.GET.get("sektor", "")
        if self.sector not in Sector.values:
            self.sector = ""
        else:
            rows = rows.filter(Q(sectors=[]) | Q(sectors__contains=[self.sector]))
        return rows.order_by("rank", *FundingWindow._meta.ordering)

    def paginate_queryset(self, queryset, page_size):
        """A page that does not exist is the nearest one that does."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {
            "windows": [
                (row, when_of(row), sectors_of(row), area_of(row)) for row in context["object_list"]
            ],
            "sector": self.sector,
            "form": SectorForm(initial={"sektor": self.sector}),
            "can_add": window_rules.can_add_window(self.request.acting),
        }


@require_safe
@login_not_required
def window(request, pk):
    """One window, and the projects that fit it."""
    rows = FundingWindow.objects.shown_to(request.acting).select_related("region__parent")
    found = get_object_or_404(rows, pk=pk)
    page = {
        "window": found,
        "when": when_of(found),
        "is_over": is_over(found),
        "area": area_of(found),
        "sectors": sectors_of(found),
        "levels": [str(FundingWindow.Level(level).label) for level in found.levels],
        "cards": cards_of(for_cards(projects_for(found))),
        "can_change": window_rules.can_change_window(request.acting, found),
        "trail": trail_for(request, found),
    }
    return render(request, "projects/window_detail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(OfferForm)
def offer(request, code):
    """Offer support to a project that still lacks money."""
    project = proposed_or_404(request, code)
    require(money_rules.can_offer(request.acting, project))
    data = request.POST if request.method == "POST" else None
    form = OfferForm(data, project=project, giver=request.acting)
    if form.is_valid():
        try:
            limit("projects.offer", request.user.pk, times=30, seconds=HOUR)
            offering.offer(project, by=request.acting, **form.words())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your offer is sent. The lead answers it."))
            return redirect(funds_address(project, "tawaran"))
    page = {
        "form": form,
        "project": project,
        "back": funds_address(project),
        "heading": _("Offer support"),
        "lede": _("%(gap)s of the cost is not promised yet. The lead accepts or declines.")
        % {"gap": formats.rupiah(project.funding_gap)},
        "action": _("Send the offer"),
    }
    return render(request, "projects/money_form.html", page)


def _seen(request, code, pk):
    """An offer that the person may see."""
    project = proposed_or_404(request, code)
    found = get_object_or_404(
        Offer.objects.select_related("region", "organisation"), pk=pk, project=project
    )
    found.project = project
    if not money_rules.sees_offer(request.acting, found):
        raise Http404
    return found


def _leading_to_offers(view):
    """Whoever answers too late is led to the offers: the page above is not for him, but for givers."""

    @wraps(view)
    def answered(request, code, pk):
        try:
            return view(request, code, pk)
        except Refusal as refusal:
            refusal.back = refusal.back or reverse("projects:funds", args=[code]) + "#tawaran"
            raise

    return answered


@button
@_leading_to_offers
def accept_offer(request, code, pk):
    """Take an offer on."""
    found = _seen(request, code, pk)
    commitment = offering.accept(found, by=request.acting)
    messages.success(request, _accepted(found, commitment))
    return redirect(commitment)


def _accepted(offer, commitment):
    """What has become of it; an offer of who holds the office no longer is not yet a word."""
    if offer.is_word and commitment.state == Commitment.State.PLANNED:
        text = _(
            "The offer is accepted as planned. Who made it no longer holds the office, so %(party)s "
            "is asked for its word anew."
        )
        return text % {"party": commitment.party}
    return _("The offer is accepted. It stands among the contributions now.")


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
@keeping(MoneyReasonForm)
@_leading_to_offers
def decline_offer(request, code, pk):
    """Say no to an offer, and why."""
    found = _seen(request, code, pk)
    form = MoneyReasonForm(request.POST if request.method == "POST" else None)
    if is_to_be_done(form, money_rules.can_answer_offer(request.acting, found)):
        offering.decline(found, by=request.acting, **form.cleaned_data)
        messages.success(request, _("The offer is declined. The other side is told."))
        return redirect(funds_address(found.project, "tawaran"))
    page = {
        "form": form,
        "project": found.project,
        "back": funds_address(found.project, "tawaran"),
        "heading": _("Decline the offer of %(region)s") % {"region": found.party.full_name},
        "lede": _("The giver reads your reason, and may offer something else."),
        "action": _("Decline"),
    }
    return render(request, "projects/money_form.html", page)


@button
@_leading_to_offers
def take_back_offer(request, code, pk):
    """Take one's own offer back."""
    found = _seen(request, code, pk)
    offering.take_back(found, by=request.acting)
    messages.success(request, _("The offer is taken back."))
    return redirect(funds_address(found.project, "tawaran"))
