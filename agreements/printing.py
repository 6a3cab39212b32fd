"""What the PDF cannot show is not approved: every character of the text has a glyph in its typeface."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import pdf

MOST_SHOWN = 12


def problem(text):
    """Which characters cannot be printed, as a sentence; empty where all can."""
    if not (found := pdf.unprintable(text)):
        return ""
    more = " …" if len(found) > MOST_SHOWN else ""
    return _(
        "These characters cannot be printed: %(chars)s. Leave them out, or write them in Latin letters."
    ) % {"chars": " ".join(found[:MOST_SHOWN]) + more}


def prints(value):
    """Refuse at its field what the PDF would show as a small square."""
    if wrong := problem(value):
        raise ValidationError(wrong, "unprintable")
