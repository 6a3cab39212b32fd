"""People, for operators: who may sign in, and who is an operator. No password passes through here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.actions import change_access
from accounts.models import User
from core.admin import Capped

ACCESS = ("is_active", "is_staff", "is_superuser")


@admin.register(User)
class UserAdmin(Capped, admin.ModelAdmin):
    """People sign up themselves and reset their own passwords; nobody is deleted."""

    list_display = ["email", "full_name", "is_active", "is_staff", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "date_joined"]
    search_fields = ["email", "full_name"]
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": ["email", "full_name", "phone", "language", "time_zone"]}),
        (_("Access"), {"fields": [*ACCESS, "groups", "user_permissions"]}),
        (_("When"), {"fields": ["date_joined", "last_login"]}),
    ]
    readonly_fields = [
        "email", "full_name", "phone", "language", "time_zone", "date_joined", "last_login",
    ]  # fmt: skip
    filter_horizontal = ["groups", "user_permissions"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """Rights are given by superusers alone: else an operator could raise himself."""
        return request.user.is_superuser

    def save_model(self, request, obj, form, change):
        access = {name: form.cleaned_data[name] for name in ACCESS}
        change_access(User.objects.get(pk=obj.pk), by=request.user, **access)
