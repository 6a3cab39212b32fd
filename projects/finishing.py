"""What is still open when a project is to be closed, in words for whoever closes it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from projects.changing import unanswered_of
from projects.funds import funds_of
from projects.models import Commitment, Offer

WHOLE = 100  # percent


@dataclass(frozen=True)
class Loose:
    """``percent`` is that of the last report, None without one; ``milestones`` are not reached,
    ``awaited`` commitments not received in full, ``missing`` rupiah of them; ``unsaid``
    contributions that are named or planned and for which nobody has given his word, ``offers`` and
    ``requests`` without an answer."""

    percent: int | None
    milestones: int
    awaited: int
    missing: int
    unsaid: int = 0
    offers: int = 0
    requests: int = 0

    @property
    def _counts(self):
        return (
            self.milestones, self.awaited, self.missing, self.unsaid, self.offers, self.requests
        )  # fmt: skip

    def __bool__(self):
        return self.percent != WHOLE or any(self._counts)

    @property
    def mark(self):
        """Tells one state from another: a tick counts for what was named beside it."""
        return "_".join(map(str, (self.percent, *self._counts)))

    @property
    def words(self):
        """One sentence for each thing that is open."""
        said = [
            self._progress if self.percent != WHOLE else "",
            self._milestones if self.milestones else "",
            self._money if self.awaited else "",
            self._unsaid if self.unsaid else "",
            self._offers if self.offers else "",
            self._requests if self.requests else "",
        ]
        return [each for each in said if each]

    @property
    def _progress(self):
        if self.percent is None:
            return _("No report says how much of the work is done.")
        text = _("By the last report %(percent)s percent of the work is done.")
        return text % {"percent": formats.number(self.percent)}

    @property
    def _milestones(self):
        text = ngettext(
            "%(number)s milestone is not reached yet.",
            "%(number)s milestones are not reached yet.",
            self.milestones,
        )
        return text % {"number": formats.number(self.milestones)}

    @property
    def _money(self):
        number = {"number": formats.number(self.awaited)}
        if not self.missing:
            text = ngettext(
                "%(number)s committed contribution is not received yet.",
                "%(number)s committed contributions are not received yet.",
                self.awaited,
            )
            return text % number
        text = ngettext(
            "%(number)s committed contribution is not received in full: %(amount)s is missing.",
            "%(number)s committed contributions are not received in full: %(amount)s is missing.",
            self.awaited,
        )
        return text % (number | {"amount": formats.rupiah(self.missing)})

    @property
    def _unsaid(self):
        text = ngettext(
            "%(number)s contribution that is named or planned was never committed.",
            "%(number)s contributions that are named or planned were never committed.",
            self.unsaid,
        )
        return text % {"number": formats.number(self.unsaid)}

    @property
    def _offers(self):
        text = ngettext(
            "%(number)s offer of support is not answered yet; it ends with the project.",
            "%(number)s offers of support are not answered yet; they end with the project.",
            self.offers,
        )
        return text % {"number": formats.number(self.offers)}

    @property
    def _requests(self):
        text = ngettext(
            "%(number)s request of a partner has no reply yet.",
            "%(number)s requests of partners have no reply yet.",
            self.requests,
        )
        return text % {"number": formats.number(self.requests)}


def loose_ends(project):
    """In a constant number of questions."""
    awaited = project.commitments.filter(state=Commitment.State.COMMITTED)
    lacks = [
        max(0, worth - received) for worth, received in awaited.values_list("worth", "received")
    ]
    return Loose(
        percent=project.percent,
        milestones=project.milestones.filter(done_on=None).count(),
        awaited=len(lacks),
        missing=sum(lacks),
        unsaid=_unsaid(project),
        offers=project.offers.filter(state=Offer.State.OPEN).count(),
        requests=unanswered_of(project) + project.adjustments.open().count(),
    )


def _unsaid(project):
    """What the version in force names for regions without a word, and what is planned beside it."""
    funds = funds_of(project)
    beside = [each for group in funds.beside_names() for each in group.commitments]
    return len(funds.names) + sum(each.state == Commitment.State.PLANNED for each in beside)
