"""The columns of the list of projects as a file, and the rows for them."""

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core import formats
from core.tables import Column, Kind
from projects.basis import cost_of, covered_of, with_sums
from projects.funds import basis_words
from projects.models import Backing, Partnership, Report
from projects.reporting import days_late
from projects.stages import STAGE_OF
from villages.models.profile import Sector

MOST = 10_000  # rows in one file
# Fields of a project that no column shows, and why.
LEFT_OUT = {
    "id": "the code names a project",
    "created_at": "what was written before the proposal concerns its writers only",
    "updated_at": "every row says when the data was taken",
    "close_reason": "stands on the project's page with its story",
    "pending": "not in force yet; the project's page shows what would change",
    "merged_into": "the other project's code stands on the page",
    "rhythm": "the day of the next report follows from it",
}


def _at(name):
    """The date of a moment of the project, where it is at work."""

    def value(project):
        moment = getattr(project, name)
        return project.today_at(moment) if moment else None

    return value


def _of_version(name):
    return lambda project: getattr(project.current, name) if project.current else None


def _subdistrict(project):
    return project.lead if project.lead.is_subdistrict else project.lead.parent


def _regency(project):
    above = _subdistrict(project)
    return above.parent if above else None


def _late(project):
    return days_late(project.report_due_on, project.today)


def _basis_of_cost(project):
    if project.budgeted is not None:
        return _("Budget (RAB)")
    return _("Rough cost") if project.current else ""


def _basis_of_contributions(project):
    return basis_words(project.named, project.committed) if project.current else ""


TEXT, DAY, NUMBER, MONEY = Kind.TEXT, Kind.DAY, Kind.NUMBER, Kind.MONEY
COLUMNS = (
    Column("kode", _("Code"), _("Short name of the project; its address ends with it."),
           lambda p: p.code, TEXT, "code", 12),
    Column("judul", _("Title"), _("Title of the current version."),
           str, TEXT, "title", 44),
    Column("ringkasan", _("Summary"), _("First sentence of the aim."),
           lambda p: p.summary, TEXT, "summary", 60),
    Column("tahap", _("Stage"), _("One of the five stages, or not continued."),
           lambda p: STAGE_OF[p.state].label),
    Column("status", _("State"), _("State within the stage."),
           lambda p: capfirst(p.get_state_display()), TEXT, "state"),
    Column("bidang", _("Sectors"), _("What the project is about; several are parted by semicolons."),
           lambda p: "; ".join(str(Sector(value).label) for value in p.sectors), TEXT, "sectors", 26),
    Column("kode_penggagas", _("Code of the lead"), _("Kemendagri code of the region that leads."),
           lambda p: p.lead_id, TEXT, "lead", 15),
    Column("penggagas", _("Lead"), _("Region that leads the project."),
           lambda p: p.lead.full_name, width=26),
    Column("kecamatan", _("Subdistrict"), _("Subdistrict of the lead."),
           lambda p: getattr(_subdistrict(p), "name", ""), width=18),
    Column("kabupaten", _("Regency"), _("Regency or city of the lead."),
           lambda p: getattr(_regency(p), "full_name", ""), width=24),
    Column("mitra", _("Partners"), _("Regions that take part beside the lead, parted by semicolons."),
           lambda p: p.partner_names, TEXT, "partners", 40),
    Column("pendukung", _("Supporters"),
           _("Organisations that support it, parted by semicolons; empty without."),
           lambda p: p.supporter_names, TEXT, width=40),
    Column("jumlah_wilayah", _("Regions"), _("How many regions take part, the lead among them."),
           lambda p: p.seat_count, NUMBER, width=10),
    Column("program", _("Programme"), _("Programme that the project belongs to; empty without one."),
           lambda p: str(p.phase.programme) if p.phase else "", TEXT, "phase", 30),
    Column("tahap_program", _("Phase"), _("Phase of that programme."),
           lambda p: p.phase.name if p.phase else "", width=24),
    Column("biaya", _("Cost"),
           _("Sum of the newest budget (RAB); without a budget the rough cost of the version in force."),
           cost_of, MONEY, width=18),
    Column("dasar_biaya", _("Basis of the cost"), _("Which of the two it is: budget or rough cost."),
           _basis_of_cost, width=20),
    Column("biaya_usulan", _("Rough cost"), _("Rough cost in the version in force, also where a budget follows."),
           _of_version("cost"), MONEY, "current", 18),
    Column("kontribusi", _("Contributions"),
           _("What is committed, or has come in where that is more; beside it, for each region that "
             "has committed and withdrawn nothing yet, what the version in force names for it, as far "
             "as it has an amount."),
           covered_of, MONEY, width=18),
    Column("dasar_kontribusi", _("Basis of the contributions"),
           _("Which of the two it is, or both: committed, named in the proposal."),
           _basis_of_contributions, width=24),
    Column("kekurangan", _("Not covered yet"),
           _("Cost less contributions, by the columns “biaya” and “kontribusi”; 0 where they suffice."),
           lambda p: p.funding_gap, MONEY, "funding_gap", 18),
    Column("terpakai", _("Spent"), _("Spent so far, by the lead's last report; empty without a report."),
           lambda p: p.spent, MONEY, width=18),
    Column("persen", _("Percent done"), _("Percent of the work, by the lead's last report."),
           lambda p: p.percent, NUMBER, "percent", 10),
    Column("rencana_mulai", _("Planned start"), _("First day of the work in the current version."),
           _of_version("starts_on"), DAY),
    Column("rencana_selesai", _("Planned end"), _("Last day of the work in the current version."),
           _of_version("ends_on"), DAY),
    Column("diajukan", _("Proposed on"), _("Day on which the partners were asked for the first time."),
           _at("proposed_at"), DAY, "proposed_at"),
    Column("batas_jawaban", _("Answers wanted by"), _("Day by which the partners are asked to answer."),
           lambda p: p.answer_by, DAY, "answer_by"),
    Column("disepakati", _("Agreed on"), _("Day on which all partners had consented."),
           _at("agreed_at"), DAY, "agreed_at"),
    Column("dimulai", _("Started on"), _("Day on which the work began."),
           _at("started_at"), DAY, "started_at"),
    Column("ditutup", _("Closed on"), _("Day on which it was finished, declined or withdrawn."),
           _at("closed_at"), DAY, "closed_at"),
    Column("laporan_berikutnya", _("Next report due"), _("Day of the next report; only while the work runs."),
           lambda p: p.report_due_on, DAY, "report_due_on"),
    Column("hari_terlambat", _("Days late"), _("How many days the report is overdue; 0 where none is."),
           _late, NUMBER, width=10),
    Column("alamat", _("Address"), _("Page of the project on this portal."),
           lambda p: settings.SITE_URL + p.get_absolute_url(), width=48),
    Column("data_per", _("Data of"), _("Moment at which the data was taken, with its distance from world time."),
           lambda p: p.taken_at, width=28),
)  # fmt: skip


def rows_of(projects, now):
    """At most ``MOST`` of the projects in their order, one query, with all that the columns ask for."""
    seats = Partnership.objects.filter(project=OuterRef("pk"), role=Partnership.Role.PARTNER)
    name = Concat("region__word", Value(" "), "region__name")
    names = seats.order_by().values("project").annotate(
        names=StringAgg(name, "; ", order_by="region")
    )  # fmt: skip
    backed = Backing.objects.standing().filter(project=OuterRef("pk")).order_by()
    supporters = backed.values("project").annotate(
        names=StringAgg("organisation__name", "; ", order_by="organisation__name")
    )  # fmt: skip
    spent = Report.objects.of_lead().filter(project=OuterRef("pk")).order_by("-pk")
    rows = projects.select_related(
        "current", "lead__parent__parent", "phase__programme"
    ).with_seat_count()
    rows = rows.defer("current__problem", "current__aim", "current__timetable").annotate(
        partner_names=Subquery(names.values("names")),
        supporter_names=Subquery(supporters.values("names")),
        spent=Subquery(spent.values("spent")[:1]),
    )
    for project in with_sums(rows)[:MOST].iterator(chunk_size=1000):
        project.taken_at = formats.local(now, project.zone).isoformat(timespec="minutes")
        yield project


def is_cut(projects):
    """Are there more than one file holds?"""
    return projects.order_by()[MOST : MOST + 1].exists()
