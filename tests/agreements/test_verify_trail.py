"""A line cut off the end of a trail, moved away from its object, or left without its row is found."""

import uuid
from dataclasses import replace

import pgtrigger
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement, Clause
from agreements.verification import findings
from core import audit
from core.models import AuditEvent
from tests.factories.agreements import (
    AgreementFactory,
    ObligationFactory,
    clausal,
    fill,
    give_word,
)
from tests.factories.on_paper import scan
from tests.factories.projects import head_of

pytestmark = pytest.mark.django_db


def found():
    return [finding.what for finding in findings()]


def newest(agreement):
    lines = AuditEvent.objects.filter(
        target_type="agreements.agreement", target_id=str(agreement.pk)
    )
    return lines.order_by("pk").last()


def open_one(villages):
    return AgreementFactory(state="open", regions=villages)


def approved(villages):
    return AgreementFactory(state="open", regions=villages, approved=[villages[1]])


def sealed(villages):
    return AgreementFactory(state="in_force", regions=villages)


def printed(villages):
    agreement = sealed(villages)
    actions.make_sheet(agreement)
    return agreement


def withdrawn(villages):
    return AgreementFactory(state="withdrawn", regions=villages)


def ended(villages):
    return AgreementFactory(state="ended", regions=villages)


def reworked(villages):
    agreement = clausal(villages)
    by = head_of(villages[0])
    fill(agreement, by)
    agreement = actions.open_for_approval(agreement, by=by)
    return actions.rework(agreement, by=by)


def settled_at_home(agreement, head):
    for step in ("1_musdes", "2_bpd"):
        actions.record_home(
            agreement, step, by=head, token=uuid.uuid4(), held_on=timezone.localdate(),
            number="7", paper=scan(),
        )  # fmt: skip


def sealed_by_clauses(villages, owes=(), **words):
    """Drafted clause by clause and settled at home, with obligations."""
    agreement, heads = clausal(villages, **words), [head_of(region) for region in villages]
    for promise in owes:
        ObligationFactory(agreement=agreement, **promise)
    fill(agreement, heads[0])
    agreement = actions.open_for_approval(agreement, by=heads[0])
    for head in heads:
        settled_at_home(agreement, head)
        give_word(agreement, head)
    agreement.refresh_from_db()
    return agreement


LAST = [
    (open_one, "agreements.opened", "the trail tells of other versions"),
    (approved, "agreements.approved", "the trail tells of other approvals"),
    (sealed, "agreements.sealed", "its state is not the one that the trail tells"),
    (printed, "agreements.sheet_made", "whether the PDF was made is not what the trail tells"),
    (withdrawn, "agreements.withdrawn", "its state is not the one that the trail tells"),
    (ended, "agreements.ended", "whether it has ended is not what the trail tells"),
    (reworked, "agreements.reworked", "its state is not the one that the trail tells"),
]


@pytest.mark.parametrize(("made", "verb", "what"), LAST)
def test_the_newest_line_is_missed_when_it_is_taken_out_or_moved_away(made, verb, what, villages):
    line = newest(made(villages))
    assert line.verb == verb and found() == []
    with pgtrigger.ignore():
        for elsewhere in ({"target_id": "999999"}, {"target_type": "projects.project"}):
            AuditEvent.objects.filter(pk=line.pk).update(**elsewhere)
            assert {what, f"the line {verb} of a trail belongs to nothing"} <= set(found())
        AuditEvent.objects.filter(pk=line.pk).delete()
        assert what in found()


def test_the_lines_of_an_agreement_that_was_taken_out_belong_to_nothing(villages):
    withdrawn(villages)
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agreements_party")
        cursor.execute("DELETE FROM agreements_agreement")

    assert found() == ["the line agreements.withdrawn of a trail belongs to nothing"]


def test_an_approval_of_an_earlier_version_that_was_taken_out_is_missed(villages):
    agreement = approved(villages)
    words = actions.drafting.words_of(agreement)
    seen = actions.drafting.fingerprint(agreement)
    changed = replace(words, text="Lain.")
    actions.change(agreement, by=head_of(villages[0]), seen=seen, words=changed)
    assert found() == []
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agreements_signature")

    assert found() == ["the trail tells of other approvals"]


@pytest.fixture
def by_clauses(villages):
    return sealed_by_clauses(villages)


@pytest.mark.parametrize(
    "words",
    [
        {"text": "Iuran dihapus."}, {"title": "Lain"}, {"part": 6, "title": "", "matter": ""},
        {"position": 0}, {"removed": True},
    ],
)  # fmt: skip
def test_a_clause_that_was_changed_after_the_seal_is_found(words, by_clauses):
    clause = by_clauses.clauses.filter(part=5).order_by("position")[1]
    what = "the clauses differ from those of the current version"
    with pgtrigger.ignore():
        Clause.objects.filter(pk=clause.pk).update(**words)
        assert what in found()
        Clause.objects.filter(pk=clause.pk).delete()
        assert what in found()


def test_a_draft_whose_clauses_were_changed_and_that_was_withdrawn_fits(villages):
    agreement, by = reworked(villages), head_of(villages[0])
    clause = agreement.clauses.filter(part=5).last()
    actions.write_clause(
        agreement, clause.pk, by=by, seen=clause.revision, title=clause.title, text="Lain."
    )
    actions.withdraw(agreement, by=by, reason="Tidak jadi.")

    assert found() == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("UPDATE agreements_registerentry SET number = 77", "its number in the register"),
        ("DELETE FROM agreements_registerentry", "whether it stands in the register"),
        ("UPDATE agreements_agreement SET check_code = 'XXXX'", "the code on its sheet"),
        ("UPDATE agreements_party SET position = position + 3", "the places of the parties"),
    ],
)
def test_numbers_codes_and_places_are_those_of_the_seal(words, what, villages):
    sealed(villages)
    with pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(words)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert [told.startswith(what) for told in found()] == [True]


def test_another_ground_or_paper_of_the_end_is_found(villages):
    agreement = sealed(villages)
    actions.end(
        agreement, by=head_of(villages[0]), ground="object_lost", reason="Hilang.", paper=scan()
    )
    assert found() == []
    agreement.refresh_from_db()
    with pgtrigger.ignore():
        Agreement.objects.update(end_ground="harmful", end_paper_sha256="0" * 64)
    agreement.end_paper.storage.delete(agreement.end_paper.name)

    assert found() == [
        "the ground of its end is not the one that the trail tells",
        "the paper of its end is not the one that the trail has kept",
        "the paper of its end cannot be read",
    ]


def test_lines_of_before_the_fingerprints_are_not_suspected(villages):
    """Of number, code and PDF they tell nothing."""
    printed(villages)
    with pgtrigger.ignore():
        for line in AuditEvent.objects.filter(target_type="agreements.agreement"):
            for name in ("entry", "check_code_sha256", "sha256"):
                line.detail.pop(name, None)
            line.save()
        Agreement.objects.update(check_code="XXXX")

    assert all(what.startswith("the line agreements.") for what in found())


def test_what_is_read_does_not_grow_with_the_lines(villages, django_assert_max_num_queries):
    """Some queries for all, a few for each agreement, whatever its trail tells."""
    agreement = printed(villages)
    with CaptureQueriesContext(connection) as before:
        assert found() == []
    for number in range(5):
        audit.record("agreements.edited", agreement, by=head_of(villages[0]), reason=str(number))
    with django_assert_max_num_queries(len(before)):
        assert found() == []
