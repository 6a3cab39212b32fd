"""Who may do what: every person in every state."""

import pytest

from core.access import require
from core.errors import Forbidden, Refusal
from projects import rules
from projects.models import Project
from tests.factories.projects import DraftFactory, ProjectFactory
from tests.factories.villages import (
    MandateFactory,
    RegencyFactory,
    RegionFactory,
    SubdistrictFactory,
)
from villages.models import Region

pytestmark = pytest.mark.django_db
S = Project.State
LEAD = {"lead head", "lead secretary"}
SEATED = LEAD | {"partner head", "partner secretary"}
RECORDING = SEATED | {"lead council", "partner council"}
LIVE = set(S) - {S.DRAFT, S.DECLINED, S.WITHDRAWN, S.MERGED}

# Rule → state → who may; in a state that is missing, nobody.
ALLOWED = {
    rules.can_write: dict.fromkeys([S.DRAFT, S.PROPOSED, S.REVISING, S.AGREED, S.RUNNING], LEAD),
    rules.can_answer: {S.PROPOSED: {"partner head"}},
    rules.can_withdraw: {
        S.PROPOSED: LEAD, S.REVISING: LEAD, S.AGREED: {"lead head"}, S.RUNNING: {"lead head"},
    },
    rules.can_start: {S.AGREED: LEAD},
    rules.can_finish: {S.RUNNING: LEAD},
    rules.can_reply: dict.fromkeys([S.PROPOSED, S.REVISING, S.RUNNING], LEAD),
    rules.can_record_result: dict.fromkeys([S.PROPOSED, S.REVISING], RECORDING),
    rules.can_offer_merge: dict.fromkeys([S.PROPOSED, S.REVISING], LEAD),
    rules.takes_part: dict.fromkeys(LIVE, SEATED),
    rules.can_read_reasons: dict.fromkeys(
        S,
        SEATED
        | {"lead official", "lead council", "partner council", "camat", "regency officer"},
    ),
}  # fmt: skip
# Who has the right, and only hears that it is too early or too late.
RIGHTFUL = {
    rules.can_write: LEAD,
    rules.can_answer: {"lead head", "partner head"},
    rules.can_start: LEAD,
    rules.can_finish: LEAD,
    rules.can_reply: LEAD,
    rules.can_record_result: RECORDING,
    rules.can_offer_merge: LEAD,
}


@pytest.fixture
def people(lead, partners):
    partner, other = partners
    offices = {
        "lead head": (lead, "head"),
        "lead secretary": (lead, "secretary"),
        "lead official": (lead, "official"),
        "lead council": (lead, "council"),
        "partner head": (partner, "head"),
        "partner secretary": (partner, "secretary"),
        "partner council": (partner, "council"),
        "stranger": (RegionFactory(code="33.07.09.2001"), "head"),
        "camat": (lead.parent, "camat"),
        "other camat": (SubdistrictFactory(code="33.07.09"), "camat"),
        "regency officer": (RegencyFactory(), "kabupaten"),
    }
    known = {
        name: MandateFactory(region=region, office=office)
        for name, (region, office) in offices.items()
    }
    MandateFactory(region=other)
    return known | {"visitor": None}


@pytest.mark.parametrize("state", S)
def test_every_person_in_every_state(state, people, lead, partners):
    answers = {} if state == S.DRAFT else {lead: "given"}
    options = {} if state == S.DRAFT else {"home_first": True}
    project = ProjectFactory(lead=lead, partners=partners, state=state, answers=answers, **options)
    project = Project.objects.get(pk=project.pk)
    for rule, states in ALLOWED.items():
        expected = states.get(state, set())
        if state == S.DRAFT:  # the partners have no seat yet
            expected = {name for name in expected if not name.startswith("partner")}
        allowed = {name for name, acting in people.items() if rule(acting, project)}
        assert allowed == expected, rule.__name__


def test_who_has_the_right_is_refused_and_others_are_forbidden(people, lead, partners):
    project = ProjectFactory(lead=lead, partners=partners, state=S.WITHDRAWN)
    for rule, rightful in RIGHTFUL.items():
        for name, acting in people.items():
            with pytest.raises(Refusal if name in rightful else Forbidden) as caught:
                require(rule(acting, project))
            assert str(caught.value)


def test_an_answered_region_hears_that_it_has_answered(project, partner_heads):
    project = ProjectFactory(
        lead=project.lead,
        partners=[head.region for head in partner_heads],
        answers={partner_heads[0].region: "declined"},
    )
    verdict = rules.can_answer(partner_heads[0], project)
    assert verdict.moved_on
    assert "sudah menjawab" in verdict.reason


@pytest.mark.parametrize(
    ("office", "region", "may"),
    [
        ("head", RegionFactory, True),
        ("secretary", RegionFactory, True),
        ("official", RegionFactory, False),
        ("council", RegionFactory, False),
        ("camat", SubdistrictFactory, True),
        ("kecamatan", SubdistrictFactory, True),
        ("kabupaten", RegencyFactory, False),
    ],
)
def test_who_may_propose(office, region, may):
    verdict = rules.can_propose(MandateFactory(region=region(), office=office))
    assert bool(verdict) is may
    assert bool(verdict.reason) is not may


def test_nobody_proposes_without_a_mandate():
    assert not rules.can_propose(None)


def test_a_change_in_the_making_stands_before_the_start(project, head):
    project = ProjectFactory(lead=project.lead, state=S.AGREED)
    assert rules.can_start(head, project)
    DraftFactory(project=project)
    assert rules.can_start(head, Project.objects.get(pk=project.pk)).moved_on


@pytest.mark.parametrize(
    ("kind", "level", "takes_part", "signs"),
    [
        (Region.Kind.VILLAGE, 4, True, True),
        (Region.Kind.CUSTOMARY_VILLAGE, 4, True, True),
        (Region.Kind.URBAN_VILLAGE, 4, True, False),
        (Region.Kind.SUBDISTRICT, 3, True, False),
        (Region.Kind.REGENCY, 2, False, False),
    ],
)
def test_a_kelurahan_takes_part_but_does_not_sign_a_joint_regulation(
    kind, level, takes_part, signs
):
    region = Region(code="33.07.05.1006", kind=kind, level=level)
    assert rules.may_be_partner(region) is takes_part
    assert rules.signs_joint_regulation(region) is signs


def test_a_region_that_was_replaced_takes_part_no_more():
    region = Region(level=4, kind=Region.Kind.VILLAGE, replaced_by_id="33.07.05.2002")
    assert not rules.may_be_partner(region)
