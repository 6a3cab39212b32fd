"""A gazette's number is used once by a region in a year; of those used twice already the first keeps
its key. Successors that only their drafter saw are shown to the parties whom they keep waiting."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear, Now

from agreements import numbers


def write_keys(apps, schema_editor):
    rows = apps.get_model("agreements", "Registration").objects.exclude(gazette_number="")
    if not rows.exists():
        return
    schema_editor.execute("ALTER TABLE agreements_registration DISABLE TRIGGER USER")
    used = set()
    for row in rows.order_by("pk").iterator():
        year = row.promulgated_on.year
        key = numbers.key_of(numbers.bare(row.gazette_number, year))
        place = (row.region_id, key, year)
        if row.replaced_at or place not in used:
            rows.filter(pk=row.pk).update(gazette_key=key)
        if not row.replaced_at:
            used.add(place)
    schema_editor.execute("ALTER TABLE agreements_registration ENABLE TRIGGER USER")


def show_successors(apps, schema_editor):
    hidden = Q(follows__isnull=False, state="draft", shared_at__isnull=True)
    apps.get_model("agreements", "Agreement").objects.filter(hidden).update(shared_at=Now())


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_squashed_0026")]

    operations = [
        migrations.AddField(
            "registration",
            "gazette_key",
            models.CharField(
                "gazette's number as it is compared", max_length=60, blank=True, default=""
            ),
            preserve_default=False,
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            "registration",
            models.UniqueConstraint(
                F("region"),
                F("gazette_key"),
                ExtractYear("promulgated_on"),
                condition=Q(replaced_at__isnull=True) & ~Q(gazette_key=""),
                name="registration_gazette_number_once_a_year",
            ),
        ),
        migrations.RunPython(show_successors, migrations.RunPython.noop),
    ]
