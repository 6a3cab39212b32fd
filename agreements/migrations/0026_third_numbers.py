"""A third party gives a sealed agreement a number of its own, also later."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0025_gazette_number_has_a_day"),
        ("villages", "0008_organisations"),
    ]

    operations = [
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
    ]
