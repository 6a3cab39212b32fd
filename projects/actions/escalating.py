"""A proposal goes upward as a copy; what is answered there flows back to all who take part.

Whoever changes a copy holds the rows of all its proposals: of two officers one answers.
"""

from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import require_same_words
from projects import escalation_rules as rules
from projects import notices
from projects.actions.locking import locked
from projects.models import Escalation, EscalationStep, Project
from projects.telling import holders_of, people_of
from villages.roles import Permission

E = Escalation.State
K = EscalationStep.Kind
_VERBS = {
    K.SENT: "projects.escalated",
    K.QUESTION: "projects.escalation_questioned",
    K.REPLY: "projects.escalation_replied",
    K.TAKEN_UP: "projects.escalation_taken_up",
    K.DECLINED: "projects.escalation_declined",
    K.TAKEN_BACK: "projects.escalation_taken_back",
    K.NOTE: "projects.escalation_noted",
    K.CLOSED: "projects.escalation_closed",
}


class Closed(NamedTuple):
    """``names`` of the receivers for whom a copy is closed, and the keys of the officers who have
    been ``told`` of the end."""

    names: list
    told: set


@transaction.atomic
def escalate(project, receiver, *, by, ask, reason):
    """Send the current version to ``receiver``; returns the open copy.

    The same sent twice is one; in other words it is refused. A copy of an older version that still
    waits is taken back first.
    """
    project = locked(project)
    require(rules.can_escalate(by, project))
    if receiver.pk not in rules.receivers_of(project):
        raise Refusal(_("This proposal cannot go there: its partners have changed."))
    waiting = project.escalations.filter(state__in=Escalation.OPEN).select_related("receiver")
    if found := waiting.first():
        if found.receiver_id == receiver.pk:
            _require_same(found, ask, reason)
            return found
        text = _("This proposal still waits at %(region)s. Take it back first.")
        raise Refusal(text % {"region": found.receiver.full_name})
    if project.escalations.filter(receiver=receiver, state=E.TAKEN_UP).exists():
        text = _("%(region)s has taken this proposal up already.")
        raise Refusal(text % {"region": receiver.full_name})
    escalation = Escalation.objects.create(
        project=project, version=project.current, receiver=receiver, ask=ask
    )
    _say(escalation, K.SENT, reason, by=by)
    return escalation


def _require_same(found, ask, reason):
    """What is asked belongs to the words: it stays as it was sent, too."""
    said = found.steps.get(kind=K.SENT)
    if found.ask == ask:
        return require_same_words(said.text, reason)
    asked = Escalation.Ask(ask).label
    return require_same_words(f"{found.get_ask_display()}: {said.text}", f"{asked}: {reason}")


@transaction.atomic
def take_up(escalation, *, by, text, part_of=None):
    """The receiver carries the matter from now on, by itself or together with ``part_of``."""
    escalation = _locked(escalation, part_of)
    verdict = rules.can_answer_escalation(by, escalation)
    if escalation.part_of == part_of and (said := _said(verdict, escalation, K.TAKEN_UP, text, by)):
        return said
    require(verdict)
    if part_of is not None:
        _require_whole(escalation, part_of)
    states.move(escalation, "state", to=E.TAKEN_UP, part_of=part_of)
    return _say(escalation, K.TAKEN_UP, text, by=by)


def _require_whole(escalation, part_of):
    """Only into a copy of the same receiver that it carries and that is no part itself."""
    part_of.refresh_from_db(fields=["state", "part_of", "receiver"])
    own = part_of.receiver_id == escalation.receiver_id and part_of.pk != escalation.pk
    if not own or part_of.state != E.TAKEN_UP or part_of.part_of_id:
        raise Refusal(_("Choose another proposal that you have taken up."))


@transaction.atomic
def ask_back(escalation, *, by, text):
    """The receiver wants to know more; the lead replies."""
    escalation = _locked(escalation)
    verdict = rules.can_answer_escalation(by, escalation)
    if said := _said(verdict, escalation, K.QUESTION, text, by):
        return said
    require(verdict)
    states.move(escalation, "state", to=E.ASKED)
    return _say(escalation, K.QUESTION, text, by=by)


@transaction.atomic
def decline_escalation(escalation, *, by, text):
    """The receiver does not take it up, and says why; the proposal stays with its partners."""
    escalation = _locked(escalation)
    verdict = rules.can_answer_escalation(by, escalation)
    if said := _said(verdict, escalation, K.DECLINED, text, by):
        return said
    require(verdict)
    states.move(escalation, "state", to=E.DECLINED)
    return _say(escalation, K.DECLINED, text, by=by)


@transaction.atomic
def reply_to_question(escalation, *, by, text):
    """The lead answers what was asked; the copy waits for the receiver again."""
    escalation = _locked(escalation)
    verdict = rules.can_reply(by, escalation)
    if said := _said(verdict, escalation, K.REPLY, text, by):
        return said
    require(verdict)
    states.move(escalation, "state", to=E.SENT)
    return _say(escalation, K.REPLY, text, by=by)


@transaction.atomic
def take_escalation_back(escalation, *, by, text):
    """The lead takes the copy back before it is decided."""
    escalation = _locked(escalation)
    verdict = rules.can_take_back(by, escalation)
    if said := _said(verdict, escalation, K.TAKEN_BACK, text, by):
        return said
    require(verdict)
    states.move(escalation, "state", to=E.TAKEN_BACK)
    return _say(escalation, K.TAKEN_BACK, text, by=by)


def close_escalation(project, *, by):
    """What still lies open above is closed with its proposal, whose row is held; the receiver is
    told, the partners hear of it with the end of the proposal. What was taken up stays so: its
    receiver is told, too, and says itself whether it goes on."""
    rows = project.escalations.select_related(
        "project__lead", "project__current", "project__merged_into", "receiver", "version"
    )
    upward = list(rows.upward())
    waiting = [each for each in upward if each.state in Escalation.OPEN]
    for escalation in upward:
        if escalation.state == E.TAKEN_UP:
            notices.escalation_ended(escalation, by=by)
    for escalation in waiting:
        states.move(escalation, "state", to=E.CLOSED)
        _say(escalation, K.CLOSED, str(project.end_words), by=by)
    officers = holders_of([each.receiver_id for each in upward], Permission.TAKE_UP, but=by)
    return Closed([each.receiver.full_name for each in waiting], people_of(officers))


@transaction.atomic
def note_progress(escalation, *, by, text, list="", year=None, rank=None):
    """The receiver tells all origins how it goes on; the same words sent twice are one note."""
    escalation = _locked(escalation)
    require(rules.can_note(by, escalation))
    words = {"text": text, "list": list, "year": year, "rank": rank}
    last = escalation.steps.last()
    if last.kind == K.NOTE and all(getattr(last, name) == said for name, said in words.items()):
        return last
    return _say(escalation, K.NOTE, by=by, **words)


def _locked(escalation, other=None):
    """The copy as it stands now, its proposal locked; with it all proposals to which our words go."""
    copies = [escalation.pk, *([other.pk] if other else [])]
    spoken_to = Q(escalations__in=copies) | Q(escalations__part_of__in=copies)
    origins = Project.objects.filter(spoken_to).values("pk")
    rows = Project.objects.select_for_update(no_key=True).filter(pk__in=origins)
    list(rows.order_by("pk").only("pk"))
    found = Escalation.objects.select_related(
        "project__lead", "project__current", "receiver", "version"
    )
    return found.get(pk=escalation.pk)


def _said(verdict, escalation, kind, text, by):
    """The last step where it is the person's own and says just this: a second click. Else None."""
    if not verdict.moved_on:
        return None
    last = escalation.steps.last()
    return last if (last.kind, last.text, last.mandate_id) == (kind, text, by.pk) else None


def _say(escalation, kind, text, *, by, **reference):
    """Keep the words, write the trail of each origin, and tell everybody."""
    step = EscalationStep.objects.create(
        escalation=escalation, kind=kind, text=text, mandate=by, person_name=str(by.user),
        office_title=by.title, region_name=by.region.full_name, **reference,
    )  # fmt: skip
    for each in [escalation, *_parts_of(escalation)]:
        audit.record(_VERBS[kind], each.project, by=by, to=escalation.receiver_id)
        Project.objects.filter(pk=each.project_id).update(updated_at=timezone.now())
        if kind != K.CLOSED:
            notices.escalation_told(each, step, by=by)
    notices.escalation_asked(escalation, step, by=by)
    return step


def _parts_of(escalation):
    return escalation.parts.select_related("project__lead", "project__current", "receiver")
