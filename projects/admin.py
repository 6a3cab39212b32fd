"""Operators look; what was proposed and answered is changed by nobody."""

from django import forms
from django.contrib import admin

from core.admin import Capped, ReadOnly
from projects.forms import sentence_case
from projects.models import (
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
    exclude = ["partners", "current"]


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
        "party_name",
        "kind",
        "worth",
        "received",
        "state",
    ]
    list_filter = ["state", "kind", "source"]
    list_select_related = ["project", "region"]
    search_fields = ["project__title", "region__name", "party_name"]
    date_hierarchy = "created_at"
    inlines = [ReceiptInline]


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
