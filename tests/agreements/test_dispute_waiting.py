"""What of disputes waits for a person on the start page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.dispute_waiting import waiting_for
from tests.agreements.disagreeing import confirm, disputed, mediated, passed_on, settled, write

pytestmark = pytest.mark.django_db


def verbs(people):
    return {
        name: [task.title.split(":")[0] for task in waiting_for(acting)]
        for name, acting in people.items()
        if acting and waiting_for(acting)
    }


WRITERS = ("drafting head", "drafting secretary", "other head", "other secretary")


def test_each_stage_waits_for_those_who_go_on(villages, people):
    camat, dispute = people["own camat"], disputed(villages)
    assert verbs(people) == dict.fromkeys(WRITERS, ["Bermusyawarah"])
    passed_on(dispute)
    desk = ("own camat", "own officer")
    assert verbs(people) == dict.fromkeys(desk, ["Terima mediasi"])
    dispute = mediated(disputed(villages), camat)
    write(dispute, camat)
    assert [task.asks_word for task in waiting_for(people["other head"])] == [True]
    confirm(dispute, people["other head"])
    assert waiting_for(people["other head"]) == []
    confirm(dispute, people["drafting head"])
    assert "Tanda tangani hasil" in verbs(people)["own camat"]
    assert "Tanda tangani hasil" not in verbs(people)["own officer"]


def test_a_mediation_without_a_result_waits_for_who_keeps_it(villages, people):
    mediated(disputed(villages), people["own camat"])
    assert verbs(people) == dict.fromkeys(("own camat", "own officer"), ["Mediasi"])


def test_what_the_parties_wrote_waits_for_their_heads(villages, people):
    write(disputed(villages), people["drafting secretary"])
    assert verbs(people) == dict.fromkeys(("drafting head", "other head"), ["Konfirmasi hasil"])


def test_nothing_waits_when_it_is_settled_and_many_cost_as_one(villages, people):
    settled(disputed(villages), people["own camat"])
    assert verbs(people) == {}

    def asked():
        with CaptureQueriesContext(connection) as queries:
            waiting_for(people["own camat"])
        return len(queries)

    few = asked()
    for _number in range(3):
        passed_on(disputed(villages))
    assert asked() == few
