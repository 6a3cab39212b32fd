"""What of the noticeboard waits for a person on the start page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.noticeboard_waiting import waiting_for
from tests.agreements.board import announced, comment, draft, ended, in_days
from tests.factories.villages import MandateFactory

pytestmark = pytest.mark.django_db


def titles(acting):
    return [task.title for task in waiting_for(acting, 20)]


def test_who_was_asked_is_waited_for_until_the_region_has_spoken(sojokerto, besani, people):
    planned = announced(sojokerto, named=[besani], title="Iuran")
    head, council = people["other head"], people["drafting council"]

    (task,) = waiting_for(head, 20)
    assert task.title == "Tanggapi rencana aturan: Iuran" and task.due == in_days(14)
    assert task.asks_word and "Desa Sojokerto" in task.note and task.url.endswith("/tanggapi/")
    official = MandateFactory(region=besani, office="official")
    assert [titles(each) for each in (people["stranger head"], council, official)] == [[], [], []]
    comment(planned, people["other secretary"])
    assert titles(head) == []


def test_drafts_and_missing_outcomes_wait_for_those_who_plan(sojokerto, people):
    draft(sojokerto, title="Draf")
    ended(announced(sojokerto, title="Lewat"))
    announced(sojokerto, title="Terbuka")

    for who in ("drafting head", "drafting secretary"):
        assert titles(people[who]) == ["Catat hasil: Lewat", "Periksa dan umumkan: Draf"]
    assert titles(people["regency"]) == []


def test_it_costs_two_queries_however_much_there_is(sojokerto, besani, people):
    for number in range(5):
        announced(sojokerto, named=[besani], title=f"Iuran {number}")
        draft(besani, by=people["other head"], title=f"Draf {number}")

    with CaptureQueriesContext(connection) as captured:
        assert len(waiting_for(people["other head"], 20)) == 10
    assert len(captured) == 2
