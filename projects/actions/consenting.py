"""The row of an answer, and its entry in the trail; the project is locked."""

from core import audit
from projects.models import Consent

_VERBS = {
    Consent.Answer.GIVEN: "projects.consent_given",
    Consent.Answer.CHANGES: "projects.changes_asked",
    Consent.Answer.DECLINED: "projects.declined",
}
_AMENDMENT_VERBS = {
    Consent.Answer.GIVEN: "projects.amendment_consented",
    Consent.Answer.CHANGES: "projects.amendment_changes_asked",
    Consent.Answer.DECLINED: "projects.amendment_declined",
}


def record_answer(project, answer, reason, *, by):
    """To the version about which the heads are asked."""
    verbs = _AMENDMENT_VERBS if project.pending else _VERBS
    audit.record(verbs[answer], project, by=by, version=project.asked.number)
    return Consent.objects.create(
        version=project.asked,
        region=by.region,
        answer=answer,
        reason=reason,
        mandate=by,
        person_name=str(by.user),
        office_title=by.title,
    )
