"""Every kind of page that the demo has something to show on, by the reader who sees it."""

from django.urls import reverse

from forum_portal.demo.places import BANGUN_REJO, LEKSONO, WONOSOBO
from meetings.models import ActionItem, Certificate, Decision
from projects.models import FundingWindow, Programme, Ranking
from villages.models import Forum, Mandate, Organisation

VISITOR = ""


def pages(story):
    """(mailbox or VISITOR, address) of what shall be looked at."""
    for address in open_pages(story):
        yield VISITOR, address
    yield from members_pages(story)
    yield from agreements_pages(story)
    yield from money_pages(story)
    yield from upward_pages()
    yield from ranking_pages()
    yield from sittings_pages(story)
    yield from trainings_pages(story)
    yield from officers_pages()
    yield from supporters_pages(story)


def agreements_pages(story):
    """A draft that is talked about, what is settled at home, a second version, a number; what the
    parties owe, and one who reports and one who confirms it."""
    farm, upkeep, water = (story.agreements[key] for key in ("farm_road", "water_upkeep", "water"))
    drafter, partner = "sekdes.jonggolsari", "kades.timbang"
    disputes = farm.clauses.get(matter="disputes").pk
    yield drafter, reverse("agreements:clauses", args=[farm.code])
    yield drafter, reverse("agreements:clause", args=[farm.code, disputes])
    yield drafter, reverse("agreements:clause_add", args=[farm.code])
    yield "kades.kalimendong", reverse("agreements:clause", args=[farm.code, disputes])
    yield partner, reverse("agreements:home", args=[upkeep.code])
    yield partner, reverse("agreements:home_record", args=[upkeep.code, "2_bpd"])
    yield partner, reverse("agreements:approve", args=[upkeep.code])
    yield "sekdes.sojokerto", reverse("agreements:version", args=[upkeep.code, 2])
    rubber, salak = story.agreements["rubber"], story.agreements["salak"]
    yield "camat.bangunrejo", reverse("agreements:attest", args=[rubber.code])
    yield "sekkam.bangunrejo", rubber.get_absolute_url()
    yield VISITOR, salak.get_absolute_url()
    yield "kades.lipursari", reverse("agreements:certified", args=[salak.code])
    yield "sekdes.sojokerto", reverse("agreements:register", args=[water.code])
    yield "camat.leksono", reverse("agreements:acknowledge", args=[water.code])
    contract, ambulance = story.agreements["salak_sale"], story.agreements["ambulance"]
    yield "sekdes.lipursari", contract.get_absolute_url()
    yield "sekdes.lipursari", reverse("agreements:third_number", args=[contract.code, 1])
    yield VISITOR, ambulance.get_absolute_url()
    yield VISITOR, reverse("agreements:check", args=[ambulance.check_code])
    yield "kades.sojokerto", reverse("agreements:evaluations", args=[ambulance.code])
    yield drafter, reverse("agreements:obligations", args=[farm.code])
    yield drafter, reverse("agreements:obligation_add", args=[farm.code])
    yield VISITOR, reverse("agreements:obligations", args=[water.code])
    dues = water.obligations.get(rhythm="monthly")
    yield VISITOR, dues.get_absolute_url()
    late = water.obligations.get(amount=15_000_000).fulfilments.get()
    yield "sekdes.besani", late.get_absolute_url()
    yield "sekdes.besani", reverse("agreements:fulfil", args=[water.code, late.pk])
    yield "kades.besani", dues.fulfilments.get(state="reported").get_absolute_url()


def open_pages(story):
    still = ["home", "search", "villages:list", "projects:list", "meetings:list", "agreements:list"]
    still += ["agreements:check_by_hand", "agreements:recipe", "about", "accessibility", "privacy"]
    yield from map(reverse, still)
    yield reverse("search") + "?q=air"
    yield reverse("villages:list") + "?q=sido"
    yield reverse("projects:list") + f"?wilayah={LEKSONO}"
    yield reverse("projects:list") + "?q=tidakada"
    yield reverse("projects:list") + "?tampilan=papan"
    yield reverse("projects:list") + "?tampilan=peta"
    yield reverse("projects:columns")
    yield reverse("agreements:columns")
    yield reverse("agreements:list") + "?jenis=permakades&pihak=sojo&q=air"
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
    yield from running_pages(story)
    held = ("lks-1", "br-2", "water-2", "lks-4", "landslide-1")
    yield from (story.meetings[key].get_absolute_url() for key in held)
    yield from (story.agreements[key].get_absolute_url() for key in ("irrigation", "water"))
    story.agreements["water"].refresh_from_db()
    yield reverse("agreements:check", args=[story.agreements["water"].check_code])


def running_pages(story):
    """What adapts running work, risks, and programmes."""
    water, farm_road = story.projects["water"].code, story.projects["farm_road"].code
    yield from (reverse("projects:adjustments", args=[code]) for code in (water, farm_road))
    yield reverse("projects:version", args=[farm_road, 2])
    yield reverse("projects:risks", args=[water])
    yield reverse("projects:risk", args=[water, 1])
    yield reverse("programmes:list")
    yield Programme.objects.get().get_absolute_url()


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
    for name in ("plan", "report", "finish", "ask_adjustment", "note_risk"):
        yield head, reverse(f"projects:{name}", args=[project.code])
    yield head, reverse("projects:propose") + "?baru&jenis=jalan"
    for name in ("indicators", "measure", "benefit", "upkeep"):
        yield head, reverse(f"projects:{name}", args=[project.code])
    yield head, reverse("programmes:found")
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


def upward_pages():
    """What was sent on, funding windows of the regency, news by mail."""
    officer, window = "dpmd.wonosobo", FundingWindow.objects.filter(region=WONOSOBO).first()
    yield "pmd.leksono", reverse("projects:received")
    yield VISITOR, reverse("projects:list") + "?diteruskan=on"
    yield VISITOR, window.get_absolute_url()
    yield officer, reverse("funding:add_window")
    yield officer, reverse("funding:change_window", args=[window.pk])
    yield "bpd.sojokerto", reverse("projects:digests")


def ranking_pages():
    """An open ranking and a closed one."""
    still, closed = (Ranking.objects.get(forum__home=home) for home in (LEKSONO, BANGUN_REJO))
    for reader in (VISITOR, "kades.sojokerto", "kades.besani"):
        yield reader, still.get_absolute_url()
    yield VISITOR, closed.get_absolute_url()
    for reader in ("kades.sojokerto", "kades.besani"):
        yield reader, reverse("projects:rank", args=[still.pk])
    for name in ("rankings", "open_ranking"):
        yield "pmd.leksono", reverse(f"projects:{name}", args=[still.forum_id])


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
    added_to = story.meetings["water-1"]
    for reader in (head, VISITOR):
        yield reader, reverse("meetings:minutes", args=[added_to.pk])
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


def supporters_pages(story):
    """An organisation and its project, by everybody, by itself, by the lead and by who checks."""
    water, own = story.projects["water"], Organisation.objects.get(short_name="YTLB")
    beside = reverse("projects:backers", args=[water.code])
    backing = water.backings.get(organisation=own)
    told = water.backer_reports.get(number=1)
    yield VISITOR, reverse("villages:organisations")
    yield VISITOR, reverse("villages:organisations") + "?q=tidakada"
    yield VISITOR, own.get_absolute_url()
    yield VISITOR, reverse("projects:supported_by", args=[own.pk])
    yield VISITOR, beside
    yield VISITOR, backing.get_absolute_url()
    yield VISITOR, told.get_absolute_url()
    partner = "yayasan.tirta"
    for name in ("start", "projects:supports", "villages:capacities", "villages:mandates"):
        yield partner, reverse(name)
    for name in ("projects:list", "meetings:list", "agreements:list", "trainings:list"):
        yield partner, reverse(name)
    yield partner, own.backings.get(state="invited").get_absolute_url()
    yield partner, own.commitments.get(state="planned").get_absolute_url()
    yield partner, water.get_absolute_url()
    yield partner, reverse("projects:funds", args=[water.code])
    yield partner, reverse("projects:offer", args=[water.code])
    yield partner, reverse("projects:report_support", args=[water.code])
    yield partner, reverse("projects:correct_support", args=[water.code, told.number])
    yield partner, reverse("villages:edit_organisation", args=[own.pk])
    newcomer = "warga.baru"
    yield newcomer, reverse("villages:register_organisation")
    yield newcomer, reverse("villages:represent", args=[own.pk])
    lead = "kades.sojokerto"
    yield lead, beside
    yield lead, reverse("projects:invite_backer", args=[water.code]) + "?q=agro"
    delivered = water.backer_reports.get(number=3)
    yield lead, delivered.get_absolute_url()
    yield lead, f"{delivered.commitment.get_absolute_url()}?laporan=3"
    officer = "dpmd.wonosobo"
    waiting = Mandate.objects.awaiting_check().get(organisation__home=WONOSOBO)
    yield officer, reverse("villages:check", args=[waiting.pk])
    yield officer, reverse("villages:close_organisation", args=[own.pk])
