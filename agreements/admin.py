"""The operators' view of agreements: everything to read, nothing to change."""

from django.contrib import admin

from agreements.models import Agreement, Party, Signature, Version
from core.admin import Capped, ReadOnly


class PartyInline(ReadOnly, admin.TabularInline):
    model = Party
    fields = ["position", "region", "number", "signer_name", "signer_title"]
    extra = 0


class VersionInline(ReadOnly, admin.TabularInline):
    model = Version
    fields = ["number", "sha256", "made_at", "made_by"]
    extra = 0


@admin.register(Agreement)
class AgreementAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["code", "title", "kind", "state", "ends_on", "sealed_at", "sheet_tries"]
    list_filter = ["state", "kind"]
    search_fields = ["code", "title"]
    date_hierarchy = "created_at"
    inlines = [PartyInline, VersionInline]


@admin.register(Signature)
class SignatureAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["at", "region_name", "person_name", "office_title", "method"]
    search_fields = ["region_name", "person_name", "text_sha256"]
    list_select_related = True
