"""What is noted beside the text of an agreement is found when a byte of it changes, or when it is taken
out: papers from home, suspensions, reports, evaluations, words on obligations."""

import uuid
from datetime import timedelta

import pgtrigger
import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from agreements import actions
from agreements.models import (
    EvaluationAnswer,
    EvaluationNote,
    Fulfilment,
    FulfilmentAct,
    HomePaper,
    ImplementationReport,
    Pause,
    ReportDelivery,
    ReportWord,
)
from agreements.verification import findings
from tests.agreements.test_verify_trail import sealed_by_clauses
from tests.factories.agreements import (
    agree,
    end_together,
    in_days,
    proposed,
    submitted,
)
from tests.factories.on_paper import scan

pytestmark = pytest.mark.django_db


def found():
    return [finding.what for finding in findings()]


@pytest.fixture
def agreement(people, villages):
    """Carried out, reported on, evaluated, suspended and taken up again; with papers from home."""
    heads = [people["drafting head"], people["other head"]]
    agreement = sealed_by_clauses(
        villages, starts_on=in_days(-10), ends_on=in_days(2000),
        owes=[{"region": villages[0], "first_due": in_days(5)}],
    )  # fmt: skip
    given(Fulfilment.objects.get(), heads)
    reported(submitted(agreement, heads[0]), people["drafting secretary"], heads)
    agree(proposed(agreement, heads[0]), *heads)
    with time_machine.travel(timezone.now() + timedelta(days=360), tick=True):
        evaluated(agreement, heads, people["own camat"])
    agreement.refresh_from_db()
    return agreement


def given(day, heads):
    actions.report(day, by=heads[0], token=uuid.uuid4(), given=5, file=scan())
    day.refresh_from_db()
    actions.confirm(day, by=heads[1], seen=day.acts.last().pk)


def reported(report, secretary, heads):
    actions.acknowledge(report, by=heads[0])
    actions.acknowledge(report, by=heads[1], remark="Angka iuran keliru.")
    actions.deliver(
        report, by=secretary, addressee="council", region=heads[0].region, sent_on=in_days(0)
    )


def evaluated(agreement, heads, camat):
    words = {"works": {}, "aim": "yes", "wish": "continue", "lessons": "Rawat.", "words": "Baik."}
    for head in heads:
        actions.evaluate(agreement, by=head, year=1, token=uuid.uuid4(), **words)
    actions.supervise(agreement, by=camat, year=1, token=uuid.uuid4(), text="Teruskan.")


def test_all_that_was_done_properly_fits(agreement, people):
    assert found() == []
    heads = [people["drafting head"], people["other head"]]
    end_together(agreement, heads)
    assert found() == []


CHANGED = [
    (HomePaper, {"number": "9"}), (HomePaper, {"held_on": in_days(-3)}),
    (Pause, {"ends_on": in_days(9)}), (Pause, {"starts_on": in_days(1)}),
    (ImplementationReport, {"figures": {}}),
    (ReportWord, {"remark": "Setuju."}), (ReportWord, {"person_name": "Lain"}),
    (ReportDelivery, {"sent_on": in_days(-1)}), (ReportDelivery, {"addressee": "regent"}),
    (EvaluationAnswer, {"wish": "end"}), (EvaluationAnswer, {"works": {"1": "no"}}),
    (EvaluationAnswer, {"lessons": "Lain."}), (EvaluationNote, {"text": "Lain."}),
    (FulfilmentAct, {"person_name": "Lain"}), (FulfilmentAct, {"note": "Lain."}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("model", "words"), CHANGED, ids=[f"{m.__name__}-{[*w][0]}" for m, w in CHANGED]
)
def test_a_changed_byte_of_any_row_is_found(agreement, model, words):
    for row in model.objects.order_by("pk"):
        same = model.objects.filter(pk=row.pk)
        kept = same.values(*words).get()
        with pgtrigger.ignore():
            same.update(**words)
            assert len(found()) == 1
            same.update(**kept)
    assert found() == []


@pytest.mark.parametrize(
    "table",
    [
        "agreements_homepaper", "agreements_reportword WHERE remark = ''",
        "agreements_reportdelivery", "agreements_evaluationnote", "agreements_pause",
        "agreements_evaluationanswer WHERE id = (SELECT max(id) FROM agreements_evaluationanswer)",
        "agreements_fulfilmentact WHERE kind = 'confirmed'",
        "core_auditevent WHERE verb = 'agreements.evaluation_noted'",
    ],
)  # fmt: skip
def test_what_was_taken_out_is_missed(agreement, table):
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")

    (what,) = found()
    assert what.startswith("the trail does not tell of every")
