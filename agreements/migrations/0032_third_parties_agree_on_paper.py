"""What all parties decide counts when the third party has signed it as well, on paper."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0031_suspensions_go_on"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="lifeproposal",
            name="life_proposal_is_settled_only",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lifeproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="life_proposal_is_settled_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'proposals are kept';\n        END IF;\n        IF TG_OP = 'INSERT' THEN\n            IF NOT EXISTS (\n                SELECT FROM agreements_agreement a JOIN agreements_party p ON p.agreement_id = a.id\n                WHERE a.id = NEW.agreement_id AND p.id = NEW.party_id AND a.state = 'in_force') THEN\n                RAISE EXCEPTION 'a party proposes this of its agreement in force';\n            END IF;\n            RETURN NEW;\n        END IF;\n        IF OLD.state <> 'open'\n        OR to_jsonb(OLD) - ARRAY['state', 'settled_at', 'updated_at']\n        <> to_jsonb(NEW) - ARRAY['state', 'settled_at', 'updated_at'] THEN\n            RAISE EXCEPTION 'the words of a proposal are fixed, and it is settled once';\n        END IF;\n        IF NEW.state = 'agreed' AND EXISTS (\n            SELECT FROM agreements_party p WHERE p.agreement_id = NEW.agreement_id AND NOT EXISTS (\n                SELECT FROM agreements_lifeword w\n                WHERE w.proposal_id = NEW.id AND w.party_id = p.id AND w.agrees)) THEN\n            RAISE EXCEPTION 'not every party has agreed to the proposal';\n        END IF;\n        IF NEW.state = 'agreed' AND NEW.paper = '' AND EXISTS (\n            SELECT FROM agreements_thirdparty t WHERE t.agreement_id = NEW.agreement_id) THEN\n            RAISE EXCEPTION 'the third party has not signed the proposal';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="b87967e33d71aa1d6f7f9744b2d65a00097c4f0e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_life_proposal_is_settled_only_14d27",
                    table="agreements_lifeproposal",
                    when="BEFORE",
                ),
            ),
        ),
    ]
