"""All migrations so far in one, for a database that has none: quick. Others go on step by step."""

import core.codes
import core.migration_operations
import core.uploads
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("meetings", "0001_initial"),
        ("meetings", "0002_decision"),
        ("meetings", "0003_letters"),
        ("meetings", "0004_vote"),
        ("meetings", "0005_attendance"),
        ("meetings", "0006_proxy_letters_guests_subscriptions"),
        ("meetings", "0007_minutes"),
        ("meetings", "0008_date_polls"),
        ("meetings", "0009_series"),
        ("meetings", "0010_action_item"),
        ("meetings", "0011_trainings"),
        ("meetings", "0012_rows_stand_as_sent"),
        ("meetings", "0013_series_last_day"),
        ("meetings", "0014_assembly_of_subdistricts"),
        ("meetings", "0015_revoked_certificates"),
        ("meetings", "0016_recorded_ballots"),
        ("meetings", "0017_reported_polls"),
        ("meetings", "0018_agenda_topics"),
        ("meetings", "0019_agenda_papers"),
        ("meetings", "0020_reminder_kinds"),
        ("meetings", "0021_fill_reminders"),
        ("meetings", "0022_reminder_laws"),
        ("meetings", "0023_delegates_by_name"),
        ("meetings", "0024_first_sitting_kept"),
        ("meetings", "0025_rows_are_not_truncated"),
        ("meetings", "0026_dates_changed_alone"),
        ("meetings", "0027_rules_of_the_call"),
        ("meetings", "0028_no_table_is_emptied"),
        ("meetings", "0029_notice_of_the_call"),
        ("meetings", "0030_earlier_meetings_stand"),
        ("meetings", "0031_words_on_addenda"),
        ("meetings", "0032_addendum_reminders"),
        ("meetings", "0033_private_meetings"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0002"),
        ("notifications", "0001_squashed_0002"),
        ("projects", "0001_squashed_0019"),
        ("villages", "0001_squashed_0008"),
    ]

    operations = [
        migrations.CreateModel(
            name="Elector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "delegate",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="delegate without an account"
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="name then")),
                (
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "elector",
                "verbose_name_plural": "electors",
                "ordering": ["vote", "region", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mandate__isnull", True), ("delegate", ""), _connector="OR"
                        ),
                        name="elector_by_mandate_or_by_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "information"),
                            ("discussion", "discussion"),
                            ("decision", "to be decided"),
                        ],
                        default="discussion",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=30, verbose_name="minutes")),
                ("speaker", models.CharField(blank=True, max_length=120, verbose_name="speaker")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "not marked"),
                            ("reached", "dealt with"),
                            ("missed", "not reached"),
                            ("postponed", "postponed"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda item",
                "verbose_name_plural": "agenda items",
                "ordering": ["meeting", "position"],
            },
        ),
        migrations.CreateModel(
            name="AgendaPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "file",
                    models.FileField(
                        max_length=120, upload_to=core.uploads.random_name, verbose_name="file"
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="meetings.agendaitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper of an agenda item",
                "verbose_name_plural": "papers of agenda items",
                "ordering": ["item", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "sha256"), name="agenda_paper_once_an_item"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("reason", models.TextField(max_length=1000, verbose_name="reason")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "information"),
                            ("discussion", "discussion"),
                            ("decision", "to be decided"),
                        ],
                        default="discussion",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for a sitting"),
                            ("taken", "on an agenda"),
                            ("done", "dealt with"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why it was declined"
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_topics",
                        to="villages.forum",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_topics",
                        to="projects.project",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_topics",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed topic of a sitting",
                "verbose_name_plural": "proposed topics of sittings",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["forum", "state", "id"], name="agenda_topic_in_turn")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("forum"),
                        django.db.models.functions.text.Lower("title"),
                        condition=models.Q(("state__in", ["waiting", "taken"])),
                        name="agenda_topic_once_in_forum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "declined"), ("answer", ""), _connector="XOR"),
                        name="agenda_topic_declined_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1)), name="agenda_topic_takes_time"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="meetings.agendatopic",
            ),
        ),
        migrations.CreateModel(
            name="CalendarSubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="digest of the token"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_subscription",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calendar subscription",
                "verbose_name_plural": "calendar subscriptions",
            },
        ),
        migrations.CreateModel(
            name="Turnout",
            fields=[
                (
                    "elector",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="meetings.elector",
                    ),
                ),
                (
                    "voter",
                    models.CharField(blank=True, max_length=120, verbose_name="recorded for"),
                ),
            ],
            options={
                "verbose_name": "turnout",
                "verbose_name_plural": "turnout",
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("L", "male (L)"), ("P", "female (P)")],
                        max_length=1,
                        verbose_name="sex",
                    ),
                ),
                ("is_young", models.BooleanField(default=False, verbose_name="16 to 30 years old")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("seated", "has a seat"),
                            ("waiting", "on the waiting list"),
                            ("cancelled", "given back"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "was_present",
                    models.BooleanField(blank=True, null=True, verbose_name="was present"),
                ),
                ("marked_at", models.DateTimeField(blank=True, null=True, verbose_name="marked")),
                (
                    "booked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="enrolled by",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                        verbose_name="mandate",
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                        verbose_name="marked by",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["booked_by", "-id"], name="enrolment_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("was_present__isnull", True), ("state", "seated"), _connector="OR"
                        ),
                        name="enrolment_only_the_seated_are_marked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("marked_at__isnull", True),
                                ("marked_by__isnull", True),
                                ("was_present__isnull", True),
                            ),
                            models.Q(
                                ("marked_at__isnull", False),
                                ("marked_by__isnull", False),
                                ("was_present__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_mark_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mandate__isnull", True), ("region__isnull", False), _connector="OR"
                        ),
                        name="enrolment_sent_by_a_region",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=core.codes.secret_code,
                        editable=False,
                        max_length=26,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True, verbose_name="number")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("title", models.CharField(max_length=150, verbose_name="training")),
                ("starts_at", models.DateTimeField(verbose_name="start")),
                ("ends_at", models.DateTimeField(verbose_name="end")),
                ("zone", models.CharField(max_length=20, verbose_name="time zone")),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                ("organiser", models.CharField(max_length=150, verbose_name="organiser")),
                ("trainer", models.CharField(max_length=150, verbose_name="trainer")),
                ("signer_name", models.CharField(max_length=100, verbose_name="issued by")),
                ("signer_title", models.CharField(max_length=200, verbose_name="office")),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "revoke_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="why revoked"),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="meetings.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("revoke_reason", ""),
                                ("revoked_at__isnull", True),
                                ("revoked_by__isnull", True),
                            ),
                            models.Q(
                                ("revoked_at__isnull", False),
                                ("revoked_by__isnull", False),
                                models.Q(("revoke_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="certificate_revoked_is_signed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterBook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="last number")),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.forum",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "book of outgoing letters",
                "verbose_name_plural": "books of outgoing letters",
                "ordering": ["-year", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("forum__isnull", False), ("region__isnull", False), _connector="XOR"
                        ),
                        name="letter_book_of_forum_or_region",
                    ),
                    models.UniqueConstraint(
                        fields=("forum", "year"), name="letter_book_one_a_forum"
                    ),
                    models.UniqueConstraint(
                        fields=("region", "year"), name="letter_book_one_a_region"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="calendar UID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mad", "inter-village assembly (MAD)"),
                            ("mak", "inter-subdistrict assembly"),
                            ("coordination", "coordination meeting"),
                            ("technical", "technical meeting"),
                            ("training", "training"),
                        ],
                        default="coordination",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("purpose", models.TextField(blank=True, max_length=2000, verbose_name="purpose")),
                ("starts_at", models.DateTimeField(verbose_name="start")),
                ("ends_at", models.DateTimeField(verbose_name="end")),
                (
                    "zone",
                    models.CharField(
                        choices=[
                            ("Asia/Jakarta", "WIB"),
                            ("Asia/Makassar", "WITA"),
                            ("Asia/Jayapura", "WIT"),
                        ],
                        max_length=20,
                        verbose_name="time zone",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="link for taking part online"
                    ),
                ),
                ("is_open", models.BooleanField(default=True, verbose_name="open to the public")),
                (
                    "is_private",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="private talk of the invited"
                    ),
                ),
                ("answer_by", models.DateTimeField(verbose_name="answers wanted by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("scheduled", "scheduled"),
                            ("waiting", "waiting for the quorum"),
                            ("running", "in session"),
                            ("suspended", "interrupted"),
                            ("adjourned", "postponed for lack of a quorum"),
                            ("cancelled", "cancelled"),
                            ("held", "held"),
                        ],
                        default="scheduled",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("sitting", models.PositiveSmallIntegerField(default=1, verbose_name="sitting")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "counted",
                    models.JSONField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="quorum as it stood at the close",
                    ),
                ),
                (
                    "first_sitting",
                    models.JSONField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="start and quorum of the first sitting",
                    ),
                ),
                (
                    "quorum_of",
                    models.PositiveSmallIntegerField(
                        default=2, editable=False, verbose_name="quorum: parts"
                    ),
                ),
                (
                    "quorum_in",
                    models.PositiveSmallIntegerField(
                        default=3, editable=False, verbose_name="quorum: of how many"
                    ),
                ),
                (
                    "waiting_hours",
                    models.PositiveSmallIntegerField(
                        default=3, editable=False, verbose_name="hours to wait for the quorum"
                    ),
                ),
                (
                    "second_call_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        editable=False,
                        verbose_name="days within which the second sitting follows",
                    ),
                ),
                (
                    "vote_unit",
                    models.CharField(
                        choices=[
                            ("region", "one ballot a region"),
                            ("delegate", "one ballot a delegate"),
                        ],
                        default="region",
                        editable=False,
                        max_length=10,
                        verbose_name="votes",
                    ),
                ),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("simple", "more for than against"),
                            ("absolute", "more than half of all who may vote"),
                            ("two_thirds", "two thirds of the votes for and against"),
                        ],
                        default="simple",
                        editable=False,
                        max_length=12,
                        verbose_name="majority",
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=7, editable=False, verbose_name="notice in days"
                    ),
                ),
                (
                    "notice_days_meeting",
                    models.PositiveSmallIntegerField(
                        default=3,
                        editable=False,
                        verbose_name="notice of a meeting that is no assembly, in days",
                    ),
                ),
                (
                    "notice_days_urgent",
                    models.PositiveSmallIntegerField(
                        default=1,
                        editable=False,
                        verbose_name="notice of an urgent meeting, in days",
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(default=0, verbose_name="calendar sequence"),
                ),
                (
                    "moved_from",
                    models.DateTimeField(blank=True, null=True, verbose_name="moved from"),
                ),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of cancellation"
                    ),
                ),
                (
                    "told",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        verbose_name="facts as the invited know them",
                    ),
                ),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="villages.forum",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="called_meetings",
                        to="villages.region",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ["-starts_at", "-pk"],
                "indexes": [
                    models.Index(fields=["starts_at", "id"], name="meeting_by_start"),
                    models.Index(fields=["ends_at", "id"], name="meeting_by_end"),
                    models.Index(fields=["organiser", "ends_at"], name="meeting_by_organiser"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="meeting_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("forum__isnull", False),
                                    ("project__isnull", False),
                                    _connector="XOR",
                                ),
                                ("is_private", False),
                            ),
                            models.Q(
                                ("forum__isnull", True),
                                ("is_open", False),
                                ("is_private", True),
                                ("project__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_of_forum_or_project",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("link", ""), ("place", ""), _negated=True),
                        name="meeting_has_place_or_link",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("cancel_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_cancelled_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer_by__lte", models.F("ends_at"))),
                        name="meeting_answers_before_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sitting__in", [1, 2])),
                        name="meeting_first_or_second_sitting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "adjourned"), _negated=True),
                            ("sitting", 2),
                            _connector="OR",
                        ),
                        name="meeting_postponed_is_second_sitting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_in__gte", models.F("quorum_of")), ("quorum_of__gte", 1)
                        ),
                        name="meeting_quorum_is_a_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveIntegerField(verbose_name="number in the book")),
                ("number", models.CharField(max_length=150, verbose_name="number of the letter")),
                ("dated", models.DateField(verbose_name="date of the letter")),
                ("content", models.JSONField(default=dict, verbose_name="content")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="meetings.letter",
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="meetings.letterbook",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter of invitation",
                "verbose_name_plural": "letters of invitation",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("book", "order"), name="letter_one_a_number"),
                    models.CheckConstraint(
                        condition=models.Q(("order__gte", 1)), name="letter_number_counts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "has_seat",
                    models.BooleanField(default=True, editable=False, verbose_name="has a seat"),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("none", "no answer yet"),
                            ("attends", "attends"),
                            ("represented", "is represented"),
                            ("absent", "does not attend"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="answer",
                    ),
                ),
                (
                    "substitute",
                    models.CharField(blank=True, max_length=120, verbose_name="represented by"),
                ),
                (
                    "proxy_letter",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="letter of mandate",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="villages.region",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["region"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "region"), name="invitation_one_a_region"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", "none"),
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                            ),
                            models.Q(
                                models.Q(("answer", "none"), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_answer_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "represented"), _negated=True),
                            models.Q(("substitute", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="invitation_substitute_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proxy_letter", ""), ("answer", "represented"), _connector="OR"
                        ),
                        name="invitation_mandate_is_of_a_substitute",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "institution",
                    models.CharField(blank=True, max_length=150, verbose_name="institution"),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guests",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "guest",
                "verbose_name_plural": "guests",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("meeting"),
                        django.db.models.functions.text.Lower("email"),
                        name="guest_one_a_mailbox",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "code",
                    models.CharField(
                        default=core.codes.project_code,
                        editable=False,
                        max_length=8,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "agenda_title",
                    models.CharField(blank=True, max_length=200, verbose_name="item of the agenda"),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("adopted", "adopted"),
                            ("rejected", "not adopted"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[("consensus", "consensus"), ("vote", "vote")],
                        max_length=10,
                        verbose_name="reached by",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "quorum_met",
                    models.BooleanField(blank=True, null=True, verbose_name="with quorum"),
                ),
                (
                    "quorum_invited",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="invited"),
                ),
                (
                    "quorum_in_person",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="in person"
                    ),
                ),
                (
                    "quorum_by_proxy",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="by proxy"
                    ),
                ),
                (
                    "quorum_needed",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="needed"),
                ),
                (
                    "withdraw_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="why withdrawn"),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="decisions",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.forum",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-year", "-number", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("forum__isnull", False)),
                        fields=("forum", "year", "number"),
                        name="decision_one_a_number_in_forum",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("forum__isnull", True)),
                        fields=("organiser", "year", "number"),
                        name="decision_one_a_number_of_region",
                    ),
                    models.UniqueConstraint(
                        models.F("meeting"),
                        django.db.models.functions.text.MD5("text"),
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        name="decision_once_in_a_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="decision_number_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["adopted", "rejected"]), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("quorum_met__isnull", False),
                                models.Q(("how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_taken_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "rejected"), _negated=True),
                            ("how", "vote"),
                            _connector="OR",
                        ),
                        name="decision_rejected_by_vote",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "withdrawn"), ("withdraw_reason", ""), _connector="XOR"
                        ),
                        name="decision_withdrawn_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("quorum_by_proxy__isnull", True),
                                ("quorum_in_person__isnull", True),
                                ("quorum_invited__isnull", True),
                                ("quorum_met__isnull", True),
                                ("quorum_needed__isnull", True),
                            ),
                            models.Q(
                                ("quorum_by_proxy__isnull", False),
                                ("quorum_in_person__isnull", False),
                                ("quorum_invited__isnull", False),
                                ("quorum_met__isnull", False),
                                ("quorum_needed__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="decision_quorum_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("sitting", models.PositiveSmallIntegerField(default=1, verbose_name="sitting")),
                (
                    "institution",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="institution of a guest"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "office",
                    models.CharField(blank=True, max_length=120, verbose_name="office or element"),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True,
                        choices=[("L", "male"), ("P", "female")],
                        max_length=1,
                        verbose_name="male or female",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=16, verbose_name="phone number")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("present", "present"),
                            ("late", "came late"),
                            ("excused", "excused"),
                            ("absent", "did not come"),
                            ("represented", "represented"),
                        ],
                        default="present",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "substitute",
                    models.CharField(blank=True, max_length=120, verbose_name="represented by"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("qr", "by QR code"),
                            ("list", "by the minute taker's list"),
                            ("paper", "from the signed paper list"),
                        ],
                        max_length=6,
                        verbose_name="recorded",
                    ),
                ),
                ("arrived_at", models.DateTimeField(blank=True, null=True, verbose_name="arrived")),
                ("is_confirmed", models.BooleanField(default=True, verbose_name="confirmed")),
                (
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="villages.mandate",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="villages.region",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
                "ordering": ["region", "institution", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("institution", ""), ("region__isnull", False)),
                            models.Q(
                                ("region__isnull", True),
                                models.Q(("institution", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="attendance_of_region_or_institution",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "represented"),
                                models.Q(("substitute", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "represented"), _negated=True),
                                ("substitute", ""),
                            ),
                            _connector="OR",
                        ),
                        name="attendance_substitute_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("arrived_at__isnull", False),
                                ("state__in", ["present", "late", "represented"]),
                            ),
                            models.Q(
                                ("arrived_at__isnull", True), ("state__in", ["excused", "absent"])
                            ),
                            _connector="OR",
                        ),
                        name="attendance_who_is_here_has_arrived",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mandate__isnull", True), ("user__isnull", True)),
                            models.Q(("mandate__isnull", False), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="attendance_person_has_mandate",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_confirmed", False), ("recorded_by__isnull", False), _connector="OR"
                        ),
                        name="attendance_confirmed_by_somebody",
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "sitting", "user"), name="attendance_one_a_person"
                    ),
                    models.UniqueConstraint(
                        models.F("meeting"),
                        models.F("sitting"),
                        models.F("region"),
                        django.db.models.functions.text.Lower("name"),
                        name="attendance_one_name_a_region",
                    ),
                    models.UniqueConstraint(
                        models.F("meeting"),
                        models.F("sitting"),
                        django.db.models.functions.text.Lower("institution"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("region__isnull", True)),
                        name="attendance_one_name_an_institution",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendatopic",
            name="came_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deferred_topics",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="agenda",
                to="meetings.meeting",
            ),
        ),
        migrations.CreateModel(
            name="ActionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("text", models.CharField(max_length=300, verbose_name="task")),
                ("due_on", models.DateField(verbose_name="to be done by")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="how far it is"),
                ),
                ("noted_at", models.DateTimeField(blank=True, null=True, verbose_name="said on")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="done or dropped"),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_items",
                        to="villages.mandate",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_items",
                        to="villages.region",
                    ),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="action_items",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_items",
                        to="meetings.decision",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_items",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "action item",
                "verbose_name_plural": "action items",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["due_on", "id"],
                        name="action_item_open",
                    ),
                    models.Index(
                        fields=["region", "state", "due_on"], name="action_item_of_region"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("meeting"),
                        models.F("region"),
                        django.db.models.functions.text.MD5("text"),
                        condition=models.Q(("state", "open")),
                        name="action_item_once_in_a_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"), ("closed_at__isnull", False), _connector="XOR"
                        ),
                        name="action_item_closed_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="action_item_dropped_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("note", ""), ("noted_at__isnull", False), _connector="XOR"
                        ),
                        name="action_item_note_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "sheet",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="PDF",
                    ),
                ),
                (
                    "sheet_sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the PDF"),
                ),
                (
                    "sheet_tries",
                    models.PositiveIntegerField(default=0, verbose_name="tries to make the PDF"),
                ),
                (
                    "sheet_error",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="last mishap with the PDF"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("review", "under review"),
                            ("approved", "approved"),
                            ("sealed", "sealed"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "check_code",
                    models.CharField(
                        default=core.codes.secret_code,
                        editable=False,
                        max_length=26,
                        unique=True,
                        verbose_name="code on the sheet",
                    ),
                ),
                (
                    "chair",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="chair of the meeting"
                    ),
                ),
                (
                    "note_taker",
                    models.CharField(blank=True, max_length=150, verbose_name="note taker"),
                ),
                (
                    "resource_persons",
                    models.CharField(blank=True, max_length=300, verbose_name="resource persons"),
                ),
                (
                    "writer_client",
                    models.UUIDField(blank=True, null=True, verbose_name="writer's device"),
                ),
                (
                    "writer_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="lease of the writer"),
                ),
                (
                    "record",
                    models.JSONField(blank=True, default=dict, verbose_name="facts of the record"),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the text"),
                ),
                (
                    "round",
                    models.PositiveSmallIntegerField(default=0, verbose_name="round of the review"),
                ),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sent for review"),
                ),
                (
                    "review_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="remarks until"),
                ),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="approved at"),
                ),
                (
                    "approved_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("representatives", "confirmed by all invited regions"),
                            ("sitting", "approved at a later sitting"),
                        ],
                        max_length=15,
                        verbose_name="how approved",
                    ),
                ),
                (
                    "sealed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sealed at"),
                ),
                ("seal", models.CharField(blank=True, max_length=64, verbose_name="seal")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "approved_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approved_minutes",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes of a meeting",
                "verbose_name_plural": "minutes of meetings",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "sent_at"], name="minutes_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("writer__isnull", True),
                                ("writer_client__isnull", True),
                                ("writer_until__isnull", True),
                            ),
                            models.Q(
                                ("writer__isnull", False),
                                ("writer_client__isnull", False),
                                ("writer_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_lease_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(
                                models.Q(("text", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                                ("review_until__isnull", False),
                                ("sent_at__isnull", False),
                                ("sent_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_sent_have_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", True), ("state__in", ["draft", "review"])
                            ),
                            models.Q(
                                ("approved_at__isnull", False), ("approved_how", "representatives")
                            ),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("approved_how", "sitting"),
                                ("approved_in__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_approved_say_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sealed_at__isnull", False),
                                ("sealed_by__isnull", False),
                                ("state", "sealed"),
                                models.Q(("seal", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "sealed"), _negated=True),
                                ("sealed_at__isnull", True),
                                ("sheet", ""),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_sealed_have_seal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("region_name", models.CharField(max_length=150, verbose_name="region then")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "text_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the text"),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="meetings.minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation of minutes",
                "verbose_name_plural": "confirmations of minutes",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "region", "text_sha256"),
                        name="confirmation_one_a_region",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("region_name", models.CharField(max_length=150, verbose_name="region then")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("text", models.TextField(max_length=5000, verbose_name="text")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the text")),
                ("seal", models.CharField(max_length=64, verbose_name="seal")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addenda",
                        to="meetings.minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "addendum to minutes",
                "verbose_name_plural": "addenda to minutes",
                "ordering": ["minutes", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "number"), name="addendum_number_once"
                    ),
                    models.UniqueConstraint(
                        fields=("minutes", "sha256"), name="addendum_text_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "opening"),
                            ("item", "agenda item"),
                            ("closing", "closing"),
                        ],
                        default="item",
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("text", models.TextField(blank=True, max_length=20000, verbose_name="text")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="revision")),
                ("saved_at", models.DateTimeField(blank=True, null=True, verbose_name="saved")),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="meetings.minutes",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of minutes",
                "verbose_name_plural": "items of minutes",
                "ordering": ["minutes", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("minutes", "position"),
                        name="minutes_one_item_a_position",
                    ),
                    models.UniqueConstraint(
                        fields=("minutes", "agenda_item"), name="minutes_one_item_of_the_agenda"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "item"), _negated=True),
                        fields=("minutes", "kind"),
                        name="minutes_one_opening_and_closing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesSave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(verbose_name="key")),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="saved")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saves",
                        to="meetings.minutesitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "save of minutes",
                "verbose_name_plural": "saves of minutes",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "key"), name="minutes_save_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                        verbose_name="form's number",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mad", "inter-village assembly (MAD)"),
                            ("mak", "inter-subdistrict assembly"),
                            ("coordination", "coordination meeting"),
                            ("technical", "technical meeting"),
                            ("training", "training"),
                        ],
                        default="coordination",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("purpose", models.TextField(blank=True, max_length=2000, verbose_name="purpose")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "zone",
                    models.CharField(
                        choices=[
                            ("Asia/Jakarta", "WIB"),
                            ("Asia/Makassar", "WITA"),
                            ("Asia/Jayapura", "WIT"),
                        ],
                        max_length=20,
                        verbose_name="time zone",
                    ),
                ),
                ("closes_at", models.DateTimeField(verbose_name="answers wanted by")),
                ("chase_at", models.DateTimeField(verbose_name="reminder due")),
                ("chased_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                (
                    "reported_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="result told to who asked"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("settled", "became a meeting"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of withdrawal"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="polls",
                        to="villages.forum",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="poll",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_polls",
                        to="villages.region",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="polls",
                        to="projects.project",
                    ),
                ),
                (
                    "regions",
                    models.ManyToManyField(
                        related_name="polls", to="villages.region", verbose_name="asked"
                    ),
                ),
            ],
            options={
                "verbose_name": "date poll",
                "verbose_name_plural": "date polls",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["organiser", "state"], name="poll_by_organiser"),
                    models.Index(
                        condition=models.Q(("chased_at__isnull", True), ("state", "open")),
                        fields=["chase_at"],
                        name="poll_to_chase",
                    ),
                    models.Index(
                        condition=models.Q(("reported_at__isnull", True), ("state", "open")),
                        fields=["closes_at"],
                        name="poll_to_report",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("forum__isnull", False), ("project__isnull", False), _connector="XOR"
                        ),
                        name="poll_of_forum_or_project",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("meeting__isnull", False), ("state", "settled")),
                            models.Q(
                                models.Q(("state", "settled"), _negated=True),
                                ("meeting__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="poll_settled_has_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="poll_withdrawn_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("region_name", models.CharField(max_length=150, verbose_name="region then")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("round", models.PositiveSmallIntegerField(verbose_name="round of the review")),
                ("text", models.TextField(max_length=2000, verbose_name="remark")),
                ("reply", models.CharField(blank=True, max_length=500, verbose_name="reply")),
                ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="replied")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="meetings.minutesitem",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="meetings.minutes",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "remark on minutes",
                "verbose_name_plural": "remarks on minutes",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("item"),
                        models.F("mandate"),
                        models.F("round"),
                        django.db.models.functions.text.MD5("text"),
                        name="remark_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answer", "missing answer"),
                            ("meeting", "meeting is near"),
                            ("remarks", "minutes to confirm"),
                            ("task", "task"),
                            ("minutes", "missing minutes"),
                            ("addendum", "addendum to confirm"),
                        ],
                        default="meeting",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("about", models.CharField(max_length=60, verbose_name="object")),
                ("minutes_before", models.IntegerField(verbose_name="minutes before")),
                (
                    "sequence",
                    models.PositiveIntegerField(verbose_name="for the meeting's sequence"),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("queued", "handed to the outbox"),
                            ("dropped", "no longer needed"),
                        ],
                        default="planned",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "the answer is there or was changed"),
                            ("moved", "the meeting was moved"),
                            ("cancelled", "the meeting does not take place"),
                            ("ended", "the mandate has ended"),
                            ("late", "it was too late for it"),
                            ("merged", "a nearer reminder came at the same time"),
                            ("done", "it was done"),
                            ("rule", "the forum's rules were changed"),
                            ("stopped", "stopped by hand"),
                        ],
                        max_length=10,
                        verbose_name="why dropped",
                    ),
                ),
                ("handed", models.PositiveSmallIntegerField(default=0, verbose_name="letters")),
                (
                    "action_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="meetings.actionitem",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="meetings.invitation",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reminders",
                        to="notifications.mail",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ["due_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["due_at", "id"],
                        name="reminder_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["recipient", "due_at", "id"],
                        name="reminder_of_person",
                    ),
                    models.Index(fields=["meeting", "due_at", "id"], name="reminder_of_meeting"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("about", "mandate", "sequence", "kind", "minutes_before"),
                        name="reminder_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("action_item", None),
                                ("invitation__isnull", False),
                                ("kind__in", ["answer", "meeting"]),
                            ),
                            models.Q(
                                ("action_item__isnull", False),
                                ("invitation", None),
                                ("kind", "task"),
                            ),
                            models.Q(
                                ("action_item", None),
                                ("invitation", None),
                                ("kind__in", ["remarks", "minutes", "addendum"]),
                            ),
                            _connector="OR",
                        ),
                        name="reminder_of_what_its_kind_says",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                        verbose_name="form's number",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mad", "inter-village assembly (MAD)"),
                            ("mak", "inter-subdistrict assembly"),
                            ("coordination", "coordination meeting"),
                            ("technical", "technical meeting"),
                            ("training", "training"),
                        ],
                        default="coordination",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("purpose", models.TextField(blank=True, max_length=2000, verbose_name="purpose")),
                ("rule", models.CharField(max_length=80, verbose_name="recurrence rule")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("until", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("start", models.TimeField(verbose_name="start")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                (
                    "zone",
                    models.CharField(
                        choices=[
                            ("Asia/Jakarta", "WIB"),
                            ("Asia/Makassar", "WITA"),
                            ("Asia/Jayapura", "WIT"),
                        ],
                        max_length=20,
                        verbose_name="time zone",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="link for taking part online"
                    ),
                ),
                ("is_open", models.BooleanField(default=True, verbose_name="open to the public")),
                ("agenda", models.JSONField(blank=True, default=list, verbose_name="usual agenda")),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "running"), ("ended", "ended")],
                        default="running",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="villages.forum",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="villages.region",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="projects.project",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "series of meetings",
                "verbose_name_plural": "series of meetings",
                "ordering": ["title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("forum__isnull", False), ("project__isnull", False), _connector="XOR"
                        ),
                        name="series_of_forum_or_project",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("link", ""), ("place", ""), _negated=True),
                        name="series_has_place_or_link",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)), name="series_takes_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("first_day")),
                            _connector="OR",
                        ),
                        name="series_ends_after_first_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Occurrence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                        verbose_name="form's number",
                    ),
                ),
                ("day", models.DateField(verbose_name="day by the rule")),
                ("starts_at", models.DateTimeField(verbose_name="start")),
                ("ends_at", models.DateTimeField(verbose_name="end")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="link for taking part online"
                    ),
                ),
                ("is_alone", models.BooleanField(default=False, verbose_name="changed alone")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("called", "invitation sent"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "meeting",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occurrence",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="meetings.series",
                    ),
                ),
            ],
            options={
                "verbose_name": "date of a series",
                "verbose_name_plural": "dates of a series",
                "ordering": ["starts_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("series", "day"), name="occurrence_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="occurrence_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("meeting__isnull", False), ("state", "called")),
                            models.Q(
                                models.Q(("state", "called"), _negated=True),
                                ("meeting__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="occurrence_called_has_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="occurrence_cancelled_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("region_name", models.CharField(max_length=150, verbose_name="region then")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "file",
                    models.FileField(
                        max_length=120, upload_to=core.uploads.random_name, verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signed_copies",
                        to="meetings.minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "signed copy of minutes",
                "verbose_name_plural": "signed copies of minutes",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("minutes", "sha256"), name="signed_copy_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="start")),
                ("ends_at", models.DateTimeField(verbose_name="end")),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="meetings.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "date of a poll",
                "verbose_name_plural": "dates of a poll",
                "ordering": ["poll", "starts_at", "ends_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("poll", "starts_at", "ends_at"), name="slot_once_in_a_poll"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="slot_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PollAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "choice",
                    models.CharField(
                        choices=[("yes", "can"), ("if_needed", "if need be"), ("no", "cannot")],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("answered_at", models.DateTimeField(verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="poll_answers",
                        to="villages.region",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="meetings.slot",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a date",
                "verbose_name_plural": "answers to dates",
                "ordering": ["slot", "region"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("slot", "region"), name="poll_answer_one_a_region"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("pertanian", "farming, livestock and fishery"),
                            ("teknologi", "technology"),
                            ("usaha", "small business and marketing"),
                            ("keuangan", "village finance"),
                            ("pariwisata", "tourism and culture"),
                            ("lingkungan", "environment and waste"),
                            ("kebencanaan", "disaster readiness"),
                            ("pemerintahan", "village government"),
                            ("kesehatan", "health and family"),
                            ("pemuda", "youth and education"),
                        ],
                        max_length=12,
                        verbose_name="topic",
                    ),
                ),
                (
                    "title",
                    models.CharField(max_length=150, verbose_name="what one would like to learn"),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "asked for"),
                            ("planned", "a training is planned"),
                            ("withdrawn", "taken back"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "supports",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="supporters"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                        verbose_name="mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "requested topic",
                "verbose_name_plural": "requested topics",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        models.F("state"),
                        models.OrderBy(models.F("supports"), descending=True),
                        models.F("id"),
                        name="topic_by_support",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicSupport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="support",
                        to="meetings.topicrequest",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "support of a topic",
                "verbose_name_plural": "supports of topics",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "user"), name="topic_each_supports_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("pertanian", "farming, livestock and fishery"),
                                ("teknologi", "technology"),
                                ("usaha", "small business and marketing"),
                                ("keuangan", "village finance"),
                                ("pariwisata", "tourism and culture"),
                                ("lingkungan", "environment and waste"),
                                ("kebencanaan", "disaster readiness"),
                                ("pemerintahan", "village government"),
                                ("kesehatan", "health and family"),
                                ("pemuda", "youth and education"),
                            ],
                            max_length=12,
                        ),
                        size=4,
                        verbose_name="topics",
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="seats",
                    ),
                ),
                (
                    "taken",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="seats taken"
                    ),
                ),
                ("enrol_until", models.DateTimeField(verbose_name="enrolment until")),
                ("is_for_all", models.BooleanField(default=True, verbose_name="open to citizens")),
                ("trainer", models.CharField(max_length=150, verbose_name="trainer")),
                (
                    "bring",
                    models.CharField(blank=True, max_length=500, verbose_name="what to bring"),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "training",
                "verbose_name_plural": "trainings",
                "ordering": ["-pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["topics"], name="training_topics"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("seats"))),
                        name="training_never_overbooked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("seats__lte", 500)),
                        name="training_has_seats",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("topics__len__gte", 1)), name="training_has_topics"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="topicrequest",
            name="training",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="meetings.training",
                verbose_name="training",
            ),
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "file",
                    models.FileField(
                        max_length=120, upload_to=core.uploads.random_name, verbose_name="file"
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="meetings.training",
                    ),
                ),
            ],
            options={
                "verbose_name": "training material",
                "verbose_name_plural": "training materials",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="enrolment",
            name="training",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="enrolments",
                to="meetings.training",
            ),
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("region", "one ballot a region"),
                            ("delegate", "one ballot a delegate"),
                        ],
                        max_length=10,
                        verbose_name="one ballot for each",
                    ),
                ),
                (
                    "majority",
                    models.CharField(
                        choices=[
                            ("simple", "more for than against"),
                            ("absolute", "more than half of all who may vote"),
                            ("two_thirds", "two thirds of the votes for and against"),
                        ],
                        max_length=12,
                        verbose_name="majority",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("attendance", "those in the list of attendance"),
                            ("answers", "those who have said that they come or are represented"),
                        ],
                        max_length=10,
                        verbose_name="electorate",
                    ),
                ),
                ("is_secret", models.BooleanField(verbose_name="secret")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("closed", "closed"),
                            ("stopped", "stopped without a result"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                ("electorate", models.PositiveSmallIntegerField(verbose_name="may vote")),
                (
                    "yes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="for"),
                ),
                (
                    "no",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="against"),
                ),
                (
                    "abstain",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="abstentions"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vote",
                        to="meetings.decision",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("electorate__gte", 1)), name="vote_has_electorate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                                ("state", "open"),
                            ),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="vote_closed_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("abstain__isnull", False),
                                ("no__isnull", False),
                                ("state", "closed"),
                                ("yes__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("abstain__isnull", True),
                                ("no__isnull", True),
                                ("yes__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="vote_result_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("yes__isnull", True),
                            (
                                "electorate__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("yes"), "+", models.F("no")
                                    ),
                                    "+",
                                    models.F("abstain"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="vote_no_more_ballots_than_electors",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="elector",
            name="vote",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="electors",
                to="meetings.vote",
            ),
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[("yes", "for"), ("no", "against"), ("abstain", "abstains")],
                        max_length=8,
                        verbose_name="choice",
                    ),
                ),
                (
                    "elector",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballot",
                        to="meetings.elector",
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="meetings.vote",
                    ),
                ),
            ],
            options={
                "verbose_name": "ballot",
                "verbose_name_plural": "ballots",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AddendumWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("region_name", models.CharField(max_length=150, verbose_name="region then")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "text_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the text"),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[("confirms", "confirms"), ("objects", "objects")],
                        max_length=8,
                        verbose_name="stance",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "addendum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="meetings.addendum",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "word on an addendum",
                "verbose_name_plural": "words on addenda",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("addendum", "region"), name="addendum_word_one_a_region"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("stance", "confirms")),
                            models.Q(
                                ("stance", "objects"), models.Q(("reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="addendum_word_objects_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="turnout",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.mandate"
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="addendumword",
            trigger=pgtrigger.compiler.Trigger(
                name="addendum_word_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5abaea30f8c6b553f4768b057f232ddd38f41bd4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_addendum_word_is_fixed_b0807",
                    table="meetings_addendumword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="addendumword",
            trigger=pgtrigger.compiler.Trigger(
                name="addendum_word_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="3049473069e12130c85b99da241c1d6078bed43d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_addendum_word_is_fixed_stays_0e9cc",
                    table="meetings_addendumword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="addendumword",
            trigger=pgtrigger.compiler.Trigger(
                name="word_is_on_the_shown_addendum",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM meetings_addendum a\n            JOIN meetings_minutes m ON m.id = a.minutes_id\n            JOIN meetings_invitation i ON i.meeting_id = m.meeting_id\n            WHERE a.id = NEW.addendum_id AND a.sha256 = NEW.text_sha256\n            AND i.region_id = NEW.region_id) THEN\n            RAISE EXCEPTION 'only the addendum as it stands is answered, by an invited region';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="58103a6c1e281e3d85f2757bb85c5c9fec187f2f",
                    operation="INSERT",
                    pgid="pgtrigger_word_is_on_the_shown_addendum_ab559",
                    table="meetings_addendumword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="1137a210875c87dfdcb705e7fa16c329f3039e01",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_b6cf2",
                    table="meetings_certificate",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="certificate_revoked_for_good",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."revoked_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4e5afec958146a6a4b0dfafcecc8285149194ccc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_certificate_revoked_for_good_58d0c",
                    table="meetings_certificate",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="meeting_keeps_its_kind",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.kind IS DISTINCT FROM NEW.kind)",
                    func="\n        IF OLD.opened_at IS NOT NULL OR OLD.sitting = 2\n            OR EXISTS (SELECT FROM meetings_attendance WHERE meeting_id = OLD.id)\n            OR EXISTS (SELECT FROM meetings_decision WHERE meeting_id = OLD.id) THEN\n            RAISE EXCEPTION 'a meeting that has begun keeps its kind'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="b2701c400c056483e986125ddb226e9c6ca82065",
                    operation='UPDATE OF "kind"',
                    pgid="pgtrigger_meeting_keeps_its_kind_c273f",
                    table="meetings_meeting",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="meeting_that_decided_takes_place",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state IN ('cancelled', 'adjourned'))",
                    func="\n        IF EXISTS (\n            SELECT FROM meetings_decision WHERE meeting_id = OLD.id\n            AND (state IN ('adopted', 'rejected') OR (state = 'proposed' AND how = 'vote'))\n        ) THEN\n            RAISE EXCEPTION 'a meeting that has decided, or votes, takes place'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="c46227980a803e598541ab4c3d22332820b7fbf3",
                    operation='UPDATE OF "state"',
                    pgid="pgtrigger_meeting_that_decided_takes_place_9957a",
                    table="meetings_meeting",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="meeting_stays_private",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."is_private" IS DISTINCT FROM (NEW."is_private"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="00ec0b8cd4a5f5aa03ca66f7e8a5e4423e44ce3c",
                    operation="UPDATE",
                    pgid="pgtrigger_meeting_stays_private_ff72f",
                    table="meetings_meeting",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="letter_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="374e6ee37a3ee39810ee79c4027fcc9670ed5edf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_letter_append_only_66aec",
                    table="meetings_letter",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="letter",
            trigger=pgtrigger.compiler.Trigger(
                name="letter_append_only_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="bcaee7133e329152ef78bfa96d3d0d5fe1ba96fe",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_letter_append_only_stays_56401",
                    table="meetings_letter",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="0518efaff053f9d4e12dde6e755252851b340800",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_adf4a",
                    table="meetings_decision",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a2577b816cb9b7cff0d886d3ac9800cab2049fe4",
                    operation="DELETE",
                    pgid="pgtrigger_decision_is_kept_627ce",
                    table="meetings_decision",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decisions_stand_as_sent",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (SELECT FROM meetings_minutes WHERE state <> 'draft'\n                       AND meeting_id = COALESCE(NEW.meeting_id, OLD.meeting_id)) THEN\n                RAISE EXCEPTION 'decisions stand as the minutes say' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="c68593c5742aa6f6b5ea9507e11e9401e17486cd",
                    operation='INSERT OR UPDATE OF "meeting_id", "number", "text", "state", "how"',
                    pgid="pgtrigger_decisions_stand_as_sent_ff770",
                    table="meetings_decision",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="31e165db9ffb196efeef2cf425041e7de1c67fea",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_4656e",
                    table="meetings_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="attendance_stands_as_sent",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF EXISTS (SELECT FROM meetings_minutes WHERE state <> 'draft'\n                       AND meeting_id = COALESCE(NEW.meeting_id, OLD.meeting_id)) THEN\n                RAISE EXCEPTION 'the attendance stands as the minutes say' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN COALESCE(NEW, OLD);\n        ",
                    hash="37211a0ab4e9e9565dd7a3862d4665bdd2e83865",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_attendance_stands_as_sent_d46a6",
                    table="meetings_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("meeting", "position"),
                name="agenda_one_item_a_position",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("topic",),
                name="agenda_topic_on_one_agenda",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="d0f4edfcea340a99b7e4119e7d3e918bf0ff9bf5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_c0e3b",
                    table="meetings_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="minutes_keep_their_word",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'minutes are kept';\n        END IF;\n        IF OLD.state IN ('review', 'approved') AND NEW.state <> 'draft' AND ROW(OLD.meeting_id, OLD.check_code, OLD.record, OLD.text, OLD.sha256, OLD.round, OLD.chair, OLD.note_taker, OLD.resource_persons, OLD.sent_at, OLD.sent_by_id) IS DISTINCT FROM ROW(NEW.meeting_id, NEW.check_code, NEW.record, NEW.text, NEW.sha256, NEW.round, NEW.chair, NEW.note_taker, NEW.resource_persons, NEW.sent_at, NEW.sent_by_id) THEN\n            RAISE EXCEPTION 'the text under review changes in a draft only';\n        END IF;\n        IF OLD.state = 'sealed' AND ROW(OLD.meeting_id, OLD.check_code, OLD.record, OLD.text, OLD.sha256, OLD.round, OLD.chair, OLD.note_taker, OLD.resource_persons, OLD.sent_at, OLD.sent_by_id, OLD.state, OLD.review_until, OLD.approved_at, OLD.approved_how, OLD.approved_by_id, OLD.approved_in_id, OLD.sealed_at, OLD.sealed_by_id, OLD.seal) IS DISTINCT FROM ROW(NEW.meeting_id, NEW.check_code, NEW.record, NEW.text, NEW.sha256, NEW.round, NEW.chair, NEW.note_taker, NEW.resource_persons, NEW.sent_at, NEW.sent_by_id, NEW.state, NEW.review_until, NEW.approved_at, NEW.approved_how, NEW.approved_by_id, NEW.approved_in_id, NEW.sealed_at, NEW.sealed_by_id, NEW.seal) THEN\n            RAISE EXCEPTION 'sealed minutes change by an addendum only';\n        END IF;\n        IF OLD.sheet <> '' AND (OLD.sheet, OLD.sheet_sha256) <> (NEW.sheet, NEW.sheet_sha256) THEN\n            RAISE EXCEPTION 'the PDF is made once';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="5062636d1c1232c0a7ac81605574c10543fa374b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_minutes_keep_their_word_d041a",
                    table="meetings_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmation_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f5e98d6c687df29134b58aed80b42fbc7aee529a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_confirmation_is_fixed_e6c11",
                    table="meetings_confirmation",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmation_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="7af64f4a799816e36e1b4d47e4b0683cca2affba",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_confirmation_is_fixed_stays_0d546",
                    table="meetings_confirmation",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="confirmation_is_of_the_shown_text",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM meetings_minutes m\n            JOIN meetings_invitation i ON i.meeting_id = m.meeting_id\n            WHERE m.id = NEW.minutes_id AND m.state = 'review' AND m.sha256 = NEW.text_sha256\n            AND i.region_id = NEW.region_id) THEN\n            RAISE EXCEPTION 'only the text under review can be confirmed, by an invited region';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="5359afcfc23445851f2619717b5f3042184a0716",
                    operation="INSERT",
                    pgid="pgtrigger_confirmation_is_of_the_shown_text_1f305",
                    table="meetings_confirmation",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="addendum",
            trigger=pgtrigger.compiler.Trigger(
                name="addendum_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6c1200959479fbd6d08fc8d1ee8276a33824a231",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_addendum_is_fixed_f618a",
                    table="meetings_addendum",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="addendum",
            trigger=pgtrigger.compiler.Trigger(
                name="addendum_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="972b0d9df8ac0cf28f88acb1a7ec7ce33f9a2aa0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_addendum_is_fixed_stays_f469f",
                    table="meetings_addendum",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="addendum",
            trigger=pgtrigger.compiler.Trigger(
                name="added_after_the_seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP <> 'INSERT' AND EXISTS (SELECT FROM meetings_minutes WHERE id = OLD.minutes_id AND state <> 'sealed') THEN\n                RAISE EXCEPTION 'this is added to sealed minutes only';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            IF EXISTS (SELECT FROM meetings_minutes WHERE id = NEW.minutes_id AND state <> 'sealed') THEN\n                RAISE EXCEPTION 'this is added to sealed minutes only';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="a15375493d0c8d227b1f78bf27ee58e851dca69a",
                    operation="INSERT",
                    pgid="pgtrigger_added_after_the_seal_f306a",
                    table="meetings_addendum",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="minutesitem",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="528cb55070e8a4aed8b87fb605fb70c550efa887",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_74735",
                    table="meetings_minutesitem",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="minutesitem",
            trigger=pgtrigger.compiler.Trigger(
                name="items_are_written_in_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP <> 'INSERT' AND EXISTS (SELECT FROM meetings_minutes WHERE id = OLD.minutes_id AND state <> 'draft') THEN\n                RAISE EXCEPTION 'items change in a draft only';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            IF EXISTS (SELECT FROM meetings_minutes WHERE id = NEW.minutes_id AND state <> 'draft') THEN\n                RAISE EXCEPTION 'items change in a draft only';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="b6933accd7e2d03fff1f30e6802deb6292adf20d",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_items_are_written_in_a_draft_2f7ce",
                    table="meetings_minutesitem",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="61e4dce9a43c792a1f2b75358e61bec5bb3d28d5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_04596",
                    table="meetings_remark",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="remarks_belong_to_the_review",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP <> 'INSERT' AND EXISTS (SELECT FROM meetings_minutes WHERE id = OLD.minutes_id AND state <> 'review') THEN\n                RAISE EXCEPTION 'remarks are made during the review only';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            IF EXISTS (SELECT FROM meetings_minutes WHERE id = NEW.minutes_id AND state <> 'review') THEN\n                RAISE EXCEPTION 'remarks are made during the review only';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="1674c120d138a159c324924b405ba1b7df415110",
                    operation="INSERT OR DELETE",
                    pgid="pgtrigger_remarks_belong_to_the_review_1e9cc",
                    table="meetings_remark",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="remark_keeps_its_words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF ROW(OLD.minutes_id, OLD.item_id, OLD.mandate_id, OLD.text, OLD.round, OLD.at)\n            IS DISTINCT FROM\n            ROW(NEW.minutes_id, NEW.item_id, NEW.mandate_id, NEW.text, NEW.round, NEW.at) THEN\n            RAISE EXCEPTION 'a remark keeps its words';\n        END IF;\n        IF OLD.reply <> '' OR EXISTS (\n            SELECT FROM meetings_minutes WHERE id = OLD.minutes_id AND state = 'sealed') THEN\n            RAISE EXCEPTION 'a remark is answered once, before the seal';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="c88203a150098b5713d918112d5167c3fa5d522d",
                    operation="UPDATE",
                    pgid="pgtrigger_remark_keeps_its_words_6cb5d",
                    table="meetings_remark",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signedcopy",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_copy_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="26afe2e2610f25b9235fa8549b5165222ddecd01",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_signed_copy_is_fixed_7cffc",
                    table="meetings_signedcopy",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signedcopy",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_copy_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="58d63ad96961ffdddb48202380dbfb6879b69998",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_signed_copy_is_fixed_stays_eb3ae",
                    table="meetings_signedcopy",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signedcopy",
            trigger=pgtrigger.compiler.Trigger(
                name="added_after_the_seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF TG_OP <> 'INSERT' AND EXISTS (SELECT FROM meetings_minutes WHERE id = OLD.minutes_id AND state <> 'sealed') THEN\n                RAISE EXCEPTION 'this is added to sealed minutes only';\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            IF EXISTS (SELECT FROM meetings_minutes WHERE id = NEW.minutes_id AND state <> 'sealed') THEN\n                RAISE EXCEPTION 'this is added to sealed minutes only';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="a52921af3a0955d6282fe33f423f733a097496b1",
                    operation="INSERT",
                    pgid="pgtrigger_added_after_the_seal_56b07",
                    table="meetings_signedcopy",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="topicrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "planned"), ("training__isnull", True), _connector="XOR"
                ),
                name="topic_planned_has_training",
            ),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["training", "state", "id"], name="enrolment_in_order"),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("mandate__isnull", True), models.Q(("state", "cancelled"), _negated=True)
                ),
                fields=("training", "booked_by"),
                name="enrolment_each_himself_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                models.F("training"),
                models.F("region"),
                django.db.models.functions.text.Lower("name"),
                condition=models.Q(
                    ("mandate__isnull", False), models.Q(("state", "cancelled"), _negated=True)
                ),
                name="enrolment_each_name_of_a_region_once",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="vote",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="c53a38aa4258eff025f3a6eee40c0a6dfae563fb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_4871c",
                    table="meetings_vote",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="vote",
            trigger=pgtrigger.compiler.Trigger(
                name="vote_result_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (OLD.\"state\" = 'open'))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="15b0b185337ab1919075868588e163ab46345e19",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_vote_result_stands_40a09",
                    table="meetings_vote",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="elector",
            constraint=models.UniqueConstraint(
                condition=models.Q(("delegate", ""), ("mandate__isnull", True)),
                fields=("vote", "region"),
                name="elector_one_a_region",
            ),
        ),
        migrations.AddConstraint(
            model_name="elector",
            constraint=models.UniqueConstraint(
                models.F("vote"),
                models.F("region"),
                django.db.models.functions.text.Lower("delegate"),
                condition=models.Q(("delegate", ""), _negated=True),
                name="elector_one_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="elector",
            constraint=models.UniqueConstraint(
                fields=("vote", "mandate"), name="elector_one_a_delegate"
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="elector",
            trigger=pgtrigger.compiler.Trigger(
                name="electorate_is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="03f5b6502f1e3bd576795e942ba2e6518965c29c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_electorate_is_frozen_bcbe3",
                    table="meetings_elector",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="elector",
            trigger=pgtrigger.compiler.Trigger(
                name="electorate_is_frozen_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="348f19b2778ba8a9374c9366b79f0eac14dc3525",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_electorate_is_frozen_stays_3bbf9",
                    table="meetings_elector",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="255ef6a9f2db47eb2002186568dfa179f791df1b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_4f3e2",
                    table="meetings_ballot",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="ballot_while_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NOT EXISTS (\n        SELECT 1 FROM meetings_vote\n        WHERE id = COALESCE(NEW.vote_id, OLD.vote_id) AND state = 'open'\n    ) THEN\n        RAISE EXCEPTION 'this vote is closed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n",
                    hash="969020bcad803101f8eb809e6d2eac44b3c479bf",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_ballot_while_open_8a02a",
                    table="meetings_ballot",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="ballot_named_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."elector_id" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="374905a492135aa19440f5830e3593869421a2de",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_ballot_named_stays_a6a82",
                    table="meetings_ballot",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="turnout",
            trigger=pgtrigger.compiler.Trigger(
                name="turnout_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0d18591184acff402400fc010a3ebdde3e5cfd83",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_turnout_append_only_d588a",
                    table="meetings_turnout",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="turnout",
            trigger=pgtrigger.compiler.Trigger(
                name="turnout_append_only_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="fb95dbfc3a2546154697d0aa67b3112d45d96c96",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_turnout_append_only_stays_0876d",
                    table="meetings_turnout",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="turnout",
            trigger=pgtrigger.compiler.Trigger(
                name="turnout_recorded_openly",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NOT (NEW.\"voter\" = ''))",
                    func="\n    IF EXISTS (\n        SELECT 1 FROM meetings_elector e JOIN meetings_vote v ON v.id = e.vote_id\n        WHERE e.id = NEW.elector_id AND (\n            v.is_secret OR e.mandate_id IS NOT NULL OR e.delegate NOT IN ('', NEW.voter)\n        )\n    ) THEN\n        RAISE EXCEPTION 'a ballot is recorded for who has no account, in an open vote only'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="982125b2797be7484f0885e71772d6a23d8748f4",
                    operation="INSERT",
                    pgid="pgtrigger_turnout_recorded_openly_98cb0",
                    table="meetings_turnout",
                    when="BEFORE",
                ),
            ),
        ),
    ]
