"""What nobody has answered when a project ends: its offers end with it, plans and requests too."""

import pytest

from notifications.models import Mail, Notification
from projects import actions, money_rules
from projects.models import Offer, Project
from projects.page import money_of
from tests.factories.money import BackingFactory, CommitmentFactory, OfferFactory
from tests.factories.projects import (
    ChangeRequestFactory,
    ConsentFactory,
    EscalationFactory,
    FollowFactory,
    MergeOfferFactory,
    ProjectFactory,
    head_of,
)
from tests.factories.running import AdjustmentFactory
from tests.factories.villages import MandateFactory, PartnerFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
KIND = "projects.offer_ended"
WHY = "Dana dialihkan ke jalan."


@pytest.fixture
def partner(db):
    return PartnerFactory(organisation__name="Yayasan Tirta")


@pytest.fixture
def offered(project, partner):
    return OfferFactory(project=project, organisation=partner.organisation)


def finish(project, head):
    project.state = "running"
    project.agreed_at = project.started_at = project.proposed_at
    project.save()
    actions.finish(project, by=head)


def withdraw(project, head):
    actions.withdraw(project, by=head, reason=WHY)


def decline(project, head):
    for seat in project.partnerships.exclude(region=project.lead):
        by = head_of(seat.region)
        actions.answer(project, by=by, number=1, answer="declined", reason="Tidak perlu.")


def merge(project, head):
    offer = MergeOfferFactory(project=project, target=ProjectFactory(title="Pasar bersama"))
    actions.accept_merge(offer, by=head_of(offer.target.lead))


ENDS = [
    (finish, "Pekerjaan sudah selesai."),
    (withdraw, f"Ditarik: {WHY}"),
    (decline, "Semua mitra menolak usulan ini."),
    (merge, "Usulan ini berlanjut dalam: Pasar bersama"),
]


@pytest.mark.parametrize(("end", "words"), ENDS)
def test_an_open_offer_ends_with_the_project_and_its_giver_is_told(
    as_, project, offered, partner, head, end, words
):
    end(project, head)

    line = Notification.objects.get(recipient=partner.user)
    assert (line.kind, line.body) == (KIND, words)
    assert line.url == url_of("funds", project)
    assert words in Mail.objects.get(kind=KIND).text
    offer = Offer.objects.get(pk=offered.pk)
    assert (offer.has_ended, offer.why) == (True, words)
    for address in ("/proyek/dukungan/", url_of("funds", project)):
        page = as_(partner).get(address).content.decode()
        assert "Berakhir bersama proyek" in page
        assert words in page
        assert "enunggu penggagas" not in page
    assert not money_rules.can_take_back(partner, offer)
    assert not money_rules.can_answer_offer(head, offer)


def test_what_was_answered_before_stays_as_it_is(project, offered, partner, head):
    Offer.objects.filter(pk=offered.pk).update(
        state="declined", reason="Sudah cukup.", answered_at=project.proposed_at
    )
    withdraw(project, head)
    offer = Offer.objects.get(pk=offered.pk)
    assert (offer.standing_words, offer.why) == ("ditolak", "Sudah cukup.")
    assert not Notification.objects.filter(recipient=partner.user).exists()


@pytest.mark.parametrize("end", [finish, withdraw])
def test_who_hears_of_the_end_anyway_hears_of_it_once(project, partner, head, partner_heads, end):
    BackingFactory(project=project, organisation=partner.organisation, answered_by=partner)
    OfferFactory(project=project, organisation=partner.organisation)
    OfferFactory(project=project, region=partner_heads[0].region)

    end(project, head)

    for mandate in (partner, partner_heads[0]):
        lines = Notification.objects.filter(recipient=mandate.user)
        assert len(lines) == 1
        assert lines[0].kind != KIND


@pytest.mark.parametrize("end", [finish, withdraw])
def test_a_giver_who_follows_and_has_two_offers_hears_of_it_once(
    project, offered, partner, head, end
):
    OfferFactory(project=project, organisation=partner.organisation)
    FollowFactory(project=project, user=partner.user)

    end(project, head)

    assert [line.kind for line in Notification.objects.filter(recipient=partner.user)] == [KIND]
    assert Mail.objects.filter(recipient=partner.user).count() == 1


def test_those_who_speak_for_a_region_and_have_no_news_otherwise_are_told(
    project, head, camat, partner_heads
):
    secretary = MandateFactory(region=partner_heads[0].region, office="secretary")
    OfferFactory(project=project, region=secretary.region, mandate=secretary)
    OfferFactory(project=project, region=camat.region)

    withdraw(project, head)

    told = {line.recipient for line in Notification.objects.filter(kind=KIND)}
    assert told == {secretary.user, camat.user}


@pytest.mark.parametrize(("end", "words"), ENDS)
def test_who_has_it_above_offers_and_follows_hears_of_the_end_once(
    project, head, camat, end, words
):
    OfferFactory(project=project, region=camat.region)
    EscalationFactory(project=project, receiver=camat.region, state="taken_up")
    FollowFactory(project=project, user=camat.user)

    end(project, head)

    lines = Notification.objects.filter(recipient=camat.user)
    assert [(line.kind, line.body) for line in lines] == [("projects.escalation_ended", words)]


def test_what_was_only_planned_ends_with_the_finished_work(client, as_, work, head):
    made = CommitmentFactory(project=work, worth=24_000_000)
    assert "Direncanakan" in client.get(url_of("funds", work)).content.decode()

    actions.finish(work, by=head)

    for address in (made.get_absolute_url(), url_of("funds", work)):
        page = client.get(address).content.decode()
        assert "Berakhir bersama proyek" in page
        assert "Direncanakan" not in page
    (share,) = money_of(Project.objects.get(pk=work.pk)).shares
    assert (share.total, share.planned, share.has_lapsed) == (0, 0, True)


def test_a_request_is_promised_no_reply_once_the_project_has_ended(
    as_, project, head, partner_heads, partners
):
    ChangeRequestFactory(
        consent=ConsentFactory(version=project.current, region=partners[0], answer="changes")
    )
    client, address = as_(partner_heads[0]), url_of("detail", project)
    assert "Belum ditanggapi" in client.get(address).content.decode()
    withdraw(project, head)
    page = client.get(address).content.decode()
    assert "permintaan" in page
    assert "Belum ditanggapi" not in page


def test_nor_is_one_for_an_adjustment(as_, work, head, partner_heads, partners):
    AdjustmentFactory(project=work, region=partners[0])
    client, address = as_(partner_heads[0]), url_of("adjustments", work)
    assert "Belum ditanggapi" in client.get(address).content.decode()
    actions.finish(work, by=head)
    page = client.get(address).content.decode()
    assert "HDPE" in page
    assert "Belum ditanggapi" not in page
