"""Changed, added or removed after the seal: words of the heads, objections and numbers are found too."""

import random
import uuid
from datetime import timedelta

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from agreements import actions
from agreements.models import (
    BreachObjection,
    ImplementationReport,
    LifeProposal,
    LifeWord,
    Pause,
    Registration,
)
from agreements.verification import findings
from core.models import AuditEvent
from tests.agreements.test_verify import other
from tests.factories.agreements import AgreementFactory, agree, drawn_up, in_days, proposed
from tests.factories.on_paper import scan

pytestmark = pytest.mark.django_db


def found():
    return [finding.what for finding in findings()]


def numbered(agreement, by, number, seen=0):
    return actions.register(
        agreement, by=by, seen=seen, token=uuid.uuid4(), number=number,
        dated_on=timezone.localdate(), promulgated_on=timezone.localdate(), gazette_number=number,
        witnesses="Camat Leksono",
    )  # fmt: skip


@pytest.fixture
def agreement(people, villages):
    """Numbered twice, reported on, suspended, not taken up again, ended for breach, which one side
    denies."""
    agreement = AgreementFactory(state="in_force", regions=villages)
    heads = [people["drafting head"], people["other head"]]
    first = numbered(agreement, people["drafting secretary"], "3")
    numbered(agreement, people["drafting secretary"], "4", seen=first.pk)
    draft = drawn_up(agreement, people["drafting secretary"])
    words = {
        "starts_on": draft.starts_on, "ends_on": draft.ends_on, "letter_number": "140/12/BKAD/2026",
        "body": "BKAD Mitra Leksono", "body_head": "Endah Lestari",
    }  # fmt: skip
    draft = actions.write_report(draft, by=people["drafting secretary"], seen=1, **words)
    actions.submit(draft, by=people["drafting secretary"], seen=2)
    agree(proposed(agreement, heads[0], paper=scan()), *heads)
    again = proposed(agreement, heads[1], "resume", from_on=in_days(1))
    actions.refuse(again, by=heads[0], method="password", reason="Sumur belum pulih.")
    wish = proposed(agreement, heads[1], "end")
    actions.refuse(wish, by=heads[0], method="password", reason="Iuran dahulu.")
    actions.end(agreement, by=heads[0], ground="breach", reason="Iuran tidak dibayar.")
    agreement.refresh_from_db()
    actions.object_to_breach(agreement, by=heads[1], reason="Sudah dibayar.")
    return agreement


def test_all_that_was_done_properly_fits(agreement):
    assert found() == []


def changed(value, rng):
    if isinstance(value, bool):
        return not value
    return value + timedelta(days=1) if hasattr(value, "isoformat") else other(value, rng)


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (model, column)
        for model in (
            LifeProposal,
            LifeWord,
            Pause,
            BreachObjection,
            Registration,
            ImplementationReport,
        )
        for column in model.SEALED
        if not column.endswith("_id")
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_any_changed_byte_of_a_row_is_found(agreement, model, column):
    rng, tried = random.Random(column), 0
    for row in model.objects.order_by("pk"):
        value = getattr(row, column)
        if value in (None, ""):
            continue
        tried += 1
        with pgtrigger.ignore():
            assert is_refused_or_found(row, column, changed(value, rng))
    assert tried and found() == []


def is_refused_or_found(row, column, value):
    """By the table's own constraints, or by the command."""
    same = type(row).objects.filter(pk=row.pk)
    kept = same.values(column).get()
    try:
        with transaction.atomic():
            same.update(**{column: value})
    except IntegrityError:
        return True
    is_found = bool(found())
    same.update(**kept)
    return is_found


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("agreements_lifeword WHERE NOT agrees", "word on a proposal"),
        ("agreements_breachobjection", "objection"),
        ("agreements_registration WHERE number = '4'", "number"),
        ("core_auditevent WHERE verb = 'agreements.resume_refused'", "word on a proposal"),
    ],
)
def test_what_was_taken_out_is_missed(agreement, table, name):
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")

    assert f"the trail does not tell of every {name}, or of more than there are" in found()


def test_another_state_of_a_proposal_is_found(agreement):
    for kind, state, what in (
        ("suspend", "withdrawn", ["proposal in effect", "withdrawn proposal"]),
        ("resume", "lapsed", ["refused proposal"]),
    ):
        proposals = LifeProposal.objects.filter(kind=kind)
        kept = proposals.get().state
        with pgtrigger.ignore():
            proposals.update(state=state)
            for name in what:
                assert (
                    f"the trail does not tell of every {name}, or of more than there are" in found()
                )
            proposals.update(state=kept)
    assert found() == []


def test_another_file_behind_a_proposal_is_found(agreement):
    proposal = agreement.life_proposals.get(kind="suspend")
    proposal.paper.storage.delete(proposal.paper.name)

    assert found() == [f"the file of proposal {proposal.pk} cannot be read"]


def test_a_row_of_before_the_fingerprints_is_not_suspected(agreement):
    """Its line tells that there was one, not what it said."""
    lines = AuditEvent.objects.filter(target_type="agreements.agreement", detail__has_key="row")
    assert lines.count() == 13
    word = LifeWord.objects.filter(agrees=False)
    with pgtrigger.ignore():
        for line in lines:
            line.detail.pop("row")
            line.save()
        word.update(reason="Lain.")

    assert not any("is not the one" in what for what in found())
