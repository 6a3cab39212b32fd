"""The audit trail for operators, and what no admin page of this house may do."""

from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.urls import reverse

from core.errors import Refusal
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


class Confirmed:
    """Acts on many rows, asked back before; each row is acted on alone, and refusals are told.

    ``counted(n)`` and ``nothing`` are sentences about the rows, ``done(n)`` about the outcome.
    """

    def confirmed(self, request, rows, *, name, question, act):
        """The page that asks, or None after ``act`` was called with each row."""
        if "confirmed" not in request.POST:
            count = rows.count()
            context = {
                **self.admin_site.each_context(request),
                "title": question,
                "rows": rows[:100],
                "count": count,
                "counted": self.counted(count),
                "nothing": self.nothing,
                "chosen": request.POST.getlist("_selected_action"),
                "action": name,
                "back": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
                "opts": self.opts,
            }
            return TemplateResponse(request, "admin/confirm.html", context)
        done = 0
        for row in rows:
            try:
                act(row, by=request.user)
                done += 1
            except Refusal as refusal:
                self.message_user(request, f"{row}: {refusal}", messages.WARNING)
        self.message_user(request, self.done(done), messages.SUCCESS)
        return None


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Who did what in which capacity. The database refuses changes, whoever asks."""

    list_display = ["at", "verb", "target_label", "actor_name", "office", "region_name"]
    list_filter = ["target_type"]
    search_fields = ["=target_id", "=actor_id", "=region_code", "=verb", "actor_name"]
    date_hierarchy = "at"
    ordering = ["-pk"]
