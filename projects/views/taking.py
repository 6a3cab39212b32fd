"""Projects to take away: as a table, as a feed, as a sheet of paper."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import formats
from core.downloads import attached, data_of, limited, require_known, table_response
from core.views import refusable
from projects import documents, exports, feeds
from projects.filters import find
from projects.models import Project
from projects.views.reading import rows_for_page

ATOM = "application/atom+xml; charset=utf-8"
HOME = "projects:list"


@login_not_required
@refusable
@require_safe
def table(request, ending):
    """All projects that fit, not the first page only, as CSV or XLSX."""
    require_known(ending)
    limited(request, "projects.table", times=20, home=HOME)
    found, now = find(request).found, timezone.now()
    return table_response(
        exports.COLUMNS, exports.rows_of(found, now), ending,
        title=_("Projects"), name="proyek", note=_note(found, now), moment=now,
    )  # fmt: skip


def _note(found, now):
    """Data of Sunday …; and that there are more, where there are."""
    words = data_of(now)
    if exports.is_cut(found):
        words += " " + _("Only the first %(most)s projects; narrow your search for the others.") % {
            "most": formats.number(exports.MOST)
        }
    return words


@login_not_required
@require_safe
def dictionary(request):
    """What each column of the files means."""
    page = {"columns": exports.COLUMNS, "most": exports.MOST}
    return render(request, "projects/project_columns.html", page)


@login_not_required
@require_safe
def feed_of_all(request):
    """What has changed last, of the projects that fit; the same for everybody."""
    found = find(request).found.public().order_by("-updated_at", "-pk")
    projects = list(found.select_related("lead")[: feeds.MOST])
    state = [(project.pk, project.updated_at) for project in projects]
    return _feed(request, state, lambda: feeds.of_projects(projects, request.get_full_path()))


@login_not_required
@require_safe
def feed(request, code):
    """The news of one project."""
    rows = Project.objects.public().select_related("lead", "current")
    project = get_object_or_404(rows, code=code)
    return _feed(request, project.updated_at, lambda: feeds.of_project(project))


def _feed(request, state, write):
    """ "Not modified" as long as nothing is: the entries are fetched only when something has changed."""
    etag = quote_etag(feeds.mark_of(state, get_language()))
    response = get_conditional_response(request, etag)
    if response is None:
        response = HttpResponse(write(), content_type=ATOM)
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return response


@login_not_required
@refusable
@require_safe
def sheet(request, code):
    """The project on a sheet of A4 with a QR code to its page."""
    project = get_object_or_404(rows_for_page(request.user), code=code)
    if project.current is None:
        raise Http404
    limited(request, "projects.sheet", times=60, home=HOME)
    content = documents.sheet(project, timezone.now())
    name = slugify(project.title)[:60] or "proyek"
    return attached(content, "application/pdf", f"{name}-{project.code}.pdf", "inline")
