"""Pages of projects, with 10,000 of them and 200,000 reports and comments; news to 1,000 followers.

Made in bulk inside a transaction that is rolled back, so nothing stays. CPU is that of this
process; the time of a page also holds that of PostgreSQL.
"""

import random
import statistics
import uuid
from collections import defaultdict
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from benchmarks.figures import Figure, cpu_against_bare, seconds_of
from projects import actions
from projects.models import (
    Candidate,
    Consent,
    Contribution,
    Escalation,
    Follow,
    Partnership,
    Position,
    Preference,
    Project,
    Question,
    Ranking,
    Report,
    Version,
)
from villages.models import Forum, Mandate, Profile, Region
from villages.models.profile import Sector

PROJECTS = 10_000
PARTNERS = 4
REPORTS = 10  # of each project
QUESTIONS = 2  # of each project; with the words of each partner on them, as many as reports
RANKED, MEMBERS = 30, 20
FOLLOWERS = 1_000
JAKARTA = "Asia/Jakarta"
HOME = "33.01.01"  # no demo there
S = Project.State
WORDS = (
    "jaringan air bersih jalan usaha tani pasar bersama bank sampah wisata lereng guru bantu "
    "jembatan gantung irigasi posko longsor gudang salak sumur dalam embung pelatihan bibit kopi"
).split()


def measure(size=1):
    """``size`` is the part of the 10,000 projects that a quick run makes."""
    if not Region.objects.exists():
        call_command("import_regions", verbosity=0)
    with transaction.atomic(), override_settings(ALLOWED_HOSTS=["testserver"]):
        head, waiting, busy, ranking = fill(max(RANKED, round(PROJECTS * size)))
        acts = pages(head, waiting, busy, ranking)
        figures = cpu_against_bare(acts, rounds=7, times=5)
        figures += times_of(acts)
        figures += files_of()
        figures.append(letters_of(busy, max(10, round(FOLLOWERS * size))))
        transaction.set_rollback(True)
    return figures


def pages(head, waiting, busy, ranking):
    """A function for each page, by name."""
    visitor, signed_in = Client(), Client()
    signed_in.force_login(head.user)
    waiting, busy = waiting.get_absolute_url(), busy.get_absolute_url()
    return {
        "project list": lambda: visitor.get("/proyek/"),
        "project list, signed in": lambda: signed_in.get("/proyek/"),
        "search by a word": lambda: visitor.get("/proyek/", {"q": "jembatan"}),
        "search with a slip": lambda: visitor.get("/proyek/", {"q": "jembatn gantung"}),
        "list of one subdistrict": lambda: visitor.get("/proyek/", {"wilayah": HOME}),
        "list of what was sent on": lambda: visitor.get("/proyek/", {"diteruskan": "on"}),
        f"ranking of {RANKED} proposals by {MEMBERS} regions": lambda: visitor.get(
            ranking.get_absolute_url()
        ),
        "list by stage and sector": lambda: visitor.get(
            "/proyek/", {"tahap": "pelaksanaan", "sektor": "water"}
        ),
        "board by stage": lambda: visitor.get("/proyek/", {"tampilan": "papan"}),
        "board of one subdistrict": lambda: visitor.get(
            "/proyek/", {"tampilan": "papan", "wilayah": HOME}
        ),
        "map": lambda: visitor.get("/proyek/", {"tampilan": "peta"}),
        "points of the map that moves": lambda: visitor.get("/proyek/titik.geojson"),
        "feed of all projects": lambda: visitor.get("/proyek/kabar.atom"),
        "feed of a project": lambda: visitor.get(f"{busy}kabar.atom"),
        "question for news": lambda: visitor.get(f"{busy}kabar/terbaru/", {"sejak": "0"}),
        "reports of a project": lambda: visitor.get(f"{busy}kabar/"),
        "funds of a project": lambda: visitor.get(f"{busy}dana/"),
        "project page": lambda: visitor.get(busy),
        "project page that waits for me": lambda: signed_in.get(waiting),
        "talk of the partners": lambda: signed_in.get(f"{waiting}rembuk/"),
        "page of the answer": lambda: signed_in.get(f"{waiting}jawab/"),
    }


def times_of(acts):
    """Milliseconds and questions to the database of each page."""
    figures = []
    for name, act in acts.items():
        milliseconds = statistics.median(seconds_of(act) for _ in range(9)) * 1000
        with CaptureQueriesContext(connection) as queries:
            act()
        figures.append(Figure(f"{name}, time", milliseconds, "ms", limit=400))
        figures.append(Figure(f"{name}, queries", len(queries), "queries"))
    return figures


def files_of():
    """Seconds for the files of all projects, and how large they are."""
    figures, visitor = [], Client()
    for ending in ("csv", "xlsx"):
        answer = visitor.get(f"/proyek/unduh/{ending}/")
        assert answer.status_code == 200, answer
        seconds = statistics.median(
            seconds_of(partial(visitor.get, f"/proyek/unduh/{ending}/")) for _ in range(3)
        )
        figures.append(Figure(f"all projects as {ending.upper()}", seconds, "s", limit=10))
        figures.append(Figure(f"size of that {ending.upper()}", len(answer.content) / 1024, "KB"))
    return figures


def letters_of(busy, followers):
    """How many letters with the news of a day are written in a second."""
    users = User.objects.bulk_create(
        User(email=f"bench-follows{number}@contoh.example") for number in range(followers)
    )
    Follow.objects.bulk_create(Follow(project=busy, user=user) for user in users)
    noon = datetime.combine(timezone.localdate() + timedelta(days=1), time(12), ZoneInfo(JAKARTA))
    Follow.objects.update(since=noon - timedelta(days=9))
    written = []
    seconds = seconds_of(lambda: written.append(actions.send_digests(noon)))
    assert written == [followers]
    return Figure("letters with news", followers / seconds, "a second", limit=20, at_least=True)


def fill(number):
    """So many projects in all states; gives back a head, a project that waits for him, a busy one, and
    a ranking."""
    chance = random.Random(33_07_05)
    villages = list(Region.objects.filter(level=Region.Level.VILLAGE, code__startswith="33.0"))
    at_home = [region for region in villages if region.code.startswith(HOME)]
    author, head = mandate_of(at_home[0], 1), mandate_of(at_home[1], 2)
    Project.objects.bulk_create(
        (
            Project(
                lead=chance.choice(villages),
                title=" ".join(chance.sample(WORDS, 4)).capitalize(),
                summary="Pipa 6,2 km dan dua bak penampung untuk 812 rumah di tiga desa.",
                sectors=chance.sample(Sector.values, 2),
            )
            for _ in range(number)
        ),
        batch_size=1000,
    )
    projects = list(Project.objects.order_by("-pk")[:number])
    projects[0].lead, projects[1].lead = at_home[0], at_home[0]
    write_versions(projects, author)
    place_on_map(villages, chance)
    seat(projects, villages, head, author, chance)
    propose(projects, chance)
    write_reports(projects, author)
    write_comments(projects, author)
    send_upward(projects, at_home[0])
    ranking = rank(projects[:RANKED], villages[:MEMBERS], author, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE projects_project, projects_partnership, projects_version")
        cursor.execute("ANALYZE projects_consent, projects_contribution, villages_profile")
        cursor.execute("ANALYZE projects_report, projects_escalation")
        cursor.execute("ANALYZE projects_question, projects_position")
    waiting, busy = (Project.objects.get(pk=project.pk) for project in projects[:2])
    return head, waiting, busy, ranking


def mandate_of(region, number):
    user = User.objects.create_user(f"bench{number}@contoh.example", full_name=f"Kepala {number}")
    return Mandate.objects.create(
        user=user, region=region, office="council" if number == 1 else "head", title="Kepala Desa",
        starts_on=timezone.localdate() - timedelta(days=9), decree_number="1", decree="none.pdf",
        state=Mandate.State.VERIFIED, decided_at=timezone.now(),
        decided_by=User.objects.create_user(f"bench-checks{number}@contoh.example"),
    )  # fmt: skip


def write_versions(projects, author):
    today = timezone.localdate()
    Version.objects.bulk_create(
        (
            Version(
                project=project, number=1, title=project.title, problem="Mata air kering. " * 20,
                aim="Air bersih sepanjang tahun. " * 20, field=Version.Field.DEVELOPMENT,
                sectors=project.sectors, cost=412_500_000, starts_on=today, ends_on=today,
                timetable="Survei\nPipa induk\nSambungan rumah", partner_codes=[], made_by=author,
            )
            for project in projects
        ),
        batch_size=1000,
    )  # fmt: skip


def write_reports(projects, author):
    """Of the lead, a step of five percent each."""
    today = timezone.localdate()
    Report.objects.bulk_create(
        (
            Report(
                project=project, number=number, region_id=project.lead_id, on=today,
                percent=5 * number, spent=20_000_000 * number, work="Pipa terpasang 300 m. " * 5,
                token=uuid.uuid4(), mandate=author, person_name="Warga", office_title="Kepala Desa",
            )
            for number in range(1, REPORTS + 1)
            for project in projects
        ),
        batch_size=2000,
    )  # fmt: skip


def write_comments(projects, author):
    """Questions of the lead, and what each partner says to them in the first round."""
    said = {"mandate": author, "person_name": "Warga", "office_title": "Kepala Desa"}
    words = {"title": "Bagaimana iuran dibagi?", "text": "Menurut jumlah warga? " * 5}
    Question.objects.bulk_create(
        (
            Question(project=project, region_id=project.lead_id, **words, **said)
            for _number in range(QUESTIONS)
            for project in projects
        ),
        batch_size=2000,
    )
    partners = defaultdict(list)
    for project, region in Partnership.objects.values_list("project", "region"):
        partners[project].append(region)
    Position.objects.bulk_create(
        (
            Position(
                question_id=question, region_id=region, round=1, stance="support",
                reason="Warga kami setuju. " * 5, **said,
            )
            for question, project in Question.objects.values_list("pk", "project")
            for region in partners[project][:PARTNERS]
        ),
        batch_size=2000,
    )  # fmt: skip


def send_upward(projects, village):
    """Every twentieth proposal lies with a subdistrict; not the two whose pages are measured."""
    versions = dict(Version.objects.values_list("project", "pk"))
    Escalation.objects.bulk_create(
        Escalation(
            project=project, version_id=versions[project.pk], receiver=village.parent, ask="fund"
        )
        for project in projects[2::20]
    )


def rank(projects, regions, author, chance):
    """A closed ranking in which each region has its own order."""
    said = {"mandate": author, "person_name": "Warga", "office_title": "Camat"}
    forum = Forum.objects.create(name="Forum ukur", home=regions[0].parent)
    ranking = Ranking.objects.create(
        forum=forum, title="Prioritas", closes_on=timezone.localdate() - timedelta(days=1), **said
    )
    Candidate.objects.bulk_create(Candidate(ranking=ranking, project=each) for each in projects)
    keys = [each.pk for each in projects]
    Preference.objects.bulk_create(
        Preference(ranking=ranking, region=each, order=chance.sample(keys, len(keys)), **said)
        for each in regions
    )
    return ranking


def place_on_map(villages, chance):
    """Every village has told where it lies."""
    Profile.objects.bulk_create(
        (
            Profile(
                region=village,
                latitude=round(-7.2 - chance.random() / 2, 4),
                longitude=round(109.5 + chance.random(), 4),
            )
            for village in villages
        ),
        batch_size=2000,
        ignore_conflicts=True,
    )


def seat(projects, villages, head, author, chance):
    """Seats, contributions and answers; the first project still waits for the head."""
    versions = dict(Version.objects.values_list("project", "pk"))
    seats, gifts, answers = [], [], []
    for place, project in enumerate(projects):
        others = [each for each in chance.sample(villages, PARTNERS) if each != project.lead]
        if place == 0:
            others[0] = head.region
        for region in [project.lead, *others]:
            role = "lead" if region is project.lead else "partner"
            seats.append(Partnership(project=project, region=region, role=role))
            gift = {"version_id": versions[project.pk], "region": region}
            gifts.append(Contribution(**gift, kind="cash", amount=80_000_000, note="APB Desa"))
            if region != head.region:
                answers.append(
                    Consent(
                        **gift, answer="given", mandate=author, person_name="Warga",
                        office_title="Kepala Desa",
                    )
                )  # fmt: skip
    for model, rows in ((Partnership, seats), (Contribution, gifts), (Consent, answers)):
        model.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=model is not Contribution)


def propose(projects, chance):
    """Give the projects their version, state and times, as the constraints want them."""
    now, versions = timezone.now(), dict(Version.objects.values_list("project", "pk"))
    for place, project in enumerate(projects):
        state = S.PROPOSED if place == 0 else S.RUNNING if place == 1 else chance.choice(list(S))
        project.state = S.PROPOSED if state in (S.DRAFT, S.WITHDRAWN, S.MERGED) else state
        project.current_id, project.proposed_at = versions[project.pk], now
        project.answer_by = timezone.localdate() + timedelta(days=14)
        late = project.state in (S.AGREED, S.RUNNING, S.FINISHED)
        project.agreed_at = now if late else None
        project.started_at = now if late and project.state != S.AGREED else None
        project.closed_at = now if project.state in (S.FINISHED, S.DECLINED) else None
    Project.objects.bulk_update(
        projects,
        ["lead", "state", "current", "proposed_at", "answer_by", "agreed_at", "started_at",
         "closed_at"],
        batch_size=500,
    )  # fmt: skip
