"""Searching regions: a page without JavaScript, the inner part of a picker with it."""

import re

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.errors import Refusal
from core.limits import limit
from core.text import tidy
from villages.forms.region import Picked, choices_of, picked_from
from villages.models import Region
from villages.models.region import AT_MOST

FIELD_NAME = re.compile(r"[\w-]{1,60}", re.ASCII)


@login_not_required
@require_safe
def search(request):
    """``/wilayah/cari/?q=``; for a picker of a form: ``?untuk=<field>&tingkat=34&banyak=1``."""
    who = request.user.pk or get_adapter().get_client_ip(request)
    try:
        limit("region-search", who, times=120, seconds=60)
    except Refusal as refusal:
        return _too_often(request, refusal)
    field = request.GET.get("untuk", "")
    if request.htmx and FIELD_NAME.fullmatch(field):
        return _choices(request, field)
    text = tidy(request.GET.get("q", ""))[:100]
    regions = Region.objects.search(text) if text else ()
    context = {"text": text, "regions": regions, "full": len(regions) == AT_MOST}
    return render(request, "villages/region_search.html", context)


def _too_often(request, refusal):
    """A page for whoever reads; the list of a picker just stays as it was."""
    if not request.htmx:
        return render(request, "429.html", status=429)
    return HttpResponse(str(refusal), status=429, content_type="text/plain; charset=utf-8")


def _choices(request, field):
    """The list of a picker, drawn anew while somebody types; what was ticked stays ticked."""
    picked = picked_from(request.GET, field)
    picked = Picked(codes=picked.codes[:60], text=picked.text)
    levels = [int(digit) for digit in request.GET.get("tingkat", "") if digit in "1234"]
    picker = {
        "name": field,
        "type": "checkbox" if request.GET.get("banyak") else "radio",
        "text": picked.text,
        **choices_of(picked, levels=levels),
    }
    return render(request, "villages/_region_choices.html", {"picker": picker})
