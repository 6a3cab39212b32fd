"""A suspension goes on in the agreement that follows: one proposal, a row for each of them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0030_results_are_signed_on_paper"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="pause",
            name="pause_is_agreed_and_gets_shorter",
        ),
        migrations.AlterField(
            model_name="pause",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pauses",
                to="agreements.lifeproposal",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pause",
            trigger=pgtrigger.compiler.Trigger(
                name="pause_is_agreed_and_gets_shorter",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'INSERT' THEN\n            IF NOT EXISTS (\n                SELECT FROM agreements_lifeproposal l WHERE l.id = NEW.proposal_id\n                AND l.agreement_id = NEW.agreement_id AND l.kind = 'suspend'\n                AND l.state = 'agreed')\n            AND NOT EXISTS (\n                SELECT FROM agreements_pause p\n                JOIN agreements_agreement a ON a.follows_id = p.agreement_id\n                WHERE a.id = NEW.agreement_id AND p.proposal_id = NEW.proposal_id\n                AND p.starts_on = NEW.starts_on) THEN\n                RAISE EXCEPTION 'an agreement is suspended when all parties have agreed';\n            END IF;\n            RETURN NEW;\n        END IF;\n        IF OLD.resumed_by_id IS NOT NULL OR NEW.ends_on IS NULL OR NEW.ends_on > OLD.ends_on\n        OR to_jsonb(OLD) - ARRAY['ends_on', 'resumed_by_id']\n        <> to_jsonb(NEW) - ARRAY['ends_on', 'resumed_by_id'] THEN\n            RAISE EXCEPTION 'a suspension only gets shorter';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="897ce757f1f4e7f43d81f0cd0bf0e0bcdf614a57",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_pause_is_agreed_and_gets_shorter_f29c7",
                    table="agreements_pause",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                fields=("proposal", "agreement"), name="pause_once_an_agreement"
            ),
        ),
    ]
