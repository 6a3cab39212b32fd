"""One changed byte in what was signed on paper, attested or certified is found too."""

import random
from pathlib import Path

import pgtrigger
import pytest
from django.db import connection

from agreements import actions
from agreements.models import Attestation, Signature, SignedPaper, Signing, Witness
from agreements.signing import Named, Plan
from agreements.verification import findings
from tests.agreements.test_verify import other
from tests.factories.agreements import ON_PAPER, AgreementFactory, attest, give_word
from tests.factories.on_paper import scan, sign_on_paper, witness_on_paper
from tests.papers import signed_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(villages, people):
    """Signed here and on paper, attested here and on paper, with a certified file beside it."""
    camat, head = people["own camat"], people["drafting head"]
    named = Named(str(camat.user), camat.capacity, camat.pk)
    plan = Plan(needed=2, witnesses=(named, ON_PAPER))
    agreement = AgreementFactory(state="open", regions=villages, plan=plan)
    give_word(agreement, head)
    attest(agreement, camat)
    witness_on_paper(agreement, head, number=2)
    sign_on_paper(agreement, people["other secretary"])
    actions.add_certified(agreement, by=head, paper=scan(signed_pdf()))
    agreement.refresh_from_db()
    return agreement


def found():
    return [finding.what for finding in findings()]


def test_all_that_was_made_properly_fits(sealed):
    assert sealed.state == "in_force" and found() == []


COLUMNS = [
    (Signing, ["needed", "seal"]),
    (Witness, ["position", "name", "office"]),
    (Attestation, ["person_name", "office_title", "text_sha256", "method", "at", "seal"]),
    (SignedPaper, [
        "paper", "sha256", "at", "person_name", "office_title", "region_name", "seal",
    ]),
    (Signature, ["person_name", "office_title", "text_sha256", "method", "at", "seal"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("model", "column"), [(model, column) for model, columns in COLUMNS for column in columns]
)
def test_a_change_of_any_column_of_any_row_is_found(sealed, model, column):
    rng = random.Random(20261122)
    for row in model.objects.order_by("pk"):
        value = getattr(row, column)
        value = value.name if column == "paper" else value
        with pgtrigger.ignore():
            model.objects.filter(pk=row.pk).update(**{column: other(value, rng)})
            assert found(), f"{model.__name__}.{column}"
            model.objects.filter(pk=row.pk).update(**{column: value})
    assert found() == []


def test_a_day_or_an_order_that_was_changed_is_found(sealed):
    with pgtrigger.ignore():
        Signing.objects.update(in_order=True)
        assert "title, term, parties or text differ from the current version" in found()
        Signing.objects.update(in_order=False)
        for paper in SignedPaper.objects.exclude(signed_on=None):
            SignedPaper.objects.filter(pk=paper.pk).update(signed_on="2020-01-01")
            assert any("does not fit its seal" in what for what in found())
            SignedPaper.objects.filter(pk=paper.pk).update(signed_on=paper.signed_on)
    assert found() == []


def test_a_hundred_changes_of_one_byte_in_the_scans_are_found(sealed):
    rng = random.Random(7)
    for paper in SignedPaper.objects.all():
        path = Path(paper.paper.path)
        content = path.read_bytes()
        for _ in range(34):
            changed = bytearray(content)
            changed[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
            path.write_bytes(changed)
            assert found() == [f"signed paper {paper.pk} does not fit its SHA-256"]
        path.write_bytes(content)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("DELETE FROM agreements_signedpaper WHERE signature_id IS NOT NULL", "its scan"),
        ("DELETE FROM agreements_signedpaper WHERE attestation_id IS NOT NULL", "its scan"),
        (
            "DELETE FROM agreements_signedpaper WHERE signed_on IS NULL",
            "another number of certified files",
        ),
        (
            "DELETE FROM agreements_attestation WHERE method = 'password'",
            "sealed without its witnesses",
        ),
        ("UPDATE agreements_attestation SET at = at + interval '9 days'", "the time of the seal"),
    ],
)
def test_what_was_taken_out_is_missed(sealed, words, what):
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(words)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert any(what in told for told in found())


def test_an_attestation_that_was_taken_out_of_an_open_one_is_missed(villages, people):
    plan = Plan(needed=1, witnesses=(ON_PAPER, Named("Budi", "Guru")))
    agreement = AgreementFactory(state="open", regions=villages, plan=plan)
    witness_on_paper(agreement, people["drafting head"])
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agreements_signedpaper")
        cursor.execute("DELETE FROM agreements_attestation")

    assert found() == ["the trail tells of another number of attestations"]
