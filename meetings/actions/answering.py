"""A region's answer to an invitation."""

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import Refusal
from meetings import rules
from meetings.actions.reminding import plan_reminders
from meetings.models import Invitation, Meeting

VERBS = {
    Invitation.Answer.ATTENDS: "meetings.accepted",
    Invitation.Answer.REPRESENTED: "meetings.delegated",
    Invitation.Answer.ABSENT: "meetings.declined",
}


@transaction.atomic
def answer(invitation, *, by, answer, substitute="", reason=""):
    """Say whether the region comes. The last answer counts; each one stands in the trail.

    The same answer by the same mandate a second time changes nothing.
    """
    now = timezone.now()
    invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    # Read after the row is ours: the meeting may have been moved while we waited.
    invitation.meeting = Meeting.objects.select_related("forum", "organiser").get(
        pk=invitation.meeting_id
    )
    if not (verdict := rules.can_answer(by, invitation, now)):
        raise Refusal(verdict.reason)
    said = {
        "answer": answer,
        "substitute": substitute if answer == Invitation.Answer.REPRESENTED else "",
        "reason": reason if answer == Invitation.Answer.ABSENT else "",
        "answered_by_id": by.pk,
    }
    if all(getattr(invitation, name) == value for name, value in said.items()):
        return invitation
    for name, value in {**said, "answered_at": now}.items():
        setattr(invitation, name, value)
    invitation.save()
    audit.record(VERBS[answer], invitation.meeting, by=by, region=invitation.region_id)
    plan_reminders(invitation.meeting, now=now, only=invitation)
    return invitation
