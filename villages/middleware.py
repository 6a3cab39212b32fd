"""In which capacity does this request act?"""

from villages.models import Mandate

SESSION_KEY = "acting"


def mandates_of(request):
    """What the person may act in today, asked of the database once per request."""
    if not hasattr(request, "_mandates"):
        mandates = Mandate.objects.held_by(request.user).with_people()
        request._mandates = list(mandates.order_by("pk"))
    return request._mandates


def _acting(request):
    """The mandate that the person chose; else his first; None without a valid one."""
    mandates = mandates_of(request)
    chosen = request.session.get(SESSION_KEY)
    return next((m for m in mandates if m.pk == chosen), mandates[0] if mandates else None)


class ActingMiddleware:
    """Puts ``request.acting`` there: asked anew at each request, so an ended mandate ends at once.

    It is a plain attribute that costs a query only for signed-in people.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.acting = _acting(request) if request.user.is_authenticated else None
        return self.get_response(request)
