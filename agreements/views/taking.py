"""The register to take away as a table, and what its columns mean."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import exports
from agreements.filters import find
from core import formats
from core.downloads import data_of, limited, require_known, table_response
from core.views import refusable


@login_not_required
@refusable
@require_safe
def table(request, ending):
    """All agreements that fit, not the first page only, as CSV or XLSX."""
    require_known(ending)
    limited(request, "agreements.table", times=20, home="agreements:list")
    finding, now = find(request), timezone.now()
    rows = exports.rows_of(finding.found, finding.today, now)
    return table_response(
        exports.COLUMNS, rows, ending,
        title=_("Agreements"), name="kesepakatan", note=_note(finding.found, now), moment=now,
    )  # fmt: skip


def _note(found, now):
    """Data of Sunday …; and that there are more, where there are."""
    words = data_of(now)
    if exports.is_cut(found):
        words += " " + _(
            "Only the first %(most)s agreements; narrow your search for the others."
        ) % {"most": formats.number(exports.MOST)}
    return words


@login_not_required
@require_safe
def dictionary(request):
    """What each column of the files means."""
    page = {"columns": exports.COLUMNS, "most": exports.MOST}
    return render(request, "agreements/agreement_columns.html", page)
