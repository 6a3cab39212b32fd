"""The ground's only table: who did what to what, and when. And the columns that all share."""

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TimeStamped(models.Model):
    """When a row was made and last changed (``states.move`` sets the second itself)."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


def never_emptied(name="never_emptied"):
    """A trigger for a model's Meta: the database refuses to empty away all of its rows."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
    )


def append_only(name="append_only"):
    """Triggers for a model's Meta: the database refuses to change, delete or empty away its rows."""
    return [
        pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete),
        never_emptied(f"{name}_stays"),
    ]


class AuditEvent(models.Model):
    """Who (person, office, region as text) did which verb to what, when; never changed.

    No foreign keys: it outlives what it speaks of. Pages show it as "Riwayat". ``seal`` binds the
    row to the one before about the same object, where the object's trail is sealed (``audit``).
    """

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
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
    seal = models.CharField(_("seal"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit trail")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["target_type", "target_id", "-id"], name="audit_target")]
        triggers = append_only()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.verb} {self.target_label}"

    def facts(self):
        """What the seal covers."""
        return {
            "at": self.at.isoformat(),
            "verb": self.verb,
            "target_type": self.target_type,
            "target_id": self.target_id,
            "target_label": self.target_label,
            "actor_id": self.actor_id,
            "actor_name": self.actor_name,
            "office": self.office,
            "region_code": self.region_code,
            "region_name": self.region_name,
            "mandate_id": self.mandate_id,
            "detail": self.detail,
        }
