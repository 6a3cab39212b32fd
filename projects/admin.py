"""Operators look; what was proposed and answered is changed by nobody."""

from django.contrib import admin

from core.admin import Capped, ReadOnly
from projects.models import Consent, Milestone, Partnership, Project, Report, Version


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
