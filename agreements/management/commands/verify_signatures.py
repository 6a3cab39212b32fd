from django.core.management.base import BaseCommand, CommandError

from agreements import dispute_verification, verification
from agreements.models import Agreement, Dispute


class Command(BaseCommand):
    help = "Work out all hashes and seals of agreements and disputes anew and report what does not fit."

    def handle(self, **options):
        found = [*verification.findings(), *dispute_verification.findings()]
        for finding in found:
            self.stdout.write(self.style.ERROR(str(finding)))
        if found:
            raise CommandError(f"{len(found)} do not fit")
        agreements, disputes = Agreement.objects.count(), Dispute.objects.count()
        self.stdout.write(
            f"{agreements} agreements, {disputes} disputes fit their hashes and seals"
        )
