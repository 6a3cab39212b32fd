"""What a changed version begins with: the words of the current one, and what has come up since."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from projects import pages
from projects.actions.merging import newcomers_of
from projects.models import ChangeReply, ChangeRequest
from projects.sheets import typed_of

LONGEST_NOTE = 500


def typed_for_change(project):
    """The current version, or the amendment under deliberation, as typed; partners of merged proposals are named, accepted requests
    stand in the note."""
    fortnight = timezone.localdate() + timedelta(days=14)
    answers = typed_of(project.asked, max(project.answer_by, fortnight))
    answers[pages.PARTNERS.slug]["partners"] += newcomers_of(project)
    note = _note(requests_to(project.asked))
    return answers | ({pages.NOTE.slug: {"change_note": [note]}} if note else {})


def requests_to(version):
    """All requests for changes of one version."""
    if version is None:
        return []
    found = ChangeRequest.objects.of_project(version.project_id)
    return list(found.filter(consent__version=version))


def unanswered_of(project):
    """How many requests have to be replied to before a new version goes out."""
    if not project.current_id:
        return 0
    return ChangeRequest.objects.of_project(project).open().count()


def is_accepted(request):
    reply = request.answered
    return reply is not None and reply.answer == ChangeReply.Answer.ACCEPTED


def _note(requests):
    """Whose request about which part has been accepted; the words of it are for the partners."""
    accepted = [
        f"{request.title} ({request.consent.region.full_name})"
        for request in requests
        if is_accepted(request)
    ]
    if not accepted:
        return ""
    text = _("Accepted requests: %(requests)s.") % {"requests": ", ".join(accepted)}
    return text[:LONGEST_NOTE]
