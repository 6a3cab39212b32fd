"""One changed byte in the result of a dispute, its words, its papers or its trail is found too."""

import random
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pgtrigger
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from agreements.actions.disputing import withdraw_dispute
from agreements.dispute_verification import findings
from agreements.models import Disclosure, Dispute, DisputeParty, Outcome, OutcomeWord, Statement
from core.models import AuditEvent
from projects.models import Project
from tests.agreements.disagreeing import (
    confirm,
    disputed,
    fresh,
    mediated,
    passed_on,
    proof,
    public,
    raise_about,
    say,
    sign,
    write,
)
from tests.agreements.test_verify import other
from tests.factories.projects import ProjectFactory, head_of

pytestmark = pytest.mark.django_db


def found():
    return [finding.what for finding in findings()]


@pytest.fixture
def dispute(villages, people):
    """Written twice, confirmed, signed and made public; with a paper. Others are on their way."""
    camat = people["own camat"]
    dispute = disputed(villages)
    say(dispute, people["other head"], file=proof())
    dispute = mediated(dispute, camat)
    write(dispute, camat)
    confirm(dispute, people["other head"])
    write(dispute, camat, seen=1, agreed="Tunggakan dihapus.")
    for name in ("other head", "drafting head"):
        confirm(dispute, people[name])
    sign(dispute, camat)
    passed_on(disputed(villages))
    return public(dispute)


def test_all_that_was_made_properly_fits(dispute, capsys):
    call_command("verify_signatures")

    assert capsys.readouterr().out == "2 agreements, 2 disputes fit their hashes and seals\n"


def test_what_does_not_fit_is_named_and_the_command_fails(dispute, capsys):
    with pgtrigger.ignore():
        Outcome.objects.filter(pk=dispute.outcome_id).update(agreed="Lain.")

    with pytest.raises(CommandError, match="1 do not fit"):
        call_command("verify_signatures")

    told = capsys.readouterr().out
    assert f"{dispute.code}: the text of version 2 of the result is not that of its facts" in told


COLUMNS = [
    (Outcome, [
        "text", "sha256", "seal", "number", "at", "held_on", "place", "led_by", "present", "agreed",
        "mediated_by",
    ]),
    (OutcomeWord, [
        "person_name", "office_title", "region_name", "text_sha256", "method", "at", "seal",
    ]),
    (Disclosure, [
        "person_name", "office_title", "region_name", "text_sha256", "method", "at", "seal",
    ]),
    (DisputeParty, ["name"]),
    (Dispute, ["code", "published_at"]),
    (Statement, [
        "text", "paper_name", "sha256", "at", "person_name", "office_title", "region_name",
    ]),
    (AuditEvent, ["at", "verb", "target_label", "actor_name", "office", "region_name", "seal"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("model", "column"), [(model, column) for model, columns in COLUMNS for column in columns]
)
def test_a_change_of_any_column_of_any_row_is_found(dispute, model, column):
    rng = random.Random(20261123)
    owner = {
        Outcome: {"dispute": dispute},
        OutcomeWord: {"outcome__dispute": dispute},
        Disclosure: {"dispute": dispute},
        DisputeParty: {"dispute": dispute},
        Dispute: {"pk": dispute.pk},
        Statement: {"dispute": dispute},
        AuditEvent: {"target_type": "agreements.dispute", "target_id": str(dispute.pk)},
    }
    for row in model.objects.filter(**owner[model]).order_by("pk"):
        value = getattr(row, column)
        if not value:
            continue
        with pgtrigger.ignore():
            model.objects.filter(pk=row.pk).update(**{column: other(value, rng)})
            assert found(), f"{model.__name__}.{column}"
            model.objects.filter(pk=row.pk).update(**{column: value})
    assert found() == []


def test_other_tasks_no_mediator_or_another_end_are_found(dispute):
    outcome = Outcome.objects.filter(pk=dispute.outcome_id)
    itself = Dispute.objects.filter(pk=dispute.pk)
    earlier = dispute.closed_at - timedelta(seconds=1)
    for rows, changed in (
        (outcome, {"duties": []}), (outcome, {"mediated": False}), (itself, {"closed_at": earlier}),
    ):  # fmt: skip
        kept = rows.values(*changed).get()
        with pgtrigger.ignore():
            rows.update(**changed)
            assert found()
            rows.update(**kept)
    assert found() == []


def test_a_hundred_changes_of_one_byte_in_a_paper_are_found(dispute):
    rng, statement = random.Random(7), dispute.statements.get()
    path = Path(statement.paper.path)
    content = path.read_bytes()
    for _ in range(100):
        changed = bytearray(content)
        changed[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
        path.write_bytes(changed)
        assert found() == [f"the paper of statement {statement.pk} does not fit its SHA-256"]
    path.unlink()
    assert found() == [f"the paper of statement {statement.pk} cannot be read"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("DELETE FROM agreements_disclosure", "it is not public exactly since"),
        ("DELETE FROM agreements_statement", "another number of statements"),
        (
            "DELETE FROM agreements_outcomeword WHERE party_id IS NULL",
            "settled without the word of everybody",
        ),
        (
            "DELETE FROM agreements_outcomeword WHERE outcome_id <> {outcome}",
            "another number of words on results",
        ),
        (
            "DELETE FROM agreements_outcomeword WHERE outcome_id <> {outcome};"
            "DELETE FROM agreements_outcome WHERE id <> {outcome}",
            "version 1 of the result is missing",
        ),
        (
            "DELETE FROM core_auditevent WHERE verb = 'agreements.dispute_signed'",
            "another number of words on results",
        ),
        (
            "DELETE FROM core_auditevent WHERE verb = 'agreements.dispute_accepted'",
            "of the trail does not fit its seal",
        ),
        (
            "UPDATE agreements_dispute SET outcome_id = (SELECT min(id) FROM agreements_outcome) WHERE state = 'settled'",
            "the result that stands is not the newest",
        ),
    ],
)
def test_what_was_taken_out_or_put_back_is_missed(dispute, words, what):
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(words.format(outcome=dispute.outcome_id))

    assert any(what in told for told in found())


def test_a_project_that_was_renamed_meanwhile_changes_no_record(villages, people):
    """The record says what the project was called then, and so does its PDF."""
    project = ProjectFactory(lead=villages[0], partners=villages[1:], state="running")
    dispute = raise_about(project, head_of(villages[0]))
    write(dispute, people["drafting head"])
    for name in ("other head", "drafting head"):
        confirm(dispute, people[name])
    with pgtrigger.ignore():
        Project.objects.filter(pk=project.pk).update(title="Nama baru")
    assert project.current.title != "Nama baru" and found() == []
    dispute = fresh(dispute)
    assert f"Proyek: {project.title} ({project.code})" in dispute.outcome.text


def test_a_trail_of_before_the_seals_gets_them_by_migration(dispute):
    migration = import_module("agreements.migrations.0022_results_can_be_public")
    lines = AuditEvent.objects.filter(target_type="agreements.dispute")
    with pgtrigger.ignore():
        lines.update(seal="")
    assert found()

    with connection.schema_editor(atomic=False) as editor:
        migration.seal_trails(apps, editor)

    assert found() == []


@pytest.mark.parametrize(
    ("verb", "what"),
    [
        ("raised", "the line agreements.dispute_stated of the trail does not fit its seal"),
        ("withdrawn", "its state is not the one that the trail tells"),
        ("passed", "the trail tells of another number of words that the deliberation has failed"),
        ("published", "the trail tells of another number of public results"),
    ],
)
def test_a_line_that_was_taken_out_is_missed(dispute, verb, what, villages):
    withdraw_dispute(disputed(villages), by=head_of(villages[0]), reason="Sudah dibayar.")
    assert found() == []
    with pgtrigger.ignore():
        AuditEvent.objects.filter(verb=f"agreements.dispute_{verb}").delete()

    assert what in found()


@pytest.mark.parametrize(
    "words",
    [{"facts": "Lain."}, {"wish": "Lain."}, {"label": "Lain"}, {"since": "2020-01-01"}],
)
def test_other_words_of_what_was_raised_are_found(dispute, words):
    with pgtrigger.ignore():
        Dispute.objects.filter(pk=dispute.pk).update(**words)

    assert "what was raised is not what the trail has kept" in found()
