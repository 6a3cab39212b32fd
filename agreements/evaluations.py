"""A yearly evaluation, ready to show: what each party has said, side by side; silence as silence."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agreements import anniversaries
from agreements import implementation_rules as rules
from agreements.models import EvaluationAnswer, EvaluationNote, Party
from core import formats


@dataclass(frozen=True)
class Row:
    """A party with its answer that counts, or None."""

    party: Party
    answer: EvaluationAnswer | None
    corrected: int


@dataclass(frozen=True)
class Year:
    """``is_open``: it can be answered; ``late``: its day is over and somebody is silent."""

    number: int
    due_on: date
    rows: list
    works: list  # (obligation in words, [degree of each party in the order of the rows])
    notes: list
    outcome: str
    answered: int
    is_open: bool
    late: bool


def latest(answers):
    """The newest row of each party, in the order in which they come."""
    return {answer.party_id: answer for answer in answers}


def outcome_of(agreement, year):
    """What is proposed when every party has answered; else empty."""
    rows = latest(agreement.evaluation_answers.filter(year=year).order_by("pk"))
    return anniversaries.outcome([row.wish for row in rows.values()], agreement.parties.count())


def newest_outcome(agreement, year, parties):
    """What the newest evaluation proposes that all ``parties`` have answered: the one of ``year``,
    else of the year before; a sentence, or empty."""
    rows = agreement.evaluation_answers.filter(year__gte=year - 1)
    by_year = {}
    for row in rows.order_by("pk").only("party", "year", "wish"):
        by_year.setdefault(row.year, {})[row.party_id] = row.wish
    for number in (year, year - 1):
        if found := anniversaries.outcome(list(by_year.get(number, {}).values()), parties):
            return outcome_words(found)
    return ""


def outcome_words(outcome):
    """What is proposed at most, as a sentence; nothing is decided by it."""
    if not outcome:
        return ""
    wish = EvaluationAnswer.Wish(outcome).label
    if outcome == anniversaries.CONTINUE:
        return _("All parties propose: %(outcome)s.") % {"outcome": wish}
    return _("The farthest proposal: %(outcome)s. It binds nobody yet.") % {"outcome": wish}


def years_of(agreement, obligations):
    """All years whose questions have been open, newest first; a constant number of queries.

    ``obligations``: (key, words) of each, for their lines."""
    newest = rules.open_year(agreement)
    parties = list(agreement.parties.select_related("region").order_by("position"))
    answers = {}
    for row in EvaluationAnswer.objects.filter(agreement=agreement).order_by("pk"):
        answers.setdefault(row.year, []).append(row)
    notes = {}
    for row in (
        EvaluationNote.objects.filter(agreement=agreement).select_related("region").order_by("pk")
    ):
        notes.setdefault(row.year, {})[row.region_id] = row
    today = formats.day_in(agreement.drafted_for_id)
    return [
        _year(
            agreement, number, parties, answers.get(number, []), notes.get(number, {}), obligations,
            is_open=number == newest, today=today,
        )
        for number in range(newest, 0, -1)
    ]  # fmt: skip


def _year(agreement, number, parties, said, notes, obligations, *, is_open, today):
    newest = latest(said)
    rows = [
        Row(party, newest.get(party.pk), sum(each.party_id == party.pk for each in said) - 1)
        for party in parties
    ]
    due_on = anniversaries.day_of(rules.sealed_on(agreement), number)
    wishes = [row.answer.wish for row in rows if row.answer]
    outcome = anniversaries.outcome(wishes, len(parties))
    return Year(
        number=number,
        due_on=due_on,
        rows=rows,
        works=[(words, [_degree(row.answer, key) for row in rows]) for key, words in obligations],
        notes=list(notes.values()),
        outcome=outcome_words(outcome),
        answered=len(wishes),
        is_open=is_open,
        late=not outcome and today > due_on,
    )


def has_answered(years, region):
    """Has this region answered the questions that are open now?"""
    rows = [row for year in years if year.is_open for row in year.rows]
    return any(row.answer and row.party.region_id == region for row in rows)


def _degree(answer, key):
    said = answer.works.get(str(key), "") if answer else ""
    return EvaluationAnswer.Degree(said).label if said else ""
