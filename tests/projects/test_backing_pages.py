"""Pages of supporters: who sees what, what is typed wrongly, how many queries."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEvent
from projects.models import BackerReport, Backing, Commitment, Offer, Project, Receipt
from tests.factories.money import (
    BackerProofFactory,
    BackerReportFactory,
    BackingFactory,
    CommitmentFactory,
    OfferFactory,
)
from tests.factories.projects import ProjectFactory
from tests.factories.villages import OrganisationFactory, PartnerFactory
from tests.papers import paper, picture_bytes, upload
from tests.projects.conftest import url_of
from tests.projects.test_backing import offer, seeking  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(db):
    return PartnerFactory(organisation__name="Yayasan Tirta")


@pytest.fixture
def own(partner):
    return partner.organisation


@pytest.fixture
def given(work, partner, own):
    return CommitmentFactory(
        project=work, organisation=own, committed=True, worth=9_000_000, committed_by=partner
    )


def text_of(page):
    return page.content.decode()


def told(**changes):
    return {
        "token": str(uuid.uuid4()), "on": timezone.localdate().isoformat(), "work": "Pipa dikirim.",
        "next_steps": "",
    } | changes  # fmt: skip


class TestInviting:
    def test_those_of_the_sectors_are_offered_and_others_found(self, as_, project, head):
        near = OrganisationFactory(sectors=project.sectors)
        far = OrganisationFactory(name="Bank Sampah Jaya", sectors=["security"])
        backed = BackingFactory(project=project, organisation__sectors=project.sectors)
        address = url_of("invite_backer", project)
        html = text_of(as_(head).get(address))
        assert near.name in html
        assert far.name not in html
        assert backed.organisation.name not in html
        html = text_of(as_(head).get(address + "?q=sampah jaya"))
        assert far.name in html
        assert "checked" not in html
        assert as_(head).get(address + "?q=%00").status_code == 200
        assert as_(head).get(address + "?q=entah").status_code == 200

    @pytest.mark.parametrize("chosen", ["", "0", "9" * 30, "x", "\0", "-1"])
    def test_what_is_no_organisation(self, as_, project, head, chosen):
        OrganisationFactory(sectors=project.sectors)
        page = as_(head).post(
            url_of("invite_backer", project), {"organisation": chosen, "words": "Mohon pipa."}
        )
        assert "organisation" in page.context["form"].errors
        assert "Mohon pipa." in text_of(page)

    def test_it_is_invited_and_answers(self, as_, project, head, partner, own):
        as_(head).post(
            url_of("invite_backer", project), {"organisation": own.pk, "words": "Mohon pipa."}
        )
        made = Backing.objects.get()
        page = as_(partner).get(made.get_absolute_url())
        assert "Mohon pipa." in text_of(page)
        accept = reverse("projects:accept_backing", args=[project.code, made.pk])
        assert accept in text_of(page)
        assert as_(partner).post(accept).status_code == 302
        assert as_(partner).post(accept).status_code == 302
        html = text_of(as_().get(url_of("backers", project)))
        assert own.name in html
        assert "Mohon pipa." not in text_of(as_().get(made.get_absolute_url()))

    @pytest.mark.parametrize(
        ("name", "state", "by", "after"),
        [
            ("decline_backing", "invited", "partner", "declined"),
            ("leave_backing", "accepted", "partner", "left"),
            ("remove_backing", "invited", "head", "removed"),
            ("remove_backing", "accepted", "head", "removed"),
        ],
    )
    def test_an_ending_needs_a_reason(
        self, as_, project, head, partner, own, name, state, by, after
    ):
        made = BackingFactory(project=project, organisation=own, invited=state == "invited")
        address = reverse(f"projects:{name}", args=[project.code, made.pk])
        client = as_({"partner": partner, "head": head}[by])
        assert client.get(address).status_code == 302
        assert "reason" in client.post(address, {"reason": " "}).context["form"].errors
        assert "reason" in client.post(address, {"reason": "x" * 501}).context["form"].errors
        client.post(address, {"reason": "Sebab."})
        made.refresh_from_db()
        assert (made.state, made.reason) == (after, "Sebab.")

    def test_addresses_of_others_are_not_there(self, as_, project, work, partner, own):
        made = BackingFactory(project=project, organisation=own, invited=True)
        wrong = reverse("projects:accept_backing", args=[work.code, made.pk])
        assert as_(partner).post(wrong).status_code == 404
        right = reverse("projects:accept_backing", args=[project.code, made.pk])
        assert as_(PartnerFactory()).post(right).status_code == 404
        draft = ProjectFactory(state="draft")
        assert as_(partner).get(url_of("backers", draft)).status_code == 404


class TestReporting:
    def test_a_report_with_proof_and_a_receipt_of_it(self, as_, work, head, partner, given):
        address = url_of("report_support", work)
        assert as_(partner).get(address).status_code == 200
        sent = told(commitment=given.pk, worth="5 juta", proof_1=paper())
        as_(partner).post(address, sent)
        made = BackerReport.objects.get()
        assert (made.worth, made.proofs.count()) == (5_000_000, 1)

        page = text_of(as_(head).get(made.get_absolute_url()))
        fill = f"{given.get_absolute_url()}?laporan={made.number}"
        assert fill in page
        form = as_(head).get(fill).context["receipt_form"]
        assert form.initial["amount"] == 5_000_000
        receive = reverse("projects:receive", args=[work.code, given.number])
        receipt = {
            "terima-token": uuid.uuid4(), "terima-on": "2026-01-06", "terima-amount": "5 juta",
            "terima-paper_number": "Laporan 1", "terima-report": made.number,
        }  # fmt: skip
        as_(head).post(receive, receipt)
        as_(head).post(receive, receipt | {"terima-token": uuid.uuid4()})  # from another tab
        assert Receipt.objects.get().report == made
        assert fill not in text_of(as_(head).get(made.get_absolute_url()))
        assert made.get_absolute_url() in text_of(as_().get(given.get_absolute_url()))
        assert as_(head).get(fill).context["receipt_form"].initial.get("amount") is None

    @pytest.mark.parametrize("number", ["0", "99999", "999999", "x", "٣", "-1", ""])
    def test_a_report_that_is_not_there_fills_nothing(self, as_, work, head, given, number):
        page = as_(head).get(given.get_absolute_url(), {"laporan": number})
        assert "amount" not in page.context["receipt_form"].initial

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("on", "2999-01-01"), ("on", "1999-01-01"), ("on", ""), ("work", ""),
            ("work", "x" * 2001), ("worth", "9" * 40), ("worth", "-5"), ("commitment", "999999"),
            ("commitment", "9" * 40), ("commitment", "\0"), ("next_steps", "x" * 1001),
            ("proof_1", upload(b"GIF89a", "bukti.pdf")),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_at_the_field(self, as_, work, partner, given, field, value):
        page = as_(partner).post(url_of("report_support", work), told(**{field: value}))
        assert field in page.context["form"].errors
        assert not BackerReport.objects.exists()

    @pytest.mark.parametrize(("sent", "asks"), [({}, False), ({"proof_1": paper()}, True)])
    def test_a_file_is_asked_for_again_only_where_one_was_sent(
        self, as_, work, partner, given, sent, asks
    ):
        page = as_(partner).post(url_of("report_support", work), told(work="") | sent)
        assert ("Pilih berkasnya sekali lagi" in page.content.decode()) is asks

    def test_no_day_before_the_support_began(self, as_, work, partner, given):
        Commitment.objects.filter(pk=given.pk).update(
            committed_at=timezone.now() - timedelta(days=10)
        )
        began = timezone.localdate() - timedelta(days=10)
        address = url_of("report_support", work)
        page = as_(partner).post(address, told(on=(began - timedelta(days=1)).isoformat()))
        assert "Tulis hari itu atau sesudahnya" in text_of(page)
        old = BackerReportFactory(
            project=work, organisation=given.organisation, mandate=partner,
            on=began - timedelta(days=3),
        )  # fmt: skip
        correct = reverse("projects:correct_support", args=[work.code, old.number])
        assert as_(partner).post(correct, told(on=old.on.isoformat())).status_code == 302
        assert as_(partner).post(address, told(on=began.isoformat())).status_code == 302

    def test_more_than_promised_is_said_and_far_more_is_a_slip(self, as_, work, partner, given):
        address, client = url_of("report_support", work), as_(partner)
        page = client.post(address, told(commitment=given.pk, worth="90.000.001"))
        assert "Periksa jumlah nolnya" in page.context["form"].errors["worth"][0]
        page = client.post(address, told(commitment=given.pk, worth="90 juta"), follow=True)
        assert "lebih daripada yang dijanjikan" in text_of(page)
        page = client.post(address, told(commitment=given.pk, worth="9 juta"), follow=True)
        assert "lebih daripada yang dijanjikan" not in text_of(page)
        goods = CommitmentFactory(
            project=work, organisation=given.organisation, committed=True, worth=0, kind="goods",
            note="Pipa", committed_by=partner,
        )  # fmt: skip
        page = client.post(address, told(commitment=goods.pk, worth="91 juta"), follow=True)
        assert "lebih daripada yang dijanjikan" not in text_of(page)
        assert BackerReport.objects.count() == 3

    def test_worth_is_of_a_contribution(self, as_, work, partner, given):
        page = as_(partner).post(url_of("report_support", work), told(worth="5 juta"))
        assert "commitment" in page.context["form"].errors

    def test_of_another_organisation_s_contribution_nobody_reports(self, as_, work, partner, given):
        other = CommitmentFactory(
            project=work, organisation=PartnerFactory().organisation, committed=True
        )
        page = as_(partner).post(url_of("report_support", work), told(commitment=other.pk))
        assert "commitment" in page.context["form"].errors

    def test_a_supporter_without_contributions_tells_what_it_did(self, as_, work, partner, own):
        BackingFactory(project=work, organisation=own, answered_by=partner)
        page = as_(partner).get(url_of("report_support", work))
        assert "worth" not in page.context["form"].fields
        as_(partner).post(url_of("report_support", work), told())
        assert BackerReport.objects.get().worth == 0

    def test_a_picture_named_pdf_is_kept_as_a_picture(self, as_, work, partner, given):
        sent = told(proof_2=upload(picture_bytes(), "bukti.pdf"))
        as_(partner).post(url_of("report_support", work), sent)
        assert BackerReport.objects.get().proofs.get().file.name.endswith(".jpg")

    def test_a_correction_begins_with_what_was_said(self, as_, work, partner, given):
        first = BackerReportFactory(
            project=work,
            organisation=given.organisation,
            mandate=partner,
            commitment=given,
            worth=7,
        )
        address = reverse("projects:correct_support", args=[work.code, first.number])
        assert "Pipa sudah dikirim." in text_of(as_(partner).get(address))
        as_(partner).post(address, told(work="Benar."))
        assert BackerReport.objects.get(corrects=first).work == "Benar."
        html = text_of(as_().get(first.get_absolute_url()))
        assert BackerReport.objects.get(corrects=first).get_absolute_url() in html
        newer = BackerReport.objects.get(corrects=first)
        assert first.get_absolute_url() in text_of(as_().get(newer.get_absolute_url()))

    def test_proofs_are_downloaded_by_those_whom_they_concern(self, as_, work, head, partner, own):
        made = BackerReportFactory(project=work, organisation=own, mandate=partner)
        BackerProofFactory(report=made)
        address = reverse("projects:backer_proof", args=[work.code, made.number, 1])
        assert address not in text_of(as_().get(made.get_absolute_url()))
        assert address in text_of(as_(head).get(made.get_absolute_url()))
        assert as_(PartnerFactory()).get(address).status_code == 404
        answer = as_(partner).get(address)
        assert answer["Content-Disposition"].startswith("attachment")
        answer.close()

    def test_a_proof_that_is_lost_is_not_there(self, as_, work, partner, own):
        made = BackerReportFactory(project=work, organisation=own, mandate=partner)
        proof = BackerProofFactory(report=made)
        proof.file.storage.delete(proof.file.name)
        address = reverse("projects:backer_proof", args=[work.code, made.number, 1])
        assert as_(partner).get(address).status_code == 404


class TestOffering:
    def test_an_organisation_offers_on_the_page_of_the_funds(self, as_, seeking, head, partner):  # noqa: F811
        assert url_of("offer", seeking) in text_of(as_(partner).get(url_of("funds", seeking)))
        sent = {
            "token": uuid.uuid4(), "kind": "goods", "source": "hibah", "year": "2026",
            "worth": "7 juta", "note": "Pipa",
        }  # fmt: skip
        as_(partner).post(url_of("offer", seeking), sent)
        made = Offer.objects.get()
        assert partner.organisation.name in text_of(as_(head).get(url_of("funds", seeking)))
        assert partner.organisation.name not in text_of(as_().get(url_of("funds", seeking)))
        accept = reverse("projects:accept_offer", args=[seeking.code, made.pk])
        as_(head).post(accept)
        html = text_of(as_().get(url_of("funds", seeking)))
        assert partner.organisation.get_absolute_url() in html

    def test_the_lead_declines_by_name(self, as_, seeking, head, partner):  # noqa: F811
        made = offer(seeking, partner)
        address = reverse("projects:decline_offer", args=[seeking.code, made.pk])
        assert partner.organisation.name in text_of(as_(head).get(address))

    def test_the_lead_plans_for_a_supporter(self, as_, work, head, partner, own):
        BackingFactory(project=work, organisation=own, answered_by=partner)
        sent = {
            "token": uuid.uuid4(), "kind": "skill", "source": "hibah", "year": "2026", "worth": "",
            "note": "Pelatihan", "region": f"-{own.pk}",
        }  # fmt: skip
        page = as_(head).post(url_of("contribute", work), sent | {"party_name": "PT Lain"})
        assert "party_name" in page.context["form"].errors
        as_(head).post(url_of("contribute", work), sent)
        made = Commitment.objects.get()
        assert made.organisation == own
        commit = reverse("projects:commit", args=[work.code, made.number])
        assert commit in text_of(as_(partner).get(made.get_absolute_url()))
        as_(partner).post(commit, {"source": "hibah"})
        made.refresh_from_db()
        assert made.state == "committed"
        assert AuditEvent.objects.filter(verb="projects.contribution_committed").exists()


class TestLists:
    @pytest.mark.parametrize("many", [1, 6])
    def test_supporters_and_reports_of_a_project(
        self, as_, work, head, many, django_assert_num_queries
    ):
        for backing in BackingFactory.create_batch(many, project=work):
            BackerReportFactory(project=work, organisation=backing.organisation)
            BackingFactory(project=work, invited=True)
        client = as_(head)
        client.get(url_of("backers", work))
        with django_assert_num_queries(16):
            # session, user, mandates, bell and frame; project with its parts; backings, reports, count
            client.get(url_of("backers", work))

    @pytest.mark.parametrize("many", [1, 6])
    def test_what_one_s_own_organisation_supports(
        self, as_, partner, own, many, django_assert_num_queries
    ):
        for _number in range(many):
            project = ProjectFactory()
            BackingFactory(project=project, organisation=own, answered_by=partner)
            OfferFactory(project=project, organisation=own, mandate=partner)
            CommitmentFactory(project=project, organisation=own)
        client = as_(partner)
        client.get(reverse("projects:supports"))
        with django_assert_num_queries(13):
            # session, user, mandates, bell and frame; backings and their count; offers; contributions
            client.get(reverse("projects:supports"))

    @pytest.mark.parametrize("start", ["start", "projects:supports"])
    def test_the_way_to_projects_that_seek_funds_leads_to_those_alone(
        self,
        as_,
        seeking,  # noqa: F811
        partner,
        start,
    ):
        ProjectFactory(funding_gap=0)
        html = text_of(as_(partner).get(reverse(start)))
        way = re.search(r'href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?[^<]*mencari dana', html)[1]
        listed = as_(partner).get(way).context
        assert list(listed["object_list"]) == [seeking]
        assert listed["form"]["dana"].value() == "cari"

    @pytest.mark.parametrize("many", [1, 6])
    def test_what_an_organisation_supports_for_everybody(
        self, client, own, many, django_assert_num_queries
    ):
        for project in ProjectFactory.create_batch(many):
            BackingFactory(project=project, organisation=own)
        with django_assert_num_queries(3):  # organisation, count, projects
            client.get(reverse("projects:supported_by", args=[own.pk]))

    def test_a_report_page_asks_the_same_however_many_proofs(
        self, client, work, own, django_assert_num_queries
    ):
        made = BackerReportFactory(project=work, organisation=own)
        for number in (1, 2, 3):
            BackerProofFactory(report=made, number=number)
        client.get(made.get_absolute_url())
        with django_assert_num_queries(6):  # project with its parts, report, proofs
            client.get(made.get_absolute_url())

    def test_its_own_page_shows_offers_and_contributions(self, as_, partner, own):
        OfferFactory(organisation=own, mandate=partner, note="Pipa dua inci")
        html = text_of(as_(partner).get(reverse("projects:supports")))
        assert "Pipa dua inci" in html

    def test_the_start_page_of_a_partner(self, as_, work, partner, own):
        made = BackingFactory(project=work, organisation=own, invited=True)
        html = text_of(as_(partner).get(reverse("start")))
        assert made.get_absolute_url() in html
        assert reverse("projects:supports") in html
        BackingFactory(organisation=own, answered_by=partner)
        assert as_(partner).get(reverse("start")).status_code == 200


@pytest.mark.parametrize("source", ["dana_desa", "add", "apbdes", "hibah"])
def test_an_organisation_offers_no_money_of_villages(as_, work, partner, source):
    Project.objects.filter(pk=work.pk).update(funding_gap=10)
    sent = {"token": str(uuid.uuid4()), "kind": "cash", "source": source, "year": work.today.year}

    answer = as_(partner).post(
        reverse("projects:offer", args=[work.code]), sent | {"worth": "5", "note": "Pipa"}
    )

    assert work.offers.exists() == (source == "hibah")
    assert answer.status_code == (302 if source == "hibah" else 200)
