"""In which capacity does this request act?"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import Forbidden
from villages.models import Mandate

SESSION_KEY = "acting"
FORM_FIELD = "acting_as"  # the mandate that a form was drawn for (templatetags/acting.py)
# What concerns the person and not his office goes on when the office has ended.
PERSONAL = {"", "accounts", "admin", "notifications"}
PERSONAL_VIEWS = {"villages:capacities"}


def mandates_of(request):
    """What the person may act in today, asked of the database once per request."""
    if not hasattr(request, "_mandates"):
        mandates = Mandate.objects.held_by(request.user).with_people()
        request._mandates = list(mandates.order_by("pk"))
    return request._mandates


def has_choice(request):
    """Whether the person could act otherwise; asks nobody, for pages that stand on nothing."""
    return len(getattr(request, "_mandates", ())) > 1


def choice_url(request):
    """Where to choose another office; from there the way leads back to this page."""
    return f"{reverse('villages:capacities')}?{urlencode({'next': request.get_full_path()})}"


def _acting(request):
    """The mandate that the person chose; else his first; None without a valid one."""
    mandates = mandates_of(request)
    chosen = request.session.get(SESSION_KEY)
    return next((m for m in mandates if m.pk == chosen), mandates[0] if mandates else None)


def act_as(request, mandate):
    """From now on, until he chooses anew, the person acts in this capacity."""
    request.session[SESSION_KEY] = mandate.pk
    request.acting = mandate


def act_as_drawn(request):
    """Act in the capacity that the sent form names; ``Forbidden`` where that has ended since.

    The middleware does it for each form. A view asks once more where allauth repeats a form that
    waited for the password: the middleware saw only the password.
    """
    drawn_for = request.POST.get(FORM_FIELD, "")
    if not drawn_for or (request.acting and drawn_for == str(request.acting.pk)):
        return
    meant = next((m for m in mandates_of(request) if str(m.pk) == drawn_for), None)
    if meant is None:
        raise Forbidden(
            _(
                "You opened this form in an office that has ended since. "
                "Nothing was saved. Your other offices are not touched by it."
            )
        )
    request.acting = meant


class ActingMiddleware:
    """Puts ``request.acting`` there: asked anew at each request, so an ended mandate ends at once.

    It is a plain attribute that costs a query only for signed-in people. A form acts in the
    capacity that its page has named, whatever another tab has chosen since; when that mandate has
    ended, the form is refused and never taken for another office of the same person.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.acting = _acting(request) if request.user.is_authenticated else None
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or not request.user.is_authenticated:
            return
        match = request.resolver_match
        personal = match.app_name in PERSONAL or match.view_name in PERSONAL_VIEWS
        try:
            act_as_drawn(request)
        except Forbidden:
            if not personal:
                raise
