"""All migrations so far in one, for a database that has none: quick. Others go on step by step."""

import core.migration_operations
import core.uploads
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import villages.models.forum
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("villages", "0001_initial"),
        ("villages", "0002_forum_letters"),
        ("villages", "0003_forum_votes"),
        ("villages", "0004_second_call"),
        ("villages", "0005_reminder_rules"),
        ("villages", "0006_split_reminder_rules"),
        ("villages", "0007_letter_logo"),
        ("villages", "0008_organisations"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="Forum",
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
                ("about", models.TextField(blank=True, max_length=2000, verbose_name="about")),
                (
                    "remind_answer",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        blank=True,
                        default=villages.models.forum.remind_answer,
                        size=8,
                        verbose_name="reminders of an answer that is missing",
                    ),
                ),
                (
                    "remind_meeting",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        blank=True,
                        default=villages.models.forum.remind_meeting,
                        size=8,
                        verbose_name="reminders of a meeting",
                    ),
                ),
                (
                    "remind_remarks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        blank=True,
                        default=villages.models.forum.remind_remarks,
                        size=8,
                        verbose_name="reminders of minutes under review",
                    ),
                ),
                (
                    "remind_task",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        blank=True,
                        default=villages.models.forum.remind_task,
                        size=8,
                        verbose_name="reminders of a task",
                    ),
                ),
                (
                    "remind_minutes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        blank=True,
                        default=villages.models.forum.remind_minutes,
                        size=8,
                        verbose_name="reminders of missing minutes",
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(default=7, verbose_name="notice in days"),
                ),
                (
                    "notice_days_meeting",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="notice of a meeting that is no assembly, in days"
                    ),
                ),
                (
                    "notice_days_urgent",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="notice of an urgent meeting, in days"
                    ),
                ),
                (
                    "quorum_of",
                    models.PositiveSmallIntegerField(default=2, verbose_name="quorum: parts"),
                ),
                (
                    "quorum_in",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="quorum: of how many",
                    ),
                ),
                (
                    "letterhead",
                    models.TextField(blank=True, max_length=300, verbose_name="letterhead"),
                ),
                (
                    "letter_address",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="address in the letterhead"
                    ),
                ),
                (
                    "letter_logo",
                    models.FileField(
                        blank=True,
                        max_length=120,
                        upload_to=core.uploads.random_name,
                        verbose_name="logo in the letterhead",
                    ),
                ),
                (
                    "letter_class",
                    models.CharField(
                        default="005", max_length=12, verbose_name="classification of letters"
                    ),
                ),
                (
                    "letter_unit",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="unit in the number of letters"
                    ),
                ),
                (
                    "letter_template",
                    models.CharField(
                        default="{klasifikasi}/{urut:03}/{unit}/{bulan_romawi}/{tahun}",
                        max_length=80,
                        verbose_name="template for the number of letters",
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
                        max_length=12,
                        verbose_name="majority",
                    ),
                ),
                (
                    "waiting_hours",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MaxValueValidator(24)],
                        verbose_name="hours to wait for the quorum",
                    ),
                ),
                (
                    "second_call_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="The second sitting is valid with those who are present.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="days within which the second sitting follows",
                    ),
                ),
            ],
            options={
                "verbose_name": "forum",
                "verbose_name_plural": "forums",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quorum_in__gte", models.F("quorum_of")), ("quorum_of__gte", 1)
                        ),
                        name="forum_quorum_is_a_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remind_answer__len__lte", 8)),
                        name="forum_answer_reminders_are_few",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remind_meeting__len__lte", 8)),
                        name="forum_meeting_reminders_are_few",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remind_remarks__len__lte", 8)),
                        name="forum_remarks_reminders_are_few",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remind_task__len__lte", 8)),
                        name="forum_task_reminders_are_few",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remind_minutes__len__lte", 8)),
                        name="forum_minutes_reminders_are_few",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "code",
                    models.CharField(
                        max_length=13, primary_key=True, serialize=False, verbose_name="code"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "province"),
                            (2, "regency"),
                            (3, "subdistrict"),
                            (4, "village"),
                        ],
                        verbose_name="level",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("province", "province"),
                            ("regency", "regency"),
                            ("city", "city"),
                            ("subdistrict", "subdistrict"),
                            ("urban", "kelurahan"),
                            ("village", "village"),
                            ("customary", "customary village"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        help_text="Desa, Kampung, Kecamatan: said before the name.",
                        max_length=30,
                        verbose_name="local word",
                    ),
                ),
                (
                    "squeezed",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Lower(models.F("name")),
                            models.Value("[^a-z0-9]+"),
                            models.Value(""),
                            models.Value("g"),
                            function="regexp_replace",
                        ),
                        output_field=models.CharField(max_length=100),
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="villages.region",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ["code"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.F("squeezed"), name="gin_trgm_ops"
                        ),
                        name="region_squeezed_trgm",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code__regex", "^\\d\\d$"), ("level", 1)),
                            models.Q(("code__regex", "^\\d\\d\\.\\d\\d$"), ("level", 2)),
                            models.Q(("code__regex", "^\\d\\d\\.\\d\\d\\.\\d\\d$"), ("level", 3)),
                            models.Q(
                                ("code__regex", "^\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d{4}$"), ("level", 4)
                            ),
                            _connector="OR",
                        ),
                        name="region_code_fits_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level", 1), ("parent__isnull", False), _connector="XOR"
                        ),
                        name="region_has_parent_below_province",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("about", models.TextField(blank=True, max_length=2000, verbose_name="about")),
                (
                    "strengths",
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
                        verbose_name="strengths",
                    ),
                ),
                (
                    "needs",
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
                        verbose_name="needs",
                    ),
                ),
                (
                    "population",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="inhabitants"),
                ),
                (
                    "households",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="households"),
                ),
                (
                    "area_ha",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=9,
                        null=True,
                        verbose_name="area in hectares",
                    ),
                ),
                (
                    "figures_from",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="source and year of the figures"
                    ),
                ),
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
                    "office_address",
                    models.CharField(blank=True, max_length=200, verbose_name="office address"),
                ),
                (
                    "office_phone",
                    models.CharField(blank=True, max_length=16, verbose_name="office phone"),
                ),
                (
                    "region",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profile",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "profile",
                "verbose_name_plural": "profiles",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("latitude__range", (-11.5, 6.5)),
                                ("longitude__isnull", False),
                                ("longitude__range", (94, 142)),
                            ),
                            _connector="OR",
                        ),
                        name="profile_place_is_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                            ("ngo", "non-governmental organisation"),
                            ("donor", "donor"),
                            ("company", "company"),
                            ("university", "university"),
                            ("agency", "regional agency"),
                            ("community", "community"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "short_name",
                    models.CharField(blank=True, max_length=40, verbose_name="short name"),
                ),
                (
                    "legal_number",
                    models.CharField(
                        max_length=100, verbose_name="number of the deed, NIB or decree"
                    ),
                ),
                ("address", models.CharField(max_length=200, verbose_name="office address")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=120, verbose_name="office e-mail address"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=16, verbose_name="office phone")),
                ("website", models.URLField(blank=True, verbose_name="website")),
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
                        verbose_name="sectors it supports",
                    ),
                ),
                (
                    "offers",
                    models.TextField(blank=True, max_length=1000, verbose_name="what it offers"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("registered", "waiting for the check"),
                            ("verified", "verified"),
                            ("refused", "refused"),
                            ("closed", "closed"),
                        ],
                        default="registered",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "squeezed",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            django.db.models.functions.text.Lower(models.F("name")),
                            models.Value("[^a-z0-9]+"),
                            models.Value(""),
                            models.Value("g"),
                            function="regexp_replace",
                        ),
                        output_field=models.CharField(max_length=120),
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="villages.region",
                        verbose_name="home region",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["name", "pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.F("squeezed"), name="gin_trgm_ops"
                        ),
                        name="organisation_squeezed_trgm",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["registered", "verified"])),
                        fields=("squeezed",),
                        name="organisation_name_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "registered"), ("decided_at__isnull", False), _connector="XOR"
                        ),
                        name="organisation_decided_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["registered", "verified"]),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="organisation_end_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("website", ""), ("website__startswith", "https://"), _connector="OR"
                        ),
                        name="organisation_website_is_secure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "forum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="villages.forum",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("forum", "region"),
                        name="membership_one_open_seat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="membership_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
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
                    "office",
                    models.CharField(
                        choices=[
                            ("head", "village head"),
                            ("secretary", "village secretary"),
                            ("official", "village official"),
                            ("council", "village council (BPD)"),
                            ("camat", "subdistrict head (camat)"),
                            ("kecamatan", "subdistrict officer"),
                            ("kabupaten", "regency officer"),
                            ("partner", "representative of an organisation"),
                        ],
                        max_length=12,
                        verbose_name="office",
                    ),
                ),
                (
                    "acting",
                    models.BooleanField(default=False, verbose_name="acting holder (Pj. or Plt.)"),
                ),
                ("title", models.CharField(max_length=80, verbose_name="title of the office")),
                ("starts_on", models.DateField(verbose_name="term starts")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="term ends")),
                (
                    "decree_number",
                    models.CharField(max_length=100, verbose_name="number of the decree"),
                ),
                (
                    "decree",
                    models.FileField(
                        max_length=120, upload_to=core.uploads.random_name, verbose_name="decree"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "waiting for the check"),
                            ("returned", "waiting for you"),
                            ("verified", "verified"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("ended", "ended"),
                        ],
                        default="submitted",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "submitted_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="submitted"
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "decided_as",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="decided in the office of"
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="villages.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="villages.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandate",
                "verbose_name_plural": "mandates",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["region", "state", "office"], name="mandate_of_region"),
                    models.Index(fields=["organisation", "state"], name="mandate_of_organisation"),
                    models.Index(
                        condition=models.Q(("state", "submitted")),
                        fields=["submitted_at"],
                        name="mandate_queue",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("organisation__isnull", True),
                                ("region__isnull", False),
                                models.Q(("office", "partner"), _negated=True),
                            ),
                            models.Q(
                                ("office", "partner"),
                                ("organisation__isnull", False),
                                ("region__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="mandate_of_region_or_organisation",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ["submitted", "returned", "verified"])),
                        expressions=[
                            (models.F("user"), "="),
                            (models.F("region"), "="),
                            (models.F("office"), "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="mandate_one_live_claim",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ["submitted", "returned", "verified"])),
                        expressions=[
                            (models.F("user"), "="),
                            (models.F("organisation"), "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="mandate_one_live_claim_of_partner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="mandate_term_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["submitted", "withdrawn"]),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="mandate_decision_is_signed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="mandate_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "ended"), ("ended_at__isnull", True), _connector="XOR"
                        ),
                        name="mandate_ended_has_time",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("office__in", ["head", "camat"]), ("state", "verified")
                        ),
                        expressions=[
                            (models.F("region"), "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="mandate_one_head_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "village",
                    models.CharField(
                        default="Desa", max_length=30, verbose_name="word for village"
                    ),
                ),
                (
                    "village_head",
                    models.CharField(
                        default="Kepala Desa", max_length=60, verbose_name="word for village head"
                    ),
                ),
                (
                    "village_secretary",
                    models.CharField(
                        default="Sekretaris Desa",
                        max_length=60,
                        verbose_name="word for village secretary",
                    ),
                ),
                (
                    "village_official",
                    models.CharField(
                        default="Perangkat Desa",
                        max_length=60,
                        verbose_name="word for village official",
                    ),
                ),
                (
                    "village_office",
                    models.CharField(
                        default="Dinas PMD",
                        max_length=80,
                        verbose_name="regency's office for villages",
                    ),
                ),
                (
                    "regency",
                    models.OneToOneField(
                        limit_choices_to={"level": 2},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="local_terms",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "local terms",
                "verbose_name_plural": "local terms",
            },
        ),
        migrations.AddField(
            model_name="forum",
            name="home",
            field=models.ForeignKey(
                help_text="The subdistrict or regency that facilitates the forum.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="forums_at_home",
                to="villages.region",
                verbose_name="home region",
            ),
        ),
        migrations.AddField(
            model_name="forum",
            name="members",
            field=models.ManyToManyField(
                related_name="forums", through="villages.Membership", to="villages.region"
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="organisation_ends_with_mandates",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF OLD.state = 'verified' AND NEW.state <> 'verified' AND EXISTS (\n            SELECT FROM villages_mandate WHERE organisation_id = NEW.id AND state = 'verified') THEN\n            RAISE EXCEPTION 'an organisation ends after the mandates of its representatives';\n        END IF;\n        IF OLD.state <> 'registered' AND (OLD.kind, OLD.name, OLD.legal_number, OLD.home_id)\n           IS DISTINCT FROM (NEW.kind, NEW.name, NEW.legal_number, NEW.home_id) THEN\n            RAISE EXCEPTION 'what was verified of an organisation is not changed';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="eef523b80b3d26a9cc248c256c3fc84bd8625404",
                    operation="UPDATE",
                    pgid="pgtrigger_organisation_ends_with_mandates_fde5f",
                    table="villages_organisation",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="mandate_of_a_verified_organisation",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."organisation_id" IS NOT NULL AND NEW."state" = \'verified\')',
                    func="\n        PERFORM FROM villages_organisation\n            WHERE id = NEW.organisation_id AND state = 'verified' FOR KEY SHARE;\n        IF NOT FOUND THEN\n            RAISE EXCEPTION 'a verified organisation comes before its representatives';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="a1f6d7d10e92f863107f2e828442526ae35bc4e9",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_mandate_of_a_verified_organisation_73d26",
                    table="villages_mandate",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="forum",
            constraint=models.UniqueConstraint(
                fields=("home", "name"), name="forum_one_of_a_name_at_home"
            ),
        ),
    ]
