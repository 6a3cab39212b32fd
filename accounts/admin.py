"""People, for operators: who may sign in, and who is an operator. No password passes through here."""

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django.contrib import admin, messages
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.actions import change_access, correct_name, end_sessions
from accounts.forms import NameField
from accounts.models import User
from core.admin import Capped
from core.templatetags.formats import moment

# allauth's own pages (imported above, so that they are there to be taken away) let operators give anybody an address or a key by hand, with no trail.
admin.site.unregister([EmailAddress, Authenticator, UserSession])

ACCESS = ("is_active", "is_staff", "is_superuser")


def _lines(*parts):
    """One row of facts a line, for the eye alone."""
    return format_html_join("", "<p>{}</p>", ((", ".join(part),) for part in parts)) or "–"


@admin.register(User)
class UserAdmin(Capped, admin.ModelAdmin):
    """People sign up themselves and reset their own passwords; nobody is deleted."""

    list_display = ["email", "full_name", "is_active", "is_staff", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "date_joined"]
    search_fields = ["email", "full_name"]
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": ["email", "full_name", "phone", "nip", "language", "time_zone"]}),
        (_("Access"), {"fields": [*ACCESS, "groups", "user_permissions"]}),
        (_("Signing in"), {"fields": ["addresses", "methods", "sessions"]}),
        (_("When"), {"fields": ["date_joined", "last_login"]}),
    ]
    readonly_fields = [
        "email", "phone", "nip", "language", "time_zone", "date_joined", "last_login",
        "addresses", "methods", "sessions",
    ]  # fmt: skip
    filter_horizontal = ["groups", "user_permissions"]
    actions = ["sign_out"]

    @admin.display(description=_("email addresses"))
    def addresses(self, person):
        rows = person.emailaddress_set.order_by("pk")
        words = {True: _("confirmed"), False: _("not confirmed")}
        return _lines(*((row.email, str(words[row.verified])) for row in rows))

    @admin.display(description=_("passkeys and code apps"))
    def methods(self, person):
        """Which there are; what they hold is the person's secret."""
        keys = person.authenticator_set.order_by("pk")
        return _lines(*((key.get_type_display(), moment(key.created_at)) for key in keys))

    @admin.display(description=_("signed in on"))
    def sessions(self, person):
        rows = person.usersession_set.order_by("-last_seen_at")
        return _lines(*((row.user_agent, row.ip, moment(row.last_seen_at)) for row in rows))

    @admin.action(description=_("Sign out everywhere"), permissions=["change"])
    def sign_out(self, request, queryset):
        for person in queryset:
            end_sessions(person, by=request.user)
        count = len(queryset)
        text = ngettext(
            "%(count)d person was signed out everywhere.",
            "%(count)d persons were signed out everywhere.",
            count,
        )
        self.message_user(request, text % {"count": count}, messages.SUCCESS)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """Rights are given by superusers alone: else an operator could raise himself."""
        return request.user.is_superuser

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "full_name":
            return NameField()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """Through the actions, so that the trail knows it."""
        correct_name(obj, form.cleaned_data["full_name"], by=request.user)
        access = {name: form.cleaned_data[name] for name in ACCESS}
        change_access(User.objects.get(pk=obj.pk), by=request.user, **access)
