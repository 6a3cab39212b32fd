"""Meetings for operators: to read. What happens to a meeting is done on the site, by its organiser."""

from django.contrib import admin
from django.db import models

from core.admin import Capped, ReadOnly
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
class ReminderAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["meeting", "mandate", "minutes_before", "sequence", "due_at", "state", "why"]
    list_filter = ["state", "why", "minutes_before"]
    search_fields = ["meeting__title", "mandate__user__email", "mandate__user__full_name"]
    date_hierarchy = "due_at"
    list_select_related = ["meeting", "mandate__user", "mandate__region"]


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
    list_display = ["text", "region", "mandate", "due_on", "state", "reminded_step", "meeting"]
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
