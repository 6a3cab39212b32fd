"""The annexes: read by all who may read the text, written by those who drafted it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements import actions, annexes, rules
from agreements.forms import AnnexForm
from agreements.models import Annex
from agreements.views.reading import of_agreement
from core.access import require
from core.limits import limit
from core.text import whole_number
from core.uploads import paper_response
from projects.views.typed import keeping


@login_not_required
@require_safe
@of_agreement
def index(request, agreement):
    """All of them; while it is a draft, they are added, ordered and taken out here."""
    rows = annexes.rows_of(agreement)
    context = {
        "agreement": agreement,
        "annexes": rows,
        "can_write": rules.can_write_draft(request.acting, agreement),
        "is_full": len(rows) >= Annex.MOST,
        "most": Annex.MOST,
    }
    return render(request, "agreements/annex_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_agreement
@keeping(AnnexForm)
def add(request, agreement):
    """One more, at the end."""
    require(rules.can_write_draft(request.acting, agreement))
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AnnexForm(*sent)
    if form.is_valid():
        limit("agreements.annex", request.user.pk, times=60, seconds=3600)
        try:
            actions.add_annex(agreement, by=request.acting, **form.cleaned_data)
        except actions.NotAnnexed as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The annex is added."))
            return redirect("agreements:annexes", agreement.code)
    return render(request, "agreements/annex_form.html", {"agreement": agreement, "form": form})


@require_POST
@of_agreement
def move(request, agreement, pk):
    """One place up."""
    seen = whole_number(request.POST.get("above", ""))
    actions.move_annex(agreement, pk, by=request.acting, seen=seen)
    return redirect("agreements:annexes", agreement.code)


@require_POST
@of_agreement
def remove(request, agreement, pk):
    """Take one out."""
    actions.remove_annex(agreement, pk, by=request.acting)
    messages.success(request, _("The annex is taken out."))
    return redirect("agreements:annexes", agreement.code)


@login_not_required
@require_safe
@of_agreement
def download(request, agreement, pk):
    """The file; one of an older version for those involved, as its text."""
    annex = get_object_or_404(agreement.annexes, pk=pk)
    if annex.version_id and not rules.is_involved(request.acting, agreement):
        raise Http404
    return paper_response(annex.file, f"lampiran-{agreement.code}-{annex.position}")
