"""All migrations so far in one, for a database that has none: quick. Others go on step by step."""

import core.codes
import core.migration_operations
import core.uploads
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.db.models.functions.text
import pgtrigger.compiler
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("projects", "0001_initial"),
        ("projects", "0002_milestones_and_reports"),
        ("projects", "0003_first_due_days"),
        ("projects", "0004_follow"),
        ("projects", "0005_results"),
        ("projects", "0006_looks_back"),
        ("projects", "0007_proposal_plans_and_attachments"),
        ("projects", "0008_versions_and_mergers"),
        ("projects", "0009_money"),
        ("projects", "0010_work_days"),
        ("projects", "0011_negotiation"),
        ("projects", "0012_escalations"),
        ("projects", "0013_rows_are_not_truncated"),
        ("projects", "0014_supporters"),
        ("projects", "0015_priorities_news_and_places"),
        ("projects", "0016_amendments_risks_programmes"),
        ("projects", "0017_these_rows_are_not_truncated_either"),
        ("projects", "0018_no_table_is_emptied"),
        ("projects", "0019_source_said_with_the_word"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0002"),
        ("accounts", "0001_squashed_0002"),
        ("villages", "0001_squashed_0008"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("section", models.SlugField(max_length=20, verbose_name="part of the proposal")),
                ("text", models.CharField(max_length=1000, verbose_name="what should change")),
            ],
            options={
                "verbose_name": "request for a change",
                "verbose_name_plural": "requests for changes",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="change_request_has_text",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=150, verbose_name="indicator")),
                ("unit", models.CharField(max_length=30, verbose_name="unit")),
                (
                    "baseline",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="before the work"
                    ),
                ),
                (
                    "target",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="target"),
                ),
                (
                    "source",
                    models.CharField(max_length=200, verbose_name="source of the first figure"),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "verbose_name_plural": "indicators",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("baseline", models.F("target")), _negated=True),
                        name="indicator_goes_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("unit", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="indicator_names_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BackerReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("on", models.DateField(verbose_name="state of the support on")),
                ("work", models.TextField(max_length=2000, verbose_name="what was done")),
                (
                    "worth",
                    models.PositiveBigIntegerField(
                        default=0, verbose_name="worth delivered in rupiah"
                    ),
                ),
                (
                    "next_steps",
                    models.TextField(blank=True, max_length=1000, verbose_name="next steps"),
                ),
                ("token", models.UUIDField(verbose_name="number of the form")),
                ("sent_at", models.DateTimeField(auto_now_add=True, verbose_name="sent")),
                (
                    "organisation_name",
                    models.CharField(max_length=120, verbose_name="organisation then"),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="projects.backerreport",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="villages.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "report of a supporter",
                "verbose_name_plural": "reports of supporters",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mandate", "token"), name="backer_report_one_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("worth__lte", 1000000000000000)),
                        name="backer_report_worth_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BackerProof",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "file",
                    models.FileField(
                        max_length=120, upload_to=core.uploads.random_name, verbose_name="proof"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="projects.backerreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "proof of a supporter's report",
                "verbose_name_plural": "proofs of supporters' reports",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "number"), name="backer_proof_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__range", (1, 3))),
                        name="backer_proof_three_at_most",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Budget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="what has changed"),
                ),
                ("published_at", models.DateTimeField(auto_now_add=True, verbose_name="published")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "budget",
                "verbose_name_plural": "budgets",
                "ordering": ["project", "-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("note", ""), _negated=True), _connector="OR"
                        ),
                        name="budget_change_has_note",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("year", models.PositiveSmallIntegerField(verbose_name="budget year")),
                ("description", models.CharField(max_length=150, verbose_name="what it is for")),
                (
                    "volume",
                    models.DecimalField(decimal_places=3, max_digits=12, verbose_name="volume"),
                ),
                ("unit", models.CharField(max_length=20, verbose_name="unit")),
                ("unit_price", models.PositiveBigIntegerField(verbose_name="unit price in rupiah")),
                ("amount", models.PositiveBigIntegerField(verbose_name="amount in rupiah")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("apbdes", "village budget, own revenue (APB Desa)"),
                            ("dana_desa", "Village Fund (Dana Desa)"),
                            ("add", "village fund allocation (ADD)"),
                            ("kabupaten", "regency aid"),
                            ("provinsi", "provincial aid"),
                            ("hibah", "grant"),
                            ("csr", "company responsibility fund (CSR)"),
                            ("swadaya", "self-help of the residents"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                (
                    "budget",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="projects.budget",
                    ),
                ),
            ],
            options={
                "verbose_name": "budget line",
                "verbose_name_plural": "budget lines",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("budget", "number"), name="budget_line_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount",
                                django.db.models.functions.math.Round(
                                    models.ExpressionWrapper(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("volume"), "*", models.F("unit_price")
                                        ),
                                        models.DecimalField(),
                                    )
                                ),
                            )
                        ),
                        name="budget_line_amount_is_volume_times_price",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("volume__gt", 0),
                            models.Q(("description", ""), _negated=True),
                            models.Q(("unit", ""), _negated=True),
                        ),
                        name="budget_line_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__lte", 1000000000000000),
                            ("unit_price__lte", 1000000000000000),
                            ("year__range", (2000, 2100)),
                        ),
                        name="budget_line_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("accepted", "accepted"), ("refused", "not accepted")],
                        max_length=8,
                        verbose_name="answer",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="reason")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="answered")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reply",
                        to="projects.changerequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply to a request",
                "verbose_name_plural": "replies to requests",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", "accepted"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="change_reply_no_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "party_name",
                    models.CharField(blank=True, max_length=120, verbose_name="organisation"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cash", "money"),
                            ("goods", "goods"),
                            ("labour", "labour"),
                            ("land", "land"),
                            ("skill", "skills"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("apbdes", "village budget, own revenue (APB Desa)"),
                            ("dana_desa", "Village Fund (Dana Desa)"),
                            ("add", "village fund allocation (ADD)"),
                            ("kabupaten", "regency aid"),
                            ("provinsi", "provincial aid"),
                            ("hibah", "grant"),
                            ("csr", "company responsibility fund (CSR)"),
                            ("swadaya", "self-help of the residents"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="budget year")),
                (
                    "days",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="labour days"),
                ),
                (
                    "day_worth",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="worth of a day"
                    ),
                ),
                (
                    "worth",
                    models.PositiveBigIntegerField(default=0, verbose_name="worth in rupiah"),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="what exactly")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("committed", "committed"),
                            ("received", "received"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "received",
                    models.PositiveBigIntegerField(default=0, verbose_name="received in rupiah"),
                ),
                ("token", models.UUIDField(verbose_name="number of the form")),
                (
                    "committed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="committed on"),
                ),
                (
                    "person_name",
                    models.CharField(blank=True, max_length=100, verbose_name="name then"),
                ),
                (
                    "office_title",
                    models.CharField(blank=True, max_length=80, verbose_name="office then"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn on"),
                ),
                (
                    "withdraw_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of the withdrawal"
                    ),
                ),
                (
                    "committed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="villages.organisation",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
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
                        related_name="commitments",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
                "ordering": ["number"],
                "indexes": [
                    models.Index(fields=["region", "state"], name="commitment_of_region"),
                    models.Index(
                        fields=["organisation", "state"], name="commitment_of_organisation"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("planned_by", "token"), name="commitment_one_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("organisation__isnull", True),
                                ("party_name", ""),
                                ("region__isnull", False),
                            ),
                            models.Q(
                                ("organisation__isnull", False),
                                ("party_name", ""),
                                ("region__isnull", True),
                            ),
                            models.Q(
                                ("organisation__isnull", True),
                                ("region__isnull", True),
                                models.Q(("party_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="commitment_of_region_or_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("worth__gt", 0),
                            models.Q(
                                models.Q(("kind", "cash"), _negated=True),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="commitment_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("worth__lte", 1000000000000000), ("year__range", (2000, 2100))
                        ),
                        name="commitment_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("day_worth__isnull", True), ("days__isnull", True)),
                            models.Q(
                                ("day_worth__isnull", False),
                                ("days__gt", 0),
                                ("kind", "labour"),
                                (
                                    "worth",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("days"), "*", models.F("day_worth")
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="commitment_days_make_worth",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["committed", "received"]), _negated=True),
                            models.Q(
                                ("committed_at__isnull", False), ("committed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="commitment_word_has_giver",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("received", 0),
                                ("state", "withdrawn"),
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdraw_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdraw_reason", ""),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="commitment_withdrawn_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "planned"), _negated=True),
                            ("received", 0),
                            _connector="OR",
                        ),
                        name="commitment_planned_has_nothing",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="backerreport",
            name="commitment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="projects.commitment",
            ),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("given", "consents"),
                            ("changes", "asks for changes"),
                            ("declined", "declines"),
                        ],
                        max_length=8,
                        verbose_name="answer",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="reason")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="answered")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
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
                        related_name="consents",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ["given", "changes"]),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consent_no_has_reason",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="changerequest",
            name="consent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="requests",
                to="projects.consent",
            ),
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                ("is_wanted", models.BooleanField(default=True, verbose_name="wants news by mail")),
                (
                    "looked_on",
                    models.DateField(blank=True, null=True, verbose_name="last looked for news on"),
                ),
                (
                    "told_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="told until"),
                ),
            ],
            options={
                "verbose_name": "daily news of a follower",
                "verbose_name_plural": "daily news of followers",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("looked_on__isnull", True), ("told_until__isnull", True)),
                            models.Q(("looked_on__isnull", False), ("told_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="digest_looked_has_both",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Escalation",
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
                (
                    "ask",
                    models.CharField(
                        choices=[
                            ("lead", "take over the lead"),
                            ("fund", "help with the funds"),
                            ("coordinate", "coordinate those concerned"),
                            ("permit", "give or arrange a permit"),
                        ],
                        max_length=10,
                        verbose_name="what is asked",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "waits for an answer"),
                            ("asked", "asked back"),
                            ("taken_up", "taken up"),
                            ("declined", "not taken up"),
                            ("back", "taken back"),
                            ("closed", "closed with its proposal"),
                        ],
                        default="sent",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="projects.escalation",
                        verbose_name="goes on in",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations",
                        to="villages.region",
                        verbose_name="sent to",
                    ),
                ),
            ],
            options={
                "verbose_name": "escalation",
                "verbose_name_plural": "escalations",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["receiver", "state", "-id"], name="escalation_received")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of__isnull", True), ("state", "taken_up"), _connector="OR"
                        ),
                        name="escalation_part_is_taken_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of__isnull", True),
                            models.Q(("part_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="escalation_part_of_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EscalationStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sent", "Sent on"),
                            ("question", "Asked back"),
                            ("reply", "Replied"),
                            ("taken_up", "Taken up"),
                            ("declined", "Not taken up"),
                            ("back", "Taken back"),
                            ("closed", "Closed with its proposal"),
                            ("note", "How it goes on"),
                        ],
                        max_length=8,
                        verbose_name="what happened",
                    ),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="words")),
                (
                    "list",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("du_rkp", "DU-RKP Desa"),
                            ("kecamatan", "Musrenbang Kecamatan"),
                            ("kabupaten", "Musrenbang Kabupaten"),
                            ("provinsi", "Musrenbang Provinsi"),
                        ],
                        max_length=10,
                        verbose_name="proposed onward in",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="for the year"
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="rank in the list"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("region_name", models.CharField(max_length=150, verbose_name="region then")),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="projects.escalation",
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
            ],
            options={
                "verbose_name": "step of an escalation",
                "verbose_name_plural": "steps of escalations",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="escalation_step_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("list", ""), ("rank__isnull", True), ("year__isnull", True)),
                            models.Q(
                                models.Q(("list", ""), _negated=True),
                                ("kind", "note"),
                                ("year__isnull", False),
                                models.Q(("rank__isnull", True), ("rank__gte", 1), _connector="OR"),
                            ),
                            _connector="OR",
                        ),
                        name="escalation_list_has_year_and_rank_a_list",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundingWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("giver", models.CharField(max_length=150, verbose_name="giver")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("apbdes", "village budget, own revenue (APB Desa)"),
                            ("dana_desa", "Village Fund (Dana Desa)"),
                            ("add", "village fund allocation (ADD)"),
                            ("kabupaten", "regency aid"),
                            ("provinsi", "provincial aid"),
                            ("hibah", "grant"),
                            ("csr", "company responsibility fund (CSR)"),
                            ("swadaya", "self-help of the residents"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                (
                    "sectors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("roads", "roads and bridges"),
                                ("water", "clean water"),
                                ("education", "education"),
                                ("health", "health"),
                                ("market", "markets and economy"),
                                ("farming", "farming and livestock"),
                                ("tourism", "tourism"),
                                ("waste", "waste"),
                                ("environment", "environment"),
                                ("disaster", "disaster readiness"),
                                ("facilities", "public facilities"),
                                ("security", "security and order"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        help_text="Empty: all sectors.",
                        size=None,
                        verbose_name="sectors",
                    ),
                ),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("village", "villages"), ("subdistrict", "subdistricts")],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        help_text="Level of the region that leads the project. Empty: all.",
                        size=None,
                        verbose_name="who may apply",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="opens")),
                (
                    "closes_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty: open all the time.",
                        null=True,
                        verbose_name="closes",
                    ),
                ),
                (
                    "most",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="most per project, in rupiah"
                    ),
                ),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="address of the giver"
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                ("is_public", models.BooleanField(default=True, verbose_name="shown to everybody")),
                (
                    "token",
                    models.UUIDField(blank=True, null=True, verbose_name="number of the form"),
                ),
                (
                    "person_name",
                    models.CharField(blank=True, max_length=100, verbose_name="name then"),
                ),
                (
                    "office_title",
                    models.CharField(blank=True, max_length=80, verbose_name="office then"),
                ),
                (
                    "made_by",
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
                        related_name="funding_windows",
                        to="villages.region",
                        verbose_name="kept by",
                    ),
                ),
            ],
            options={
                "verbose_name": "funding window",
                "verbose_name_plural": "funding windows",
                "ordering": [models.OrderBy(models.F("closes_on"), nulls_last=True), "pk"],
                "indexes": [models.Index(fields=["closes_on", "id"], name="window_by_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__isnull", True),
                            ("closes_on__gte", models.F("opens_on")),
                            _connector="OR",
                        ),
                        name="window_opens_before_it_closes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("most__isnull", True), ("most__gt", 0), _connector="OR"
                        ),
                        name="window_most_is_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_by__isnull", True), ("region__isnull", True)),
                            models.Q(
                                ("made_by__isnull", False),
                                ("region__isnull", False),
                                models.Q(("person_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="window_of_a_region_has_a_maker",
                    ),
                    models.UniqueConstraint(fields=("made_by", "token"), name="window_one_a_form"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="given")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("on", models.DateField(verbose_name="measured on")),
                (
                    "value",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="value"),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="projects.indicator",
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
            ],
            options={
                "verbose_name": "measurement",
                "verbose_name_plural": "measurements",
                "ordering": ["-on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("indicator", "mandate", "token"), name="measurement_one_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="measurement_has_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partnership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "lead"), ("partner", "partner")],
                        default="partner",
                        max_length=8,
                        verbose_name="role",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "partnership",
                "verbose_name_plural": "partnerships",
                "ordering": ["role", "region"],
            },
        ),
        migrations.CreateModel(
            name="Programme",
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
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("aim", models.TextField(max_length=2000, verbose_name="aim")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="first year")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="last year")),
                (
                    "changes",
                    models.PositiveSmallIntegerField(default=0, verbose_name="number of changes"),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="programmes",
                        to="villages.forum",
                    ),
                ),
                (
                    "founded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="villages.region",
                        verbose_name="founded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("founded_by", "token"), name="programme_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_year__range", (2000, 2100)),
                            ("last_year__range", (2000, 2100)),
                            ("last_year__gte", models.F("first_year")),
                        ),
                        name="programme_years_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True),
                            models.Q(("aim", ""), _negated=True),
                        ),
                        name="programme_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name", models.CharField(max_length=100, verbose_name="name of the phase")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="first year")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="last year")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phases",
                        to="projects.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "phase",
                "verbose_name_plural": "phases",
                "ordering": ["programme", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("programme", "number"),
                        name="phase_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_year__range", (2000, 2100)),
                            ("last_year__range", (2000, 2100)),
                            ("last_year__gte", models.F("first_year")),
                        ),
                        name="phase_years_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="phase_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("proposed", "under deliberation"),
                            ("revising", "needs revision"),
                            ("agreed", "agreed"),
                            ("running", "running"),
                            ("finished", "finished"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                            ("merged", "merged"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="title")),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="summary")),
                (
                    "sectors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("roads", "roads and bridges"),
                                ("water", "clean water"),
                                ("education", "education"),
                                ("health", "health"),
                                ("market", "markets and economy"),
                                ("farming", "farming and livestock"),
                                ("tourism", "tourism"),
                                ("waste", "waste"),
                                ("environment", "environment"),
                                ("disaster", "disaster readiness"),
                                ("facilities", "public facilities"),
                                ("security", "security and order"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="sectors",
                    ),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="proposed"),
                ),
                (
                    "answer_by",
                    models.DateField(blank=True, null=True, verbose_name="answers wanted by"),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True, verbose_name="agreed")),
                ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="started")),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="finished, declined or withdrawn"
                    ),
                ),
                (
                    "close_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of the withdrawal"
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("fortnight", "every two weeks"),
                            ("month", "every month"),
                            ("quarter", "every three months"),
                        ],
                        default="month",
                        max_length=9,
                        verbose_name="how often it reports",
                    ),
                ),
                (
                    "report_due_on",
                    models.DateField(blank=True, null=True, verbose_name="next report due"),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="percent done"
                    ),
                ),
                (
                    "funding_gap",
                    models.PositiveBigIntegerField(
                        default=0,
                        editable=False,
                        verbose_name="rupiah that nobody has promised yet",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_projects",
                        to="villages.region",
                        verbose_name="lead region",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="projects.project",
                        verbose_name="goes on in",
                    ),
                ),
                (
                    "partners",
                    models.ManyToManyField(
                        related_name="projects",
                        through="projects.Partnership",
                        to="villages.region",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="projects.phase",
                        verbose_name="phase of a programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "project",
                "verbose_name_plural": "projects",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="project_by_state"),
                    models.Index(
                        condition=models.Q(("report_due_on__isnull", False)),
                        fields=["report_due_on"],
                        name="project_report_due",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("funding_gap__gt", 0),
                            ("state__in", ["proposed", "revising", "agreed", "running"]),
                        ),
                        fields=["-id"],
                        name="project_seeks_funds",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["sectors"], name="project_sectors"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Replace(
                                django.db.models.functions.text.Upper("title"),
                                models.Value(" "),
                                models.Value(""),
                            ),
                            name="gin_trgm_ops",
                        ),
                        name="project_title_holds",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("title"), name="gin_trgm_ops"
                        ),
                        name="project_title_is_like",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["agreed", "running", "finished"]), _negated=True
                            ),
                            ("agreed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="project_agreed_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["running", "finished"]), _negated=True),
                            ("started_at__isnull", False),
                            _connector="OR",
                        ),
                        name="project_running_has_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["finished", "declined", "withdrawn", "merged"]),
                            ("closed_at__isnull", True),
                            _connector="XOR",
                        ),
                        name="project_closed_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "merged"), ("merged_into__isnull", True), _connector="XOR"
                            ),
                            models.Q(
                                ("merged_into__isnull", True),
                                models.Q(("merged_into", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="project_merged_goes_on_elsewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("close_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="project_withdrawn_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "running"), ("report_due_on__isnull", True), _connector="OR"
                        ),
                        name="project_report_due_while_running",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True), ("percent__lte", 100), _connector="OR"
                        ),
                        name="project_percent_up_to_100",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("annual", "in RPJM Desa and RKP Desa"),
                            ("medium", "in RPJM Desa, not yet in RKP Desa"),
                            ("absent", "not yet in the plans"),
                        ],
                        max_length=6,
                        verbose_name="standing in the plans",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="period and page or number"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the annual plan"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="stated")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plan_statements",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "fit to the plans, as stated by the region",
                "verbose_name_plural": "fits to the plans, as stated by the regions",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["project", "region", "-id"], name="plan_statement_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reference", ""), ("standing", "absent")),
                            models.Q(
                                ("standing__in", ["medium", "annual"]),
                                models.Q(("reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_statement_plan_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("standing", "annual"), ("year__isnull", False)),
                            models.Q(
                                models.Q(("standing", "annual"), _negated=True),
                                ("year__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_statement_year_of_annual_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked for"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("taken_back", "taken back"),
                            ("left", "left again"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
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
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="projects.phase",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "place in a programme",
                "verbose_name_plural": "places in programmes",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "accepted"])),
                        fields=("project",),
                        name="placement_one_a_project",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "taken_back"]),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="placement_answered_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="placement_no_has_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="partnership",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="partnerships",
                to="projects.project",
            ),
        ),
        migrations.CreateModel(
            name="Offer",
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
                            ("cash", "money"),
                            ("goods", "goods"),
                            ("labour", "labour"),
                            ("land", "land"),
                            ("skill", "skills"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("apbdes", "village budget, own revenue (APB Desa)"),
                            ("dana_desa", "Village Fund (Dana Desa)"),
                            ("add", "village fund allocation (ADD)"),
                            ("kabupaten", "regency aid"),
                            ("provinsi", "provincial aid"),
                            ("hibah", "grant"),
                            ("csr", "company responsibility fund (CSR)"),
                            ("swadaya", "self-help of the residents"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="budget year")),
                (
                    "worth",
                    models.PositiveBigIntegerField(default=0, verbose_name="worth in rupiah"),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="what exactly")),
                ("is_word", models.BooleanField(verbose_name="offered by who may bind the giver")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for the lead"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("withdrawn", "taken back"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("token", models.UUIDField(verbose_name="number of the form")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "commitment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offer",
                        to="projects.commitment",
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers_made",
                        to="villages.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="villages.region",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "offer of support",
                "verbose_name_plural": "offers of support",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["project"], name="offer_open"
                    ),
                    models.Index(fields=["organisation", "-id"], name="offer_of_organisation"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("mandate", "token"), name="offer_one_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region__isnull", True),
                            ("organisation__isnull", True),
                            _connector="XOR",
                        ),
                        name="offer_of_region_or_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("worth__gt", 0),
                            models.Q(
                                models.Q(("kind", "cash"), _negated=True),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="offer_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("worth__lte", 1000000000000000), ("year__range", (2000, 2100))
                        ),
                        name="offer_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"), ("answered_at__isnull", False), _connector="XOR"
                        ),
                        name="offer_answered_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            ("commitment__isnull", False),
                            _connector="XOR",
                        ),
                        name="offer_accepted_has_commitment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="offer_declined_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=150, verbose_name="milestone")),
                ("weight", models.PositiveSmallIntegerField(verbose_name="weight in percent")),
                ("planned_on", models.DateField(verbose_name="planned for")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="villages.region",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "milestones",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("project", "number"),
                        name="milestone_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gte", 1), ("weight__lte", 100)),
                        name="milestone_weighs_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="milestone_has_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for an answer"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("back", "taken back"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("message", models.CharField(max_length=500, verbose_name="why together")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="offered")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of the refusal"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merge_offers",
                        to="projects.project",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merge_questions",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "offer to merge",
                "verbose_name_plural": "offers to merge",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("project",),
                        name="merge_offer_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("project", models.F("target")), _negated=True),
                        name="merge_offer_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="merge_offer_refusal_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("state", "open"),
                            ),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="merge_offer_answer_has_time_and_person",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="indicators",
                to="projects.project",
            ),
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="since")),
                ("by_mail", models.BooleanField(default=True, verbose_name="news by mail too")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "follower of a project",
                "verbose_name_plural": "followers of projects",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "user"), name="follow_once_a_person")
                ],
            },
        ),
        migrations.CreateModel(
            name="Facilitator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facilitators",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "facilitator",
                "verbose_name_plural": "facilitators",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "years",
                    models.PositiveSmallIntegerField(
                        verbose_name="years after the end of the work"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due")),
                ("on", models.DateField(blank=True, null=True, verbose_name="written on")),
                (
                    "use",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "in full use"),
                            ("part", "partly in use"),
                            ("none", "no longer in use"),
                        ],
                        max_length=4,
                        verbose_name="state of what was made",
                    ),
                ),
                (
                    "went_well",
                    models.TextField(blank=True, max_length=2000, verbose_name="what went well"),
                ),
                (
                    "went_badly",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what was difficult"
                    ),
                ),
                (
                    "lessons",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what others can learn"
                    ),
                ),
                (
                    "person_name",
                    models.CharField(blank=True, max_length=100, verbose_name="name then"),
                ),
                (
                    "office_title",
                    models.CharField(blank=True, max_length=80, verbose_name="office then"),
                ),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evaluations",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
                "ordering": ["years"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("on__isnull", True)),
                        fields=["due_on"],
                        name="evaluation_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "years"), name="evaluation_one_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lessons", ""),
                                ("mandate__isnull", True),
                                ("on__isnull", True),
                                ("use", ""),
                            ),
                            models.Q(
                                ("mandate__isnull", False),
                                ("on__isnull", False),
                                models.Q(("use", ""), _negated=True),
                                models.Q(("lessons", ""), _negated=True),
                                models.Q(("person_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evaluation_is_written_whole",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="escalation",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="escalations",
                to="projects.project",
            ),
        ),
        migrations.CreateModel(
            name="Draft",
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
                    "answers",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Page → field → typed values.",
                        verbose_name="answers",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                (
                    "token",
                    models.UUIDField(default=uuid.uuid4, verbose_name="number of the first form"),
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
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a proposal",
                "verbose_name_plural": "drafts of proposals",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("begun_by", "token"), name="draft_one_a_first_form"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="commitment",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="projects.project",
            ),
        ),
        migrations.CreateModel(
            name="BudgetDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("typed", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="budget_draft",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a budget",
                "verbose_name_plural": "drafts of budgets",
            },
        ),
        migrations.AddField(
            model_name="budget",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="budgets",
                to="projects.project",
            ),
        ),
        migrations.CreateModel(
            name="Benefit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="given")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("people", models.PositiveIntegerField(verbose_name="people who gain")),
                ("women", models.PositiveIntegerField(verbose_name="women among them")),
                ("poor", models.PositiveIntegerField(verbose_name="from poor households")),
                (
                    "youth",
                    models.PositiveIntegerField(verbose_name="young people (16 to 30 years)"),
                ),
                (
                    "alone",
                    models.PositiveBigIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="cost if the region had done it alone, in rupiah",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benefits",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "benefit of a region",
                "verbose_name_plural": "benefits of regions",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["project", "region", "-id"], name="benefit_latest")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("mandate", "token"), name="benefit_one_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("women__lte", models.F("people")),
                            ("poor__lte", models.F("people")),
                            ("youth__lte", models.F("people")),
                        ),
                        name="benefit_parts_within_the_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="benefit_has_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Backing",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "invited"),
                            ("accepted", "supports"),
                            ("declined", "declined"),
                            ("left", "has left"),
                            ("removed", "ended by the lead"),
                        ],
                        default="invited",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what the lead asks for"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "person_name",
                    models.CharField(blank=True, max_length=100, verbose_name="name then"),
                ),
                (
                    "office_title",
                    models.CharField(blank=True, max_length=80, verbose_name="office then"),
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
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="backings",
                        to="villages.organisation",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="backings",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "supporter of a project",
                "verbose_name_plural": "supporters of projects",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["organisation", "state"], name="backing_of_organisation")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["invited", "accepted"])),
                        fields=("project", "organisation"),
                        name="backing_one_live_a_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("person_name", ""),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("person_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="backing_answer_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["invited", "removed"]),
                            ("answered_at__isnull", False),
                            _connector="OR",
                        ),
                        name="backing_answered_unless_invited",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["invited", "accepted"]),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="backing_end_has_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="backerreport",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="backer_reports",
                to="projects.project",
            ),
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("section", models.SlugField(max_length=20, verbose_name="part of the proposal")),
                ("text", models.CharField(max_length=1000, verbose_name="what should change")),
                ("reason", models.CharField(max_length=1000, verbose_name="why")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adjustments",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for an adjustment",
                "verbose_name_plural": "requests for adjustments",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "token"), name="adjustment_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="adjustment_says_what_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("title", models.CharField(max_length=150, verbose_name="question")),
                ("text", models.CharField(blank=True, max_length=2000, verbose_name="explanation")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="projects.project",
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
                "verbose_name": "open question",
                "verbose_name_plural": "open questions",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "token"), name="question_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="question_has_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("support", "supports"),
                            ("reserve", "has a reservation"),
                            ("cannot", "cannot agree"),
                        ],
                        max_length=8,
                        verbose_name="position",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="reason")),
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="projects.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "position",
                "verbose_name_plural": "positions",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["question", "round", "-id"], name="position_of_round")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stance", "support"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="position_doubt_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ranking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("closes_on", models.DateField(verbose_name="last day")),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closed before"),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
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
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rankings",
                        to="villages.forum",
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
            ],
            options={
                "verbose_name": "ranking of proposals",
                "verbose_name_plural": "rankings of proposals",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["forum", "-id"], name="ranking_of_forum")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mandate", "token"), name="ranking_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="ranking_has_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="ranking_closed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "order",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        size=None,
                        verbose_name="numbers of the proposals",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="revision")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
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
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to="projects.ranking",
                    ),
                ),
            ],
            options={
                "verbose_name": "order of a region",
                "verbose_name_plural": "orders of regions",
                "ordering": ["region"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ranking", "region"), name="preference_once_a_region"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="candidates",
                        to="projects.ranking",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal that stands to choice",
                "verbose_name_plural": "proposals that stand to choice",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("ranking", "project"), name="candidate_once_a_ranking"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("on", models.DateField(verbose_name="received on")),
                ("amount", models.BigIntegerField(verbose_name="worth in rupiah")),
                (
                    "days",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="labour days"),
                ),
                (
                    "paper_number",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the proof"),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="proof",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "completes",
                    models.BooleanField(default=False, verbose_name="nothing more will come"),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was wrong"),
                ),
                ("token", models.UUIDField(verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="projects.commitment",
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
                    "report",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipt",
                        to="projects.backerreport",
                        verbose_name="report of the giver",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="projects.receipt",
                    ),
                ),
            ],
            options={
                "verbose_name": "receipt",
                "verbose_name_plural": "receipts",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("commitment", "number"), name="receipt_number_once"
                    ),
                    models.UniqueConstraint(fields=("mandate", "token"), name="receipt_one_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__range", (0, 1000000000000000)),
                                ("reason", ""),
                                ("reverses__isnull", True),
                            ),
                            models.Q(
                                ("amount__range", (-1000000000000000, 0)),
                                ("completes", False),
                                ("reverses__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="receipt_in_or_counter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses__isnull", False),
                            models.Q(("paper_number", ""), _negated=True),
                            models.Q(("file", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="receipt_has_proof",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("on", models.DateField(verbose_name="state of the work on")),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="percent done"
                    ),
                ),
                (
                    "spent",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="spent so far in rupiah"
                    ),
                ),
                (
                    "going_back",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="why less than before"
                    ),
                ),
                ("work", models.TextField(max_length=2000, verbose_name="what has been done")),
                (
                    "reached",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=150),
                        default=list,
                        size=None,
                        verbose_name="milestones reached",
                    ),
                ),
                (
                    "obstacles",
                    models.TextField(blank=True, max_length=1000, verbose_name="obstacles"),
                ),
                (
                    "next_steps",
                    models.TextField(blank=True, max_length=1000, verbose_name="next steps"),
                ),
                ("token", models.UUIDField(verbose_name="number of the form")),
                ("sent_at", models.DateTimeField(auto_now_add=True, verbose_name="sent")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="projects.project",
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
                "verbose_name": "progress report",
                "verbose_name_plural": "progress reports",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "number"), name="report_number_once"
                    ),
                    models.UniqueConstraint(fields=("mandate", "token"), name="report_one_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent__isnull", True), ("percent__lte", 100), _connector="OR"
                        ),
                        name="report_percent_up_to_100",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("percent__isnull", True), ("spent__isnull", True)),
                            models.Q(("percent__isnull", False), ("spent__isnull", False)),
                            _connector="OR",
                        ),
                        name="report_of_lead_has_both",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("typed", models.JSONField(blank=True, default=dict, verbose_name="answers")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_drafts",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a progress report",
                "verbose_name_plural": "drafts of progress reports",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "mandate"), name="report_draft_one_a_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(verbose_name="place")),
                (
                    "caption",
                    models.CharField(blank=True, max_length=150, verbose_name="what it shows"),
                ),
                (
                    "stage",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "before the work (0%)"),
                            (50, "half done (50%)"),
                            (100, "done (100%)"),
                        ],
                        verbose_name="stage",
                    ),
                ),
                (
                    "large",
                    models.FileField(
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="large picture",
                    ),
                ),
                (
                    "small",
                    models.FileField(
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="small picture",
                    ),
                ),
                ("width", models.PositiveSmallIntegerField(verbose_name="width")),
                ("height", models.PositiveSmallIntegerField(verbose_name="height")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        verbose_name="latitude",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=7,
                        null=True,
                        verbose_name="longitude",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="projects.report",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="projects.reportdraft",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo of a progress report",
                "verbose_name_plural": "photos of progress reports",
                "ordering": ["slot"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("draft__isnull", True), ("report__isnull", True), _connector="XOR"
                        ),
                        name="photo_of_draft_or_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slot__lt", 3)), name="photo_three_at_most"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", [0, 50, 100])), name="photo_stage_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("report__isnull", True),
                            models.Q(("caption", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="photo_of_report_has_caption",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("latitude__range", (Decimal("-11.5"), Decimal("6.5"))),
                                ("longitude__isnull", False),
                                ("longitude__range", (Decimal("94"), Decimal("142"))),
                            ),
                            _connector="OR",
                        ),
                        name="photo_place_is_whole_and_here",
                    ),
                    models.UniqueConstraint(
                        fields=("draft", "slot"), name="photo_slot_of_draft_once"
                    ),
                    models.UniqueConstraint(
                        fields=("report", "slot"), name="photo_slot_of_report_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=150, verbose_name="what may happen")),
                ("cause", models.CharField(blank=True, max_length=300, verbose_name="cause")),
                ("effect", models.CharField(blank=True, max_length=300, verbose_name="effect")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="risks",
                        to="projects.project",
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
                "verbose_name": "risk",
                "verbose_name_plural": "risks",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "number"), name="risk_number_once"),
                    models.UniqueConstraint(fields=("project", "token"), name="risk_once_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="risk_has_title"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("happened", "has happened"),
                            ("closed", "closed"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "likelihood",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "small"), (2, "middle"), (3, "large")],
                        verbose_name="likelihood",
                    ),
                ),
                (
                    "impact",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "small"), (2, "middle"), (3, "large")], verbose_name="impact"
                    ),
                ),
                ("measure", models.CharField(max_length=500, verbose_name="measure against it")),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="next review")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                (
                    "before",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="projects.assessment",
                        verbose_name="assessment before",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                        verbose_name="region that looks after the risk",
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
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="projects.risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "assessment of a risk",
                "verbose_name_plural": "assessments of risks",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["review_on"],
                        name="assessment_review_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("before__isnull", True)),
                        fields=("risk",),
                        name="assessment_one_first",
                    ),
                    models.UniqueConstraint(
                        fields=("risk", "token"), name="assessment_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact__range", (1, 3)), ("likelihood__range", (1, 3))
                        ),
                        name="assessment_grades_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"), ("review_on__isnull", True), _connector="XOR"
                        ),
                        name="assessment_open_has_review",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="assessment_end_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("measure", ""), _negated=True),
                        name="assessment_has_measure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("number", models.PositiveSmallIntegerField(verbose_name="round")),
                ("summary", models.CharField(max_length=3000, verbose_name="summary")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rounds",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "round",
                "verbose_name_plural": "rounds",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "number"), name="round_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("summary", ""), _negated=True), name="round_has_summary"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_settled", models.BooleanField(verbose_name="settled")),
                (
                    "how",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="how, or what is missing"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="projects.question",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="projects.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome of a round",
                "verbose_name_plural": "outcomes of rounds",
                "ordering": ["question"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "question"), name="outcome_once_a_round"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_settled", True)),
                        fields=("question",),
                        name="outcome_settles_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_settled", False),
                            models.Q(("how", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outcome_settled_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("equal", "in equal parts"),
                            ("inhabitants", "by inhabitants"),
                            ("benefit", "by benefit, in percent"),
                            ("free", "freely, in rupiah"),
                        ],
                        max_length=12,
                        verbose_name="how the cost is shared",
                    ),
                ),
                ("set_at", models.DateTimeField(auto_now_add=True, verbose_name="set")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sharing_rules",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of cost sharing",
                "verbose_name_plural": "rules of cost sharing",
                "ordering": ["project", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "number"), name="sharing_rule_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weight", models.PositiveBigIntegerField(verbose_name="weight")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="projects.sharingrule",
                    ),
                ),
            ],
            options={
                "verbose_name": "share of the cost",
                "verbose_name_plural": "shares of the cost",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "region"), name="share_one_a_region"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__lte", 1000000000000000)),
                        name="share_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upkeep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="given")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("keeper", models.CharField(max_length=150, verbose_name="who looks after it")),
                (
                    "work",
                    models.TextField(max_length=1000, verbose_name="what is done, and how often"),
                ),
                (
                    "yearly_cost",
                    models.PositiveBigIntegerField(verbose_name="cost a year in rupiah"),
                ),
                (
                    "money_from",
                    models.CharField(max_length=200, verbose_name="where the money comes from"),
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="upkeeps",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "upkeep plan",
                "verbose_name_plural": "upkeep plans",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("mandate", "token"), name="upkeep_one_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("keeper", ""), _negated=True),
                            models.Q(("work", ""), _negated=True),
                            models.Q(
                                ("yearly_cost", 0),
                                models.Q(("money_from", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="upkeep_names_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                ("problem", models.TextField(max_length=4000, verbose_name="problem")),
                ("aim", models.TextField(max_length=4000, verbose_name="aim")),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("government", "village government"),
                            ("development", "village development"),
                            ("community", "community affairs"),
                            ("empowerment", "community empowerment"),
                        ],
                        max_length=12,
                        verbose_name="field of cooperation",
                    ),
                ),
                (
                    "sectors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("roads", "roads and bridges"),
                                ("water", "clean water"),
                                ("education", "education"),
                                ("health", "health"),
                                ("market", "markets and economy"),
                                ("farming", "farming and livestock"),
                                ("tourism", "tourism"),
                                ("waste", "waste"),
                                ("environment", "environment"),
                                ("disaster", "disaster readiness"),
                                ("facilities", "public facilities"),
                                ("security", "security and order"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                        verbose_name="sectors",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("cost", models.PositiveBigIntegerField(verbose_name="rough cost in rupiah")),
                ("starts_on", models.DateField(verbose_name="start")),
                ("ends_on", models.DateField(verbose_name="end")),
                (
                    "timetable",
                    models.TextField(blank=True, max_length=4000, verbose_name="timetable"),
                ),
                (
                    "partner_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=13),
                        size=None,
                        verbose_name="codes of the partners",
                    ),
                ),
                (
                    "change_note",
                    models.CharField(blank=True, max_length=500, verbose_name="what has changed"),
                ),
                (
                    "home_first",
                    models.BooleanField(default=False, verbose_name="assembly at home first"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a proposal",
                "verbose_name_plural": "versions of proposals",
                "ordering": ["project", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "number"), name="version_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="version_dates_in_order",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="project",
            name="current",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="projects.version",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="pending",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="projects.version",
                verbose_name="amendment under deliberation",
            ),
        ),
        migrations.CreateModel(
            name="PlanFit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("annual", "in RPJM Desa and RKP Desa"),
                            ("medium", "in RPJM Desa, not yet in RKP Desa"),
                            ("absent", "not yet in the plans"),
                        ],
                        max_length=6,
                        verbose_name="standing in the plans",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="period and page or number"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="year of the annual plan"
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fits",
                        to="projects.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "fit to the plans, as proposed",
                "verbose_name_plural": "fits to the plans, as proposed",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "region"), name="plan_fit_one_a_region"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reference", ""), ("standing", "absent")),
                            models.Q(
                                ("standing__in", ["medium", "annual"]),
                                models.Q(("reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_fit_plan_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("standing", "annual"), ("year__isnull", False)),
                            models.Q(
                                models.Q(("standing", "annual"), _negated=True),
                                ("year__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_fit_year_of_annual_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("musdes", "village assembly (Musdes)"),
                            ("muskel", "kelurahan assembly"),
                            ("rakor", "subdistrict coordination meeting"),
                        ],
                        max_length=8,
                        verbose_name="kind of assembly",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="held on")),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="number of the berita acara"
                    ),
                ),
                (
                    "paper",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="file",
                    ),
                ),
                ("agrees", models.BooleanField(verbose_name="the assembly agrees")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.homeresult",
                        verbose_name="taken over from",
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
                        related_name="home_results",
                        to="villages.region",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="home_results",
                        to="projects.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "result of an assembly at home",
                "verbose_name_plural": "results of assemblies at home",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "region", "token"), name="home_result_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True),
                            models.Q(("paper", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="home_result_has_number_or_file",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="escalation",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="escalations",
                to="projects.version",
            ),
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cash", "money"),
                            ("goods", "goods"),
                            ("labour", "labour"),
                            ("land", "land"),
                            ("skill", "skills"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "amount",
                    models.PositiveBigIntegerField(default=0, verbose_name="worth in rupiah"),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="what exactly")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="projects.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "contribution",
                "verbose_name_plural": "contributions",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "cash"), _negated=True),
                            ("amount__gt", 0),
                            _connector="OR",
                        ),
                        name="contribution_money_has_amount",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="consent",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consents",
                to="projects.version",
            ),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(verbose_name="place")),
                ("title", models.CharField(max_length=120, verbose_name="what it is")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="projects.project",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="projects.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment of a proposal",
                "verbose_name_plural": "attachments of proposals",
                "ordering": ["slot"],
                "indexes": [models.Index(fields=["file"], name="attachment_by_file")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("slot__lt", 5)), name="attachment_five_at_most"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("version__isnull", True)),
                        fields=("project", "slot"),
                        name="attachment_slot_of_draft_once",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "slot"), name="attachment_slot_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("version__isnull", True)),
                        fields=("project", "sha256"),
                        name="attachment_of_draft_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "under deliberation"),
                            ("in_force", "in force"),
                            ("refused", "not accepted"),
                            ("withdrawn", "withdrawn"),
                            ("replaced", "replaced by a newer one"),
                        ],
                        default="pending",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "withdraw_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of the withdrawal"
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="amendment",
                        to="projects.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "amendment",
                "verbose_name_plural": "amendments",
                "ordering": ["-version"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["version"],
                        name="amendment_pending",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "pending"), ("ended_at__isnull", False), _connector="XOR"
                        ),
                        name="amendment_settled_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "withdrawn"), ("withdraw_reason", ""), _connector="XOR"
                        ),
                        name="amendment_withdrawn_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkDay",
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
                    "state",
                    models.CharField(
                        choices=[("planned", "planned"), ("cancelled", "cancelled")],
                        default="planned",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="start")),
                ("ends_at", models.DateTimeField(verbose_name="end")),
                ("sign_up_until", models.DateTimeField(verbose_name="sign-up until")),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                ("work", models.CharField(max_length=500, verbose_name="work")),
                (
                    "bring",
                    models.CharField(blank=True, max_length=300, verbose_name="what to bring"),
                ),
                ("wanted", models.PositiveSmallIntegerField(verbose_name="people wanted")),
                (
                    "taken",
                    models.PositiveSmallIntegerField(default=0, verbose_name="people signed up"),
                ),
                (
                    "changes",
                    models.PositiveSmallIntegerField(default=0, verbose_name="number of changes"),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason of the last change"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                (
                    "announced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="work_days",
                        to="projects.project",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                        verbose_name="announced by",
                    ),
                ),
            ],
            options={
                "verbose_name": "work day",
                "verbose_name_plural": "work days",
                "ordering": ["-starts_at", "-pk"],
                "indexes": [
                    models.Index(fields=["project", "-starts_at"], name="work_day_by_time")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("announced_by", "token"), name="work_day_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__gt", models.F("starts_at")),
                            ("sign_up_until__lte", models.F("starts_at")),
                        ),
                        name="work_day_times_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wanted__gte", 1), ("taken__lte", models.F("wanted"))),
                        name="work_day_has_room",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), _negated=True),
                            models.Q(("work", ""), _negated=True),
                        ),
                        name="work_day_says_where_and_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="work_day_cancelled_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
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
                ("people", models.PositiveSmallIntegerField(verbose_name="how many people")),
                (
                    "stepped_back_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="stepped back"),
                ),
                (
                    "booked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed up by",
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
                        verbose_name="from",
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ups",
                        to="projects.workday",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-up for a work day",
                "verbose_name_plural": "sign-ups for work days",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("mandate__isnull", True), ("stepped_back_at__isnull", True)
                        ),
                        fields=("day", "booked_by"),
                        name="sign_up_once_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("mandate__isnull", False), ("stepped_back_at__isnull", True)
                        ),
                        fields=("day", "region", "name"),
                        name="sign_up_once_a_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), ("people__gte", 1)
                        ),
                        name="sign_up_names_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mandate__isnull", True), ("region__isnull", False), _connector="OR"
                        ),
                        name="sign_up_of_a_region_names_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Labour",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="given")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("group", models.CharField(blank=True, max_length=100, verbose_name="group")),
                ("people", models.PositiveSmallIntegerField(verbose_name="people who came")),
                (
                    "hours",
                    models.DecimalField(decimal_places=2, max_digits=4, verbose_name="hours each"),
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
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="labour",
                        to="projects.workday",
                    ),
                ),
            ],
            options={
                "verbose_name": "labour of a work day",
                "verbose_name_plural": "labour of work days",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["day", "region", "group", "-id"], name="labour_latest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "region", "group", "token"), name="labour_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 0), ("hours__lte", 24)),
                        name="labour_hours_of_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdjustmentReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="when")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "answer",
                    models.CharField(
                        choices=[("accepted", "accepted"), ("refused", "not accepted")],
                        max_length=8,
                        verbose_name="answer",
                    ),
                ),
                ("reason", models.CharField(max_length=1000, verbose_name="reason")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reply",
                        to="projects.adjustment",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply to a request for an adjustment",
                "verbose_name_plural": "replies to requests for adjustments",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="adjustment_reply_says_why",
                    )
                ],
            },
        ),
        core.migration_operations.AddTrigger(
            model_name="adjustmentreply",
            trigger=pgtrigger.compiler.Trigger(
                name="adjustment_reply_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="38609e4e2f4b2c71f8858ff0dee02a6a6e43428a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_adjustment_reply_is_fixed_daab0",
                    table="projects_adjustmentreply",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="adjustmentreply",
            trigger=pgtrigger.compiler.Trigger(
                name="adjustment_reply_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="8f7a96b34768f9b1ba3c61efe8a3df8770d400e8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_adjustment_reply_is_fixed_stays_bff2f",
                    table="projects_adjustmentreply",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="backerproof",
            trigger=pgtrigger.compiler.Trigger(
                name="backer_proof_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="edb4d305648d6b48d4073d86a6c64a2557c982dd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_backer_proof_is_fixed_7cabe",
                    table="projects_backerproof",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="backerproof",
            trigger=pgtrigger.compiler.Trigger(
                name="backer_proof_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="c8c98e8270b513e38341dedaf17dc0dd8bbc26e3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_backer_proof_is_fixed_stays_06675",
                    table="projects_backerproof",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="budget_line_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="66103ab085a59ec8489b3d04987a4732abe2f30f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_budget_line_is_fixed_76fb5",
                    table="projects_budgetline",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="budgetline",
            trigger=pgtrigger.compiler.Trigger(
                name="budget_line_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="7a580c8e7ca7a63ac9a8a3ca5edad851cde24d5c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_budget_line_is_fixed_stays_2f58c",
                    table="projects_budgetline",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="changereply",
            trigger=pgtrigger.compiler.Trigger(
                name="change_reply_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="18838156b246470588dff8ec26ad0caa65b98ec6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_change_reply_is_fixed_3dffe",
                    table="projects_changereply",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="changereply",
            trigger=pgtrigger.compiler.Trigger(
                name="change_reply_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="e80cdb294f77d4bc750576d0878fcd2082756ddc",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_change_reply_is_fixed_stays_a17e7",
                    table="projects_changereply",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="changerequest",
            constraint=models.UniqueConstraint(
                fields=("consent", "section"), name="change_request_one_a_section"
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="change_request_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2140cf4f9bbdb079d6dd3359d6a1ba0354ead5a3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_change_request_is_fixed_747bb",
                    table="projects_changerequest",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="change_request_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="98c6fa863180afadc0af9bdf2444a598585e9e60",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_change_request_is_fixed_stays_e1fa6",
                    table="projects_changerequest",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="escalationstep",
            trigger=pgtrigger.compiler.Trigger(
                name="escalation_step_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="57cdd5138c510c917caf05750df9723a0b6c0c20",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_escalation_step_is_fixed_eaf57",
                    table="projects_escalationstep",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="escalationstep",
            trigger=pgtrigger.compiler.Trigger(
                name="escalation_step_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="c2f0fd094517f77cb8eeb749e9c2a7fb7d6fcfb3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_escalation_step_is_fixed_stays_a0495",
                    table="projects_escalationstep",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="measurement_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="46e8985f3a00c5368227a05c2ddc6cc1878d5fec",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_measurement_is_fixed_b84f7",
                    table="projects_measurement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="measurement_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="39eaf24a0f9e0191e54a189375e560ede2673f87",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_measurement_is_fixed_stays_0f5ee",
                    table="projects_measurement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="planstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="plan_statement_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="796ba01efc9a294f7a8367699e34a8776b7803a3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_plan_statement_is_fixed_c9551",
                    table="projects_planstatement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="planstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="plan_statement_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="d61f6dc35ed628f29b4ccb481cf55b1d460cec4f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_plan_statement_is_fixed_stays_622dd",
                    table="projects_planstatement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.UniqueConstraint(
                fields=("project", "region"), name="partnership_one_seat_a_region"
            ),
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role", "lead")),
                fields=("project",),
                name="partnership_one_lead",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="milestone",
            trigger=pgtrigger.compiler.Trigger(
                name="milestone_weights_add_up",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n        IF (\n            SELECT SUM(weight) FROM projects_milestone\n            WHERE project_id = COALESCE(NEW.project_id, OLD.project_id)\n        ) <> 100 THEN\n            RAISE EXCEPTION 'the weights of the milestones of a project add up to 100';\n        END IF;\n        RETURN NULL;\n    ",
                    hash="11021ddcbc2c8b7c2a8f6739a6d278363bceaac6",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_milestone_weights_add_up_ee8d1",
                    table="projects_milestone",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("project", "number"),
                name="indicator_number_once",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="indicator",
            trigger=pgtrigger.compiler.Trigger(
                name="indicator_stands_once_measured",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF ROW(NEW.title, NEW.unit, NEW.baseline, NEW.target, NEW.source)\n                        IS DISTINCT FROM ROW(OLD.title, OLD.unit, OLD.baseline, OLD.target, OLD.source)\n                        AND EXISTS (\n                            SELECT 1 FROM projects_measurement WHERE indicator_id = OLD.id\n                        )\n                    THEN\n                        RAISE EXCEPTION 'an indicator that has been measured stands as it is';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="c6eb08dec58b9e4b460bca173f402c640cd231a1",
                    operation="UPDATE",
                    pgid="pgtrigger_indicator_stands_once_measured_a1c87",
                    table="projects_indicator",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="facilitator",
            trigger=pgtrigger.compiler.Trigger(
                name="facilitator_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a6b0b259ece6c6a166978fda27658cabe92db1c3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_facilitator_is_fixed_6fefc",
                    table="projects_facilitator",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="facilitator",
            trigger=pgtrigger.compiler.Trigger(
                name="facilitator_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="b53dbf379f80da505e192c5d55640cbd8825701f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_facilitator_is_fixed_stays_96526",
                    table="projects_facilitator",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="evaluation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="35ef0e82e76c6c5377f417cb8dd73c695912eb7e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_4ad5c",
                    table="projects_evaluation",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="evaluation",
            trigger=pgtrigger.compiler.Trigger(
                name="evaluation_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."on" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c5bdce6020dd2bfec9ea68e7412e0ec70a3b7f4a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_evaluation_is_fixed_d7951",
                    table="projects_evaluation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(
                fields=("project", "number"), name="commitment_number_once"
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="2c265d419a1b997a2dd3a8852e126ca3330798ef",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_7b70e",
                    table="projects_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="commitment_words_are_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."party_name" IS DISTINCT FROM (NEW."party_name") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."days" IS DISTINCT FROM (NEW."days") OR OLD."day_worth" IS DISTINCT FROM (NEW."day_worth") OR OLD."worth" IS DISTINCT FROM (NEW."worth") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."planned_by_id" IS DISTINCT FROM (NEW."planned_by_id") OR OLD."token" IS DISTINCT FROM (NEW."token"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="29e945bfc72e89f51264f8dc9560b4dbd99f649c",
                    operation="UPDATE",
                    pgid="pgtrigger_commitment_words_are_fixed_170b0",
                    table="projects_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="commitment_source_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."source" IS DISTINCT FROM (NEW."source") AND NOT (OLD."state" = \'planned\'))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="b4705cabc6562f9939c02b16a260d3c40bebb9ff",
                    operation="UPDATE",
                    pgid="pgtrigger_commitment_source_is_fixed_56797",
                    table="projects_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="commitment_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="bfe5b426b7dbd26b5849037b627c51869e33476c",
                    operation="DELETE",
                    pgid="pgtrigger_commitment_stays_bc206",
                    table="projects_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="commitment_receipts_add_up",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF (SELECT received FROM projects_commitment WHERE id = NEW.id) <> (\n        SELECT COALESCE(SUM(amount), 0) FROM projects_receipt WHERE commitment_id = NEW.id\n    ) THEN\n        RAISE EXCEPTION 'what a commitment has received is the sum of its receipts';\n    END IF;\n    RETURN NULL;\n",
                    hash="f8abf92ed19dd0cec2bb2c9acfe1e41b4985173d",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_commitment_receipts_add_up_39be7",
                    table="projects_commitment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.UniqueConstraint(
                fields=("project", "number"), name="budget_number_once"
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="budget",
            trigger=pgtrigger.compiler.Trigger(
                name="budget_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c7049b476c73453045c59457f2bae86a9042e8bf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_budget_is_fixed_983a4",
                    table="projects_budget",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="budget",
            trigger=pgtrigger.compiler.Trigger(
                name="budget_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="ba34780f9d28bba3d5daa48425aad3adf54fc6f7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_budget_is_fixed_stays_963e6",
                    table="projects_budget",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="benefit",
            trigger=pgtrigger.compiler.Trigger(
                name="benefit_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1e668565823684afe54b0126dccaef7832d9e041",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_benefit_is_fixed_408ad",
                    table="projects_benefit",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="benefit",
            trigger=pgtrigger.compiler.Trigger(
                name="benefit_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="1b52e785b2b25261362684fa945b42a007b134a2",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_benefit_is_fixed_stays_5fa96",
                    table="projects_benefit",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="backing",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="4d1fa444a0f1a63df916514431b258968f94f0e0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_938db",
                    table="projects_backing",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="backing",
            trigger=pgtrigger.compiler.Trigger(
                name="backing_pair_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="fc6cd1d819ab2f53364e188ce6cceb5c37756707",
                    operation="UPDATE",
                    pgid="pgtrigger_backing_pair_is_fixed_d000d",
                    table="projects_backing",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="backing",
            trigger=pgtrigger.compiler.Trigger(
                name="backing_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0f6851ec11b54ef9e77bd88e73f9e563463b2890",
                    operation="DELETE",
                    pgid="pgtrigger_backing_stays_698e1",
                    table="projects_backing",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="backerreport",
            index=models.Index(fields=["organisation", "project"], name="backer_report_of"),
        ),
        migrations.AddConstraint(
            model_name="backerreport",
            constraint=models.UniqueConstraint(
                fields=("project", "number"), name="backer_report_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="backerreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("worth", 0), ("commitment__isnull", False), _connector="OR"),
                name="backer_report_worth_of_commitment",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="backerreport",
            trigger=pgtrigger.compiler.Trigger(
                name="backer_report_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6f59c2f5b2870a89f503d3df080e9729b9f4ed6c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_backer_report_is_fixed_bb28a",
                    table="projects_backerreport",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="backerreport",
            trigger=pgtrigger.compiler.Trigger(
                name="backer_report_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="72ed1bfab8758a52e085371a21d51f432bcedc17",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_backer_report_is_fixed_stays_a9d03",
                    table="projects_backerreport",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="backerreport",
            trigger=pgtrigger.compiler.Trigger(
                name="backer_report_of_its_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF NEW.commitment_id IS NOT NULL AND NOT EXISTS (\n                        SELECT FROM projects_commitment WHERE id = NEW.commitment_id\n                        AND project_id = NEW.project_id AND organisation_id = NEW.organisation_id\n                    ) THEN\n                        RAISE EXCEPTION 'a supporter reports on its own contributions';\n                    END IF;\n                    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (\n                        SELECT FROM projects_backerreport WHERE id = NEW.corrects_id\n                        AND project_id = NEW.project_id AND organisation_id = NEW.organisation_id\n                    ) THEN\n                        RAISE EXCEPTION 'a supporter corrects its own reports';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="64a473c354a7ad0017ee3768c71c2744f5cc61f1",
                    operation="INSERT",
                    pgid="pgtrigger_backer_report_of_its_own_8c025",
                    table="projects_backerreport",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="adjustment_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8d80a623ba3a1c692b1bb6d70aa5b5e17480c7e4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_adjustment_is_fixed_6a8f6",
                    table="projects_adjustment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="adjustment_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="c76419fe240efe7c39ab1f1c72cc3c1c8dd900d8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_adjustment_is_fixed_stays_35021",
                    table="projects_adjustment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="question_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d0be22c24dfbda660a38e6c3e984d379ab688149",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_question_is_fixed_288b2",
                    table="projects_question",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="question_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="79678077593499a8ede25385a953257bb76f4907",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_question_is_fixed_stays_e9d5a",
                    table="projects_question",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="position",
            trigger=pgtrigger.compiler.Trigger(
                name="position_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1ce666c02e66d03a468c7e3f9c14f75b119931f8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_position_is_fixed_11c3f",
                    table="projects_position",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="position",
            trigger=pgtrigger.compiler.Trigger(
                name="position_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="e484f8298a732e9bdc21d1749d8525a3880058d5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_position_is_fixed_stays_8ff11",
                    table="projects_position",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="position",
            trigger=pgtrigger.compiler.Trigger(
                name="position_is_of_the_round_at_work",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NEW.round <> 1 + (\n            SELECT COUNT(*) FROM projects_round r\n            JOIN projects_question q ON q.project_id = r.project_id\n            WHERE q.id = NEW.question_id) THEN\n            RAISE EXCEPTION 'a position belongs to the round at work';\n        END IF;\n        IF EXISTS (SELECT FROM projects_outcome\n                   WHERE question_id = NEW.question_id AND is_settled) THEN\n            RAISE EXCEPTION 'a settled question takes no more positions';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="3d0b7a7f1c52a71b535376bbe084c5b6e65dac34",
                    operation="INSERT",
                    pgid="pgtrigger_position_is_of_the_round_at_work_6bcbb",
                    table="projects_position",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="preference",
            trigger=pgtrigger.compiler.Trigger(
                name="preference_is_an_order",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='\n        PERFORM FROM projects_ranking WHERE id = NEW.ranking_id AND closed_at IS NULL FOR SHARE;\n        IF NOT FOUND THEN\n            RAISE EXCEPTION \'a closed ranking takes no more orders\';\n        END IF;\n        IF cardinality(NEW."order") = 0\n           OR cardinality(NEW."order") <> (\n               SELECT COUNT(*) FROM projects_candidate\n               WHERE ranking_id = NEW.ranking_id AND project_id = ANY (NEW."order")) THEN\n            RAISE EXCEPTION \'an order names proposals that stand to choice, each once\';\n        END IF;\n        RETURN NEW;\n    ',
                    hash="da2b48137d19b635c0ff67aeaed294f072d26dcf",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_preference_is_an_order_00daa",
                    table="projects_preference",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="candidate",
            trigger=pgtrigger.compiler.Trigger(
                name="candidate_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3498e539d82afe73709c0c11965b1911bae674f0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_candidate_is_fixed_05a46",
                    table="projects_candidate",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="candidate",
            trigger=pgtrigger.compiler.Trigger(
                name="candidate_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="2702dce7dad8f50072e055b61806b9ef18ee4e1f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_candidate_is_fixed_stays_53c45",
                    table="projects_candidate",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="receipt_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bd4bef26eae4b34c396c7aed7435b12feb8e6489",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_receipt_is_fixed_fe1e4",
                    table="projects_receipt",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="receipt_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="0faf995dc246015397d140165af894672101a2e1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_receipt_is_fixed_stays_4b7b8",
                    table="projects_receipt",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="receipts_add_up",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF (SELECT received FROM projects_commitment WHERE id = NEW.commitment_id) <> (\n        SELECT COALESCE(SUM(amount), 0) FROM projects_receipt WHERE commitment_id = NEW.commitment_id\n    ) THEN\n        RAISE EXCEPTION 'what a commitment has received is the sum of its receipts';\n    END IF;\n    RETURN NULL;\n",
                    hash="a120e20082af5773164960ca07bbc3804dcf9ff9",
                    operation="INSERT",
                    pgid="pgtrigger_receipts_add_up_6626c",
                    table="projects_receipt",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="receipt_of_its_report",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."report_id" IS NOT NULL)',
                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM projects_backerreport\n                        WHERE id = NEW.report_id AND commitment_id = NEW.commitment_id\n                    ) THEN\n                        RAISE EXCEPTION 'a report becomes a receipt of its own contribution';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="c4c12625a70e3cd8234788f704fca52583a9f36b",
                    operation="INSERT",
                    pgid="pgtrigger_receipt_of_its_report_51c51",
                    table="projects_receipt",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="receipt_counter_is_equal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."reverses_id" IS NOT NULL)',
                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM projects_receipt WHERE id = NEW.reverses_id\n                        AND amount = -NEW.amount AND commitment_id = NEW.commitment_id\n                        AND reverses_id IS NULL\n                    ) THEN\n                        RAISE EXCEPTION 'a counter row takes back exactly one receipt';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="3a02ea43fd518e789cf29b1b86fb87cd2596978f",
                    operation="INSERT",
                    pgid="pgtrigger_receipt_counter_is_equal_06a72",
                    table="projects_receipt",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4319b74a59809cad4ac5eb8b4cf092d464474a8d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_report_is_fixed_dda89",
                    table="projects_report",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="5e2aa9314a162bb306ace960ba900f6eba8ea2d4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_report_is_fixed_stays_6425a",
                    table="projects_report",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_going_back_has_a_reason",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NEW.going_back = '' AND (\n            NEW.percent < (SELECT percent FROM projects_report WHERE project_id = NEW.project_id AND percent IS NOT NULL ORDER BY number DESC LIMIT 1) OR NEW.spent < (SELECT spent FROM projects_report WHERE project_id = NEW.project_id AND percent IS NOT NULL ORDER BY number DESC LIMIT 1)\n        ) THEN\n            RAISE EXCEPTION 'less than in the report before needs a reason';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="53027d30dd1af8e9eff0427e8cad7ce04bf5a117",
                    operation="INSERT",
                    pgid="pgtrigger_report_going_back_has_a_reason_5c17d",
                    table="projects_report",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="photo",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="d546207fdeaa088bb8f8faa4e01219117c6aa4bd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_5f5c9",
                    table="projects_photo",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="photo",
            trigger=pgtrigger.compiler.Trigger(
                name="photo_of_report_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."report_id" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eb0a2c98917496c657ef115294724040d5d63aa4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_photo_of_report_is_fixed_e5b0d",
                    table="projects_photo",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="risk",
            trigger=pgtrigger.compiler.Trigger(
                name="risk_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d11d11312db00457a6c2ef22fb4d8d671f9cb1a8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_risk_is_fixed_0a07f",
                    table="projects_risk",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="risk",
            trigger=pgtrigger.compiler.Trigger(
                name="risk_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="8f0e0ed3fa4b09787ff2d3db23415eb367f23264",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_risk_is_fixed_stays_2becb",
                    table="projects_risk",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="assessment_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8063ea2e4f08839fefcbe1108d02eeeaffbe1e6d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_assessment_is_fixed_26eda",
                    table="projects_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="assessment_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="b58a5dea834c54792a9d381e28738d80570cc895",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_assessment_is_fixed_stays_70494",
                    table="projects_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="round",
            trigger=pgtrigger.compiler.Trigger(
                name="round_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b84112a23dfd15a019a09e87926a5fbfe3f7d56d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_round_is_fixed_7d78b",
                    table="projects_round",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="round",
            trigger=pgtrigger.compiler.Trigger(
                name="round_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="0c7f8a7657e9a45a3fc4c7d1edb98a7278c873f6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_round_is_fixed_stays_461cb",
                    table="projects_round",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="round",
            trigger=pgtrigger.compiler.Trigger(
                name="rounds_follow_each_other",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NEW.number <> 1 + (\n            SELECT COUNT(*) FROM projects_round WHERE project_id = NEW.project_id) THEN\n            RAISE EXCEPTION 'rounds are numbered without gaps';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="7e2060065e54cba029ed463d46ec325cbb36c329",
                    operation="INSERT",
                    pgid="pgtrigger_rounds_follow_each_other_10134",
                    table="projects_round",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="85f7bc11fc688b7f226e0339fb495801bb2987a7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_outcome_is_fixed_ebaf4",
                    table="projects_outcome",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="209a9b248e5b1557d877d39b55a37e614060d757",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_outcome_is_fixed_stays_ac060",
                    table="projects_outcome",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="sharingrule",
            trigger=pgtrigger.compiler.Trigger(
                name="sharing_rule_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6c8258540211abcddbcb0e24b402ef6ccc176dfd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_sharing_rule_is_fixed_10b08",
                    table="projects_sharingrule",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="sharingrule",
            trigger=pgtrigger.compiler.Trigger(
                name="sharing_rule_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="d0f469d95247abdd0f8a26389ac1c05373f3456a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_sharing_rule_is_fixed_stays_08160",
                    table="projects_sharingrule",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="share",
            trigger=pgtrigger.compiler.Trigger(
                name="share_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5be8a5bdd10f9f3211a288985f434a498a33286c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_share_is_fixed_25c45",
                    table="projects_share",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="share",
            trigger=pgtrigger.compiler.Trigger(
                name="share_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="54fb343cbeb554050d0d0ad52e9b55b38a390169",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_share_is_fixed_stays_2d646",
                    table="projects_share",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="share",
            trigger=pgtrigger.compiler.Trigger(
                name="share_percents_add_up",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n                    IF (SELECT method FROM projects_sharingrule WHERE id = NEW.rule_id) = 'benefit'\n                    AND (SELECT SUM(weight) FROM projects_share WHERE rule_id = NEW.rule_id) <> 10000\n                    THEN\n                        RAISE EXCEPTION 'shares by benefit add up to 100 percent';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="0f8045675cf0dedc02880745d939a285abe8fb40",
                    operation="INSERT",
                    pgid="pgtrigger_share_percents_add_up_294ff",
                    table="projects_share",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="upkeep",
            trigger=pgtrigger.compiler.Trigger(
                name="upkeep_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6ee00ec7d0b37e05d17ebefef6717e4ffea45646",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_upkeep_is_fixed_61ae2",
                    table="projects_upkeep",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="upkeep",
            trigger=pgtrigger.compiler.Trigger(
                name="upkeep_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="e7523c5d24bd3933b9e40f8e76c6fe1a6bb17355",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_upkeep_is_fixed_stays_cdd9f",
                    table="projects_upkeep",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="version",
            trigger=pgtrigger.compiler.Trigger(
                name="version_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0ee907ca638e667a95873cbb582d26b723c51ad5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_version_is_fixed_707c0",
                    table="projects_version",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="version",
            trigger=pgtrigger.compiler.Trigger(
                name="version_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="9d57631df3ebe580854216e682ec70bdae121634",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_version_is_fixed_stays_cf622",
                    table="projects_version",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="version",
            trigger=pgtrigger.compiler.Trigger(
                name="version_follows_replies",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF EXISTS (\n            SELECT FROM projects_changerequest r\n            JOIN projects_consent c ON c.id = r.consent_id\n            JOIN projects_version v ON v.id = c.version_id\n            WHERE v.project_id = NEW.project_id\n              AND NOT EXISTS (SELECT FROM projects_changereply WHERE request_id = r.id)) THEN\n            RAISE EXCEPTION 'a new version answers all requests for changes first';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="4a9f8189c55d8f354ab6f48734ea9d6fae4ca08f",
                    operation="INSERT",
                    pgid="pgtrigger_version_follows_replies_7e0d6",
                    table="projects_version",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("current__isnull", True), ("state", "draft")),
                    models.Q(
                        models.Q(("state", "draft"), _negated=True),
                        ("answer_by__isnull", False),
                        ("current__isnull", False),
                        ("proposed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="project_proposed_has_version_and_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pending__isnull", True),
                    models.Q(
                        ("state", "running"),
                        models.Q(("pending", models.F("current")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="project_amended_while_running",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="project",
            trigger=pgtrigger.compiler.Trigger(
                name="project_merging_has_no_chain",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'UPDATE' AND OLD.merged_into_id IS NOT DISTINCT FROM NEW.merged_into_id THEN\n            RETURN NEW;\n        END IF;\n        IF TG_OP = 'UPDATE' AND OLD.merged_into_id IS NOT NULL THEN\n            RAISE EXCEPTION 'a merged project stays merged';\n        END IF;\n        IF NEW.merged_into_id IS NULL THEN\n            RETURN NEW;\n        END IF;\n        PERFORM FROM projects_project WHERE id = NEW.merged_into_id FOR NO KEY UPDATE;\n        IF EXISTS (SELECT FROM projects_project\n                   WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL)\n           OR EXISTS (SELECT FROM projects_project WHERE merged_into_id = NEW.id) THEN\n            RAISE EXCEPTION 'merged projects form no chain and no circle';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="6ac7011073c0822b58de4848068f0aad94b80f11",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_project_merging_has_no_chain_2db9e",
                    table="projects_project",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="planfit",
            trigger=pgtrigger.compiler.Trigger(
                name="plan_fit_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="74b5807818a932c713dbb3ed150244714127f02f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_plan_fit_is_fixed_51b9a",
                    table="projects_planfit",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="planfit",
            trigger=pgtrigger.compiler.Trigger(
                name="plan_fit_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="1240bd3482ef0e86d11f3c85c7c98b3e623399fc",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_plan_fit_is_fixed_stays_5fc3b",
                    table="projects_planfit",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="homeresult",
            trigger=pgtrigger.compiler.Trigger(
                name="home_result_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1d5579a0803ff25fc3916436a6fb5279fe85c83e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_home_result_is_fixed_37728",
                    table="projects_homeresult",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="homeresult",
            trigger=pgtrigger.compiler.Trigger(
                name="home_result_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="c93b4a08c2eda734fb098c6964b1408d28ed412e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_home_result_is_fixed_stays_564a1",
                    table="projects_homeresult",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="homeresult",
            trigger=pgtrigger.compiler.Trigger(
                name="home_result_is_of_the_past",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NEW.held_on > (NEW.at AT TIME ZONE 'Asia/Jayapura')::date THEN\n            RAISE EXCEPTION 'an assembly that has not been held has no result';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="f56c21e93801ab130e1e9e9771d10fb0d9df0a0f",
                    operation="INSERT",
                    pgid="pgtrigger_home_result_is_of_the_past_f0485",
                    table="projects_homeresult",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["sent", "asked"])),
                fields=("project",),
                name="escalation_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "taken_up")),
                fields=("project", "receiver"),
                name="escalation_taken_up_once",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="escalation",
            trigger=pgtrigger.compiler.Trigger(
                name="escalation_is_a_copy",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF (SELECT project_id FROM projects_version WHERE id = NEW.version_id)\n           IS DISTINCT FROM NEW.project_id THEN\n            RAISE EXCEPTION 'an escalation copies a version of its own proposal';\n        END IF;\n        IF TG_OP = 'UPDATE' AND (OLD.project_id, OLD.version_id, OLD.receiver_id, OLD.ask)\n           IS DISTINCT FROM (NEW.project_id, NEW.version_id, NEW.receiver_id, NEW.ask) THEN\n            RAISE EXCEPTION 'what was sent upward is not changed';\n        END IF;\n        IF TG_OP = 'UPDATE' AND OLD.part_of_id IS NOT NULL\n           AND OLD.part_of_id IS DISTINCT FROM NEW.part_of_id THEN\n            RAISE EXCEPTION 'a part stays a part';\n        END IF;\n        IF NEW.part_of_id IS NULL THEN\n            RETURN NEW;\n        END IF;\n        PERFORM FROM projects_escalation WHERE id = NEW.part_of_id FOR NO KEY UPDATE;\n        IF NOT EXISTS (SELECT FROM projects_escalation\n                       WHERE id = NEW.part_of_id AND part_of_id IS NULL\n                         AND state = 'taken_up' AND receiver_id = NEW.receiver_id)\n           OR EXISTS (SELECT FROM projects_escalation WHERE part_of_id = NEW.id) THEN\n            RAISE EXCEPTION 'parts of a copy lie with its receiver and form no chain and no circle';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="67ea79c633fddb138725c5a6004f0a0143becd13",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_escalation_is_a_copy_ad773",
                    table="projects_escalation",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="contribution_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="21b2e6949af250ae79dd455c6fc69ea6296be768",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_contribution_is_fixed_325dc",
                    table="projects_contribution",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="contribution",
            trigger=pgtrigger.compiler.Trigger(
                name="contribution_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="27ef5708b0e8d758822cf36296a4a03a0e6d16fb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_contribution_is_fixed_stays_5dcf8",
                    table="projects_contribution",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                fields=("version", "region"), name="consent_one_answer_a_version"
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="consent_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8b28108f7c4d356a093d0f6c2373c0e184f32aaa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_consent_is_fixed_56402",
                    table="projects_consent",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="consent_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="fba93eb7bccca553760e2dd3ff6cc9b5845d9ff6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_consent_is_fixed_stays_9af4f",
                    table="projects_consent",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="consent_follows_assembly",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NEW.answer = 'given'\n           AND (SELECT home_first FROM projects_version WHERE id = NEW.version_id)\n           AND (SELECT agrees FROM projects_homeresult\n                WHERE version_id = NEW.version_id AND region_id = NEW.region_id\n                ORDER BY id DESC LIMIT 1) IS NOT TRUE THEN\n            RAISE EXCEPTION 'the assembly at home has to agree first';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="d0320593bb308bb94d9eda1a22a0da21d63e27e1",
                    operation="INSERT",
                    pgid="pgtrigger_consent_follows_assembly_584d9",
                    table="projects_consent",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="b0ed47ba3df8502ff80c9a916afe3d200775b5ab",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_58834",
                    table="projects_attachment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="attachment_of_version_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."version_id" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dfaf452500da054d26e77fb1fd71384b07cf4faf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_attachment_of_version_is_fixed_d362e",
                    table="projects_attachment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="amendment_is_the_one_named",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n        IF EXISTS (SELECT FROM projects_amendment WHERE id = NEW.id AND state = 'pending')\n           IS DISTINCT FROM\n           EXISTS (SELECT FROM projects_project WHERE pending_id = NEW.version_id) THEN\n            RAISE EXCEPTION 'the amendment under deliberation is the one that its project names';\n        END IF;\n        RETURN NULL;\n    ",
                    hash="b160c4222ef57a4bc64e0faf957fe6bcec6a2616",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_amendment_is_the_one_named_5c00b",
                    table="projects_amendment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="labour",
            trigger=pgtrigger.compiler.Trigger(
                name="labour_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1062e7604efb0fe1a4de3adc759fd9ef62d50122",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_labour_is_fixed_8405c",
                    table="projects_labour",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="labour",
            trigger=pgtrigger.compiler.Trigger(
                name="labour_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="dbe3b7aea5d2d6fa90332ead03c8e8695f27f947",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_labour_is_fixed_stays_b2f4b",
                    table="projects_labour",
                    when="BEFORE",
                ),
            ),
        ),
    ]
