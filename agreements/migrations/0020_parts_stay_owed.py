"""A confirmed part keeps its day open for the rest; what was confirmed short before is owed again."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


def owe_the_rest(apps, schema_editor):
    """Those confirmed with less than was due, where neither a receipt nor the project counts."""
    day = apps.get_model("agreements", "Fulfilment").objects
    short = day.filter(
        Q(obligation__commitment=None) | Q(obligation__commitment__state="withdrawn"),
        state="confirmed", report__receipt=None, report__given__lt=F("obligation__amount"),
    )  # fmt: skip
    day.filter(pk__in=list(short.values_list("pk", flat=True))).update(state="partly")


def count_as_whole(apps, schema_editor):
    day = apps.get_model("agreements", "Fulfilment").objects
    day.filter(state="partly", report=None).update(state="open")
    day.filter(state="partly").update(state="confirmed")


MENDED = [  # words of the templates as they were shipped, and what replaces them
    (
        "Peraturan Bersama ini mulai berlaku pada tanggal ditetapkan.",
        "Peraturan Bersama ini mulai berlaku pada hari pertama jangka waktu yang ditetapkan di dalamnya.",
    ),
    (
        "Kesepakatan ini diketahui oleh Bupati.",
        "Kesepakatan ini disampaikan kepada Bupati untuk diketahui.",
    ),
]


def mend_templates(apps, schema_editor):
    """A term of its own and "on the day it is enacted" contradict each other; an acknowledgement that
    has not happened is no fact."""
    clauses = apps.get_model("agreements", "TemplateClause").objects
    for old, new in MENDED:
        for row in clauses.filter(text__contains=old):
            clauses.filter(pk=row.pk).update(text=row.text.replace(old, new))


class Migration(migrations.Migration):
    dependencies = [("agreements", "0019_annexes")]

    operations = [
        migrations.RemoveConstraint("fulfilment", "fulfilment_given_has_report"),
        migrations.AddField(
            "fulfilmentact",
            "keeps",
            models.OneToOneField(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="kept_by", to="agreements.fulfilmentact",
                verbose_name="confirmed part that stays",
            ),
        ),
        migrations.AlterField(
            "fulfilment",
            "state",
            models.CharField(
                choices=[
                    ("open", "not reported yet"), ("reported", "reported as given"),
                    ("partly", "confirmed in part"), ("confirmed", "confirmed"),
                    ("disputed", "disputed"), ("released", "released by agreement"),
                ],
                default="open", max_length=9, verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            "fulfilment",
            models.CheckConstraint(
                name="fulfilment_given_has_report",
                condition=Q(state__in=["open", "partly", "released"])
                | Q(state__in=["reported", "confirmed", "disputed"], report__isnull=False),
            ),
        ),
        migrations.RunPython(mend_templates, migrations.RunPython.noop),
        migrations.RunPython(owe_the_rest, count_as_whole, elidable=False),
    ]  # fmt: skip
