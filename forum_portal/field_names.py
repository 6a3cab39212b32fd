"""What relations are called on operators' pages.

Models leave the names of most relations to Django, which takes the English word of the code. Here
the reader gets his own; nothing of it is in the migrations.
"""

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext_lazy as _

WORDS = {
    "agenda_item": _("agenda item"),
    "agreement": _("agreement"),
    "answered_by": _("answered by"),
    "begun_by": _("begun by"),
    "book": _("letter book"),
    "called_by": _("called by"),
    "current": _("current version"),
    "drafted_for": _("drafted for"),
    "forum": _("forum"),
    "invitation": _("invitation"),
    "made_by": _("made by"),
    "mandate": _("mandate"),
    "meeting": _("meeting"),
    "organiser": _("organiser"),
    "parent": _("lies in"),
    "party": _("party"),
    "project": _("project"),
    "recorded_by": _("recorded by"),
    "regency": _("regency"),
    "region": _("region"),
    "replaced_by": _("replaced by"),
    "replaces": _("replaces"),
    "saved_by": _("saved by"),
    "version": _("version"),
}


def unnamed():
    """The fields of our models that have no name of their own."""
    for floor in settings.FLOORS:
        for model in apps.get_app_config(floor).get_models():
            for field in model._meta.local_fields:
                if field._verbose_name is None and not field.primary_key:
                    yield field


def give_names():
    for field in unnamed():
        field.verbose_name = WORDS.get(field.name, field.verbose_name)
