"""What was sealed before there was a register gets its numbers, in the order of the seals."""

from collections import Counter

from django.db import migrations
from django.utils import timezone


def number_sealed_ones(apps, schema_editor):
    entries = apps.get_model("agreements", "RegisterEntry").objects
    sealed = apps.get_model("agreements", "Agreement").objects.filter(sealed_at__isnull=False)
    last = Counter()
    for row in sealed.order_by("sealed_at", "pk").only("kind", "sealed_at").iterator():
        year = timezone.localdate(row.sealed_at).year
        last[row.kind, year] += 1
        entries.create(agreement=row, kind=row.kind, year=year, number=last[row.kind, year])


class Migration(migrations.Migration):
    dependencies = [("agreements", "0013_register_numbers")]

    operations = [migrations.RunPython(number_sealed_ones, migrations.RunPython.noop)]
