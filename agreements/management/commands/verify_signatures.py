from django.core.management.base import BaseCommand, CommandError

from agreements.models import Agreement
from agreements.verification import findings


class Command(BaseCommand):
    help = "Work out all hashes and seals of agreements anew and report what does not fit."

    def handle(self, **options):
        found = list(findings())
        for finding in found:
            self.stdout.write(self.style.ERROR(str(finding)))
        if found:
            raise CommandError(f"{len(found)} do not fit")
        self.stdout.write(f"{Agreement.objects.count()} agreements fit their hashes and seals")
