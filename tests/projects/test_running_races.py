"""Reports and plans sent at the same moment, with real threads and real transactions."""

import pytest

from projects import actions
from projects.models import Project, Report
from projects.plan import fingerprint
from tests.projects.reports import fresh, plan, row, send, words
from tests.projects.test_races import at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_reports_at_once_have_two_numbers_and_no_silent_fall(work, head, secretary):
    send(work, head, percent=30)
    results = at_once(
        [
            lambda by=by, percent=percent: refused(lambda: send(fresh(work), by, percent=percent))
            for by, percent in ((head, 80), (secretary, 50)) * 3
        ]
    )
    sent = [result for result in results if isinstance(result, Report)]
    reports = Report.objects.order_by("number")
    assert list(reports.values_list("number", flat=True)) == list(range(1, len(sent) + 2))
    percents = list(reports.values_list("percent", flat=True))
    assert percents == sorted(percents)
    assert fresh(work).percent == percents[-1] == 80


def test_one_form_sent_eight_times_at_once_is_one_report(work, head):
    form = words()
    sent = at_once([lambda: actions.send_report(fresh(work), by=head, **form)] * 8)
    assert set(sent) == {Report.objects.get()}


def test_of_two_plans_at_once_one_is_refused(work, head, secretary, lead):
    mark = fingerprint(work.milestones.all(), work.rhythm)
    jobs = [
        lambda by=by, title=title: refused(
            lambda: plan(fresh(work), by, [row(title, lead, weight=100)], mark=mark)
        )
        for by, title in ((head, "A"), (secretary, "B"))
    ]
    results = at_once(jobs)
    assert sum(isinstance(result, Project) for result in results) == 1
    assert work.milestones.count() == 1
