"""Two people at the same moment about one planned rule, with real threads and connections."""

import uuid

import pytest

from agreements import actions
from agreements.models import PlannedRule, PlannedVersion, RuleComment
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail
from tests.agreements.board import announced, comment, decide, draft, ended, fresh, words
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, RegionFactory, SubdistrictFactory
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def trying(act):
    """What a click does, and how it ends."""

    def click():
        try:
            return act().pk
        except (Refusal, Forbidden) as refusal:
            return type(refusal).__name__

    return click


@pytest.fixture
def sides():
    above = SubdistrictFactory(code="33.07.05")
    one, other = (RegionFactory(code=f"{above.pk}.200{n}") for n in (4, 5))
    return head_of(one), head_of(other)


def test_fifty_clicks_on_one_form_are_one_draft_one_announcement_and_one_comment(sides):
    head, other = sides
    token = uuid.uuid4()
    made = at_once([trying(lambda: draft(head.region, by=head, token=token))] * 20)
    assert len(set(made)) == 1

    planned = PlannedRule.objects.get()
    PlannedRule.objects.filter(pk=planned.pk).update(named_codes=[other.region_id])
    at_once([trying(lambda: actions.announce(planned, by=head, seen=1))] * 20)
    assert PlannedVersion.objects.count() == 1 and Mail.objects.count() == 1

    told = at_once([trying(lambda: comment(fresh(planned), other, token=token))] * 20)
    assert len(set(told)) == 1
    assert AuditEvent.objects.filter(verb="agreements.rule_commented").count() == 1


def test_two_changes_at_once_are_one_version(sides):
    head, _other = sides
    secretary = MandateFactory(region=head.region, office="secretary")
    planned = announced(head.region, by=head)

    def changing(by, text):
        change = {"by": by, "seen": 1, "change_note": text}
        return trying(lambda: actions.change_rule(planned, **change, **words(text=text)))

    answers = at_once([changing(head, "satu"), changing(secretary, "dua")] * 5)

    assert answers.count("Changed") == 9
    assert [row.number for row in planned.versions.all()] == [2, 1]


def test_a_comment_against_an_outcome_or_withdrawal_has_one_order(sides):
    head, other = sides
    planned = announced(head.region, by=head, named=[other.region])

    at_once(
        [trying(lambda: comment(fresh(planned), other))] * 3
        + [trying(lambda: actions.withdraw_rule(planned, by=head, reason="Diganti."))] * 3
    )

    closed = fresh(planned).closed_at
    assert all(row.at < closed for row in RuleComment.objects.all())


def test_two_outcomes_at_once_are_one(sides):
    head, _other = sides
    planned = ended(announced(head.region, by=head))

    answers = at_once([trying(lambda: decide(planned, head))] * 10)

    assert answers.count("Changed") == 9 and planned.outcomes.count() == 1


def test_two_corrections_of_one_comment_at_once_are_one(sides):
    head, other = sides
    planned = announced(head.region, by=head, named=[other.region])
    first = comment(planned, other)

    answers = at_once([trying(lambda: comment(fresh(planned), other, corrects=first.pk))] * 10)

    assert answers.count("Refusal") == 9 and RuleComment.objects.count() == 2
