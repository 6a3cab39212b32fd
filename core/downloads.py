"""Lists as files: CSV or XLSX over the rows of a page, not too often, and named for the day."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import formats
from core.errors import Refusal
from core.limits import limit
from core.tables import csv_bytes, xlsx_bytes
from core.views import way_back

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def require_known(ending):
    """404 for every other ending."""
    if ending not in TYPES:
        raise Http404


def limited(request, what, *, times, home):
    """Each person, or each visitor's address, so often in five minutes; else back to ``home``."""
    who = request.user.pk or get_adapter().get_client_ip(request)
    try:
        limit(what, who, times=times, seconds=300)
    except Refusal as refusal:
        back = way_back(request)
        raise Refusal(str(refusal), back=home if back == "start" else back) from refusal


def table_response(columns, rows, ending, *, title, name, note, moment):
    """The rows as a file; ``note`` says above them what they are."""
    if ending == "csv":
        content = csv_bytes(columns, rows)
    else:
        content = xlsx_bytes(columns, rows, title=title, note=note, moment=moment)
    return attached(content, TYPES[ending], f"{name}-{timezone.localdate(moment)}.{ending}")


def attached(content, kind, name, disposition="attachment"):
    """A file made for this reader and kept by no cache on the way."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response


def data_of(moment):
    """Data of Sunday …, and where they come from."""
    return _("Data of %(moment)s, %(site)s.") % {
        "moment": formats.moment(moment, settings.TIME_ZONE).replace(formats.NBSP, " "),
        "site": settings.SITE_URL,
    }
