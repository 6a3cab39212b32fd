"""The course of the demo's months: who does what when, played in order on a turned-back clock."""

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import timezone

from forum_portal.demo.clock import standing_at
from meetings.actions import queue_due
from meetings.models import Reminder
from notifications.models import Mail, Notification
from villages.models import Mandate, Region

ZONE = ZoneInfo("Asia/Jakarta")  # both subdistricts lie there
# Letters older than this count as sent; younger ones wait, and the worker sends them at its first
# tick, so that the mail page shows something and nobody gets months of letters at once.
FRESH = timedelta(hours=40)
READ_AFTER = timedelta(days=3)  # older lines of the inbox have been read


class Story:
    """A list of acts with their moments; ``play`` lets them happen.

    Acts find each other's results by key: ``people["kades.sojokerto"]``, ``projects["water"]``.
    """

    def __init__(self, now=None):
        self.now = now or timezone.now()
        self.today = self.now.astimezone(ZONE).date()
        self.people, self.projects = {}, {}
        self.meetings, self.agreements = {}, {}
        self.polls, self.series = {}, {}
        self.regions = {}
        self.acts = []
        self._turn = count()
        self._minutes = defaultdict(count)

    def day(self, offset):
        """The date so many days from today."""
        return self.today + timedelta(days=offset)

    def moment(self, offset, hour=9, minute=0):
        """A moment of such a day on the clocks of the two subdistricts."""
        return datetime.combine(self.day(offset), time(hour, minute), ZONE)

    def on(self, offset, act, *args, hour=9):
        """Let ``act(story, *args)`` happen on that day; of one hour, some minutes apart."""
        minute = min(next(self._minutes[offset, hour]), 59)
        self.at(self.moment(offset, hour, minute), act, *args)

    def at(self, moment, act, *args):
        """The same for an exact moment; one that has not come is no part of the past."""
        if moment < self.now:
            self.acts.append((moment, next(self._turn), act, args))

    def region(self, code):
        if code not in self.regions:
            self.regions[code] = Region.objects.with_ancestors().get(pk=code)
        return self.regions[code]

    def mandate(self, mailbox):
        """What the person acts in; asked anew, for it changes in the course of the story."""
        return (
            Mandate.objects.verified()
            .filter(user=self.people[mailbox])
            .with_people()
            .latest("decided_at")
        )

    def head(self, code):
        """Who gives the region's word today."""
        heads = Mandate.objects.valid_at().filter(region=code, office__in=("head", "camat"))
        return heads.with_people().get()

    def play(self, told=lambda share: None):
        """Everything in its order. ``told`` hears which share of it has happened."""
        acts = sorted(self.acts, key=lambda entry: entry[:2])
        for place, (moment, _turn, act, args) in enumerate(acts, 1):
            self._let_pass(moment)
            with standing_at(moment):
                act(self, *args)
            self._date_mails()
            told(place / len(acts))
        self._let_pass(self.now)
        Notification.objects.filter(created_at__lt=self.now - READ_AFTER).update(
            read_at=F("created_at") + timedelta(hours=5)
        )

    def _let_pass(self, moment):
        """What the clock does by itself until then: reminders fall due, letters go out."""
        while True:
            due = Reminder.objects.due(moment).order_by("due_at").values_list("due_at", flat=True)
            first = due.first()
            if first is None:
                break
            with standing_at(first):
                queue_due()
            self._date_mails()
        self._deliver(min(moment, self.now - FRESH))

    def _date_mails(self):
        """The outbox dates rows by the clock of the database, which nobody can turn back."""
        dated_now = Mail.objects.filter(due_at__range=(self.now, datetime.now(UTC)))
        dated_now.filter(created_at__lt=self.now).update(
            due_at=F("created_at"), planned_at=F("created_at")
        )

    def _deliver(self, until):
        Mail.objects.undelivered().filter(due_at__lte=until).update(
            state=Mail.State.SENT, sent_at=F("due_at"), updated_at=F("due_at"), tries=1
        )
