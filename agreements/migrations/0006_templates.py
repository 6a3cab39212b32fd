import tomllib
from pathlib import Path

from django.db import migrations

TEXTS = Path(__file__).parent.parent / "texts"
PARTS = ["opening", "considering", "basis", "enacting", "article", "closing"]
HOME = [  # kind, step, needed before the head approves
    ("permakades", "1_musdes", True),
    ("permakades", "2_bpd", True),
    ("permakades", "3_perdes", False),
    ("permakades", "4_delegasi", False),
    ("permakades", "5_laporan", False),
    ("perjanjian", "1_musdes", True),
    ("perjanjian", "2_bpd", True),
    ("perjanjian", "5_laporan", False),
    ("mou", "1_musdes", False),
]


def fill(apps, schema_editor):
    """The templates, and what is settled at home, as shipped; operators change the rows."""
    TemplateClause = apps.get_model("agreements", "TemplateClause")
    for path in sorted(TEXTS.glob("*.toml")):
        with path.open("rb") as file:
            rows = tomllib.load(file)["clause"]
        TemplateClause.objects.bulk_create(
            TemplateClause(
                **row | {"part": PARTS.index(row["part"]) + 1},
                kind=path.stem, position=position,
            )
            for position, row in enumerate(rows, 1)
        )  # fmt: skip
    HomeRule = apps.get_model("agreements", "HomeRule")
    HomeRule.objects.bulk_create(
        HomeRule(kind=kind, step=step, compulsory=compulsory) for kind, step, compulsory in HOME
    )


def empty(apps, schema_editor):
    for name in ("TemplateClause", "HomeRule"):
        apps.get_model("agreements", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_clauses_and_numbers")]

    operations = [migrations.RunPython(fill, empty)]
