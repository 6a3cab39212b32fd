"""Work days: announced, moved, cancelled; signing up and stepping back; who came.

The day's row is the lock of its places: who holds it reads, counts and writes alone.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import sent_before
from projects import notices, workday_notices, workday_rules
from projects.actions.locking import locked
from projects.models import Labour, SignUp, WorkDay

MOST_PLANNED = 30  # days of one project that are still to come
MOST_SIGN_UPS = 500  # standing rows of one day


def locked_day(pk):
    """The day as it is now; whoever else wants a place waits."""
    WorkDay.objects.select_for_update(no_key=True).only("pk").get(pk=pk)
    return WorkDay.objects.select_related("project__lead", "project__current", "region").get(pk=pk)


@transaction.atomic
def announce_day(project, *, by, token, **facts):
    """Announce a work day; the same form sent twice is one day.

    ``facts``: starts_at, ends_at, sign_up_until, place, work, bring, wanted.
    """
    project = locked(project)
    require(workday_rules.can_announce(by, project))
    if found := sent_before(WorkDay.objects.filter(announced_by=by), token, **facts):
        return found
    _require_future(facts)
    planned = project.work_days.filter(state=WorkDay.State.PLANNED, starts_at__gt=timezone.now())
    if planned.count() >= MOST_PLANNED:
        raise Refusal(
            _("%(number)d work days are planned already. Hold some of them first.")
            % {"number": MOST_PLANNED}
        )
    day = WorkDay.objects.create(
        project=project, region=by.region, announced_by=by, token=token, **facts
    )
    audit.record("projects.day_announced", project, by=by, day=day.pk)
    notices.day_announced(day, by=by)
    return day


def _require_future(facts):
    if facts["starts_at"] <= timezone.now():
        raise Refusal(_("A work day begins in the future. Choose another day or time."))


@transaction.atomic
def change_day(day, *, by, reason, changes, **facts):
    """Move a day or change what is said of it; those signed up keep their places and are told.

    ``changes`` is how often it had been changed when the form was opened. A second click finds the
    day as it is wanted.
    """
    day = locked_day(day.pk)
    require(workday_rules.can_change(by, day))
    wanted = {**facts, "reason": reason, "changes": changes + 1}
    if all(getattr(day, name) == value for name, value in wanted.items()):
        return day
    if changes != day.changes:
        raise Refusal(_("Somebody else has changed this work day in the meantime."))
    _require_future(facts)
    if facts["wanted"] < day.taken:
        raise Refusal(
            ngettext(
                "%(taken)d person has signed up already; so many places are needed.",
                "%(taken)d people have signed up already; so many places are needed.",
                day.taken,
            )
            % {"taken": day.taken}
        )
    for name, value in wanted.items():
        setattr(day, name, value)
    day.save()
    audit.record("projects.day_changed", day.project, by=by, day=day.pk, reason=reason)
    workday_notices.changed(day, by=by)
    return day


@transaction.atomic
def cancel_day(day, *, by, reason):
    """The day does not take place; those signed up are told why, once."""
    day = locked_day(day.pk)
    verdict = workday_rules.can_change(by, day)
    if verdict.moved_on and not day.is_planned and day.reason == reason:
        return day
    require(verdict)
    return _call_off(day, by=by, reason=reason)


def _call_off(day, *, by, reason):
    states.move(day, "state", to=WorkDay.State.CANCELLED, reason=reason)
    audit.record("projects.day_cancelled", day.project, by=by, day=day.pk, reason=reason)
    workday_notices.cancelled(day, by=by)
    return day


def call_off_days(project, *, by, reason):
    """The project ends: its days to come do not take place. The project is locked."""
    coming = project.work_days.filter(state=WorkDay.State.PLANNED, starts_at__gt=timezone.now())
    for pk in list(coming.order_by("pk").values_list("pk", flat=True)):
        _call_off(locked_day(pk), by=by, reason=reason[:300])


@transaction.atomic
def sign_up(day, *, user, acting, name, people, region=None):
    """Take ``people`` places under one name: for a group of the region that ``acting`` represents,
    or, where it is None, for oneself and whom one brings along. A second click finds the places
    that were taken by the first."""
    day = locked_day(day.pk)
    verdict = workday_rules.can_sign_up(user, day)
    if not verdict.moved_on or not day.is_planned:
        require(verdict)
    region = acting.region if acting else region
    row = {"booked_by": user, "mandate": acting, "region": region, "name": name, "people": people}
    if there := _standing(day, user=user, acting=acting, name=name):
        if all(getattr(there, field) == value for field, value in row.items()):
            return there
        raise Refusal(_("%(name)s has signed up for this work day already.") % {"name": name})
    require(verdict)
    if people > day.free:
        raise Refusal(
            ngettext("Only %(free)d place is left.", "Only %(free)d places are left.", day.free)
            % {"free": day.free}
        )
    if day.sign_ups.filter(stepped_back_at=None).count() >= MOST_SIGN_UPS:
        raise Refusal(_("The list of this work day is full. Please ask the announcing region."))
    signed = SignUp.objects.create(day=day, **row)
    _count(day, people)
    audit.record("projects.signed_up", signed, by=acting or user)
    workday_notices.plan_reminder(signed)
    return signed


def _standing(day, *, user, acting, name):
    """The sign-up that another one would double: the person's own, or the group's; or None."""
    rows = day.sign_ups.filter(stepped_back_at=None).select_related(
        "booked_by", "mandate", "region"
    )
    if acting:
        return rows.filter(mandate__isnull=False, region=acting.region, name=name).first()
    return rows.filter(mandate=None, booked_by=user).first()


def _count(day, difference):
    WorkDay.objects.filter(pk=day.pk).update(taken=F("taken") + difference)
    day.taken += difference


@transaction.atomic
def step_back(signed, *, user, acting):
    """Give the places back; somebody else may take them at once."""
    day = locked_day(signed.day_id)
    signed = day.sign_ups.get(pk=signed.pk)
    signed.day = day
    require(workday_rules.can_step_back(user, acting, signed))
    _give_back(signed)
    audit.record("projects.stepped_back", signed, by=acting if signed.mandate_id else user)
    return signed


def _give_back(signed):
    signed.stepped_back_at = timezone.now()
    signed.save(update_fields=["stepped_back_at", "updated_at"])
    _count(signed.day, -signed.people)
    workday_notices.forget_reminder(signed)


@transaction.atomic
def sign_off(signed, *, by, reason):
    """Take a sign-up of somebody else out; he is told why. A second click finds the places free."""
    day = locked_day(signed.day_id)
    signed = day.sign_ups.select_related("booked_by").get(pk=signed.pk)
    signed.day = day
    verdict = workday_rules.can_sign_off(by, signed)
    if verdict.moved_on and signed.stepped_back_at:
        return signed
    require(verdict)
    _give_back(signed)
    audit.record("projects.signed_off", signed, by=by, reason=reason)
    workday_notices.signed_off(signed, by=by, reason=reason)
    return signed


@transaction.atomic
def record_labour(day, *, by, token, mark, rows):
    """Write down who came: rows of ``region``, ``group``, ``people`` and ``hours`` (each).

    ``mark`` is what the page showed (``mark_of_labour``). Only what differs from what stands is written; what is missing now is taken back by a row of
    nobody. The same form sent twice writes nothing new.
    """
    day = locked_day(day.pk)
    require(workday_rules.can_record(by, day))
    given = {(row["region"].pk, row["group"]): (row["people"], row["hours"]) for row in rows}
    if last := day.labour.filter(token=token).order_by("pk").last():
        return _recorded_before(day, given, last)
    if mark != mark_of_labour(day):
        raise Refusal(_("Somebody else has written down who came in the meantime."))
    standing = _people(day.labour.standing())
    seats = set(day.project.partnerships.values_list("region", flat=True))
    known = seats | {region for region, _group in standing}
    if len(rows) > Labour.MOST_ROWS or not known >= {region for region, _group in given}:
        raise Refusal(_("A region has left the project in the meantime. Please look again."))
    news = _news(standing, given)
    giver = {"mandate": by, "person_name": str(by.user), "office_title": by.title}
    Labour.objects.bulk_create(
        Labour(day=day, region_id=region, group=group, people=people, hours=hours,
               token=token, **giver)
        for (region, group), (people, hours) in news.items()
    )  # fmt: skip
    if news:
        audit.record("projects.day_recorded", day.project, by=by, day=day.pk, rows=len(news))
    return day


def _people(rows):
    return {(row.region_id, row.group): (row.people, row.hours) for row in rows}


def _news(standing, given):
    """What differs from what stands; who is missing now has come with nobody."""
    gone = {key: (0, 0) for key, (people, _hours) in standing.items() if people}
    return {key: value for key, value in (gone | given).items() if standing.get(key) != value}


def _recorded_before(day, given, last):
    """The same form again, of which ``last`` is the last row: it says what it said then."""
    if _news(_people(day.labour.filter(pk__lte=last.pk).order_by("pk")), given):
        raise Refusal(_("This form has been sent before, with other people or hours."))
    return day


def mark_of_labour(day):
    """The number of the newest row, to see whether somebody wrote in between; 0 without any."""
    return day.labour.order_by("-pk").values_list("pk", flat=True).first() or 0
