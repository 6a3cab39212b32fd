"""Every kind of page that the demo has something to show on, by the reader who sees it."""

from django.urls import reverse

from forum_portal.demo.places import BANGUN_REJO, LEKSONO, WONOSOBO
from meetings.models import ActionItem, Certificate, Decision
from projects.models import FundingWindow
from villages.models import Forum, Mandate

VISITOR = ""


def pages(story):
    """(mailbox or VISITOR, address) of what shall be looked at."""
    for address in open_pages(story):
        yield VISITOR, address
    yield from members_pages(story)
    yield from money_pages(story)
    yield from sittings_pages(story)
    yield from trainings_pages(story)
    yield from officers_pages()


def open_pages(story):
    still = ["home", "search", "villages:list", "projects:list", "meetings:list", "agreements:list"]
    still += ["agreements:check_by_hand", "about", "accessibility", "privacy"]
    yield from map(reverse, still)
    yield reverse("search") + "?q=air"
    yield reverse("villages:list") + "?q=sido"
    yield reverse("projects:list") + f"?wilayah={LEKSONO}"
    yield reverse("projects:list") + "?q=tidakada"
    yield reverse("projects:list") + "?tampilan=papan"
    yield reverse("projects:list") + "?tampilan=peta"
    yield reverse("projects:columns")
    yield reverse("meetings:list") + "?waktu=lalu"
    yield reverse("villages:village", args=[f"{LEKSONO}.2004"])
    yield reverse("villages:village", args=[f"{BANGUN_REJO}.2005"])
    yield reverse("villages:subdistrict", args=[LEKSONO])
    yield reverse("villages:regency", args=[WONOSOBO])
    yield Forum.objects.get(home=LEKSONO).get_absolute_url()
    shown = ("water", "salak", "waste", "tourism", "irrigation", "sports", "night_market")
    yield from (story.projects[key].get_absolute_url() for key in shown)
    yield reverse("projects:version", args=[story.projects["water"].code, 1])
    yield reverse("projects:reports", args=[story.projects["water"].code])
    yield story.projects["water"].result_url
    yield story.projects["irrigation"].result_url
    yield story.projects["trunk_road"].get_absolute_url()
    held = ("lks-1", "br-2", "water-2", "lks-4", "landslide-1")
    yield from (story.meetings[key].get_absolute_url() for key in held)
    yield from (story.agreements[key].get_absolute_url() for key in ("irrigation", "water"))
    story.agreements["water"].refresh_from_db()
    yield reverse("agreements:check", args=[story.agreements["water"].check_code])


def members_pages(story):
    head, secretary, newcomer = "kades.sojokerto", "sekdes.sojokerto", "warga.baru"
    own = ["start", "notifications:inbox", "villages:mandates", "villages:capacities"]
    own += ["accounts:profile", "accounts:security", "projects:propose", "meetings:call"]
    own += ["meetings:list", "agreements:list", "agreements:draft"]
    for name in own:
        yield head, reverse(name)
    project, deed = story.projects["water"], story.agreements["water_upkeep"]
    yield head, project.get_absolute_url()
    yield head, reverse("projects:list") + "?saya=on&tampilan=papan"
    for name in ("plan", "report"):
        yield head, reverse(f"projects:{name}", args=[project.code])
    yield head, reverse("projects:propose") + "?baru&jenis=jalan"
    for name in ("indicators", "measure", "benefit", "upkeep"):
        yield head, reverse(f"projects:{name}", args=[project.code])
    yield head, reverse("projects:answer", args=[story.projects["waste"].code])
    yield head, reverse("projects:fit", args=[story.projects["waste"].code])
    yield head, reverse("projects:withdraw", args=[project.code])
    yield head, reverse("agreements:approve", args=[deed.code])
    yield head, deed.get_absolute_url()
    yield head, reverse("agreements:draft") + f"?proyek={project.code}"
    yield head, story.meetings["water-2"].get_absolute_url()
    yield head, story.meetings["tourism-1"].get_absolute_url()
    yield head, reverse("villages:profile", args=[f"{LEKSONO}.2004"])
    yield secretary, reverse("start")
    for page in ("tujuan", "mitra", "biaya", "jadwal", "lampiran", "serupa"):
        yield secretary, reverse("projects:page", args=[story.projects["seed"].code, page])
    yield secretary, reverse("projects:check", args=[story.projects["seed"].code])
    yield secretary, reverse("meetings:call") + f"?proyek={project.code}"
    for name in ("change", "move", "cancel", "papers", "reminders"):
        yield head, reverse(f"meetings:{name}", args=[story.meetings["water-2"].pk])
    forum = Forum.objects.get(home=LEKSONO)
    backlog = reverse("meetings:backlog", args=[forum.pk])
    yield head, forum.get_absolute_url()
    for rest in ("", "?daftar=dibahas", "?daftar=ditutup"):
        yield head, backlog + rest
    yield head, reverse("meetings:propose_topic", args=[forum.pk])
    carried = forum.agenda_topics.exclude(came_from=None).get()
    yield head, carried.get_absolute_url()
    yield head, reverse("meetings:call") + f"?forum={forum.pk}"
    yield head, story.meetings["lks-3"].get_absolute_url()
    yield secretary, reverse("agreements:edit", args=[deed.code])
    yield newcomer, reverse("start")
    yield newcomer, reverse("villages:claim") + "?q=leksono"
    claim = Mandate.objects.get(user=story.people[newcomer])
    yield newcomer, reverse("villages:mandate", args=[claim.pk])
    yield newcomer, reverse("villages:correct", args=[claim.pk])


def money_pages(story):
    """Funds, budget, contributions, the catalogue."""
    water, head = story.projects["water"].code, "kades.sojokerto"
    yield VISITOR, reverse("projects:list") + "?dana=cari"
    yield VISITOR, reverse("funding:windows")
    yield VISITOR, FundingWindow.objects.first().get_absolute_url()
    yield VISITOR, reverse("projects:budget_version", args=[water, 1])
    for key in ("farm_road", "waste"):
        yield VISITOR, reverse("projects:funds", args=[story.projects[key].code])
    for name in ("funds", "budget", "sharing", "contribute"):
        yield head, reverse(f"projects:{name}", args=[water])
    yield head, reverse("projects:commitment", args=[water, 4])
    yield head, reverse("projects:reverse_receipt", args=[water, 4, 3])
    yield "camat.leksono", reverse("projects:offer", args=[water])


def sittings_pages(story):
    """Polls, series, the room, minutes, decisions and tasks."""
    caller, officer, head = "kades.lipursari", "pmd.leksono", "kades.sojokerto"
    held, reviewed, sealed, coming = (
        story.meetings[key] for key in ("salak-1", "lks-3", "lks-1", "lks-4")
    )
    for name in ("ask", "start_series", "tasks", "subscription"):
        yield head, reverse(f"meetings:{name}")
    series = story.series["monthly"]
    for name in ("series", "change_series"):
        yield officer, reverse(f"meetings:{name}", args=[series.pk])
    for name in ("change_occurrence", "cancel_occurrence"):
        yield officer, reverse(f"meetings:{name}", args=[series.occurrences.first().pk])
    yield officer, story.polls["seed-stock"].get_absolute_url()
    yield "kades.jlamprang", story.polls["seed-stock"].get_absolute_url()
    for name in ("minuting", "minutes_check", "decide", "give_task", "room", "attendance_add"):
        yield caller, reverse(f"meetings:{name}", args=[held.pk])
    for name in ("room", "door"):
        yield "camat.leksono", reverse(f"meetings:{name}", args=[coming.pk])
    for reader in (officer, head, VISITOR):
        yield reader, reverse("meetings:minutes", args=[reviewed.pk])
        yield reader, reverse("meetings:minutes", args=[sealed.pk])
    sealed.minutes.refresh_from_db()
    yield VISITOR, reverse("meetings:minutes_verify", args=[sealed.minutes.check_code])
    for decision in Decision.objects.filter(meeting__in=[held, sealed]):
        yield head, decision.get_absolute_url()
    yield head, ActionItem.objects.filter(meeting=reviewed).first().get_absolute_url()


def trainings_pages(story):
    head, officer = "kades.sojokerto", "pmd.leksono"
    given, coming = story.meetings["lks-2"], story.meetings["market-1"]
    certificate = Certificate.objects.first()
    for name in ("list", "topics", "certificate_by_hand"):
        yield VISITOR, reverse(f"trainings:{name}")
    yield VISITOR, certificate.get_absolute_url()
    for name in ("mine", "ask"):
        yield head, reverse(f"trainings:{name}")
    for name in ("enrol", "enrol_people"):
        yield head, reverse(f"trainings:{name}", args=[coming.pk])
    yield head, coming.get_absolute_url()
    for meeting in (given, coming):
        yield officer, reverse("trainings:participants", args=[meeting.pk])
    yield officer, reverse("trainings:open", args=[coming.pk])
    yield officer, reverse("trainings:revoke", args=[certificate.code])


def officers_pages():
    kasi, forum = "pmd.leksono", Forum.objects.get(home=LEKSONO)
    waiting = Mandate.objects.awaiting_check().filter(region__code__startswith=LEKSONO).first()
    for name in ("start", "villages:queue", "villages:forum_found"):
        yield kasi, reverse(name)
    yield kasi, reverse("villages:check", args=[waiting.pk])
    yield kasi, reverse("villages:forum_change", args=[forum.pk])
    yield kasi, reverse("meetings:reminder_rules", args=[forum.pk])
    yield kasi, forum.get_absolute_url()
    for name in ("start", "villages:capacities"):
        yield "kades.pacarmulyo", reverse(name)  # who holds two offices
    yield kasi, forum.agenda_topics.waiting().first().get_absolute_url()
    for name in ("start", "villages:queue"):
        yield "dpmd.wonosobo", reverse(name)
        yield "operator", reverse(name)
