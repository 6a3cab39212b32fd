import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0030_earlier_meetings_stand"),
        ("villages", "0008_organisations"),
    ]

    operations = [
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
    ]
