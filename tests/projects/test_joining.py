"""Who joins by an amendment is asked for his word; what those who left have brought stays."""

import pytest

from notifications.models import Mail
from projects.actions import committing
from projects.models import Commitment
from projects.waiting import waiting_for
from tests.factories.money import CommitmentFactory
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.amending import amend, answer, fresh
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
PIPES = {"kind": "cash", "amount": 20_000_000, "note": "Pipa"}


@pytest.fixture
def newcomer(lead):
    return MandateFactory(region=RegionFactory(parent=lead.parent, name="Tlogo"))


def join(work, head, partners, heads, newcomer, named):
    """The amendment that adds the newcomer comes into force with the contributions ``named``."""
    regions = [*partners, newcomer.region]
    amend(work, by=head, partners=regions, contributions=named)
    for mandate in [*heads, newcomer]:
        answer(work, mandate)


def rows_of(work):
    rows = Commitment.objects.filter(project=work).order_by("number")
    return [(row.region, row.state, row.worth) for row in rows]


def test_a_newcomer_is_asked_to_commit_what_the_version_names(
    work, head, partners, partner_heads, newcomer, client
):
    there = CommitmentFactory(project=work, region=partners[0], committed=True)
    named = [{"region": newcomer.region, **PIPES}, {"region": partners[1], **PIPES}]
    join(work, head, partners, partner_heads, newcomer, named)

    assert rows_of(work) == [
        (partners[0], "committed", there.worth),
        (newcomer.region, "planned", 20_000_000),
    ]
    asked = Commitment.objects.get(region=newcomer.region)
    page = client.get(url_of("funds", work)).content.decode()
    assert newcomer.region.full_name in page
    assert asked.get_absolute_url() in page
    urls = [task.url for task in waiting_for(newcomer, newcomer.user)]
    assert asked.get_absolute_url() in urls
    assert Mail.objects.filter(kind="projects.word_asked", to=newcomer.user.email).count() == 1
    committing.commit(asked, by=newcomer)
    still_named = 20_000_000  # of the other partner, who has given no word
    assert fresh(work).funding_gap == 500_000_000 - there.worth - 20_000_000 - still_named


def test_where_nothing_was_entered_all_are_asked(work, head, partners, partner_heads, newcomer):
    named = [{"region": newcomer.region, **PIPES}, {"region": partners[1], **PIPES}]
    join(work, head, partners, partner_heads, newcomer, named)

    assert rows_of(work) == [
        (newcomer.region, "planned", 20_000_000),
        (partners[1], "planned", 20_000_000),
    ]


def test_what_a_newcomer_brings_already_is_not_planned_twice(
    work, head, partners, partner_heads, newcomer
):
    CommitmentFactory(project=work, region=newcomer.region)
    join(work, head, partners, partner_heads, newcomer, [{"region": newcomer.region, **PIPES}])
    assert Commitment.objects.filter(project=work).count() == 1


def test_a_full_list_does_not_keep_an_amendment_from_coming_into_force(
    work, head, partners, partner_heads, newcomer, monkeypatch
):
    CommitmentFactory(project=work, region=partners[0])
    monkeypatch.setattr(Commitment, "MOST", 1)
    join(work, head, partners, partner_heads, newcomer, [{"region": newcomer.region, **PIPES}])
    assert fresh(work).has_seat(newcomer.region_id)
    assert Commitment.objects.filter(project=work).count() == 1


def test_what_those_who_left_have_brought_stays_and_is_marked(
    work, head, partners, partner_heads, client
):
    stays, leaves = partners
    given = CommitmentFactory(project=work, region=leaves, committed=True)
    committing.receive(
        given, by=head, token="8a0f0c1e-5f0e-4a53-9d7c-0d1a8d8c5a10", on=work.today,
        amount=given.worth, paper_number="K-1",
    )  # fmt: skip
    CommitmentFactory(project=work, region=stays)
    CommitmentFactory(project=work, region=RegionFactory(parent=stays.parent), committed=True)
    pages = [url_of("funds", work), given.get_absolute_url(), work.get_absolute_url()]
    assert all("Bukan mitra lagi" not in client.get(page).content.decode() for page in pages)

    amend(work, by=head, partners=[stays])
    for mandate in partner_heads:
        answer(work, mandate)

    for page in pages:
        html = client.get(page).content.decode()
        assert leaves.full_name in html
        assert html.count("Bukan mitra lagi") == 1
