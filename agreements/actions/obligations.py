"""What the parties will owe is drafted with the text, and begins to be due when it is sealed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements import obligation_rules, succession
from agreements.actions.locking import Changed, locked
from agreements.models import Fulfilment, Obligation
from agreements.obligations import not_taken
from core import audit
from core.access import require
from core.errors import Refusal
from core.sending import sent_before
from projects.models import Commitment, Contribution

K, C = Obligation.Kind, Contribution.Kind
KINDS = {C.CASH: K.MONEY, C.LABOUR: K.WORK, C.SKILL: K.WORK, C.GOODS: K.GOODS, C.LAND: K.GOODS}


class TooMany(Refusal):
    """An agreement holds only so many obligations."""


def _draft(agreement, by):
    agreement = locked(agreement)
    require(obligation_rules.can_draft(by, agreement))
    return agreement


def _record(verb, agreement, by, row):
    """What is written before anybody else sees it is the drafting region's own."""
    if agreement.shared_at or agreement.current_id:
        audit.record(verb, agreement, by=by, obligation=row.pk, what=row.what)


@transaction.atomic
def add_obligation(agreement, *, by, token, **words):
    """One more obligation of the draft; the same form (``token``) sent twice is one."""
    agreement = _draft(agreement, by)
    if found := sent_before(agreement.obligations, token, **words):
        return found
    if agreement.obligations.count() >= Obligation.MOST:
        raise TooMany(
            _("An agreement has at most %(most)d obligations.") % {"most": Obligation.MOST}
        )
    row = Obligation(agreement=agreement, token=token, saved_by=by, **words)
    row.origin = _said_again(row)
    row.keep_rhythm()
    row.save(force_insert=True)
    _record("agreements.obligation_added", agreement, by, row)
    return row


@transaction.atomic
def change_obligation(agreement, pk, *, by, seen, **words):
    """Save other words. ``seen`` is the revision that the page showed; what somebody else has saved
    since then is not overwritten (``Changed``)."""
    agreement = _draft(agreement, by)
    row = agreement.obligations.filter(pk=pk).first()
    if row is None:
        raise Refusal(_("This obligation has been left out in the meantime."))
    if all(getattr(row, name) == value for name, value in words.items()):
        return row
    if row.revision != seen:
        raise Changed(_("This obligation was changed in the meantime."))
    for name, value in words.items():
        setattr(row, name, value)
    if not _goes_on(row):
        row.origin = None
    row.keep_rhythm()
    row.saved_by, row.revision = by, row.revision + 1
    row.save()
    _record("agreements.obligation_changed", agreement, by, row)
    return row


def _earlier(agreement):
    """The obligations of the agreement that it follows."""
    follows = agreement.follows_id
    return Obligation.objects.filter(agreement=follows) if follows else Obligation.objects.none()


def _said_again(row):
    """The obligation of the agreement before that a new one puts into the same words, where the draft
    does not hold it."""
    rows = _earlier(row.agreement).filter(what=row.what, commitment=None)
    held = row.agreement.obligations.exclude(origin=None).values("origin")
    rows = rows.exclude(pk__in=held).select_related("party", "third_party")
    return next((each for each in rows.order_by("pk") if _owed(each) == _owed(row)), None)


def _goes_on(row):
    """Is it still that of the agreement before: the same kind, owed by the same region or third party?"""
    return row.origin is None or _owed(row) == _owed(row.origin)


def _owed(row):
    third = row.third_party and row.third_party.name
    return row.kind, third or row.party.region_id


@transaction.atomic
def remove_obligation(agreement, pk, *, by):
    """Leave an obligation out of the draft."""
    agreement = _draft(agreement, by)
    row = agreement.obligations.filter(pk=pk).first()
    if row is not None:
        _record("agreements.obligation_removed", agreement, by, row)
        row.delete()


@transaction.atomic
def take_over_commitments(agreement, *, by):
    """Propose the contributions to its project that the draft does not name yet; how many."""
    agreement = locked(agreement)
    require(obligation_rules.can_take_over(by, agreement))
    made = propose(agreement, by=by)
    for row in made:
        _record("agreements.obligation_added", agreement, by, row)
    return len(made)


def propose(agreement, *, by):
    """What the parties bring to the project, each an obligation that reads the project's receipts;
    without what another agreement of the project, drafted or in force, has taken over. What the
    agreement before owes goes on in it."""
    parties = {party.region_id: party for party in agreement.parties.all()}
    origins = {row.commitment_id: row for row in _earlier(agreement).exclude(commitment=None)}
    room = Obligation.MOST - agreement.obligations.count()
    return Obligation.objects.bulk_create(
        Obligation(
            agreement=agreement, party=parties[each.region_id], commitment=each, saved_by=by,
            origin=origins.get(each.pk), first_due=_by_the_end_of(each.year, agreement), **_promised(each),
        )
        for each in not_taken(agreement).order_by("number")[:room]
    )  # fmt: skip


def _by_the_end_of(year, agreement):
    """The last day of the budget year, within the term."""
    return min(max(date(year, 12, 31), agreement.starts_on), agreement.ends_on)


def _promised(commitment):
    """Money and labour days count; the rest says itself in words."""
    kind = KINDS[commitment.kind]
    amount = {C.CASH: commitment.worth, C.LABOUR: commitment.days or 0}.get(commitment.kind, 0)
    with override("id"):
        what = commitment.note or commitment.get_kind_display()
    return {"kind": kind, "amount": amount, "what": what}


def lock_commitments(agreement):
    """Two agreements that count the same contribution are not opened at the same moment."""
    named = agreement.obligations.exclude(commitment=None).values("commitment")
    rows = Commitment.objects.filter(pk__in=named).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def go_live(agreement):
    """Every day on which something will be due, for the whole term: the agreement is sealed. What
    the agreement before keeps is not made again."""
    kept = succession.kept_steps(agreement)
    Fulfilment.objects.bulk_create(
        (
            Fulfilment(obligation=row, due_on=day, owed_on=day)
            for row in agreement.obligations.all()
            for day in succession.own_days(row, agreement.ends_on, kept)
        ),
        batch_size=1000,
    )
