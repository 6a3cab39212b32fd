from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """The ground: it knows no village and no user."""

    name = "core"
    verbose_name = _("trail")
