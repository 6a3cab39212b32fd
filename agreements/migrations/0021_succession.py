"""An agreement may follow another one: by renewal, a change of words, or replacement."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from django.utils import timezone


def close_what_fell_away(apps, schema_editor):
    """What was due after an agreement had been replaced is closed, as it is from now on."""
    Agreement = apps.get_model("agreements", "Agreement")
    replaced = Agreement.objects.filter(state="ended", end_ground="replaced")
    days = apps.get_model("agreements", "Fulfilment").objects.filter(state__in=["open", "disputed"])
    for row in replaced.only("ended_at").iterator():
        ended = timezone.localdate(row.ended_at)
        days.filter(obligation__agreement=row.pk, due_on__gt=ended).update(state="carried")


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0020_parts_stay_owed"),
        ("meetings", "0031_words_on_addenda"),
        ("projects", "0018_no_table_is_emptied"),
        ("villages", "0008_organisations"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="agreement",
            name="agreement_keeps_its_word",
        ),
        migrations.RemoveConstraint(
            model_name="fulfilment",
            name="fulfilment_given_has_report",
        ),
        migrations.AddField(
            model_name="agreement",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successors",
                to="agreements.agreement",
                verbose_name="agreement that it follows",
            ),
        ),
        migrations.AddField(
            model_name="agreement",
            name="follows_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("renewal", "renewal"),
                    ("amendment", "change of words"),
                    ("replacement", "replacement"),
                ],
                max_length=11,
                verbose_name="way in which it follows",
            ),
        ),
        migrations.AddField(
            model_name="clause",
            name="origin",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.clause",
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="origin",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.obligation",
            ),
        ),
        migrations.AlterField(
            model_name="fulfilment",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "not reported yet"),
                    ("reported", "reported as given"),
                    ("partly", "confirmed in part"),
                    ("confirmed", "confirmed"),
                    ("disputed", "disputed"),
                    ("released", "released by agreement"),
                    ("carried", "carried over by the next agreement"),
                ],
                default="open",
                max_length=9,
                verbose_name="state",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_keeps_its_word",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            IF OLD.state <> 'draft' OR OLD.current_id IS NOT NULL THEN\n                RAISE EXCEPTION 'an agreement that was opened is kept';\n            END IF;\n            RETURN OLD;\n        END IF;\n        IF ROW(OLD.follows_id, OLD.follows_as) IS DISTINCT FROM ROW(NEW.follows_id, NEW.follows_as) THEN\n            RAISE EXCEPTION 'which agreement it follows is fixed';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state <> 'draft' AND ROW(OLD.code, OLD.check_code, OLD.kind, OLD.title, OLD.text, OLD.project_id, OLD.meeting_id, OLD.drafted_for_id, OLD.starts_on, OLD.ends_on) IS DISTINCT FROM ROW(NEW.code, NEW.check_code, NEW.kind, NEW.title, NEW.text, NEW.project_id, NEW.meeting_id, NEW.drafted_for_id, NEW.starts_on, NEW.ends_on) THEN\n            RAISE EXCEPTION 'an open agreement changes by a new version only';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (\n            SELECT FROM agreements_party p WHERE p.agreement_id = NEW.id AND NOT EXISTS (\n                SELECT FROM agreements_signature s\n                WHERE s.party_id = p.id AND s.version_id = NEW.current_id)) THEN\n            RAISE EXCEPTION 'not every party has approved the current version';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (\n            SELECT FROM agreements_signing g WHERE g.version_id = NEW.current_id AND g.needed > (\n                SELECT count(*) FROM agreements_attestation t\n                WHERE t.version_id = NEW.current_id)) THEN\n            RAISE EXCEPTION 'not enough witnesses have attested the current version';\n        END IF;\n        IF OLD.state IN ('in_force', 'ended', 'withdrawn') THEN\n            IF ROW(OLD.code, OLD.check_code, OLD.kind, OLD.title, OLD.text, OLD.project_id, OLD.meeting_id, OLD.drafted_for_id, OLD.starts_on, OLD.ends_on, OLD.current_id, OLD.sealed_at) IS DISTINCT FROM ROW(NEW.code, NEW.check_code, NEW.kind, NEW.title, NEW.text, NEW.project_id, NEW.meeting_id, NEW.drafted_for_id, NEW.starts_on, NEW.ends_on, NEW.current_id, NEW.sealed_at) THEN\n                RAISE EXCEPTION 'the words of this agreement are fixed';\n            END IF;\n            IF NEW.state <> OLD.state AND (OLD.state, NEW.state) <> ('in_force', 'ended') THEN\n                RAISE EXCEPTION 'this agreement does not come back';\n            END IF;\n        END IF;\n        IF OLD.sheet <> '' AND (OLD.sheet, OLD.sheet_sha256) <> (NEW.sheet, NEW.sheet_sha256) THEN\n            RAISE EXCEPTION 'the PDF is made once';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="d19282fa0e57caa2f205186aecf39bd0e513c885",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_agreement_keeps_its_word_414b6",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="successor_is_of_a_sealed_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NEW.follows_id IS NOT NULL AND NOT EXISTS (\n            SELECT FROM agreements_agreement a\n            WHERE a.id = NEW.follows_id AND a.kind = NEW.kind AND a.sealed_at IS NOT NULL) THEN\n            RAISE EXCEPTION 'only a sealed agreement of the same kind has a successor';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="f0521889cf9ea802f094530e9668375633e7e50a",
                    operation="INSERT",
                    pgid="pgtrigger_successor_is_of_a_sealed_agreement_5a420",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("follows__isnull", True), ("follows_as", "")),
                    models.Q(
                        models.Q(("follows__lt", models.F("id"))),
                        models.Q(("follows_as", ""), _negated=True),
                        ("follows__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="agreement_follows_in_a_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "withdrawn"), _negated=True),
                fields=("follows",),
                name="agreement_one_successor",
            ),
        ),
        migrations.AddConstraint(
            model_name="fulfilment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "partly", "released", "carried"]),
                    models.Q(
                        ("report__isnull", False),
                        ("state__in", ["reported", "confirmed", "disputed"]),
                    ),
                    _connector="OR",
                ),
                name="fulfilment_given_has_report",
            ),
        ),
        migrations.RunPython(close_what_fell_away, migrations.RunPython.noop),
    ]
