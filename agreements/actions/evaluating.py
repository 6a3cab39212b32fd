"""Each year the parties look back; who has not answered is reminded."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import anniversaries, evaluations
from agreements import implementation_rules as rules
from agreements import life_notices as notices
from agreements.actions.locking import locked
from agreements.models import Agreement, EvaluationAnswer, EvaluationNote
from core import audit
from core.access import require
from core.errors import Refusal
from core.formats import day_in
from core.sending import sent_before

logger = logging.getLogger(__name__)
MOST = 30  # rows of one party and year


def _require_open(agreement, year):
    if year != rules.open_year(agreement):
        raise Refusal(_("The questions of another year are open now. Please open the page again."))


@transaction.atomic
def evaluate(agreement, *, by, year, token, **words):
    """A party's answers; a later row corrects an earlier one. The same form (``token``) sent twice
    is one answer. With the last party's first answer the outcome is noted."""
    agreement = locked(agreement)
    require(rules.can_evaluate(by, agreement))
    party = agreement.parties.get(region=by.region_id)
    if found := sent_before(party.evaluation_answers, token, **words):
        return found
    _require_open(agreement, year)
    if party.evaluation_answers.filter(year=year).count() >= MOST:
        raise Refusal(_("This was corrected too often. Please tell the operators."))
    before = evaluations.outcome_of(agreement, year)
    answer = EvaluationAnswer(
        agreement=agreement, party=party, year=year, token=token, mandate=by,
        person_name=str(by.user), office_title=by.title, **words,
    )  # fmt: skip
    answer.save(force_insert=True)
    audit.record(
        "agreements.evaluated", agreement, by=by, proves=answer, year=year, wish=answer.wish
    )
    outcome = evaluations.outcome_of(agreement, year)
    if outcome and outcome != before:
        audit.record(
            "agreements.evaluation_closed", agreement, by=audit.SYSTEM, year=year, outcome=outcome
        )
        notices.evaluated(agreement, year, outcome)
    return answer


@transaction.atomic
def supervise(agreement, *, by, year, token, text):
    """A note of the subdistrict or the regency; a later row corrects an earlier one."""
    agreement = locked(agreement)
    require(rules.can_supervise(by, agreement))
    if found := sent_before(EvaluationNote.objects.filter(mandate=by), token, text=text):
        return found
    _require_open(agreement, year)
    notes = agreement.evaluation_notes.filter(region=by.region_id, year=year)
    if notes.count() >= MOST:
        raise Refusal(_("This was corrected too often. Please tell the operators."))
    note = EvaluationNote(
        agreement=agreement, region=by.region, year=year, token=token, text=text, mandate=by,
        person_name=str(by.user), office_title=by.title,
    )  # fmt: skip
    note.save(force_insert=True)
    audit.record("agreements.evaluation_noted", agreement, by=by, proves=note, year=year)
    return note


def remind_of_evaluations(now=None):
    """Put the reminders whose step has come into the outbox; returns how many letters.

    Safe to run at any time and by several workers: each letter has a key of its own.
    """
    now = now or timezone.now()
    rows = Agreement.objects.filter(state=Agreement.State.IN_FORCE)
    rows = rows.filter(sealed_at__lt=now - 11 * anniversaries.OPENS)
    return sum(_remind(pk, now) for pk in rows.order_by("pk").values_list("pk", flat=True))


def _remind(pk, now):
    """One agreement. What cannot be written is tried again and does not stop the others."""
    try:
        with transaction.atomic():
            return _remind_parties(pk, now)
    except Exception:
        logger.exception("reminder of the evaluation of agreement %s could not be written", pk)
        return 0


def _remind_parties(pk, now):
    agreement = locked(Agreement(pk=pk))
    today = day_in(agreement.drafted_for_id, now)
    year = rules.open_year(agreement, today)
    if agreement.state != Agreement.State.IN_FORCE or not year:
        return 0
    sealed_on = rules.sealed_on(agreement)
    due_on = anniversaries.day_of(sealed_on, year)
    left = anniversaries.reminder_on(due_on, sealed_on, today)
    if left is None:
        return 0
    said = agreement.evaluation_answers.filter(year=year).values("party")
    silent = agreement.parties.exclude(pk__in=said)
    return notices.evaluation_due(
        agreement, list(silent), year=year, due_on=due_on, left=left, now=now
    )
