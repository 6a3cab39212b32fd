"""A party reports what it has given; the others say whether it is so, or release it together."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements import obligation_notices as notices
from agreements import obligation_rules as rules
from agreements.actions.locking import Changed, locked
from agreements.models import Fulfilment, FulfilmentAct
from agreements.obligations import came_of
from agreements.proofs import receipts_for
from core import audit, seals, states
from core.access import require
from core.errors import Refusal
from core.sending import require_same_words, sent_before

S, K = Fulfilment.State, FulfilmentAct.Kind
MOST = 60  # words on one due day; as many as anybody needs


class NoProof(Refusal):
    """Neither a file nor a receipt of the project, or one that proves something else already."""


class Unsaid(Refusal):
    """A reason is wanted."""


def _fresh(fulfilment):
    """As it stands now, its agreement locked."""
    agreement = locked(fulfilment.obligation.agreement)
    found = Fulfilment.objects.with_subject().get(pk=fulfilment.pk)
    found.obligation.agreement = agreement
    return found


def _say(fulfilment, kind, *, by, **words):
    if fulfilment.acts.count() >= MOST:
        raise Refusal(_("Too much was said to this already. Please talk about it in a meeting."))
    return FulfilmentAct(
        fulfilment=fulfilment, kind=kind, mandate=by, person_name=str(by.user),
        party=fulfilment.obligation.agreement.parties.get(region=by.region_id),
        office_title=by.title, **words,
    )  # fmt: skip


def _record(verb, fulfilment, *, by, **detail):
    audit.record(
        verb, fulfilment.obligation.agreement, by=by, obligation=fulfilment.obligation_id,
        due_on=fulfilment.due_on.isoformat(), **detail,
    )  # fmt: skip


def _require_seen(fulfilment, seen):
    """Nobody answers what his page has not shown."""
    last = fulfilment.acts.last()
    if (last.pk if last else 0) != seen:
        raise Changed(
            _("Somebody has said something new to this meanwhile. Please look at the page again.")
        )


def _said_before(fulfilment, kind, by, note=""):
    """The same word of the same party as the newest one: a second click."""
    last = fulfilment.acts.select_related("party").last()
    said = (kind, by and by.region_id, note)
    is_same = last and (last.kind, last.party.region_id, last.note) == said
    return last if is_same else None


@transaction.atomic
def report(fulfilment, *, by, token, given=0, note="", file=None, receipt=None):
    """Note what was given, with its proof: a file, or a receipt of the project. The same form
    (``token``) sent twice is one report."""
    fulfilment = _fresh(fulfilment)
    own = fulfilment.acts.filter(mandate=by)
    if found := sent_before(own, token, given=given, note=note, file=file, receipt=receipt):
        return found
    require(rules.can_report(by, fulfilment))
    _require_proof(fulfilment, file, receipt)
    act = _say(
        fulfilment, K.REPORTED, by=by, token=token, given=given, note=note, receipt=receipt,
        keeps=_confirmed_part(fulfilment),
    )  # fmt: skip
    if file:
        act.sha256 = seals.digest_of_file(file.read())
        file.seek(0)
        act.file.save(file.name, file, save=False)
    act.save(force_insert=True)
    states.move(fulfilment, "state", to=S.REPORTED, report=act)
    _record("agreements.obligation_reported", fulfilment, by=by, proves=act)
    notices.reported(fulfilment, by=by)
    return act


def _confirmed_part(fulfilment):
    """The part that was confirmed last: it stays, whatever becomes of what is said next."""
    return fulfilment.report if fulfilment.state == S.PARTLY else None


def _require_proof(fulfilment, file, receipt):
    if bool(file) == bool(receipt):
        raise NoProof(_("Add the proof: either a file or a receipt of the project."))
    if receipt and receipt not in receipts_for(fulfilment):
        raise NoProof(_("This receipt proves something else already. Please choose another."))


@transaction.atomic
def take_back(fulfilment, *, by, seen):
    """The party that reported takes it back; it is open again, or its rest is."""
    fulfilment = _fresh(fulfilment)
    if found := _said_before(fulfilment, K.TAKEN_BACK, by):
        return found
    require(rules.can_take_back(by, fulfilment))
    _require_seen(fulfilment, seen)
    act = _say(fulfilment, K.TAKEN_BACK, by=by)
    act.save(force_insert=True)
    to = S.PARTLY if fulfilment.acts.kept().exists() else S.OPEN
    states.move(fulfilment, "state", to=to, report=None)
    _record("agreements.obligation_taken_back", fulfilment, by=by, proves=act)
    return act


@transaction.atomic
def confirm(fulfilment, *, by, seen):
    """Another party confirms the report that its page has shown; where that and the parts before it
    are not the whole, the rest stays owed."""
    fulfilment = _fresh(fulfilment)
    if found := _said_before(fulfilment, K.CONFIRMED, by):
        return found
    require(rules.can_confirm(by, fulfilment))
    _require_seen(fulfilment, seen)
    act = _say(fulfilment, K.CONFIRMED, by=by)
    act.save(force_insert=True)
    is_whole = came_of(fulfilment) >= fulfilment.obligation.amount
    states.move(fulfilment, "state", to=S.CONFIRMED if is_whole else S.PARTLY)
    _record("agreements.obligation_confirmed", fulfilment, by=by, proves=act)
    notices.confirmed(fulfilment, by=by)
    return act


@transaction.atomic
def dispute(fulfilment, *, by, seen, reason):
    """Another party says why it is not so; it is owed again."""
    fulfilment = _fresh(fulfilment)
    if found := _said_before(fulfilment, K.DISPUTED, by, reason):
        return found
    require(rules.can_dispute(by, fulfilment))
    _require_seen(fulfilment, seen)
    act = _say(fulfilment, K.DISPUTED, by=by, note=reason)
    act.save(force_insert=True)
    states.move(fulfilment, "state", to=S.DISPUTED)
    _record("agreements.obligation_disputed", fulfilment, by=by, proves=act, reason=reason)
    notices.disputed(fulfilment, act, by=by)
    return act


@transaction.atomic
def release(fulfilment, *, by, reason=""):
    """The head of a party agrees to release the one that owes it; with the last party's word it is
    released. The first one says why. A second click gets the first one's answer."""
    fulfilment = _fresh(fulfilment)
    agreed = fulfilment.acts.filter(kind=K.RELEASED)
    if found := agreed.filter(party__region=by and by.region_id).first():
        require_same_words(found.note, reason)
        return found
    require(rules.can_release(by, fulfilment))
    is_first = not agreed.exists()
    if is_first and not reason:
        raise Unsaid(_("Say why the party shall be released from it."))
    is_last = agreed.count() + 1 == fulfilment.obligation.agreement.parties.count()
    keeps = _confirmed_part(fulfilment) if is_last else None
    act = _say(fulfilment, K.RELEASED, by=by, note=reason, keeps=keeps)
    act.save(force_insert=True)
    if not is_last:
        _record(
            "agreements.obligation_release_agreed", fulfilment, by=by, proves=act, reason=reason
        )
        if is_first:
            notices.release_asked(fulfilment, act, by=by)
        return act
    states.move(fulfilment, "state", to=S.RELEASED)
    _record("agreements.obligation_released", fulfilment, by=by, proves=act)
    notices.released(fulfilment, by=by)
    return act
