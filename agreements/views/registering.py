"""The number of one's own copy, after the seal."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements import actions, kinds, rules
from agreements.forms import RegisterForm, ThirdNumberForm
from agreements.models import Registration
from agreements.views.reading import of_agreement
from core.access import require
from core.formats import day_in
from projects.views.typed import keeping


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(RegisterForm)
def register(request, agreement):
    """Note it, or correct it; a number that is used already is said at the field."""
    acting = request.acting
    require(rules.can_register(acting, agreement))
    before = Registration.objects.filter(
        party__agreement=agreement, region=acting.region, replaced_at=None
    ).first()
    form = RegisterForm(
        request.POST if request.method == "POST" else None,
        rules=kinds.KINDS[agreement.kind], before=before, zone_day=day_in(acting.region_id),
        witnesses=_witnesses(agreement),
    )  # fmt: skip
    if form.is_valid():
        try:
            row = actions.register(agreement, by=acting, **form.cleaned_data)
        except actions.Taken as taken:
            form.add_error(taken.field, str(taken))
        except actions.TooEarly as early:
            form.add_error("dated_on", str(early))
        except actions.Renumbered as other:
            form.add_error(None, str(other))
            form.data = form.data.copy()
            form.data["seen"] = before.pk if before else 0
        else:
            messages.success(request, _("Recorded: number %(number)s") % {"number": row.written})
            return redirect(agreement)
    context = {"agreement": agreement, "form": form, "before": before}
    return render(request, "agreements/agreement_register.html", context)


def _witnesses(agreement):
    """Who has attested the text, to begin with."""
    rows = agreement.current.attestations.order_by("witness__position")
    return "; ".join(f"{row.person_name}, {row.office_title}" for row in rows)[:200]


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(ThirdNumberForm)
def number_third(request, agreement, place):
    """The number of a third party, noted or corrected."""
    party = get_object_or_404(agreement.third_parties.prefetch_related("numbers"), position=place)
    require(rules.can_number_third(request.acting, agreement))
    noted = next((row.number for row in party.numbers.all()), "")
    form = ThirdNumberForm(
        request.POST if request.method == "POST" else None, initial={"number": noted}
    )
    if form.is_valid():
        row = actions.number_third(agreement, place, by=request.acting, **form.cleaned_data)
        messages.success(request, _("Recorded: number %(number)s") % {"number": row.number})
        return redirect(agreement)
    context = {"agreement": agreement, "form": form, "party": party}
    return render(request, "agreements/third_number.html", context)
