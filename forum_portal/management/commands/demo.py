"""Two subdistricts at work, for whoever wants to see the portal before using it."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override

from accounts.models import User
from forum_portal.demo import logins, people, places
from forum_portal.demo.acts import (
    adapting,
    agreements,
    backlog,
    board,
    decisions,
    disputes,
    escalations,
    life,
    meetings,
    minutes,
    money,
    negotiation,
    priorities,
    progress,
    projects,
    results,
    rhythm,
    subdistricts,
    supporters,
    talks,
    trainings,
    workdays,
)
from forum_portal.demo.acts import people as registration
from forum_portal.demo.story import Story
from villages.models import Mandate, Region

DEMO_MAIL = f"@{people.DOMAIN}"


class Command(BaseCommand):
    help = "Make the demo: two subdistricts with people, projects, meetings and agreements."

    def add_arguments(self, parser):
        parser.add_argument("--logins", action="store_true", help="only print the demo logins")

    def handle(self, **options):
        if options["logins"]:
            self.stdout.write(logins.table(logins.logins()), ending="")
            return
        refuse_a_real_portal()
        # Visitors may have joined since.
        if User.objects.filter(email__endswith=DEMO_MAIL).exists():
            self.stdout.write("The demo is there already. Its logins: manage.py demo --logins")
            return
        refuse_real_rows()
        story = make(told=self._tell)
        self.stdout.write(
            f"Made the demo: {len(story.people)} people, {len(story.projects)} projects, "
            f"{len(story.meetings)} meetings, {len(story.agreements)} agreements."
        )

    def _tell(self, share):
        """How far it is, on a terminal."""
        if sys.stdout.isatty() and self.stdout._out is sys.stdout:
            self.stdout.write(f"\r  {share:>4.0%}", ending="")
            self.stdout.flush()


def refuse_a_real_portal():
    """Where real people work, nothing is invented."""
    if not (settings.DEMO or settings.DEBUG):
        raise CommandError(
            "The demo is made only where FORUM_DEMO=1 or DEBUG=1 says that this is no real portal."
        )


def refuse_real_rows():
    """A demo beside real people would be taken for theirs."""
    if User.objects.exists() or Mandate.objects.exists():
        raise CommandError(
            "This database holds people or mandates that are not of the demo. Nothing was changed. "
            "Use an empty database for the demo."
        )
    if Region.objects.filter(pk__in=(places.LEKSONO, places.BANGUN_REJO)).count() < 2:
        raise CommandError("Load the regions first: manage.py import_regions")


@transaction.atomic
def make(told=lambda share: None):
    """All or nothing; in Indonesian, for that is what its people read."""
    with override("id"):
        story = Story()
        chapters = (
            registration, projects, talks, negotiation, escalations, priorities, money, supporters,
            progress, adapting, results, workdays,
            meetings, backlog, decisions, minutes, trainings, rhythm, subdistricts, agreements, life,
            board, disputes,
        )  # fmt: skip
        for chapter in chapters:
            chapter.plan(story)
        story.play(told)
    return story
