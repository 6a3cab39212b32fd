"""The ground's only table: who did what to what, and when. And the columns that all share."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class TimeStamped(models.Model):
    """When a row was made and last changed (``states.move`` sets the second itself)."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


def append_only(name="append_only"):
    """Triggers for a model's Meta: the database refuses to change or delete its rows."""
    return [pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)]


class AuditEvent(models.Model):
    """Who (person, office, region as text) did which verb to what, when; never changed.

    No foreign keys: it outlives what it speaks of. Pages show it as "Riwayat".
    """

    at = models.DateTimeField(_("when"), auto_now_add=True)
    verb = models.CharField(_("what happened"), max_length=60)
    target_type = models.CharField(_("kind of object"), max_length=60)
    target_id = models.CharField(_("object"), max_length=40)
    target_label = models.CharField(_("name of the object then"), max_length=250)
    actor_id = models.CharField(_("person's number"), max_length=40, blank=True)
    actor_name = models.CharField(_("person"), max_length=150, blank=True)
    office = models.CharField(_("office"), max_length=120, blank=True)
    region_code = models.CharField(_("region's code"), max_length=13, blank=True)
    region_name = models.CharField(_("region"), max_length=150, blank=True)
    mandate_id = models.CharField(_("mandate"), max_length=40, blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit trail")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["target_type", "target_id", "-id"], name="audit_target")]
        triggers = append_only()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.target_label}"
