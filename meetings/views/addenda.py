"""The buttons at an addendum: it is right, or what speaks against it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from core.access import require
from core.views import button
from meetings import actions
from meetings import minutes_rules as policy
from meetings.forms.minutes import ObjectionForm
from meetings.views.reviewing import detail_page, own_minutes


@button
def confirm(request, pk, number):
    """The region's word for exactly the addendum that was shown."""
    addendum = get_object_or_404(own_minutes(request, pk).addenda, number=number)
    sha256 = request.POST.get("sha256", "")[:64]
    actions.confirm_addendum(addendum, by=request.acting, sha256=sha256)
    messages.success(request, _("Thank you. Your confirmation is recorded."))
    return redirect(addendum)


@button
def object_to(request, pk, number):
    """The region does not agree, and says why."""
    minutes = own_minutes(request, pk)
    addendum = get_object_or_404(minutes.addenda, number=number)
    form = ObjectionForm(request.POST, auto_id=f"keberatan-{number}-%s")
    if not form.is_valid():
        require(policy.can_answer_addendum(request.acting, addendum))
        return detail_page(request, minutes, objection=(number, form))
    actions.object_to_addendum(addendum, by=request.acting, **form.cleaned_data)
    messages.success(request, _("Your objection is recorded; those who lead the minutes see it."))
    return redirect(addendum)
