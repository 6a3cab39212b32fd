"""Plain pages for what went wrong.

They stand on nothing that may be broken: no database, no session, no user, no CSRF token, and never
``request.POST`` (a body that cannot be read would raise a second time and turn a 400 into a 500).
"""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.errors import Forbidden
from villages.middleware import choice_url, has_choice


def _page(status, title, text, **more):
    context = {
        "status": status,
        "title": title,
        "text": text,
        "site_name": settings.SITE_NAME,
        "help_whatsapp": settings.HELP_WHATSAPP,
        **more,
    }
    return HttpResponse(render_to_string("error.html", context), status=status)


def bad_request(request, exception=None):
    return _page(
        400,
        _("This request could not be read"),
        _("The address or the form was damaged on its way. Please open the page again and retry."),
    )


def forbidden(request, exception=None):
    """Says why and who can, where a rule has said so; perhaps the same person in another office."""
    by_rule = isinstance(exception, Forbidden)
    reason = str(exception) if by_rule else ""
    return _page(
        403,
        _("You cannot do this"),
        reason or _("This page or act belongs to somebody else."),
        choice_url=choice_url(request) if by_rule and has_choice(request) else "",
    )


def not_found(request, exception=None):
    return _page(
        404,
        _("This page was not found"),
        _("It may have moved, or it is open only to those who take part."),
    )


def not_allowed(request):
    return _page(
        405,
        _("This page has nothing to send"),
        _("Please go back and open the page anew."),
    )


def too_large(request):
    """More files at once than a form takes; each file has a limit of its own in its field."""
    return _page(
        413,
        _("This is too much at once"),
        _(
            "Together the files are larger than %(most)d MB, and nothing was saved. Go back, choose "
            "smaller or fewer files, and send the others afterwards."
        )
        % {"most": settings.REQUEST_MAX_BYTES // 1024**2},
        back=True,
        path=request.path,
    )


def server_error(request):
    return _page(
        500,
        _("Something went wrong on our side"),
        _("Nothing of yours was changed. Please try again in a moment."),
    )


def csrf_failure(request, reason=""):
    """A form from an old tab: sent after signing in or out elsewhere, or without cookies."""
    return _page(
        403,
        _("This form has been open for too long"),
        _("For your safety it was not sent. Go back, reload the page, and send it again."),
        back=True,
        path=request.path,
    )
