"""The papers of minutes to download, and the check page behind the QR on them."""

from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.codes import is_secret_code
from core.errors import Refusal
from core.limits import limit
from core.views import refusable
from meetings import addenda, minutes_page
from meetings import minutes_rules as policy
from meetings.documents import docx
from meetings.documents import minutes as papers
from meetings.models import Meeting, Minutes
from meetings.views.reviewing import own_minutes

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAKERS = {
    ("berita-acara", "pdf"): (papers.official_record, PDF),
    ("berita-acara", "docx"): (docx.official_record, WORD),
    ("notulen", "pdf"): (papers.notes, PDF),
    ("notulen", "docx"): (docx.notes, WORD),
}


@login_not_required
@refusable
@require_safe
def paper(request, pk, name, ending):
    """One of the four papers, for whoever may read the minutes. The kept PDF is never made anew."""
    minutes = own_minutes(request, pk)
    if not policy.reads_minutes(request.acting, minutes):
        raise Http404
    make, kind = MAKERS[name, ending]
    if make is papers.official_record and minutes.sheet:
        with minutes.sheet.open("rb") as file:
            content = file.read()
    else:
        limit("paper", get_adapter().get_client_ip(request), times=100, seconds=60)
        content = make(minutes)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}-{pk}.{ending}"'
    response["Cache-Control"] = "private, no-cache"
    return response


@login_not_required
@require_safe
def verify(request, check_code):
    """Is the paper in my hand the text that was sealed? Without login, throttled against guessing."""
    minutes = _minutes_of(check_code.upper())
    if minutes is None:
        return _unknown(request)
    meeting = minutes.meeting
    added = addenda.standings_of(minutes)
    context = {
        "minutes": minutes,
        "meeting": meeting,
        "when": minutes_page.when_of(minutes),
        "is_sealed": minutes.state == Minutes.State.SEALED,
        "is_seen": Meeting.objects.visible_to(request.user).filter(pk=meeting.pk).exists(),
        "addenda": len(added),
        "unapproved": sum(not standing.is_approved for _row, standing in added),
        "domain": urlsplit(settings.SITE_URL).netloc,
    }
    return render(request, "meetings/minutes_verify.html", context)


def _minutes_of(code):
    """Those with a paper: a draft that was never sent has none that counts."""
    if not is_secret_code(code):
        return None
    sent = Minutes.objects.exclude(sha256="").select_related(
        "meeting__forum", "meeting__project", "meeting__organiser"
    )
    return sent.filter(check_code=code).first()


def _unknown(request):
    """Only wrong codes count: a hall full of people may scan one poster."""
    try:
        limit("minutes.check", get_adapter().get_client_ip(request), times=20, seconds=60)
    except Refusal:
        return render(request, "429.html", status=429)
    return render(request, "core/check_unknown.html", status=404)
