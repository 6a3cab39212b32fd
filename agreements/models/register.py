"""The running number of an agreement in the register of this portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements import guards
from agreements.models.agreement import Agreement
from core.models import append_only


class RegisterEntry(models.Model):
    """1, 2, 3 … of a kind and a year, given when the agreement is sealed, and never changed.

    Each party's own number is another thing (``Registration``).
    """

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="entry")
    kind = models.CharField(_("kind"), max_length=12, choices=Agreement.Kind)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))

    class Meta:
        verbose_name = _("entry in the register")
        verbose_name_plural = _("register of agreements")
        ordering = ["-year", "kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "number"], name="register_number_once")
        ]
        triggers = [*append_only("register_entry_is_fixed"), guards.entry_is_of_a_sealed_agreement]

    def __str__(self):
        return f"{self.number}/{self.kind.upper()}/{self.year}"
