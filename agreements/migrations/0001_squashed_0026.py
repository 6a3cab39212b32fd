"""All migrations so far in one, for a database that has none: quick. Others go on step by step."""

from importlib import import_module

import agreements.wording
import core.codes
import core.migration_operations
import core.uploads
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import uuid
from django.db import migrations, models

shipped = import_module("agreements.migrations.0006_templates")


class Migration(migrations.Migration):
    replaces = [
        ("agreements", "0001_initial"),
        ("agreements", "0002_ground_of_the_end"),
        ("agreements", "0003_agenda_items"),
        ("agreements", "0004_rows_are_not_truncated"),
        ("agreements", "0005_clauses_and_numbers"),
        ("agreements", "0006_templates"),
        ("agreements", "0007_these_rows_are_not_truncated_either"),
        ("agreements", "0008_no_table_is_emptied"),
        ("agreements", "0009_clauses_and_numbers_stay"),
        ("agreements", "0010_trails_are_sealed"),
        ("agreements", "0011_obligations"),
        ("agreements", "0012_order_witnesses_and_papers"),
        ("agreements", "0013_register_numbers"),
        ("agreements", "0014_sealed_ones_are_numbered"),
        ("agreements", "0016_disputes"),
        ("agreements", "0017_planned_rules"),
        ("agreements", "0018_reports_and_pauses"),
        ("agreements", "0019_annexes"),
        ("agreements", "0020_parts_stay_owed"),
        ("agreements", "0021_succession"),
        ("agreements", "0022_results_can_be_public"),
        ("agreements", "0023_acknowledgement"),
        ("agreements", "0024_third_parties"),
        ("agreements", "0025_gazette_number_has_a_day"),
        ("agreements", "0026_third_numbers"),
    ]

    initial = True

    dependencies = [
        ("meetings", "0001_squashed_0033"),
        ("projects", "0001_squashed_0019"),
        ("villages", "0001_squashed_0008"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fulfilment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("owed_on", models.DateField(blank=True, null=True, verbose_name="owed on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "not reported yet"),
                            ("reported", "reported as given"),
                            ("partly", "confirmed in part"),
                            ("confirmed", "confirmed"),
                            ("disputed", "disputed"),
                            ("released", "released by agreement"),
                            ("carried", "carried over by the next agreement"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "verbose_name": "due day of an obligation",
                "verbose_name_plural": "due days of obligations",
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(fields=["state", "owed_on"], name="fulfilment_by_owed_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owed_on__isnull", True),
                            ("owed_on__gte", models.F("due_on")),
                            _connector="OR",
                        ),
                        name="fulfilment_owed_later_only",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateClause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "opening"),
                            (2, "recital (Menimbang)"),
                            (3, "legal basis (Mengingat)"),
                            (4, "enacting words"),
                            (5, "article"),
                            (6, "closing"),
                        ],
                        verbose_name="part",
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scope", "scope"),
                            ("field", "field of cooperation"),
                            ("procedure", "procedure and conditions"),
                            ("term", "term"),
                            ("rights", "rights and duties"),
                            ("funding", "funding"),
                            ("changes", "how to change, postpone and cancel"),
                            ("disputes", "settlement of disputes"),
                        ],
                        max_length=9,
                        verbose_name="compulsory matter",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="heading")),
                ("text", models.TextField(blank=True, max_length=6000, verbose_name="words")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("permakades", "joint regulation of village heads"),
                            ("perjanjian", "joint agreement with a third party"),
                            ("kesepakatan", "joint accord of subdistricts"),
                            ("mou", "memorandum of understanding"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "clause of a template",
                "verbose_name_plural": "clauses of templates",
                "ordering": ["kind", "part", "position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("permakades", "joint regulation of village heads"),
                            ("perjanjian", "joint agreement with a third party"),
                            ("kesepakatan", "joint accord of subdistricts"),
                            ("mou", "memorandum of understanding"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("text", models.TextField(max_length=60000, verbose_name="text")),
                (
                    "follows_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("renewal", "renewal"),
                            ("amendment", "change of words"),
                            ("replacement", "replacement"),
                        ],
                        max_length=11,
                        verbose_name="way in which it follows",
                    ),
                ),
                (
                    "by_clauses",
                    models.BooleanField(default=False, verbose_name="drafted clause by clause"),
                ),
                (
                    "shared_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="shown to the parties"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("open", "open for approval"),
                            ("in_force", "in force"),
                            ("ended", "ended"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="term starts")),
                ("ends_on", models.DateField(verbose_name="term ends")),
                (
                    "sealed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="in force since"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ended or withdrawn"),
                ),
                (
                    "end_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "all parties agreed to end it"),
                            ("achieved", "its aim is reached"),
                            ("force_majeure", "events beyond control make it impossible"),
                            ("breach", "a party does not keep it"),
                            ("replaced", "a new agreement takes its place"),
                            ("unlawful", "it is contrary to the law"),
                            ("object_lost", "its object is lost"),
                            ("harmful", "it harms the village, the region or the nation"),
                            ("term_over", "its term is over"),
                        ],
                        max_length=13,
                        verbose_name="ground in law",
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="why it ended"),
                ),
                (
                    "end_paper",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="paper of the deliberation",
                    ),
                ),
                (
                    "end_paper_sha256",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="SHA-256 of that paper"
                    ),
                ),
                (
                    "agenda_items",
                    models.ManyToManyField(
                        blank=True,
                        related_name="agreements",
                        to="meetings.agendaitem",
                        verbose_name="items of agendas",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="meetings.decision",
                    ),
                ),
                (
                    "drafted_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="agreements.agreement",
                        verbose_name="agreement that it follows",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreement",
                "verbose_name_plural": "agreements",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="agreement_by_state"),
                    models.Index(fields=["state", "ends_on"], name="agreement_by_end"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("title"), name="gin_trgm_ops"
                        ),
                        name="agreement_title_trgm",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector("text", config="simple"),
                        name="agreement_text_words",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("project__isnull", False), ("meeting__isnull", False), _connector="OR"
                        ),
                        name="agreement_out_of_project_or_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="agreement_term_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["in_force", "ended"]),
                            ("sealed_at__isnull", True),
                            _connector="XOR",
                        ),
                        name="agreement_in_force_is_sealed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("end_reason", ""), _negated=True),
                                ("ended_at__isnull", False),
                                ("state__in", ["ended", "withdrawn"]),
                            ),
                            models.Q(
                                models.Q(("state__in", ["ended", "withdrawn"]), _negated=True),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_over_has_time_and_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_paper", ""), ("end_paper_sha256", "")),
                            models.Q(
                                models.Q(("end_paper", ""), _negated=True),
                                models.Q(("end_paper_sha256", ""), _negated=True),
                                ("state", "ended"),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_end_paper_has_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "ended"), ("end_ground", ""), _connector="XOR"
                        ),
                        name="agreement_ended_has_ground",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("follows__isnull", True), ("follows_as", "")),
                            models.Q(
                                models.Q(("follows__lt", models.F("id"))),
                                models.Q(("follows_as", ""), _negated=True),
                                ("follows__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_follows_in_a_way",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("follows",),
                        name="agreement_one_successor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sheet", ""), ("sheet_sha256", "")),
                            models.Q(
                                models.Q(("sheet", ""), _negated=True),
                                models.Q(("sheet_sha256", ""), _negated=True),
                                ("sealed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_sheet_has_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attestation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=200, verbose_name="office then")),
                (
                    "text_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the text"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("password", "password"),
                            ("webauthn", "passkey"),
                            ("totp", "code from an app"),
                            ("recovery_codes", "recovery code"),
                            ("paper", "signature on paper"),
                        ],
                        max_length=20,
                        verbose_name="confirmed with",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="attested")),
                ("seal", models.CharField(max_length=64, verbose_name="seal")),
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
                "verbose_name": "attestation",
                "verbose_name_plural": "attestations",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Clause",
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
                    "part",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "opening"),
                            (2, "recital (Menimbang)"),
                            (3, "legal basis (Mengingat)"),
                            (4, "enacting words"),
                            (5, "article"),
                            (6, "closing"),
                        ],
                        verbose_name="part",
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scope", "scope"),
                            ("field", "field of cooperation"),
                            ("procedure", "procedure and conditions"),
                            ("term", "term"),
                            ("rights", "rights and duties"),
                            ("funding", "funding"),
                            ("changes", "how to change, postpone and cancel"),
                            ("disputes", "settlement of disputes"),
                        ],
                        max_length=9,
                        verbose_name="compulsory matter",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="heading")),
                ("text", models.TextField(blank=True, max_length=6000, verbose_name="words")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("removed", models.BooleanField(default=False, verbose_name="removed")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.clause",
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
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
                "ordering": ["part", "position", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["agreement", "part", "position"], name="clause_in_order")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part", agreements.wording.Part["ARTICLE"]),
                            models.Q(("matter", ""), ("title", "")),
                            _connector="OR",
                        ),
                        name="clause_matter_is_of_an_article",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
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
                    "about",
                    models.CharField(
                        choices=[
                            ("whole", "the agreement as a whole"),
                            ("clause", "a clause"),
                            ("obligation", "an obligation"),
                            ("project", "the project"),
                        ],
                        max_length=10,
                        verbose_name="about",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True, max_length=250, verbose_name="clause or obligation then"
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        max_length=60, verbose_name="what it is about, as it is compared"
                    ),
                ),
                (
                    "between",
                    models.CharField(max_length=1000, verbose_name="parties, as they are compared"),
                ),
                (
                    "third_party",
                    models.CharField(blank=True, max_length=150, verbose_name="third party"),
                ),
                ("facts", models.TextField(max_length=5000, verbose_name="what happened")),
                ("wish", models.TextField(max_length=2000, verbose_name="what is wanted")),
                ("since", models.DateField(verbose_name="since when")),
                ("raised_at", models.DateTimeField(verbose_name="raised")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "token",
                    models.UUIDField(
                        default=uuid.uuid4, unique=True, verbose_name="number of the form"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("deliberation", "deliberation of the parties"),
                            ("referred", "waits for the mediator"),
                            ("mediation", "in mediation"),
                            ("settled", "settled"),
                            ("failed", "without agreement"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="deliberation",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("deliberate_until", models.DateField(verbose_name="deliberation until")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("camat", "subdistrict head (camat)"),
                            ("bupati", "regent (bupati or wali kota)"),
                            ("gubernur", "governor"),
                            ("menteri", "Minister of Home Affairs"),
                        ],
                        max_length=8,
                        verbose_name="office that mediates",
                    ),
                ),
                (
                    "referred_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="passed on to mediation"
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="accepted by the mediator"
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "close_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was closed"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="result made public"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                        verbose_name="who keeps the case",
                    ),
                ),
                (
                    "mediator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                        verbose_name="region of the mediator",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="projects.project",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute",
                "verbose_name_plural": "disputes",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        fields=["state", "deliberate_until"], name="dispute_by_deliberation"
                    ),
                    models.Index(fields=["desk", "state"], name="dispute_by_desk"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreement__isnull", False),
                                ("project__isnull", True),
                                models.Q(("about", "project"), _negated=True),
                            ),
                            models.Q(
                                ("about", "project"),
                                ("agreement__isnull", True),
                                ("project__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_of_agreement_or_project",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["deliberation", "referred", "mediation"])
                        ),
                        fields=("topic", "between"),
                        name="dispute_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["settled", "failed", "withdrawn"]),
                            ("closed_at__isnull", True),
                            _connector="XOR",
                        ),
                        name="dispute_closed_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["failed", "withdrawn"]), _negated=True),
                            models.Q(("close_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dispute_ended_without_result_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(
                                ("published_at__gte", models.F("closed_at")),
                                ("state", "settled"),
                                ("third_party", ""),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_public_is_settled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["referred", "mediation", "failed"]), _negated=True
                            ),
                            ("referred_at__isnull", False),
                            _connector="OR",
                        ),
                        name="dispute_mediation_was_asked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="region then")),
                (
                    "side",
                    models.CharField(
                        choices=[("claimant", "raised it"), ("respondent", "answers it")],
                        max_length=10,
                        verbose_name="side",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="agreements.dispute",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "party of a dispute",
                "verbose_name_plural": "parties of disputes",
                "ordering": ["dispute", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dispute", "region"), name="dispute_party_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("side", "claimant")),
                        fields=("dispute",),
                        name="dispute_one_claimant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
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
                    "method",
                    models.CharField(
                        choices=[
                            ("password", "password"),
                            ("webauthn", "passkey"),
                            ("totp", "code from an app"),
                            ("recovery_codes", "recovery code"),
                            ("paper", "signature on paper"),
                        ],
                        max_length=20,
                        verbose_name="confirmed with",
                    ),
                ),
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
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="agreements.dispute",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.disputeparty",
                    ),
                ),
            ],
            options={
                "verbose_name": "word for a public result",
                "verbose_name_plural": "words for public results",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dispute", "party"), name="disclosure_once_a_party"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvaluationNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year after the seal")),
                ("text", models.CharField(max_length=1000, verbose_name="note")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_notes",
                        to="agreements.agreement",
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
                "verbose_name": "note on a yearly evaluation",
                "verbose_name_plural": "notes on yearly evaluations",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["agreement", "year"], name="evaluation_note_of_year")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mandate", "token"), name="evaluation_note_once_a_form"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FulfilmentAct",
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
                            ("reported", "reported that it is given"),
                            ("taken_back", "took the report back"),
                            ("confirmed", "confirmed it"),
                            ("disputed", "disputed it"),
                            ("released", "agreed to release the party from it"),
                        ],
                        max_length=10,
                        verbose_name="what was said",
                    ),
                ),
                (
                    "given",
                    models.PositiveBigIntegerField(default=0, verbose_name="how much was given"),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="note or reason"),
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
                (
                    "sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file"),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "fulfilment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="agreements.fulfilment",
                    ),
                ),
                (
                    "keeps",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_by",
                        to="agreements.fulfilmentact",
                        verbose_name="confirmed part that stays",
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
                    "receipt",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.receipt",
                        verbose_name="receipt of the project",
                    ),
                ),
            ],
            options={
                "verbose_name": "word on an obligation",
                "verbose_name_plural": "words on obligations",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("fulfilment", "token"), name="act_once_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("given__lte", 1000000000000000),
                                ("kind", "reported"),
                                ("receipt__isnull", True),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            models.Q(
                                ("file", ""),
                                ("given__lte", 1000000000000000),
                                ("kind", "reported"),
                                ("receipt__isnull", False),
                                ("sha256", ""),
                            ),
                            models.Q(
                                models.Q(("kind", "reported"), _negated=True),
                                ("file", ""),
                                ("given", 0),
                                ("receipt__isnull", True),
                                ("sha256", ""),
                            ),
                            _connector="OR",
                        ),
                        name="act_report_has_one_proof",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "disputed"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="act_dispute_has_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="fulfilment",
            name="report",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.fulfilmentact",
            ),
        ),
        migrations.CreateModel(
            name="HomeRule",
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
                            ("permakades", "joint regulation of village heads"),
                            ("perjanjian", "joint agreement with a third party"),
                            ("kesepakatan", "joint accord of subdistricts"),
                            ("mou", "memorandum of understanding"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("1_musdes", "village assembly (Musdes)"),
                            ("2_bpd", "consent of the village council (BPD)"),
                            ("3_perdes", "village regulation or decree on the cooperation"),
                            ("4_delegasi", "decree on the delegates"),
                            ("5_laporan", "copy to the regent through the subdistrict"),
                        ],
                        max_length=12,
                        verbose_name="what is settled",
                    ),
                ),
                (
                    "compulsory",
                    models.BooleanField(
                        default=False, verbose_name="needed before the head approves"
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="within days",
                    ),
                ),
            ],
            options={
                "verbose_name": "step at home",
                "verbose_name_plural": "steps at home",
                "ordering": ["kind", "step"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "step"), name="home_rule_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("compulsory", True), ("step", "5_laporan"), _negated=True
                        ),
                        name="home_rule_report_comes_after",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__lte", 60)), name="home_rule_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImplementationReport",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                (
                    "letter_number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="number of the letter"
                    ),
                ),
                (
                    "introduction",
                    models.TextField(blank=True, max_length=6000, verbose_name="introduction"),
                ),
                (
                    "progress",
                    models.TextField(blank=True, max_length=6000, verbose_name="implementation"),
                ),
                (
                    "problems",
                    models.TextField(
                        blank=True, max_length=6000, verbose_name="problems and solutions"
                    ),
                ),
                (
                    "follow_up",
                    models.TextField(
                        blank=True, max_length=6000, verbose_name="plan for what follows"
                    ),
                ),
                (
                    "closing",
                    models.TextField(blank=True, max_length=6000, verbose_name="closing words"),
                ),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("figures", models.JSONField(blank=True, default=dict, verbose_name="figures")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the text"),
                ),
                (
                    "sealed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="submitted"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="implementation_reports",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="agreements.implementationreport",
                        verbose_name="corrects the report",
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
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "implementation report",
                "verbose_name_plural": "implementation reports",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "number"), name="implementation_number_once"
                    ),
                    models.UniqueConstraint(
                        fields=("agreement", "token"), name="implementation_once_a_form"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("sealed_at__isnull", True)),
                        fields=("agreement", "region"),
                        name="implementation_one_draft_a_region",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="implementation_period_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sealed_at__isnull", True), ("sha256", ""), ("text", "")),
                            models.Q(
                                ("sealed_at__isnull", False),
                                models.Q(("text", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="implementation_submitted_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sheet", ""), ("sheet_sha256", "")),
                            models.Q(
                                models.Q(("sheet", ""), _negated=True),
                                models.Q(("sheet_sha256", ""), _negated=True),
                                ("sealed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="implementation_sheet_has_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeProposal",
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
                            ("suspend", "suspend the agreement"),
                            ("resume", "take the agreement up again"),
                            ("end", "end the agreement"),
                        ],
                        max_length=7,
                        verbose_name="what is proposed",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "all parties agreed to end it"),
                            ("achieved", "its aim is reached"),
                            ("force_majeure", "events beyond control make it impossible"),
                            ("breach", "a party does not keep it"),
                            ("replaced", "a new agreement takes its place"),
                            ("unlawful", "it is contrary to the law"),
                            ("object_lost", "its object is lost"),
                            ("harmful", "it harms the village, the region or the nation"),
                            ("term_over", "its term is over"),
                        ],
                        max_length=13,
                        verbose_name="ground in law",
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "paper",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="file",
                    ),
                ),
                (
                    "sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for the heads of the parties"),
                            ("agreed", "agreed by all parties"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("lapsed", "void, for the agreement has ended"),
                        ],
                        default="open",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="life_proposals",
                        to="agreements.agreement",
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
                "verbose_name": "proposal on an agreement in force",
                "verbose_name_plural": "proposals on agreements in force",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "token"), name="life_once_a_form"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("agreement",),
                        name="life_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("from_on__isnull", False),
                                ("ground", ""),
                                ("kind", "suspend"),
                                models.Q(
                                    ("until_on__isnull", True),
                                    ("until_on__gte", models.F("from_on")),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("from_on__isnull", False),
                                ("ground", ""),
                                ("kind", "resume"),
                                ("until_on__isnull", True),
                            ),
                            models.Q(
                                ("from_on__isnull", True),
                                ("ground__in", ["agreed", "achieved"]),
                                ("kind", "end"),
                                ("until_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="life_says_what_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="life_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paper", ""), models.Q(("sha256", ""), _negated=True), _connector="XOR"
                        ),
                        name="life_paper_has_hash",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"), ("settled_at__isnull", False), _connector="XOR"
                        ),
                        name="life_settled_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Obligation",
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
                            ("money", "money"),
                            ("work", "work"),
                            ("goods", "goods"),
                            ("report", "report"),
                        ],
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="what exactly")),
                ("amount", models.PositiveBigIntegerField(default=0, verbose_name="how much")),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="unit")),
                ("first_due", models.DateField(verbose_name="due on, the first time")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("once", "once"),
                            ("monthly", "every month"),
                            ("quarterly", "every three months"),
                            ("yearly", "every year"),
                        ],
                        default="once",
                        max_length=9,
                        verbose_name="how often",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="obligations",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obligations",
                        to="projects.commitment",
                        verbose_name="contribution to the project",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.obligation",
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
            ],
            options={
                "verbose_name": "obligation",
                "verbose_name_plural": "obligations",
                "ordering": ["agreement", "party__position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "token"), name="obligation_once_a_form"
                    ),
                    models.UniqueConstraint(
                        fields=("agreement", "commitment"), name="obligation_one_a_commitment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("commitment__isnull", True), ("rhythm", "once"), _connector="OR"
                        ),
                        name="obligation_commitment_comes_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True), name="obligation_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__lte", 1000000000000000)),
                        name="obligation_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("kind", "money"), ("unit", "")),
                            models.Q(("kind", "work"), ("unit", "")),
                            models.Q(("amount", 0), ("kind", "report"), ("unit", "")),
                            models.Q(("amount", 0), ("kind", "goods"), ("unit", "")),
                            models.Q(
                                ("amount__gt", 0),
                                ("kind", "goods"),
                                models.Q(("unit", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="obligation_counts_by_its_kind",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="fulfilment",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fulfilments",
                to="agreements.obligation",
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="obligation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disputes",
                to="agreements.obligation",
            ),
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
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("region_name", models.CharField(max_length=150, verbose_name="region then")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("mediated", models.BooleanField(verbose_name="with a mediator")),
                ("held_on", models.DateField(verbose_name="held on")),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                ("led_by", models.CharField(max_length=150, verbose_name="led by")),
                ("present", models.TextField(max_length=1000, verbose_name="who was present")),
                ("agreed", models.TextField(max_length=6000, verbose_name="what was agreed")),
                (
                    "duties",
                    models.JSONField(
                        blank=True, default=list, verbose_name="who does what until when"
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the text")),
                ("seal", models.CharField(max_length=64, verbose_name="seal")),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="agreements.dispute",
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
                "verbose_name": "result of a dispute",
                "verbose_name_plural": "results of disputes",
                "ordering": ["dispute", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dispute", "number"), name="outcome_number_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="dispute",
            name="outcome",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.outcome",
            ),
        ),
        migrations.CreateModel(
            name="OutcomeWord",
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
                    "method",
                    models.CharField(
                        choices=[
                            ("password", "password"),
                            ("webauthn", "passkey"),
                            ("totp", "code from an app"),
                            ("recovery_codes", "recovery code"),
                            ("paper", "signature on paper"),
                        ],
                        max_length=20,
                        verbose_name="confirmed with",
                    ),
                ),
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
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="agreements.outcome",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="agreements.disputeparty",
                    ),
                ),
            ],
            options={
                "verbose_name": "word on a result",
                "verbose_name_plural": "words on results",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("outcome", "party"), name="outcome_word_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="region then")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "number",
                    models.CharField(blank=True, max_length=80, verbose_name="number in the text"),
                ),
                (
                    "signer_name",
                    models.CharField(blank=True, max_length=100, verbose_name="represented by"),
                ),
                ("signer_title", models.CharField(max_length=80, verbose_name="office")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement_parties",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "party",
                "verbose_name_plural": "parties",
                "ordering": ["agreement", "position"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("number"), name="gin_trgm_ops"
                        ),
                        name="party_number_trgm",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "region"), name="party_once"),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("agreement", "position"),
                        name="party_one_a_position",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="obligation",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="obligations",
                to="agreements.party",
            ),
        ),
        migrations.CreateModel(
            name="LifeWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agrees", models.BooleanField(verbose_name="agrees")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("password", "password"),
                            ("webauthn", "passkey"),
                            ("totp", "code from an app"),
                            ("recovery_codes", "recovery code"),
                            ("paper", "signature on paper"),
                        ],
                        max_length=20,
                        verbose_name="confirmed with",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="agreements.lifeproposal",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "word on a proposal on an agreement",
                "verbose_name_plural": "words on proposals on agreements",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "party"), name="life_word_once_a_party"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agrees", True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="life_refusal_has_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="lifeproposal",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.party"
            ),
        ),
        migrations.CreateModel(
            name="HomePaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("1_musdes", "village assembly (Musdes)"),
                            ("2_bpd", "consent of the village council (BPD)"),
                            ("3_perdes", "village regulation or decree on the cooperation"),
                            ("4_delegasi", "decree on the delegates"),
                            ("5_laporan", "copy to the regent through the subdistrict"),
                        ],
                        max_length=12,
                        verbose_name="what is settled",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="date of the paper")),
                (
                    "number",
                    models.CharField(blank=True, max_length=80, verbose_name="number of the paper"),
                ),
                (
                    "paper",
                    models.FileField(
                        max_length=120, upload_to=core.uploads.random_name, verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
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
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="home_papers",
                        to="agreements.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper from home",
                "verbose_name_plural": "papers from home",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["party", "step", "-id"], name="home_paper_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "step", "token"), name="home_paper_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paper", ""), _negated=True), name="home_paper_has_file"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="fulfilmentact",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.party"
            ),
        ),
        migrations.CreateModel(
            name="EvaluationAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year after the seal")),
                (
                    "works",
                    models.JSONField(
                        blank=True, default=dict, verbose_name="does each obligation work"
                    ),
                ),
                (
                    "aim",
                    models.CharField(
                        choices=[("yes", "yes"), ("partly", "partly"), ("no", "no")],
                        max_length=6,
                        verbose_name="is the aim reached",
                    ),
                ),
                (
                    "wish",
                    models.CharField(
                        choices=[
                            ("continue", "go on as it is"),
                            ("change", "go on, but change it"),
                            ("end", "end it"),
                        ],
                        max_length=8,
                        verbose_name="what shall become of it",
                    ),
                ),
                ("lessons", models.CharField(blank=True, max_length=1000, verbose_name="lessons")),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="what else is to be said"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_answers",
                        to="agreements.agreement",
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
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation_answers",
                        to="agreements.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a yearly evaluation",
                "verbose_name_plural": "answers to yearly evaluations",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["agreement", "year"], name="evaluation_of_year")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "token"), name="evaluation_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 1)), name="evaluation_year_counts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreachObjection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
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
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breach_objection",
                        to="agreements.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "objection to an end for breach",
                "verbose_name_plural": "objections to ends for breach",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Passing",
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
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passings",
                        to="agreements.dispute",
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
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.disputeparty",
                    ),
                ),
            ],
            options={
                "verbose_name": "word that the deliberation has failed",
                "verbose_name_plural": "words that the deliberation has failed",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dispute", "party"), name="passing_once_a_party"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="suspended from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="suspended until"),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pause",
                        to="agreements.lifeproposal",
                    ),
                ),
                (
                    "resumed_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.lifeproposal",
                        verbose_name="taken up again by",
                    ),
                ),
            ],
            options={
                "verbose_name": "suspension of an agreement",
                "verbose_name_plural": "suspensions of agreements",
                "ordering": ["starts_on"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (models.F("agreement"), "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="pause_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="pause_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedRule",
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
                            ("perdes", "village regulation"),
                            ("perkades", "regulation of the village head"),
                            ("keputusan", "decree of the head"),
                            ("edaran", "circular"),
                            ("sop", "standard operating procedure"),
                            ("kebijakan", "other policy"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
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
                        verbose_name="field",
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
                ("text", models.TextField(max_length=6000, verbose_name="what is planned")),
                ("why", models.TextField(max_length=2000, verbose_name="why")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("own", "our own region"),
                            ("subdistrict", "the whole subdistrict"),
                            ("chosen", "chosen regions"),
                        ],
                        max_length=11,
                        verbose_name="regions concerned",
                    ),
                ),
                (
                    "area_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=13),
                        size=None,
                        verbose_name="codes of the area",
                    ),
                ),
                (
                    "named_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=13),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="codes of those named",
                    ),
                ),
                ("comments_until", models.DateField(verbose_name="comments until")),
                ("effective_on", models.DateField(verbose_name="planned to take effect on")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="draft text",
                    ),
                ),
                (
                    "sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file"),
                ),
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
                            ("announced", "announced"),
                            ("decided", "outcome recorded"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "circles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=13),
                        size=None,
                        verbose_name="codes that bring near",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                (
                    "announced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="announced"),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="decided or withdrawn"
                    ),
                ),
                (
                    "close_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason of the withdrawal"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "adopted as announced"),
                            ("changed", "adopted with changes"),
                            ("given_up", "given up"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "in_force_on",
                    models.DateField(blank=True, null=True, verbose_name="takes effect on"),
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
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planned_rules",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "planned rule",
                "verbose_name_plural": "planned rules",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["state", "comments_until"], name="planned_by_end"),
                    models.Index(fields=["outcome", "in_force_on"], name="planned_by_outcome"),
                    models.Index(fields=["field", "-id"], name="planned_by_field"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["circles"], name="planned_circles"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["area_codes"], name="planned_area"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("title"), name="gin_trgm_ops"
                        ),
                        name="planned_title_trgm",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector("text", "why", config="simple"),
                        name="planned_text_words",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("made_by", "token"), name="planned_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effective_on__gt", models.F("comments_until"))),
                        name="planned_comments_come_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "decided"), ("outcome", ""), _connector="XOR"),
                        name="planned_decided_has_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ("adopted", "changed")),
                            ("in_force_on__isnull", True),
                            _connector="XOR",
                        ),
                        name="planned_adopted_takes_effect",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["decided", "withdrawn"]),
                            ("closed_at__isnull", True),
                            _connector="XOR",
                        ),
                        name="planned_closed_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "withdrawn"), ("close_reason", ""), _connector="XOR"
                        ),
                        name="planned_withdrawn_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("area_codes__len__gte", 1), ("sectors__len__gte", 1)),
                        name="planned_has_sectors_and_area",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OverlapNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("text", models.CharField(max_length=300, verbose_name="what was done about it")),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.agreement",
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
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.plannedrule",
                    ),
                ),
                (
                    "planned",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overlap_notes",
                        to="agreements.plannedrule",
                    ),
                ),
            ],
            options={
                "verbose_name": "note on an overlap",
                "verbose_name_plural": "notes on overlaps",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("planned", "token"), name="overlap_note_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreement__isnull", True),
                                ("other__isnull", False),
                                ("project__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", False),
                                ("other__isnull", True),
                                ("project__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("other__isnull", True),
                                ("project__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="overlap_note_is_about_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Affected",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("named", "named by the region that plans it"),
                            ("area", "lies in the area of the rule"),
                            ("overlap", "has something of the same field there or nearby"),
                        ],
                        max_length=7,
                        verbose_name="why",
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True, verbose_name="asked since")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
                (
                    "planned",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affected",
                        to="agreements.plannedrule",
                    ),
                ),
            ],
            options={
                "verbose_name": "affected region",
                "verbose_name_plural": "affected regions",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("planned", "region"), name="affected_once_a_rule"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedVersion",
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
                            ("perdes", "village regulation"),
                            ("perkades", "regulation of the village head"),
                            ("keputusan", "decree of the head"),
                            ("edaran", "circular"),
                            ("sop", "standard operating procedure"),
                            ("kebijakan", "other policy"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
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
                        verbose_name="field",
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
                ("text", models.TextField(max_length=6000, verbose_name="what is planned")),
                ("why", models.TextField(max_length=2000, verbose_name="why")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("own", "our own region"),
                            ("subdistrict", "the whole subdistrict"),
                            ("chosen", "chosen regions"),
                        ],
                        max_length=11,
                        verbose_name="regions concerned",
                    ),
                ),
                (
                    "area_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=13),
                        size=None,
                        verbose_name="codes of the area",
                    ),
                ),
                (
                    "named_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=13),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="codes of those named",
                    ),
                ),
                ("comments_until", models.DateField(verbose_name="comments until")),
                ("effective_on", models.DateField(verbose_name="planned to take effect on")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="draft text",
                    ),
                ),
                (
                    "sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file"),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "change_note",
                    models.CharField(blank=True, max_length=500, verbose_name="what has changed"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "planned",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="agreements.plannedrule",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a planned rule",
                "verbose_name_plural": "versions of planned rules",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("planned", "number"), name="planned_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("change_note", ""), ("number", 1)),
                            models.Q(
                                ("number__gt", 1), models.Q(("change_note", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="planned_version_says_what_changed",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="plannedrule",
            name="current",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.plannedversion",
            ),
        ),
        migrations.CreateModel(
            name="RegisterEntry",
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
                            ("permakades", "joint regulation of village heads"),
                            ("perjanjian", "joint agreement with a third party"),
                            ("kesepakatan", "joint accord of subdistricts"),
                            ("mou", "memorandum of understanding"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry in the register",
                "verbose_name_plural": "register of agreements",
                "ordering": ["-year", "kind", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "year", "number"), name="register_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
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
                            ("permakades", "joint regulation of village heads"),
                            ("perjanjian", "joint agreement with a third party"),
                            ("kesepakatan", "joint accord of subdistricts"),
                            ("mou", "memorandum of understanding"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.CharField(max_length=60, verbose_name="number")),
                ("key", models.CharField(max_length=60, verbose_name="number as it is compared")),
                ("dated_on", models.DateField(verbose_name="date of the number")),
                (
                    "gazette_number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="number in the village gazette"
                    ),
                ),
                (
                    "promulgated_on",
                    models.DateField(blank=True, null=True, verbose_name="promulgated on"),
                ),
                (
                    "witnesses",
                    models.CharField(blank=True, max_length=200, verbose_name="witnesses"),
                ),
                ("stamped", models.BooleanField(default=False, verbose_name="stamp duty paid")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                (
                    "replaced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="replaced"),
                ),
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
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="agreements.party",
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
                "verbose_name": "number of an agreement",
                "verbose_name_plural": "numbers of agreements",
                "ordering": ["-pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("number"), name="gin_trgm_ops"
                        ),
                        name="registration_number_trgm",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "token"), name="registration_once_a_form"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("party",),
                        name="registration_one_counts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("region", "kind", "year", "key"),
                        name="registration_number_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gazette_number", ""), ("promulgated_on__isnull", True)),
                            models.Q(
                                models.Q(("gazette_number", ""), _negated=True),
                                ("promulgated_on__gte", models.F("dated_on")),
                                ("promulgated_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="registration_gazette_has_number_and_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("dated_on__year", models.F("year"))),
                        name="registration_year_of_its_day",
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
                ("text", models.CharField(max_length=1000, verbose_name="comment")),
                (
                    "words",
                    models.TextField(blank=True, max_length=6000, verbose_name="proposed words"),
                ),
                ("revision", models.PositiveIntegerField(verbose_name="of revision")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                (
                    "clause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="agreements.clause",
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
                "verbose_name": "remark on a clause",
                "verbose_name_plural": "remarks on clauses",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("clause", "token"), name="remark_once_a_form")
                ],
            },
        ),
        migrations.CreateModel(
            name="RemarkReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("accepted", models.BooleanField(verbose_name="taken over")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="replied")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "remark",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply",
                        to="agreements.remark",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply to a remark",
                "verbose_name_plural": "replies to remarks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted", True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="remark_refused_with_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "addressee",
                    models.CharField(
                        choices=[
                            ("council", "village council (BPD)"),
                            ("regent", "regent, through the subdistrict head"),
                        ],
                        max_length=7,
                        verbose_name="addressee",
                    ),
                ),
                ("sent_on", models.DateField(verbose_name="sent on")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
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
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="agreements.implementationreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "copy of an implementation report",
                "verbose_name_plural": "copies of implementation reports",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=1000, verbose_name="remark")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
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
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.party",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="agreements.implementationreport",
                    ),
                ),
            ],
            options={
                "verbose_name": "word on an implementation report",
                "verbose_name_plural": "words on implementation reports",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "party"), name="report_word_once_a_party"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("is_affected", models.BooleanField(verbose_name="of an affected region")),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("support", "supports it"),
                            ("concern", "has concerns"),
                            ("objection", "objects"),
                        ],
                        max_length=9,
                        verbose_name="stance",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="comment")),
                (
                    "words",
                    models.TextField(blank=True, max_length=4000, verbose_name="proposed words"),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="agreements.rulecomment",
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
                    "planned",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="agreements.plannedrule",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="agreements.plannedversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a planned rule",
                "verbose_name_plural": "comments on planned rules",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        fields=["planned", "is_affected", "-id"], name="rule_comment_in_order"
                    ),
                    models.Index(
                        fields=["planned", "region", "-id"], name="rule_comment_by_region"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("planned", "token"), name="rule_comment_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="rule_comment_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("adopted", "adopted as announced"),
                            ("changed", "adopted with changes"),
                            ("given_up", "given up"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "summary",
                    models.TextField(max_length=3000, verbose_name="what came of the comments"),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="number")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="dated")),
                (
                    "gazette_number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="number in the gazette"
                    ),
                ),
                (
                    "promulgated_on",
                    models.DateField(blank=True, null=True, verbose_name="promulgated on"),
                ),
                (
                    "in_force_on",
                    models.DateField(blank=True, null=True, verbose_name="takes effect on"),
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
                    "planned",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="agreements.plannedrule",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome of a planned rule",
                "verbose_name_plural": "outcomes of planned rules",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("planned", "token"), name="rule_outcome_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dated_on__isnull", False),
                                ("in_force_on__isnull", False),
                                ("result__in", ("adopted", "changed")),
                                models.Q(("number", ""), _negated=True),
                            ),
                            models.Q(
                                ("dated_on__isnull", True),
                                ("gazette_number", ""),
                                ("in_force_on__isnull", True),
                                ("number", ""),
                                ("promulgated_on__isnull", True),
                                ("result", "given_up"),
                            ),
                            _connector="OR",
                        ),
                        name="rule_outcome_adopted_has_number_and_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("summary", ""), _negated=True),
                        name="rule_outcome_has_summary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gazette_number", ""),
                            ("promulgated_on__isnull", False),
                            _connector="XOR",
                        ),
                        name="rule_outcome_gazette_has_number_and_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("text", models.TextField(max_length=2000, verbose_name="reply")),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="agreements.rulecomment",
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
                "verbose_name": "reply to a comment on a planned rule",
                "verbose_name_plural": "replies to comments on planned rules",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("comment", "token"), name="rule_reply_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="rule_reply_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="agreements.dispute",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="talk",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "session of a dispute",
                "verbose_name_plural": "sessions of disputes",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dispute", "token"), name="dispute_session_once_a_form"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Signature",
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
                (
                    "text_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the text"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("password", "password"),
                            ("webauthn", "passkey"),
                            ("totp", "code from an app"),
                            ("recovery_codes", "recovery code"),
                            ("paper", "signature on paper"),
                        ],
                        max_length=20,
                        verbose_name="confirmed with",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="approved")),
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
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agreements.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval",
                "verbose_name_plural": "approvals",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                ("text", models.TextField(max_length=5000, verbose_name="statement")),
                (
                    "paper",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="paper",
                    ),
                ),
                (
                    "paper_name",
                    models.CharField(blank=True, max_length=100, verbose_name="name of the paper"),
                ),
                (
                    "sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file"),
                ),
                ("token", models.UUIDField(default=uuid.uuid4, verbose_name="number of the form")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="agreements.statement",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="agreements.dispute",
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
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="agreements.disputeparty",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement in a dispute",
                "verbose_name_plural": "statements in disputes",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dispute", "token"), name="statement_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paper", ""), ("sha256", "")),
                            models.Q(
                                models.Q(("paper", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="statement_paper_has_hash",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThirdParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("seat", models.CharField(blank=True, max_length=200, verbose_name="address")),
                ("signer_name", models.CharField(max_length=100, verbose_name="represented by")),
                ("signer_title", models.CharField(max_length=80, verbose_name="office")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="third_parties",
                        to="agreements.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "third party",
                "verbose_name_plural": "third parties",
                "ordering": ["agreement", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "position"), name="third_party_one_a_position"
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("agreement", "name"),
                        name="third_party_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("signer_name", ""), _negated=True),
                            models.Q(("signer_title", ""), _negated=True),
                        ),
                        name="third_party_is_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThirdNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=80, verbose_name="its own number")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.mandate",
                    ),
                ),
                (
                    "third_party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numbers",
                        to="agreements.thirdparty",
                    ),
                ),
            ],
            options={
                "verbose_name": "number of a third party",
                "verbose_name_plural": "numbers of third parties",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        name="third_number_is_there",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="obligation",
            name="third_party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="obligations",
                to="agreements.thirdparty",
            ),
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
                ("text", models.TextField(verbose_name="text")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the text")),
                ("language", models.CharField(default="id", max_length=2, verbose_name="language")),
                ("clauses", models.JSONField(blank=True, default=list, verbose_name="clauses")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("seal", models.CharField(max_length=64, verbose_name="seal")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="agreements.agreement",
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
            ],
            options={
                "verbose_name": "version of an agreement",
                "verbose_name_plural": "versions of agreements",
                "ordering": ["agreement", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "number"), name="agreement_version_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThirdSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("party_name", models.CharField(max_length=150, verbose_name="third party")),
                (
                    "number",
                    models.CharField(blank=True, max_length=80, verbose_name="its own number"),
                ),
                (
                    "text_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the text"),
                ),
                ("at", models.DateTimeField(verbose_name="recorded")),
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
                    "third_party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="agreements.thirdparty",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="third_signatures",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature of a third party",
                "verbose_name_plural": "signatures of third parties",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "third_party"), name="third_signature_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Signing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("in_order", models.BooleanField(default=False, verbose_name="signed in order")),
                (
                    "needed",
                    models.PositiveSmallIntegerField(default=0, verbose_name="witnesses needed"),
                ),
                ("seal", models.CharField(max_length=64, verbose_name="seal")),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "way of signing",
                "verbose_name_plural": "ways of signing",
            },
        ),
        migrations.CreateModel(
            name="SignedPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "paper",
                    models.FileField(
                        max_length=120, upload_to=core.uploads.random_name, verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                (
                    "signed_on",
                    models.DateField(blank=True, null=True, verbose_name="date of the signature"),
                ),
                ("at", models.DateTimeField(verbose_name="recorded")),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("region_name", models.CharField(max_length=150, verbose_name="region then")),
                ("seal", models.CharField(max_length=64, verbose_name="seal")),
                (
                    "attestation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper",
                        to="agreements.attestation",
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
                    "signature",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper",
                        to="agreements.signature",
                    ),
                ),
                (
                    "third_signature",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper",
                        to="agreements.thirdsignature",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "signed paper",
                "verbose_name_plural": "signed papers",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("attestation__isnull", True),
                            ("signature__isnull", True),
                            ("third_signature__isnull", True),
                        ),
                        fields=("version", "sha256"),
                        name="certified_file_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paper", ""), _negated=True),
                        name="signed_paper_has_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attestation__isnull", True), ("signature__isnull", True)),
                            models.Q(
                                ("attestation__isnull", True), ("third_signature__isnull", True)
                            ),
                            models.Q(
                                ("signature__isnull", True), ("third_signature__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="signed_paper_of_one_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("attestation__isnull", True),
                                ("signature__isnull", True),
                                ("third_signature__isnull", True),
                            ),
                            ("signed_on__isnull", False),
                            _connector="XOR",
                        ),
                        name="signed_paper_of_a_word_has_day",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="signature",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="signatures",
                to="agreements.version",
            ),
        ),
        migrations.AddField(
            model_name="attestation",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attestations",
                to="agreements.version",
            ),
        ),
        migrations.CreateModel(
            name="Annex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="number of the annex")),
                ("title", models.CharField(max_length=120, verbose_name="heading")),
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
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annexes",
                        to="agreements.agreement",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annexes",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "annex",
                "verbose_name_plural": "annexes",
                "ordering": ["agreement", "version", "position"],
                "indexes": [models.Index(fields=["file"], name="annex_by_file")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1), ("position__lte", 20)),
                        name="annex_twenty_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), _negated=True),
                            models.Q(("title", ""), _negated=True),
                            ("size__gt", 0),
                        ),
                        name="annex_has_file",
                    ),
                    models.UniqueConstraint(
                        fields=("version", "position"), name="annex_position_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("version__isnull", True)),
                        fields=("agreement", "sha256"),
                        name="annex_file_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agreement",
            name="current",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.version",
            ),
        ),
        migrations.CreateModel(
            name="Acknowledgement",
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
                (
                    "text_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the text"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("password", "password"),
                            ("webauthn", "passkey"),
                            ("totp", "code from an app"),
                            ("recovery_codes", "recovery code"),
                            ("paper", "signature on paper"),
                        ],
                        max_length=20,
                        verbose_name="confirmed with",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="recorded")),
                (
                    "signed_on",
                    models.DateField(blank=True, null=True, verbose_name="date of the signature"),
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
                (
                    "paper_sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the file"),
                ),
                (
                    "recorder_name",
                    models.CharField(blank=True, max_length=100, verbose_name="recorded by"),
                ),
                (
                    "recorder_office",
                    models.CharField(blank=True, max_length=250, verbose_name="in the capacity of"),
                ),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "verbose_name": "acknowledgement",
                "verbose_name_plural": "acknowledgements",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "region"), name="acknowledgement_once_a_region"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("method", "paper"), ("signed_on__isnull", False)),
                                models.Q(("paper", ""), _negated=True),
                                models.Q(("paper_sha256", ""), _negated=True),
                                models.Q(("recorder_name", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("method", "paper"), _negated=True),
                                models.Q(
                                    ("paper", ""),
                                    ("paper_sha256", ""),
                                    ("recorder_name", ""),
                                    ("signed_on__isnull", True),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="acknowledgement_on_paper_has_scan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Witness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("office", models.CharField(max_length=200, verbose_name="office")),
                (
                    "mandate",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="witnessed",
                        to="villages.mandate",
                    ),
                ),
                (
                    "signing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="witnesses",
                        to="agreements.signing",
                    ),
                ),
            ],
            options={
                "verbose_name": "witness",
                "verbose_name_plural": "witnesses",
                "ordering": ["signing", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("signing", "position"), name="witness_position_once"
                    ),
                    models.UniqueConstraint(
                        fields=("signing", "mandate"), name="witness_mandate_once"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="attestation",
            name="witness",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attestation",
                to="agreements.witness",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="clause_changes_in_a_draft_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP <> 'INSERT' AND EXISTS (\n            SELECT FROM agreements_agreement WHERE id = OLD.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'clauses change in a draft only';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        IF EXISTS (\n            SELECT FROM agreements_agreement WHERE id = NEW.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'clauses change in a draft only';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="99b5b19508aa377f9df64e1c26bfa9a5e3b17fac",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_clause_changes_in_a_draft_only_d0907",
                    table="agreements_clause",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="clause_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="5db1f3cc5bac16e11a695ced471a541c5c4d7b90",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_clause_stays_1fc90",
                    table="agreements_clause",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="disputeparty",
            trigger=pgtrigger.compiler.Trigger(
                name="dispute_party_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5955f83737d81ea1e9acc48b1a6d1c8b6ba82c46",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_dispute_party_is_fixed_97a3c",
                    table="agreements_disputeparty",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="disputeparty",
            trigger=pgtrigger.compiler.Trigger(
                name="dispute_party_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="5d4ecf8d1c634049f6e32eb953e6731007d267b9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_dispute_party_is_fixed_stays_1af29",
                    table="agreements_disputeparty",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="disclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="disclosure_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ca1a7be40786f9621d65e8113e4b916ea2a57841",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_disclosure_is_fixed_5fdc3",
                    table="agreements_disclosure",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="disclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="disclosure_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="cc70b5f10fda9af583a45cc622892d9bd81edc72",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_disclosure_is_fixed_stays_e3002",
                    table="agreements_disclosure",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="disclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="disclosure_is_of_a_settled_dispute",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_dispute d\n            JOIN agreements_outcome o ON o.id = d.outcome_id\n            JOIN agreements_disputeparty p ON p.dispute_id = d.id\n            WHERE d.id = NEW.dispute_id AND p.id = NEW.party_id AND d.state = 'settled'\n            AND d.published_at IS NULL AND d.third_party = '' AND o.sha256 = NEW.text_sha256) THEN\n            RAISE EXCEPTION 'only the parties make public what they have settled';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="0c197e4827575afe1bbc25b0328014da8b0fbafc",
                    operation="INSERT",
                    pgid="pgtrigger_disclosure_is_of_a_settled_dispute_6d631",
                    table="agreements_disclosure",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="evaluationnote",
            trigger=pgtrigger.compiler.Trigger(
                name="evaluation_note_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c885fd029a50c5cb713f21aee8deee3ae747277c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_evaluation_note_is_fixed_0cc41",
                    table="agreements_evaluationnote",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="evaluationnote",
            trigger=pgtrigger.compiler.Trigger(
                name="evaluation_note_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="728ec773a28b245769b7afa267715354b0ce790d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_evaluation_note_is_fixed_stays_5dd50",
                    table="agreements_evaluationnote",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="implementationreport",
            trigger=pgtrigger.compiler.Trigger(
                name="submitted_report_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'implementation reports are kept';\n        END IF;\n        IF TG_OP = 'UPDATE' AND OLD.sealed_at IS NOT NULL THEN\n            IF to_jsonb(OLD) - ARRAY['sheet', 'sheet_sha256', 'sheet_tries', 'sheet_error']\n            <> to_jsonb(NEW) - ARRAY['sheet', 'sheet_sha256', 'sheet_tries', 'sheet_error'] THEN\n                RAISE EXCEPTION 'a submitted report is corrected by a later report only';\n            END IF;\n            IF OLD.sheet <> ''\n            AND (OLD.sheet, OLD.sheet_sha256) <> (NEW.sheet, NEW.sheet_sha256) THEN\n                RAISE EXCEPTION 'the PDF is made once';\n            END IF;\n            RETURN NEW;\n        END IF;\n        IF NOT EXISTS (\n            SELECT FROM agreements_agreement a WHERE a.id = NEW.agreement_id\n            AND a.sealed_at IS NOT NULL\n            AND NEW.starts_on >= a.starts_on AND NEW.ends_on <= a.ends_on) THEN\n            RAISE EXCEPTION 'a report is of a sealed agreement, of days within its term';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="3e557ef0d66cc221ce5221b680833d7d726811e6",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_submitted_report_is_fixed_03ee1",
                    table="agreements_implementationreport",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="implementationreport",
            trigger=pgtrigger.compiler.Trigger(
                name="implementation_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="3b70f14fd9d96c104ff56aafd96e677725dee811",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_implementation_stays_22b10",
                    table="agreements_implementationreport",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfilment",
            constraint=models.UniqueConstraint(
                fields=("obligation", "due_on"), name="fulfilment_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfilment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "partly", "released", "carried"]),
                    models.Q(
                        ("report__isnull", False),
                        ("state__in", ["reported", "confirmed", "disputed"]),
                    ),
                    _connector="OR",
                ),
                name="fulfilment_given_has_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfilment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "open"), _negated=True),
                    ("report__isnull", True),
                    _connector="OR",
                ),
                name="fulfilment_open_has_no_report",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="fulfilment",
            trigger=pgtrigger.compiler.Trigger(
                name="fulfilment_is_of_a_sealed_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_obligation o JOIN agreements_agreement a ON a.id = o.agreement_id\n            WHERE o.id = NEW.obligation_id AND a.sealed_at IS NOT NULL\n            AND NEW.due_on BETWEEN o.first_due AND a.ends_on) THEN\n            RAISE EXCEPTION 'obligations fall due in a sealed agreement, within its term';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="0e3b5c57372027266d3ce5cc6dc82c926fcb1a9f",
                    operation="INSERT",
                    pgid="pgtrigger_fulfilment_is_of_a_sealed_agreement_649ed",
                    table="agreements_fulfilment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="fulfilment",
            trigger=pgtrigger.compiler.Trigger(
                name="fulfilment_day_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."obligation_id" IS DISTINCT FROM (NEW."obligation_id") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9ea67ee9d55e767f368b483ef00f2f5a9644f187",
                    operation="UPDATE",
                    pgid="pgtrigger_fulfilment_day_is_fixed_e4f41",
                    table="agreements_fulfilment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="fulfilment",
            trigger=pgtrigger.compiler.Trigger(
                name="fulfilment_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="cfa3a7bf1ef4d1cb640e3186ad56b632f44294b0",
                    operation="DELETE",
                    pgid="pgtrigger_fulfilment_is_kept_5e911",
                    table="agreements_fulfilment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="fulfilment",
            trigger=pgtrigger.compiler.Trigger(
                name="fulfilment_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="301d4086ef2cee51f77e80335221bf8c2bd77b19",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_fulfilment_stays_ef3a6",
                    table="agreements_fulfilment",
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
                    hash="ce7d86a0f1eb895f4af256dec54d5570a32ea507",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_outcome_is_fixed_a456f",
                    table="agreements_outcome",
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
                    hash="b3766b102ba8349f9921ab932074f69df0c4036f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_outcome_is_fixed_stays_30f47",
                    table="agreements_outcome",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_of_an_open_dispute",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT FROM agreements_dispute d WHERE d.id = NEW.dispute_id\n                AND d.state IN ('deliberation', 'referred', 'mediation')) THEN\n                RAISE EXCEPTION 'this dispute is closed';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="151b2515439f2b47946cef9c690e76b76d8c09e9",
                    operation="INSERT",
                    pgid="pgtrigger_outcome_of_an_open_dispute_2b622",
                    table="agreements_outcome",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("about", "obligation"), ("obligation__isnull", True), _connector="XOR"
                ),
                name="dispute_names_its_obligation",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about__in", ["clause", "obligation"]), _negated=True),
                    models.Q(("label", ""), _negated=True),
                    _connector="OR",
                ),
                name="dispute_names_its_clause",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "settled"), _negated=True),
                    ("outcome__isnull", False),
                    _connector="OR",
                ),
                name="dispute_settled_has_result",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="dispute",
            trigger=pgtrigger.compiler.Trigger(
                name="dispute_keeps_its_word",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'a dispute is kept';\n        END IF;\n        IF ROW(OLD.code, OLD.agreement_id, OLD.project_id, OLD.about, OLD.obligation_id, OLD.label, OLD.topic, OLD.between, OLD.third_party, OLD.facts, OLD.wish, OLD.since, OLD.raised_at, OLD.raised_by_id, OLD.person_name, OLD.office_title) IS DISTINCT FROM ROW(NEW.code, NEW.agreement_id, NEW.project_id, NEW.about, NEW.obligation_id, NEW.label, NEW.topic, NEW.between, NEW.third_party, NEW.facts, NEW.wish, NEW.since, NEW.raised_at, NEW.raised_by_id, NEW.person_name, NEW.office_title) THEN\n            RAISE EXCEPTION 'what a dispute was raised with is fixed';\n        END IF;\n        IF OLD.state IN ('settled', 'failed', 'withdrawn') AND ROW(OLD.state, OLD.deliberate_until, OLD.level, OLD.mediator_id, OLD.desk_id, OLD.referred_at, OLD.accepted_at, OLD.closed_at, OLD.close_reason, OLD.outcome_id) IS DISTINCT FROM ROW(NEW.state, NEW.deliberate_until, NEW.level, NEW.mediator_id, NEW.desk_id, NEW.referred_at, NEW.accepted_at, NEW.closed_at, NEW.close_reason, NEW.outcome_id) THEN\n            RAISE EXCEPTION 'a dispute that was closed is final';\n        END IF;\n        IF OLD.state <> 'settled' AND NEW.state = 'settled' THEN\n            IF EXISTS (\n                SELECT FROM agreements_disputeparty p WHERE p.dispute_id = NEW.id AND NOT EXISTS (\n                    SELECT FROM agreements_outcomeword w\n                    WHERE w.party_id = p.id AND w.outcome_id = NEW.outcome_id)) THEN\n                RAISE EXCEPTION 'not every party has confirmed the result';\n            END IF;\n            IF OLD.state = 'mediation' AND NOT EXISTS (\n                SELECT FROM agreements_outcomeword w\n                WHERE w.party_id IS NULL AND w.outcome_id = NEW.outcome_id) THEN\n                RAISE EXCEPTION 'the mediator has not signed the result';\n            END IF;\n        END IF;\n        IF NEW.published_at IS DISTINCT FROM OLD.published_at THEN\n            IF OLD.published_at IS NOT NULL THEN\n                RAISE EXCEPTION 'a result that is public stays so';\n            END IF;\n            IF EXISTS (\n                SELECT FROM agreements_disputeparty p WHERE p.dispute_id = NEW.id AND NOT EXISTS (\n                    SELECT FROM agreements_disclosure w\n                    WHERE w.party_id = p.id AND w.dispute_id = NEW.id)) THEN\n                RAISE EXCEPTION 'not every party has agreed to make the result public';\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                    hash="49e224407db145a47ef74b796d7afa730fea10be",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_dispute_keeps_its_word_fdb77",
                    table="agreements_dispute",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="dispute",
            trigger=pgtrigger.compiler.Trigger(
                name="dispute_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="d09ad967f80a355c09b7b0ad93e483bcfd9cb8d3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_dispute_stays_54593",
                    table="agreements_dispute",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="outcomeword",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_word_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c72affdcb7ce90dccc20c38bb2e99383d1867ec2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_outcome_word_is_fixed_3a0ef",
                    table="agreements_outcomeword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="outcomeword",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_word_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="01331e664067fcd9f679ba6e89742857287ed113",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_outcome_word_is_fixed_stays_ccb3d",
                    table="agreements_outcomeword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="outcomeword",
            trigger=pgtrigger.compiler.Trigger(
                name="word_is_of_the_result",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_outcome o JOIN agreements_dispute d ON d.outcome_id = o.id\n            WHERE o.id = NEW.outcome_id AND o.sha256 = NEW.text_sha256\n            AND d.state IN ('deliberation', 'mediation')\n            AND (NEW.party_id IS NOT NULL OR o.mediated)) THEN\n            RAISE EXCEPTION 'only the result that stands now can be confirmed';\n        END IF;\n        IF NEW.party_id IS NOT NULL AND NOT EXISTS (\n            SELECT FROM agreements_outcome o\n            JOIN agreements_disputeparty p ON p.dispute_id = o.dispute_id\n            WHERE o.id = NEW.outcome_id AND p.id = NEW.party_id) THEN\n            RAISE EXCEPTION 'only the parties of a dispute confirm its result';\n        END IF;\n        IF NEW.party_id IS NULL AND EXISTS (\n            SELECT FROM agreements_outcome o\n            JOIN agreements_disputeparty p ON p.dispute_id = o.dispute_id\n            WHERE o.id = NEW.outcome_id AND NOT EXISTS (\n                SELECT FROM agreements_outcomeword w\n                WHERE w.outcome_id = o.id AND w.party_id = p.id)) THEN\n            RAISE EXCEPTION 'the mediator signs last';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="880bb755447b7e569c9b757f4d28f66060a0c878",
                    operation="INSERT",
                    pgid="pgtrigger_word_is_of_the_result_6e2cf",
                    table="agreements_outcomeword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="54f77ce9416edd6429f84dd031d970dda25f3226",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_56a59",
                    table="agreements_party",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="party_is_fixed_outside_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP <> 'INSERT' AND EXISTS (\n            SELECT FROM agreements_agreement WHERE id = OLD.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'parties change in a draft only';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        IF EXISTS (\n            SELECT FROM agreements_agreement WHERE id = NEW.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'parties change in a draft only';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="6a86b3f7c1fcb29eda98f361bca83132c849edea",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_party_is_fixed_outside_a_draft_08d8d",
                    table="agreements_party",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="lifeword",
            trigger=pgtrigger.compiler.Trigger(
                name="life_word_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="49e184e1d151a370ae6658ca016e039b152a4cfa",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_life_word_is_fixed_860ab",
                    table="agreements_lifeword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="lifeword",
            trigger=pgtrigger.compiler.Trigger(
                name="life_word_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="4b651ac15d8e13c3c9e710d4e3bad75e7e306ecd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_life_word_is_fixed_stays_37f97",
                    table="agreements_lifeword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="lifeword",
            trigger=pgtrigger.compiler.Trigger(
                name="life_word_is_of_an_open_proposal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_lifeproposal l\n            JOIN agreements_party p ON p.agreement_id = l.agreement_id\n            WHERE l.id = NEW.proposal_id AND p.id = NEW.party_id AND l.state = 'open') THEN\n            RAISE EXCEPTION 'a party says its word to an open proposal';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="e5e00c0d9384b9dd8e767c90dffad495f647a35f",
                    operation="INSERT",
                    pgid="pgtrigger_life_word_is_of_an_open_proposal_0650d",
                    table="agreements_lifeword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="lifeproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="life_proposal_is_settled_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'proposals are kept';\n        END IF;\n        IF TG_OP = 'INSERT' THEN\n            IF NOT EXISTS (\n                SELECT FROM agreements_agreement a JOIN agreements_party p ON p.agreement_id = a.id\n                WHERE a.id = NEW.agreement_id AND p.id = NEW.party_id AND a.state = 'in_force') THEN\n                RAISE EXCEPTION 'a party proposes this of its agreement in force';\n            END IF;\n            RETURN NEW;\n        END IF;\n        IF OLD.state <> 'open'\n        OR to_jsonb(OLD) - ARRAY['state', 'settled_at', 'updated_at']\n        <> to_jsonb(NEW) - ARRAY['state', 'settled_at', 'updated_at'] THEN\n            RAISE EXCEPTION 'the words of a proposal are fixed, and it is settled once';\n        END IF;\n        IF NEW.state = 'agreed' AND EXISTS (\n            SELECT FROM agreements_party p WHERE p.agreement_id = NEW.agreement_id AND NOT EXISTS (\n                SELECT FROM agreements_lifeword w\n                WHERE w.proposal_id = NEW.id AND w.party_id = p.id AND w.agrees)) THEN\n            RAISE EXCEPTION 'not every party has agreed to the proposal';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="e7b6a840194c487e0e645f2bdc49f69a0810ce76",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_life_proposal_is_settled_only_14d27",
                    table="agreements_lifeproposal",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="lifeproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="life_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="ffc40d5460b3a8535989cda7780c6de8d12ebd75",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_life_stays_0bc63",
                    table="agreements_lifeproposal",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="homepaper",
            trigger=pgtrigger.compiler.Trigger(
                name="home_paper_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="39732952e4ac44d343ce086252bc710ea6a019e5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_home_paper_is_fixed_89a10",
                    table="agreements_homepaper",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="homepaper",
            trigger=pgtrigger.compiler.Trigger(
                name="home_paper_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="aa4028e4e7819b0064d8f9ca58bec3e00e5e3840",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_home_paper_is_fixed_stays_a5228",
                    table="agreements_homepaper",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfilmentact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "released")),
                fields=("fulfilment", "party"),
                name="act_release_once_a_party",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="fulfilmentact",
            trigger=pgtrigger.compiler.Trigger(
                name="act_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="779717103da4cac1a74ef5c482f671870a0b6b17",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_act_is_fixed_e0b77",
                    table="agreements_fulfilmentact",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="fulfilmentact",
            trigger=pgtrigger.compiler.Trigger(
                name="act_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="158f121845f69ea8d253d858a13b7af5012caa2f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_act_is_fixed_stays_22bc7",
                    table="agreements_fulfilmentact",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="evaluationanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="evaluation_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b2f2ced8894209cd8b158ac452e93996be8f8f3c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_evaluation_is_fixed_b646d",
                    table="agreements_evaluationanswer",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="evaluationanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="evaluation_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="036411260c1df7f45ac92f6a93ad15131fefabf3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_evaluation_is_fixed_stays_ffaf0",
                    table="agreements_evaluationanswer",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="evaluationanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="evaluation_is_of_a_sealed_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_party p JOIN agreements_agreement a ON a.id = p.agreement_id\n            WHERE p.id = NEW.party_id AND a.id = NEW.agreement_id AND a.sealed_at IS NOT NULL) THEN\n            RAISE EXCEPTION 'parties evaluate their own sealed agreement';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="81f7efe825a28ce7f81fa2cfd027de5af14119e7",
                    operation="INSERT",
                    pgid="pgtrigger_evaluation_is_of_a_sealed_agreement_f273f",
                    table="agreements_evaluationanswer",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="breachobjection",
            trigger=pgtrigger.compiler.Trigger(
                name="breach_objection_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="321ccf273d64e824f3b630a961d7f00c3054a942",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_breach_objection_is_fixed_18c92",
                    table="agreements_breachobjection",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="breachobjection",
            trigger=pgtrigger.compiler.Trigger(
                name="breach_objection_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="3d03b5241543ce7f376eb7eec398fa4b05ca0926",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_breach_objection_is_fixed_stays_47973",
                    table="agreements_breachobjection",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="passing",
            trigger=pgtrigger.compiler.Trigger(
                name="passing_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6e92497642e52d8000e47b4b55d0f77c8a15f431",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_passing_is_fixed_43dab",
                    table="agreements_passing",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="passing",
            trigger=pgtrigger.compiler.Trigger(
                name="passing_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="b0a24f6053a894073cf1d8191589e4fe58924c5f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_passing_is_fixed_stays_7c7c6",
                    table="agreements_passing",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="passing",
            trigger=pgtrigger.compiler.Trigger(
                name="passing_of_an_open_dispute",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT FROM agreements_dispute d WHERE d.id = NEW.dispute_id\n                AND d.state IN ('deliberation', 'referred', 'mediation')) THEN\n                RAISE EXCEPTION 'this dispute is closed';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="6af229a1e80db2f9f9af7e7cfe115ec573ea5cce",
                    operation="INSERT",
                    pgid="pgtrigger_passing_of_an_open_dispute_be3d9",
                    table="agreements_passing",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="pause",
            trigger=pgtrigger.compiler.Trigger(
                name="pause_is_agreed_and_gets_shorter",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'INSERT' THEN\n            IF NOT EXISTS (\n                SELECT FROM agreements_lifeproposal l WHERE l.id = NEW.proposal_id\n                AND l.agreement_id = NEW.agreement_id AND l.kind = 'suspend'\n                AND l.state = 'agreed') THEN\n                RAISE EXCEPTION 'an agreement is suspended when all parties have agreed';\n            END IF;\n            RETURN NEW;\n        END IF;\n        IF OLD.resumed_by_id IS NOT NULL OR NEW.ends_on IS NULL OR NEW.ends_on > OLD.ends_on\n        OR to_jsonb(OLD) - ARRAY['ends_on', 'resumed_by_id']\n        <> to_jsonb(NEW) - ARRAY['ends_on', 'resumed_by_id'] THEN\n            RAISE EXCEPTION 'a suspension only gets shorter';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="2d2b8c82cbea73ee8caafe5d893b1faf38019536",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_pause_is_agreed_and_gets_shorter_f29c7",
                    table="agreements_pause",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="pause",
            trigger=pgtrigger.compiler.Trigger(
                name="pause_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="49a0b430b018655fa85fa51961a026d5e2b2bf34",
                    operation="DELETE",
                    pgid="pgtrigger_pause_is_kept_0716b",
                    table="agreements_pause",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="pause",
            trigger=pgtrigger.compiler.Trigger(
                name="pause_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="e0c47e405a0530388e8931b5eb582b3c639270f9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_pause_stays_479aa",
                    table="agreements_pause",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="overlapnote",
            trigger=pgtrigger.compiler.Trigger(
                name="overlap_note_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cf5ea5ea2d7fb59252fd3a471e06909d56c1e6e4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_overlap_note_is_fixed_5eaca",
                    table="agreements_overlapnote",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="overlapnote",
            trigger=pgtrigger.compiler.Trigger(
                name="overlap_note_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="6cb4525110f59a0f7577671b4c0a6b3375842b46",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_overlap_note_is_fixed_stays_0724c",
                    table="agreements_overlapnote",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="affected",
            trigger=pgtrigger.compiler.Trigger(
                name="affected_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="21d0d6136c98faef683038e32cc344c5c441d47b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_affected_is_fixed_0fc01",
                    table="agreements_affected",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="affected",
            trigger=pgtrigger.compiler.Trigger(
                name="affected_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="55fec6fb2a46a71ff39bd84febf7a998d6c5b51b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_affected_is_fixed_stays_990ac",
                    table="agreements_affected",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="plannedversion",
            trigger=pgtrigger.compiler.Trigger(
                name="planned_version_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="91d045a3700960e09c60ef65506e9a7de38d1d9f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_planned_version_is_fixed_8f1ba",
                    table="agreements_plannedversion",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="plannedversion",
            trigger=pgtrigger.compiler.Trigger(
                name="planned_version_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="bdee8a3cf8f2f64d0acffbe9c932529f525a473d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_planned_version_is_fixed_stays_538d7",
                    table="agreements_plannedversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="plannedrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "draft"),
                        models.Q(("announced_at__isnull", False), ("current__isnull", False)),
                        _connector="XOR",
                    ),
                    models.Q(
                        ("announced_at__isnull", True),
                        ("current__isnull", True),
                        ("state", "withdrawn"),
                    ),
                    _connector="OR",
                ),
                name="planned_announced_has_version",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="plannedrule",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="5ee20db67afc20e7ecaff82f77614b0d06dd56d7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_ed3be",
                    table="agreements_plannedrule",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="plannedrule",
            trigger=pgtrigger.compiler.Trigger(
                name="planned_rule_keeps_its_word",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            IF OLD.announced_at IS NOT NULL THEN\n                RAISE EXCEPTION 'a rule that was announced is kept';\n            END IF;\n            RETURN OLD;\n        END IF;\n        IF OLD.announced_at IS NULL THEN\n            RETURN NEW;\n        END IF;\n        IF ROW(OLD.code, OLD.region_id, OLD.kind, OLD.title, OLD.field, OLD.sectors, OLD.text, OLD.why, OLD.area, OLD.area_codes, OLD.named_codes, OLD.comments_until, OLD.effective_on, OLD.file, OLD.sha256) IS DISTINCT FROM ROW(NEW.code, NEW.region_id, NEW.kind, NEW.title, NEW.field, NEW.sectors, NEW.text, NEW.why, NEW.area, NEW.area_codes, NEW.named_codes, NEW.comments_until, NEW.effective_on, NEW.file, NEW.sha256) AND (\n            OLD.state <> 'announced' OR NEW.current_id IS NOT DISTINCT FROM OLD.current_id) THEN\n            RAISE EXCEPTION 'an announced rule changes by a new version only';\n        END IF;\n        IF NEW.comments_until < OLD.comments_until THEN\n            RAISE EXCEPTION 'the time to comment is never shortened';\n        END IF;\n        IF NEW.announced_at IS DISTINCT FROM OLD.announced_at OR NEW.state = 'draft' OR (\n            OLD.state IN ('decided', 'withdrawn') AND NEW.state <> OLD.state) THEN\n            RAISE EXCEPTION 'this rule does not go back';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="d25e3b94687b941486d21b9367ca202dadae7d1a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_planned_rule_keeps_its_word_170ee",
                    table="agreements_plannedrule",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="registerentry",
            trigger=pgtrigger.compiler.Trigger(
                name="register_entry_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="39b0cf0c5732b15eed1d2869c6e40acbfd2e950f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_register_entry_is_fixed_524ca",
                    table="agreements_registerentry",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="registerentry",
            trigger=pgtrigger.compiler.Trigger(
                name="register_entry_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="940a6d46392a81de27b42f0557584a1c83d9767b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_register_entry_is_fixed_stays_60f27",
                    table="agreements_registerentry",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="registerentry",
            trigger=pgtrigger.compiler.Trigger(
                name="entry_is_of_a_sealed_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_agreement a\n            WHERE a.id = NEW.agreement_id AND a.kind = NEW.kind AND a.sealed_at IS NOT NULL) THEN\n            RAISE EXCEPTION 'the register holds sealed agreements, each under its kind';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="78e156130578367d0f2e0953b7b34fe0d2a90cde",
                    operation="INSERT",
                    pgid="pgtrigger_entry_is_of_a_sealed_agreement_8fbc2",
                    table="agreements_registerentry",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="registration_is_replaced_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'numbers of agreements are kept';\n        END IF;\n        IF TG_OP = 'UPDATE' THEN\n            IF OLD.replaced_at IS NOT NULL\n            OR to_jsonb(OLD) - 'replaced_at' <> to_jsonb(NEW) - 'replaced_at' THEN\n                RAISE EXCEPTION 'a number is corrected by a later row only';\n            END IF;\n            RETURN NEW;\n        END IF;\n        IF NOT EXISTS (\n            SELECT FROM agreements_party p JOIN agreements_agreement a ON a.id = p.agreement_id\n            WHERE p.id = NEW.party_id AND p.region_id = NEW.region_id AND a.kind = NEW.kind\n            AND a.sealed_at IS NOT NULL) THEN\n            RAISE EXCEPTION 'a number is given to the party''s own sealed agreement';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="1bcd0b5c04a825cdad0fa5b41b9d3285aa4ee23f",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_registration_is_replaced_only_2d53b",
                    table="agreements_registration",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="registration_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="51b1e2a6d3fc4f707d6055fef437762dba8afa61",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_registration_stays_84b9d",
                    table="agreements_registration",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="remark_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0d50a28a3f2fecd075a256b6f1f0735dcf542a33",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_remark_is_fixed_3483d",
                    table="agreements_remark",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="remark",
            trigger=pgtrigger.compiler.Trigger(
                name="remark_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="8622de93d5f88360ad16747a2c0c3b0044739c6c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_remark_is_fixed_stays_11df8",
                    table="agreements_remark",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="remarkreply",
            trigger=pgtrigger.compiler.Trigger(
                name="remark_reply_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="944b3671fddb695673fd76db459b30bd0e2402ce",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_remark_reply_is_fixed_82600",
                    table="agreements_remarkreply",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="remarkreply",
            trigger=pgtrigger.compiler.Trigger(
                name="remark_reply_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="d2ac0ccc60e2dc36f74d7c8390965db856c5bf79",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_remark_reply_is_fixed_stays_ab35d",
                    table="agreements_remarkreply",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="reportdelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="report_delivery_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1813912e5ece1636185f19ed3e3f10c8e397d95a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_report_delivery_is_fixed_bd677",
                    table="agreements_reportdelivery",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="reportdelivery",
            trigger=pgtrigger.compiler.Trigger(
                name="report_delivery_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="632209a448c278cf44a55286a85d1c9735cdfbe7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_report_delivery_is_fixed_stays_a064f",
                    table="agreements_reportdelivery",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="reportword",
            trigger=pgtrigger.compiler.Trigger(
                name="report_word_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bc7b77c2f1a45a934c1ad8b82af8aac4120880e4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_report_word_is_fixed_79255",
                    table="agreements_reportword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="reportword",
            trigger=pgtrigger.compiler.Trigger(
                name="report_word_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="f425a3b47169daa79152d958044465e91c59f97b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_report_word_is_fixed_stays_7ab38",
                    table="agreements_reportword",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="rulecomment",
            trigger=pgtrigger.compiler.Trigger(
                name="rule_comment_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7a57d141bc7229c198178283f49348c33ad92800",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_rule_comment_is_fixed_1d9ac",
                    table="agreements_rulecomment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="rulecomment",
            trigger=pgtrigger.compiler.Trigger(
                name="rule_comment_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="ee98913605b9ad17ac0c5660b0e95ce14736817f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_rule_comment_is_fixed_stays_62704",
                    table="agreements_rulecomment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="rulecomment",
            trigger=pgtrigger.compiler.Trigger(
                name="rule_comment_is_in_time",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_plannedrule p\n            WHERE p.id = NEW.planned_id AND p.state = 'announced'\n            AND p.current_id = NEW.version_id AND p.region_id <> NEW.region_id\n            AND (NEW.at AT TIME ZONE 'UTC')::date <= p.comments_until) THEN\n            RAISE EXCEPTION 'comments are made by others, to the current version, in its time';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="2f16c31b5446139ebb3f206147af3dfb6c6c474f",
                    operation="INSERT",
                    pgid="pgtrigger_rule_comment_is_in_time_ecb43",
                    table="agreements_rulecomment",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="ruleoutcome",
            trigger=pgtrigger.compiler.Trigger(
                name="rule_outcome_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0e65bce4b7d056efae692f1ae88b509448b10dfc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_rule_outcome_is_fixed_c3a90",
                    table="agreements_ruleoutcome",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="ruleoutcome",
            trigger=pgtrigger.compiler.Trigger(
                name="rule_outcome_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="6369780c21a05aab61b70de8f5838f7a2acc4599",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_rule_outcome_is_fixed_stays_ac13b",
                    table="agreements_ruleoutcome",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="rulereply",
            trigger=pgtrigger.compiler.Trigger(
                name="rule_reply_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="823203d4b49845d614eeb94ceaec1b446ba8aa77",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_rule_reply_is_fixed_fbb7c",
                    table="agreements_rulereply",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="rulereply",
            trigger=pgtrigger.compiler.Trigger(
                name="rule_reply_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="7ec6d8b62a5a00c4d6a5c5523e72205ce8c72203",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_rule_reply_is_fixed_stays_60c66",
                    table="agreements_rulereply",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="dispute_session_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="37ff357d05a97a8a8ab50aeb042624ebe7380e62",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_dispute_session_is_fixed_83fd0",
                    table="agreements_session",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="dispute_session_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="3a1bbea5d8f24af60473cc2e3fe08bd1ff14e301",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_dispute_session_is_fixed_stays_7a3f2",
                    table="agreements_session",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="dispute_session_is_private",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM meetings_meeting m WHERE m.id = NEW.meeting_id AND m.is_private) THEN\n            RAISE EXCEPTION 'sessions of disputes are private';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="316da05f6f672bdaafb8c7c72948bc4b6d63169f",
                    operation="INSERT",
                    pgid="pgtrigger_dispute_session_is_private_9ee68",
                    table="agreements_session",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="statement_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0a6931bb7cd74560121ea931d902444b982a2b2f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_statement_is_fixed_5e2de",
                    table="agreements_statement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="statement_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="b95cb522d8cc5a2749414efd426335a4e2442230",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_statement_is_fixed_stays_caadd",
                    table="agreements_statement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="statement_of_an_open_dispute",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            IF NOT EXISTS (\n                SELECT FROM agreements_dispute d WHERE d.id = NEW.dispute_id\n                AND d.state IN ('deliberation', 'referred', 'mediation')) THEN\n                RAISE EXCEPTION 'this dispute is closed';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="f70957813334a6fcd5402c88f60e270aa1e74b93",
                    operation="INSERT",
                    pgid="pgtrigger_statement_of_an_open_dispute_60a1b",
                    table="agreements_statement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="thirdparty",
            trigger=pgtrigger.compiler.Trigger(
                name="third_party_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="1f43f0c8ea095e86aa295242f71c5854a9b8e2fb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_third_party_stays_f7626",
                    table="agreements_thirdparty",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="thirdparty",
            trigger=pgtrigger.compiler.Trigger(
                name="third_party_is_fixed_outside_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP <> 'INSERT' AND EXISTS (\n            SELECT FROM agreements_agreement WHERE id = OLD.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'third parties change in a draft only';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        IF EXISTS (\n            SELECT FROM agreements_agreement WHERE id = NEW.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'third parties change in a draft only';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="931ddd5d46a17a29dfc692123ea6e7e7bba4240f",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_third_party_is_fixed_outside_a_draft_c8289",
                    table="agreements_thirdparty",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="thirdnumber",
            trigger=pgtrigger.compiler.Trigger(
                name="third_number_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6f019c335dc41d945a927b6ea79434c43d87d12f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_third_number_is_fixed_be1a5",
                    table="agreements_thirdnumber",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="thirdnumber",
            trigger=pgtrigger.compiler.Trigger(
                name="third_number_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="f8e5e56f8462cc6998dae29ac825844ca418ce41",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_third_number_is_fixed_stays_1754c",
                    table="agreements_thirdnumber",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="thirdnumber",
            trigger=pgtrigger.compiler.Trigger(
                name="third_number_is_of_a_sealed_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_thirdparty p\n            JOIN agreements_agreement a ON a.id = p.agreement_id\n            WHERE p.id = NEW.third_party_id AND a.sealed_at IS NOT NULL) THEN\n            RAISE EXCEPTION 'numbers are given to a sealed agreement';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="caa9db67cf1cc9e5b3e0acaef10f3b06d50397b3",
                    operation="INSERT",
                    pgid="pgtrigger_third_number_is_of_a_sealed_agreement_b0ba2",
                    table="agreements_thirdnumber",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("third_party__isnull", True), ("commitment__isnull", True), _connector="OR"
                ),
                name="obligation_of_a_third_party_has_no_commitment",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="obligation",
            trigger=pgtrigger.compiler.Trigger(
                name="obligation_changes_in_a_draft_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP <> 'INSERT' AND EXISTS (\n            SELECT FROM agreements_agreement WHERE id = OLD.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'obligations change in a draft only';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        IF EXISTS (\n            SELECT FROM agreements_agreement WHERE id = NEW.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'obligations change in a draft only';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="cf8a4526968ef6b2eb8deb54cc7743211d38a4a6",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_obligation_changes_in_a_draft_only_b5158",
                    table="agreements_obligation",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="obligation",
            trigger=pgtrigger.compiler.Trigger(
                name="obligation_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="f9113254fd6f4468104d8c9aeebcaace765b8034",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_obligation_stays_2862f",
                    table="agreements_obligation",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="version",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_version_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6be68478fcfe9ab3763b402f9439a1298d285be3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_agreement_version_is_fixed_34c5f",
                    table="agreements_version",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="version",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_version_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="143e4497d131428ef0fd69228d7dc1a7a3746de3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_agreement_version_is_fixed_stays_aedec",
                    table="agreements_version",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="thirdsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="third_signature_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c90a75ea094f28fd1d2e5260f4e9dac279e7e628",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_third_signature_is_fixed_6c5ee",
                    table="agreements_thirdsignature",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="thirdsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="third_signature_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="25883a8bccdd4f828d38e6aa95da1a663c0bc1e8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_third_signature_is_fixed_stays_4b268",
                    table="agreements_thirdsignature",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="thirdsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="third_signature_is_of_the_open_text",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_version v\n            JOIN agreements_agreement a ON a.current_id = v.id\n            JOIN agreements_thirdparty p ON p.agreement_id = a.id\n            WHERE v.id = NEW.version_id AND p.id = NEW.third_party_id\n            AND v.sha256 = NEW.text_sha256 AND a.state = 'open') THEN\n            RAISE EXCEPTION 'only the current text of an open agreement can be signed';\n        END IF;\n        IF EXISTS (\n            SELECT FROM agreements_signing g\n            JOIN agreements_thirdparty own ON own.id = NEW.third_party_id\n            JOIN agreements_party p ON p.agreement_id = own.agreement_id\n            WHERE g.version_id = NEW.version_id AND g.in_order AND NOT EXISTS (\n                SELECT FROM agreements_signature s\n                WHERE s.party_id = p.id AND s.version_id = NEW.version_id)) THEN\n            RAISE EXCEPTION 'third parties sign after the parties';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="9065d775bf14e9881b8a99f78ca96919e23c2945",
                    operation="INSERT",
                    pgid="pgtrigger_third_signature_is_of_the_open_text_446d1",
                    table="agreements_thirdsignature",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signing",
            trigger=pgtrigger.compiler.Trigger(
                name="signing_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="53896e1184f7cd4439b818d3237ece5426a34afe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_signing_is_fixed_98f2c",
                    table="agreements_signing",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signing",
            trigger=pgtrigger.compiler.Trigger(
                name="signing_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="c579ef4fb2c205d70533295af87a30a3112b1a1f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_signing_is_fixed_stays_22992",
                    table="agreements_signing",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signedpaper",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_paper_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1c6eb252290f3c9164d8ea6e7db10abf5ab8415b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_signed_paper_is_fixed_c92fa",
                    table="agreements_signedpaper",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signedpaper",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_paper_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="dee4b18d5e5d618edd197399331c1c7db39f1809",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_signed_paper_is_fixed_stays_a0bc2",
                    table="agreements_signedpaper",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("version", "party"), name="signature_one_a_party"
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="signature_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="78ddb061d273c1d487fdefe82023072a18a5a379",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_signature_is_fixed_dcad2",
                    table="agreements_signature",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="signature_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="e05865db7bf764ac15d3dd7e64f2aaa7ae84935d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_signature_is_fixed_stays_dc8b9",
                    table="agreements_signature",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="signature_is_of_the_open_text",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_version v\n            JOIN agreements_agreement a ON a.current_id = v.id\n            JOIN agreements_party p ON p.agreement_id = a.id\n            WHERE v.id = NEW.version_id AND p.id = NEW.party_id\n            AND v.sha256 = NEW.text_sha256 AND a.state = 'open') THEN\n            RAISE EXCEPTION 'only the current text of an open agreement can be approved';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="5b8ea6d226ccee3017b77841d0996045c3c875e6",
                    operation="INSERT",
                    pgid="pgtrigger_signature_is_of_the_open_text_e1daa",
                    table="agreements_signature",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="signature",
            trigger=pgtrigger.compiler.Trigger(
                name="signature_waits_its_turn",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF EXISTS (\n            SELECT FROM agreements_signing g\n            JOIN agreements_party own ON own.id = NEW.party_id\n            JOIN agreements_party p\n            ON p.agreement_id = own.agreement_id AND p.position < own.position\n            WHERE g.version_id = NEW.version_id AND g.in_order AND NOT EXISTS (\n                SELECT FROM agreements_signature s\n                WHERE s.party_id = p.id AND s.version_id = NEW.version_id)) THEN\n            RAISE EXCEPTION 'the parties sign in their order';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="04a3a1e4174cc222d91ebcefa52f419441a7c15e",
                    operation="INSERT",
                    pgid="pgtrigger_signature_waits_its_turn_f6527",
                    table="agreements_signature",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="annex",
            trigger=pgtrigger.compiler.Trigger(
                name="annex_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="3285d22dc7d694b342fe7d0a5a827682dd0c7583",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_annex_stays_017d4",
                    table="agreements_annex",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="annex",
            trigger=pgtrigger.compiler.Trigger(
                name="annex_changes_in_a_draft_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP <> 'INSERT' AND EXISTS (\n            SELECT FROM agreements_agreement WHERE id = OLD.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'annexes change in a draft only';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        IF EXISTS (\n            SELECT FROM agreements_agreement WHERE id = NEW.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'annexes change in a draft only';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="b6b50de8e54ced1c44a0dbda53a06447b07c7a9f",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_annex_changes_in_a_draft_only_4cf68",
                    table="agreements_annex",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="annex",
            trigger=pgtrigger.compiler.Trigger(
                name="annex_joins_a_new_version_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NEW.version_id IS NOT NULL AND NOT EXISTS (\n            SELECT FROM agreements_agreement a\n            JOIN agreements_version v ON v.agreement_id = a.id\n            WHERE a.id = NEW.agreement_id AND v.id = NEW.version_id\n            AND (a.current_id IS NULL OR a.current_id < v.id)) THEN\n            RAISE EXCEPTION 'annexes join a version when it is made, not later';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="f4a22181d4de278561a74312a4cc51524bf62f33",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_annex_joins_a_new_version_only_4b6f4",
                    table="agreements_annex",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="annex",
            trigger=pgtrigger.compiler.Trigger(
                name="annex_of_version_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."version_id" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0a8bd513120493eea41423112960e38c5d88d7e8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_annex_of_version_is_fixed_1072a",
                    table="agreements_annex",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "withdrawn"]),
                    ("current__isnull", False),
                    _connector="OR",
                ),
                name="agreement_open_has_version",
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="4b2cef7cd05937c8ae6b98bd9132629cc8d0c96e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_21037",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_keeps_its_word",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            IF OLD.state <> 'draft' OR OLD.current_id IS NOT NULL THEN\n                RAISE EXCEPTION 'an agreement that was opened is kept';\n            END IF;\n            RETURN OLD;\n        END IF;\n        IF ROW(OLD.follows_id, OLD.follows_as) IS DISTINCT FROM ROW(NEW.follows_id, NEW.follows_as) THEN\n            RAISE EXCEPTION 'which agreement it follows is fixed';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state <> 'draft' AND ROW(OLD.code, OLD.check_code, OLD.kind, OLD.title, OLD.text, OLD.project_id, OLD.meeting_id, OLD.drafted_for_id, OLD.starts_on, OLD.ends_on) IS DISTINCT FROM ROW(NEW.code, NEW.check_code, NEW.kind, NEW.title, NEW.text, NEW.project_id, NEW.meeting_id, NEW.drafted_for_id, NEW.starts_on, NEW.ends_on) THEN\n            RAISE EXCEPTION 'an open agreement changes by a new version only';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (\n            SELECT FROM agreements_party p WHERE p.agreement_id = NEW.id AND NOT EXISTS (\n                SELECT FROM agreements_signature s\n                WHERE s.party_id = p.id AND s.version_id = NEW.current_id)) THEN\n            RAISE EXCEPTION 'not every party has approved the current version';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (\n            SELECT FROM agreements_signing g WHERE g.version_id = NEW.current_id AND g.needed > (\n                SELECT count(*) FROM agreements_attestation t\n                WHERE t.version_id = NEW.current_id)) THEN\n            RAISE EXCEPTION 'not enough witnesses have attested the current version';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (\n            SELECT FROM agreements_thirdparty p WHERE p.agreement_id = NEW.id AND NOT EXISTS (\n                SELECT FROM agreements_thirdsignature s\n                WHERE s.third_party_id = p.id AND s.version_id = NEW.current_id)) THEN\n            RAISE EXCEPTION 'not every third party has signed the current version';\n        END IF;\n        IF OLD.state IN ('in_force', 'ended', 'withdrawn') THEN\n            IF ROW(OLD.code, OLD.check_code, OLD.kind, OLD.title, OLD.text, OLD.project_id, OLD.meeting_id, OLD.drafted_for_id, OLD.starts_on, OLD.ends_on, OLD.current_id, OLD.sealed_at) IS DISTINCT FROM ROW(NEW.code, NEW.check_code, NEW.kind, NEW.title, NEW.text, NEW.project_id, NEW.meeting_id, NEW.drafted_for_id, NEW.starts_on, NEW.ends_on, NEW.current_id, NEW.sealed_at) THEN\n                RAISE EXCEPTION 'the words of this agreement are fixed';\n            END IF;\n            IF NEW.state <> OLD.state AND (OLD.state, NEW.state) <> ('in_force', 'ended') THEN\n                RAISE EXCEPTION 'this agreement does not come back';\n            END IF;\n        END IF;\n        IF OLD.sheet <> '' AND (OLD.sheet, OLD.sheet_sha256) <> (NEW.sheet, NEW.sheet_sha256) THEN\n            RAISE EXCEPTION 'the PDF is made once';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="35aaaa9ac935163aed135d4dc4bbfc4df041c99d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_agreement_keeps_its_word_414b6",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_ends_by_the_word_of_all",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" = 'ended' AND OLD.\"state\" = 'in_force')",
                    func="\n        IF NEW.end_ground IN ('agreed', 'achieved') AND NOT EXISTS (\n            SELECT FROM agreements_lifeproposal l WHERE l.agreement_id = NEW.id\n            AND l.kind = 'end' AND l.state = 'agreed' AND l.ground = NEW.end_ground) THEN\n            RAISE EXCEPTION 'all parties agree before it ends on this ground';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="31ea1be18e6a9cbd09c41befaf7ca5af389ae321",
                    operation="UPDATE",
                    pgid="pgtrigger_agreement_ends_by_the_word_of_all_62f8d",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="successor_is_of_a_sealed_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NEW.follows_id IS NOT NULL AND NOT EXISTS (\n            SELECT FROM agreements_agreement a\n            WHERE a.id = NEW.follows_id AND a.kind = NEW.kind AND a.sealed_at IS NOT NULL) THEN\n            RAISE EXCEPTION 'only a sealed agreement of the same kind has a successor';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="f0521889cf9ea802f094530e9668375633e7e50a",
                    operation="INSERT",
                    pgid="pgtrigger_successor_is_of_a_sealed_agreement_5a420",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="acknowledgement_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="22b93f406a13d9b877f9205a452b9ef4034bedff",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_acknowledgement_is_fixed_b02d3",
                    table="agreements_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="acknowledgement_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="1b937846a113e1abc5da2bbaebdae0dafba59095",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_acknowledgement_is_fixed_stays_8e9fd",
                    table="agreements_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="acknowledgement_is_of_the_sealed_text",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_version v\n            JOIN agreements_agreement a ON a.current_id = v.id\n            JOIN agreements_party p ON p.agreement_id = a.id\n            JOIN villages_region r ON r.code = p.region_id\n            WHERE v.id = NEW.version_id AND v.sha256 = NEW.text_sha256 AND a.kind <> 'mou'\n            AND r.parent_id = NEW.region_id AND a.sealed_at <= NEW.at) THEN\n            RAISE EXCEPTION 'what is acknowledged is the sealed text, by an office above a party';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="6081e427e55e3be8f660c2e85b76c6d675a9b11c",
                    operation="INSERT",
                    pgid="pgtrigger_acknowledgement_is_of_the_sealed_text_ad661",
                    table="agreements_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="witness",
            trigger=pgtrigger.compiler.Trigger(
                name="witness_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="289495308870e4e3160b33292ea36549dd3fe36f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_witness_is_fixed_d0a5b",
                    table="agreements_witness",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="witness",
            trigger=pgtrigger.compiler.Trigger(
                name="witness_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="9ddd047c3d7768bebe35cddbb46bbf3881697ea6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_witness_is_fixed_stays_ec30c",
                    table="agreements_witness",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="attestation",
            trigger=pgtrigger.compiler.Trigger(
                name="attestation_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fd20e98fb08d6d3f0bbcd21916c797114832fea1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_attestation_is_fixed_8691c",
                    table="agreements_attestation",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="attestation",
            trigger=pgtrigger.compiler.Trigger(
                name="attestation_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="18364b10d425442164aeff1725dbd9928a773825",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_attestation_is_fixed_stays_f0a28",
                    table="agreements_attestation",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="attestation",
            trigger=pgtrigger.compiler.Trigger(
                name="attestation_is_of_the_open_text",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_witness w\n            JOIN agreements_signing g ON g.id = w.signing_id\n            JOIN agreements_version v ON v.id = g.version_id\n            JOIN agreements_agreement a ON a.current_id = v.id\n            WHERE w.id = NEW.witness_id AND v.id = NEW.version_id\n            AND v.sha256 = NEW.text_sha256 AND a.state = 'open') THEN\n            RAISE EXCEPTION 'only the current text of an open agreement can be attested';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="788f9c75ebe9ca69a7da357b2cbacde2469a3b3e",
                    operation="INSERT",
                    pgid="pgtrigger_attestation_is_of_the_open_text_8d8db",
                    table="agreements_attestation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(shipped.fill, shipped.empty),
    ]
