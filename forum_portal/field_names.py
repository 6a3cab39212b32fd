"""What relations are called on operators' pages.

Models leave the names of most relations to Django, which takes the English word of the code. Here
the reader gets his own; nothing of it is in the migrations.
"""

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext_lazy as _

WORDS = {
    "invited_by": _("invited by"),
    "action_item": _("follow-up"),
    "added_by": _("added by"),
    "agenda_item": _("agenda item"),
    "agreement": _("agreement"),
    "announced_by": _("announced by"),
    "answered_by": _("answered by"),
    "approved_by": _("approved by"),
    "addendum": _("addendum"),
    "approved_in": _("approved in"),
    "asked_by": _("asked by"),
    "attestation": _("attestation"),
    "begun_by": _("begun by"),
    "book": _("letter book"),
    "budget": _("budget"),
    "by": _("by"),
    "called_by": _("called by"),
    "came_from": _("came from the meeting"),
    "clause": _("clause"),
    "comment": _("comment on a planned rule"),
    "closed_by": _("closed by"),
    "commitment": _("commitment"),
    "committed_by": _("committed by"),
    "consent": _("consent"),
    "corrects": _("corrects"),
    "current": _("current version"),
    "day": _("work day"),
    "decision": _("decision"),
    "dispute": _("dispute"),
    "outcome": _("result of a dispute"),
    "raised_by": _("raised by"),
    "draft": _("draft"),
    "drafted_for": _("drafted for"),
    "elector": _("elector"),
    "enrolment": _("enrolment"),
    "escalation": _("escalation"),
    "forum": _("forum"),
    "founded_by": _("entered by"),
    "fulfilment": _("due day of an obligation"),
    "given_by": _("given by"),
    "indicator": _("indicator"),
    "invitation": _("invitation"),
    "issued_by": _("issued by"),
    "item": _("item"),
    "made_by": _("made by"),
    "mail": _("letter"),
    "mandate": _("mandate"),
    "meeting": _("meeting"),
    "minutes": _("minutes of the meeting"),
    "obligation": _("obligation"),
    "opened_by": _("opened by"),
    "organiser": _("organiser"),
    "origin": _("copied from"),
    "other": _("other planned rule"),
    "owner": _("who is responsible"),
    "parent": _("lies in"),
    "party": _("party"),
    "phase": _("phase"),
    "planned": _("planned rule"),
    "planned_by": _("noted down by"),
    "poll": _("date poll"),
    "programme": _("programme"),
    "project": _("project"),
    "proposal": _("proposal on an agreement in force"),
    "proposed_by": _("proposed by"),
    "question": _("question"),
    "organisation": _("organisation"),
    "ranking": _("ranking of proposals"),
    "recipient": _("receiver"),
    "recorded_by": _("recorded by"),
    "regency": _("regency"),
    "region": _("region"),
    "remark": _("remark"),
    "replaced_by": _("replaced by"),
    "replaces": _("replaces"),
    "replied_by": _("replied by"),
    "report": _("progress report"),
    "request": _("request"),
    "reverses": _("takes back"),
    "revoked_by": _("revoked by"),
    "risk": _("risk"),
    "round": _("round"),
    "rule": _("rule of cost sharing"),
    "saved_by": _("saved by"),
    "sealed_by": _("sealed by"),
    "sent_by": _("sent by"),
    "series": _("series of meetings"),
    "signature": _("approval"),
    "signing": _("way of signing"),
    "slot": _("proposed date"),
    "started_by": _("started by"),
    "target": _("other proposal"),
    "third_party": _("third party"),
    "third_signature": _("signature of a third party"),
    "topic": _("topic"),
    "training": _("training"),
    "user": _("person"),
    "version": _("version"),
    "vote": _("vote"),
    "witness": _("witness"),
    "writer": _("writer"),
}


def unnamed():
    """The fields of our models that have no name of their own."""
    for floor in settings.FLOORS:
        for model in apps.get_app_config(floor).get_models():
            for field in model._meta.local_fields:
                if field._verbose_name is None and not field.primary_key:
                    yield field


def give_names():
    for field in unnamed():
        field.verbose_name = WORDS.get(field.name, field.verbose_name)
