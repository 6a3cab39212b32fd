"""The demo, made once by the real actions, and what each of its logins finds."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from agreements import actions, comparing, dispute_verification, evaluations, rules
from agreements.models import Acknowledgement, Agreement, Dispute
from agreements.obligations import rows_of
from agreements.verification import findings
from core.models import AuditEvent
from forum_portal import checks
from forum_portal.demo import backlog, logins, people, subdistricts, trainings
from forum_portal.demo.decisions import RESOLUTIONS
from forum_portal.demo.meetings import SITTINGS
from forum_portal.demo.minutes import RECORDS
from forum_portal.demo.plans import GROUNDS
from forum_portal.demo.projects import PLANS
from forum_portal.demo.rhythm import QUESTIONS
from forum_portal.management.commands import demo
from forum_portal.start import waiting_tasks
from meetings.models import (
    ActionItem,
    AgendaItem,
    AgendaPaper,
    AgendaTopic,
    Decision,
    Meeting,
    Minutes,
    PollAnswer,
    Reminder,
    Vote,
)
from notifications.models import Mail, Notification
from projects.models import (
    Amendment,
    Assessment,
    Attachment,
    Commitment,
    FundingWindow,
    Offer,
    Placement,
    PlanFit,
    PlanStatement,
    Programme,
    Project,
    Receipt,
    Standing,
    Version,
)
from tests.demo import load_regions, user_of
from villages.models import Forum, Mandate, Organisation, Profile, Region

# Made once, not once in each process.
pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.once, pytest.mark.django_db]
CITIZENS_ACTS = [
    "meetings.enrolled", "meetings.topic_asked", "meetings.topic_supported",
    "villages.organisation_registered",
]  # fmt: skip


@pytest.fixture(scope="module")
def story(django_db_setup, django_db_blocker):
    """The whole demo in one transaction, taken back after the last test of this module; what a test
    changes in it, the next one does not see."""
    with django_db_blocker.unblock(), override("id"), transaction.atomic():
        load_regions()
        yield demo.make()
        transaction.set_rollback(True)


def acting_of(mailbox):
    user = user_of(mailbox)
    return Mandate.objects.held_by(user).with_people().first(), user


def tasks_of(mailbox):
    acting, user = acting_of(mailbox)
    return [waiting.task for waiting in waiting_tasks(acting, user)]


def links_of(mailbox):
    return {task.url for task in tasks_of(mailbox)}


def test_every_village_of_both_subdistricts_takes_part(story):
    for code, count in (("33.07.05", 14), ("18.02.02", 17)):
        villages = Region.objects.filter(parent=code)
        assert villages.joined().count() == villages.count() == count
        assert Forum.objects.get(home=code).memberships.count() == count
        for village in villages:
            offices = village.mandates.valid_at()
            assert {"head", "secretary"} <= set(offices.values_list("office", flat=True)), village


def test_every_profile_has_its_place_and_says_that_its_figures_are_invented(story):
    profiles = Profile.objects.filter(region__level=Region.Level.VILLAGE)

    assert not profiles.filter(latitude=None).exists()
    assert all("contoh" in profile.figures_from for profile in profiles)


def test_the_words_of_lampung_tengah_are_its_own(story):
    acting, _user = acting_of("kakam.bangunrejo")

    assert acting.capacity == "Kepala Kampung, Kampung Bangun Rejo"


def test_projects_stand_in_every_state(story):
    states = Project.objects.values_list("state", flat=True)

    assert len(states) == len(PLANS) >= 12
    assert set(states) == set(Project.State.values)
    for plan in PLANS:
        assert story.projects[plan.key].__class__.objects.get(
            pk=story.projects[plan.key].pk
        ).state == plan.state, plan.key  # fmt: skip


def test_proposals_have_a_place_fits_to_the_plans_and_papers(story):
    assert set(GROUNDS) == {plan.key for plan in PLANS}
    assert not Version.objects.filter(place="").exists()
    assert set(PlanFit.objects.values_list("standing", flat=True)) == set(Standing)
    assert PlanStatement.objects.count() == sum(len(g.stated) for g in GROUNDS.values())
    assert not Attachment.objects.filter(version=None).exists()
    assert Attachment.objects.filter(project=story.projects["water"]).count() == 2


def test_money_is_promised_received_taken_back_and_still_sought(story):
    water = Project.objects.get(pk=story.projects["water"].pk)
    states = Commitment.objects.values_list("state", flat=True)

    assert {"planned", "committed", "received"} <= set(states)
    assert Receipt.objects.exclude(reverses=None).exists()
    assert water.budgets.count() == 2
    assert water.funding_gap > 0
    assert set(Offer.objects.values_list("state", flat=True)) == {"open", "accepted", "declined"}
    assert FundingWindow.objects.count() >= 5
    offers = reverse("projects:funds", args=[water.code]) + "#tawaran"
    assert offers in links_of("kades.sojokerto")


def test_meetings_are_past_and_coming_one_moved_and_one_cancelled(story):
    meetings = Meeting.objects.public_matter()

    settled = [question for question in QUESTIONS if question.settled is not None]
    planned = [*SITTINGS, trainings.MARKETING, *subdistricts.SITTINGS, *settled]
    assert len(planned) == meetings.count() >= 15
    assert meetings.filter(state="held").count() == 8
    assert meetings.filter(state="cancelled").count() == 1
    assert meetings.exclude(moved_from=None).count() == 1
    assert meetings.coming().scheduled().count() >= 7
    assert not meetings.past().scheduled().exists()


def test_of_two_date_polls_one_is_open_with_answers_and_one_became_a_meeting(story):
    asked, settled = story.polls["seed-stock"], story.polls["br-poll"]
    asked.refresh_from_db()
    settled.refresh_from_db()

    assert asked.is_open and asked.closes_at > timezone.now()
    answered = PollAnswer.objects.filter(slot__poll=asked).values("region").distinct().count()
    assert 0 < answered < asked.regions.count()
    assert (settled.state, settled.meeting) == ("settled", story.meetings["br-poll"])
    assert settled.meeting.invitations.filter(answer="attends").count() == 3
    assert settled.reported_at is not None
    assert asked.get_absolute_url() in links_of("kades.manggis") | links_of("kades.jlamprang")


def test_a_series_has_a_moved_and_a_cancelled_date(story):
    series = story.series["monthly"]
    dates = list(series.occurrences.select_related("series").order_by("day"))

    assert len(dates) >= 3 and {date.day.weekday() for date in dates} == {2}
    assert [date.state for date in dates[:3]] == ["planned", "planned", "cancelled"]
    assert [date.is_own for date in dates[:3]] == [False, True, False]
    assert dates[1].place != series.place


def test_minutes_stand_in_every_state_and_one_meeting_lacks_them(story):
    states = Minutes.objects.values_list("state", flat=True)

    assert len(states) == len(RECORDS)
    assert set(states) == set(Minutes.State.values)
    held = Meeting.objects.public_matter().filter(state="held").exclude(kind=Meeting.Kind.TRAINING)
    assert held.filter(minutes=None).count() == 1
    assert Minutes.objects.filter(approved_how="sitting", state="sealed").exists()
    review = Minutes.objects.get(state="review")
    assert review.remarks.exclude(reply="").exists()
    assert 0 < review.confirmations.count() < review.meeting.invitations.count()
    assert any("periksa notulen" in task.title for task in tasks_of("kades.besani")) is False
    assert any("periksa notulen" in task.title for task in tasks_of("kades.timbang"))


def test_topics_wait_are_on_agendas_were_dealt_with_and_declined(story):
    topics = AgendaTopic.objects.all()

    assert len(backlog.PROPOSALS) == topics.count()
    states = ["declined", "done", "taken", "waiting", "waiting", "waiting"]
    assert sorted(topics.values_list("state", flat=True)) == states
    carried = topics.exclude(came_from=None).get()
    assert (carried.state, carried.came_from) == ("waiting", story.meetings["lks-3"])
    assert AgendaPaper.objects.count() == len(backlog.PAPERS)
    assert AgendaItem.objects.exclude(project=None).count() == len(backlog.ABOUT)
    assert "tidak sempat dibahas" in Minutes.objects.get(meeting=carried.came_from).text


def test_held_meetings_have_decided_voted_and_handed_out_tasks(story):
    decisions = Decision.objects.all()

    assert len(RESOLUTIONS) == decisions.count() == decisions.filter(state="adopted").count()
    assert not decisions.filter(quorum_met=False).exists()
    assert sorted(Vote.objects.values_list("is_secret", "state")) == [
        (False, "closed"), (True, "closed")
    ]  # fmt: skip
    items = ActionItem.objects.all()
    assert set(items.values_list("state", flat=True)) == {"open", "done"}
    assert items.overdue(timezone.localdate()).count() == 2
    head = acting_of("sekdes.sojokerto")[0]
    assert items.still_open().filter(mandate=head).get().get_absolute_url() in links_of(
        "sekdes.sojokerto"
    )


def test_one_dispute_is_settled_and_one_sits_soon(story):
    settled, mediated = Dispute.objects.order_by("closed_at")

    assert (settled.state, mediated.state) == ("settled", "mediation")
    assert settled.outcome.words.count() == 3 and mediated.statements.count() == 2
    assert Meeting.objects.filter(talk__dispute=mediated).coming().exists()


def test_agreements_stand_in_every_state_that_an_agreement_has(story):
    states = Agreement.objects.values_list("state", flat=True)

    assert Counter(states) == {"draft": 1, "ended": 2, "in_force": 6, "open": 3}
    assert not Agreement.objects.exclude(state="draft").filter(text__contains="[isi:").exists()


def test_one_agreement_was_renewed_and_the_change_of_another_waits(story):
    renewed, change = (
        Agreement.objects.get(pk=story.agreements[key].pk)
        for key in ("water_turns_again", "trunk_road_changed")
    )

    assert (renewed.follows.end_ground, renewed.state) == ("term_over", "in_force")
    assert (change.follows.state, change.state) == ("in_force", "open")
    assert len(comparing.with_predecessor(change)) > 2
    assert renewed.obligations.get().first_due >= renewed.starts_on


def test_all_agreements_fit_their_seals_and_one_that_counts_contributions_can_be_changed(story):
    assert [*findings(), *dispute_verification.findings()] == []
    water = Agreement.objects.get(pk=story.agreements["water"].pk)
    by, _user = acting_of("sekdes.besani")
    words = {"starts_on": timezone.localdate(), "ends_on": water.ends_on}

    after = actions.succeed(water, by=by, way="amendment", title=water.title, **words)

    assert after.obligations.exclude(commitment=None).exists()
    assert rules.lacks(after) == []


def test_a_company_has_signed_a_contract_and_keeps_it(story):
    contract = Agreement.objects.get(pk=story.agreements["salak_sale"].pk)
    rows = rows_of(contract, story.day(0))

    assert contract.third_parties.get().signatures.get().number
    assert [row.obligation.owed_by.name for row in rows] == ["Desa Sawangan", "CV Lereng Segar"]
    assert str(rows[1].standing.word) == "Terpenuhi"


def test_some_agreements_are_acknowledged_and_one_waits_for_its_camat(story):
    methods = Acknowledgement.objects.values_list("method", "region").order_by("pk")

    assert list(methods) == [("paper", "33.07.05"), ("password", "18.02.02")]
    water = story.agreements["water"]
    assert reverse("agreements:acknowledge", args=[water.code]) in links_of("camat.leksono")


def test_the_second_yearly_evaluation_is_open_and_answered_by_one(story):
    agreement = Agreement.objects.get(pk=story.agreements["ambulance"].pk)
    second, first = evaluations.years_of(agreement, [])

    assert (first.answered, second.answered, second.is_open) == (2, 1, True)
    assert first.outcome and first.notes and all(row.answer.lessons for row in first.rows)
    assert any("/evaluasi/" in link for link in links_of("kades.sojokerto"))


def test_three_villages_owe_each_other_something(story):
    rows = rows_of(Agreement.objects.get(pk=story.agreements["water"].pk), story.day(0))
    words = {row.obligation.what: str(row.standing.word) for row in rows}
    assert words["Gotong royong membersihkan jalur pipa Timbang"] == "Terpenuhi"
    assert words["Setoran awal kas pemeliharaan"] == "Terlambat"
    assert words["Iuran perlindungan mata air"] == "Menunggu konfirmasi"
    assert any(row.source for row in rows)


def test_the_past_is_dated_as_the_past(story):
    now = timezone.now()

    assert Project.objects.order_by("created_at").first().created_at < now - timedelta(days=150)
    assert not AuditEvent.objects.filter(at__gt=now).exists()
    assert AuditEvent.objects.earliest("at").at < now - timedelta(days=200)
    assert not Mandate.objects.filter(submitted_at__gt=now - timedelta(hours=1)).exists()
    assert not Notification.objects.filter(created_at__gt=now).exists()
    assert not Mail.objects.filter(created_at__gt=now).exists()


def test_reminders_are_due_in_the_coming_days_and_none_is_overdue(story):
    now = timezone.now()

    assert not Reminder.objects.due(now).exists()
    coming = Reminder.objects.planned()
    assert coming.filter(due_at__lt=now + timedelta(days=3)).exists()
    assert coming.filter(due_at__gt=now + timedelta(days=7)).exists()


def test_letters_of_the_past_do_not_wait(story):
    waiting = Mail.objects.undelivered()

    assert waiting.count() < 200
    assert not waiting.filter(due_at__lt=timezone.now() - timedelta(days=2)).exists()
    assert Mail.objects.filter(state="sent").count() > 500
    assert not Mail.objects.exclude(to__endswith=f"@{people.DOMAIN}").exists()


def test_the_head_has_consents_approvals_and_answers_to_give(story):
    links = links_of("kades.sojokerto")

    for key in ("waste", "teachers"):
        assert reverse("projects:answer", args=[story.projects[key].code]) in links
    assert reverse("agreements:approve", args=[story.agreements["water_upkeep"].code]) in links
    assert story.meetings["water-2"].get_absolute_url() in links


def test_the_secretary_has_drafts_revisions_and_answers(story):
    links = links_of("sekdes.sojokerto")

    assert any(story.projects["seed"].code in link for link in links)
    assert any(story.projects["tourism"].code in link for link in links)
    assert story.meetings["waste-1"].get_absolute_url() in links


@pytest.mark.parametrize("mailbox", ["pmd.leksono", "pmk.bangunrejo", "dpmd.wonosobo", "operator"])
def test_whoever_checks_has_applications_to_check(story, mailbox):
    assert reverse("villages:queue") in links_of(mailbox)


def test_a_head_in_lampung_has_answers_to_give_too(story):
    links = links_of("kakam.bangunrejo")

    assert reverse("projects:answer", args=[story.projects["village_waste"].code]) in links
    assert reverse("agreements:approve", args=[story.agreements["rubber"].code]) in links


def test_the_newcomer_has_a_paper_to_send_again(story):
    acting, user = acting_of("warga.baru")

    assert acting is None
    claim = user.mandates.get()
    assert claim.state == "returned"
    assert claim.reason
    assert tasks_of("warga.baru")


def test_an_ended_term_has_a_successor(story):
    former, _user = acting_of(people.FORMER.mailbox)

    assert former is None
    head = Mandate.objects.valid_at().get(region=people.FORMER.region, office="head")
    assert head.acting
    assert head.title == "Pj. Kepala Desa"


def test_organisations_support_the_water_project_and_wait_for_the_check(story):
    water = Project.objects.get(pk=story.projects["water"].pk)

    assert water.backings.standing().count() == 3
    assert set(water.commitments.exclude(organisation=None).values_list("state", flat=True)) == {
        "planned",
        "committed",
    }
    assert Receipt.objects.filter(report__project=water).count() == 1
    assert water.backer_reports.count() == 3
    assert Offer.objects.filter(organisation__kind="company", state="open").exists()
    waiting = Organisation.objects.filter(state="registered")
    assert sorted(bool(each.home_id) for each in waiting) == [False, True]
    links = links_of("yayasan.tirta")
    assert any("/pendukung/" in link for link in links)
    assert any("/dana/kontribusi/" in link for link in links)


def test_every_act_is_in_the_trail_with_its_office(story):
    acts = AuditEvent.objects.exclude(actor_name="").exclude(verb__startswith="villages.mandate_")
    acts = acts.exclude(verb__in=CITIZENS_ACTS)

    assert acts.count() > 150
    assert not acts.filter(office="").exists()


@pytest.mark.parametrize("mailbox", [mailbox for mailbox, _what in logins.SHOWN])
def test_every_login_works_and_sees_its_start_page(story, mailbox):
    client = Client()
    credentials = {"login": f"{mailbox}@{people.DOMAIN}", "password": people.PASSWORD}

    assert client.post(reverse("account_login"), credentials).status_code == 302
    page = client.get(reverse("start"))
    assert page.status_code == 200
    assert "Selamat" in page.content.decode()


def test_a_second_run_says_that_it_is_there(story):
    before = AuditEvent.objects.count()
    out = StringIO()
    call_command("demo", stdout=out)

    assert "already" in out.getvalue()
    assert AuditEvent.objects.count() == before


def test_every_meeting_stands_under_the_rules_of_its_forum(story):
    for meeting in Meeting.objects.exclude(forum=None).select_related("forum"):
        rules = Meeting.rules_of(meeting.forum)
        assert rules == {name: getattr(meeting, name) for name in rules}, meeting


def test_the_logins_are_printed_with_the_password(story):
    out = StringIO()
    call_command("demo", "--logins", stdout=out)

    assert people.PASSWORD in out.getvalue()
    assert out.getvalue().count(f"@{people.DOMAIN}") == len(logins.SHOWN)
    assert "Kepala Desa, Desa Sojokerto" in out.getvalue()


def test_demo_accounts_in_production_are_an_error(story, settings):
    assert checks.no_demo_accounts(None) == []

    settings.DEMO = False
    assert [error.id for error in checks.no_demo_accounts(None)] == ["forum_portal.E001"]


def test_running_work_is_adapted_and_risks_are_kept(story):
    water = story.projects["water"]
    assert reverse("projects:adjustments", args=[water.code]) in links_of("kades.sojokerto")
    assert Amendment.objects.filter(state=Amendment.State.IN_FORCE).exists()
    assert Project.objects.filter(pending__isnull=False).exists()
    assert Assessment.objects.open().filter(risk__project=water, review_on__lt=story.today).exists()


def test_a_programme_has_projects_in_phases_and_one_that_asks(story):
    programme = Programme.objects.get()
    assert Project.objects.filter(phase__programme=programme).count() == 4
    assert Placement.objects.filter(state=Placement.State.ASKED).exists()
