"""What follows an agreement is drafted out of it, and takes its place when it is sealed.

Locks are taken from the newer agreement to the older one, never the other way.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements import notices, obligation_notices, recitals, succession
from agreements.actions.clauses import compose, keep_text
from agreements.actions.drafting import AGAIN, facts_of, seat
from agreements.actions.ending import finish
from agreements.actions.locking import locked
from agreements.actions.pausing import hand_on
from agreements.models import (
    Agreement,
    Annex,
    Clause,
    Fulfilment,
    Obligation,
    PartChoices,
    ThirdParty,
)
from agreements.obligations import BINDING, held_elsewhere
from agreements.succession_rules import can_succeed
from core import audit
from core.access import require
from core.errors import Refusal
from core.text import tidy
from projects.models import Commitment

S, Ground = Agreement.State, Agreement.EndGround


class Untimely(Refusal):
    """A term that does not fit that of the agreement before."""


@transaction.atomic
def succeed(agreement, *, by, way, title, starts_on, ends_on, regions=None):
    """A draft that renews, changes or replaces a sealed agreement (``way``), with its words, what is
    still to be given, its parties (or ``regions``) and their heads of today. It is shown to the
    parties at once, for while it lives nobody else can draft another.

    The same form sent again within a moment gets the draft that it has made.
    """
    before = locked(agreement)
    if twin := _twin_of(before, by, way):
        return twin
    today = timezone.localdate()
    require(can_succeed(by, before, today))
    if way not in [each.key for each in succession.open_ways(before, today)]:
        raise Refusal(_("It has ended, so it can only be renewed."))
    term = succession.Term(starts_on, ends_on)
    if wrong := succession.term_problem(way, before, term, today):
        raise Untimely(wrong[1])
    after = Agreement.objects.create(
        kind=before.kind, title=title, project_id=before.project_id, meeting_id=before.meeting_id,
        decision_id=before.decision_id, drafted_for=by.region, starts_on=starts_on, ends_on=ends_on,
        by_clauses=before.by_clauses, follows=before, follows_as=way, shared_at=timezone.now(),
    )  # fmt: skip
    old = list(before.parties.select_related("region").order_by("position"))
    seat(after, regions or [party.region for party in old])
    _copy_thirds(before, after)
    with override("id"):
        _copy_words(before, after, old, by=by, today=today)
    _copy_obligations(before, after, by=by)
    _copy_annexes(before, after, by=by)
    audit.record("agreements.succession_drafted", after, by=by, follows=before.code, way=way)
    notices.shared(after, by=by)
    return after


def _twin_of(before, by, way):
    """The draft that the same region has made in this way a moment ago, or None."""
    recent = Agreement.objects.filter(
        follows=before.pk, follows_as=way, state=S.DRAFT, drafted_for=by and by.region_id,
        created_at__gte=timezone.now() - AGAIN,
    )  # fmt: skip
    return recent.first()


def _copy_words(before, after, old_parties, *, by, today):
    way = after.follows_as
    if not before.by_clauses:
        first, _gap, rest = before.text.partition("\n\n")
        text = rest if recitals.names_the_one_before(first, before) else before.text
        return keep_text(after, f"{recitals.statement(way, before)}\n\n{text}")
    new_parties = list(after.parties.select_related("region").order_by("position"))
    old, new = facts_of(before, old_parties), facts_of(after, new_parties)
    kept = before.clauses.filter(removed=False)
    rows = [
        Clause(
            part=row.part, matter=row.matter, title=row.title, origin=row,
            text=recitals.refreshed(row, old, new),
        )
        for row in kept
        if not recitals.names_the_one_before(row.text, before)
    ]  # fmt: skip
    _insert(rows, Clause(part=PartChoices.CONSIDERING, text=recitals.recital(way, before, today)))
    heading, words = recitals.closing(way, before)
    _insert(rows, Clause(part=PartChoices.ARTICLE, title=heading, text=words))
    for position, row in enumerate(rows, 1):
        row.agreement, row.position, row.saved_by = after, position, by
        row.text = tidy(row.text, lines=True)
    Clause.objects.bulk_create(rows)
    return compose(after)


def _insert(rows, row):
    """At the end of its part; before its last one where that sums up or closes."""
    own = [each for each in rows if each.part == row.part]
    end = sum(each.part <= row.part for each in rows)
    closes = len(own) > 1 and not own[-1].matter
    rows.insert(end - 1 if closes else end, row)


def _copy_thirds(before, after):
    ThirdParty.objects.bulk_create(
        ThirdParty(
            agreement=after, position=party.position, name=party.name, seat=party.seat,
            signer_name=party.signer_name, signer_title=party.signer_title,
        )
        for party in before.third_parties.order_by("position")
    )  # fmt: skip


def _copy_annexes(before, after, *, by):
    """The annexes of the text before; the rows share its stored files."""
    Annex.objects.bulk_create(
        Annex(
            agreement=after, position=row.position, title=row.title, file=row.file.name,
            size=row.size, sha256=row.sha256, added_by=by,
        )
        for row in before.current.annexes.order_by("position")
    )  # fmt: skip


def _copy_obligations(before, after, *, by):
    """Those that fall due in the new term, on the days of the same rhythm; what has come in the
    project, or was taken back there, is owed no more, and what counts elsewhere stays there."""
    parties = {party.region_id: party for party in after.parties.all()}
    settled = (Commitment.State.RECEIVED, Commitment.State.WITHDRAWN)
    thirds = {party.name: party for party in after.third_parties.all()}
    rows = before.obligations.select_related("party", "third_party")
    rows = rows.exclude(commitment__state__in=settled)
    rows = rows.exclude(commitment__in=held_elsewhere(after, BINDING)).in_text_order()
    copies = []
    for row in rows:
        day = row.first_due_since(after.starts_on, after.ends_on)
        if day and row.party.region_id in parties:
            copy = Obligation(
                agreement=after, party=parties[row.party.region_id], origin=row,
                third_party=row.third_party and thirds[row.third_party.name],
                kind=row.kind, what=row.what, amount=row.amount, unit=row.unit,
                first_due=day, rhythm=row.rhythm, commitment_id=row.commitment_id, saved_by=by,
            )  # fmt: skip
            copy.keep_rhythm()
            copies.append(copy)
    Obligation.objects.bulk_create(copies)


def take_place(after, *, at):
    """``after``, which is locked, was sealed just now: what falls due from its first day on goes on
    in it, what is suspended stays so, and from that day on it stands in the place of the one
    before."""
    before = locked(after.follows)
    carried, left_out = _carry_over(before, after)
    hand_on(before, after)
    audit.record(
        "agreements.followed", before, by=audit.SYSTEM, successor=after.code, way=after.follows_as,
        carried=carried, left_out=left_out,
    )  # fmt: skip
    today = timezone.localdate(at)
    if succession.runs(before, today) and after.starts_on <= today:
        _replace(before, after)


def _carry_over(before, after):
    """Close the days that nobody has met: how many the new text holds, and how many it leaves out."""
    unmet = list(Fulfilment.objects.to_hand_on(before, after.starts_on).with_subject())
    for each in unmet:
        obligation_notices.settled(each)
    keys = [each.pk for each in unmet]
    changes = {"state": Fulfilment.State.CARRIED, "updated_at": timezone.now()}
    Fulfilment.objects.filter(pk__in=keys).update(**changes)
    carried = sum(each.goes_on for each in unmet)
    return carried, len(unmet) - carried


def _replace(before, after):
    with override("id"):
        reason = _("Replaced by %(name)s.") % {"name": f"{after.title} ({after.entry})"}
    pause = finish(before, S.ENDED, reason, Ground.REPLACED)
    audit.record("agreements.replaced", before, by=audit.SYSTEM, proves=pause, reason=reason)
    notices.replaced(before, after)


def replace_those_whose_successor_has_begun(today):
    """Close those in force whose sealed successor begins on ``today`` or has begun; how many."""
    waiting = Agreement.objects.replaced_since(today).order_by("pk")
    return sum(_replace_now(agreement, today) for agreement in waiting.iterator())


@transaction.atomic
def _replace_now(agreement, today):
    agreement = locked(agreement)
    after = succession.successor_of(agreement)
    if not succession.runs(agreement, today):
        return False  # somebody has ended it meanwhile
    _replace(agreement, after)
    return True
