"""Two people at the same moment about the annexes of one draft, with real threads and connections."""

import pytest

from agreements import actions
from agreements.models import Agreement, Annex
from agreements.verification import findings
from core.errors import Forbidden, Refusal
from tests.factories.agreements import AgreementFactory, annex
from tests.factories.projects import head_of
from tests.meetings.crowd import at_once
from tests.papers import pdf_bytes

pytestmark = pytest.mark.django_db(transaction=True)


def trying(act):
    def click():
        try:
            return act()
        except (Refusal, Forbidden) as refusal:
            return type(refusal).__name__

    return click


@pytest.fixture
def draft():
    return AgreementFactory(annexes=[f"Lembar {number}" for number in range(18)])


def test_many_clicks_on_one_form_are_one_annex(draft):
    by, content = head_of(draft.drafted_for), pdf_bytes(pages=3)

    answers = at_once([trying(lambda: annex(draft, by, "Peta", content).pk)] * 12)

    assert len(set(answers)) == 1 and Annex.objects.count() == 19


def test_at_once_there_are_still_twenty_at_most(draft):
    by = head_of(draft.drafted_for)
    clicks = [
        trying(lambda number=number: annex(draft, by, f"Baru {number}").pk) for number in range(8)
    ]

    answers = at_once(clicks)

    assert answers.count("NotAnnexed") == 6
    assert [row.position for row in Annex.objects.order_by("position")] == list(range(1, 21))


def test_a_file_that_comes_while_it_is_opened_is_in_the_version_or_nowhere(draft):
    by = head_of(draft.drafted_for)
    last = draft.annexes.standing().last()
    clicks = [
        trying(lambda: annex(draft, by, "Peta").pk),
        trying(lambda: actions.remove_annex(draft, last.pk, by=by)),
        trying(lambda: actions.open_for_approval(draft, by=by).pk),
    ]
    at_once(clicks)

    agreement = Agreement.objects.select_related("current").get(pk=draft.pk)
    assert agreement.state == "open"
    standing = [row.title for row in agreement.annexes.standing()]
    assert standing == [row.title for row in agreement.current.annexes.all()]
    assert list(findings()) == []
