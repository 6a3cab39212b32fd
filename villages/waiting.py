"""What waits for a person on this floor: checks, corrections, terms that run out, a first office."""

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from core.waiting import Task
from villages import rules
from villages.models import Mandate
from villages.roles import Permission, grants

ENDS_SOON = timedelta(days=60)
State = Mandate.State


def waiting_for(acting, user):
    """At most 20 tasks from two queries."""
    return [*checks_of(acting, user), *_own(user)][:20]


def checks_of(acting, user):
    """The queue of the capacity, as one task."""
    if not (user.is_staff or grants(acting, Permission.VERIFY)):
        return
    queue = rules.queue_of(acting, user).aggregate(number=Count("pk"), oldest=Min("submitted_at"))
    if not queue["number"]:
        return
    title = ngettext(
        "Check %(number)d application", "Check %(number)d applications", queue["number"]
    )
    yield Task(
        title=title % {"number": queue["number"]},
        url=reverse("villages:queue"),
        icon="shield",
        note=_("The oldest waits since %(day)s.")
        % {"day": formats.day(timezone.localdate(queue["oldest"]))},
    )


def _own(user):
    """From all mandates of the person that still matter, in one query."""
    today = timezone.localdate()
    lively = Q(state__in=[State.SUBMITTED, State.RETURNED]) | Q(state=State.VERIFIED) & (
        Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    )
    mandates = list(Mandate.objects.filter(lively, user=user).with_people().order_by("pk")[:40])
    if not mandates and not user.is_staff:
        yield Task(
            title=_("Apply as representative of your region"),
            url=reverse("villages:claim"),
            icon="desa",
            note=_("With your decree; until then you can read everything."),
        )
    for mandate in mandates:
        if mandate.state == State.RETURNED:
            yield Task(
                title=_("Correct your application: %(capacity)s") % {"capacity": mandate.capacity},
                url=reverse("villages:correct", args=[mandate.pk]),
                icon="edit",
                note=mandate.reason,
            )
        elif _runs_out(mandate, mandates, today):
            yield Task(
                title=_("Your term ends: %(capacity)s") % {"capacity": mandate.capacity},
                url=mandate.get_absolute_url(),
                icon="clock",
                note=_("If you go on, apply for the next term."),
                due=mandate.ends_on,
            )


def _runs_out(mandate, mandates, today):
    """Verified, within 60 days of its end, and no application for the next term is there."""
    if not mandate.is_current or mandate.ends_on is None:
        return False
    if mandate.ends_on > today + ENDS_SOON:
        return False
    return not any(
        other.party_id == mandate.party_id
        and other.office == mandate.office
        and other.starts_on > mandate.starts_on
        for other in mandates
    )
