"""Each year the parties look back; who has not answered is reminded, once a step."""

import uuid
from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from agreements import actions, evaluations, implementation_rules, tasks
from agreements.actions import evaluating
from agreements.models import EvaluationAnswer, EvaluationNote
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from tests.factories.agreements import AgreementFactory, in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed():
    return timezone.now()


@pytest.fixture
def agreement(people, villages, sealed):
    return AgreementFactory(state="in_force", regions=villages, ends_on=in_days(2000))


def said(**words):
    return {
        "year": 1, "token": uuid.uuid4(), "works": {}, "aim": "yes", "wish": "continue",
        "lessons": "", "words": "",
    } | words  # fmt: skip


def later(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=True)


def test_reminders_go_to_who_is_silent_once_a_step(agreement, people, sealed):
    day = sealed + timedelta(days=365)
    with later(350):
        actions.evaluate(agreement, by=people["other secretary"], **said())

    assert actions.remind_of_evaluations(day) > 0
    assert actions.remind_of_evaluations(day) == 0
    mail = people["drafting head"].user.mails.get(kind="agreements.evaluation_due")
    assert "Evaluasi tahunan" in mail.subject
    assert not people["other head"].user.mails.filter(kind="agreements.evaluation_due").exists()
    assert actions.remind_of_evaluations(sealed + timedelta(days=300)) == 0
    assert actions.remind_of_evaluations(sealed + timedelta(days=340)) == 0


def test_of_what_has_ended_nobody_is_reminded(agreement, people, sealed):
    stale = agreement.pk
    actions.end(agreement, by=people["other head"], ground="unlawful", reason="Perda baru.")

    assert evaluating._remind(stale, sealed + timedelta(days=365)) == 0


def test_a_mishap_with_one_does_not_stop_the_others(agreement, sealed):
    with mock.patch.object(evaluating.notices, "evaluation_due", side_effect=ValueError):
        assert actions.remind_of_evaluations(sealed + timedelta(days=365)) == 0


def test_the_hourly_task_looks_at_now(agreement):
    tasks.remind_of_evaluations()
    assert not agreement.evaluation_answers.exists()


def test_the_outcome_is_noted_when_all_have_answered(agreement, people):
    with later(350):
        first = said()
        answer = actions.evaluate(agreement, by=people["other head"], **first)
        assert actions.evaluate(agreement, by=people["other head"], **first) == answer
        assert evaluations.outcome_of(agreement, 1) == ""
        actions.evaluate(agreement, by=people["drafting secretary"], **said(wish="end"))
        actions.evaluate(agreement, by=people["drafting head"], **said(wish="end"))

    event = AuditEvent.objects.get(verb="agreements.evaluation_closed")
    assert event.detail["outcome"] == "end"
    mail = people["other secretary"].user.mails.get(kind="agreements.evaluation_closed")
    assert "diakhiri" in mail.text
    assert "diakhiri" in evaluations.newest_outcome(agreement, 2, 2)
    assert evaluations.newest_outcome(agreement, 5, 2) == ""


def test_another_year_than_the_open_one_is_not_answered(agreement, people):
    with later(800), pytest.raises(Refusal, match="tahun lain"):
        actions.evaluate(agreement, by=people["other head"], **said())


def test_corrections_have_an_end(agreement, people):
    with later(350), mock.patch.object(evaluating, "MOST", 0):
        with pytest.raises(Refusal, match="terlalu sering"):
            actions.evaluate(agreement, by=people["other head"], **said())
        note = {"year": 1, "token": uuid.uuid4(), "text": "Baik."}
        with pytest.raises(Refusal, match="terlalu sering"):
            actions.supervise(agreement, by=people["own camat"], **note)


@pytest.mark.parametrize(
    "who", ["drafting council", "own camat", "stranger head", "regency", "nobody"]
)
def test_only_the_parties_answer(who, agreement, people):
    with later(350), pytest.raises(Forbidden):
        actions.evaluate(agreement, by=people[who], **said())


@pytest.mark.parametrize(
    ("who", "may"),
    [("own camat", True), ("own officer", True), ("regency", True), ("other camat", False),
     ("other head", False), ("nobody", False)],
)  # fmt: skip
def test_who_supervises_has_a_party_in_his_care(who, may, agreement, people):
    with later(350):
        assert bool(implementation_rules.can_supervise(people[who], agreement)) is may


def test_before_the_first_anniversary_nothing_is_open(agreement, people):
    for rule, who in (
        (implementation_rules.can_evaluate, "other head"),
        (implementation_rules.can_supervise, "own camat"),
    ):
        assert "belum ada tahun" in rule(people[who], agreement).reason
    assert implementation_rules.open_year(AgreementFactory(state="draft")) == 0


def test_a_note_is_kept_once_a_form(agreement, people):
    note = {"year": 1, "token": uuid.uuid4(), "text": "Perlu rapat."}
    with later(350):
        first = actions.supervise(agreement, by=people["own camat"], **note)
        assert actions.supervise(agreement, by=people["own camat"], **note) == first
    assert EvaluationNote.objects.count() == 1 and str(first)


def test_answers_stay_and_are_of_a_party(agreement, people):
    with later(350):
        answer = actions.evaluate(agreement, by=people["other head"], **said())
    other = AgreementFactory(state="in_force").parties.first()
    assert str(answer)
    for act in (
        lambda: EvaluationAnswer.objects.update(wish="end"),
        lambda: EvaluationAnswer.objects.create(
            agreement=agreement, party=other, year=1, aim="yes", wish="end",
            mandate=people["other head"],
        ),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_year_whose_day_is_over_is_late_until_all_have_answered(agreement, people):
    with later(350):
        assert [year.late for year in evaluations.years_of(agreement, [])] == [False]
    with later(370):
        (year,) = evaluations.years_of(agreement, [])
        assert year.late and year.is_open and year.answered == 0
    with later(720):
        years = evaluations.years_of(agreement, [])
        assert [(year.number, year.is_open) for year in years] == [(2, True), (1, False)]
