"""What partners want changed, part by part, and what the lead says to each."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import audit
from core.access import require
from core.errors import Refusal
from projects import notices, rules
from projects.actions.locking import locked
from projects.models import ChangeReply, ChangeRequest, Consent


def require_requests(answer, requests):
    """Who asks for changes says of at least one part which."""
    if answer == Consent.Answer.CHANGES and not requests:
        raise Refusal(_("Say of at least one part of the proposal what should change."))


def keep_requests(consent, requests):
    """``requests``: part of the proposal (``pages.Step.slug``) → what should change."""
    ChangeRequest.objects.bulk_create(
        ChangeRequest(consent=consent, section=section, text=text)
        for section, text in requests.items()
    )


def require_replies(project):
    """No new version while a request waits for an answer."""
    number = ChangeRequest.objects.of_project(project).open().count()
    if number:
        text = ngettext(
            "Reply to %(number)d request for a change first. Then the new version can be sent.",
            "Reply to %(number)d requests for changes first. Then the new version can be sent.",
            number,
        )
        raise Refusal(text % {"number": number}, back=project.requests_url)


@transaction.atomic
def reply(request, *, by, answer, reason=""):
    """Accept or refuse a request for a change, once. The same answer sent twice is one."""
    project = locked(request.consent.version.project)
    require(rules.can_reply(by, project))
    given = ChangeReply.objects.filter(request=request).first()
    if given:
        if (given.answer, given.reason, given.mandate_id) == (answer, reason, by.pk):
            return given
        text = _("%(person)s has replied to this request already: %(answer)s.")
        said = {"person": given.person_name, "answer": given.get_answer_display()}
        raise Refusal(text % said, back=project.requests_url)
    given = ChangeReply.objects.create(
        request=request,
        answer=answer,
        reason=reason,
        mandate=by,
        person_name=str(by.user),
        office_title=by.title,
    )
    audit.record("projects.request_answered", project, by=by, section=request.section)
    notices.request_answered(given, project, by=by)
    return given
