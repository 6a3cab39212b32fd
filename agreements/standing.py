"""Where an agreement stands, as a page says it: a word, its colour and sign, and the term."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.validity import Validity, validity
from core import formats


@dataclass(frozen=True)
class Standing:
    """``kind`` is the colour of the tag (ok, wait, bad, info, plain or none)."""

    word: str
    kind: str
    icon: str
    term: Validity
    is_suspended: bool = False

    @property
    def is_valid(self):
        """In force in the eyes of the calendar too, though it may not have begun or be suspended."""
        return self.icon == "check" or self.is_suspended


def standing_of(agreement, today):
    """The state of the row, the calendar, and a suspension (``with_pause``) together."""
    S = Agreement.State  # noqa: N806
    term = validity(agreement.starts_on, agreement.ends_on, today)
    words = {
        S.DRAFT: (_("Draft"), "info", "edit"),
        S.OPEN: (_("Awaiting approval"), "wait", "clock"),
        S.WITHDRAWN: (_("Withdrawn"), "", "x"),
        S.ENDED: (_("Ended"), "", "flag"),
    }
    if agreement.end_ground == Agreement.EndGround.REPLACED:
        words[S.ENDED] = (_("Replaced"), "", "next")
    by_calendar = {
        "over": (_("Ended"), "", "flag"),
        "coming": (_("In force, not yet begun"), "ok", "check"),
        "soon": (_("In force, ends soon"), "wait", "check"),
        "running": (_("In force"), "ok", "check"),
    }
    said = words.get(agreement.state) or by_calendar[term.phase]
    if said[2] == "check" and getattr(agreement, "is_paused", False):
        return Standing(suspended_words(agreement.paused_until), "wait", "clock", term, True)
    return Standing(*said, term)


def suspended_words(until):
    """Suspended until 1 March 2027, or until further notice."""
    if until is None:
        return _("Suspended until further notice")
    return _("Suspended until %(day)s") % {"day": formats.day(until)}
