"""The operators' site: Django's admin in our words, which hears damaged input as what it is."""

import re
from functools import wraps

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db import DataError
from django.utils.translation import gettext_lazy as _

# Every table with actions has numbered rows; more digits than these no number of a row has.
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class OperatorsConfig(AdminConfig):
    """Puts our site in the place of Django's."""

    default_site = "forum_portal.operators.OperatorsSite"
    verbose_name = _("operator's pages")


class OperatorsSite(AdminSite):
    site_title = site_header = _("Operator's pages")
    index_title = _("Everything at a glance")

    def admin_view(self, view, cacheable=False):
        return super().admin_view(_readable(view), cacheable)


def _readable(view):
    """``view``, but what no browser sends is refused before it reaches the database."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if _is_damaged(request):
            raise BadRequest
        # Django's lists hand what stands in the address to the database as it is: the year 0, say.
        unfit = (DataError, ValueError, OverflowError) if request.GET else DataError
        try:
            return view(request, *args, **kwargs)
        except unfit as error:
            raise BadRequest from error

    return checked


def _is_damaged(request):
    """A NUL anywhere, or a chosen row that has no number?"""
    values = [
        text
        for data in (request.GET, request.POST)
        for name, texts in data.lists()
        for text in [name, *texts]
    ]
    chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
    nul = any("\0" in text for text in [request.path, *values])
    return nul or not all(_NUMBER.fullmatch(row) for row in chosen)
