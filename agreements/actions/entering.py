"""A sealed agreement gets its number in the register."""

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from agreements.models import RegisterEntry

_LOCK = "agreements.register"  # its hash is the key


def enter(agreement):
    """The next number of the kind and of the year on the portal's clocks.

    Whoever seals at the same moment waits until this transaction ends; nothing is ever taken out,
    so the numbers have no gaps.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_LOCK])
    own = {"kind": agreement.kind, "year": timezone.localdate(agreement.sealed_at).year}
    last = RegisterEntry.objects.filter(**own).aggregate(last=Max("number"))["last"] or 0
    return RegisterEntry.objects.create(agreement=agreement, number=last + 1, **own)
