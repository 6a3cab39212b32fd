"""The outbox and the schedule, for operators. Nothing is edited here; letters are sent again or stopped."""

from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin import Capped, Confirmed, ReadOnly
from core.redaction import redact
from notifications import actions, heartbeat
from notifications.models import Heartbeat, Mail


@admin.register(Mail)
class MailAdmin(ReadOnly, Capped, Confirmed, admin.ModelAdmin):
    """Each letter with its state; three acts, all asked back."""

    list_display = ["state_mark", "subject", "to", "tries", "due_at", "sent_at", "last_error"]
    list_display_links = ["subject"]
    list_filter = ["state", "kind", "secret", "created_at"]
    search_fields = ["to", "subject", "key", "about"]
    ordering = ["-pk"]
    actions = ["send_again", "send_copy", "stop"]
    change_list_template = "admin/notifications/mail/change_list.html"
    fieldsets = [
        (None, {"fields": ["subject", "to", "recipient", "sender", "kind", "about", "on_behalf"]}),
        (
            gettext_lazy("What happened"),
            {
                "fields": [
                    "state", "tries", "last_error", "created_at", "planned_at", "due_at",
                    "expires_at", "sent_at",
                ]
            },
        ),
        (gettext_lazy("The letter"), {"fields": ["body", "calendar_part", "message_id", "key"]}),
    ]  # fmt: skip
    readonly_fields = ["body", "calendar_part"]

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_mark(self, mail):
        """Word and shape; the state is the same in the filter."""
        shape = {"sent": "✓", "failed": "✕", "dropped": "–", "sending": "→"}.get(mail.state, "○")
        return format_html("{} {}", shape, mail.get_state_display())

    @admin.display(description=gettext_lazy("text"))
    def body(self, mail):
        """A code is its receiver's alone, even before it is wiped; and so is a link that answers."""
        if mail.secret:
            return _("It holds a code or a link for its receiver alone, so it is not shown.")
        return format_html('<pre class="letter">{}</pre>', redact(mail.text))

    @admin.display(description=gettext_lazy("calendar part"))
    def calendar_part(self, mail):
        return format_html('<pre class="letter">{}</pre>', redact(mail.calendar))

    def has_send_permission(self, request):
        """Operators who may see the outbox may also act in it."""
        return self.has_view_permission(request)

    @admin.action(description=gettext_lazy("Send the failed ones again"), permissions=["send"])
    def send_again(self, request, queryset):
        return self.confirmed(
            request,
            queryset.filter(state=Mail.State.FAILED),
            name="send_again",
            question=_("Send these failed mails again?"),
            act=actions.retry,
        )

    @admin.action(description=gettext_lazy("Send a copy of the sent ones"), permissions=["send"])
    def send_copy(self, request, queryset):
        return self.confirmed(
            request,
            queryset.filter(state=Mail.State.SENT),
            name="send_copy",
            question=_("Send these mails a second time?"),
            act=actions.resend,
        )

    @admin.action(description=gettext_lazy("Stop those that wait"), permissions=["send"])
    def stop(self, request, queryset):
        return self.confirmed(
            request,
            queryset.undelivered(),
            name="stop",
            question=_("Stop these mails? Their receivers will not get them."),
            act=actions.stop,
        )

    nothing = gettext_lazy("None of the chosen mails is in a state for this.")

    def counted(self, count):
        text = ngettext("This concerns %(count)d mail:", "This concerns %(count)d mails:", count)
        return text % {"count": count}

    def done(self, count):
        return ngettext("%(count)d mail done.", "%(count)d mails done.", count) % {"count": count}

    def changelist_view(self, request, extra_context=None):
        """With the number in each state above the list."""
        counts = dict(Mail.objects.order_by().values_list("state").annotate(Count("pk")))
        states = [(state, state.label, counts.get(state, 0)) for state in Mail.State]
        return super().changelist_view(request, {"states": states} | (extra_context or {}))


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnly, admin.ModelAdmin):
    """When each scheduled task last came to its end."""

    list_display = ["entry", "at", "since"]
    list_display_links = None

    @admin.display(description=gettext_lazy("task"), ordering="name")
    def entry(self, beat):
        return capfirst(heartbeat.entry_of(beat.name))
