"""Amendments: a running project is changed with the consent of all, and works on meanwhile."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail, Notification
from projects import actions
from projects.actions import committing
from projects.models import (
    Amendment,
    Commitment,
    Consent,
    Draft,
    HomeResult,
    Project,
    ReportDraft,
)
from projects.outcome import amended
from projects.waiting import waiting_for
from tests.factories.money import CommitmentFactory
from tests.factories.projects import FollowFactory, in_days
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects import reports
from tests.projects.amending import amend, answer, fresh
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
S, A = Project.State, Amendment.State


def titles(mandate):
    return [task.title for task in waiting_for(mandate, mandate.user)]


def mails(kind):
    return set(Mail.objects.filter(kind=kind).values_list("to", flat=True))


# --- putting it


def test_the_work_goes_on_with_the_old_words_until_all_have_consented(work, head, partner_heads):
    version = amend(work, by=head)
    project = fresh(work)
    assert project.state == S.RUNNING
    assert (project.current.number, project.pending) == (1, version)
    assert project.current.cost != version.cost
    assert project.answer_by == in_days(10)
    assert version.answer_of(work.lead_id).answer == "given"
    answer(work, partner_heads[0])
    assert fresh(work).current.number == 1
    assert not Draft.objects.exists()


def test_the_last_consent_puts_it_into_force_with_its_words_and_sums(work, head, partner_heads):
    version = amend(work, by=head, title="Air bersih tiga desa", aim="Air. Sepanjang tahun.")
    for mandate in partner_heads:
        answer(work, mandate)
    project = fresh(work)
    assert (project.state, project.current, project.pending) == (S.RUNNING, version, None)
    assert (project.title, project.summary) == ("Air bersih tiga desa", "Air.")
    assert project.funding_gap == version.cost
    amendment = Amendment.objects.get(version=version)
    assert amendment.state == A.IN_FORCE
    assert amendment.ended_at
    verbs = list(AuditEvent.objects.order_by("-pk").values_list("verb", flat=True)[:2])
    assert "projects.amendment_in_force" in verbs


def test_one_no_ends_it_and_the_old_version_stays(work, head, partner_heads):
    version = amend(work, by=head)
    given = answer(work, partner_heads[0], "declined")
    project = fresh(work)
    assert (project.current.number, project.pending, project.state) == (1, None, S.RUNNING)
    version.amendment.refresh_from_db()
    assert version.amendment.state == A.REFUSED
    assert answer(work, partner_heads[0], "declined") == given  # a second click
    with pytest.raises(Refusal, match="tidak disetujui"):
        answer(work, partner_heads[1])


def test_the_lead_withdraws_it_with_a_reason(work, head, secretary, partner_heads):
    amend(work, by=head)
    with pytest.raises(Forbidden):
        actions.take_amendment_back(fresh(work), by=partner_heads[0], number=2, reason="Batal.")
    with pytest.raises(Refusal):
        actions.take_amendment_back(fresh(work), by=head, number=1, reason="Batal.")
    amendment = actions.take_amendment_back(fresh(work), by=secretary, number=2, reason="Batal.")
    assert (amendment.state, amendment.withdraw_reason) == (A.WITHDRAWN, "Batal.")
    assert fresh(work).pending is None
    with pytest.raises(Refusal):
        actions.take_amendment_back(fresh(work), by=head, number=2, reason="Terlalu mahal.")
    with pytest.raises(Refusal, match="ditarik"):
        answer(work, partner_heads[0])


def test_a_better_one_takes_its_place(work, head, partner_heads):
    amend(work, by=head)
    consent = answer(work, partner_heads[0], "changes", requests={"biaya": "Kurangi."})
    with pytest.raises(Refusal, match="1 permintaan"):
        amend(work, by=head, cost=450_000_000)
    actions.reply(consent.requests.get(), by=head, answer="accepted")
    third = amend(work, by=head, cost=450_000_000)
    assert third.number == 3
    assert fresh(work).pending == third
    assert Amendment.objects.get(version__number=2).state == A.REPLACED
    with pytest.raises(Refusal, match="diganti"):
        answer(work, partner_heads[1], number=2)
    for mandate in partner_heads:
        answer(work, mandate, number=3)
    assert fresh(work).current == third


def test_a_change_that_is_asked_for_holds_it_up(work, head, partner_heads):
    amend(work, by=head)
    answer(work, partner_heads[1])
    consent = answer(work, partner_heads[0], "changes", requests={"biaya": "Kurangi."})
    assert fresh(work).pending.number == 2
    assert titles(head)[0].startswith("Tanggapi mitra")
    actions.reply(consent.requests.get(), by=head, answer="refused", reason="Harga tetap.")
    assert titles(head)[0].startswith("Perbaiki adendum")
    assert Notification.objects.filter(
        recipient=partner_heads[0].user, kind="projects.request_answered"
    ).exists()


def test_the_lead_alone_drafts_it(work, partner_heads, secretary):
    with pytest.raises(Forbidden):
        amend(work, by=partner_heads[0])
    version = amend(work, by=secretary)
    assert not version.consents.exists()  # the head's word is his own
    assert titles(secretary)[0].startswith("Jawab adendum")


def test_an_answer_to_the_version_in_force_is_none_to_the_amendment(work, head, partner_heads):
    amend(work, by=head)
    with pytest.raises(Refusal, match="berubah"):
        answer(work, partner_heads[0], number=1)
    assert not Consent.objects.filter(region=partner_heads[0].region).exists()


def test_a_stranger_and_a_secretary_do_not_answer(work, head, partners):
    amend(work, by=head)
    for mandate in (MandateFactory(), MandateFactory(region=partners[0], office="secretary")):
        with pytest.raises(Forbidden):
            answer(work, mandate)


# --- partners come and go


@pytest.fixture
def newcomer(db):
    return MandateFactory(region=RegionFactory(name="Manggis"))


def test_a_newcomer_sits_from_the_moment_it_is_in_force(
    work, head, partners, partner_heads, newcomer
):
    amend(work, by=head, partners=[*partners, newcomer.region])
    assert titles(newcomer)[0].startswith("Jawab adendum")
    assert not fresh(work).has_seat(newcomer.region_id)
    for mandate in partner_heads:
        answer(work, mandate)
    assert fresh(work).pending
    answer(work, newcomer)
    assert fresh(work).has_seat(newcomer.region_id)
    assert fresh(work).current.number == 2
    assert titles(newcomer) == []


def test_a_newcomer_of_an_amendment_that_failed_has_no_seat(
    work, head, partners, partner_heads, newcomer
):
    amend(work, by=head, partners=[*partners, newcomer.region])
    answer(work, partner_heads[0], "declined")
    assert not fresh(work).has_seat(newcomer.region_id)
    assert titles(newcomer) == []
    with pytest.raises(Forbidden):
        answer(work, newcomer)
    assert newcomer.user.email in mails("projects.amendment_settled")


def test_who_leaves_takes_what_was_only_planned_along(work, head, partners, partner_heads):
    stays, leaves = partners
    planned = CommitmentFactory(project=work, region=leaves)
    kept = CommitmentFactory(project=work, region=stays)
    by_name = CommitmentFactory(project=work, region=None, party_name="CV Tirta")
    amend(work, by=head, partners=[stays])
    ReportDraft.objects.create(project=work, mandate=partner_heads[1])
    for mandate in partner_heads:
        answer(work, mandate)
    assert not fresh(work).has_seat(leaves.pk)
    for row in (planned, kept, by_name):
        row.refresh_from_db()
    assert (planned.state, kept.state, by_name.state) == ("withdrawn", "planned", "planned")
    assert "versi 2" in planned.withdraw_reason
    assert not work.report_drafts.exists()
    assert partner_heads[1].user.email in mails("projects.left_out")
    with pytest.raises(Forbidden):
        answer(work, partner_heads[1])


def test_who_has_given_his_word_does_not_leave_with_it(work, head, partners, partner_heads):
    stays, leaves = partners
    given = CommitmentFactory(project=work, region=leaves, committed=True)
    with pytest.raises(Refusal, match="Timbang.*1"):
        amend(work, by=head, partners=[stays])
    assert Draft.objects.exists()  # nothing typed is lost
    Draft.objects.all().delete()
    committing.receive(
        given,
        by=head,
        token=uuid.uuid4(),
        on=timezone.localdate(),
        amount=given.worth,
        paper_number="KW-1",
    )
    amend(work, by=head, partners=[stays])
    for mandate in partner_heads:
        answer(work, mandate)
    given.refresh_from_db()
    assert given.state == Commitment.State.RECEIVED  # history
    assert not fresh(work).has_seat(leaves.pk)


def test_a_word_given_in_between_is_settled_before_the_last_consent(
    work, head, partners, partner_heads
):
    stays, leaves = partners
    amend(work, by=head, partners=[stays])
    answer(work, partner_heads[0])
    CommitmentFactory(project=work, region=leaves, committed=True)
    with pytest.raises(Refusal, match="Timbang"):
        answer(work, partner_heads[1])
    assert fresh(work).pending


def test_milestones_of_those_who_leave_go_to_the_lead(work, head, lead, partners, partner_heads):
    amend(work, by=head, partners=[partners[1]])  # the first one has a milestone
    for mandate in partner_heads:
        answer(work, mandate)
    assert set(work.milestones.values_list("owner", flat=True)) == {lead.pk}
    assert work.milestones.count() == 2


def test_what_they_have_reached_stays_theirs(as_, work, head, lead, partners, partner_heads):
    left = partners[0]
    work.milestones.filter(owner=left).update(done_on=in_days(-1))
    amend(work, by=head, partners=[partners[1]])
    for mandate in partner_heads:
        answer(work, mandate)
    assert [milestone.owner for milestone in work.milestones.order_by("number")] == [lead, left]

    client, address = as_(head), url_of("plan", work)
    shown = client.get(address).context["form"]
    form = {name: value or "" for name, value in shown.initial.items()}
    assert client.post(address, form | {"title_0": "Lain"}).status_code == 302
    assert work.milestones.get(number=1).title == "Lain"
    mark = client.get(address).context["form"].initial["mark"]
    page = client.post(address, form | {"mark": mark, "done_on_1": ""})
    assert page.context["form"].errors.keys() == {"owner_1"}  # an open one is for those who stay
    rows = [reports.row("Satu", lead, weight=50), reports.row("Dua", left, weight=50, done=-1)]
    with pytest.raises(Refusal):
        reports.plan(fresh(work), head, rows)


# --- the assemblies at home


def record(project, by, **words):
    given = {
        "number": 2, "token": uuid.uuid4(), "agrees": True, "held_on": in_days(-1),
        "paper_number": "140/07/BA/2026",
    }  # fmt: skip
    return actions.record_result(fresh(project), by=by, **given | words)


def test_the_assemblies_come_first_where_the_amendment_says_so(
    work, head, partners, partner_heads, newcomer
):
    version = amend(work, by=head, partners=[*partners, newcomer.region], home_first=True)
    assert not version.consents.exists()
    heads = [head, *partner_heads, newcomer]
    for mandate in heads:
        assert any(title.startswith("Catat hasil") for title in titles(mandate))
        with pytest.raises(Refusal):
            answer(work, mandate)
        record(work, mandate)
        answer(work, mandate)
    assert fresh(work).current == version
    assert HomeResult.objects.filter(version=version).count() == 4
    with pytest.raises(Refusal):
        record(work, head)


# --- ends of the project


def test_the_work_is_not_finished_while_an_amendment_is_open(work, head):
    amend(work, by=head)
    with pytest.raises(Refusal, match="adendum"):
        actions.finish(fresh(work), by=head)
    actions.take_amendment_back(fresh(work), by=head, number=2, reason="Batal.")
    draft = actions.begin_change(fresh(work), {}, by=head)
    with pytest.raises(Refusal, match="adendum"):
        actions.finish(fresh(work), by=head)
    actions.discard(draft, by=head)
    assert actions.finish(fresh(work), by=head).state == S.FINISHED


def test_a_project_that_is_withdrawn_takes_its_amendment_along(work, head, partner_heads):
    amend(work, by=head)
    actions.withdraw(fresh(work), by=head, reason="Dana dialihkan.")
    assert fresh(work).pending is None
    assert Amendment.objects.get().state == A.WITHDRAWN
    with pytest.raises(Refusal):
        answer(work, partner_heads[0])
    with pytest.raises(Refusal):
        amend(work, by=head)


# --- who is told


def test_the_heads_are_asked_and_told_and_the_followers_get_a_line(work, head, partner_heads):
    follow = FollowFactory(project=work)
    amend(work, by=head)
    asked = {mandate.user.email for mandate in partner_heads}
    assert mails("projects.amendment_asked") == asked
    assert follow.user.notifications.filter(kind="projects.amendment_put").exists()
    answer(work, partner_heads[0])
    assert mails("projects.answered") == {head.user.email}
    answer(work, partner_heads[1])
    assert mails("projects.amendment_settled") == asked | {head.user.email}
    assert follow.user.notifications.filter(kind="projects.amendment_told").exists()


def test_letters_about_an_amendment_that_is_over_do_not_go_out(work, head):
    amend(work, by=head)
    actions.take_amendment_back(fresh(work), by=head, number=2, reason="Batal.")
    asked = Mail.objects.filter(kind="projects.amendment_asked")
    assert asked
    assert {mail.state for mail in asked} == {"dropped"}


# --- the database


def test_the_database_holds_project_and_amendment_together(work, head):
    version = amend(work, by=head)
    with pytest.raises(DatabaseError), transaction.atomic():
        Amendment.objects.update(state=A.REFUSED, ended_at=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError), transaction.atomic():
        Project.objects.filter(pk=work.pk).update(current=version)
    with pytest.raises(DatabaseError), transaction.atomic():
        Project.objects.filter(pk=work.pk).update(state=S.FINISHED, closed_at=timezone.now())


@pytest.mark.parametrize(
    ("answers", "means"),
    [
        ({}, None),
        ({"a": "given"}, None),
        ({"a": "given", "b": "declined"}, "refused"),
        ({"b": "declined"}, "refused"),
        ({"a": "given", "b": "changes", "c": "given"}, None),
        ({"a": "given", "b": "given", "c": "given"}, "in_force"),
        ({"a": "given", "b": "given", "c": "given", "gone": "declined"}, "in_force"),
    ],
)
def test_what_the_answers_mean(answers, means):
    assert amended(["a", "b", "c"], answers) == means
