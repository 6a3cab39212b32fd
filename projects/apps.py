from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.verbs import describe
from projects.trail import SENTENCES


class ProjectsConfig(AppConfig):
    """Work together: proposals, the partners' consent, joint projects."""

    name = "projects"
    verbose_name = _("projects")

    def ready(self):
        describe(SENTENCES)
