import core.uploads
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# What nobody has promised yet of the projects that are there: the rough cost without what the
# current version names.
GAPS = """
    UPDATE projects_project SET funding_gap = GREATEST(0, version.cost - (
        SELECT COALESCE(SUM(amount), 0) FROM projects_contribution WHERE version_id = version.id
    )) FROM projects_version AS version WHERE version.id = projects_project.current_id
"""


class Migration(migrations.Migration):
    """Budgets, contributions with receipts, the sharing of the cost, offers, funding windows."""

    dependencies = [
        ("projects", "0008_versions_and_mergers"),
        ("villages", "0006_split_reminder_rules"),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "budget",
                "verbose_name_plural": "budgets",
                "ordering": ["project", "-number"],
            },
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
            ],
            options={
                "verbose_name": "draft of a budget",
                "verbose_name_plural": "drafts of budgets",
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
            ],
            options={
                "verbose_name": "budget line",
                "verbose_name_plural": "budget lines",
                "ordering": ["number"],
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
            ],
            options={
                "verbose_name": "commitment",
                "verbose_name_plural": "commitments",
                "ordering": ["number"],
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
            ],
            options={
                "verbose_name": "funding window",
                "verbose_name_plural": "funding windows",
                "ordering": [models.OrderBy(models.F("closes_on"), nulls_last=True), "pk"],
            },
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
                ("is_word", models.BooleanField(verbose_name="offered by the head")),
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
            ],
            options={
                "verbose_name": "offer of support",
                "verbose_name_plural": "offers of support",
                "ordering": ["-pk"],
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
            ],
            options={
                "verbose_name": "receipt",
                "verbose_name_plural": "receipts",
                "ordering": ["number"],
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
            ],
            options={
                "verbose_name": "share of the cost",
                "verbose_name_plural": "shares of the cost",
                "ordering": ["pk"],
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
            ],
            options={
                "verbose_name": "rule of cost sharing",
                "verbose_name_plural": "rules of cost sharing",
                "ordering": ["project", "-number"],
            },
        ),
        migrations.AddField(
            model_name="project",
            name="funding_gap",
            field=models.PositiveBigIntegerField(
                default=0, editable=False, verbose_name="rupiah that nobody has promised yet"
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                condition=models.Q(
                    ("funding_gap__gt", 0),
                    ("state__in", ["proposed", "revising", "agreed", "running"]),
                ),
                fields=["-id"],
                name="project_seeks_funds",
            ),
        ),
        migrations.AddField(
            model_name="budget",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.mandate"
            ),
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
        migrations.AddField(
            model_name="budgetdraft",
            name="project",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="budget_draft",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="budgetdraft",
            name="saved_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.mandate"
            ),
        ),
        migrations.AddField(
            model_name="budgetline",
            name="budget",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="projects.budget",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="committed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="villages.mandate",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="planned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.mandate"
            ),
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
        migrations.AddField(
            model_name="commitment",
            name="region",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="villages.region",
            ),
        ),
        migrations.AddIndex(
            model_name="fundingwindow",
            index=models.Index(fields=["closes_on", "id"], name="window_by_end"),
        ),
        migrations.AddConstraint(
            model_name="fundingwindow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_on__isnull", True),
                    ("closes_on__gte", models.F("opens_on")),
                    _connector="OR",
                ),
                name="window_opens_before_it_closes",
            ),
        ),
        migrations.AddConstraint(
            model_name="fundingwindow",
            constraint=models.CheckConstraint(
                condition=models.Q(("most__isnull", True), ("most__gt", 0), _connector="OR"),
                name="window_most_is_something",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="commitment",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offer",
                to="projects.commitment",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.mandate"
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="villages.region",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="commitment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="receipts",
                to="projects.commitment",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.mandate"
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="reverses",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversal",
                to="projects.receipt",
            ),
        ),
        migrations.AddField(
            model_name="share",
            name="region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.region"
            ),
        ),
        migrations.AddField(
            model_name="sharingrule",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.mandate"
            ),
        ),
        migrations.AddField(
            model_name="sharingrule",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sharing_rules",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="share",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shares",
                to="projects.sharingrule",
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.UniqueConstraint(
                fields=("project", "number"), name="budget_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1), models.Q(("note", ""), _negated=True), _connector="OR"
                ),
                name="budget_change_has_note",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
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
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.UniqueConstraint(
                fields=("budget", "number"), name="budget_line_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("volume__gt", 0),
                    models.Q(("description", ""), _negated=True),
                    models.Q(("unit", ""), _negated=True),
                ),
                name="budget_line_says_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__lte", 1000000000000000),
                    ("unit_price__lte", 1000000000000000),
                    ("year__range", (2000, 2100)),
                ),
                name="budget_line_in_bounds",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
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
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["region", "state"], name="commitment_of_region"),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(
                fields=("project", "number"), name="commitment_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.UniqueConstraint(
                fields=("planned_by", "token"), name="commitment_one_a_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("region__isnull", True), ("party_name", ""), _connector="XOR"),
                name="commitment_of_region_or_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("worth__lte", 1000000000000000), ("year__range", (2000, 2100))),
                name="commitment_in_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["committed", "received"]), _negated=True),
                    models.Q(("committed_at__isnull", False), ("committed_by__isnull", False)),
                    _connector="OR",
                ),
                name="commitment_word_has_giver",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "planned"), _negated=True), ("received", 0), _connector="OR"
                ),
                name="commitment_planned_has_nothing",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="commitment_words_are_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."project_id" IS DISTINCT FROM (NEW."project_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."party_name" IS DISTINCT FROM (NEW."party_name") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."days" IS DISTINCT FROM (NEW."days") OR OLD."day_worth" IS DISTINCT FROM (NEW."day_worth") OR OLD."worth" IS DISTINCT FROM (NEW."worth") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."planned_by_id" IS DISTINCT FROM (NEW."planned_by_id") OR OLD."token" IS DISTINCT FROM (NEW."token"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="7dfc9e8cdee79bc9b17b3106389bec4e2cc516c0",
                    operation="UPDATE",
                    pgid="pgtrigger_commitment_words_are_fixed_170b0",
                    table="projects_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["project"], name="offer_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                fields=("mandate", "token"), name="offer_one_a_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("worth__lte", 1000000000000000), ("year__range", (2000, 2100))),
                name="offer_in_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "open"), ("answered_at__isnull", False), _connector="XOR"
                ),
                name="offer_answered_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), _negated=True),
                    ("commitment__isnull", False),
                    _connector="XOR",
                ),
                name="offer_accepted_has_commitment",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="offer_declined_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("commitment", "number"), name="receipt_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("mandate", "token"), name="receipt_one_a_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", False),
                    models.Q(("paper_number", ""), _negated=True),
                    models.Q(("file", ""), _negated=True),
                    _connector="OR",
                ),
                name="receipt_has_proof",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        migrations.AddConstraint(
            model_name="sharingrule",
            constraint=models.UniqueConstraint(
                fields=("project", "number"), name="sharing_rule_number_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
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
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(
                fields=("rule", "region"), name="share_one_a_region"
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__lte", 1000000000000000)), name="share_in_bounds"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        migrations.RunSQL(GAPS, migrations.RunSQL.noop, elidable=True),
    ]
