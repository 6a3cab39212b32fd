"""Operators look; what was proposed and answered is changed by nobody."""

from django import forms
from django.contrib import admin

from core.admin import Capped, ReadOnly
from projects import models
from projects.forms import sentence_case
from projects.models import (
    BackerReport,
    Backing,
    BudgetLine,
    Commitment,
    Consent,
    FundingWindow,
    Milestone,
    Partnership,
    Project,
    Receipt,
    Report,
    Version,
)
from villages.models.profile import Sector

# What operators do not look at, and why.
NOT_SHOWN = {
    "Draft": "typed, and not sent to anybody yet",
    "BudgetDraft": "typed, and not published yet",
    "ReportDraft": "typed, and not sent to anybody yet",
    "Follow": "whom somebody follows is nobody's business",
    "Digest": "the same",
    "Candidate": "stands on the page of its ranking",
    "BackerProof": "papers that name people and accounts; the lead and the supporter open them",
    "Preference": "until the end it is seen by those who have given their own",
}


class SeatInline(ReadOnly, admin.TabularInline):
    model = Partnership
    fields = ["region", "role"]


class VersionInline(ReadOnly, admin.TabularInline):
    model = Version
    fields = ["number", "cost", "starts_on", "ends_on", "change_note", "made_at", "made_by"]
    readonly_fields = fields


class MilestoneInline(ReadOnly, admin.TabularInline):
    model = Milestone
    fields = ["number", "title", "weight", "owner", "planned_on", "done_on"]
    readonly_fields = fields


@admin.register(Project)
class ProjectAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Projects by state and place, with seats and versions."""

    list_display = ["title", "code", "state", "lead", "answer_by", "proposed_at", "updated_at"]
    list_filter = ["state"]
    list_select_related = ["lead"]
    search_fields = ["title", "code", "lead__name"]
    date_hierarchy = "created_at"
    inlines = [SeatInline, VersionInline, MilestoneInline]
    exclude = ["partners", "current", "pending"]


@admin.register(Consent)
class ConsentAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Every answer with the person and office of that moment."""

    list_display = ["version", "region", "answer", "person_name", "office_title", "at"]
    list_filter = ["answer"]
    list_select_related = ["version", "region"]
    search_fields = ["version__title", "region__name", "person_name"]
    date_hierarchy = "at"


@admin.register(Report)
class ReportAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Every progress report with the person and office of that moment."""

    list_display = [
        "project",
        "number",
        "region",
        "on",
        "percent",
        "spent",
        "person_name",
        "sent_at",
    ]
    list_select_related = ["project", "region"]
    search_fields = ["project__title", "region__name", "person_name"]
    date_hierarchy = "sent_at"


class ReceiptInline(ReadOnly, admin.TabularInline):
    model = Receipt
    fields = ["number", "on", "amount", "paper_number", "reverses", "reason", "person_name", "at"]
    readonly_fields = fields


@admin.register(Commitment)
class CommitmentAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Every contribution with its receipts."""

    list_display = [
        "project",
        "number",
        "region",
        "organisation",
        "party_name",
        "kind",
        "worth",
        "received",
        "state",
    ]
    list_filter = ["state", "kind", "source"]
    list_select_related = ["project", "region", "organisation"]
    search_fields = ["project__title", "region__name", "organisation__name", "party_name"]
    date_hierarchy = "created_at"
    inlines = [ReceiptInline]


@admin.register(Backing)
class BackingAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Organisations at the side of projects, in all states."""

    list_display = ["project", "organisation", "state", "created_at", "answered_at"]
    list_filter = ["state"]
    list_select_related = ["project", "organisation"]
    search_fields = ["project__title", "organisation__name"]
    date_hierarchy = "created_at"


@admin.register(BackerReport)
class BackerReportAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """What supporters report, with the person and office of that moment."""

    list_display = [
        "project",
        "number",
        "organisation_name",
        "on",
        "worth",
        "person_name",
        "sent_at",
    ]
    list_select_related = ["project"]
    search_fields = ["project__title", "organisation_name", "person_name"]
    date_hierarchy = "sent_at"


@admin.register(BudgetLine)
class BudgetLineAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Lines of all published budgets."""

    list_display = ["budget", "number", "year", "description", "amount", "source"]
    list_filter = ["source", "year"]
    list_select_related = ["budget__project"]
    search_fields = ["budget__project__title", "description"]


class WindowForm(forms.ModelForm):
    """Sectors and levels as ticks."""

    sectors = forms.MultipleChoiceField(
        choices=sentence_case(Sector.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=FundingWindow._meta.get_field("sectors").verbose_name,
        help_text=FundingWindow._meta.get_field("sectors").help_text,
    )
    levels = forms.MultipleChoiceField(
        choices=sentence_case(FundingWindow.Level.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=FundingWindow._meta.get_field("levels").verbose_name,
        help_text=FundingWindow._meta.get_field("levels").help_text,
    )

    link = forms.URLField(
        max_length=300,
        required=False,
        assume_scheme="https",
        label=FundingWindow._meta.get_field("link").verbose_name,
    )

    class Meta:
        model = FundingWindow
        fields = [
            "name", "giver", "source", "sectors", "levels", "opens_on", "closes_on", "most", "link",
            "note", "is_public",
        ]  # fmt: skip


@admin.register(FundingWindow)
class FundingWindowAdmin(Capped, admin.ModelAdmin):
    """The catalogue of funding windows, kept by operators."""

    form = WindowForm
    list_display = ["name", "giver", "source", "opens_on", "closes_on", "most", "is_public"]
    list_filter = ["source", "is_public"]
    search_fields = ["name", "giver"]
    date_hierarchy = "opens_on"


class Table(ReadOnly, Capped, admin.ModelAdmin):
    """A table to look at, the newest row first."""

    ordering = ["-pk"]


def _show(model, columns, *, by, also=(), **options):
    """``columns`` are shown; ``by`` is the way to the project, by whose title one searches. Rows that
    a column names are fetched along, and those that these name (``also``)."""
    names = columns.split()
    named = [name for name in names if model._meta.get_field(name).is_relation]
    admin.site.register(
        model,
        Table,
        list_display=names,
        list_select_related=[*named, by, *also],
        search_fields=[f"{by}__title", f"={by}__code"],
        **options,
    )


_show(models.Version, "project number cost starts_on ends_on made_at", by="project")
_show(models.Contribution, "version region kind amount note", by="version__project")
_show(models.Attachment, "project title version size", by="project", exclude=["file"])
_show(models.PlanFit, "version region standing reference year", by="version__project")
_show(models.PlanStatement, "project region standing reference person_name at", by="project")
_show(
    models.ChangeRequest, "consent section text",
    by="consent__version__project", also=["consent__region"],
)  # fmt: skip
_show(
    models.ChangeReply, "request answer person_name at",
    by="request__consent__version__project", also=["request__consent__region"],
)  # fmt: skip
_show(
    models.HomeResult, "version region agrees held_on number person_name",
    by="version__project", exclude=["paper"],
)  # fmt: skip
_show(models.Question, "project region title person_name at", by="project")
_show(models.Position, "question region round stance person_name at", by="question__project")
_show(models.Round, "project number person_name at", by="project")
_show(
    models.Outcome, "question round is_settled how", by="question__project", also=["round__project"]
)  # fmt: skip
_show(models.Facilitator, "project region person_name at", by="project")
_show(models.MergeOffer, "project target state made_at answered_at", by="project")
_show(models.Escalation, "project receiver ask state created_at", by="project")
_show(
    models.EscalationStep, "escalation kind person_name region_name at",
    by="escalation__project", also=["escalation__version", "escalation__receiver"],
)  # fmt: skip
_show(models.Budget, "project number note person_name published_at", by="project")
_show(models.SharingRule, "project method person_name set_at", by="project")
_show(models.Share, "rule region weight", by="rule__project")
_show(models.Offer, "project region kind worth state person_name created_at", by="project")
_show(
    models.Photo, "report slot caption stage latitude longitude",
    by="report__project", exclude=["draft", "large", "small"],
)  # fmt: skip
_show(models.Indicator, "project number title unit baseline target", by="project")
_show(models.Measurement, "indicator on value source person_name", by="indicator__project")
_show(models.Benefit, "project region people person_name at", by="project")
_show(models.Upkeep, "project owner keeper yearly_cost person_name at", by="project")
_show(models.Evaluation, "project years due_on on use person_name", by="project")
_show(models.WorkDay, "project region state starts_at wanted taken", by="project")
_show(models.SignUp, "day region name people stepped_back_at", by="day__project")
_show(models.Labour, "day region group people hours person_name at", by="day__project")
_show(models.Amendment, "version state ended_at", by="version__project")
_show(models.Adjustment, "project region section person_name at", by="project")
_show(
    models.AdjustmentReply, "request answer person_name at",
    by="request__project", also=["request__region"],
)  # fmt: skip
_show(models.Risk, "project number title region person_name at", by="project")
_show(
    models.Assessment, "risk state likelihood impact keeper review_on at",
    by="risk__project", exclude=["before"],
)  # fmt: skip
_show(models.Placement, "project phase state created_at", by="project", also=["phase__programme"])


class PhaseInline(ReadOnly, admin.TabularInline):
    model = models.Phase
    fields = ["number", "name", "first_year", "last_year"]
    readonly_fields = fields


@admin.register(models.Programme)
class ProgrammeAdmin(Table):
    """What several projects serve together."""

    list_display = ["title", "owner", "forum", "first_year", "last_year", "created_at"]
    list_select_related = ["owner", "forum"]
    search_fields = ["title", "=code"]
    inlines = [PhaseInline]


@admin.register(models.Ranking)
class RankingAdmin(Table):
    """Rankings of forums; the orders stand on the site, where the rule says who sees them."""

    list_display = ["title", "forum", "closes_on", "closed_at", "person_name", "at"]
    list_select_related = ["forum"]
    search_fields = ["title", "forum__name"]
