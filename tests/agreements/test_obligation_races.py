"""Two people at the same moment about one due day, with real threads and connections."""

import uuid

import pytest

from agreements import actions
from agreements.models import Agreement, Fulfilment, FulfilmentAct
from agreements.obligations import problems
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from tests.agreements.owing import report
from tests.factories.agreements import AgreementFactory, due_day
from tests.factories.money import CommitmentFactory
from tests.factories.projects import ProjectFactory, head_of
from tests.meetings.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 20


def fresh(day):
    return Fulfilment.objects.with_subject().get(pk=day.pk)


def trying(act):
    """What a click does, and how it ends."""

    def click():
        try:
            return act().pk
        except (Refusal, Forbidden) as refusal:
            return type(refusal).__name__

    return click


@pytest.fixture
def day():
    return due_day()


@pytest.fixture
def sides(day):
    return [head_of(party.region) for party in day.obligation.agreement.parties.all()]


def test_two_reports_at_once_are_one(day, sides):
    owing, _other = sides

    answers = at_once([trying(lambda: report(fresh(day), owing))] * CROWD)

    assert sum(isinstance(answer, int) for answer in answers) == 1
    assert FulfilmentAct.objects.count() == 1 and fresh(day).state == "reported"


def test_fifty_clicks_on_one_form_are_one_report(day, sides):
    owing, token = sides[0], uuid.uuid4()

    answers = at_once([trying(lambda: report(fresh(day), owing, token=token))] * 50)

    assert len(set(answers)) == 1
    assert AuditEvent.objects.filter(verb="agreements.obligation_reported").count() == 1


@pytest.mark.parametrize("round_", range(4))
def test_confirming_against_taking_back_has_one_outcome(day, sides, round_):
    owing, other = sides
    seen = report(day, owing).pk

    at_once(
        [trying(lambda: actions.confirm(fresh(day), by=other, seen=seen))] * 3
        + [trying(lambda: actions.take_back(fresh(day), by=owing, seen=seen))] * 3
    )

    kinds = list(day.acts.values_list("kind", flat=True))
    found = fresh(day)
    assert (kinds, found.state) in (
        (["reported", "confirmed"], "confirmed"), (["reported", "taken_back"], "open"),
    )  # fmt: skip
    assert (found.report_id is None) == (found.state == "open")


def test_the_last_two_heads_release_it_once(day, sides):
    at_once(
        [
            trying(lambda by=by: actions.release(fresh(day), by=by, reason="Banjir."))
            for by in sides * 5
        ]
    )

    assert fresh(day).state == "released" and day.acts.count() == 2
    assert AuditEvent.objects.filter(verb="agreements.obligation_released").count() == 1


def test_ending_against_reporting_leaves_what_was_due(day, sides):
    owing, other = sides
    agreement = day.obligation.agreement

    def end():
        return actions.end(agreement, by=other, ground="object_lost", reason="Selesai.")

    answers = at_once([trying(end), trying(lambda: report(fresh(day), owing))] * 2)

    reported = fresh(day).state == "reported"
    assert reported == any(
        isinstance(answer, int) for answer in (answers[1], answers[3])
    )  # due in ten days: only before the end


@pytest.mark.parametrize("round_", range(6))
def test_of_two_agreements_that_count_one_contribution_only_one_is_opened(villages, round_):
    """Both drafts name it; whoever opens second is told that it counts elsewhere."""
    project = ProjectFactory(lead=villages[0], partners=villages[1:], state="running")
    brings = CommitmentFactory(project=project, region=villages[1])
    owes = [{"region": villages[1], "commitment": brings}]
    drafts = [AgreementFactory(regions=villages, project=project, owes=owes) for _ in range(2)]
    head = head_of(villages[0])

    def opening(draft):
        return trying(
            lambda: actions.open_for_approval(Agreement.objects.get(pk=draft.pk), by=head)
        )

    answers = at_once([opening(draft) for draft in drafts * 4])

    states = sorted(Agreement.objects.values_list("state", flat=True))
    assert states == ["draft", "open"]
    assert sum(isinstance(answer, int) for answer in answers) == 1
    [left] = Agreement.objects.filter(state="draft")
    assert any("kesepakatan lain" in sentence for sentence in problems(left))
