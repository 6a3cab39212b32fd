"""All migrations so far in one, for a database that has none: quick. Others go on step by step."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("notifications", "0001_initial"), ("notifications", "0002_by_day_and_expected")]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                (
                    "name",
                    models.CharField(
                        max_length=100, primary_key=True, serialize=False, verbose_name="task"
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="first due",
                    ),
                ),
                ("at", models.DateTimeField(blank=True, null=True, verbose_name="last run")),
            ],
            options={
                "verbose_name": "heartbeat of the schedule",
                "verbose_name_plural": "heartbeats of the schedule",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=150, unique=True, verbose_name="key")),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("about", models.CharField(blank=True, max_length=60, verbose_name="object")),
                (
                    "on_behalf",
                    models.CharField(blank=True, max_length=60, verbose_name="on behalf of"),
                ),
                ("to", models.EmailField(max_length=254, verbose_name="address")),
                (
                    "sender",
                    models.CharField(blank=True, max_length=150, verbose_name="sender's name"),
                ),
                ("subject", models.CharField(max_length=250, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                ("html", models.TextField(blank=True, verbose_name="HTML")),
                ("calendar", models.TextField(blank=True, verbose_name="calendar part")),
                (
                    "calendar_method",
                    models.CharField(blank=True, max_length=10, verbose_name="calendar method"),
                ),
                ("headers", models.JSONField(blank=True, default=dict, verbose_name="headers")),
                (
                    "message_id",
                    models.CharField(max_length=120, unique=True, verbose_name="Message-ID"),
                ),
                (
                    "secret",
                    models.BooleanField(
                        default=False, verbose_name="holds a code: text is wiped after sending"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("failed", "failed"),
                            ("dropped", "no longer needed"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "planned_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="planned for",
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="due"
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="pointless after"),
                ),
                (
                    "day_zone",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="only by day on the clocks of"
                    ),
                ),
                (
                    "claim",
                    models.UUIDField(
                        blank=True, editable=False, null=True, verbose_name="worker's token"
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=300, verbose_name="last error"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mail outbox",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["due_at", "id"],
                        name="mail_due",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("expires_at__isnull", False), ("state__in", ["waiting", "sending"])
                        ),
                        fields=["expires_at"],
                        name="mail_expiring",
                    ),
                    models.Index(fields=["about", "-id"], name="mail_about"),
                    models.Index(fields=["state", "-id"], name="mail_state"),
                    models.Index(fields=["recipient", "-id"], name="mail_recipient"),
                    models.Index(
                        condition=models.Q(("kind__startswith", "account.")),
                        fields=["to", "created_at"],
                        name="mail_about_accounts",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["on_behalf"],
                        name="mail_on_behalf",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "sent"), ("sent_at__isnull", True), _connector="XOR"
                        ),
                        name="mail_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sending"), _negated=True),
                            ("claim__isnull", False),
                            _connector="OR",
                        ),
                        name="mail_sending_is_claimed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("about", models.CharField(blank=True, max_length=60, verbose_name="object")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("body", models.CharField(blank=True, max_length=500, verbose_name="text")),
                ("url", models.CharField(max_length=300, verbose_name="address")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read")),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "notification",
                "verbose_name_plural": "notifications",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["recipient", "-id"], name="notification_inbox"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["recipient"],
                        name="notification_unread",
                    ),
                ],
            },
        ),
    ]
