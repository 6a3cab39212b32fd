"""What all parties decide, the third party decides too: its word is the sheet that it has signed."""

import uuid

import pgtrigger
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from agreements import actions, life_rules
from agreements.models import LifeProposal
from agreements.verification import findings
from core.errors import Refusal
from tests.agreements.test_life_pages import at, page, press
from tests.agreements.test_third_parties import TWO
from tests.factories.agreements import AgreementFactory, agree, end_together, in_days, proposed
from tests.factories.on_paper import scan
from tests.factories.projects import head_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def heads(people):
    return [people["drafting head"], people["other head"]]


@pytest.fixture
def agreement(heads, villages):
    return AgreementFactory(kind="perjanjian", regions=villages, plan=TWO, state="in_force")


@pytest.fixture
def unsigned(agreement, heads):
    """A proposal of the time before third parties were asked; both heads may still say their word."""
    proposal = proposed(agreement, heads[0])
    with pgtrigger.ignore():
        LifeProposal.objects.update(paper="", sha256="")
    proposal.refresh_from_db()
    return proposal


@pytest.mark.parametrize("kind", ["suspend", "end"])
def test_nothing_is_proposed_without_its_signature(kind, agreement, heads):
    with pytest.raises(Refusal, match="ditandatangani pihak ketiga"):
        proposed(agreement, heads[0], kind, paper=None)
    assert not LifeProposal.objects.exists()


def test_it_is_not_taken_up_again_without_its_signature_either(agreement, heads):
    agree(proposed(agreement, heads[0]), *heads)

    with pytest.raises(Refusal, match="ditandatangani pihak ketiga"):
        proposed(agreement, heads[1], "resume", paper=None)
    assert agree(proposed(agreement, heads[1], "resume"), *heads).state == "agreed"


def test_one_village_does_not_end_it_alone(sojokerto):
    head = head_of(sojokerto)
    agreement = AgreementFactory(kind="perjanjian", regions=[sojokerto], plan=TWO, state="in_force")

    with pytest.raises(Refusal, match="ditandatangani pihak ketiga"):
        proposed(agreement, head, "end", paper=None)
    assert end_together(agreement, [head]).state == "ended"
    assert list(findings()) == []


def test_who_has_not_signed_an_older_proposal_is_asked_with_a_new_one(unsigned, heads):
    verdict = life_rules.can_agree(heads[0], unsigned)

    assert "belum menandatangani usulan ini" in verdict.reason and verdict.moved_on
    with pytest.raises(Refusal, match="belum menandatangani usulan ini"):
        agree(unsigned, heads[0])
    assert life_rules.can_say(heads[1], unsigned)  # his no is still wanted
    actions.take_back_proposal(unsigned, by=heads[0])


def test_the_database_wants_its_signature_too(agreement, unsigned, heads):
    for head in heads:
        unsigned.words.create(
            party=agreement.parties.get(region=head.region), agrees=True, method="password",
            mandate=head, person_name=str(head.user), office_title=head.title,
        )  # fmt: skip
    with pytest.raises(DatabaseError, match="third party has not signed"), transaction.atomic():
        LifeProposal.objects.update(state="agreed", settled_at=timezone.now())


def typed(**words):
    return {
        "token": uuid.uuid4(), "kind": "suspend", "from_on": in_days(0), "until_on": in_days(20),
        "reason": "Sumber air surut.",
    } | words  # fmt: skip


def test_the_form_asks_for_the_sheet_beside_the_field(client, agreement, heads):
    form = at("life_propose", agreement) + "?hal=tunda"
    html = page(client, heads[0], form)
    assert "ditandatangani CV Sumber Air" in html and "Berita acara musyawarah" not in html

    html = press(client, heads[0], form, **typed())

    assert "Tambahkan lembar" in html and "Sumber air surut." in html
    assert not LifeProposal.objects.exists()


def test_the_page_counts_its_word_and_keeps_the_sheet_among_the_parties(
    client, agreement, heads, people
):
    form, words = at("life_propose", agreement) + "?hal=tunda", typed()
    for _click in "ab":
        press(client, heads[0], form, **words, paper=scan())

    proposal = LifeProposal.objects.get()
    html = page(client, people["own camat"], proposal.get_absolute_url())
    assert "1 dari 3 sudah setuju" in html and "CV Sumber Air" in html
    assert "Ditandatangani di atas kertas" in html and proposal.sha256 in html
    assert at("life_paper", agreement, proposal.pk) in html
    agree(proposal, *heads)
    html = page(client, None, proposal.get_absolute_url())
    assert "3 dari 3 sudah setuju" in html and proposal.sha256 not in html


def test_an_older_proposal_does_not_say_that_it_agrees(client, unsigned, heads):
    html = page(client, heads[0], unsigned.get_absolute_url())

    assert "0 dari 3 sudah setuju" in html and "belum menandatangani usulan ini" in html


def test_villages_among_themselves_need_no_sheet(client, heads, villages):
    agreement = AgreementFactory(regions=villages, state="in_force")

    press(client, heads[0], at("life_propose", agreement) + "?hal=tunda", **typed())

    assert not LifeProposal.objects.get().paper
