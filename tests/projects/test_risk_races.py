"""Assessments and reminders at the same moment, with real threads."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from notifications.models import Mail
from projects import actions
from projects.actions import risking
from projects.models import Assessment
from tests.factories.projects import in_days
from tests.factories.running import AssessmentFactory, RiskFactory
from tests.projects.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_assessments_at_once_of_the_same_page_one_counts(work, head):
    first = AssessmentFactory(risk=RiskFactory(project=work))

    def assess():
        return actions.assess(
            first.risk, by=head, before=first.pk, token=uuid.uuid4(), state="open", likelihood=1,
            impact=1, measure="Bronjong", keeper=work.lead, review_on=in_days(30), note="",
        )  # fmt: skip

    results = at_once([lambda: refused(assess)] * 6)
    assert sum(isinstance(result, Assessment) for result in results) == 1
    assert Assessment.objects.count() == 2


def test_of_workers_at_once_each_letter_is_written_once(work, head):
    AssessmentFactory(risk=RiskFactory(project=work), review_on=in_days(0))
    at_once([risking.remind_of_reviews] * 4)
    risking.remind_of_reviews()
    assert Mail.objects.filter(kind="projects.review_due").count() == 1


def test_a_risk_that_is_being_assessed_is_left_to_the_next_tick(work, head):
    AssessmentFactory(risk=RiskFactory(project=work), review_on=in_days(0))
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        actions.locked(work)  # somebody is at it
        assert pool.submit(reminded).result(timeout=60) == 0
    assert risking.remind_of_reviews() == 1


def reminded():
    """What a worker beside us reminds of."""
    try:
        return risking.remind_of_reviews()
    finally:
        connection.close()
