"""All migrations so far in one, for a database that has none: quick. Others go on step by step."""

import core.migration_operations
import django.utils.timezone
import pgtrigger.compiler
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("core", "0001_initial"),
        ("core", "0002_rows_are_not_truncated"),
        ("core", "0003_sealed_trails"),
    ]

    initial = True

    dependencies = []

    operations = [
        TrigramExtension(),  # search by part of a name and with typos
        BtreeGistExtension(),  # exclusion constraints over terms of office
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="when"
                    ),
                ),
                ("verb", models.CharField(max_length=60, verbose_name="what happened")),
                ("target_type", models.CharField(max_length=60, verbose_name="kind of object")),
                ("target_id", models.CharField(max_length=40, verbose_name="object")),
                (
                    "target_label",
                    models.CharField(max_length=250, verbose_name="name of the object then"),
                ),
                (
                    "actor_id",
                    models.CharField(blank=True, max_length=40, verbose_name="person's number"),
                ),
                ("actor_name", models.CharField(blank=True, max_length=150, verbose_name="person")),
                ("office", models.CharField(blank=True, max_length=120, verbose_name="office")),
                (
                    "region_code",
                    models.CharField(blank=True, max_length=13, verbose_name="region's code"),
                ),
                (
                    "region_name",
                    models.CharField(blank=True, max_length=150, verbose_name="region"),
                ),
                ("mandate_id", models.CharField(blank=True, max_length=40, verbose_name="mandate")),
                ("detail", models.JSONField(blank=True, default=dict, verbose_name="detail")),
                ("seal", models.CharField(blank=True, max_length=64, verbose_name="seal")),
            ],
            options={
                "verbose_name": "audit event",
                "verbose_name_plural": "audit trail",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["target_type", "target_id", "-id"], name="audit_target")
                ],
            },
        ),
        core.migration_operations.AddTrigger(
            model_name="auditevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a9043e623706cd6457f6ad43abcff01319f851a7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6d6e0",
                    table="core_auditevent",
                    when="BEFORE",
                ),
            ),
        ),
        core.migration_operations.AddTrigger(
            model_name="auditevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="9d7227b34c5c15bb51eb85aa12a86c9ec7e722e5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_stays_37a53",
                    table="core_auditevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
