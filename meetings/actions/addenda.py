"""What is added to sealed minutes, and the approval of its own that it needs.

Locks are taken as in ``reviewing``: the minutes first.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, seals
from core.access import require
from core.errors import Refusal
from meetings import addenda, minutes_notices
from meetings import minutes_rules as rules
from meetings.actions.minuting import held_minutes
from meetings.actions.planning import plan_addendum
from meetings.models import Addendum, AddendumWord

Stance = AddendumWord.Stance


@transaction.atomic
def add_addendum(minutes, *, by, text):
    """Add a text to sealed minutes, which stay as they are, and ask all invited regions about it.

    The text is sealed at once; it is approved when all of them have confirmed it.
    """
    minutes = held_minutes(minutes.pk)
    require(rules.can_add_to_minutes(by, minutes))
    sha256 = seals.digest(text)
    if there := minutes.addenda.filter(sha256=sha256).first():
        return there
    last = minutes.addenda.order_by("-number").first()
    row = Addendum(
        minutes=minutes, number=last.number + 1 if last else 1, text=text, sha256=sha256,
        at=timezone.now(), **Addendum.said_by(by),
    )  # fmt: skip
    row.seal = seals.seal((last or minutes).seal, **row.facts())
    row.save(force_insert=True)
    audit.record("meetings.minutes_added_to", minutes.meeting, by=by, number=row.number)
    minutes_notices.added_to(minutes, row)
    plan_addendum(row)
    return row


@transaction.atomic
def confirm_addendum(addendum, *, by, sha256):
    """Record a region's word that exactly the addendum whose hash was shown is right.

    The last of the invited regions approves it. A second click gets the first answer.
    """
    row, is_new = _answered(addendum, by=by, text_sha256=sha256, stance=Stance.CONFIRMS)
    if not is_new:
        return row
    meeting, number = row.addendum.minutes.meeting, row.addendum.number
    audit.record(
        "meetings.addendum_confirmed", meeting, by=by, number=number, sha256=row.text_sha256
    )
    if addenda.standing_of(row.addendum).is_approved:
        audit.record("meetings.addendum_approved", meeting, by=audit.SYSTEM, number=number)
        minutes_notices.addendum_approved(row.addendum)
    return row


@transaction.atomic
def object_to_addendum(addendum, *, by, sha256, reason):
    """Record that a region does not agree to the addendum, and why: it is not approved then."""
    row, is_new = _answered(
        addendum, by=by, text_sha256=sha256, stance=Stance.OBJECTS, reason=reason
    )
    if is_new:
        meeting, number = row.addendum.minutes.meeting, row.addendum.number
        audit.record("meetings.addendum_objected", meeting, by=by, number=number, reason=reason)
        minutes_notices.addendum_objected(row)
    return row


def _answered(addendum, *, by, **word):
    """The region's word, and whether it was given just now."""
    addendum.minutes = held_minutes(addendum.minutes_id)
    require(rules.answers_addenda(by, addendum.minutes.meeting))
    if there := addendum.words.filter(region=by.region_id, stance=word["stance"]).first():
        return there, False
    require(rules.can_answer_addendum(by, addendum))
    if addendum.sha256 != word["text_sha256"]:
        raise Refusal(_("The text has changed since you opened the page. Please read it again."))
    row = AddendumWord.objects.create(
        addendum=addendum, region=by.region, at=timezone.now(),
        **word, **AddendumWord.said_by(by),
    )  # fmt: skip
    plan_addendum(addendum)
    return row, True
