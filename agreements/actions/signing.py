"""Witnesses attest, paper stands for a click, third parties sign on paper, and certified files are
kept beside it all."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import notices, rules, signing
from agreements.actions.approval import go_on, require_mandate_now, require_shown_text, sign
from agreements.actions.locking import locked
from agreements.actions.papers import digest_of
from agreements.models import (
    OF_NO_WORD,
    Attestation,
    Signature,
    SignedPaper,
    ThirdSignature,
    Witness,
)
from core import audit, seals
from core.access import require
from core.errors import Refusal
from core.formats import day_in, local

MOST_CERTIFIED = 20
ON_PAPER = Signature.Method.PAPER


class WrongDay(Refusal):
    """Nobody can have signed this version on that day."""


class WrongSigner(Refusal):
    """Somebody else was in office on that day, or is named in the text."""


@transaction.atomic
def attest(agreement, *, by, sha256, method):
    """Record that the named witness ``by`` has attested exactly the text whose hash was shown.

    The last word that is wanted seals the agreement. A second click gets the first one's answer.
    """
    agreement = locked(agreement)
    witness = signing.witness_of(by, agreement)
    if witness and hasattr(witness, "attestation") and agreement.current.sha256 == sha256:
        return witness.attestation
    require(rules.can_attest(by, agreement))
    require_mandate_now(by)
    require_shown_text(agreement, sha256)
    row = _attestation(
        agreement, witness, by=by, method=method, name=str(by.user), title=by.capacity,
        at=timezone.now(),
    )  # fmt: skip
    audit.record(
        "agreements.attested", agreement, by=by,
        version=agreement.current.number, sha256=sha256, method=method,
    )  # fmt: skip
    notices.attested(agreement, row)
    go_on(agreement, at=row.at)
    return row


def _attestation(agreement, witness, *, by, method, name, title, at):
    version = agreement.current
    row = Attestation(
        witness=witness, version=version, mandate=by, person_name=name, office_title=title,
        text_sha256=version.sha256, method=method, at=at,
    )  # fmt: skip
    last = version.attestations.order_by("-pk").first()
    row.seal = seals.seal((last or version.signing).seal, **row.facts())
    row.save(force_insert=True)
    return row


@transaction.atomic
def sign_on_paper(agreement, *, by, sha256, signed_on, name, title, paper):
    """Record that the head of ``by``'s region has signed this version on paper: it counts as the
    region's word. The same file and words sent twice are one approval."""
    agreement, digest = locked(agreement), digest_of(paper)
    words = {"sha256": sha256, "signed_on": signed_on, "name": name, "title": title}
    if found := kept_signature(agreement, by=by, paper=paper, **words):
        return found
    require(rules.can_sign_on_paper(by, agreement))
    require_mandate_now(by)
    require_shown_text(agreement, sha256)
    _require_day(agreement, signed_on)
    party = agreement.parties.select_related("region").get(region=by.region_id)
    name, title, wrong = signing.signer_on(party.region, signed_on, name, title)
    if wrong:
        raise WrongSigner(wrong)
    now = timezone.now()
    signature = sign(agreement, by=by, method=ON_PAPER, name=name, title=title, at=now)
    _keep(
        agreement, paper, by=by, digest=digest, behind=signature, at=now,
        signature=signature, signed_on=signed_on,
    )  # fmt: skip
    audit.record(
        "agreements.signed_on_paper", agreement, by=by, version=agreement.current.number,
        sha256=sha256, paper_sha256=digest, signer=f"{name}, {title}",
    )  # fmt: skip
    notices.approved(agreement, signature)
    go_on(agreement, at=now)
    return signature


@transaction.atomic
def attest_on_paper(agreement, number, *, by, sha256, signed_on, paper):
    """Record what witness ``number`` (of the current version), who has no account, has signed. The
    same file and day sent twice are one."""
    agreement, digest = locked(agreement), digest_of(paper)
    words = {"sha256": sha256, "signed_on": signed_on}
    if found := kept_attestation(agreement, number, by=by, paper=paper, **words):
        return found
    witness = Witness.objects.get(signing__version=agreement.current_id, position=number)
    require(rules.can_record_attestation(by, agreement, witness))
    require_mandate_now(by)
    require_shown_text(agreement, sha256)
    _require_day(agreement, signed_on)
    now = timezone.now()
    row = _attestation(
        agreement, witness, by=by, method=ON_PAPER, name=witness.name, title=witness.office, at=now
    )
    _keep(
        agreement, paper, by=by, digest=digest, behind=row, at=now,
        attestation=row, signed_on=signed_on,
    )  # fmt: skip
    audit.record(
        "agreements.attested_on_paper", agreement, by=by, version=agreement.current.number,
        sha256=sha256, paper_sha256=digest, witness=str(witness),
    )  # fmt: skip
    notices.attested(agreement, row)
    go_on(agreement, at=now)
    return row


@transaction.atomic
def sign_for_third(agreement, place, *, by, sha256, signed_on, name, title, number, paper):
    """Record that the third party at this ``place`` has signed this version on paper, and the
    ``number`` that it has given it. The same file and words sent twice are one signature."""
    agreement, digest = locked(agreement), digest_of(paper)
    words = {"sha256": sha256, "signed_on": signed_on, "name": name, "title": title}
    if found := kept_third(agreement, place, by=by, paper=paper, number=number, **words):
        return found
    party = agreement.third_parties.get(position=place)
    require(rules.can_record_third(by, agreement, party))
    require_mandate_now(by)
    require_shown_text(agreement, sha256)
    _require_day(agreement, signed_on)
    if wrong := signing.another_signer(party, name):
        raise WrongSigner(wrong)
    version, now = agreement.current, timezone.now()
    row = ThirdSignature(
        version=version, third_party=party, mandate=by, person_name=name, office_title=title,
        party_name=party.name, number=number, text_sha256=version.sha256, at=now,
    )  # fmt: skip
    last = version.third_signatures.order_by("-pk").first()
    row.seal = seals.seal((last or version).seal, **row.facts())
    row.save(force_insert=True)
    _keep(
        agreement, paper, by=by, digest=digest, behind=row, at=now,
        third_signature=row, signed_on=signed_on,
    )  # fmt: skip
    audit.record(
        "agreements.third_signed", agreement, by=by, version=version.number, sha256=sha256,
        paper_sha256=digest, party=party.name, signer=f"{name}, {title}",
    )  # fmt: skip
    notices.third_signed(agreement, row)
    go_on(agreement, at=now)
    return row


@transaction.atomic
def add_certified(agreement, *, by, paper):
    """Keep a PDF with certified signatures beside the current version; the same file once."""
    agreement, digest = locked(agreement), digest_of(paper)
    require(rules.can_add_certified(by, agreement))
    require_mandate_now(by)
    there = agreement.current.papers.filter(**OF_NO_WORD)
    if found := there.filter(sha256=digest).first():
        return found
    if there.count() >= MOST_CERTIFIED:
        raise Refusal(_("There are %(most)d such files already.") % {"most": MOST_CERTIFIED})
    row = _keep(agreement, paper, by=by, digest=digest, behind=agreement.current, at=timezone.now())
    audit.record(
        "agreements.certified_added", agreement, by=by,
        version=agreement.current.number, paper_sha256=digest,
    )  # fmt: skip
    return row


def kept_signature(agreement, *, by, sha256, signed_on, name, title, paper):
    """The approval that ``by`` has recorded out of this file in these words, or None."""
    row = rules.approval_of(by.region_id, agreement) if by else None
    if not _is_kept(row, by, sha256, signed_on, paper):
        return None
    known = signing.signer_on(by.region, signed_on, name, title)[:2]
    return row if known == (row.person_name, row.office_title) else None


def kept_attestation(agreement, number, *, by, sha256, signed_on, paper):
    """The attestation that ``by`` has recorded out of this file, or None."""
    rows = Attestation.objects.filter(version=agreement.current_id, witness__position=number)
    row = rows.select_related("paper").first()
    return row if _is_kept(row, by, sha256, signed_on, paper) else None


def kept_third(agreement, place, *, by, sha256, signed_on, name, title, number, paper):
    """The signature of a third party that ``by`` has recorded out of this file in these words, or
    None."""
    rows = ThirdSignature.objects.filter(
        version=agreement.current_id, third_party__position=place,
        person_name=name, office_title=title, number=number,
    )  # fmt: skip
    row = rows.select_related("paper").first()
    return row if _is_kept(row, by, sha256, signed_on, paper) else None


def _is_kept(row, by, sha256, signed_on, paper):
    """Has ``by`` recorded this word, for this text, of this day and out of this file?"""
    if row is None or by is None or not hasattr(row, "paper"):
        return False
    recorded = (row.mandate_id, row.text_sha256, row.paper.signed_on, row.paper.sha256)
    return recorded == (by.pk, sha256, signed_on, digest_of(paper))


def first_day(agreement):
    """The first day on which the current version can have been signed."""
    return local(agreement.current.made_at, agreement.zone).date()


def _require_day(agreement, day):
    if day < first_day(agreement):
        raise WrongDay(_("This version did not exist yet on that day."))
    if day > day_in(agreement.drafted_for_id):
        raise WrongDay(_("This day has not come yet."))


def _keep(agreement, paper, *, by, digest, behind, at, **rest):
    row = SignedPaper(
        version=agreement.current, sha256=digest, at=at, mandate=by, person_name=str(by.user),
        office_title=by.title, region_name=by.region.full_name, **rest,
    )  # fmt: skip
    row.paper.save(paper.name, paper, save=False)
    row.seal = seals.seal(behind.seal, **row.facts())
    row.save(force_insert=True)
    return row
