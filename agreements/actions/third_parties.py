"""The sides of a draft that are no regions, in their places."""

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from agreements import documents, kinds, rules
from agreements.actions.clauses import save_words
from agreements.actions.locking import locked
from agreements.models import PartChoices, ThirdNumber, ThirdParty
from core import audit
from core.access import require
from core.errors import Refusal
from core.text import tidy

FIELDS = ("pk", "name", "seat", "signer_name", "signer_title")
# Where the template of the kind asks who the third party is.
GAP = "[isi: nama mitra, bentuk badan, alamat, serta nama dan jabatan wakilnya]"


class StillOwes(Refusal):
    """Who owes something by the draft is still its party."""


@dataclass(frozen=True)
class ThirdEntry:
    """What a drafter writes about a third party; ``pk`` is None of a new one."""

    pk: int | None
    name: str
    seat: str
    signer_name: str
    signer_title: str


def seat_thirds(agreement, entries, *, by):
    """Write the third parties of a draft, which is locked, as the ``entries`` have them."""
    if entries and not kinds.KINDS[agreement.kind].third_party:
        raise Refusal(_("This kind of agreement has no third party."))
    if len(entries) > ThirdParty.MOST:
        raise Refusal(
            _("An agreement has at most %(most)d third parties.") % {"most": ThirdParty.MOST}
        )
    written = _described(agreement)
    _leave_out(agreement, {entry.pk for entry in entries})
    there = {party.pk: party for party in agreement.third_parties.all()}
    for place, entry in enumerate(entries, 1):
        party = there.get(entry.pk) or ThirdParty(agreement=agreement)
        for name, value in (asdict(entry) | {"pk": party.pk, "position": place}).items():
            setattr(party, name, value)
        party.save()
    _fill_in(agreement, written, by)


def _leave_out(agreement, kept):
    """Those that are not kept; the others keep their places until they get new ones."""
    gone = agreement.third_parties.exclude(pk__in=kept - {None})
    if owing := gone.exclude(obligations=None).first():
        raise StillOwes(
            _("%(name)s owes something by this draft. Leave its obligations out first.")
            % {"name": owing.name}
        )
    gone.delete()


def _described(agreement):
    """Who they are, as the opening says it; the place of the template where there is none."""
    named = [
        f"{party.name}, {documents.words_of_third(party).described}"
        for party in agreement.third_parties.order_by("position")
    ]
    return "; ".join(named) or GAP


def _fill_in(agreement, written, by):
    """Say in the opening who it is, where it asks for it or has said who it was."""
    now = _described(agreement)
    opening = agreement.clauses.filter(part=PartChoices.OPENING, removed=False)
    for clause in opening if now != GAP else []:
        text = clause.text.replace(tidy(written), tidy(now)).replace(GAP, tidy(now))
        if text != clause.text:
            save_words(agreement, clause, by=by, title=clause.title, text=text)


@transaction.atomic
def number_third(agreement, place, *, by, number):
    """Note the number of the third party at this ``place``; the same number again is one row."""
    agreement = locked(agreement)
    require(rules.can_number_third(by, agreement))
    party = agreement.third_parties.get(position=place)
    last = party.numbers.first()
    if last and last.number == number:
        return last
    row = ThirdNumber.objects.create(
        third_party=party, number=number, mandate=by, person_name=str(by.user),
        office_title=by.title,
    )  # fmt: skip
    audit.record(
        "agreements.third_numbered", agreement, by=by, proves=row, party=party.name, number=number
    )
    return row
