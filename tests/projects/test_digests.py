"""News by mail: one letter a day, public, never twice, never what one has been told as a partner."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.signing import Signer
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import audit
from notifications.models import Mail
from projects import actions, digests, tasks
from projects.digests import MOST_LINES, MOST_PROJECTS
from projects.links import digest_url
from projects.models import Digest, Follow, Project
from tests.factories.accounts import UserFactory
from tests.factories.projects import FollowFactory, ProjectFactory, head_of, in_days
from tests.factories.villages import MandateFactory, RegionFactory
from tests.notifications.machinery import sink, wait_until, worker  # noqa: F401
from tests.projects.reports import send
from tests.projects.test_races import at_once

pytestmark = pytest.mark.django_db
JAKARTA = "Asia/Jakarta"


def at(days, hour, minute=0, zone=JAKARTA):
    """A moment so many days from today on the clocks of ``zone``."""
    return datetime.combine(in_days(days), time(hour, minute), ZoneInfo(zone))


def morning(days=0, zone=JAKARTA):
    return at(days, 7, 5, zone)


def followed(project, user=None, days=-9):
    with time_machine.travel(at(days, 9)):
        return FollowFactory(project=project, user=user or UserFactory()).user


def report(project, head, days=-1, hour=15, **changes):
    with time_machine.travel(at(days, hour)):
        return send(project, head, **{"on": in_days(days)} | changes)


def letters(user=None):
    found = Mail.objects.filter(kind="projects.digest").order_by("pk")
    return list(found.filter(recipient=user) if user else found)


@pytest.fixture
def resident(work):
    """Follows the running project, without an office."""
    return followed(work)


# --- the letter


def test_the_news_of_a_day_come_in_one_letter(resident, work, head, partners):
    report(work, head, work="Pipa utama terpasang 1,4 km.")
    other = ProjectFactory(title="Pasar malam", lead=partners[0], partners=[])
    followed(other, resident)
    writer = MandateFactory(region=partners[0], office="secretary")
    with time_machine.travel(at(-1, 16)):
        actions.withdraw(other, by=writer, reason="Batal.")
    assert actions.send_digests(morning()) == 1
    letter = letters(resident)[0]
    assert letter.day_zone == JAKARTA
    for text in (
        work.title,
        "Pipa utama terpasang",
        "40%",
        "Pasar malam",
        other.get_absolute_url(),
    ):
        assert text in letter.text
    assert letter.headers == {
        "List-Id": f"<kabar-proyek.{settings.MAIL_DOMAIN}>",
        "List-Unsubscribe": f"<{digest_url(resident)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert digest_url(resident) in letter.text
    assert digest_url(resident) in letter.html


def test_without_news_there_is_no_letter(resident):
    assert actions.send_digests(morning()) == 0
    assert letters() == []
    assert Digest.objects.get().looked_on == in_days(0)


def test_the_same_news_come_once_whoever_asks_how_often(resident, work, head):
    report(work, head)
    assert [actions.send_digests(morning()) for _again in range(3)] == [1, 0, 0]
    report(work, head, days=0, hour=9, percent=50)
    assert actions.send_digests(morning(1)) == 1
    assert "50%" in letters()[1].text and "40%" not in letters()[1].text


def test_what_is_just_being_written_comes_the_next_day(resident, work, head):
    report(work, head, days=0, hour=7)
    assert actions.send_digests(at(0, 7, 3)) == 0
    assert actions.send_digests(morning(1)) == 1


def test_what_was_before_one_followed_is_no_news(work, head):
    report(work, head, days=-1, hour=8)
    user = followed(work, days=-1)
    assert actions.send_digests(morning()) == 0
    assert digests.news_for(user, at(-3, 0), at(0, 0)) == []


def test_after_a_long_standstill_a_week_is_told(resident, work, head):
    Digest.objects.create(user=resident, looked_on=in_days(-9), told_until=at(-9, 7))
    report(work, head, days=-8)
    report(work, head, days=-2, percent=55)
    actions.send_digests(morning())
    assert "55%" in letters()[0].text and "40%" not in letters()[0].text


def test_a_report_is_one_line_though_the_history_tells_it_too(resident, work, head):
    report(work, head)
    news = digests.news_for(resident, at(-3, 0), at(0, 0))
    assert [len(each.lines) for each in news] == [1]


def test_what_a_supporter_reports_is_news_too(resident, work, head):
    with time_machine.travel(at(-1, 15)):
        audit.record("projects.backer_reported", work, by=head, report=1, worth=0)

    actions.send_digests(morning())

    assert "melaporkan dukungan" in letters(resident)[0].text


def test_long_news_are_cut_and_counted(resident, lead, head):
    for number in range(MOST_PROJECTS + 2):
        project = ProjectFactory(lead=lead, partners=[], title=f"Proyek nomor {number}")
        followed(project, resident)
        with time_machine.travel(at(-1, 10)):
            actions.withdraw(project, by=head, reason="Batal.")
    actions.send_digests(morning())
    text = letters()[0].text
    assert text.count("Proyek nomor") == MOST_PROJECTS
    assert "2 proyek" in text or "2 more" in text


def test_many_lines_of_a_project_are_cut(resident, work, head):
    for hour in range(8, 8 + MOST_LINES + 2):
        report(work, head, hour=hour, percent=40 + hour)
    news = digests.news_for(resident, at(-3, 0), at(0, 0))[0]
    assert (len(news.lines), news.more) == (MOST_LINES, 2)
    assert f"{40 + 8 + MOST_LINES + 1}%" in news.lines[-1]  # the newest is among them
    actions.send_digests(morning())
    assert len(letters()) == 1


# --- to whom


def test_partners_and_the_lead_are_told_anyway(work, head, secretary, partner_heads):
    for mandate in (head, secretary, partner_heads[0]):
        followed(work, mandate.user)
    report(work, head)
    assert actions.send_digests(morning()) == 0


def test_a_secretary_of_a_partner_and_the_council_follow_like_others(work, head, partners):
    for office in ("secretary", "council"):
        followed(work, MandateFactory(region=partners[0], office=office, title="Perangkat").user)
    report(work, head)
    assert actions.send_digests(morning()) == 2


def test_nobody_hears_of_what_he_has_done_himself(work, head, lead):
    user = followed(work, head.user)
    report(work, head)
    type(head).objects.filter(pk=head.pk).update(state="ended", ended_at=at(-1, 23))
    assert actions.send_digests(morning()) == 0
    assert Digest.objects.filter(pk=user.pk).exists()


def test_closed_accounts_and_those_who_said_no_get_none(resident, work, head):
    unwilling, partly = followed(work), followed(work)
    actions.want_digests(unwilling, wanted=False)
    actions.want_news_of(work, partly, wanted=False)
    type(resident).objects.filter(pk=resident.pk).update(is_active=False)
    report(work, head)
    assert actions.send_digests(morning()) == 0
    actions.want_digests(unwilling, wanted=True)
    actions.want_news_of(work, partly, wanted=True)
    assert actions.send_digests(morning()) == 2


# --- when


@pytest.mark.parametrize(
    ("zone", "hour", "sent"),
    [
        (JAKARTA, 6, 0), (JAKARTA, 7, 1), (JAKARTA, 19, 1), (JAKARTA, 20, 0),
        ("Asia/Makassar", 6, 1), ("Asia/Makassar", 5, 0), ("Asia/Jayapura", 5, 1),
        ("Asia/Jayapura", 18, 0),
    ],
)  # fmt: skip
def test_it_comes_from_seven_on_the_persons_own_clock(work, head, zone, hour, sent):
    followed(work, UserFactory(time_zone=zone))
    report(work, head)
    assert actions.send_digests(at(0, hour, 5)) == sent


def test_the_clock_starts_the_task(resident, work, head):
    report(work, head)
    with time_machine.travel(morning()):
        tasks.send_digests()
        tasks.send_digests()
    assert len(letters()) == 1


def test_one_that_fails_does_not_stop_the_others(resident, work, head, monkeypatch, caplog):
    other = followed(work)
    report(work, head)
    real = actions.digesting._write

    def breaks(digest, now):
        if digest.user == resident:
            raise RuntimeError("disk full")
        return real(digest, now)

    monkeypatch.setattr("projects.actions.digesting._write", breaks)
    assert actions.send_digests(morning()) == 1
    assert [letter.recipient for letter in letters()] == [other]
    assert "could not be written" in caplog.text


def test_news_cost_the_same_whatever_their_number(resident, work, head, lead):
    report(work, head)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert digests.news_for(resident, at(-3, 0), at(0, 0))
        return len(queries)

    few = cost()
    for number in range(6):
        project = ProjectFactory(lead=lead, partners=[])
        followed(project, resident)
        with time_machine.travel(at(-1, 10, number)):
            actions.withdraw(project, by=head, reason="Batal.")
        report(work, head, hour=16 + number % 4, percent=45 + number)
    assert cost() == few == 4


def test_a_look_is_whole(resident):
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(user=resident, looked_on=in_days(0))
    assert str(Digest(user=resident)) == str(resident)


# --- on and off


def test_the_link_turns_letters_off_without_signing_in(client, resident):
    address = digest_url(resident).removeprefix("http://testserver")
    page = client.get(address)
    assert page.status_code == 200
    assert Digest.objects.count() == 0  # a mail scanner changes nothing
    client.post(address, {"kirim": "tidak"})
    assert not Digest.objects.get(user=resident).is_wanted
    client.post(address, {"kirim": "ya"})
    assert Digest.objects.get(user=resident).is_wanted


def test_a_mail_program_ends_the_letters_with_one_click(resident):
    address = digest_url(resident).removeprefix("http://testserver")
    client = Client(enforce_csrf_checks=True)
    for _again in range(2):
        answer = client.post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200  # such programs follow no redirect
        assert not Digest.objects.get(user=resident).is_wanted
    page = client.get(address).content.decode()
    assert "Email kabar tidak dikirim." in page


def test_one_project_is_turned_off_and_on(as_, resident, work):
    client, address = as_(resident), reverse("projects:digests")
    for word, wanted in (("tidak", False), ("ya", True)):
        page = client.post(address, {"kirim": word, "proyek": work.code}, follow=True)
        assert work.title in page.content.decode()
        assert Follow.objects.get().by_mail is wanted


@pytest.mark.parametrize(
    "sent",
    [{}, {"kirim": "x"}, {"kirim": "ya", "proyek": "\0"}, {"kirim": "ya", "proyek": "TIADA"}],
)
def test_strange_choices_change_nothing(as_, resident, sent):
    address = reverse("projects:digests")
    page = as_(resident).post(address, sent, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["warning"]
    assert page.redirect_chain == [(address, 302)]
    assert Follow.objects.get().by_mail and not Digest.objects.exists()


@pytest.mark.parametrize(
    "token", ["abc", "a:b:c", Signer(salt="projects.digest").sign("1000000000")]
)
def test_a_forged_link_leads_nowhere(client, resident, token):
    assert client.get(reverse("projects:digest_link", args=[token])).status_code == 404


def test_the_link_of_a_closed_account_leads_nowhere(client, resident):
    type(resident).objects.update(is_active=False)
    address = digest_url(resident).removeprefix("http://testserver")
    assert client.get(address).status_code == 404


def test_who_follows_finds_the_choice_on_the_projects_page(as_, resident, work):
    page = as_(resident).get(work.get_absolute_url()).content.decode()
    assert reverse("projects:digests") in page
    assert as_(UserFactory()).get(reverse("projects:digests")).status_code == 200


def test_the_page_of_choices_costs_the_same_whatever_one_follows(as_, resident, work, lead):
    client, address = as_(resident), reverse("projects:digests")
    client.get(address)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = cost()
    for _number in range(5):
        followed(ProjectFactory(lead=lead, partners=[]), resident)
    assert cost() == few


# --- at once, and killed


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_write_each_letter_once(work, head):
    users = [followed(work) for _ in range(5)]
    report(work, head)
    results = at_once([lambda: actions.send_digests(morning())] * 6)
    assert sum(results) == len(users)
    assert sorted(letter.recipient_id for letter in letters()) == sorted(u.pk for u in users)


@pytest.fixture
def by_day(worker, tmp_path):  # noqa: F811
    """The worker's clocks show noon in Jakarta, whatever the hour of the test is."""
    code = f"import time_machine\ntime_machine.travel({at(0, 12).timestamp()}, tick=True).start()\n"
    (tmp_path / "sitecustomize.py").write_text(code)
    worker.extra["PYTHONPATH"] = str(tmp_path)
    return worker


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_nothing_and_doubles_nothing(sink, by_day):  # noqa: F811
    """The task on the real broker, SIGKILL while it writes, and again."""
    region, partner = RegionFactory(), RegionFactory()
    project = ProjectFactory(lead=region, partners=[partner], state="running")
    Project.objects.update(started_at=at(-60, 9))
    users = UserFactory.create_batch(120)
    Follow.objects.bulk_create(Follow(project=project, user=user) for user in users)
    Follow.objects.update(since=at(-9, 9))
    report(project, head_of(region))

    by_day.start()
    tasks.send_digests.delay()
    wait_until(lambda: len(letters()) >= 10, seconds=90, what="the first letters")
    by_day.kill()
    written = len(letters())
    by_day.start()
    tasks.send_digests.delay()
    wait_until(lambda: len(letters()) == len(users), seconds=90, what="all letters")

    assert written < len(users)
    assert {letter.recipient_id for letter in letters()} == {user.pk for user in users}
    assert Digest.objects.filter(looked_on=in_days(0)).count() == len(users)
