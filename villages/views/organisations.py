"""Organisations that support projects: the public directory, registering, editing, closing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.text import tidy
from core.views import refusable, trail_for
from villages import rules
from villages.actions import organisations as actions
from villages.forms.mandates import EndForm
from villages.forms.organisations import (
    KINDS,
    OrganisationEditForm,
    PartnerForm,
    RegistrationForm,
)
from villages.forms.profile import SECTORS
from villages.models import Mandate, Organisation
from villages.models.profile import Sector
from villages.typed import squeeze
from villages.views.mandates import A_MOMENT

MOST_SHOWN = 20  # representatives on a page


@method_decorator([login_not_required, require_safe], name="dispatch")
class Organisations(ListView):
    """Verified ones by name, narrowed by words, kind and sector."""

    template_name = "villages/organisation_list.html"
    context_object_name = "organisations"
    paginate_by = 24
    paginator_class = CappedPaginator

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        get = request.GET.get
        self.chosen = {
            "q": tidy(get("q", ""))[:100],
            "jenis": get("jenis") if get("jenis") in Organisation.Kind else "",
            "sektor": get("sektor") if get("sektor") in Sector else "",
        }

    def get_queryset(self):
        chosen = self.chosen
        found = Organisation.objects.public()
        if chosen["q"]:
            found = found.named(chosen["q"])
        if chosen["jenis"]:
            found = found.filter(kind=chosen["jenis"])
        if chosen["sektor"]:
            found = found.filter(sectors__contains=[chosen["sektor"]])
        return found.select_related("home__parent__parent")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "chosen": self.chosen,
            "filters": sum(1 for name in ("jenis", "sektor") if self.chosen[name]),
            "kinds": KINDS,
            "sectors": SECTORS,
        }


def _seen(request, pk):
    rows = Organisation.objects.visible_to(request.user).select_related("home__parent__parent")
    return get_object_or_404(rows, pk=pk)


@login_not_required
@require_safe
def organisation(request, pk):
    """What it is, what it offers, who speaks for it; what it supports is a link away."""
    found, acting, user = _seen(request, pk), request.acting, request.user
    people = Mandate.objects.valid_at().filter(organisation=found).select_related("user")
    by = rules.closer(acting, user, found) if user.is_authenticated else None
    page = {
        "organisation": found,
        "representatives": people.order_by("pk")[:MOST_SHOWN],
        "can_edit": user.is_authenticated and rules.can_edit_organisation(acting, user, found),
        "can_represent": rules.can_represent(user, found),
        "can_close": by and rules.can_close(by, found),
        "trail": trail_for(request, found),
    }
    return render(request, "villages/organisation_detail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    """The organisation and its first representative, with the paper that proves both."""
    form = RegistrationForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            limit("claim", request.user.pk, times=20, seconds=3600)
            mandate = actions.register(by=request.user, claim=form.claim(), **form.words())
        except Refusal as refusal:
            mandate = _just_registered(request, form)
            if mandate is None:
                form.add_error(None, str(refusal))
        if mandate:
            messages.success(request, _("Sent. You are told as soon as it has been checked."))
            return redirect(mandate)
    return render(request, "villages/organisation_register.html", {"form": form})


def _just_registered(request, form):
    """What a second click finds: the same organisation, entered by the same person moments ago."""
    return Mandate.objects.filter(
        user=request.user,
        organisation__squeezed=squeeze(form.cleaned_data["name"]),
        organisation__state=Organisation.State.REGISTERED,
        submitted_at__gte=timezone.now() - A_MOMENT,
    ).first()


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def represent(request, pk):
    """Apply as a further representative of a verified organisation."""
    found = _seen(request, pk)
    require(rules.can_represent(request.user, found))
    form = PartnerForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            limit("claim", request.user.pk, times=20, seconds=3600)
            mandate = actions.represent(found, by=request.user, **form.claim())
        except Refusal as refusal:
            mandate = _just_applied(request, found)
            if mandate is None:
                form.add_error(None, str(refusal))
        if mandate:
            messages.success(request, _("Sent. You are told as soon as it has been checked."))
            return redirect(mandate)
    page = {"form": form, "organisation": found}
    return render(request, "villages/organisation_represent.html", page)


def _just_applied(request, found):
    return Mandate.objects.filter(
        user=request.user,
        organisation=found,
        state=Mandate.State.SUBMITTED,
        submitted_at__gte=timezone.now() - A_MOMENT,
    ).first()


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def edit(request, pk):
    """What the organisation tells of itself."""
    found, acting, user = _seen(request, pk), request.acting, request.user
    require(rules.can_edit_organisation(acting, user, found))
    form = OrganisationEditForm(request.POST or None, organisation=found)
    if form.is_valid():
        try:
            actions.edit(found, acting=acting, user=user, **form.words())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    page = {"form": form, "organisation": found}
    return render(request, "villages/organisation_form.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def close(request, pk):
    """It takes part no more, with the reason."""
    found = _seen(request, pk)
    by = rules.closer(request.acting, request.user, found)
    require(rules.can_close(by or request.user, found))
    form = EndForm(request.POST or None)
    if form.is_valid():
        actions.close(found, by=by, **form.cleaned_data)
        messages.success(request, _("The organisation is closed. Its representatives are told."))
        return redirect("villages:organisations")
    page = {"form": form, "organisation": found}
    return render(request, "villages/organisation_close.html", page)
