"""The office above the parties acknowledges the sealed text, here or on paper."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import acknowledgement, notices, signing
from agreements import acknowledgement_rules as rules
from agreements.actions.approval import require_mandate_now, require_shown_text
from agreements.actions.locking import locked
from agreements.actions.papers import digest_of
from agreements.actions.signing import WrongDay, WrongSigner
from agreements.implementation_rules import sealed_on
from agreements.models import Acknowledgement, Signature
from core import audit, seals
from core.access import require
from core.formats import day, day_in


@transaction.atomic
def acknowledge_agreement(agreement, *, by, sha256, method):
    """Record that ``by`` acknowledges, for the office above the parties, exactly the text whose hash
    was shown. It changes nothing else. A second click gets the first one's answer."""
    agreement = locked(agreement)
    earlier = acknowledgement.word_of(by.region_id, agreement) if by else None
    if earlier and (earlier.mandate_id, earlier.text_sha256) == (by.pk, sha256):
        return earlier
    require(rules.can_acknowledge(by, agreement))
    require_mandate_now(by)
    require_shown_text(agreement, sha256)
    row = _row(
        agreement, by.region, by=by, person_name=str(by.user), office_title=by.title, method=method
    )
    _keep(agreement, row)
    audit.record(
        "agreements.acknowledged", agreement, by=by,
        version=agreement.current.number, sha256=sha256, method=method,
    )  # fmt: skip
    notices.acknowledged(agreement, row)
    return row


@transaction.atomic
def acknowledge_on_paper(agreement, region, *, by, sha256, signed_on, name, title, paper):
    """Record that the office of ``region`` has signed on paper. The same file and words sent twice
    are one."""
    agreement, digest = locked(agreement), digest_of(paper)
    words = {"sha256": sha256, "signed_on": signed_on, "name": name, "title": title}
    if found := kept_acknowledgement(agreement, region, by=by, paper=paper, **words):
        return found
    require(rules.can_record(by, agreement, region))
    require_mandate_now(by)
    require_shown_text(agreement, sha256)
    _require_day(agreement, signed_on)
    name, title, wrong = signing.signer_on(region, signed_on, name, title)
    if wrong:
        raise WrongSigner(wrong)
    row = _row(
        agreement, region, by=by, person_name=name, office_title=title, signed_on=signed_on,
        method=Signature.Method.PAPER, paper_sha256=digest, recorder_name=str(by.user),
        recorder_office=by.capacity,
    )  # fmt: skip
    row.paper.save(paper.name, paper, save=False)
    _keep(agreement, row)
    audit.record(
        "agreements.acknowledged_on_paper", agreement, by=by, version=agreement.current.number,
        sha256=sha256, paper_sha256=digest, signer=f"{name}, {title}, {region.full_name}",
    )  # fmt: skip
    notices.acknowledged(agreement, row)
    return row


def kept_acknowledgement(agreement, region, *, by, sha256, signed_on, name, title, paper):
    """The one that ``by`` has recorded out of this file in these words, or None."""
    row = acknowledgement.word_of(region.pk, agreement)
    if row is None or by is None:
        return None
    known = signing.signer_on(region, signed_on, name, title)[:2]
    recorded = (row.mandate_id, row.text_sha256, row.signed_on, row.paper_sha256)
    is_so = recorded == (by.pk, sha256, signed_on, digest_of(paper))
    return row if is_so and known == (row.person_name, row.office_title) else None


def _row(agreement, region, *, by, **words):
    version = agreement.current
    return Acknowledgement(
        version=version, region=region, region_name=region.full_name, mandate=by,
        text_sha256=version.sha256, at=timezone.now(), **words,
    )  # fmt: skip


def _keep(agreement, row):
    version = agreement.current
    last = version.acknowledgements.order_by("-pk").first()
    last = last or version.signatures.order_by("-pk").first()
    row.seal = seals.seal(last.seal, **row.facts())
    row.save(force_insert=True)


def early(agreement):
    """Why it cannot have been acknowledged before, as a sentence."""
    return _("All parties had approved on %(day)s; it cannot have been acknowledged before.") % {
        "day": day(sealed_on(agreement))
    }


def _require_day(agreement, signed_on):
    if signed_on < sealed_on(agreement):
        raise WrongDay(early(agreement))
    if signed_on > day_in(agreement.drafted_for_id):
        raise WrongDay(_("This day has not come yet."))
