"""The operators' view of agreements: everything to read, nothing to change but the templates."""

from django.contrib import admin

from agreements.models import (
    Acknowledgement,
    Affected,
    Agreement,
    Annex,
    Attestation,
    Dispute,
    Fulfilment,
    FulfilmentAct,
    HomePaper,
    HomeRule,
    ImplementationReport,
    LifeProposal,
    Obligation,
    OverlapNote,
    Party,
    Pause,
    PlannedRule,
    PlannedVersion,
    RegisterEntry,
    Registration,
    RuleComment,
    RuleOutcome,
    RuleReply,
    Signature,
    SignedPaper,
    Signing,
    TemplateClause,
    Version,
    Witness,
)
from agreements.models.clause import needed
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


class WitnessInline(ReadOnly, admin.TabularInline):
    model = Witness
    fields = ["position", "name", "office", "mandate"]
    extra = 0


@admin.register(Signing)
class SigningAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["version", "in_order", "needed"]
    list_filter = ["in_order"]
    list_select_related = ["version__agreement"]
    inlines = [WitnessInline]


@admin.register(Attestation)
class AttestationAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["at", "person_name", "office_title", "method"]
    search_fields = ["person_name", "text_sha256"]


@admin.register(Acknowledgement)
class AcknowledgementAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["at", "region_name", "person_name", "office_title", "method"]
    search_fields = ["region_name", "person_name", "text_sha256"]
    list_select_related = ["version__agreement"]
    exclude = ["paper"]  # operators see that it is there, not what it holds


@admin.register(SignedPaper)
class SignedPaperAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["at", "version", "person_name", "region_name", "sha256"]
    search_fields = ["sha256", "region_name"]
    list_select_related = ["version__agreement"]
    exclude = ["paper"]  # operators see that it is there, not what it holds


@admin.register(Annex)
class AnnexAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["added_at", "agreement", "version", "position", "title", "sha256"]
    search_fields = ["sha256", "title", "agreement__code"]
    list_select_related = ["agreement", "version__agreement"]
    exclude = ["file"]  # operators see that it is there, not what it holds


@admin.register(Registration)
class RegistrationAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["region", "number", "year", "kind", "dated_on", "promulgated_on", "replaced_at"]
    list_filter = ["kind"]
    search_fields = ["number", "region__name"]
    list_select_related = ["region"]


@admin.register(RegisterEntry)
class RegisterEntryAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["__str__", "agreement", "kind", "year", "number"]
    list_filter = ["kind", "year"]
    search_fields = ["agreement__code", "agreement__title"]
    list_select_related = ["agreement"]


@admin.register(TemplateClause)
class TemplateClauseAdmin(Capped, admin.ModelAdmin):
    """What new drafts of a kind begin with; agreements that are there stay as they are."""

    list_display = ["kind", "part", "position", "title", "matter", "text"]
    list_display_links = ["title", "text"]
    list_filter = ["kind", "part"]
    search_fields = ["title", "text"]

    def get_deleted_objects(self, objs, request):
        """What a draft of the kind cannot be opened without stays; the page says so."""
        objs = list(objs)
        found, counts, rights, kept = super().get_deleted_objects(objs, request)
        for kind, matters in TemplateClause.objects.lacking_without(objs).items():
            kept.append(f"{kind.label}: {needed(matters)}")
        return found, counts, rights, kept


@admin.register(HomeRule)
class HomeRuleAdmin(Capped, admin.ModelAdmin):
    """What a kind asks of villages at home; a row that is taken out is asked for no more."""

    list_display = ["kind", "step", "compulsory", "days"]
    list_display_links = ["step"]
    list_filter = ["kind"]


@admin.register(HomePaper)
class HomePaperAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["at", "party", "step", "held_on", "number", "person_name"]
    list_filter = ["step"]
    list_select_related = ["party__agreement", "party__region"]
    exclude = ["paper"]  # operators see that it is there, not what it holds


@admin.register(Obligation)
class ObligationAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["agreement", "party", "kind", "what", "amount", "unit", "first_due", "rhythm"]
    list_filter = ["kind", "rhythm"]
    search_fields = ["what", "agreement__code"]
    list_select_related = ["agreement", "party__agreement", "party__region"]


@admin.register(Fulfilment)
class FulfilmentAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["due_on", "obligation", "state"]
    list_filter = ["state"]
    search_fields = ["obligation__agreement__code"]
    list_select_related = ["obligation__party", "obligation__third_party"]
    exclude = ["report"]


@admin.register(FulfilmentAct)
class FulfilmentActAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["at", "party", "kind", "given", "person_name"]
    list_filter = ["kind"]
    list_select_related = ["party__agreement", "party__region"]
    exclude = ["file", "note"]  # operators see that it is there, not what is between the parties


class PlannedVersionInline(ReadOnly, admin.TabularInline):
    model = PlannedVersion
    fields = ["number", "change_note", "made_at", "person_name"]
    extra = 0


@admin.register(PlannedRule)
class PlannedRuleAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["code", "title", "region", "kind", "state", "comments_until", "outcome"]
    list_filter = ["state", "kind", "field"]
    search_fields = ["code", "title"]
    list_select_related = ["region"]
    inlines = [PlannedVersionInline]


@admin.register(Affected)
class AffectedAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["planned", "region", "ground", "since"]
    list_filter = ["ground"]
    list_select_related = ["planned", "region"]


@admin.register(RuleComment)
class RuleCommentAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["at", "planned", "region", "stance", "is_affected", "person_name"]
    list_filter = ["stance", "is_affected"]
    list_select_related = ["planned", "region"]


@admin.register(RuleReply)
class RuleReplyAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["at", "comment", "person_name"]
    list_select_related = ["comment__region"]


@admin.register(RuleOutcome)
class RuleOutcomeAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["at", "planned", "result", "number", "in_force_on", "person_name"]
    list_filter = ["result"]
    list_select_related = ["planned"]


@admin.register(OverlapNote)
class OverlapNoteAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["at", "planned", "text", "person_name"]
    list_select_related = ["planned"]


@admin.register(ImplementationReport)
class ImplementationReportAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["__str__", "region", "starts_on", "ends_on", "sealed_at", "sheet_error"]
    search_fields = ["agreement__code", "agreement__title"]
    list_select_related = ["agreement", "region"]
    exclude = ["text", "figures"]


@admin.register(LifeProposal)
class LifeProposalAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["created_at", "agreement", "kind", "ground", "from_on", "until_on", "state"]
    list_filter = ["kind", "state"]
    search_fields = ["agreement__code"]
    list_select_related = ["agreement"]
    exclude = ["paper"]  # operators see that it is there, not what it holds


@admin.register(Pause)
class PauseAdmin(ReadOnly, Capped, admin.ModelAdmin):
    list_display = ["agreement", "starts_on", "ends_on"]
    search_fields = ["agreement__code"]
    list_select_related = ["agreement"]


@admin.register(Dispute)
class DisputeAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """That there is one and where it stands; the parties, what is in dispute and what was said are
    not for operators."""

    list_display = ["code", "state", "level", "desk", "raised_at", "referred_at", "closed_at"]
    list_filter = ["state", "level"]
    search_fields = ["code"]
    list_select_related = ["desk"]
    fields = [
        "code", "state", "level", "mediator", "desk", "deliberate_until", "referred_at",
        "accepted_at", "closed_at", "published_at",
    ]  # fmt: skip
