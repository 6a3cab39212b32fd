"""The floor for operators: the queue of applications first; all changes go through the actions."""

from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import audit
from core.admin import Capped, ReadOnly
from core.errors import Forbidden, Refusal
from core.templatetags.formats import day_of, moment
from core.views import TRAIL_WHOLE
from villages.actions import mandates as actions
from villages.actions.regions import set_local_terms
from villages.decrees import shown_decree
from villages.forms.mandates import ReasonForm
from villages.models import Forum, LocalTerms, Mandate, Membership, Organisation, Profile, Region


class WaitingFirst(admin.SimpleListFilter):
    """By state; without a choice those that wait for the check."""

    title = gettext_lazy("state")
    parameter_name = "status"
    ALL = "semua"

    def lookups(self, request, model_admin):
        words = dict(Mandate.State.choices) | {
            Mandate.State.RETURNED: _("waiting for the applicant"),
            self.ALL: _("all"),
        }
        return list(words.items())

    def queryset(self, request, queryset):
        chosen = self._chosen()
        return queryset if chosen == self.ALL else queryset.filter(state=chosen)

    def _chosen(self):
        known = {*Mandate.State.values, self.ALL}
        return self.value() if self.value() in known else Mandate.State.SUBMITTED.value

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "selected": self._chosen() == str(value),
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


@admin.register(Mandate)
class MandateAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Applications with their decree beside them; decided in bulk, each asked back and recorded."""

    list_display = ["user", "capacity", "state_mark", "submitted", "decided", "paper_link"]
    list_filter = [WaitingFirst, "office", "submitted_at"]
    list_select_related = ["user", "region", "organisation"]
    search_fields = [
        "user__full_name", "user__email", "region__name", "=region__code", "organisation__name",
    ]  # fmt: skip
    date_hierarchy = "submitted_at"
    ordering = ["submitted_at", "pk"]
    actions = ["verify", "return_for_correction", "refuse"]
    fieldsets = [
        (None, {"fields": ["state_mark", "on_site", "paper"]}),
        (
            gettext_lazy("The application"),
            {
                "fields": [
                    "user", "email", "phone", "region", "organisation", "legal_number", "whereabouts",
                    "office", "title", "acting",
                    "starts_on", "ends_on", "decree_number", "submitted_at",
                ]
            },
        ),
        (
            gettext_lazy("The decision"),
            {"fields": ["decided_at", "decided_by", "decided_as", "ended_at", "reason"]},
        ),
        (gettext_lazy("History"), {"fields": ["trail"]}),
    ]  # fmt: skip
    readonly_fields = [
        "state_mark", "on_site", "paper", "email", "phone", "legal_number", "whereabouts", "trail",
    ]  # fmt: skip

    def has_view_permission(self, request, obj=None):
        """Every operator checks applications (``rules.may_check``)."""
        return request.user.is_active and request.user.is_staff

    has_module_permission = has_check_permission = has_view_permission

    @admin.display(description=gettext_lazy("office"), ordering="region__code")
    def capacity(self, mandate):
        return mandate.capacity

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_mark(self, mandate):
        """In the operator's words; the state's own speak to the applicant."""
        if mandate.state == Mandate.State.RETURNED:
            return _("waiting for the applicant")
        return mandate.get_state_display()

    @admin.display(description=gettext_lazy("submitted"), ordering="submitted_at")
    def submitted(self, mandate):
        return day_of(mandate.submitted_at)

    @admin.display(description=gettext_lazy("decided"), ordering="decided_at")
    def decided(self, mandate):
        return day_of(mandate.decided_at) if mandate.decided_at else "–"

    @admin.display(description=gettext_lazy("decree"))
    def paper_link(self, mandate):
        address = reverse("villages:decree", args=[mandate.pk])
        return format_html('<a href="{}">{}</a>', address, _("Download"))

    @admin.display(description=gettext_lazy("decree"))
    def paper(self, mandate):
        """Its pages as pictures, and the file as download."""
        addresses = shown_decree(mandate)["pictures"]
        pictures = format_html_join(
            "", '<img src="{}" alt="{}" loading="lazy">', ((one, _("Decree")) for one in addresses)
        )
        return format_html('<div class="decree">{}{}</div>', self.paper_link(mandate), pictures)

    @admin.display(description=gettext_lazy("on the site"))
    def on_site(self, mandate):
        address = reverse("villages:check", args=[mandate.pk])
        return format_html('<a href="{}">{}</a>', address, _("Check the application"))

    @admin.display(description=gettext_lazy("e-mail address"))
    def email(self, mandate):
        return mandate.user.email

    @admin.display(description=gettext_lazy("phone number"))
    def phone(self, mandate):
        return mandate.user.phone or "–"

    @admin.display(description=gettext_lazy("lies in"))
    def whereabouts(self, mandate):
        return mandate.party.whereabouts

    @admin.display(description=gettext_lazy("number of the deed, NIB or decree"))
    def legal_number(self, mandate):
        return mandate.organisation.legal_number if mandate.organisation else "–"

    @admin.display(description=gettext_lazy("History"))
    def trail(self, mandate):
        lines = (
            (moment(line.at), line.who, line.sentence, line.reason)
            for line in audit.trail_of(mandate, limit=TRAIL_WHOLE)
        )
        return format_html_join("", "<p>{}: {} {} {}</p>", lines)

    @admin.action(description=gettext_lazy("Verify"), permissions=["check"])
    def verify(self, request, queryset):
        question = _("Verify these applications?")
        return self._decide(request, queryset, "verify", question, actions.verify)

    @admin.action(description=gettext_lazy("Ask for a correction"), permissions=["check"])
    def return_for_correction(self, request, queryset):
        question = _("Ask these applicants for a correction?")
        return self._decide(
            request, queryset, "return_for_correction", question, actions.return_for_correction,
            form=ReasonForm,
        )  # fmt: skip

    @admin.action(description=gettext_lazy("Refuse"), permissions=["check"])
    def refuse(self, request, queryset):
        question = _("Refuse these applications?")
        return self._decide(request, queryset, "refuse", question, actions.refuse, form=ReasonForm)

    def _decide(self, request, queryset, name, question, act, form=None):
        """Ask back, with the reason where one is needed; then decide each by itself."""
        confirmed = "confirmed" in request.POST
        form = form(request.POST if confirmed else None) if form else None
        claims = queryset.awaiting_check().with_people().order_by("submitted_at", "pk")
        if not confirmed or (form and not form.is_valid()):
            return self._ask(request, claims, name, question, form)
        done, seen = 0, request.POST.getlist("seen")
        for claim in claims:
            try:
                if claim.seen not in seen:
                    raise Refusal(_("This application was changed since you saw it."))
                act(claim, by=request.user, **(form.cleaned_data if form else {}))
                done += 1
            except (Refusal, Forbidden) as no:
                self.message_user(request, f"{claim}: {no}", messages.WARNING)
        text = ngettext("%(count)d application decided.", "%(count)d applications decided.", done)
        self.message_user(request, text % {"count": done}, messages.SUCCESS)
        return None

    def _ask(self, request, claims, name, question, form):
        context = {
            **self.admin_site.each_context(request),
            "title": question,
            "claims": claims[:100],
            "chosen": request.POST.getlist("_selected_action"),
            "action": name,
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/villages/mandate/confirm.html", context)


@admin.register(LocalTerms)
class LocalTermsAdmin(admin.ModelAdmin):
    """What a regency calls its villages; saving says it before the name of each of them."""

    list_display = ["regency", "village", "village_head", "village_office"]
    list_select_related = ["regency"]
    search_fields = ["regency__name", "=regency__code"]
    autocomplete_fields = ["regency"]

    def get_readonly_fields(self, request, obj=None):
        return ["regency"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """Words are changed, not taken away: names would stay behind."""
        return False

    def save_model(self, request, obj, form, change):
        set_local_terms(obj, by=request.user)


@admin.register(Region)
class RegionAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """As the lists have it; the command import_regions brings new ones."""

    list_display = ["code", "full_name", "level", "kind", "parent"]
    list_filter = ["level", "kind"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    search_help_text = gettext_lazy("Name or code of the region")
    ordering = ["code"]

    @admin.display(description=gettext_lazy("name"), ordering="name")
    def full_name(self, region):
        return region.full_name

    def get_search_results(self, request, queryset, search_term):
        """From the same indexes as the site's own search."""
        return (queryset.named(search_term) if search_term.strip() else queryset), False


@admin.register(Profile)
class ProfileAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """What regions tell of themselves; their own representatives edit it on the site."""

    list_display = ["region", "population", "updated_at"]
    list_select_related = ["region"]
    search_fields = ["region__name", "=region__code"]
    ordering = ["-updated_at"]


@admin.register(Organisation)
class OrganisationAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Organisations of all states; verified with their first representative, closed on the site."""

    list_display = ["name", "kind", "home", "state", "on_site"]
    list_filter = ["state", "kind"]
    list_select_related = ["home"]
    search_fields = ["name", "short_name", "legal_number"]
    ordering = ["name", "pk"]

    @admin.display(description=gettext_lazy("on the site"))
    def on_site(self, organisation):
        return format_html('<a href="{}">{}</a>', organisation.get_absolute_url(), _("Open"))


class MembershipInline(ReadOnly, admin.TabularInline):
    model = Membership
    fields = ["region", "since", "until"]


@admin.register(Forum)
class ForumAdmin(ReadOnly, Capped, admin.ModelAdmin):
    """Forums with their members; officers of the home region change them on the site."""

    list_display = ["name", "home", "quorum_of", "quorum_in", "notice_days"]
    list_select_related = ["home"]
    search_fields = ["name", "home__name", "=home__code"]
    inlines = [MembershipInline]
