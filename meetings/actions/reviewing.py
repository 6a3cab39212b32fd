"""From draft to seal: sent for review, remarked on, confirmed, approved, sealed.

Locks are taken in one order: meeting, minutes, proposed topics, reminders, mails.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, seals, sheets, states
from core.access import require
from core.errors import Refusal
from meetings import minutes_notices, minutes_record, minutes_text
from meetings import minutes_rules as rules
from meetings.actions.agenda import judge_unmarked
from meetings.actions.minuting import held_minutes
from meetings.actions.planning import plan_minutes
from meetings.actions.reminding import locked
from meetings.documents import minutes as papers
from meetings.models import (
    Confirmation,
    Minutes,
    MinutesSave,
    Remark,
    SignedCopy,
)

State = Minutes.State


@transaction.atomic
def send_minutes(minutes, *, by, review_until):
    """Fix the text and ask all invited regions to confirm it or to say what is wrong."""
    now = timezone.now()
    meeting = locked(minutes.meeting_id)
    minutes = held_minutes(minutes.pk)
    minutes.meeting = meeting
    require(rules.can_send_minutes(by, minutes))
    if review_until <= now:
        raise Refusal(_("The time for remarks lies in the past by now. Please choose a later one."))
    judge_unmarked(meeting, minutes, by=by)
    record = minutes_record.gather(minutes)
    text = minutes_text.canonical(record)
    states.move(
        minutes, "state", to=State.REVIEW,
        record=record, text=text, sha256=seals.digest(text), round=minutes.round + 1,
        sent_at=now, sent_by=by, review_until=review_until,
        writer=None, writer_client=None, writer_until=None,
    )  # fmt: skip
    audit.record("meetings.minutes_sent", meeting, by=by, sha256=minutes.sha256)
    minutes_notices.sent(minutes)
    _approve_if_all_confirmed(minutes)
    plan_minutes(meeting, now=now)
    return minutes


@transaction.atomic
def take_back_minutes(minutes, *, by, reason):
    """Back to the draft, to correct it; who confirmed is asked anew about a text that is another."""
    minutes = held_minutes(minutes.pk)
    require(rules.can_take_back_minutes(by, minutes))
    states.move(minutes, "state", to=State.DRAFT)
    audit.record("meetings.minutes_taken_back", minutes.meeting, by=by, reason=reason)
    plan_minutes(minutes.meeting)
    return minutes


@transaction.atomic
def remark(item, *, by, text):
    """Say what should be corrected in one item. The same words a second time are one remark."""
    minutes = held_minutes(item.minutes_id)
    require(rules.can_remark(by, minutes))
    facts = {"minutes": minutes, "item": item, "round": minutes.round, "text": text, "mandate": by}
    if there := Remark.objects.filter(**facts).first():
        return there
    row = Remark.objects.create(
        **facts | Remark.said_by(by), region_id=by.region_id, at=timezone.now()
    )
    audit.record("meetings.minutes_remarked", minutes.meeting, by=by, item=item.title)
    minutes_notices.remarked(minutes, row)
    plan_minutes(minutes.meeting)
    return row


@transaction.atomic
def reply_to(row, *, by, text):
    """Say how a remark was dealt with, once."""
    minutes = held_minutes(row.minutes_id)
    require(rules.can_reply(by, minutes))
    row = Remark.objects.get(pk=row.pk)
    if row.reply:
        raise Refusal(_("This remark was answered already."))
    row.reply, row.replied_at, row.replied_by = text, timezone.now(), by
    row.save()
    audit.record("meetings.minutes_replied", minutes.meeting, by=by)
    return row


@transaction.atomic
def confirm_minutes(minutes, *, by, sha256):
    """Record a region's word that exactly the text whose hash was shown is right.

    The last of the invited regions approves the minutes. A second click gets the first answer.
    """
    minutes = held_minutes(minutes.pk)
    own = {"region": by.region_id if by else None, "text_sha256": sha256}
    if there := minutes.confirmations.filter(**own).first():
        return there
    require(rules.can_confirm_minutes(by, minutes))
    if minutes.sha256 != sha256:
        raise Refusal(_("The text has changed since you opened the page. Please read it again."))
    row = Confirmation.objects.create(
        minutes=minutes, region=by.region, text_sha256=sha256, at=timezone.now(),
        **Confirmation.said_by(by),
    )  # fmt: skip
    audit.record("meetings.minutes_confirmed", minutes.meeting, by=by, sha256=sha256)
    _approve_if_all_confirmed(minutes)
    plan_minutes(minutes.meeting)
    return row


def _approve_if_all_confirmed(minutes):
    confirmed = minutes.confirmations.filter(text_sha256=minutes.sha256).values("region")
    if minutes.meeting.invitations.exclude(region__in=confirmed).exists():
        return
    states.move(
        minutes, "state", to=State.APPROVED,
        approved_at=timezone.now(), approved_how=Minutes.How.REPRESENTATIVES,
    )  # fmt: skip
    audit.record("meetings.minutes_approved", minutes.meeting, by=audit.SYSTEM)
    minutes_notices.approved(minutes)


@transaction.atomic
def approve_at_sitting(minutes, *, by, sitting):
    """Record that a later sitting of the same circle has approved them."""
    minutes = held_minutes(minutes.pk)
    require(rules.can_approve_at_sitting(by, minutes))
    if not rules.sittings_after(minutes).filter(pk=sitting.pk).exists():
        raise Refusal(_("Choose a later sitting of the same forum or project that was held."))
    states.move(
        minutes, "state", to=State.APPROVED,
        approved_at=timezone.now(), approved_how=Minutes.How.SITTING,
        approved_by=by, approved_in=sitting,
    )  # fmt: skip
    audit.record("meetings.minutes_approved", minutes.meeting, by=by, sitting=sitting.pk)
    minutes_notices.approved(minutes)
    plan_minutes(minutes.meeting)
    return minutes


@transaction.atomic
def seal_minutes(minutes, *, by):
    """Close them for good. From here on the database refuses every change but an addendum."""
    minutes = held_minutes(minutes.pk)
    require(rules.can_seal_minutes(by, minutes))
    minutes.sealed_at, minutes.sealed_by = timezone.now(), by
    states.move(
        minutes, "state", to=State.SEALED,
        sealed_at=minutes.sealed_at, sealed_by=by, seal=seal_of(minutes),
    )  # fmt: skip
    MinutesSave.objects.filter(item__minutes=minutes).delete()
    audit.record("meetings.minutes_sealed", minutes.meeting, by=by, sha256=minutes.sha256)
    minutes_notices.sealed(minutes)
    sheets.ask_worker("meetings.tasks.make_minutes_sheet", minutes)
    return minutes


def seal_of(minutes):
    """Binds the row to every confirmation of its text, one after the other."""
    previous = ""
    for row in minutes.confirmations.filter(text_sha256=minutes.sha256).order_by("pk"):
        previous = seals.seal(previous, **row.facts())
    return seals.seal(previous, **minutes.facts())


@transaction.atomic
def keep_signed_copy(minutes, *, by, file):
    """Keep the scan of the signed paper and its hash; the same file a second time is one."""
    minutes = held_minutes(minutes.pk)
    require(rules.can_add_to_minutes(by, minutes))
    sha256 = seals.digest_of_file(file.read())
    file.seek(0)
    if there := minutes.signed_copies.filter(sha256=sha256).first():
        return there
    row = SignedCopy.objects.create(
        minutes=minutes, file=file, sha256=sha256, at=timezone.now(), **SignedCopy.said_by(by)
    )
    audit.record("meetings.minutes_signed_copy_kept", minutes.meeting, by=by, sha256=sha256)
    return row


def make_minutes_sheet(minutes):
    """Make and keep the PDF of sealed minutes, unless there is one; True if this call made it."""
    return sheets.make_once(
        minutes, lambda row: papers.official_record(row), verb="meetings.minutes_sheet_made"
    )
