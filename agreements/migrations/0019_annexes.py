import core.uploads
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0018_reports_and_pauses"),
        ("villages", "0008_organisations"),
    ]

    operations = [
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
    ]
