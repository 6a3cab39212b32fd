"""Many people at the same moment, with real threads and connections."""

import threading
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from agreements import actions
from agreements.actions import approval
from agreements.actions.drafting import fingerprint
from agreements.models import Agreement, Attestation, Signature, SignedPaper
from agreements.signing import Named, Plan
from agreements.verification import findings
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail
from tests.agreements.test_drafting import words_of
from tests.factories.agreements import AgreementFactory
from tests.factories.on_paper import sign_on_paper
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, RegionFactory
from tests.meetings.crowd import at_once
from villages.models import Mandate

pytestmark = pytest.mark.django_db(transaction=True)
S = Agreement.State
CROWD = 50


def word(agreement, head, sha256):
    """What a click does, and how it ends."""

    def click():
        try:
            return actions.approve(
                Agreement.objects.get(pk=agreement.pk), by=head, sha256=sha256, method="password"
            ).pk
        except (Refusal, Forbidden) as refusal:
            return type(refusal).__name__

    return click


def events(verb):
    return AuditEvent.objects.filter(verb=verb).count()


def test_fifty_clicks_of_one_head_are_one_approval():
    agreement = AgreementFactory(state="open")
    head = head_of(agreement.parties.last().region)

    answers = at_once([word(agreement, head, agreement.current.sha256)] * CROWD)

    assert len(set(answers)) == 1 and Signature.objects.count() == 1
    assert events("agreements.approved") == 1
    assert Mail.objects.filter(kind="agreements.approved").count() == 1


def test_fifty_parties_at_once_seal_it_exactly_once():
    agreement = AgreementFactory(state="open", regions=[RegionFactory() for _ in range(CROWD)])
    heads = [head_of(party.region) for party in agreement.parties.all()]

    answers = at_once([word(agreement, head, agreement.current.sha256) for head in heads])

    agreement.refresh_from_db()
    assert len(set(answers)) == CROWD == Signature.objects.count()
    assert agreement.state == S.IN_FORCE
    assert events("agreements.sealed") == 1
    assert agreement.sealed_at == Signature.objects.latest("pk").at


@pytest.mark.parametrize("round_", range(5))
def test_two_parties_at_the_same_instant_seal_it_once(round_):
    agreement = AgreementFactory(state="open")
    heads = [head_of(party.region) for party in agreement.parties.all()]

    at_once([word(agreement, head, agreement.current.sha256) for head in heads * 2])

    agreement.refresh_from_db()
    assert agreement.state == S.IN_FORCE and events("agreements.sealed") == 1
    assert Mail.objects.filter(kind="agreements.sealed").count() == 2


@pytest.mark.parametrize("round_", range(5))
def test_approval_against_a_change_of_the_text_has_one_outcome(round_):
    agreement = AgreementFactory(state="open")
    first = agreement.current
    drafter, other = (head_of(party.region) for party in agreement.parties.all())
    words = replace(words_of(agreement), text="Pasal 1\nLain.")
    seen = fingerprint(agreement)

    def revise():
        with suppress(Refusal):
            actions.change(agreement, by=drafter, seen=seen, words=words)

    clicks = [word(agreement, head, first.sha256) for head in (drafter, other)]
    at_once([*clicks, revise, *clicks, revise])

    agreement.refresh_from_db()
    if agreement.state == S.IN_FORCE:
        assert agreement.current == first and agreement.versions.count() == 1
    else:
        assert agreement.state == S.OPEN and agreement.current.number == 2
        assert not agreement.current.signatures.exists()


def test_approval_against_the_end_of_the_mandate_has_one_outcome():
    agreement = AgreementFactory(state="open")
    head = head_of(agreement.parties.last().region)

    def end():
        Mandate.objects.filter(pk=head.pk).update(state="ended", ended_at=timezone.now())
        return "ended"

    answers = at_once([word(agreement, head, agreement.current.sha256)] * 20 + [end] * 2)

    counts = Counter(type(answer) for answer in answers)
    assert Signature.objects.count() == (1 if counts[int] else 0)


def test_fifty_openings_make_one_version():
    agreement = AgreementFactory()
    head = head_of(agreement.drafted_for)

    def press():
        with suppress(Refusal):
            actions.open_for_approval(Agreement.objects.get(pk=agreement.pk), by=head)

    at_once([press] * CROWD)

    assert agreement.versions.count() == 1 and events("agreements.opened") == 1
    assert Mail.objects.filter(kind="agreements.opened").count() == 2


def test_withdrawing_against_the_last_approval_has_one_outcome():
    agreement = AgreementFactory(state="open")
    heads = [head_of(party.region) for party in agreement.parties.all()]

    def withdraw():
        with suppress(Refusal):
            actions.withdraw(agreement, by=heads[0], reason="Ditunda.")

    at_once([word(agreement, head, agreement.current.sha256) for head in heads] + [withdraw] * 3)

    agreement.refresh_from_db()
    assert agreement.state in (S.IN_FORCE, S.WITHDRAWN)
    assert events("agreements.sealed") + events("agreements.withdrawn") == 1


def test_fifty_makers_of_the_pdf_keep_one():
    agreement = AgreementFactory(state="in_force")

    def press():
        return actions.make_sheet(
            Agreement.objects.select_related("current", "drafted_for").get(pk=agreement.pk)
        )

    made = at_once([press] * CROWD)

    assert Counter(made)[True] == 1
    agreement.refresh_from_db()
    assert agreement.sheet.storage.exists(agreement.sheet.name)
    folder = agreement.sheet.name.rsplit("/", 1)[0]
    kept = agreement.sheet.storage.listdir(folder)[1]
    assert agreement.sheet.name.rsplit("/", 1)[1] in kept
    assert events("agreements.sheet_made") == 1


@pytest.mark.parametrize("round_", range(5))
def test_the_two_last_signers_and_a_witness_at_once_seal_it_once(round_):
    regions = [RegionFactory(), RegionFactory()]
    witness = MandateFactory(region=regions[0], office="council", title="Ketua BPD")
    plan = Plan(needed=1, witnesses=(Named(str(witness.user), witness.capacity, witness.pk),))
    agreement = AgreementFactory(state="open", regions=regions, plan=plan)
    sha256 = agreement.current.sha256

    def bear_witness():
        with suppress(Refusal):
            return actions.attest(agreement, by=witness, sha256=sha256, method="password").pk

    clicks = [word(agreement, head_of(region), sha256) for region in regions]
    at_once([*clicks, bear_witness] * 2)

    agreement.refresh_from_db()
    assert agreement.state == S.IN_FORCE and events("agreements.sealed") == 1
    assert Signature.objects.count() == 2 and Attestation.objects.count() == 1
    last = max(Signature.objects.latest("pk").at, Attestation.objects.get().at)
    assert agreement.sealed_at == last and list(findings()) == []


@pytest.mark.parametrize("round_", range(5))
def test_paper_against_a_click_is_one_word_of_the_region(round_):
    agreement = AgreementFactory(state="open")
    head = head_of(agreement.parties.last().region)
    secretary = MandateFactory(region=head.region, office="secretary")

    def scanned():
        try:
            return sign_on_paper(agreement, secretary).pk
        except Refusal as refusal:
            return type(refusal).__name__

    at_once([scanned, word(agreement, head, agreement.current.sha256)] * 3)

    signature = Signature.objects.get()
    assert SignedPaper.objects.count() == (1 if signature.method == "paper" else 0)
    assert events("agreements.approved") + events("agreements.signed_on_paper") == 1


@pytest.mark.parametrize("round_", range(5))
def test_declining_against_the_last_signature_has_one_outcome(round_):
    agreement = AgreementFactory(state="open")
    first, last = (head_of(party.region) for party in agreement.parties.all())
    sha256 = agreement.current.sha256
    word(agreement, first, sha256)()

    def decline():
        with suppress(Refusal):
            actions.decline(agreement, by=last, sha256=sha256, reason="Berat.")

    at_once([word(agreement, last, sha256), decline, decline])

    agreement.refresh_from_db()
    assert agreement.state == S.IN_FORCE and events("agreements.sealed") == 1
    order = AuditEvent.objects.filter(verb__in=["agreements.declined", "agreements.sealed"])
    assert order.latest("pk").verb == "agreements.sealed"  # nobody declines what is sealed


# --- the same with a guard switched off: what it is good for ---------------------------


def test_without_the_row_lock_nobody_seals_it(monkeypatch):
    """Both have approved, neither has committed: each misses the other, and it stays open.

    The trail, which takes the same lock at the end, is not sealed here.
    """
    agreement = AgreementFactory(state="open")
    heads = [head_of(party.region) for party in agreement.parties.all()]
    both = threading.Barrier(len(heads))

    def unlocked(agreement):
        return Agreement.objects.get(pk=agreement.pk)

    def click(head):
        with transaction.atomic():
            word(agreement, head, agreement.current.sha256)()
            both.wait(30)

    monkeypatch.setattr(approval, "locked", unlocked)
    monkeypatch.setattr(Agreement, "TRAIL_IS_SEALED", False)
    at_once([partial(click, head) for head in heads])

    agreement.refresh_from_db()
    assert Signature.objects.count() == 2 and agreement.state == S.OPEN


def test_without_the_look_at_the_mandate_an_ended_one_would_do(monkeypatch):
    agreement = AgreementFactory(state="open")
    head = head_of(agreement.parties.last().region)
    Mandate.objects.filter(pk=head.pk).update(state="ended", ended_at=timezone.now())
    monkeypatch.setattr(approval, "require_mandate_now", lambda _by: None)

    assert word(agreement, head, agreement.current.sha256)() == Signature.objects.get().pk
