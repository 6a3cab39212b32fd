import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from notifications import dispatch, heartbeat


class Command(BaseCommand):
    help = "Send all mail that is due; --loop does so for ever, in place of Celery."

    def add_arguments(self, parser):
        parser.add_argument("--loop", action="store_true", help="look again every few seconds")
        parser.add_argument("--pause", type=float, default=5, help="seconds between two looks")

    def handle(self, *, loop, pause, **options):
        sent = dispatch.send_due(seconds=float("inf"))
        self.stdout.write(f"{sent} sent")
        while loop:
            time.sleep(pause)
            self.look()

    def look(self):
        """One tick. A database that is away ends the tick, not the loop."""
        close_old_connections()
        try:
            dispatch.send_due()
            heartbeat.record("notifications.tasks.send_due_mail")
        except OperationalError as error:
            self.stderr.write(f"the database is away: {error}")
