"""The parties make the result of a settled dispute public together, once and for all."""

from django.db import transaction
from django.utils import timezone

from agreements import dispute_notices as notices
from agreements import dispute_rules as rules
from agreements.actions.approval import require_mandate_now
from agreements.actions.disputing import locked
from agreements.actions.resolving import require_shown
from agreements.models import Disclosure, Dispute
from core import audit, seals
from core.access import require


@transaction.atomic
def publish(dispute, *, by, sha256, method):
    """The head of a party agrees that everybody may read the record; the last one makes it public.
    A second click gets the first one's answer."""
    dispute = locked(dispute)
    side = rules.side_of(by, dispute)
    if found := given(dispute, side, sha256=sha256):
        return found
    require(rules.can_publish(by, dispute))
    word = _word(dispute, side, by=by, sha256=sha256, method=method)
    audit.record("agreements.dispute_disclosed", dispute, by=by)
    if rules.undisclosed(dispute):
        notices.disclosure_asked(dispute, by=by)
    else:
        _open(dispute, word, by=by)
    return word


def given(dispute, side, *, sha256):
    """The word that the side has given for this text already, or None."""
    words = dispute.disclosures.filter(party=side, text_sha256=sha256)
    return words.first() if side else None


def _word(dispute, side, *, by, sha256, method):
    require_mandate_now(by)
    require_shown(dispute, sha256)
    last = dispute.disclosures.last() or dispute.outcome.words.last()
    word = Disclosure.said(
        by, timezone.now(), dispute=dispute, party=side, text_sha256=sha256, method=method
    )
    word.seal = seals.seal(last.seal, **word.sealed_facts())
    word.save(force_insert=True)
    return word


def _open(dispute, word, *, by):
    """The history of the agreement or the project says so."""
    Dispute.objects.filter(pk=dispute.pk).update(published_at=word.at, updated_at=word.at)
    dispute.published_at = word.at
    audit.record("agreements.dispute_published", dispute, by=audit.SYSTEM)
    audit.record("agreements.dispute_of_published", dispute.subject, by=audit.SYSTEM)
    notices.published(dispute, by=by)
