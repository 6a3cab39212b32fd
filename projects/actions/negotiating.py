"""The talk of the partners: questions, positions, and rounds that end with a summary.

All of it holds the project's row, so that a round is closed once and nothing is said into it
afterwards; the triggers of ``guards`` stand behind.
"""

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from core.sending import sent_before
from projects import negotiation_rules as rules
from projects import notices
from projects.actions.locking import locked
from projects.models import Facilitator, Outcome, Position, Question, Round
from projects.negotiating import facilitator_of, round_at_work, talk_of


@transaction.atomic
def ask(project, *, by, token, title, text=""):
    """Put a question to the partners; the same form (``token``) sent twice is one."""
    project = locked(project)
    require(rules.can_ask(by, project))
    asked = project.questions.all()
    if found := sent_before(asked, token, title=title, text=text):
        return found
    if asked.count() >= Question.MOST:
        text = _("There are %(most)d questions already. Settle some of them in a meeting first.")
        raise Refusal(text % {"most": Question.MOST})
    question = Question.objects.create(
        project=project, region=by.region, token=token, title=title, text=text, **_said(by)
    )
    audit.record("projects.question_asked", project, by=by, question=title)
    notices.question_asked(question, project, by=by)
    return question


@transaction.atomic
def take_position(question, *, by, number, stance, reason=""):
    """State where the person's region stands in round ``number``, as shown. The newest counts, in
    later rounds too; the same again in a round is one."""
    project = locked(question.project)
    require(rules.can_take_position(by, project))
    if Outcome.objects.settling(question).exists():
        raise Refusal(_("This question has been settled in the meantime."))
    at_work = round_at_work(project)
    if number != at_work:
        text = _("Round %(before)d has been closed in the meantime; now it is round %(now)d.")
        raise Refusal(text % {"before": number, "now": at_work})
    words = {"stance": stance, "reason": reason}
    said = question.positions.filter(region=by.region, round=number).last()
    if said and {"stance": said.stance, "reason": said.reason} == words:
        return said
    said = Position.objects.create(
        question=question, region=by.region, round=number, **words, **_said(by)
    )
    audit.record("projects.position_taken", project, by=by, question=question.title)
    return said


@transaction.atomic
def name_facilitator(project, region, *, by):
    """Let the people of ``region``, which has a seat, lead the talk from now on."""
    project = locked(project)
    require(rules.can_name_facilitator(by, project))
    if not project.has_seat(region.pk):
        raise Refusal(_("%(region)s takes no part any more.") % {"region": region.full_name})
    if facilitator_of(project) == region:
        return project.facilitators.first()
    named = Facilitator.objects.create(project=project, region=region, **_said(by))
    audit.record("projects.facilitator_named", project, by=by, region=region.full_name)
    notices.facilitator_named(named, project, by=by)
    return named


@transaction.atomic
def close_round(project, *, by, number, summary, outcomes):
    """Close round ``number``, as shown, with the facilitator's summary.

    ``outcomes``: key of each open question → whether it is settled, and how (or what is missing).
    Of two who close the same round the second is refused.
    """
    project = locked(project)
    require(rules.can_close_round(by, project, facilitator_of(project)))
    if given := project.rounds.filter(number=number).first():
        if (given.mandate_id, given.summary) == (by.pk, summary):
            return given
        text = _("%(person)s has closed round %(number)d already.")
        raise Refusal(text % {"person": given.person_name, "number": number})
    if number != round_at_work(project):
        raise Refusal(_("This page was not complete. Please open the talk again."))
    waiting = set(project.questions.open().values_list("pk", flat=True))
    if not waiting:
        raise Refusal(_("No question is open; there is nothing to close."))
    if waiting != outcomes.keys():
        text = _("The open questions have changed in the meantime. Please look at them again.")
        raise Refusal(text)
    _refuse_to_settle_against(project, outcomes)
    closed = Round.objects.create(project=project, number=number, summary=summary, **_said(by))
    Outcome.objects.bulk_create(
        Outcome(round=closed, question_id=key, is_settled=is_settled, how=how)
        for key, (is_settled, how) in outcomes.items()
    )
    audit.record("projects.round_closed", project, by=by, round=number)
    notices.round_closed(closed, project, by=by)
    return closed


def _refuse_to_settle_against(project, outcomes):
    prefetch_related_objects([project], "partnerships__region")
    for matter in talk_of(project).open:
        is_settled, _how = outcomes[matter.question.pk]
        if is_settled:
            require(rules.can_settle(matter))


def _said(by):
    return {"mandate": by, "person_name": str(by.user), "office_title": by.title}
