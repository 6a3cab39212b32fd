"""A party gives its word, or says why not."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import notices, rules, signing
from agreements.actions.entering import enter
from agreements.actions.locking import Changed, locked
from agreements.actions.obligations import go_live
from agreements.actions.pausing import move_days
from agreements.actions.sheets import ask_for_sheet
from agreements.actions.succeeding import take_place
from agreements.models import Agreement, Signature
from core import audit, seals, states
from core.access import require
from core.errors import Forbidden
from core.models import AuditEvent
from villages.models import Mandate


@transaction.atomic
def approve(agreement, *, by, sha256, method):
    """Record the word of ``by``'s region for exactly the text whose hash was shown.

    The last word that is wanted seals the agreement; where they sign in order, the next party is
    asked. A second click gets the first one's answer.
    """
    agreement = locked(agreement)
    require(rules.heads(by, agreement))
    require_mandate_now(by)
    earlier = rules.approval_of(by.region_id, agreement)
    if earlier and earlier.text_sha256 == sha256:
        return earlier
    require(rules.can_approve(by, agreement))
    require_shown_text(agreement, sha256)
    signature = sign(
        agreement, by=by, method=method, name=str(by.user), title=by.title, at=timezone.now()
    )
    audit.record(
        "agreements.approved", agreement, by=by,
        version=agreement.current.number, sha256=sha256, method=method,
    )  # fmt: skip
    notices.approved(agreement, signature)
    go_on(agreement, at=signature.at)
    return signature


def require_mandate_now(by):
    """The mandate as it is at this moment; whoever would end it waits for us, or we for him."""
    mandates = Mandate.objects.valid_at()
    mandates = mandates.select_for_update(of=("self",), no_key=True)
    if mandates.filter(pk=by.pk, user__is_active=True).first() is None:
        raise Forbidden(
            _("Your mandate as %(capacity)s does not hold any more. The new holder approves.")
            % {"capacity": by.capacity}
        )


def require_shown_text(agreement, sha256):
    """Refuse a word for another text than the one that stands now."""
    if agreement.current.sha256 != sha256:
        raise Changed(
            _(
                "The text has changed since you opened the page. It is now version %(number)d; "
                "please read it again."
            )
            % {"number": agreement.current.number}
        )


def sign(agreement, *, by, method, name, title, at):
    """The row of a word that ``by`` gives or, on paper, records for his region."""
    version = agreement.current
    signature = Signature(
        version=version, party=agreement.parties.get(region=by.region_id), mandate=by,
        person_name=name, office_title=title, region_name=by.region.full_name,
        text_sha256=version.sha256, method=method, at=at,
    )  # fmt: skip
    last = version.signatures.order_by("-pk").first()
    signature.seal = seals.seal((last or version).seal, **signature.facts())
    signature.save(force_insert=True)
    return signature


def go_on(agreement, *, at):
    """After each word: seal it when none is wanted any more; else ask whose turn comes."""
    if signing.is_complete(agreement):
        _seal(agreement, at=at)
    else:
        notices.next_asked(agreement)


def _seal(agreement, *, at):
    states.move(agreement, "state", to=Agreement.State.IN_FORCE, sealed_at=at)
    entry = enter(agreement)
    audit.record(
        "agreements.sealed", agreement, by=audit.SYSTEM, entry=str(entry),
        check_code_sha256=seals.digest(agreement.check_code),
        version=agreement.current.number, sha256=agreement.current.sha256,
    )  # fmt: skip
    if agreement.follows_id:
        take_place(agreement, at=at)
    go_live(agreement)
    if agreement.pauses.exists():  # handed on by the agreement before
        move_days(agreement)
    notices.sealed(agreement)
    notices.acknowledge_asked(agreement)
    ask_for_sheet(agreement)


@transaction.atomic
def decline(agreement, *, by, sha256, reason, wish="decline"):
    """Tell everybody why the region does not approve this version, or (``wish`` "change") what it
    wants changed; the agreement stays open. A second click gets the first one's answer."""
    agreement = locked(agreement)
    require(rules.heads(by, agreement))
    require_mandate_now(by)
    verb = "agreements.change_asked" if wish == "change" else "agreements.declined"
    if _has_told(verb, agreement, by=by, sha256=sha256, reason=reason):
        return
    require(rules.can_decline(by, agreement))
    require_shown_text(agreement, sha256)
    event = audit.record(verb, agreement, by=by, version=agreement.current.number, reason=reason)
    notices.declined(agreement, event, by=by)


def _has_told(verb, agreement, *, by, sha256, reason):
    """Has the region said this of the version with this text?"""
    shown = agreement.versions.filter(sha256=sha256).order_by("number").last()
    if shown is None:
        return False
    said = {"version": shown.number, "reason": reason}
    return AuditEvent.objects.filter(
        verb=verb, target_type=audit.target_type(agreement),
        target_id=str(agreement.pk), region_code=by.region_id, detail__contains=said,
    ).exists()  # fmt: skip
