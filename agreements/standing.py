"""Where an agreement stands, as a page says it: a word, its colour and sign, and the term."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.models import Agreement
from agreements.validity import Validity, validity


@dataclass(frozen=True)
class Standing:
    """``kind`` is the colour of the tag (ok, wait, bad, info, plain or none)."""

    word: str
    kind: str
    icon: str
    term: Validity

    @property
    def is_valid(self):
        """In force in the eyes of the calendar too, though it may not have begun."""
        return self.icon == "check"


def standing_of(agreement, today):
    """The state of the row and the calendar together."""
    S = Agreement.State  # noqa: N806
    term = validity(agreement.starts_on, agreement.ends_on, today)
    words = {
        S.DRAFT: (_("Draft"), "info", "edit"),
        S.OPEN: (_("Awaiting approval"), "wait", "clock"),
        S.WITHDRAWN: (_("Withdrawn"), "", "x"),
        S.ENDED: (_("Ended"), "", "flag"),
    }
    by_calendar = {
        "over": (_("Ended"), "", "flag"),
        "coming": (_("In force, not yet begun"), "ok", "check"),
        "soon": (_("In force, ends soon"), "wait", "check"),
        "running": (_("In force"), "ok", "check"),
    }
    return Standing(*words.get(agreement.state) or by_calendar[term.phase], term)
