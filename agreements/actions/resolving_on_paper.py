"""Who has no account here signs the result of a dispute on paper: a third party, and a governor or
minister as mediator. Who keeps the case records it, with the scan."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import dispute_notices as notices
from agreements import dispute_rules as rules
from agreements.actions.approval import require_mandate_now
from agreements.actions.disputing import locked
from agreements.actions.papers import digest_of
from agreements.actions.resolving import give_word, require_shown, settle
from agreements.actions.signing import WrongDay
from agreements.models import OutcomePaper, Signature
from core import audit, seals
from core.access import require
from core.formats import day_in, local

Signer = OutcomePaper.Signer


@transaction.atomic
def record_third(dispute, *, by, sha256, signed_on, name, title, paper):
    """Record that the third party has signed the record that was shown. The same file sent twice is
    one signature."""
    dispute, digest = locked(dispute), digest_of(paper)
    if found := _recorded(dispute, Signer.THIRD, by, digest):
        return found
    require(rules.can_record_third(by, dispute))
    _require_shown_on(dispute, sha256, signed_on, by=by)
    row = _keep(
        dispute, Signer.THIRD, dispute.third_party, paper, by=by, sha256=digest,
        signed_on=signed_on, signer_name=name, signer_title=title,
    )  # fmt: skip
    _tell("agreements.dispute_third_signed", dispute, row, by=by)
    notices.third_signed(dispute, by=by)
    if not rules.unconfirmed(dispute):
        notices.to_be_signed(dispute, by=by)
    return row


@transaction.atomic
def record_mediator(dispute, *, by, sha256, signed_on, name, title, paper):
    """Record that the mediator, who has no account here, has signed the record that was shown; with it
    the dispute is settled, once and for all. The same file sent twice is one signature."""
    dispute, digest = locked(dispute), digest_of(paper)
    if found := _recorded(dispute, Signer.MEDIATOR, by, digest):
        return found
    require(rules.can_record_mediator(by, dispute))
    _require_shown_on(dispute, sha256, signed_on, by=by)
    row = _keep(
        dispute, Signer.MEDIATOR, dispute.outcome.mediated_by or dispute.get_level_display(), paper,
        by=by, sha256=digest, signed_on=signed_on, signer_name=name, signer_title=title,
    )  # fmt: skip
    word = give_word(dispute, None, by=by, sha256=sha256, method=Signature.Method.PAPER)
    _tell("agreements.dispute_signed_on_paper", dispute, row, by=by)
    settle(dispute, word, by=by)
    return row


def has_recorded(act, dispute, *, by, paper):
    """Has ``by`` handed in this paper before, by ``act``?"""
    signer = Signer.MEDIATOR if act is record_mediator else Signer.THIRD
    return _recorded(dispute, signer, by, digest_of(paper)) is not None


def _recorded(dispute, signer, by, digest):
    """The same paper, handed in before by the same person."""
    if dispute.outcome is None or by is None:
        return None
    return dispute.outcome.papers.filter(signer=signer, mandate=by, sha256=digest).first()


def first_day(dispute):
    """The first day on which the record that stands can have been signed."""
    return local(dispute.outcome.at, dispute.zone).date()


def _require_shown_on(dispute, sha256, day, *, by):
    require_mandate_now(by)
    require_shown(dispute, sha256)
    if day < first_day(dispute):
        raise WrongDay(_("This version did not exist yet on that day."))
    if day > day_in(dispute.desk_id):
        raise WrongDay(_("This day has not come yet."))


def _keep(dispute, signer, signed_for, paper, *, by, **words):
    outcome = dispute.outcome
    row = OutcomePaper.said(
        by, timezone.now(), outcome=outcome, signer=signer, signed_for=signed_for,
        text_sha256=outcome.sha256, **words,
    )  # fmt: skip
    row.paper.save(paper.name, paper, save=False)
    last = outcome.papers.order_by("-pk").first()
    row.seal = seals.seal((last or outcome).seal, **row.sealed_facts())
    row.save(force_insert=True)
    return row


def _tell(verb, dispute, row, *, by):
    """Who has signed stands on the row alone, not in the trail, which operators read."""
    audit.record(verb, dispute, by=by, version=dispute.outcome.number, paper_sha256=row.sha256)
