from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from villages import gazetteer
from villages.actions.regions import import_regions

SHOWN = 20


class Command(BaseCommand):
    help = "Load all provinces, regencies, subdistricts and villages; safe to run again."

    def add_arguments(self, parser):
        parser.add_argument(
            "path",
            nargs="?",
            type=Path,
            default=gazetteer.DATA,
            help="a folder with provinces, regencies, districts and villages as .csv or .csv.gz",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would change")

    def handle(self, *, path, dry_run, **options):
        try:
            changes = import_regions(
                gazetteer.read(path), gazetteer.read_local_terms(), dry_run=dry_run
            )
        except gazetteer.BadList as fault:
            raise CommandError(f"Nothing was changed. {fault}.") from fault
        self._list("renamed", [f"{code} {old} -> {new}" for code, old, new in changes.renamed])
        self._list("gone from the lists, kept", [f"{code} {name}" for code, name in changes.gone])
        self.stdout.write(
            f"{changes.total} regions {'checked' if dry_run else 'loaded'}: {changes.new} new, "
            f"{len(changes.renamed)} renamed, {changes.unchanged} unchanged, "
            f"{len(changes.gone)} gone and kept"
        )

    def _list(self, what, lines):
        for line in lines[:SHOWN]:
            self.stdout.write(f"{what}: {line}")
        if len(lines) > SHOWN:
            self.stdout.write(f"{what}: and {len(lines) - SHOWN} more")
