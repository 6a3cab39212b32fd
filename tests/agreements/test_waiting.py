"""What of agreements waits for a person on the start page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.waiting import MOST, waiting_for
from tests.factories.agreements import AgreementFactory, in_days

pytestmark = pytest.mark.django_db


def tasks(acting):
    return waiting_for(acting, acting.user if acting else None)


@pytest.fixture
def some(villages):
    return {
        "draft": AgreementFactory(regions=villages, title="Draf"),
        "open": AgreementFactory(regions=villages, title="Terbuka", state="open", approved=[villages[0]]),
        "soon": AgreementFactory(regions=villages, title="Hampir habis", state="in_force", ends_on=in_days(59)),
        "later": AgreementFactory(regions=villages, title="Lama", state="in_force", ends_on=in_days(60)),
        "ended": AgreementFactory(regions=villages, title="Usai", state="ended", ends_on=in_days(5)),
    }  # fmt: skip


RENEW = "Bicarakan perpanjangan: Hampir habis"


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("drafting head", ["Lanjutkan draf: Draf", RENEW]),
        ("drafting secretary", ["Lanjutkan draf: Draf", RENEW]),
        ("drafting council", []),
        ("other head", ["Setujui kesepakatan: Terbuka", RENEW]),
        ("other secretary", [RENEW]),
        ("stranger head", []),
        ("own camat", []),
        ("nobody", []),
    ],
)
def test_each_person_has_his_own(who, titles, people, some):
    assert [task.title for task in tasks(people[who])] == titles


def test_a_task_leads_to_the_act_and_says_what_for(people, some):
    approval, ending = tasks(people["other head"])

    assert approval.url == f"/kesepakatan/{some['open'].code}/setujui/"
    assert approval.note == "Menunggu persetujuan Anda. 1 dari 2 pihak sudah menyetujui."
    assert ending.due == in_days(59)
    assert (approval.asks_word, ending.asks_word) == (True, False)


def test_it_costs_three_queries_and_shows_twenty_at_most(people, villages, some):
    for _ in range(MOST + 2):
        AgreementFactory(regions=villages)

    with CaptureQueriesContext(connection) as captured:
        assert len(tasks(people["drafting head"])) == MOST
    assert len(captured) == 3
