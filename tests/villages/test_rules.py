"""Who may do what: persons against states."""

import pytest

from core.access import require
from core.errors import Forbidden
from tests.factories.accounts import UserFactory
from tests.factories.villages import (
    ForumFactory,
    MandateFactory,
    RegencyFactory,
    RegionFactory,
    SubdistrictFactory,
)
from villages import rules
from villages.models import Mandate
from villages.models.mandate import Office

pytestmark = pytest.mark.django_db
State = Mandate.State


@pytest.fixture
def people(leksono, sojokerto, officer):
    """Everybody who may want to check the application of Sojokerto's head."""
    other = SubdistrictFactory(code="33.07.06")
    return {
        "own officer": officer,
        "camat": MandateFactory(region=leksono, office=Office.SUBDISTRICT_HEAD),
        "regency": MandateFactory(region=RegencyFactory(), office=Office.REGENCY_OFFICER),
        "other officer": MandateFactory(region=other, office=Office.SUBDISTRICT_OFFICER),
        "head of the village": MandateFactory(region=sojokerto),
        "secretary": MandateFactory(region=sojokerto, office=Office.SECRETARY),
        "council": MandateFactory(region=sojokerto, office=Office.COUNCIL),
        "operator": UserFactory(is_staff=True),
        "closed operator": UserFactory(is_staff=True, is_active=False),
        "visitor": UserFactory(),
    }


CHECKERS = {"own officer", "camat", "regency", "operator"}


def test_a_villages_application_is_checked_in_its_own_subdistrict_and_regency(people, sojokerto):
    claim = MandateFactory(pending=True, region=sojokerto, office=Office.SECRETARY)

    assert {name for name, by in people.items() if rules.can_decide(by, claim)} == CHECKERS


@pytest.mark.parametrize("state", State)
def test_only_what_waits_can_be_decided(people, sojokerto, state):
    claim = MandateFactory.build(region=sojokerto, state=state, user=UserFactory())

    allowed = {name for name, by in people.items() if rules.can_decide(by, claim)}

    assert allowed == (CHECKERS if state == State.SUBMITTED else set())


def test_nobody_checks_his_own(people, leksono, sojokerto):
    for name in CHECKERS:
        by = people[name]
        user = by if name == "operator" else by.user
        claim = MandateFactory(pending=True, region=sojokerto, user=user)
        verdict = rules.can_decide(by, claim)
        assert not verdict
        assert verdict.reason
        claim.delete()


def test_the_first_officer_is_the_operators_matter(leksono):
    regency = MandateFactory(region=RegencyFactory(), office=Office.REGENCY_OFFICER)
    operator = UserFactory(is_staff=True)
    first = MandateFactory(pending=True, region=leksono, office=Office.SUBDISTRICT_OFFICER)

    assert not rules.can_decide(regency, first)
    assert rules.can_decide(operator, first)

    MandateFactory(region=leksono, office=Office.SUBDISTRICT_HEAD)
    assert rules.can_decide(regency, first)


def test_another_officer_checks_the_second(leksono, officer):
    second = MandateFactory(pending=True, region=leksono, office=Office.SUBDISTRICT_HEAD)

    assert rules.can_decide(officer, second)
    with pytest.raises(Forbidden):
        require(
            rules.can_decide(MandateFactory(region=RegionFactory(code="33.07.05.2010")), second)
        )


def test_a_regencys_officer_is_checked_by_a_colleague_not_by_a_subdistrict(leksono, officer):
    regency = RegencyFactory()
    colleague = MandateFactory(region=regency, office=Office.REGENCY_OFFICER)
    claim = MandateFactory(pending=True, region=regency, office=Office.REGENCY_OFFICER)

    assert rules.can_decide(colleague, claim)
    assert not rules.can_decide(officer, claim)


def test_the_queue_holds_what_one_may_check(people, leksono, sojokerto):
    village = MandateFactory(pending=True, region=sojokerto)
    second = MandateFactory(pending=True, region=leksono, office=Office.SUBDISTRICT_OFFICER)
    lone = MandateFactory(
        pending=True, region=SubdistrictFactory(code="33.07.07"), office=Office.SUBDISTRICT_OFFICER
    )
    MandateFactory(region=sojokerto, office=Office.OFFICIAL)
    own = MandateFactory(pending=True, region=sojokerto, user=people["own officer"].user)
    visitor = people["visitor"]

    def queue(by, user=visitor):
        return set(rules.queue_of(by, user))

    assert queue(people["own officer"]) == {village, second}
    assert queue(people["regency"]) == {village, second, own}
    assert queue(people["other officer"]) == set()
    assert queue(people["secretary"]) == set()
    assert queue(None) == set()
    assert queue(None, people["operator"]) == {village, second, lone, own}
    for by in (people["own officer"], people["regency"]):
        assert all(rules.can_decide(by, claim) for claim in queue(by))


def test_in_which_capacity_one_checks(people, sojokerto):
    claim = MandateFactory(pending=True, region=sojokerto)
    operator, officer = people["operator"], people["own officer"]

    assert rules.checker(officer, operator, claim) == officer
    assert rules.checker(people["council"], operator, claim) == operator
    assert rules.checker(None, operator, claim) == operator
    assert rules.checker(people["council"], people["visitor"], claim) is None


@pytest.mark.parametrize("state", State)
def test_the_applicant_withdraws_what_is_open_and_corrects_what_came_back(sojokerto, state):
    user, stranger = UserFactory(), UserFactory()
    claim = MandateFactory.build(region=sojokerto, state=state, user=user)

    assert bool(rules.can_withdraw(user, claim)) == (state in (State.SUBMITTED, State.RETURNED))
    assert bool(rules.can_correct(user, claim)) == (state == State.RETURNED)
    assert not rules.can_withdraw(stranger, claim)
    assert not rules.can_correct(stranger, claim)


@pytest.mark.parametrize("state", State)
def test_the_holder_and_those_who_check_end_what_stands(people, sojokerto, state):
    holder = UserFactory()
    mandate = MandateFactory.build(region=sojokerto, state=state, user=holder)

    enders = {name for name, by in people.items() if rules.can_end(by, mandate)}

    assert enders == (CHECKERS if state == State.VERIFIED else set())
    assert bool(rules.can_end(holder, mandate)) == (state == State.VERIFIED)


def test_in_which_capacity_one_ends(people, sojokerto):
    holder = people["secretary"]

    assert rules.ender(holder, holder.user, holder) == holder.user
    assert rules.ender(people["own officer"], people["visitor"], holder) == people["own officer"]
    assert rules.ender(None, people["visitor"], holder) is None


def test_who_edits_a_profile(people, leksono, sojokerto):
    def editors(region):
        return {
            n
            for n, by in people.items()
            if hasattr(by, "region") and rules.can_edit_profile(by, region)
        }

    assert editors(sojokerto) == {"head of the village", "secretary"}
    assert editors(leksono) == {"own officer", "camat"}
    assert not rules.can_edit_profile(None, sojokerto)


def test_who_founds_and_changes_forums(people, leksono):
    forum = ForumFactory(home=leksono)
    mandates = {name: by for name, by in people.items() if hasattr(by, "region")}

    founders = {name for name, by in mandates.items() if rules.can_found_forum(by)}
    changers = {name for name, by in mandates.items() if rules.can_change_forum(by, forum)}

    assert founders == {"own officer", "camat", "regency", "other officer"}
    assert changers == {"own officer", "camat"}
    assert not rules.can_found_forum(None)
    assert not rules.can_change_forum(None, forum)


class TestVisibility:
    def test_own_in_care_or_all(self, people, sojokerto):
        mine = MandateFactory(pending=True, region=sojokerto)
        elsewhere = MandateFactory(region=RegionFactory(code="33.08.01.2001"))

        def seen(user):
            return set(Mandate.objects.visible_to(user).filter(pk__in=[mine.pk, elsewhere.pk]))

        assert seen(mine.user) == {mine}
        assert seen(people["own officer"].user) == {mine}
        assert seen(people["other officer"].user) == set()
        assert seen(people["head of the village"].user) == set()
        assert seen(people["operator"]) == {mine, elsewhere}
        assert seen(people["closed operator"]) == set()

    def test_a_former_officer_sees_nothing_any_more(self, officer, sojokerto):
        claim = MandateFactory(pending=True, region=sojokerto)
        Mandate.objects.filter(pk=officer.pk).update(ends_on=officer.starts_on)

        assert claim not in Mandate.objects.visible_to(officer.user)


def test_what_is_not_verified_yet_cannot_be_ended_and_is_said_so(people, sojokerto):
    claim = MandateFactory(pending=True, region=sojokerto)
    assert "belum diverifikasi" in str(rules.can_end(claim.user, claim).reason)
    claim.state = State.ENDED
    assert "tidak berlaku" in str(rules.can_end(claim.user, claim).reason)


def test_the_first_officer_is_told_who_checks(client, leksono, django_assert_num_queries):
    claim = MandateFactory(pending=True, region=leksono, office=Office.SUBDISTRICT_OFFICER)
    client.force_login(claim.user)
    pages = [claim.get_absolute_url(), "/saya/perwakilan/"]
    for page in pages:
        assert "operator portal yang memeriksanya" in client.get(page).text

    MandateFactory(region=leksono, office=Office.SUBDISTRICT_HEAD)
    for page in pages:
        assert "operator portal yang memeriksanya" not in client.get(page).text


def test_the_list_of_ones_own_costs_the_same_for_many_first_officers(
    client, leksono, django_assert_num_queries
):
    user, counts = UserFactory(), []
    client.force_login(user)
    for code in ("33.07.08", "33.07.09", "33.07.10"):
        region = SubdistrictFactory(code=code)
        MandateFactory(pending=True, user=user, region=region, office=Office.SUBDISTRICT_OFFICER)
        with django_assert_num_queries(99, exact=False) as context:
            client.get("/saya/perwakilan/")
        counts.append(len(context))
    assert counts[1] == counts[2]
