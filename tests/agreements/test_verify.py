"""One changed byte anywhere in what was promised is found by one command."""

import random
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pgtrigger
import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from agreements import actions
from agreements.models import Agreement, HomePaper, ImplementationReport, Party, Signature, Version
from agreements.verification import findings
from core import audit
from core.models import AuditEvent
from core.seals import digest
from tests.factories.agreements import AgreementFactory, HomePaperFactory, submitted
from tests.factories.projects import head_of

pytestmark = pytest.mark.django_db
STATE = "whether it has ended is not what the trail tells"


@pytest.fixture
def agreement(villages):
    agreement = AgreementFactory(state="in_force", regions=villages)
    actions.make_sheet(
        Agreement.objects.select_related("current", "drafted_for").get(pk=agreement.pk)
    )
    AgreementFactory(regions=villages)
    AgreementFactory(state="open", regions=villages, approved=[villages[1]])
    AgreementFactory(state="withdrawn", regions=villages)
    agreement.refresh_from_db()
    paper = HomePaperFactory(
        party=agreement.parties.get(region=villages[0]),
        paper=ContentFile(b"berita acara", "ba.pdf"), sha256=digest("berita acara"),
    )  # fmt: skip
    head = head_of(villages[0])
    audit.record("agreements.home_recorded", agreement, by=head, proves=paper, step=paper.step)
    audit.record("agreements.edited", agreement, by=head_of(villages[0]), reason="Salah ketik")
    return agreement


def test_all_that_was_made_properly_fits(agreement, capsys):
    call_command("verify_signatures")

    assert capsys.readouterr().out == "4 agreements, 0 disputes fit their hashes and seals\n"


def other(value, rng):
    """``value`` with one character, bit or second changed."""
    if isinstance(value, str):
        place = rng.randrange(len(value))
        new = rng.choice([char for char in "abcdefXYZ0189 ." if char != value[place]])
        return value[:place] + new + value[place + 1 :]
    if isinstance(value, int):
        return value + rng.choice([-1, 1, 2])
    return value + timedelta(days=rng.choice([-1, 1]))


COLUMNS = [
    (Version, ["text", "sha256", "language", "made_at", "seal"]),
    (Signature, [
        "person_name", "office_title", "region_name", "text_sha256", "method", "at", "seal",
    ]),
    (Party, ["name", "signer_name", "signer_title"]),
    (Agreement, ["title", "text", "code", "ends_on", "sealed_at", "sheet_sha256"]),
    (HomePaper, ["sha256"]),
    (AuditEvent, [
        "at", "verb", "target_label", "actor_id", "actor_name", "office", "region_code",
        "region_name", "mandate_id", "seal",
    ]),
]  # fmt: skip
TARGETS = [(model, column) for model, columns in COLUMNS for column in columns]


def mutate_row(rng, agreement):
    model, column = rng.choice(TARGETS)
    owner = {
        Version: {"agreement": agreement},
        Signature: {"version__agreement": agreement},
        Party: {"agreement": agreement},
        Agreement: {"id": agreement.pk},
        HomePaper: {"party__agreement": agreement},
        AuditEvent: {"target_type": "agreements.agreement", "target_id": str(agreement.pk)},
    }
    rows = model.objects.filter(**owner[model]).order_by("pk")
    row = rng.choice([row for row in rows if getattr(row, column)])
    model.objects.filter(pk=row.pk).update(**{column: other(getattr(row, column), rng)})
    return f"{model.__name__}.{column}"


def test_a_hundred_changes_of_one_byte_are_found(agreement):
    rng = random.Random(20261122)
    missed = []
    with pgtrigger.ignore():
        for _ in range(100):
            point = transaction.savepoint()
            what = mutate_row(rng, agreement)
            if not list(findings()):
                missed.append(what)
            transaction.savepoint_rollback(point)

    assert missed == []


def test_a_hundred_changes_of_one_byte_in_the_pdf_are_found(agreement):
    rng, path = random.Random(5), Path(agreement.sheet.path)
    content = path.read_bytes()
    for _ in range(100):
        place = rng.randrange(len(content))
        changed = bytearray(content)
        changed[place] ^= 1 << rng.randrange(8)
        path.write_bytes(changed)
        assert [finding.what for finding in findings()] == ["the PDF does not fit its SHA-256"]
    path.write_bytes(content)


def test_what_does_not_fit_is_named_and_the_command_fails(agreement, capsys):
    with pgtrigger.ignore():
        Agreement.objects.filter(pk=agreement.pk).update(title="Lain")

    with pytest.raises(CommandError, match="1 do not fit"):
        call_command("verify_signatures")

    assert f"{agreement.code}: title, term, parties or text differ" in capsys.readouterr().out


def test_a_pdf_that_is_gone_is_named(agreement):
    Path(agreement.sheet.path).unlink()

    assert [finding.what for finding in findings()] == ["the PDF cannot be read"]


def test_an_approval_that_was_taken_out_is_missed(agreement):
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM agreements_signature WHERE version_id = %s", [agreement.current_id]
        )

    assert "sealed without the approval of every party" in {f.what for f in findings()}


def test_a_version_that_was_taken_out_is_missed(villages):
    agreement = AgreementFactory(state="open", regions=villages)
    seen = actions.drafting.fingerprint(agreement)
    words = actions.Words(
        "Lain", agreement.starts_on, agreement.ends_on, "Lain.",
        tuple(
            actions.Entry(*row)
            for row in agreement.parties.values_list("region", "number", "signer_name", "signer_title")
        ),
    )  # fmt: skip
    actions.change(agreement, by=head_of(villages[0]), seen=seen, words=words)
    with pgtrigger.ignore():
        Version.objects.filter(number=1).delete()

    assert any("is missing" in finding.what for finding in findings())


def test_an_older_version_put_back_is_noticed(villages):
    agreement = AgreementFactory(state="open", regions=villages)
    first = agreement.current
    seen = actions.drafting.fingerprint(agreement)
    entries = agreement.parties.values_list("region", "number", "signer_name", "signer_title")
    words = actions.Words(
        agreement.title, agreement.starts_on, agreement.ends_on, "Lain.",
        tuple(actions.Entry(*row) for row in entries),
    )  # fmt: skip
    actions.change(agreement, by=head_of(villages[0]), seen=seen, words=words)
    with pgtrigger.ignore():
        Agreement.objects.filter(pk=agreement.pk).update(current=first)

    assert "the current version is not the newest" in {finding.what for finding in findings()}


def test_a_changed_or_lost_paper_from_home_is_named(agreement):
    paper = HomePaper.objects.get()
    path = Path(paper.paper.path)
    content = bytearray(path.read_bytes())
    content[7] ^= 1
    path.write_bytes(content)
    about = f"the paper {paper.pk} of {paper.party.region_id}"
    assert [finding.what for finding in findings()] == [f"{about} does not fit its SHA-256"]

    path.unlink()
    assert [finding.what for finding in findings()] == [f"{about} cannot be read"]


def test_a_line_that_was_taken_out_of_the_trail_is_missed(agreement):
    lines = AuditEvent.objects.filter(target_id=str(agreement.pk)).order_by("pk")
    with pgtrigger.ignore():
        lines.filter(pk=lines.first().pk).delete()

    assert [finding.what for finding in findings()] == [
        f"the line {lines.first().verb} of the trail does not fit its seal",
        "the trail tells of other versions",
    ]


@pytest.mark.parametrize(
    ("ends", "changes", "what"),
    [
        (False, {"state": "ended", "ended_at": True, "end_ground": "term_over"}, STATE),
        (True, {"state": "in_force", "ended_at": None, "end_ground": "", "end_reason": ""}, STATE),
        (True, {"end_reason": "Lain."}, "the reason of its end is not the one that the trail tells"),
    ],
)  # fmt: skip
def test_an_end_that_the_trail_does_not_tell_is_noticed(agreement, ends, changes, what):
    if ends:
        by = head_of(agreement.parties.first().region)
        actions.end(agreement, by=by, ground="object_lost", reason="Tercapai.")
    if changes.get("ended_at"):
        changes = changes | {"ended_at": agreement.sealed_at, "end_reason": "Selesai."}
    with pgtrigger.ignore():
        Agreement.objects.filter(pk=agreement.pk).update(**changes)

    assert [finding.what for finding in findings()] == [what]


def test_a_trail_of_before_the_seals_gets_them_by_migration(agreement):
    migration = import_module("agreements.migrations.0010_trails_are_sealed")
    with pgtrigger.ignore():
        AuditEvent.objects.update(seal="")
    assert list(findings())

    with connection.schema_editor(atomic=False) as editor:
        migration.seal_trails(apps, editor)

    assert list(findings()) == []
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        AuditEvent.objects.update(seal="")


def test_a_migration_without_trails_touches_nothing():
    migration = import_module("agreements.migrations.0010_trails_are_sealed")

    migration.seal_trails(apps, None)  # an editor would be asked for a lock of the whole table


def test_a_changed_report_is_found(people, villages):
    told = AgreementFactory(state="in_force", regions=villages)
    report = submitted(told, people["drafting head"])
    actions.make_report_sheet(report)
    assert list(findings()) == []

    with pgtrigger.ignore("agreements.ImplementationReport:submitted_report_is_fixed"):
        ImplementationReport.objects.update(text=report.text + " ", sheet_sha256="0" * 64)

    (text, pdf) = map(str, findings())
    assert "the text of implementation report 1" in text and "the PDF of implementation" in pdf
