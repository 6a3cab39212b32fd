"""Contributions and receipts: who may do what, what is written, what the database refuses."""

import uuid
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.access import require
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail, Notification
from projects import money_rules
from projects.actions import committing
from projects.funds import funds_of
from projects.models import Commitment, Project, Receipt
from projects.waiting import waiting_for
from tests.factories.money import CommitmentFactory
from tests.factories.projects import ContributionFactory, ProjectFactory, in_days
from tests.factories.villages import MandateFactory, RegionFactory
from villages.models import Region

pytestmark = pytest.mark.django_db
C = Commitment.State


def plan(project, by, region=None, **changes):
    words = {
        "kind": "cash", "source": "apbdes", "year": 2026, "worth": 50_000_000, "note": "APB Desa",
        "token": uuid.uuid4(),
    } | changes  # fmt: skip
    if region is None and "party_name" not in words:
        region = by.region
    return committing.plan_contribution(project, by=by, region=region, **words)


def receive(commitment, by, amount, **changes):
    words = {"token": uuid.uuid4(), "on": in_days(0), "paper_number": "KW-1"} | changes
    return committing.receive(commitment, by=by, amount=amount, **words)


def settle():
    """Let the deferred triggers speak."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def fresh(commitment):
    return Commitment.objects.get(pk=commitment.pk)


@pytest.fixture
def planned(project, partner_heads, head):
    return plan(project, head, partner_heads[0].region)


@pytest.fixture
def committed(planned, partner_heads):
    return committing.commit(planned, by=partner_heads[0])


# --- planning --------------------------------------------------------------------------------


def test_the_lead_plans_for_a_partner_whose_head_is_asked(project, head, partner_heads):
    partner = partner_heads[0]
    made = plan(project, head, partner.region)
    assert (made.state, made.number, made.party) == (C.PLANNED, 1, "Desa Besani")
    assert Mail.objects.filter(kind="projects.word_asked", recipient=partner.user).count() == 1
    assert any(task.url == made.get_absolute_url() for task in waiting_for(partner, partner.user))
    assert AuditEvent.objects.filter(verb="projects.contribution_planned").exists()


def test_a_partner_plans_for_its_own_region_only(project, partner_heads, lead):
    partner = partner_heads[0]
    plan(project, partner)
    with pytest.raises(Refusal):
        plan(project, partner, lead)
    with pytest.raises(Refusal):
        plan(project, partner, party_name="CV Maju")
    assert Commitment.objects.count() == 1


def test_who_takes_no_part_plans_nothing(project):
    with pytest.raises(Forbidden):
        plan(project, MandateFactory())


def test_the_same_form_sent_twice_is_one_contribution(project, head):
    token = uuid.uuid4()
    first, second = plan(project, head, token=token), plan(project, head, token=token)
    assert first == second
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("state", ["finished", "withdrawn", "declined"])
def test_what_is_over_takes_no_more(lead, partners, head, state):
    project = ProjectFactory(lead=lead, partners=partners, state=state)
    with pytest.raises(Refusal):
        plan(project, head)


def test_a_project_holds_so_many(project, head, monkeypatch):
    monkeypatch.setattr(Commitment, "MOST", 1)
    plan(project, head)
    with pytest.raises(Refusal, match="paling banyak 1"):
        plan(project, head)


def test_what_the_proposal_names_is_taken_over_once(project, head, partner_heads):
    ContributionFactory(version=project.current, amount=30_000_000)
    ContributionFactory(
        version=project.current, region=partner_heads[0].region, kind="land", amount=0, note="Lahan"
    )
    assert committing.take_over(project, by=head) == 2
    assert [each.source for each in project.commitments.all()] == ["apbdes", "swadaya"]
    with pytest.raises(Refusal, match="setiap wilayah"):
        committing.take_over(project, by=head)
    with pytest.raises(Forbidden):
        committing.take_over(project, by=partner_heads[0])


def test_what_is_named_and_not_entered_is_taken_over_by_region_and_kind(
    project, head, partner_heads
):
    first, second = (each.region for each in partner_heads)
    for region in (project.lead, first, second):
        ContributionFactory(version=project.current, region=region, amount=30_000_000)
    ContributionFactory(version=project.current, region=first, kind="land", amount=0, note="Lahan")
    plan(project, head, worth=7_000_000)
    gone = plan(project, head, first)
    committing.withdraw_contribution(gone, by=head, reason="Salah catat.")
    assert committing.take_over(project, by=head) == 3
    taken = project.commitments.order_by("-number")[:3]
    assert {(each.region, each.kind, each.worth, each.state) for each in taken} == {
        (project.lead, "cash", 23_000_000, "planned"), (first, "land", 0, "planned"),
        (second, "cash", 30_000_000, "planned"),
    }  # fmt: skip
    with pytest.raises(Refusal):
        committing.take_over(project, by=head)


def test_the_rest_of_several_names_of_a_kind_is_the_later_ones(project, head):
    for amount, note in ((30_000_000, "Pipa"), (20_000_000, "Semen"), (5_000_000, "Pasir")):
        ContributionFactory(version=project.current, amount=amount, note=note)
    plan(project, head, worth=35_000_000)
    assert committing.take_over(project, by=head) == 2
    taken = project.commitments.order_by("number").values_list("worth", "note")[1:]
    assert list(taken) == [(15_000_000, "Semen"), (5_000_000, "Pasir")]


# --- the word --------------------------------------------------------------------------------


def test_only_the_head_of_the_region_gives_its_word(planned, head, secretary, partner_heads):
    own_secretary = MandateFactory(region=planned.region, office="secretary")
    for other in (head, secretary, partner_heads[1], own_secretary, None):
        with pytest.raises(Forbidden):
            committing.commit(planned, by=other)
    done = committing.commit(planned, by=partner_heads[0])
    assert (done.state, done.person_name) == (C.COMMITTED, str(partner_heads[0].user))
    assert committing.commit(planned, by=partner_heads[0]).committed_at == done.committed_at
    assert Notification.objects.filter(kind="projects.committed", recipient=head.user).exists()


def test_who_gives_the_word_sets_the_source_right_and_nobody_afterwards(planned, partner_heads):
    done = committing.commit(planned, by=partner_heads[0], source="dana_desa")
    assert fresh(done).source == "dana_desa"

    assert committing.commit(done, by=partner_heads[0], source="add").source == "dana_desa"
    with pytest.raises(DatabaseError), transaction.atomic():
        Commitment.objects.filter(pk=done.pk).update(source="add")


def test_a_region_that_is_no_village_gives_no_village_money(head, lead, subdistrict, camat):
    project = ProjectFactory(lead=lead, partners=[subdistrict], state="agreed")
    with pytest.raises(Refusal):
        plan(project, head, subdistrict)
    with pytest.raises(Refusal):
        plan(project, head, party_name="CV Tirta Jaya")
    made = plan(project, head, subdistrict, source="kabupaten")
    with pytest.raises(Refusal):
        committing.commit(made, by=camat, source="dana_desa")
    assert committing.commit(made, by=camat).source == "kabupaten"


@pytest.mark.parametrize(
    ("kind", "of", "source"),
    [
        ("cash", "village", "apbdes"), ("cash", "urban", "kabupaten"),
        ("cash", "subdistrict", "kabupaten"), ("labour", "village", "swadaya"),
    ],
)  # fmt: skip
def test_a_source_is_guessed_until_somebody_says_it(kind, of, source):
    level = Region.Level.SUBDISTRICT if of == "subdistrict" else Region.Level.VILLAGE
    region = Region(kind=of, level=level)
    assert committing.source_in(SimpleNamespace(kind=kind, region=region)) == source


def test_the_head_of_the_lead_answers_for_an_organisation(project, head, partner_heads):
    made = plan(project, head, party_name="CV Tirta Jaya", source="csr")
    assert made.party == "CV Tirta Jaya"
    with pytest.raises(Forbidden):
        committing.commit(made, by=partner_heads[0])
    assert committing.commit(made, by=head).state == C.COMMITTED


def test_a_second_head_hears_that_it_is_done(committed, partner_heads):
    verdict = money_rules.can_commit(MandateFactory(region=RegionFactory()), committed)
    assert not verdict.moved_on
    other = MandateFactory.build(region=committed.region)
    with pytest.raises(Refusal, match="berkomitmen"):
        require(money_rules.can_commit(other, committed))


def test_a_word_is_taken_back_with_a_reason_by_the_head_alone(committed, head, partner_heads):
    with pytest.raises(Forbidden):
        committing.withdraw_contribution(committed, by=head, reason="x")
    committing.withdraw_contribution(committed, by=partner_heads[0], reason="Anggaran berubah.")
    assert fresh(committed).state == C.WITHDRAWN
    with pytest.raises(Refusal):
        committing.withdraw_contribution(committed, by=partner_heads[0], reason="x")
    with pytest.raises(Refusal):
        committing.commit(committed, by=partner_heads[0])


def test_a_plan_is_taken_back_by_the_lead_too(planned, secretary):
    committing.withdraw_contribution(planned, by=secretary, reason="Salah catat.")
    assert fresh(planned).state == C.WITHDRAWN


# --- what comes in -----------------------------------------------------------------------------


def test_parts_come_in_until_all_has_come(committed, head):
    receive(committed, head, 20_000_000)
    assert (fresh(committed).state, fresh(committed).received) == (C.COMMITTED, 20_000_000)
    receive(committed, head, 30_000_000)
    assert (fresh(committed).state, fresh(committed).received) == (C.RECEIVED, 50_000_000)
    receive(committed, head, 5_000_000)  # more than promised is no mistake
    assert fresh(committed).received == 55_000_000
    settle()
    assert funds_of(committed.project).sums.committed == 55_000_000


def test_less_than_promised_counts_as_it_came_when_nothing_more_comes(committed, head):
    receive(committed, head, 10_000_000, completes=True)
    assert fresh(committed).state == C.RECEIVED
    assert funds_of(committed.project).covered == 10_000_000
    assert Project.objects.get(pk=committed.project_id).funding_gap == 402_500_000


def test_what_an_organisation_brings_comes_in_too(project, head):
    made = CommitmentFactory(project=project, party_name="CV Tirta Jaya", committed=True, worth=10)
    receive(made, head, 10)
    assert fresh(made).state == C.RECEIVED
    assert str(fresh(made)) == "CV Tirta Jaya: uang"


def test_land_without_a_worth_is_received_at_once(project, head):
    land = CommitmentFactory(project=project, kind="land", worth=0, note="Lahan", committed=True)
    receive(land, head, 0)
    assert fresh(land).state == C.RECEIVED


def test_only_the_lead_records_and_only_what_was_committed(planned, committed, head, partner_heads):
    with pytest.raises(Forbidden):
        receive(committed, partner_heads[0], 1)
    other = plan(committed.project, head)
    with pytest.raises(Refusal):
        receive(other, head, 1)


def test_the_same_receipt_sent_twice_is_one(committed, head):
    token = uuid.uuid4()
    assert receive(committed, head, 5, token=token) == receive(committed, head, 5, token=token)
    assert fresh(committed).received == 5


def test_a_wrong_receipt_is_taken_back_by_a_counter_row(committed, head, partner_heads):
    wrong = receive(committed, head, 50_000_000)
    assert fresh(committed).state == C.RECEIVED
    with pytest.raises(Forbidden):
        committing.reverse(wrong, by=partner_heads[0], reason="x")
    committing.reverse(wrong, by=head, reason="Salah angka.")
    settle()
    assert (fresh(committed).state, fresh(committed).received) == (C.COMMITTED, 0)
    assert [row.amount for row in committed.receipts.all()] == [50_000_000, -50_000_000]
    with pytest.raises(Refusal):
        committing.reverse(wrong, by=head, reason="Lagi.")
    with pytest.raises(Refusal):
        committing.reverse(Receipt.objects.get(number=2), by=head, reason="Lagi.")


def test_what_has_come_in_is_not_taken_back_as_a_promise(committed, head, partner_heads):
    receive(committed, head, 1_000)
    with pytest.raises(Refusal, match="Sebagian"):
        committing.withdraw_contribution(committed, by=partner_heads[0], reason="x")


def test_a_contribution_holds_so_many_receipts(committed, head, monkeypatch):
    monkeypatch.setattr(Receipt, "MOST", 1)
    receive(committed, head, 1)
    with pytest.raises(Refusal, match="paling banyak 1"):
        receive(committed, head, 1)


def test_what_was_promised_may_come_after_the_work(lead, partners, head):
    project = ProjectFactory(lead=lead, partners=partners, state="finished")
    late = CommitmentFactory(project=project, committed=True)
    receive(late, head, 50_000_000)
    assert fresh(late).state == C.RECEIVED


# --- the database itself -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"party_name": "CV Maju", "region_id": "given"},
        {"kind": "cash", "worth": 0},
        {"kind": "goods", "worth": 0, "note": ""},
        {"days": 10, "day_worth": 100},
        {"kind": "labour", "days": 10, "day_worth": 100, "worth": 999},
        {"kind": "labour", "days": 10, "worth": 1000},
        {"worth": 10**15 + 1},
        {"year": 1999},
        {"state": "committed"},
        {"state": "withdrawn"},
        {"state": "planned", "received": 5},
        {"withdraw_reason": "x"},
    ],
)
def test_nonsense_is_refused(project, wrong):
    wrong = {**wrong}
    if wrong.pop("region_id", None):
        wrong["region"] = project.lead
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentFactory(project=project, **wrong)


def test_the_words_of_a_contribution_stay(planned):
    with pytest.raises(DatabaseError), transaction.atomic():
        Commitment.objects.filter(pk=planned.pk).update(worth=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        planned.delete()


def test_what_came_in_is_the_sum_of_the_receipts(committed):
    with pytest.raises(DatabaseError, match="sum of its receipts"), transaction.atomic():
        Commitment.objects.filter(pk=committed.pk).update(received=7)
        settle()


def test_receipts_stay_and_need_a_proof(committed, head):
    row = receive(committed, head, 5)
    with pytest.raises(DatabaseError), transaction.atomic():
        Receipt.objects.update(amount=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        receive(committed, head, 5, paper_number="")
    with pytest.raises(IntegrityError), transaction.atomic():
        receive(committed, head, -5)
    with pytest.raises(DatabaseError, match="exactly one"), transaction.atomic():
        Receipt.objects.create(
            commitment=committed, number=9, on=in_days(0), amount=-4, reverses=row, reason="x",
            token=uuid.uuid4(), mandate=head, person_name="a", office_title="b",
        )  # fmt: skip
