from django.db import migrations

DAY = 1440


def split(apps, schema_editor):
    """What lay farther away than a day has asked for missing answers; the rest has reminded."""
    Forum = apps.get_model("villages", "Forum")
    for forum in Forum.objects.iterator(chunk_size=500):
        rules = forum.remind_meeting
        forum.remind_answer = [rule for rule in rules if rule > DAY]
        forum.remind_meeting = [rule for rule in rules if rule <= DAY]
        forum.save(update_fields=["remind_answer", "remind_meeting"])


def join(apps, schema_editor):
    Forum = apps.get_model("villages", "Forum")
    for forum in Forum.objects.iterator(chunk_size=500):
        forum.remind_meeting = sorted({*forum.remind_answer, *forum.remind_meeting}, reverse=True)[
            :8
        ]
        forum.save(update_fields=["remind_meeting"])


class Migration(migrations.Migration):
    dependencies = [("villages", "0005_reminder_rules")]

    operations = [migrations.RunPython(split, join, elidable=True)]
