"""Meetings for operators: to read, but for reminders. What else happens is done on the site, by the organiser."""

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin import Capped, Confirmed, ReadOnly
from core.text import whole_number
from meetings import actions
from meetings.models import (
    ActionItem,
    AgendaItem,
    AgendaTopic,
    Certificate,
    Decision,
    Enrolment,
    Invitation,
    Letter,
    Meeting,
    Occurrence,
    Poll,
    Reminder,
    Series,
    Slot,
    TopicRequest,
    Training,
    Vote,
)


class AgendaInline(ReadOnly, admin.TabularInline):
    model = AgendaItem


class InvitationInline(ReadOnly, admin.TabularInline):
    model = Invitation
    fields = ["region", "answer", "substitute", "reason", "answered_at", "answered_by"]


@admin.register(Meeting)
class MeetingAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["title", "kind", "starts_at", "zone", "organiser", "state"]
    list_filter = ["state", "kind", "is_open", "zone"]
    search_fields = ["title", "organiser__name", "=organiser__code"]
    date_hierarchy = "starts_at"
    list_select_related = ["organiser"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [AgendaInline, InvitationInline]


@admin.register(AgendaTopic)
class AgendaTopicAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["title", "forum", "region", "state", "came_from", "created_at"]
    list_filter = ["state", "kind"]
    search_fields = ["title", "forum__name", "region__name", "=region__code"]
    date_hierarchy = "created_at"
    list_select_related = ["forum", "region", "came_from"]


@admin.register(Letter)
class LetterAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["number", "dated", "meeting", "book"]
    list_filter = ["dated"]
    search_fields = ["number", "meeting__title"]
    date_hierarchy = "dated"
    list_select_related = ["meeting", "book__forum", "book__region"]


@admin.register(Reminder)
class ReminderAdmin(ReadOnly, Capped, Confirmed, admin.ModelAdmin):
    """Each reminder with its letter; two acts, both asked back."""

    list_display = [
        "meeting", "kind", "mandate", "minutes_before", "due_at", "state", "why", "letter",
    ]  # fmt: skip
    list_filter = ["state", "kind", "why", "due_at"]
    search_fields = ["meeting__title", "mandate__user__email", "mandate__user__full_name"]
    date_hierarchy = "due_at"
    list_select_related = ["meeting", "mandate__user", "mandate__region", "mail"]
    raw_id_fields = ["mail"]
    actions = ["send_again", "stop"]
    nothing = gettext_lazy("None of the chosen reminders is in a state for this.")

    @admin.display(description=gettext_lazy("letter"))
    def letter(self, row):
        return f"{row.mail_id}: {row.mail.get_state_display()}" if row.mail else "–"

    def has_send_permission(self, request):
        """Operators who may see reminders may also stop them and send them again."""
        return self.has_view_permission(request)

    @admin.action(description=gettext_lazy("Send those that went out again"), permissions=["send"])
    def send_again(self, request, queryset):
        seen = dict(pair.partition(":")[::2] for pair in request.POST.getlist("seen"))

        def act(row, *, by):
            actions.resend_reminder(row, by=by, seen=whole_number(seen.get(str(row.pk)) or ""))

        return self.confirmed(
            request,
            queryset.filter(state=Reminder.State.QUEUED, mail__state__in=actions.OUT),
            name="send_again",
            question=_("Send these reminders again?"),
            act=act,
        )

    @admin.action(
        description=gettext_lazy("Stop those that have not gone out"), permissions=["send"]
    )
    def stop(self, request, queryset):
        return self.confirmed(
            request,
            queryset.unsent(),
            name="stop",
            question=_("Stop these reminders? Nobody is reminded by them."),
            act=actions.stop_reminder,
        )

    def counted(self, count):
        text = ngettext(
            "This concerns %(count)d reminder:", "This concerns %(count)d reminders:", count
        )
        return text % {"count": count}

    def done(self, count):
        text = ngettext("%(count)d reminder done.", "%(count)d reminders done.", count)
        return text % {"count": count}


@admin.register(Decision)
class DecisionAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["label", "text", "state", "how", "quorum_met", "meeting", "organiser"]
    list_filter = ["state", "how", "quorum_met", "year"]
    search_fields = ["text", "=code", "meeting__title"]
    list_select_related = ["meeting", "organiser"]


@admin.register(Vote)
class VoteAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """The frozen result. Ballots are shown nowhere but, if they are open, on the site."""

    list_display = [
        "decision", "state", "is_secret", "unit", "majority", "electorate", "yes", "no", "abstain",
    ]  # fmt: skip
    list_filter = ["state", "is_secret", "unit", "majority"]
    list_select_related = ["decision"]


class SlotInline(ReadOnly, admin.TabularInline):
    model = Slot


@admin.register(Poll)
class PollAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["title", "organiser", "closes_at", "state", "chased_at", "meeting"]
    list_filter = ["state", "kind"]
    search_fields = ["title", "organiser__name", "=organiser__code"]
    date_hierarchy = "closes_at"
    list_select_related = ["organiser", "meeting"]
    inlines = [SlotInline]


class OccurrenceInline(ReadOnly, admin.TabularInline):
    model = Occurrence
    fields = ["day", "starts_at", "ends_at", "place", "state", "meeting"]


@admin.register(Series)
class SeriesAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["title", "organiser", "rule", "start", "zone", "state"]
    list_filter = ["state", "kind"]
    search_fields = ["title", "organiser__name", "=organiser__code"]
    list_select_related = ["organiser"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [OccurrenceInline]


@admin.register(ActionItem)
class ActionItemAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["text", "region", "mandate", "due_on", "state", "meeting"]
    list_filter = ["state"]
    search_fields = ["text", "region__name", "=region__code", "meeting__title"]
    date_hierarchy = "due_on"
    list_select_related = ["region", "mandate__user", "mandate__region", "meeting"]


class EnrolmentInline(ReadOnly, admin.TabularInline):
    model = Enrolment
    fields = ["name", "region", "sex", "is_young", "state", "was_present"]


@admin.register(Training)
class TrainingAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["meeting", "seats", "taken", "enrol_until", "is_for_all", "trainer"]
    list_filter = ["is_for_all"]
    search_fields = ["meeting__title", "trainer"]
    date_hierarchy = "enrol_until"
    list_select_related = ["meeting"]
    inlines = [EnrolmentInline]


@admin.register(TopicRequest)
class TopicRequestAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["title", "topic", "supports", "state", "asked_by", "created_at"]
    list_filter = ["state", "topic"]
    search_fields = ["title", "reason"]
    date_hierarchy = "created_at"
    list_select_related = ["asked_by"]


@admin.register(Certificate)
class CertificateAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["number", "name", "title", "organiser", "issued_at", "revoked_at"]
    search_fields = ["=number", "name", "title", "=code"]
    date_hierarchy = "issued_at"
