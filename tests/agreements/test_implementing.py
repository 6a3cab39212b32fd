"""The implementation report: drawn up, written, submitted once, known to the heads, sent on."""

import uuid
from datetime import timedelta
from unittest import mock

import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from agreements import actions, report_documents, report_figures, report_words, tasks
from agreements.actions import implementing
from agreements.forms.life import ChaptersForm
from agreements.models import ImplementationReport, ReportDelivery
from core import seals
from core.errors import Forbidden, Refusal
from core.photos import shrink
from meetings.models import AgendaItem
from projects.models import Photo
from tests.agreements.owing import fresh
from tests.agreements.owing import report as give
from tests.factories.agreements import AgreementFactory, drawn_up, in_days, submitted
from tests.factories.meetings import ActionItemFactory, DecisionFactory, MeetingFactory
from tests.papers import picture_bytes
from tests.projects.reports import milestones_of
from villages.actions import mandates

pytestmark = pytest.mark.django_db
TODAY = in_days(0)


@pytest.fixture
def agreement(people, villages):
    return AgreementFactory(
        state="in_force",
        regions=villages,
        owes=[
            {"first_due": in_days(-5)},
            {"first_due": in_days(-2), "what": "Laporan kas", "kind": "report", "amount": 0},
        ],
    )


@pytest.fixture
def secretary(people):
    return people["drafting secretary"]


def test_the_draft_tells_what_the_portal_knows(agreement, secretary, people):
    day = agreement.obligations.first().fulfilments.get()
    give(fresh(day), people["drafting head"])

    report = drawn_up(agreement, secretary)

    assert report.number == 1 and report.revision == 1 and not report.is_submitted
    assert "antara Desa Sojokerto, Desa Besani" in report.introduction
    assert "2 kewajiban jatuh tempo; 1" in report.progress
    assert "Laporan kas" in report.problems
    figures = report_figures.drawn(agreement, report.starts_on, report.ends_on, TODAY)
    assert [row["late"] for row in figures["obligations"]] == [False, True]
    assert figures["obligations"][0]["given"] == "Rp12.000.000" and figures["balance"]
    titles = [table.title for table in report_words.tables(figures)]
    assert any("Neraca" in title for title in titles)


def test_a_draft_of_days_without_anything_says_so(people, villages):
    agreement = AgreementFactory(state="in_force", regions=villages)
    report = drawn_up(agreement, people["drafting head"])

    assert "tidak ada kewajiban" in report.progress
    assert report.problems == "Tidak ada hambatan yang tercatat."
    assert report.follow_up.startswith("Melanjutkan")


def test_meetings_decisions_and_tasks_of_the_days_go_in(agreement, secretary):
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(days=1))
    item = AgendaItem.objects.create(meeting=meeting, position=9, title="Air")
    item.agreements.add(agreement)
    ActionItemFactory(meeting=meeting, text="Mengganti pipa")
    DecisionFactory(meeting=meeting, agenda_item=item, adopted=True)
    closed = MeetingFactory(starts_at=timezone.now() - timedelta(days=1), is_open=False)
    AgendaItem.objects.create(meeting=closed, position=9, title="Air").agreements.add(agreement)

    figures = report_figures.drawn(agreement, in_days(-5), TODAY, TODAY)

    assert [row["title"] for row in figures["meetings"]] == [meeting.title]
    assert figures["tasks"][0]["text"] == "Mengganti pipa" and figures["decisions"]
    words = report_words.first_words(agreement, in_days(-5), TODAY, figures)
    assert "Mengganti pipa" in words["follow_up"]


def test_the_paper_says_where_it_cannot_print_what_others_wrote(agreement, secretary):
    with override("id"):
        assert report_documents.sheet_data(submitted(agreement, secretary))["unprinted"] == ""
    meeting = MeetingFactory(starts_at=timezone.now() - timedelta(days=1))
    item = AgendaItem.objects.create(meeting=meeting, position=9, title="Air")
    item.agreements.add(agreement)
    ActionItemFactory(meeting=meeting, text="Mengganti pipa 😀")

    report = submitted(agreement, secretary)

    with override("id"):
        assert "tidak dapat dicetak" in report_documents.sheet_data(report)["unprinted"]
        words = report_documents.sheet(report)
    with pypdfium2.PdfDocument(words) as book:
        printed = "".join(page.get_textpage().get_text_range() for page in book)
    assert "Mengganti pipa □" in printed and "Tanda □ menggantikan" in printed
    assert "Mengganti pipa 😀" in report.text


def test_the_project_tells_percent_money_steps_obstacles_and_pictures(agreement, secretary, people):
    project = agreement.project
    milestones_of(project, project.lead)
    row = project.reports.create(
        number=1, region=project.lead, on=in_days(-3), percent=40, spent=5_000_000, work="Pipa.",
        obstacles="Hujan.", token=uuid.uuid4(), mandate=people["drafting head"],
        person_name="Sutrisno", office_title="Kepala Desa",
    )  # fmt: skip
    columns = shrink(picture_bytes()).columns()
    Photo.objects.create(report=row, slot=0, stage=50, caption="Parit", **columns)

    figures = report_figures.drawn(agreement, in_days(-5), TODAY, TODAY)["project"]

    assert (figures["percent"], figures["spent"]) == (40, 5_000_000)
    assert figures["obstacles"][0]["text"] == "Hujan." and figures["milestones"]
    assert figures["photos"][0]["caption"] == "Parit"
    report = submitted(agreement, secretary)
    assert "Hujan." in report.problems and "Foto setengah jalan (50%): Parit" in report.text
    assert "data:image/jpeg" in report_documents.sheet_data(report)["photos"][0]["svg"]


def test_an_agreement_without_a_project_has_no_work_to_tell(people, villages):
    agreement = AgreementFactory(
        state="in_force", regions=villages, project=None, meeting=MeetingFactory()
    )
    assert report_figures.drawn(agreement, in_days(-5), TODAY, TODAY)["project"] is None
    hidden = AgreementFactory(state="in_force", regions=villages)
    with mock.patch.object(
        report_figures.Project.objects,
        "visible_to",
        return_value=report_figures.Project.objects.none(),
    ):
        assert report_figures.drawn(hidden, in_days(-5), TODAY, TODAY)["project"] is None
    assert drawn_up(agreement, people["drafting head"]).number == 1


def test_words_are_saved_as_often_as_one_likes(agreement, secretary):
    report = drawn_up(agreement, secretary)
    words = {"progress": "Pipa terpasang.", "starts_on": in_days(-8), "ends_on": in_days(-1)}

    saved = actions.write_report(report, by=secretary, seen=1, **words)

    assert (saved.progress, saved.revision, saved.starts_on) == ("Pipa terpasang.", 2, in_days(-8))
    again = actions.write_report(report, by=secretary, seen=1, **words)  # a second click
    assert again.revision == 2
    with pytest.raises(actions.Changed):
        actions.write_report(report, by=secretary, seen=1, **words | {"progress": "Lain."})


def test_submitted_once_it_is_fixed_and_the_heads_are_told(agreement, secretary, people):
    report = submitted(agreement, secretary)

    assert seals.digest(report.text) == report.sha256 and report.figures["parties"]
    mail = people["other head"].user.mails.get(kind="agreements.report_submitted")
    assert "Laporan pelaksanaan" in mail.subject
    for act in (
        lambda: actions.submit(report, by=people["drafting head"], seen=1),
        lambda: actions.write_report(report, by=secretary, seen=1, starts_on=TODAY, ends_on=TODAY),
    ):
        with pytest.raises(Refusal, match="tetap seperti adanya"):
            act()
    rows = ImplementationReport.objects.filter(pk=report.pk)
    for act in (lambda: rows.update(progress="Lain."), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_stale_page_submits_nothing(agreement, secretary):
    report = drawn_up(agreement, secretary)
    with pytest.raises(actions.Changed):
        actions.submit(report, by=secretary, seen=0)


def test_a_copy_is_told_to_the_councils_and_the_subdistrict(agreement, secretary, people):
    report = submitted(agreement, secretary)

    for who in ("drafting council", "own camat", "own officer"):
        user = people[who].user
        assert report.get_absolute_url() in user.mails.get(kind="agreements.report_copied").text
        line = user.notifications.get(kind="agreements.report_copied")
        assert line.url == report.get_absolute_url()
    for who in ("other head", "drafting secretary", "other camat", "regency", "stranger head"):
        assert not people[who].user.mails.filter(kind="agreements.report_copied").exists()


@pytest.mark.parametrize("seen", ["9" * 5000, "²", "x", ""])
def test_a_damaged_page_submits_nothing(client, agreement, secretary, seen):
    report = drawn_up(agreement, secretary)
    client.force_login(secretary.user)

    address = reverse("agreements:implementation_submit", args=[agreement.code, report.number])
    answer = client.post(address, {"seen": seen})

    report.refresh_from_db()
    assert answer.status_code == 302 and not report.is_submitted


def test_an_empty_chapter_is_not_submitted(agreement, secretary):
    report = drawn_up(agreement, secretary)
    report = actions.write_report(
        report, by=secretary, seen=1, closing="", starts_on=report.starts_on, ends_on=report.ends_on
    )
    with pytest.raises(Refusal, match="bab"):
        actions.submit(report, by=secretary, seen=2)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(-5, -6, "ends_on"), (-11, -2, "starts_on"), (-5, 1, "ends_on")],
)
def test_days_that_cannot_be_are_refused_at_their_field(first, last, field, agreement, secretary):
    with pytest.raises(actions.WrongPeriod) as wrong:
        drawn_up(agreement, secretary, starts_on=in_days(first), ends_on=in_days(last))
    assert wrong.value.field == field and not ImplementationReport.objects.exists()


def test_nothing_is_reported_of_days_after_the_end(agreement, secretary, people):
    actions.end(agreement, by=people["other head"], ground="unlawful", reason="Perda baru.")
    agreement.refresh_from_db()
    late = mock.patch.object(implementing, "day_in", return_value=in_days(3))
    with late, pytest.raises(actions.WrongPeriod, match="sesudah berakhirnya"):
        drawn_up(agreement, secretary, ends_on=in_days(2))
    assert drawn_up(agreement, secretary).ends_on == TODAY


def test_the_database_too_keeps_the_period_within_the_term(agreement, secretary):
    report = drawn_up(agreement, secretary)
    rows = ImplementationReport.objects.filter(pk=report.pk)
    with pytest.raises(DatabaseError, match="within its term"), transaction.atomic():
        rows.update(starts_on=in_days(-99))


def test_a_region_has_one_draft_and_a_form_makes_one(agreement, secretary, people):
    token = uuid.uuid4()
    first = drawn_up(agreement, secretary, token=token)

    assert drawn_up(agreement, people["drafting head"], token=token) == first
    with pytest.raises(Refusal, match="mempunyai draf"):
        drawn_up(agreement, secretary)


def test_too_many_reports_are_refused(agreement, secretary):
    with mock.patch.object(implementing, "MOST", 0), pytest.raises(Refusal, match="terlalu banyak"):
        drawn_up(agreement, secretary)


@pytest.mark.parametrize(
    "who", ["other head", "drafting council", "own camat", "stranger head", "nobody"]
)
def test_others_do_not_write_reports(who, agreement, people):
    with pytest.raises(Forbidden):
        drawn_up(agreement, people[who])


def test_the_lead_of_the_project_writes_too_but_not_in_anothers_draft(people, villages, sojokerto):
    agreement = AgreementFactory(state="in_force", regions=villages, drafted_for=villages[1])
    lead = people["drafting head"]
    own = drawn_up(agreement, lead)

    assert own.region == sojokerto
    with pytest.raises(Forbidden, match="yang mengubahnya"):
        actions.submit(own, by=people["other head"], seen=1)


def test_nothing_is_reported_before_the_seal_or_the_term(people, villages, secretary):
    with pytest.raises(Refusal, match="sudah berlaku"):
        drawn_up(AgreementFactory(state="open", regions=villages), secretary)
    coming = AgreementFactory(state="in_force", regions=villages, starts_on=in_days(3))
    with pytest.raises(Refusal, match="belum mulai"):
        drawn_up(coming, secretary)


def test_a_correction_is_a_later_report_of_the_same_days(agreement, secretary):
    first = submitted(agreement, secretary)

    second = drawn_up(agreement, secretary, corrects=first, starts_on=None, ends_on=None)
    second = actions.write_report(second, by=secretary, seen=1, problems="Angka keliru.")
    second = actions.submit(second, by=secretary, seen=2)

    assert (second.starts_on, second.ends_on) == (first.starts_on, first.ends_on)
    assert "Membetulkan laporan 1" in second.text


def test_each_head_knows_it_once_with_a_remark_or_without(agreement, secretary, people):
    report = submitted(agreement, secretary)

    word = actions.acknowledge(report, by=people["other head"], remark="Foto kurang.")

    assert actions.acknowledge(report, by=people["other head"], remark="Foto kurang.") == word
    assert (
        "Foto kurang."
        in people["drafting head"].user.mails.get(kind="agreements.report_remarked").text
    )
    actions.acknowledge(report, by=people["drafting head"])
    with pytest.raises(Refusal, match="sudah menyatakan"):
        actions.acknowledge(report, by=people["other head"])
    for who in ("other secretary", "stranger head", "nobody"):
        with pytest.raises(Forbidden):
            actions.acknowledge(report, by=people[who])


def test_a_draft_is_not_to_be_known(agreement, secretary, people):
    report = drawn_up(agreement, secretary)
    for act in (
        lambda: actions.acknowledge(report, by=people["other head"]),
        lambda: actions.deliver(
            report, by=secretary, addressee="council", region=agreement.drafted_for, sent_on=TODAY
        ),
    ):
        with pytest.raises(Refusal, match="belum disampaikan"):
            act()


def test_copies_are_noted_with_their_day(agreement, secretary, people, besani, leksono, sawangan):
    report = submitted(agreement, secretary)
    copy = {"addressee": "council", "region": besani, "sent_on": TODAY}

    first = actions.deliver(report, by=people["other secretary"], **copy)
    assert actions.deliver(report, by=secretary, **copy) == first
    actions.deliver(
        report, by=people["other head"], addressee="regent", region=leksono, sent_on=TODAY
    )

    assert ReportDelivery.objects.count() == 2
    with pytest.raises(actions.WrongPeriod):
        actions.deliver(report, by=secretary, **(copy | {"sent_on": in_days(1)}))
    with pytest.raises(actions.WrongPeriod):
        actions.deliver(report, by=secretary, **(copy | {"sent_on": in_days(-9)}))
    with pytest.raises(Forbidden):
        actions.deliver(report, by=people["other head"], **(copy | {"region": sawangan}))
    with pytest.raises(Forbidden):
        actions.deliver(report, by=people["stranger head"], **copy)


def test_a_copy_is_not_corrected_without_end(agreement, secretary, besani):
    report = submitted(agreement, secretary)
    with mock.patch.object(implementing, "MOST", 0), pytest.raises(Refusal, match="terlalu sering"):
        actions.deliver(report, by=secretary, addressee="council", region=besani, sent_on=TODAY)


def test_the_council_of_each_village_and_the_regent_get_a_copy(
    agreement, besani, leksono, sojokerto
):
    found = report_documents.addressees(agreement)

    assert [(str(kind), region) for kind, region in found] == [
        ("council", sojokerto), ("council", besani), ("regent", leksono),
    ]  # fmt: skip


def test_the_pdf_is_made_once(agreement, secretary):
    report = submitted(agreement, secretary)

    tasks.make_report_sheet(report.pk)
    tasks.make_report_sheet(report.pk)
    tasks.make_report_sheet(0)

    report.refresh_from_db()
    with report.sheet.open("rb") as file:
        content = file.read()
    assert content.startswith(b"%PDF-") and seals.digest_of_file(content) == report.sheet_sha256
    with pytest.raises(DatabaseError, match="made once"), transaction.atomic():
        ImplementationReport.objects.update(sheet="x.pdf", sheet_sha256="0")


def test_a_joint_body_reports_in_its_own_name_with_its_heads_signature(agreement, secretary):
    draft = drawn_up(agreement, secretary)
    period = {"starts_on": draft.starts_on, "ends_on": draft.ends_on}
    body = {"body": "BKAD Mitra Leksono", "body_head": "Endah Lestari"}
    draft = actions.write_report(draft, by=secretary, seen=1, **period, **body)
    report = actions.submit(draft, by=secretary, seen=2)

    head = "Disusun oleh: BKAD Mitra Leksono, ketua Endah Lestari, melalui Desa Sojokerto (33.07.05"
    assert head in report.text
    data = report_documents.sheet_data(report)
    assert data["head"] == ["BKAD MITRA LEKSONO"]
    assert [each["name"] for each in data["signers"]] == ["Endah Lestari", str(secretary.user)]
    assert report_documents.sheet(report).startswith(b"%PDF")
    assert report_documents.docx(report).startswith(b"PK")
    again = drawn_up(agreement, secretary)
    assert (again.body, again.body_head) == ("BKAD Mitra Leksono", "Endah Lestari")


@pytest.mark.parametrize(
    ("body", "head", "field"), [("BKAD Mitra", "", "body_head"), ("", "Endah", "body")]
)
def test_a_joint_body_has_a_head(agreement, secretary, body, head, field):
    report = drawn_up(agreement, secretary)
    typed = {name: getattr(report, name) for name in report.CHAPTERS}
    typed |= {"seen": 1, "starts_on": report.starts_on, "ends_on": report.ends_on}
    form = ChaptersForm(typed | {"body": body, "body_head": head}, report=report)

    assert list(form.errors) == [field]
    with pytest.raises(DatabaseError, match="implementation_body_has_head"), transaction.atomic():
        ImplementationReport.objects.filter(pk=report.pk).update(body=body, body_head=head)


def test_only_a_joint_regulation_is_carried_out_by_a_joint_body(people, villages, secretary):
    other = AgreementFactory(kind="mou", state="in_force", regions=villages)

    assert "body" not in ChaptersForm(report=drawn_up(other, secretary)).fields


def test_the_tick_makes_what_a_hint_did_not_reach(agreement, secretary):
    report = submitted(agreement, secretary)
    with (
        mock.patch.object(tasks.make_report_sheet, "delay") as made,
        mock.patch.object(tasks.make_sheet, "delay"),
    ):
        tasks.make_missing_sheets()
    made.assert_called_once_with(report.pk)


def test_the_word_file_has_all_chapters(agreement, secretary):
    report = submitted(agreement, secretary)
    assert report_documents.docx(report).startswith(b"PK")
    assert report_documents.docx(ImplementationReport(**{
        f.attname: getattr(report, f.attname) for f in report._meta.concrete_fields if f.name != "sha256"
    })).startswith(b"PK")  # fmt: skip


def test_a_writer_whose_mandate_has_ended_submits_nothing(agreement, secretary, operator):
    report = drawn_up(agreement, secretary)
    mandates.end(secretary, by=operator, reason="Pindah.")
    assert not Photo.objects.exists() and report.number == 1


def test_what_the_report_cannot_print_is_refused_at_its_chapter(agreement, secretary):
    form = ChaptersForm({"introduction": "Air 🌊"}, report=drawn_up(agreement, secretary))

    assert "tidak dapat dicetak" in str(form.errors["introduction"])
