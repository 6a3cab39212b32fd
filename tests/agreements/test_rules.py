"""Who may do what: persons against states."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from agreements import actions, rules, sources
from agreements.models import Agreement
from tests.factories.agreements import AgreementFactory, PartyFactory, in_days
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import MandateFactory, RegencyFactory, RegionFactory
from villages.models import Mandate

pytestmark = pytest.mark.django_db
STATES = ["draft", "open", "in_force", "ended", "withdrawn"]
DRAFTERS = {"drafting head", "drafting secretary"}
HEADS = {"drafting head", "other head"}


def allowed(rule, people, agreement):
    return {who for who, acting in people.items() if rule(acting, agreement)}


NOBODY = set()
MAY = {
    rules.can_change: {"draft": DRAFTERS, "open": DRAFTERS},
    rules.can_withdraw: {"draft": DRAFTERS, "open": DRAFTERS},
    rules.can_open: {"draft": DRAFTERS},
    rules.can_approve: {"open": HEADS},
    rules.can_decline: {"open": HEADS},
    rules.can_end: {"in_force": HEADS},
    rules.heads: dict.fromkeys(STATES, HEADS),
}


@pytest.mark.parametrize("state", STATES)
def test_persons_against_states(state, people, villages):
    agreement = AgreementFactory(state=state, regions=villages)

    for rule, by_state in MAY.items():
        assert allowed(rule, people, agreement) == by_state.get(state, NOBODY), rule
        for acting in people.values():
            verdict = rule(acting, agreement)
            assert verdict.allowed or verdict.reason


@pytest.mark.parametrize("state", STATES)
def test_who_has_no_right_hears_so_and_who_comes_too_late_hears_that(state, people, villages):
    agreement = AgreementFactory(state=state, regions=villages)

    assert not rules.can_change(people["stranger head"], agreement).moved_on
    assert not rules.can_approve(people["other secretary"], agreement).moved_on
    if state == "ended":
        assert rules.can_change(people["drafting head"], agreement).moved_on
        assert rules.can_approve(people["other head"], agreement).moved_on
        assert rules.can_end(people["other head"], agreement).moved_on


@pytest.mark.parametrize(
    ("state", "seen_by"),
    [
        ("draft", {"drafting head", "drafting secretary", "drafting council"}),
        ("open", {
            "drafting head", "drafting secretary", "drafting council", "other head",
            "other secretary", "own camat", "own officer",
        }),
        ("in_force", "all"),
        ("ended", "all"),
        ("withdrawn", {"drafting head", "drafting secretary", "drafting council"}),
    ],
)  # fmt: skip
def test_who_sees_it(state, seen_by, people, villages):
    AgreementFactory(state=state, regions=villages)

    seen = {
        who
        for who, acting in people.items()
        if acting and Agreement.objects.visible_to(acting.user).exists()
    }
    assert seen == (set(people) - {"nobody"} if seen_by == "all" else seen_by)


def test_one_withdrawn_after_it_was_open_is_still_seen_by_the_parties(people, villages):
    agreement = AgreementFactory(state="open", regions=villages)
    actions.withdraw(agreement, by=people["drafting head"], reason="Belum siap.")

    assert Agreement.objects.visible_to(people["other head"].user).exists()
    assert not Agreement.objects.visible_to(people["stranger head"].user).exists()


def test_a_visitor_sees_what_is_in_force(villages):
    AgreementFactory(state="open", regions=villages)
    sealed = AgreementFactory(state="in_force", regions=villages)

    assert list(Agreement.objects.visible_to(AnonymousUser())) == [sealed]


def test_an_approval_is_given_once(people, villages):
    agreement = AgreementFactory(state="open", regions=villages, approved=[villages[1]])

    verdict = rules.can_approve(people["other head"], agreement)
    assert not verdict and verdict.moved_on
    assert "Desa Besani" in verdict.reason
    assert rules.can_approve(people["drafting head"], agreement)


def test_a_secretary_hears_who_approves(people, villages):
    agreement = AgreementFactory(state="open", regions=villages)

    reason = rules.can_approve(people["other secretary"], agreement).reason
    assert str(people["other head"].user) in reason


def test_without_a_verified_head_the_secretary_hears_that(people, villages):
    agreement = AgreementFactory(state="open", regions=villages)
    Mandate.objects.filter(pk=people["other head"].pk).update(
        state="ended", ended_at=timezone.now()
    )

    reason = rules.can_approve(people["other secretary"], agreement).reason
    assert "belum ada yang terverifikasi" in reason


def test_nobody_approves_a_term_that_is_over(people, villages):
    agreement = AgreementFactory(
        state="open", regions=villages, starts_on=in_days(-9), ends_on=in_days(0)
    )
    agreement.ends_on = in_days(-1)

    verdict = rules.can_approve(people["other head"], agreement)
    assert not verdict and "lewat" in verdict.reason


# --- drafting -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "ripe"),
    [
        ("draft", False), ("proposed", False), ("revising", False), ("agreed", True),
        ("running", True), ("finished", False), ("declined", False), ("withdrawn", False),
    ],
)  # fmt: skip
def test_an_agreement_comes_out_of_an_agreed_or_running_project(state, ripe, villages, people):
    project = ProjectFactory(state=state, lead=villages[0], partners=villages[1:])

    verdict = rules.can_draft(people["drafting head"], sources.of_project(project))
    assert bool(verdict) is ripe
    assert verdict.moved_on is not ripe


def test_who_drafts_out_of_a_project(villages, people):
    project = ProjectFactory(state="running", lead=villages[0], partners=villages[1:])
    source = sources.of_project(project)

    able = {who for who, acting in people.items() if rules.can_draft(acting, source)}
    assert able == {"drafting head", "drafting secretary", "other head", "other secretary"}


def test_who_drafts_out_of_a_meeting(villages, people, leksono):
    meeting = MeetingFactory(called_by=people["own officer"], invited=villages)
    source = sources.of_meeting(meeting)

    able = {who for who, acting in people.items() if rules.can_draft(acting, source)}
    assert able == {
        "drafting head", "drafting secretary", "other head", "other secretary", "own camat",
        "own officer",
    }  # fmt: skip
    assert [region.pk for region in source.regions] == [leksono.pk, *(v.pk for v in villages)]
    assert source.title == meeting.title


def test_nothing_comes_out_of_a_cancelled_meeting(villages, people):
    meeting = MeetingFactory(called_by=people["drafting head"], invited=villages, cancelled=True)

    verdict = rules.can_draft(people["drafting head"], sources.of_meeting(meeting))
    assert not verdict and "dibatalkan" in verdict.reason


def test_a_regency_that_calls_a_meeting_is_no_party(people, villages):
    regency = MandateFactory(region=RegencyFactory(), office="kabupaten")
    meeting = MeetingFactory(called_by=regency, invited=villages)

    assert [region.pk for region in sources.of_meeting(meeting).regions] == [
        village.pk for village in villages
    ]


def test_a_meeting_of_a_project_brings_the_project_along(people, villages):
    project = ProjectFactory(state="running", lead=villages[0], partners=villages[1:])
    meeting = MeetingFactory(called_by=people["drafting head"], project=project, invited=villages)

    source = sources.of_meeting(meeting)
    assert source.project == project and source.meeting == meeting
    assert sources.of_project(project).title == project.title


def test_what_a_region_can_draft_from(people, villages, sawangan):
    project = ProjectFactory(state="running", lead=villages[0], partners=villages[1:])
    ProjectFactory(state="proposed", lead=villages[0], partners=villages[1:])
    called = MeetingFactory(called_by=people["drafting head"])
    invited = MeetingFactory(invited=[villages[0]])
    MeetingFactory(invited=[villages[0]], cancelled=True)

    assert list(sources.projects_of(villages[1])) == [project]
    assert set(sources.meetings_of(villages[0])) == {called, invited}
    assert not sources.meetings_of(sawangan).exists()


def test_a_subdistrict_may_draft_without_being_a_party(people):
    assert rules.must_be_party(people["drafting head"])
    assert not rules.must_be_party(people["own officer"])


# --- what is lacking ------------------------------------------------------------


def test_nothing_is_lacking_in_a_complete_draft(villages):
    assert rules.lacks(AgreementFactory(regions=villages)) == []


def test_what_is_lacking_is_named(villages):
    agreement = AgreementFactory(
        regions=villages, text="Pasal 1\n[isi: lingkup]", starts_on=in_days(-9), ends_on=in_days(-1)
    )
    agreement.parties.filter(region=villages[1]).update(signer_name="")
    PartyFactory(agreement=agreement, region=RegionFactory(kind="urban", word="Kelurahan"))

    sentences = " ".join(rules.lacks(agreement))
    for words in ("Kelurahan", "Desa Besani", "[isi: …]", "lewat"):
        assert words in sentences
    verdict = rules.can_open(head_of(villages[0]), agreement)
    assert verdict.moved_on and verdict.reason == sentences


def test_a_term_is_judged_on_the_day_that_is_asked_for(villages):
    agreement = AgreementFactory(regions=villages)

    assert rules.lacks(agreement, today=agreement.ends_on) == []
    assert rules.lacks(agreement, today=agreement.ends_on + timedelta(days=1))


@pytest.mark.parametrize(
    ("who", "involved"),
    [
        ("drafting head", True), ("drafting council", True), ("other head", True),
        ("other secretary", True), ("own camat", True), ("own officer", True),
        ("stranger head", False), ("other camat", False), ("regency", False), ("nobody", False),
    ],
)  # fmt: skip
def test_who_follows_the_negotiation(who, involved, people, villages):
    agreement = AgreementFactory(state="open", regions=villages)

    assert rules.is_involved(people[who], agreement) is involved


@pytest.mark.parametrize("wrong", [{"signer_name": "Orang Sembarang"}, {"signer_title": "Raja"}])
def test_the_named_one_is_the_verified_head_where_there_is_one(villages, people, wrong):
    agreement = AgreementFactory(regions=[*villages, RegionFactory()])
    agreement.parties.filter(region=villages[1]).update(**wrong)
    Mandate.objects.filter(region=agreement.parties.last().region).delete()
    agreement.parties.filter(position=3).update(signer_name="Siapa Saja")

    (missing,) = rules.lacks(agreement)

    assert missing.startswith("Naskah menyebut") and str(people["other head"].user) in missing


def test_an_acting_holder_is_named_in_his_own_office(villages, people):
    agreement = AgreementFactory(regions=villages)
    acting = people["other head"]
    Mandate.objects.filter(pk=acting.pk).update(title="Pj. Kepala Desa")
    assert rules.lacks(agreement)

    agreement.parties.filter(region=villages[1]).update(signer_title="pj. kepala  desa")

    assert rules.lacks(agreement) == []


@pytest.mark.parametrize("nothing", ["-", ".", "1. …"])
def test_a_clause_without_letters_is_empty(by_clauses, nothing):
    by_clauses.clauses.filter(matter="funding").update(text=nothing)

    assert "pendanaan" in next(line for line in rules.lacks(by_clauses) if "masih kosong" in line)
