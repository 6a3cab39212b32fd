"""The heads of the parties make the result of a dispute public together."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.confirmation import confirmed_anew
from agreements import dispute_rules as rules
from agreements.actions import publishing, resolving
from agreements.views.mediating import PAGE_AND_FORM, of_dispute
from core.access import require, require_right
from villages.middleware import act_as, act_as_drawn


@require_http_methods(PAGE_AND_FORM)
@of_dispute
def publish(request, dispute):
    """What becomes public, what does not, and one button."""
    if request.method == "POST":
        return _give_word(request, dispute)
    require(rules.can_publish(request.acting, dispute))
    context = {"dispute": dispute, "missing": rules.undisclosed(dispute)}
    return render(request, "agreements/dispute_publish.html", context)


def _give_word(request, dispute):
    """With a fresh proof, as every word of a head that nobody takes back."""
    act_as_drawn(request)
    acting, shown = request.acting, request.POST.get("sha256", "")[:64]
    verdict = rules.can_publish(acting, dispute)
    require_right(verdict)
    if not publishing.given(dispute, rules.side_of(acting, dispute), sha256=shown):
        require(verdict)
        resolving.require_shown(dispute, shown)  # no proof is asked for in vain
        act_as(request, acting)
        subject = _("Make the result of the dispute %(code)s public.") % {"code": dispute.code}
        method = confirmed_anew(request, f"publish {dispute.pk} {shown} {acting.pk}", subject)
        publishing.publish(dispute, by=acting, sha256=shown, method=method)
    dispute.refresh_from_db(fields=["published_at"])
    messages.success(
        request,
        _("The result is public now: everybody can read it.")
        if dispute.published_at
        else _("Your word is recorded. The others have been told."),
    )
    return redirect(dispute)
