"""Making, renewing and revoking the private address of a person's calendar."""

from django.db import transaction
from django.utils import timezone

from core import audit
from core.codes import secret_code
from meetings.models import CalendarSubscription
from meetings.models.subscription import digest_of


@transaction.atomic
def subscribe(user, *, by):
    """A new address; the one of before opens nothing any more. Returns its token, kept nowhere."""
    token = secret_code()
    row, _is_new = CalendarSubscription.objects.update_or_create(
        user=user, defaults={"digest": digest_of(token), "made_at": timezone.now()}
    )
    audit.record("meetings.calendar_subscribed", row, by=by)
    return token


@transaction.atomic
def unsubscribe(user, *, by):
    """The address opens nothing any more."""
    row = CalendarSubscription.objects.select_for_update().filter(user=user).first()
    if row is None:
        return
    audit.record("meetings.calendar_revoked", row, by=by)
    row.delete()
