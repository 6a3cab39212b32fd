"""The audit trail for operators, and what no admin page of this house may do."""

from django.contrib import admin

from core.models import AuditEvent
from core.paging import CappedPaginator


class ReadOnly:
    """What operators may see and nobody may change by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class Capped:
    """A list whose cost has a bound, whatever the size of the table."""

    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Who did what in which capacity. The database refuses changes, whoever asks."""

    list_display = ["at", "verb", "target_label", "actor_name", "office", "region_name"]
    list_filter = ["target_type"]
    search_fields = ["=target_id", "=actor_id", "=region_code", "=verb", "actor_name"]
    date_hierarchy = "at"
    ordering = ["-pk"]
