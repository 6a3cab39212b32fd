"""The private address under which a person's calendar program reads the meetings."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def digest_of(token):
    """What is kept of a token: whoever reads the table can open no calendar with it."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarSubscriptionQuerySet(models.QuerySet):
    def of_token(self, token):
        """The subscription of an address; none for a closed account or an address of before."""
        rows = self.filter(digest=digest_of(token), user__is_active=True)
        return rows.select_related("user").first()


class CalendarSubscription(models.Model):
    """One a person: a new address takes the place of the old one, which then opens nothing."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_subscription"
    )
    digest = models.CharField(_("digest of the token"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))

    objects = CalendarSubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar subscription")
        verbose_name_plural = _("calendar subscriptions")

    def __str__(self):
        return str(self.user)
