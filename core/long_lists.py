"""A form whose list is far too long comes back with its own sentence, not with a plain page.

Django reads at most ``DATA_UPLOAD_MAX_NUMBER_FIELDS`` fields of a form, and refuses a longer one
before any view sees it. A view that is marked with ``shortens`` gets the named lists cut behind what
it takes, with one entry more, so that its form says that there are too many. Only a view that
refuses the longer list may be marked: cut silently, the rest would be lost.
"""

from urllib.parse import parse_qsl

from django.conf import settings
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

MOST = 20_000  # fields that are read at all; a body is at most 2 MB long
URLENCODED = "application/x-www-form-urlencoded"


def shortens(limit, *names):
    """Mark a view: of each list in ``names`` it takes at most ``limit`` and refuses more."""

    def mark(view):
        view.long_lists = (limit, names)
        return view

    return mark


class LongListsMiddleware:
    """Reads the long form of a marked view, before anything else asks for its fields."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        marked = getattr(view, "long_lists", None)
        if marked is None or request.method != "POST" or request.content_type != URLENCODED:
            return
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        if not most < request.body.count(b"&") + 1 <= MOST:
            return
        if (short := _shortened(request.body, *marked)) is not None:
            request.POST, request._files = short, MultiValueDict()


def _shortened(body, limit, names):
    """The fields with the lists cut; None where the rest alone is too much or cannot be read."""
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST)
    except ValueError:
        return None
    short, there = QueryDict(mutable=True), dict.fromkeys(names, 0)
    for name, value in fields:
        if name in there:
            there[name] += 1
            if there[name] > limit + 1:
                continue
        short.appendlist(name, value)
    if sum(len(values) for _name, values in short.lists()) > settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
        return None
    short._mutable = False
    return short
