"""The record of a mediation names the office that mediates; who has no account here signs it on paper,
a third party too."""

import core.uploads
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0029_rhythm_keeps_its_day"),
        ("villages", "0001_squashed_0008"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutcomePaper",
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
                    "signer",
                    models.CharField(
                        choices=[("third", "third party"), ("mediator", "mediator")],
                        max_length=8,
                        verbose_name="whose signature",
                    ),
                ),
                ("signed_for", models.CharField(max_length=150, verbose_name="signed for")),
                ("signer_name", models.CharField(max_length=100, verbose_name="signed by")),
                ("signer_title", models.CharField(max_length=80, verbose_name="in the office of")),
                ("signed_on", models.DateField(verbose_name="date of the signature")),
                (
                    "paper",
                    models.FileField(
                        max_length=120, upload_to=core.uploads.random_name, verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                (
                    "text_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the text"),
                ),
                ("seal", models.CharField(max_length=64, verbose_name="seal")),
            ],
            options={
                "verbose_name": "signature on paper under a result",
                "verbose_name_plural": "signatures on paper under results",
                "ordering": ["pk"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="dispute",
            name="dispute_keeps_its_word",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="outcomeword",
            name="word_is_of_the_result",
        ),
        migrations.AddField(
            model_name="outcome",
            name="mediated_by",
            field=models.CharField(blank=True, max_length=150, verbose_name="office that mediates"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dispute",
            trigger=pgtrigger.compiler.Trigger(
                name="dispute_keeps_its_word",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'a dispute is kept';\n        END IF;\n        IF ROW(OLD.code, OLD.agreement_id, OLD.project_id, OLD.about, OLD.obligation_id, OLD.label, OLD.topic, OLD.between, OLD.third_party, OLD.facts, OLD.wish, OLD.since, OLD.raised_at, OLD.raised_by_id, OLD.person_name, OLD.office_title) IS DISTINCT FROM ROW(NEW.code, NEW.agreement_id, NEW.project_id, NEW.about, NEW.obligation_id, NEW.label, NEW.topic, NEW.between, NEW.third_party, NEW.facts, NEW.wish, NEW.since, NEW.raised_at, NEW.raised_by_id, NEW.person_name, NEW.office_title) THEN\n            RAISE EXCEPTION 'what a dispute was raised with is fixed';\n        END IF;\n        IF OLD.state IN ('settled', 'failed', 'withdrawn') AND ROW(OLD.state, OLD.deliberate_until, OLD.level, OLD.mediator_id, OLD.desk_id, OLD.referred_at, OLD.accepted_at, OLD.closed_at, OLD.close_reason, OLD.outcome_id) IS DISTINCT FROM ROW(NEW.state, NEW.deliberate_until, NEW.level, NEW.mediator_id, NEW.desk_id, NEW.referred_at, NEW.accepted_at, NEW.closed_at, NEW.close_reason, NEW.outcome_id) THEN\n            RAISE EXCEPTION 'a dispute that was closed is final';\n        END IF;\n        IF OLD.state <> 'settled' AND NEW.state = 'settled' THEN\n            IF EXISTS (\n                SELECT FROM agreements_disputeparty p WHERE p.dispute_id = NEW.id AND NOT EXISTS (\n                    SELECT FROM agreements_outcomeword w\n                    WHERE w.party_id = p.id AND w.outcome_id = NEW.outcome_id)) THEN\n                RAISE EXCEPTION 'not every party has confirmed the result';\n            END IF;\n            IF OLD.state = 'mediation' AND NOT EXISTS (\n                SELECT FROM agreements_outcomeword w\n                WHERE w.party_id IS NULL AND w.outcome_id = NEW.outcome_id) THEN\n                RAISE EXCEPTION 'the mediator has not signed the result';\n            END IF;\n            IF NEW.third_party <> '' AND NOT EXISTS (\n                SELECT FROM agreements_outcomepaper s\n                WHERE s.outcome_id = NEW.outcome_id AND s.signer = 'third') THEN\n                RAISE EXCEPTION 'the third party has not signed the result';\n            END IF;\n        END IF;\n        IF NEW.published_at IS DISTINCT FROM OLD.published_at THEN\n            IF OLD.published_at IS NOT NULL THEN\n                RAISE EXCEPTION 'a result that is public stays so';\n            END IF;\n            IF EXISTS (\n                SELECT FROM agreements_disputeparty p WHERE p.dispute_id = NEW.id AND NOT EXISTS (\n                    SELECT FROM agreements_disclosure w\n                    WHERE w.party_id = p.id AND w.dispute_id = NEW.id)) THEN\n                RAISE EXCEPTION 'not every party has agreed to make the result public';\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                    hash="13673a41ae1d81e9ba53fe656cb56bf20c92d7d4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_dispute_keeps_its_word_fdb77",
                    table="agreements_dispute",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcomeword",
            trigger=pgtrigger.compiler.Trigger(
                name="word_is_of_the_result",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_outcome o JOIN agreements_dispute d ON d.outcome_id = o.id\n            WHERE o.id = NEW.outcome_id AND o.sha256 = NEW.text_sha256\n            AND d.state IN ('deliberation', 'mediation')\n            AND (NEW.party_id IS NOT NULL OR o.mediated)) THEN\n            RAISE EXCEPTION 'only the result that stands now can be confirmed';\n        END IF;\n        IF NEW.party_id IS NOT NULL AND NOT EXISTS (\n            SELECT FROM agreements_outcome o\n            JOIN agreements_disputeparty p ON p.dispute_id = o.dispute_id\n            WHERE o.id = NEW.outcome_id AND p.id = NEW.party_id) THEN\n            RAISE EXCEPTION 'only the parties of a dispute confirm its result';\n        END IF;\n        IF NEW.party_id IS NULL AND EXISTS (\n            SELECT FROM agreements_outcome o\n            JOIN agreements_disputeparty p ON p.dispute_id = o.dispute_id\n            WHERE o.id = NEW.outcome_id AND NOT EXISTS (\n                SELECT FROM agreements_outcomeword w\n                WHERE w.outcome_id = o.id AND w.party_id = p.id)) THEN\n            RAISE EXCEPTION 'the mediator signs last';\n        END IF;\n        IF NEW.party_id IS NULL AND EXISTS (\n            SELECT FROM agreements_outcome o JOIN agreements_dispute d ON d.id = o.dispute_id\n            WHERE o.id = NEW.outcome_id AND d.third_party <> '' AND NOT EXISTS (\n                SELECT FROM agreements_outcomepaper s\n                WHERE s.outcome_id = o.id AND s.signer = 'third')) THEN\n            RAISE EXCEPTION 'the mediator signs after the third party';\n        END IF;\n        IF NEW.party_id IS NULL AND (NEW.method = 'paper') <> EXISTS (\n            SELECT FROM agreements_outcomepaper s\n            WHERE s.outcome_id = NEW.outcome_id AND s.signer = 'mediator') THEN\n            RAISE EXCEPTION 'a signature on paper has its scan';\n        END IF;\n        IF NEW.party_id IS NULL AND NEW.method <> 'paper' AND EXISTS (\n            SELECT FROM agreements_outcome o JOIN agreements_dispute d ON d.id = o.dispute_id\n            WHERE o.id = NEW.outcome_id AND d.level IN ('gubernur', 'menteri')) THEN\n            RAISE EXCEPTION 'a mediator without an account signs on paper';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="b4c4318a4d7ca2fa8ee813f26af5e47724d3e81f",
                    operation="INSERT",
                    pgid="pgtrigger_word_is_of_the_result_6e2cf",
                    table="agreements_outcomeword",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="outcomepaper",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.mandate"
            ),
        ),
        migrations.AddField(
            model_name="outcomepaper",
            name="outcome",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="agreements.outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomepaper",
            constraint=models.UniqueConstraint(
                fields=("outcome", "signer"), name="outcome_paper_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomepaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paper", ""), _negated=True), models.Q(("sha256", ""), _negated=True)
                ),
                name="outcome_paper_has_file",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcomepaper",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_paper_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b73fe78ebc1b3dae86dbd67614fa1bc1d9189174",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_outcome_paper_is_fixed_4104d",
                    table="agreements_outcomepaper",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcomepaper",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_paper_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="d4b0c5644ac1d18ee763b237a7196eafb28fd096",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_outcome_paper_is_fixed_stays_37b8b",
                    table="agreements_outcomepaper",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcomepaper",
            trigger=pgtrigger.compiler.Trigger(
                name="paper_is_of_the_result",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_outcome o JOIN agreements_dispute d ON d.outcome_id = o.id\n            WHERE o.id = NEW.outcome_id AND o.sha256 = NEW.text_sha256\n            AND o.mediated AND d.state = 'mediation'\n            AND (NEW.signer = 'third' AND d.third_party <> ''\n                OR NEW.signer = 'mediator' AND d.level IN ('gubernur', 'menteri'))) THEN\n            RAISE EXCEPTION 'only the result that stands now is signed on paper';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="0f7a9ba15a482f31b2e93a422087385d58561f76",
                    operation="INSERT",
                    pgid="pgtrigger_paper_is_of_the_result_741aa",
                    table="agreements_outcomepaper",
                    when="BEFORE",
                ),
            ),
        ),
    ]
