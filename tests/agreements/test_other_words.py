"""Back, changed, sent again: what was typed under a number that is used already is never lost."""

import pytest
from django.urls import reverse

from agreements import actions
from agreements.models import Obligation, PlannedRule, Remark, RuleComment, Statement
from tests.agreements import test_noticeboard_pages, test_obligation_drafts
from tests.agreements.board import announced
from tests.agreements.disagreeing import disputed
from tests.factories.agreements import AgreementFactory
from tests.resending import shown_again_and_saved_next

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(request):
    """Who sends what to where, which field is changed, and the rows that it makes."""
    give = request.getfixturevalue

    def rule():
        sent = test_noticeboard_pages.typed()
        changed = ("why", "Sungai bersih.")
        return "drafting secretary", reverse("noticeboard:plan"), sent, changed, PlannedRule

    def comment():
        planned = announced(give("sojokerto"), named=[give("besani")])
        address = test_noticeboard_pages.at("comment", planned)
        changed = ("text", "Jam truk terlalu pagi.")
        return "other head", address, test_noticeboard_pages.said(), changed, RuleComment

    def statement():
        dispute = disputed(give("villages"))
        address = reverse("agreements:dispute_say", args=[dispute.code])
        sent, changed = {"text": "Sudah kami bayar."}, ("text", "Baru sebagian.")
        return "other head", address, sent, changed, Statement

    def obligation():
        draft = AgreementFactory(regions=give("villages"))
        address = reverse("agreements:obligation_add", args=[draft.code])
        sent, changed = test_obligation_drafts.typed(draft), ("what", "Iuran pompa")
        return "drafting head", address, sent, changed, Obligation

    def remark():
        agreement, people = give("by_clauses"), give("people")
        actions.share(agreement, by=people["drafting head"])
        clause = agreement.clauses.filter(removed=False).last()
        address = reverse("agreements:remark", args=[agreement.code, clause.pk])
        sent = {"seen": clause.revision, "text": "Terlalu sempit."}
        return "other head", address, sent, ("text", "Terlalu luas."), Remark

    return locals()


@pytest.mark.parametrize("case", ["rule", "comment", "statement", "obligation", "remark"])
def test_other_words_under_the_same_number_are_shown_again_and_saved_next(
    client, people, cases, case
):
    who, address, sent, (name, value), model = cases[case]()
    client.force_login(people[who].user)
    shown_again_and_saved_next(client, address, sent, name, value, model)
