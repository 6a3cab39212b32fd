"""The parties make a result public together; the trails of disputes get their seals."""

from functools import partial
from importlib import import_module

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

seal_trails = partial(
    import_module("agreements.migrations.0010_trails_are_sealed").seal_trails,
    target="agreements.dispute",
)


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0021_succession"),
        ("projects", "0018_no_table_is_emptied"),
        ("villages", "0008_organisations"),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "word for a public result",
                "verbose_name_plural": "words for public results",
                "ordering": ["pk"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="dispute",
            name="dispute_keeps_its_word",
        ),
        migrations.AddField(
            model_name="dispute",
            name="published_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="result made public"),
        ),
        pgtrigger.migrations.AddTrigger(
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
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddField(
            model_name="disclosure",
            name="dispute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disclosures",
                to="agreements.dispute",
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.mandate"
            ),
        ),
        migrations.AddField(
            model_name="disclosure",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.disputeparty",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.UniqueConstraint(
                fields=("dispute", "party"), name="disclosure_once_a_party"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        pgtrigger.migrations.AddTrigger(
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
        migrations.RunPython(seal_trails, migrations.RunPython.noop),
    ]
