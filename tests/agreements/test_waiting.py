"""What of agreements waits for a person on the start page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements import actions
from agreements.waiting import MOST, waiting_for
from tests.agreements.owing import linked_day, receive, report
from tests.factories.agreements import AgreementFactory, due_day, in_days

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


RENEW = "Susun perpanjangan: Hampir habis"
ACKNOWLEDGE = ["Nyatakan mengetahui: Hampir habis", "Nyatakan mengetahui: Lama"]
NUMBER = ["Beri nomor: Hampir habis", RENEW, "Beri nomor: Lama"]


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("drafting head", ["Lanjutkan draf: Draf", RENEW]),
        ("drafting secretary", ["Lanjutkan draf: Draf", *NUMBER]),
        ("drafting council", []),
        ("other head", ["Setujui kesepakatan: Terbuka", RENEW]),
        ("other secretary", NUMBER),
        ("stranger head", []),
        ("own camat", ACKNOWLEDGE),
        ("own officer", []),
        ("other camat", []),
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


def test_it_costs_eleven_queries_and_shows_twenty_at_most(people, villages, some):
    for _ in range(MOST + 2):
        AgreementFactory(regions=villages)

    with CaptureQueriesContext(connection) as captured:
        assert len(tasks(people["drafting head"])) == MOST
    assert len(captured) == 11


# --- what is owed


def titles(acting):
    return [task.title for task in tasks(acting)]


def test_what_is_owed_soon_or_late_waits_for_those_who_report_it(people, villages):
    first, _second = villages
    AgreementFactory(
        state="in_force", regions=villages, ends_on=in_days(300),
        owes=[
            {"what": "Terlambat", "first_due": in_days(-3)},
            {"what": "Segera", "first_due": in_days(14)},
            {"what": "Nanti", "first_due": in_days(15)},
            {"what": "Pihak lain", "first_due": in_days(1), "region": villages[1]},
        ],
    )  # fmt: skip

    assert titles(people["drafting head"]) == ["Laporkan: Terlambat", "Laporkan: Segera"]
    assert titles(people["other secretary"])[0] == "Laporkan: Pihak lain"
    assert titles(people["own officer"]) == titles(people["stranger head"]) == []


def test_a_report_waits_for_the_other_parties(people, villages):
    report(due_day(regions=villages), people["drafting head"])

    assert titles(people["drafting head"]) == []
    assert titles(people["other head"]) == [
        "Konfirmasi atau sanggah: Iuran pemeliharaan pipa utama"
    ]


def test_a_release_waits_for_the_heads_alone(people, villages):
    day = due_day(regions=villages, first_due=in_days(100))
    actions.release(day, by=people["drafting head"], reason="Banjir.")

    assert titles(people["other head"]) == ["Dibebaskan? Iuran pemeliharaan pipa utama"]
    assert not any("Dibebaskan" in title for title in titles(people["other secretary"]))


def test_what_has_come_in_the_project_waits_no_more(people, villages):
    day = linked_day(villages)
    assert titles(people["drafting head"]) == ["Serahkan ke proyek: APB Desa"]

    receive(day, 50_000_000)

    assert titles(people["drafting head"]) == []


def test_what_is_owed_costs_one_query_however_much_it_is(people, villages):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            tasks(people["drafting head"])
        return len(captured)

    due_day(regions=villages)
    one = cost()
    AgreementFactory(state="in_force", regions=villages, owes=[{}] * 9)

    assert cost() == one
