"""Operators look; what was proposed and answered is changed by nobody."""

from django.contrib import admin

from projects.models import Consent, Partnership, Project, Version


class LooksOnly:
    """No adding, changing or deleting here: projects move by their partners' acts alone."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class SeatInline(LooksOnly, admin.TabularInline):
    model = Partnership
    fields = ["region", "role"]


class VersionInline(LooksOnly, admin.TabularInline):
    model = Version
    fields = ["number", "cost", "starts_on", "ends_on", "change_note", "made_at", "made_by"]
    readonly_fields = fields


@admin.register(Project)
class ProjectAdmin(LooksOnly, admin.ModelAdmin):
    """Projects by state and place, with seats and versions."""

    list_display = ["title", "code", "state", "lead", "answer_by", "proposed_at", "updated_at"]
    list_filter = ["state"]
    list_select_related = ["lead"]
    search_fields = ["title", "code", "lead__name"]
    date_hierarchy = "created_at"
    inlines = [SeatInline, VersionInline]
    exclude = ["partners", "current"]


@admin.register(Consent)
class ConsentAdmin(LooksOnly, admin.ModelAdmin):
    """Every answer with the person and office of that moment."""

    list_display = ["version", "region", "answer", "person_name", "office_title", "at"]
    list_filter = ["answer"]
    list_select_related = ["version", "region"]
    search_fields = ["version__title", "region__name", "person_name"]
    date_hierarchy = "at"
