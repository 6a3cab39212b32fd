"""A region's answer to an invitation."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from core import audit
from core.access import require
from core.errors import Refusal
from meetings import rules
from meetings.actions.planning import plan_reminders
from meetings.models import Invitation, Meeting

VERBS = {
    Invitation.Answer.ATTENDS: "meetings.accepted",
    Invitation.Answer.REPRESENTED: "meetings.delegated",
    Invitation.Answer.ABSENT: "meetings.declined",
}


@transaction.atomic
def answer(invitation, *, by, answer, substitute="", proxy_letter=None, reason="", sequence=None):
    """Say whether the region comes. The last answer counts; each one stands in the trail.

    The same answer by the same mandate a second time changes nothing. The substitute's letter of
    mandate (``proxy_letter``, a checked file) stays until another one or another answer comes.
    ``sequence`` is the meeting's as the page showed it: a page that has become stale is refused.
    """
    now = timezone.now()
    invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation.pk)
    # Read after the row is ours: the meeting may have been moved while we waited.
    invitation.meeting = Meeting.objects.select_related("forum", "organiser").get(
        pk=invitation.meeting_id
    )
    if not (verdict := rules.can_answer(by, invitation, now)):
        raise Refusal(verdict.reason)
    if sequence is not None:
        require(rules.still_as_shown(invitation.meeting, sequence))
    said = {
        "answer": answer,
        "substitute": substitute if answer == Invitation.Answer.REPRESENTED else "",
        "reason": reason if answer == Invitation.Answer.ABSENT else "",
        "answered_by_id": by.pk,
    }
    same = all(getattr(invitation, name) == value for name, value in said.items())
    if same and not proxy_letter:
        return invitation
    _keep_letter(invitation, said, proxy_letter)
    for name, value in {**said, "answered_at": now}.items():
        setattr(invitation, name, value)
    invitation.save()
    audit.record(VERBS[answer], invitation.meeting, by=by, region=invitation.region_id)
    plan_reminders(invitation.meeting, now=now, only=invitation)
    return invitation


def _keep_letter(invitation, said, proxy_letter):
    """The new file in place of the old one; none that names somebody else stays."""
    old = invitation.proxy_letter
    replaced = bool(proxy_letter) and said["answer"] == Invitation.Answer.REPRESENTED
    if not replaced and said["substitute"] == invitation.substitute:
        return
    if old:
        forget_files([old.name])
    invitation.proxy_letter = proxy_letter if replaced else ""


def take_answers_back(meeting, now):
    """All regions are asked again; what was said of another date is said of it no more."""
    files = meeting.invitations.exclude(proxy_letter="").values_list("proxy_letter", flat=True)
    forget_files(list(files))
    meeting.invitations.update(
        answer=Invitation.Answer.NONE, substitute="", proxy_letter="", reason="",
        answered_at=None, answered_by=None, updated_at=now,
    )  # fmt: skip


def forget_files(names):
    """Remove letters of mandate that no answer names any more, once that is certain."""
    storage = Invitation._meta.get_field("proxy_letter").storage
    for name in names:
        transaction.on_commit(partial(storage.delete, name))
