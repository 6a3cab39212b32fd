"""A region writes, checks, announces, changes and withdraws the rule that it plans."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements import actions, noticeboard
from agreements import noticeboard_rules as rules
from agreements.forms import AnnounceForm, OverlapForm, PlannedRuleForm, ReasonForm
from agreements.overlaps import overlaps_of
from agreements.views.noticeboard import of_rule
from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.views import refusable
from projects.views.typed import is_to_be_done, keeping

HOUR = 3600
write = require_http_methods(["GET", "HEAD", "POST"])


def typed(request):
    """What the forms read, files among it; nothing at a GET."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@write
@refusable
@keeping(PlannedRuleForm)
def plan(request):
    """A new draft."""
    require(rules.can_plan(request.acting))
    form = PlannedRuleForm(*typed(request), region=request.acting.region)
    if form.is_valid():
        limit("agreements.plan_rule", request.user.pk, times=30, seconds=HOUR)
        token = form.cleaned_data["token"]
        planned = actions.plan_rule(by=request.acting, token=token, **form.words())
        return redirect("noticeboard:check", planned.code)
    return _form_page(request, form)


@write
@of_rule
@keeping(PlannedRuleForm)
def change(request, planned):
    """Other words; what somebody else has saved meanwhile is shown and not overwritten."""
    require(rules.can_write(request.acting, planned))
    form = PlannedRuleForm(*typed(request), region=planned.region, planned=planned)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            saved = actions.change_rule(planned, by=request.acting, seen=seen, **form.words())
        except actions.Changed as changed:
            planned.refresh_from_db()
            form.look_anew(planned)
            form.add_error(None, str(changed))
            return _form_page(request, form, planned, conflict=True)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            if saved.announced_at:
                messages.success(request, _("The new version is announced; those asked are told."))
                return redirect(saved)
            return redirect("noticeboard:check", saved.code)
    return _form_page(request, form, planned)


def _form_page(request, form, planned=None, *, conflict=False):
    if form.is_bound and form.is_searching and request.FILES:
        messages.info(request, _("Please choose the file again; it was not kept."))
    context = {"form": form, "planned": planned, "conflict": conflict}
    return render(request, "agreements/plannedrule_form.html", context)


@write
@of_rule
def check(request, planned):
    """What a draft meets and who will be asked, before it is announced by the button here."""
    require(rules.can_write(request.acting, planned))
    if planned.announced_at:
        return redirect(planned)
    overlaps = overlaps_of(planned)
    touched = noticeboard.touched_by(planned, overlaps)
    verdict = rules.can_announce(request.acting, planned)
    found = noticeboard.problems(touched) + ([] if verdict else [verdict.reason])
    form = AnnounceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not found:
        actions.announce(planned, by=request.acting, seen=form.cleaned_data["seen"])
        messages.success(request, _("Announced. Those whom it touches are told."))
        return redirect(planned)
    context = {
        "planned": planned,
        "overlaps": overlaps,
        "asked": [noticeboard.Asked(region, ground) for region, ground in touched],
        "area": noticeboard.regions_named(planned.area_codes),
        "problems": found,
        "can_write": verdict or rules.can_write(request.acting, planned),
    }
    return render(request, "agreements/plannedrule_check.html", context)


@write
@of_rule
@keeping(OverlapForm)
def overlap(request, planned, sort, other):
    """One sentence about one overlap."""
    require(rules.can_note(request.acting, planned))
    met = next((o for o in overlaps_of(planned) if (o.sort, o.code) == (sort, other.upper())), None)
    if met is None:
        raise Http404
    form = OverlapForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.note_overlap(
            planned, by=request.acting, sort=met.sort, code=met.code, **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect(planned if planned.announced_at else _check_of(planned))
    context = {"planned": planned, "overlap": met, "form": form}
    return render(request, "agreements/plannedrule_overlap.html", context)


def _check_of(planned):
    return redirect("noticeboard:check", planned.code).url


@write
@of_rule
@keeping(ReasonForm)
def withdraw(request, planned):
    """Take it off, with the reason."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if is_to_be_done(form, rules.can_withdraw(request.acting, planned)):
        actions.withdraw_rule(planned, by=request.acting, **form.cleaned_data)
        messages.success(request, _("The planned rule is withdrawn."))
        return redirect(planned)
    return render(
        request, "agreements/plannedrule_withdraw.html", {"planned": planned, "form": form}
    )
