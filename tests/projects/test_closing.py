"""What a project's end means to those who stand beside it, and what is true of answers then."""

import pytest
from django.urls import reverse

from core.errors import Refusal
from notifications.models import Mail, Notification
from projects import actions, backing_rules
from projects.actions import backing
from tests.factories.money import BackingFactory, CommitmentFactory
from tests.factories.projects import ConsentFactory, FollowFactory, ProjectFactory
from tests.factories.villages import (
    MandateFactory,
    OrganisationFactory,
    PartnerFactory,
    RegionFactory,
)
from tests.projects.conftest import url_of
from villages.models import LocalTerms

pytestmark = pytest.mark.django_db
KIND = "projects.backing_closed"


@pytest.fixture
def partner(db):
    return PartnerFactory(organisation__name="Yayasan Tirta")


def text_of(page):
    return page.content.decode()


def told(kind=KIND):
    return {mail.recipient for mail in Mail.objects.filter(kind=kind)}


def withdraw(project, by):
    return actions.withdraw(project, by=by, reason="Dana dialihkan ke jalan.")


class TestSupportersAreTold:
    def test_of_a_withdrawal_with_its_reason(self, work, head, partner):
        BackingFactory(project=work, organisation=partner.organisation, answered_by=partner)

        withdraw(work, head)

        line = Notification.objects.get(kind=KIND)
        assert line.recipient == partner.user
        assert "Sojokerto menarik kembali proyek yang Anda dukung" in line.title
        assert line.body == "Dana dialihkan ke jalan."
        mail = Mail.objects.get(kind=KIND)
        assert "Dana dialihkan ke jalan." in mail.text
        assert "Yayasan Tirta" in mail.text

    def test_that_the_work_is_finished(self, work, head, partner):
        BackingFactory(project=work, organisation=partner.organisation, answered_by=partner)

        actions.finish(work, by=head)

        assert told() == {partner.user}
        assert "telah selesai" in Notification.objects.get(kind=KIND).title

    def test_with_an_invitation_or_a_contribution_alone(self, work, head, partner):
        giver, gone, refused = PartnerFactory(), PartnerFactory(), PartnerFactory()
        BackingFactory(project=work, organisation=partner.organisation, invited=True)
        CommitmentFactory(
            project=work, organisation=giver.organisation, committed=True, committed_by=giver
        )
        BackingFactory(
            project=work, organisation=gone.organisation, answered_by=gone, state="left", reason="x"
        )

        withdraw(work, head)

        assert told() == {partner.user, giver.user}
        assert refused.user not in told()

    def test_once_though_they_follow(self, work, head, partner):
        BackingFactory(project=work, organisation=partner.organisation, answered_by=partner)
        FollowFactory(project=work, user=partner.user)

        withdraw(work, head)

        lines = Notification.objects.filter(recipient=partner.user)
        assert [line.kind for line in lines] == [KIND]

    def test_once_of_the_end_though_they_follow(self, work, head, partner):
        BackingFactory(project=work, organisation=partner.organisation, answered_by=partner)
        FollowFactory(project=work, user=partner.user)

        actions.finish(work, by=head)

        lines = Notification.objects.filter(recipient=partner.user)
        assert [line.kind for line in lines] == [KIND]


class TestPageOfASupport:
    @pytest.mark.parametrize(
        ("state", "words", "reports"),
        [
            ("running", "Mendukung", True),
            ("finished", "Mendukung sampai selesai", True),
            ("withdrawn", "Berakhir bersama proyek", False),
        ],
    )
    def test_it_says_what_is_true(self, as_, partner, state, words, reports):
        project = ProjectFactory(state=state)
        made = BackingFactory(
            project=project, organisation=partner.organisation, answered_by=partner
        )
        client = as_(partner)

        page = client.get(made.get_absolute_url())

        assert f"{words}</span>" in text_of(page)
        assert ("Laporkan dukungan Anda" in text_of(page)) is reports
        assert f"{words}</span>" in text_of(client.get(reverse("projects:supports")))

    def test_of_a_withdrawn_project_neither_side_ends_it_again(self, lead, head, partner):
        project = ProjectFactory(lead=lead, state="withdrawn")
        made = BackingFactory(
            project=project, organisation=partner.organisation, answered_by=partner
        )
        assert not backing_rules.can_leave(partner, made)
        assert not backing_rules.can_remove(head, made)
        with pytest.raises(Refusal):
            backing.leave(made, by=partner, reason="Selesai.")

    def test_who_is_of_another_organisation_is_offered_no_report(self, as_, partner):
        made = BackingFactory(project=ProjectFactory(state="running"))
        other = BackingFactory(
            project=made.project, organisation=partner.organisation, answered_by=partner
        )
        page = text_of(as_(partner).get(made.get_absolute_url()))
        assert "Laporkan dukungan Anda" not in page
        assert "Laporkan dukungan Anda" in text_of(as_(partner).get(other.get_absolute_url()))


@pytest.mark.parametrize(
    ("state", "given", "ended"),
    [
        ("withdrawn", {"committed": True}, True),
        ("withdrawn", {}, True),
        ("finished", {"committed": True}, False),
        ("finished", {}, True),
        ("running", {"committed": True}, False),
    ],
)
def test_a_contribution_to_a_withdrawn_project_is_shown_as_ended(client, lead, state, given, ended):
    project = ProjectFactory(lead=lead, state=state)
    made = CommitmentFactory(project=project, organisation=OrganisationFactory(), **given)

    for address in (made.get_absolute_url(), url_of("funds", project)):
        assert ("Berakhir bersama proyek" in text_of(client.get(address))) is ended


class TestPageOfTheAnswer:
    @pytest.mark.parametrize(
        ("state", "words"),
        [
            ("revising", "sedang memperbaiki usulan ini"),
            ("agreed", "Semua mitra sudah menyetujui versi 1"),
            ("running", "Versi 1 sudah berlaku"),
            ("finished", "sudah selesai"),
            ("declined", "Semua mitra menolak"),
            ("withdrawn", "telah menarik kembali proyek ini"),
            ("merged", "dilanjutkan dalam usulan lain"),
        ],
    )
    def test_nothing_is_awaited_but_while_it_is_asked(
        self, as_, lead, partners, partner_heads, state, words
    ):
        project = ProjectFactory(lead=lead, partners=partners, state=state)

        page = text_of(as_(partner_heads[0]).get(url_of("answer", project)))

        assert words in page
        assert "menunggu jawaban paling lambat" not in page

    def test_it_is_awaited_until_the_region_has_answered(
        self, as_, project, partners, partner_heads
    ):
        client = as_(partner_heads[0])
        assert "menunggu jawaban paling lambat" in text_of(client.get(url_of("answer", project)))

        ConsentFactory(version=project.current, region=partners[0])

        page = text_of(client.get(url_of("answer", project)))
        assert f"{partners[0].full_name} sudah menjawab versi 1" in page
        assert "menunggu jawaban paling lambat" not in page

    def test_who_may_answer_is_called_by_the_word_of_the_region(self, as_, lead):
        kampung, kelurahan = RegionFactory(), RegionFactory(kind="urban")
        LocalTerms.objects.create(regency_id=kampung.code[:5], village_head="Kepala Kampung")
        subdistrict = kampung.parent
        project = ProjectFactory(lead=lead, partners=[kampung, kelurahan, subdistrict])
        for region, office, word in (
            (kampung, "secretary", "Kepala Kampung"),
            (kelurahan, "secretary", "Lurah"),
            (subdistrict, "kecamatan", "Camat"),
        ):
            mandate = MandateFactory(region=region, office=office)
            page = text_of(as_(mandate).get(url_of("answer", project)))
            assert f"Hanya {word} yang dapat menjawab atas nama {region.full_name}." in page


class TestWordsToThoseAwaited:
    def test_the_lead_sends_them_on_for_each_region_without_an_answer(
        self, as_, project, partners, secretary
    ):
        ConsentFactory(version=project.current, region=partners[0])

        page = as_(secretary).get(project.get_absolute_url())

        nudges = {seat.region: nudge for seat, nudge in page.context["seats"]}
        assert nudges[partners[0]] == ""
        assert partners[1].full_name in nudges[partners[1]]
        assert url_of("answer", project) in nudges[partners[1]]
        assert text_of(page).count("Ingatkan lewat WhatsApp") == sum(map(bool, nudges.values()))
        assert "https://wa.me/?text=Desa%20Timbang" in text_of(page)

    def test_nobody_else_and_nobody_once_it_is_agreed(
        self, as_, client, lead, partners, project, partner_heads, secretary
    ):
        agreed = ProjectFactory(lead=lead, partners=partners, state="agreed")
        for reader, of in ((None, project), (partner_heads[0], project), (secretary, agreed)):
            page = (as_(reader) if reader else client).get(of.get_absolute_url())
            assert "Ingatkan lewat WhatsApp" not in text_of(page)


def test_a_work_day_has_a_place_and_no_region(as_, work, head):
    page = text_of(as_(head).get(url_of("announce_day", work)))
    assert "Tempat" in page
    assert ">Wilayah<" not in page
