"""The inbox on the site, and the outbox of all mail.

A mail is a row first and a letter later: committed with the change that it tells of, claimed by
a worker, leased, sent, marked. Doubled at most in the moment between the server's "250" and our
commit, and then with the same Message-ID (docs/adr: outbox).
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class NotificationQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(recipient=user)

    def unread(self):
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """One line in a person's inbox on the site, in his language, with the address of the act."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notifications",
        verbose_name=_("recipient"),
    )
    kind = models.CharField(_("kind"), max_length=60)
    about = models.CharField(_("object"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=200)
    body = models.CharField(_("text"), max_length=500, blank=True)
    url = models.CharField(_("address"), max_length=300)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notification_inbox"),
            models.Index(
                fields=["recipient"], name="notification_unread", condition=Q(read_at__isnull=True)
            ),
        ]

    def __str__(self):
        return self.title


class MailQuerySet(models.QuerySet):
    def undelivered(self):
        return self.filter(state__in=Mail.UNDELIVERED)

    def due(self):
        """What a worker may take now, by the database's clock: waiting, or its lease ran out."""
        return self.undelivered().filter(due_at__lte=Now()).exclude(expires_at__lte=Now())

    def expired(self):
        return self.undelivered().filter(expires_at__lte=Now())

    def about(self, about):
        return self.filter(about=about)

    def settle(self, state, **changes):
        """Move to ``state``, after which no letter goes out; a secret is not kept any longer."""
        wiped = {
            name: Case(
                When(secret=True, then=Value("")), default=F(name), output_field=models.TextField()
            )
            for name in ("text", "html")
        }
        return self.update(state=state, updated_at=Now(), **wiped, **changes)


class Mail(models.Model):
    """One letter to one address.

    ``key`` names the event and the receiver, so that the same letter cannot be queued twice.
    ``due_at`` is the next time a worker may take the row: the planned time, the end of a
    lease, or the next try. With ``day_zone`` it goes by day only: what could not be sent in time
    does not ring in the night. ``claim`` is the worker's token; only who holds it may mark the row.
    ``about`` ("meetings.meeting:12") and ``on_behalf`` ("villages.mandate:7") let a cancelled
    meeting or an ended mandate drop what waits.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("no longer needed")

    UNDELIVERED = (State.WAITING, State.SENDING)

    # Dropped while the letter was on the wire, and then accepted: it was sent.
    STATE_MOVES = {
        State.WAITING: {State.SENDING, State.DROPPED},
        State.SENDING: {State.SENDING, State.SENT, State.WAITING, State.FAILED, State.DROPPED},
        State.FAILED: {State.WAITING},
        State.DROPPED: {State.SENT},
    }

    key = models.CharField(_("key"), max_length=150, unique=True)
    kind = models.CharField(_("kind"), max_length=60)
    about = models.CharField(_("object"), max_length=60, blank=True)
    on_behalf = models.CharField(_("on behalf of"), max_length=60, blank=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("recipient"),
    )
    to = models.EmailField(_("address"), max_length=254)
    sender = models.CharField(_("sender's name"), max_length=150, blank=True)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    calendar = models.TextField(_("calendar part"), blank=True)
    calendar_method = models.CharField(_("calendar method"), max_length=10, blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=120, unique=True)
    secret = models.BooleanField(_("holds a code: text is wiped after sending"), default=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    planned_at = models.DateTimeField(_("planned for"), db_default=Now())
    due_at = models.DateTimeField(_("due"), db_default=Now())
    expires_at = models.DateTimeField(_("pointless after"), null=True, blank=True)
    day_zone = models.CharField(_("only by day on the clocks of"), max_length=40, blank=True)
    claim = models.UUIDField(_("worker's token"), null=True, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in settings.MAIL_BACK_OFF_SECONDS)
    GIVE_UP_AFTER = timedelta(hours=24)
    MOST_TRIES = 100  # for a letter that kills the worker itself; 24 hours of back-off have fewer

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail outbox")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_has_time", condition=Q(state="sent") ^ Q(sent_at__isnull=True)
            ),
            models.CheckConstraint(
                name="mail_sending_is_claimed",
                condition=~Q(state="sending") | Q(claim__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="mail_due",
                condition=Q(state__in=["waiting", "sending"]),
            ),
            models.Index(
                fields=["expires_at"],
                name="mail_expiring",
                condition=Q(state__in=["waiting", "sending"], expires_at__isnull=False),
            ),
            models.Index(fields=["about", "-id"], name="mail_about"),
            models.Index(fields=["state", "-id"], name="mail_state"),
            models.Index(fields=["recipient", "-id"], name="mail_recipient"),
            models.Index(
                fields=["to", "created_at"],
                name="mail_about_accounts",
                condition=Q(kind__startswith="account."),
            ),
            models.Index(
                fields=["on_behalf"],
                name="mail_on_behalf",
                condition=Q(state__in=["waiting", "sending"]),
            ),
        ]

    def __str__(self):
        return f"{self.subject} → {self.to}"


class Heartbeat(models.Model):
    """When a scheduled task last came to its end, and since when it is expected to.

    See ``notifications.heartbeat``.
    """

    name = models.CharField(_("task"), max_length=100, primary_key=True)
    since = models.DateTimeField(_("first due"), db_default=Now())
    at = models.DateTimeField(_("last run"), null=True, blank=True)

    class Meta:
        verbose_name = _("heartbeat of the schedule")
        verbose_name_plural = _("heartbeats of the schedule")
        ordering = ["name"]

    def __str__(self):
        return self.name
