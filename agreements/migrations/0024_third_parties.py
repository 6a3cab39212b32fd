"""Third parties of an agreement, what they owe, and their signatures on paper."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0023_acknowledgement"),
        ("projects", "0018_no_table_is_emptied"),
        ("villages", "0008_organisations"),
    ]

    operations = [
        migrations.CreateModel(
            name="ThirdParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("seat", models.CharField(blank=True, max_length=200, verbose_name="address")),
                ("signer_name", models.CharField(max_length=100, verbose_name="represented by")),
                ("signer_title", models.CharField(max_length=80, verbose_name="office")),
            ],
            options={
                "verbose_name": "third party",
                "verbose_name_plural": "third parties",
                "ordering": ["agreement", "position"],
            },
        ),
        migrations.CreateModel(
            name="ThirdSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_name", models.CharField(max_length=100, verbose_name="name then")),
                ("office_title", models.CharField(max_length=80, verbose_name="office then")),
                ("party_name", models.CharField(max_length=150, verbose_name="third party")),
                (
                    "number",
                    models.CharField(blank=True, max_length=80, verbose_name="its own number"),
                ),
                (
                    "text_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the text"),
                ),
                ("at", models.DateTimeField(verbose_name="recorded")),
                ("seal", models.CharField(max_length=64, verbose_name="seal")),
            ],
            options={
                "verbose_name": "signature of a third party",
                "verbose_name_plural": "signatures of third parties",
                "ordering": ["pk"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="agreement",
            name="agreement_keeps_its_word",
        ),
        migrations.RemoveConstraint(
            model_name="signedpaper",
            name="certified_file_once",
        ),
        migrations.RemoveConstraint(
            model_name="signedpaper",
            name="signed_paper_of_one_word",
        ),
        migrations.RemoveConstraint(
            model_name="signedpaper",
            name="signed_paper_of_a_word_has_day",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_keeps_its_word",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            IF OLD.state <> 'draft' OR OLD.current_id IS NOT NULL THEN\n                RAISE EXCEPTION 'an agreement that was opened is kept';\n            END IF;\n            RETURN OLD;\n        END IF;\n        IF ROW(OLD.follows_id, OLD.follows_as) IS DISTINCT FROM ROW(NEW.follows_id, NEW.follows_as) THEN\n            RAISE EXCEPTION 'which agreement it follows is fixed';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state <> 'draft' AND ROW(OLD.code, OLD.check_code, OLD.kind, OLD.title, OLD.text, OLD.project_id, OLD.meeting_id, OLD.drafted_for_id, OLD.starts_on, OLD.ends_on) IS DISTINCT FROM ROW(NEW.code, NEW.check_code, NEW.kind, NEW.title, NEW.text, NEW.project_id, NEW.meeting_id, NEW.drafted_for_id, NEW.starts_on, NEW.ends_on) THEN\n            RAISE EXCEPTION 'an open agreement changes by a new version only';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (\n            SELECT FROM agreements_party p WHERE p.agreement_id = NEW.id AND NOT EXISTS (\n                SELECT FROM agreements_signature s\n                WHERE s.party_id = p.id AND s.version_id = NEW.current_id)) THEN\n            RAISE EXCEPTION 'not every party has approved the current version';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (\n            SELECT FROM agreements_signing g WHERE g.version_id = NEW.current_id AND g.needed > (\n                SELECT count(*) FROM agreements_attestation t\n                WHERE t.version_id = NEW.current_id)) THEN\n            RAISE EXCEPTION 'not enough witnesses have attested the current version';\n        END IF;\n        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (\n            SELECT FROM agreements_thirdparty p WHERE p.agreement_id = NEW.id AND NOT EXISTS (\n                SELECT FROM agreements_thirdsignature s\n                WHERE s.third_party_id = p.id AND s.version_id = NEW.current_id)) THEN\n            RAISE EXCEPTION 'not every third party has signed the current version';\n        END IF;\n        IF OLD.state IN ('in_force', 'ended', 'withdrawn') THEN\n            IF ROW(OLD.code, OLD.check_code, OLD.kind, OLD.title, OLD.text, OLD.project_id, OLD.meeting_id, OLD.drafted_for_id, OLD.starts_on, OLD.ends_on, OLD.current_id, OLD.sealed_at) IS DISTINCT FROM ROW(NEW.code, NEW.check_code, NEW.kind, NEW.title, NEW.text, NEW.project_id, NEW.meeting_id, NEW.drafted_for_id, NEW.starts_on, NEW.ends_on, NEW.current_id, NEW.sealed_at) THEN\n                RAISE EXCEPTION 'the words of this agreement are fixed';\n            END IF;\n            IF NEW.state <> OLD.state AND (OLD.state, NEW.state) <> ('in_force', 'ended') THEN\n                RAISE EXCEPTION 'this agreement does not come back';\n            END IF;\n        END IF;\n        IF OLD.sheet <> '' AND (OLD.sheet, OLD.sheet_sha256) <> (NEW.sheet, NEW.sheet_sha256) THEN\n            RAISE EXCEPTION 'the PDF is made once';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="35aaaa9ac935163aed135d4dc4bbfc4df041c99d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_agreement_keeps_its_word_414b6",
                    table="agreements_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="thirdparty",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="third_parties",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="third_party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="obligations",
                to="agreements.thirdparty",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("third_party__isnull", True), ("commitment__isnull", True), _connector="OR"
                ),
                name="obligation_of_a_third_party_has_no_commitment",
            ),
        ),
        migrations.AddField(
            model_name="thirdsignature",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="villages.mandate"
            ),
        ),
        migrations.AddField(
            model_name="thirdsignature",
            name="third_party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="agreements.thirdparty",
            ),
        ),
        migrations.AddField(
            model_name="thirdsignature",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="third_signatures",
                to="agreements.version",
            ),
        ),
        migrations.AddField(
            model_name="signedpaper",
            name="third_signature",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="paper",
                to="agreements.thirdsignature",
            ),
        ),
        migrations.AddConstraint(
            model_name="signedpaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("attestation__isnull", True),
                    ("signature__isnull", True),
                    ("third_signature__isnull", True),
                ),
                fields=("version", "sha256"),
                name="certified_file_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="signedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("attestation__isnull", True), ("signature__isnull", True)),
                    models.Q(("attestation__isnull", True), ("third_signature__isnull", True)),
                    models.Q(("signature__isnull", True), ("third_signature__isnull", True)),
                    _connector="OR",
                ),
                name="signed_paper_of_one_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="signedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("attestation__isnull", True),
                        ("signature__isnull", True),
                        ("third_signature__isnull", True),
                    ),
                    ("signed_on__isnull", False),
                    _connector="XOR",
                ),
                name="signed_paper_of_a_word_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdparty",
            constraint=models.UniqueConstraint(
                fields=("agreement", "position"), name="third_party_one_a_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdparty",
            constraint=models.UniqueConstraint(
                fields=("agreement", "name"),
                name="third_party_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True),
                    models.Q(("signer_name", ""), _negated=True),
                    models.Q(("signer_title", ""), _negated=True),
                ),
                name="third_party_is_named",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thirdparty",
            trigger=pgtrigger.compiler.Trigger(
                name="third_party_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="1f43f0c8ea095e86aa295242f71c5854a9b8e2fb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_third_party_stays_f7626",
                    table="agreements_thirdparty",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thirdparty",
            trigger=pgtrigger.compiler.Trigger(
                name="third_party_is_fixed_outside_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF TG_OP <> 'INSERT' AND EXISTS (\n            SELECT FROM agreements_agreement WHERE id = OLD.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'third parties change in a draft only';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        IF EXISTS (\n            SELECT FROM agreements_agreement WHERE id = NEW.agreement_id AND state <> 'draft') THEN\n            RAISE EXCEPTION 'third parties change in a draft only';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="931ddd5d46a17a29dfc692123ea6e7e7bba4240f",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_third_party_is_fixed_outside_a_draft_c8289",
                    table="agreements_thirdparty",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdsignature",
            constraint=models.UniqueConstraint(
                fields=("version", "third_party"), name="third_signature_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thirdsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="third_signature_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c90a75ea094f28fd1d2e5260f4e9dac279e7e628",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_third_signature_is_fixed_6c5ee",
                    table="agreements_thirdsignature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thirdsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="third_signature_is_fixed_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="25883a8bccdd4f828d38e6aa95da1a663c0bc1e8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_third_signature_is_fixed_stays_4b268",
                    table="agreements_thirdsignature",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thirdsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="third_signature_is_of_the_open_text",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT EXISTS (\n            SELECT FROM agreements_version v\n            JOIN agreements_agreement a ON a.current_id = v.id\n            JOIN agreements_thirdparty p ON p.agreement_id = a.id\n            WHERE v.id = NEW.version_id AND p.id = NEW.third_party_id\n            AND v.sha256 = NEW.text_sha256 AND a.state = 'open') THEN\n            RAISE EXCEPTION 'only the current text of an open agreement can be signed';\n        END IF;\n        IF EXISTS (\n            SELECT FROM agreements_signing g\n            JOIN agreements_thirdparty own ON own.id = NEW.third_party_id\n            JOIN agreements_party p ON p.agreement_id = own.agreement_id\n            WHERE g.version_id = NEW.version_id AND g.in_order AND NOT EXISTS (\n                SELECT FROM agreements_signature s\n                WHERE s.party_id = p.id AND s.version_id = NEW.version_id)) THEN\n            RAISE EXCEPTION 'third parties sign after the parties';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="9065d775bf14e9881b8a99f78ca96919e23c2945",
                    operation="INSERT",
                    pgid="pgtrigger_third_signature_is_of_the_open_text_446d1",
                    table="agreements_thirdsignature",
                    when="BEFORE",
                ),
            ),
        ),
    ]
