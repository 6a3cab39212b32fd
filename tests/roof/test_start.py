"""The start page: what waits for whom, the soonest first."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.waiting import Task
from forum_portal import start
from notifications.actions import tell
from tests.factories.accounts import UserFactory
from tests.factories.agreements import AgreementFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.projects import FollowFactory, ProjectFactory
from tests.factories.villages import MandateFactory, SubdistrictFactory

pytestmark = pytest.mark.django_db


def page_of(client, user):
    client.force_login(user)
    return client.get(reverse("start")).content.decode()


def officer(office, level="kecamatan", **kwargs):
    region = SubdistrictFactory(code="33.07.05")
    if level == "kabupaten":
        region = region.parent
    return MandateFactory(region=region, office=office, title="Petugas", **kwargs)


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(reverse("start")).headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("hour", "words"),
    [(4, "Selamat pagi"), (10, "Selamat pagi"), (11, "Selamat siang"), (14, "Selamat siang"),
     (15, "Selamat sore"), (17, "Selamat sore"), (18, "Selamat malam"), (3, "Selamat malam")],
)  # fmt: skip
def test_the_greeting_follows_the_reader_s_clock(client, hour, words):
    head = MandateFactory(user__full_name="Siti Maryamah", user__time_zone="Asia/Jayapura")
    with time_machine.travel(datetime(2026, 11, 22, (hour - 9) % 24, 30, tzinfo=UTC), tick=False):
        page = page_of(client, head.user)

    assert f"{words}, Siti Maryamah" in page
    assert head.capacity in page


def test_the_day_is_that_of_the_reader(client):
    head = MandateFactory(user__time_zone="Asia/Jayapura")
    with time_machine.travel(datetime(2026, 11, 22, 16, 0, tzinfo=UTC), tick=False):
        page = page_of(client, head.user)

    assert "Senin, 23\xa0November\xa02026" in page


def test_the_head_finds_consents_approvals_and_invitations(client):
    head = MandateFactory()
    proposal = ProjectFactory(partners=[head.region], title="Pasar bersama")
    agreement = AgreementFactory(state="open", regions=[MandateFactory().region, head.region])
    meeting = MeetingFactory(invited=[head.region], title="Musyawarah pasar")

    page = page_of(client, head.user)

    for what in (proposal.title, agreement.title, meeting.title):
        assert what in page
    assert reverse("projects:answer", args=[proposal.code]) in page
    assert reverse("agreements:approve", args=[agreement.code]) in page
    assert "Menunggu Anda" in page
    assert reverse("projects:propose") in page
    assert reverse("villages:queue") not in page


def test_who_holds_two_offices_sees_what_waits_in_the_other_and_acts_there(client):
    head = MandateFactory()
    other = MandateFactory(user=head.user)
    proposal = ProjectFactory(partners=[other.region])

    page = page_of(client, head.user)
    assert "Di jabatan Anda yang lain" in page
    assert "1 hal menunggu" in page
    assert proposal.title not in page

    answer = client.post(reverse("villages:capacities"), {"mandate": other.pk}, follow=True)

    assert proposal.title in answer.content.decode()
    assert "tidak ada yang menunggu" in answer.content.decode()


def test_the_office_with_most_to_do_stands_first(client):
    head = MandateFactory()
    quiet, busy = (MandateFactory(user=head.user) for _ in range(2))
    ProjectFactory(partners=[busy.region])

    page = page_of(client, head.user)

    assert page.index(f'value="{busy.pk}"') < page.index(f'value="{quiet.pk}"')


def test_the_number_of_queries_has_a_bound_however_many_offices_one_holds(client):
    head = MandateFactory()
    for _ in range(start.MOST_OFFICES):
        MandateFactory(user=head.user)
    page_of(client, head.user)
    with CaptureQueriesContext(connection) as few:
        page_of(client, head.user)
    for _ in range(4):
        MandateFactory(user=head.user)

    with CaptureQueriesContext(connection) as many:
        page_of(client, head.user)

    assert len(many) == len(few)


def test_a_secretary_finds_drafts_but_nothing_to_approve(client):
    secretary = MandateFactory(office="secretary", title="Sekretaris Desa")
    MandateFactory(region=secretary.region)
    draft = ProjectFactory(lead=secretary.region, state="draft", title="Kebun bibit")
    agreement = AgreementFactory(state="open", regions=[MandateFactory().region, secretary.region])

    page = page_of(client, secretary.user)

    assert draft.title in page
    assert reverse("agreements:approve", args=[agreement.code]) not in page


def test_the_subdistrict_finds_applications_to_check(client):
    kasi = officer("kecamatan")
    MandateFactory(pending=True, user__full_name="Anton Wijanarko")

    page = page_of(client, kasi.user)

    assert reverse("villages:queue") in page
    assert "Menunggu Anda" in page
    assert "Periksa perwakilan" in page


def test_the_regency_sees_the_projects_within_it(client):
    regency = officer("kabupaten", level="kabupaten")
    project = ProjectFactory(state="running")

    page = page_of(client, regency.user)

    assert project.title in page
    assert "Proyek di Kabupaten Wonosobo" in page
    assert reverse("projects:propose") not in page


def test_an_operator_gets_to_the_operators_pages(client):
    page = page_of(client, UserFactory(is_staff=True))

    assert reverse("admin:index") in page
    assert "Menunggu Anda" in page
    assert "Anda mewakili siapa" not in page


def test_a_newcomer_is_told_what_to_do(client):
    page = page_of(client, UserFactory())

    assert reverse("villages:claim") in page
    assert "Proyek Desa" not in page


@pytest.mark.parametrize(
    ("state", "words"), [("submitted", "Menunggu pemeriksaan"), ("returned", "Foto ulang")]
)
def test_an_applicant_sees_where_the_application_stands(client, state, words):
    decision = {} if state == "returned" else {"decided_at": None, "decided_by": None}
    claim = MandateFactory(state=state, reason="Foto ulang suratnya.", **decision)

    page = page_of(client, claim.user)

    assert claim.capacity in page
    assert words in page
    assert claim.get_absolute_url() in page


def test_an_ended_mandate_leaves_nothing_behind(client):
    ended = MandateFactory(ended=True)
    proposal = ProjectFactory(partners=[ended.region])

    assert proposal.title not in page_of(client, ended.user)


def test_the_next_meeting_asks_for_the_answer_there(client):
    head = MandateFactory()
    meeting = MeetingFactory(invited=[head.region])
    MeetingFactory(invited=[head.region], starts_at=timezone.now() + timedelta(days=30))

    page = page_of(client, head.user)

    assert f'action="{reverse("meetings:answer", args=[meeting.pk])}"' in page
    assert page.count('class="pick"') == 1


def test_whoever_may_not_answer_reads_who_does(client):
    council = MandateFactory(office="council", title="Anggota BPD")
    MeetingFactory(invited=[council.region])

    page = page_of(client, council.user)

    assert 'class="pick"' not in page
    assert f"Kepala atau sekretaris {council.region.full_name} yang menjawab undangan ini." in page


def test_the_caller_sees_the_own_meeting_without_a_question(client):
    kasi = officer("kecamatan")
    meeting = MeetingFactory(called_by=kasi)

    page = page_of(client, kasi.user)

    assert meeting.title in page
    assert 'class="pick"' not in page


def test_recent_news_come_from_the_inbox(client):
    head = MandateFactory()
    for number in range(7):
        tell(head.user, kind="x", title=f"Kabar {number}", url="/proyek/")

    page = page_of(client, head.user)

    assert "Kabar 6" in page
    assert "Kabar 1<" not in page


def test_late_and_pressing_tasks_stand_first_then_what_the_readers_word_is_asked_for(monkeypatch):
    tasks = {
        "projects": [
            Task("tanpa hari", "/", "user"),
            Task("lusa", "/", "agree", due=date(2026, 11, 24)),
            Task("setujui", "/", "agree", asks_word=True),
            Task("jawab", "/", "agree", due=date(2026, 12, 30), asks_word=True),
        ],
        "meetings": [
            Task("terlambat", "/", "cal", due=date(2026, 11, 20)),
            Task("nanti", "/", "cal", due=date(2026, 12, 24)),
        ],
    }
    sources = [lambda acting, user, own=own: own for own in tasks.values()]
    monkeypatch.setattr(start, "SOURCES", sources)
    monkeypatch.setattr(start, "FIRST", [lambda acting, user: [Task("orang", "/", "shield")]])

    with time_machine.travel(datetime(2026, 11, 22, 3, 0, tzinfo=UTC)):
        waiting = start.waiting_tasks(None, None)

    titles = ["orang", "terlambat", "lusa", "jawab", "setujui", "nanti", "tanpa hari"]
    assert [w.task.title for w in waiting] == titles
    assert [w.kind for w in waiting] == ["", "bad", "wait", "", "", "", ""]
    assert waiting[1].when == "Terlambat 2 hari"


def test_more_tasks_than_fit_are_announced(client, monkeypatch):
    many = [Task(f"Hal {n}", "/", "user") for n in range(start.SHOWN_TASKS + 3)]
    monkeypatch.setattr(start, "SOURCES", [lambda acting, user: many])

    page = page_of(client, MandateFactory().user)

    assert f"{start.SHOWN_TASKS + 3} hal" in page
    assert "Hal 11<" in page
    assert "Hal 12<" not in page
    assert f"Tampilkan semua ({start.SHOWN_TASKS + 3} hal)" in page
    assert "Hal 14<" in client.get(reverse("start") + "?semua").content.decode()


def test_the_price_is_the_same_for_one_thing_and_for_many(client):
    head = MandateFactory()

    def fill(count):
        for _n in range(count):
            ProjectFactory(partners=[head.region])
            ProjectFactory(lead=head.region, state="running")
            AgreementFactory(state="open", regions=[MandateFactory().region, head.region])
            MeetingFactory(invited=[head.region])
            tell(head.user, kind="x", title="Kabar", url="/")
            FollowFactory(user=head.user)

    client.force_login(head.user)
    client.get(reverse("start"))  # the first page after signing in notes the session

    def price():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("start"))
        return len(queries)

    fill(1)
    small = price()
    fill(4)

    assert price() == small
    assert small <= 47  # one a kind of matter that can wait
