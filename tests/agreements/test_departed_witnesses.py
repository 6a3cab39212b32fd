"""A witness with an account who has left the office in which he was named: nobody waits in vain."""

import pytest

from agreements import actions, rules, signing
from agreements.actions.drafting import Lacking
from agreements.models import Agreement, Attestation
from agreements.signing import Plan
from core.errors import Refusal
from tests.agreements.test_drafting import change
from tests.agreements.test_life_pages import page
from tests.agreements.test_writing_pages import url_of, words_typed
from tests.factories.agreements import (
    ON_PAPER,
    AgreementFactory,
    attest,
    clausal,
    fill,
    named,
)
from tests.factories.on_paper import witness_on_paper
from villages.actions import mandates

pytestmark = pytest.mark.django_db
GONE = "sudah tidak memegang jabatan itu"


@pytest.fixture
def head(people):
    return people["drafting head"]


@pytest.fixture
def witness(people):
    return people["drafting council"]


def opened(head, villages, *witnesses):
    """By clauses, before these witnesses, one of whom is enough."""
    plan = Plan(needed=1, witnesses=witnesses)
    return actions.open_for_approval(fill(clausal(villages), head), by=head, plan=plan)


@pytest.fixture
def agreement(head, villages, witness):
    return opened(head, villages, named(witness))


@pytest.fixture
def left(agreement, witness, operator):
    """Its only witness is out of office."""
    mandates.end(witness, by=operator, reason="Purnatugas.")
    agreement.refresh_from_db()
    return agreement


def way_of(agreement):
    return signing.way_of(Agreement.objects.with_signing().get(pk=agreement.pk), [])


def test_the_page_says_who_is_gone_and_what_to_do(client, left, people, witness):
    html = page(client, people["other head"], left.get_absolute_url())

    assert f"{witness.user}, {witness.capacity} {GONE}" in html
    assert "Desa Sojokerto menarik kesepakatan kembali ke draf" in html
    assert "Tidak menjabat lagi" in html


def test_of_who_holds_the_office_the_page_says_nothing(client, agreement, people):
    html = page(client, people["other head"], agreement.get_absolute_url())

    assert GONE not in html and "Tidak menjabat lagi" not in html


def test_where_another_can_still_attest_nothing_is_to_be_done(head, villages, witness, operator):
    agreement = opened(head, villages, named(witness), ON_PAPER)
    mandates.end(witness, by=operator, reason="Purnatugas.")

    way = way_of(agreement)

    assert [each.name for each in way.departed] == [str(witness.user)] and not way.instead


def test_who_attested_in_office_has_attested(agreement, witness, operator):
    attest(agreement, witness)
    mandates.end(witness, by=operator, reason="Purnatugas.")

    assert way_of(agreement).departed == []


def test_after_the_seal_nobody_is_awaited(villages, witness, head, people, operator):
    plan = Plan(needed=1, witnesses=(ON_PAPER, named(witness)))
    agreement = AgreementFactory(state="in_force", regions=villages, plan=plan)
    mandates.end(witness, by=operator, reason="Purnatugas.")

    assert way_of(agreement).departed == []


def test_paper_is_refused_with_the_way_out(left, head):
    row = left.current.signing.witnesses.get()

    assert "menyebut saksi lain" in rules.can_record_attestation(head, left, row).reason
    with pytest.raises(Refusal, match=GONE):
        witness_on_paper(left, head)
    assert not Attestation.objects.exists()


def test_a_new_version_does_not_name_him_again(left, head, people):
    with pytest.raises(Lacking, match=GONE):
        change(left, head, title="Judul lain")

    left.refresh_from_db()
    assert (left.state, left.current.number) == ("open", 1) and left.title != "Judul lain"


def test_the_form_refuses_it_and_keeps_what_was_typed(client, left, head):
    client.force_login(head.user)
    words = words_typed(client, left) | {"title": "Judul lain"}

    html = client.post(url_of(left), words).content.decode()

    assert GONE in html and 'value="Judul lain"' in html
    left.refresh_from_db()
    assert left.current.number == 1


def test_one_of_one_text_is_drafted_anew(villages, head, witness, operator):
    plan = Plan(needed=1, witnesses=(named(witness),))
    agreement = AgreementFactory(state="open", regions=villages, plan=plan)
    mandates.end(witness, by=operator, reason="Purnatugas.")

    assert "menyusunnya kembali" in way_of(agreement).instead


def test_another_is_named_with_the_next_version(left, head, people, villages):
    actions.rework(left, by=head)
    plan = Plan(needed=1, witnesses=(ON_PAPER,))

    agreement = actions.open_for_approval(left, by=head, plan=plan)

    assert agreement.current.number == 2 and way_of(agreement).departed == []
