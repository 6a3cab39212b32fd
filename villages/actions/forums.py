"""Founding a forum, its rules, and who sits in it."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from villages import rules
from villages.models import Forum, Membership
from villages.models.forum import USUAL_REMINDERS

RULES = (
    "name", "about", "notice_days", "notice_days_meeting", "notice_days_urgent",
    "quorum_of", "quorum_in", "vote_unit", "majority",
    "waiting_hours", "second_call_days",
    "letterhead", "letter_address", "letter_logo", "letter_class", "letter_unit", "letter_template",
    *(f"remind_{kind}" for kind in USUAL_REMINDERS),
)  # fmt: skip


def found_forum(*, by, name, members=(), **fields):
    """A forum at home in the officer's own region, with its first members."""
    require(rules.can_found_forum(by))
    with _one_of_a_name(name, by.region), transaction.atomic():
        forum = Forum.objects.create(home=by.region, name=name, **fields)
        Membership.objects.bulk_create(
            Membership(forum=forum, region=region) for region in dict.fromkeys(members)
        )
        audit.record("villages.forum_founded", forum, by=by, members=len(members))
    return forum


def change_rules(forum, *, by, **fields):
    """Name, purpose, rules and letters; for meetings that are called from now on."""
    require(rules.can_change_forum(by, forum))
    with _one_of_a_name(fields.get("name"), forum.home), transaction.atomic():
        forum = Forum.objects.select_for_update(of=("self",)).get(pk=forum.pk)
        changed = [
            name for name in RULES if name in fields and getattr(forum, name) != fields[name]
        ]
        for name in changed:
            setattr(forum, name, fields[name])
        if changed:
            forum.save(update_fields=[*changed, "updated_at"])
            audit.record("villages.forum_changed", forum, by=by, changed=changed)
    return forum


@contextmanager
def _one_of_a_name(name, home):
    try:
        yield
    except IntegrityError as taken:
        words = {"name": name, "region": home.full_name}
        raise Refusal(_("%(region)s already has a forum of the name %(name)s.") % words) from taken


def add_member(forum, region, *, by):
    """A region takes its seat from today."""
    require(rules.can_change_forum(by, forum))
    try:
        with transaction.atomic():
            seat = Membership.objects.create(forum=forum, region=region)
            audit.record("villages.member_joined", forum, by=by, reason=region.full_name)
    except IntegrityError as taken:
        raise Refusal(
            _("%(region)s is a member already.") % {"region": region.full_name}
        ) from taken
    return seat


@transaction.atomic
def remove_member(seat, *, by):
    """The seat ends yesterday (or today, if it began today); it stays in the forum's history."""
    require(rules.can_change_forum(by, seat.forum))
    last = max(seat.since, timezone.localdate() - timedelta(days=1))
    if not Membership.objects.filter(pk=seat.pk, until=None).update(until=last):
        raise Refusal(_("This seat has ended already."))
    audit.record("villages.member_left", seat.forum, by=by, reason=seat.region.full_name)
