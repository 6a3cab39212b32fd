"""Pages on the demo's data: CPU of each against a bare Django page of its size.

The demo is made inside a transaction that is rolled back, so nothing stays. CPU is that of this
process; PostgreSQL's comes on top.
"""

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from benchmarks.figures import Figure, cpu_against_bare
from forum_portal.demo import people
from forum_portal.demo.places import LEKSONO
from forum_portal.management.commands import demo
from villages.models import Region

HEAD = f"kades.sojokerto@{people.DOMAIN}"


def measure():
    if not Region.objects.exists():
        call_command("import_regions", verbosity=0)
    with transaction.atomic(), override_settings(ALLOWED_HOSTS=["testserver"]):
        acts = pages(demo.make())
        figures = cpu_against_bare(acts)
        figures += [queries_of(name, act) for name, act in acts.items()]
        transaction.set_rollback(True)
    return figures


def pages(story):
    """A function for each page, by name."""
    visitor, head = Client(), Client()
    head.force_login(User.objects.get(email=HEAD))
    project = story.projects["water"].get_absolute_url()
    meeting = story.meetings["water-2"].get_absolute_url()
    agreement = story.agreements["water"].get_absolute_url()
    village = reverse("villages:village", args=[f"{LEKSONO}.2004"])
    return {
        "home": lambda: visitor.get("/"),
        "project list": lambda: visitor.get(reverse("projects:list")),
        "project page": lambda: visitor.get(project),
        "project page, a partner's head": lambda: head.get(project),
        "meeting list": lambda: visitor.get(reverse("meetings:list")),
        "meeting page": lambda: visitor.get(meeting),
        "meeting page, an invited head": lambda: head.get(meeting),
        "agreement page": lambda: visitor.get(agreement),
        "village page": lambda: visitor.get(village),
        "start page of a head": lambda: head.get(reverse("start")),
    }


def queries_of(name, act):
    with CaptureQueriesContext(connection) as queries:
        act()
    return Figure(f"{name}, queries", len(queries), "queries")
