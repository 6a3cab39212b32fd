"""The trails of agreements that are there already get their seals, as ``core.audit`` makes them."""

import hashlib
import json

from django.db import migrations

FACTS = (
    "verb", "target_type", "target_id", "target_label", "actor_id", "actor_name", "office",
    "region_code", "region_name", "mandate_id", "detail",
)  # fmt: skip
TARGET = "agreements.agreement"


def seal_trails(apps, schema_editor, target=TARGET):
    events = apps.get_model("core", "AuditEvent").objects.filter(target_type=target)
    if not events.exists():
        return
    schema_editor.execute("ALTER TABLE core_auditevent DISABLE TRIGGER USER")
    last = {}
    for event in events.order_by("pk").iterator():
        facts = {"at": event.at.isoformat()} | {name: getattr(event, name) for name in FACTS}
        words = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        sealed = f"{last.get(event.target_id, '')}\n{words}".encode()
        last[event.target_id] = hashlib.sha256(sealed).hexdigest()
        events.filter(pk=event.pk).update(seal=last[event.target_id])
    schema_editor.execute("ALTER TABLE core_auditevent ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_sealed_trails"),
        ("agreements", "0009_clauses_and_numbers_stay"),
    ]

    operations = [migrations.RunPython(seal_trails, migrations.RunPython.noop)]
