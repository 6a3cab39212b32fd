"""Disputes where there is nobody to argue with, nothing to confirm yet, or nothing more to say."""

import pytest

from agreements import dispute_rules as rules
from agreements.actions import disputing, resolving
from core.errors import Refusal
from core.models import AuditEvent
from tests.agreements.disagreeing import confirm, disputed, fresh, mediated, raise_about, write
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispute(villages, people):
    return disputed(villages)


def test_who_works_alone_has_nobody_to_raise_a_dispute_against(sojokerto, people):
    alone = ProjectFactory(lead=sojokerto, partners=[], state="running")

    verdict = rules.can_raise(people["drafting head"], alone)

    assert not verdict and "tidak ada pihak lain" in verdict.reason


def test_who_has_passed_it_on_reads_on_whom_it_waits(dispute, people):
    disputing.pass_on(dispute, by=people["drafting head"])

    verdict = rules.can_pass_on(people["drafting secretary"], fresh(dispute))

    assert not verdict and "Anda sudah menyatakannya" in verdict.reason
    assert rules.can_pass_on(people["other head"], fresh(dispute))


@pytest.mark.parametrize("act", [resolving.confirm_result, resolving.sign_result])
def test_before_a_result_is_written_there_is_nothing_to_confirm_or_sign(dispute, people, act):
    in_mediation = mediated(dispute, people["own camat"])
    by = people["own camat" if act is resolving.sign_result else "other head"]

    with pytest.raises(Refusal, match="Belum ada hasil"):
        act(in_mediation, by=by, sha256="0" * 64, method="password")


def test_a_head_that_has_confirmed_is_not_asked_again(dispute, people):
    write(dispute, people["drafting head"])
    confirm(dispute, people["other head"])

    verdict = rules.can_confirm(people["other head"], fresh(dispute))

    assert not verdict and "sudah mengonfirmasi" in verdict.reason
    assert rules.can_confirm(people["drafting head"], fresh(dispute))


def test_the_camat_does_not_sign_what_the_parties_agree_without_him(dispute, people):
    write(dispute, people["drafting head"])

    verdict = rules.can_sign(people["own camat"], fresh(dispute))

    assert not verdict and "tanpa mediator" in verdict.reason


def test_a_settled_dispute_of_partners_is_in_the_history_of_no_agreement(villages, people):
    project = ProjectFactory(lead=villages[0], partners=villages[1:], state="running")
    about_work = raise_about(project, people["drafting head"])
    write(about_work, people["drafting head"])
    for who in ("drafting head", "other head"):
        confirm(about_work, people[who])

    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert fresh(about_work).state == "settled"
    assert "agreements.dispute_settled" in verbs
    assert "agreements.dispute_of_settled" not in verbs
