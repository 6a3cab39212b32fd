"""How often a person may do something, counted in the shared cache."""

from django.core.cache import cache
from django.utils.translation import gettext as _

from core.errors import Refusal


def limit(what, who, *, times, seconds):
    """Raise ``Refusal`` when ``who`` does ``what`` more than ``times`` within ``seconds``."""
    key = f"limit:{what}:{who}"
    cache.add(key, 0, seconds)
    try:
        count = cache.incr(key)
    except ValueError:  # the window ended between the two lines
        count = 1
    if count > times:
        raise Refusal(_("Too often in a short time. Please wait a little and try again."))
