"""The outbox and the schedule, for operators. Nothing is edited here; letters are retried or stopped."""

from django.contrib import admin, messages
from django.db.models import Count
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin import Capped, ReadOnly
from core.errors import Refusal
from core.redaction import redact
from notifications import actions, heartbeat
from notifications.models import Heartbeat, Mail


@admin.register(Mail)
class MailAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Each letter with its state; two acts, both asked back."""

    list_display = ["state_mark", "subject", "to", "tries", "due_at", "sent_at", "last_error"]
    list_display_links = ["subject"]
    list_filter = ["state", "kind", "secret", "created_at"]
    search_fields = ["to", "subject", "key", "about"]
    ordering = ["-pk"]
    actions = ["send_again", "stop"]
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
        return self._confirmed(
            request,
            queryset.filter(state=Mail.State.FAILED),
            name="send_again",
            question=_("Send these failed mails again?"),
            act=actions.retry,
        )

    @admin.action(description=gettext_lazy("Stop those that wait"), permissions=["send"])
    def stop(self, request, queryset):
        return self._confirmed(
            request,
            queryset.undelivered(),
            name="stop",
            question=_("Stop these mails? Their receivers will not get them."),
            act=actions.stop,
        )

    def _confirmed(self, request, mails, *, name, question, act):
        """Ask first; then act on each, and tell how many went through."""
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": question,
                "mails": mails[:100],
                "count": mails.count(),
                "chosen": request.POST.getlist("_selected_action"),
                "action": name,
                "opts": self.opts,
            }
            return TemplateResponse(request, "admin/notifications/mail/confirm.html", context)
        done = 0
        for mail in mails:
            try:
                act(mail, by=request.user)
                done += 1
            except Refusal as refusal:
                self.message_user(request, f"{mail}: {refusal}", messages.WARNING)
        text = ngettext("%(count)d mail done.", "%(count)d mails done.", done) % {"count": done}
        self.message_user(request, text, messages.SUCCESS)
        return None

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
