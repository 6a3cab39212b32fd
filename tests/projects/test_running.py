"""Milestones and reports: who may, what happens, what the database refuses, and many at once."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Notification
from projects import actions, rules
from projects.models import Milestone, Photo, Project, Report, ReportDraft
from tests.factories.projects import ProjectFactory, in_days
from tests.factories.villages import MandateFactory
from tests.projects.reports import fresh, milestones_of, photo, plan, row, running, send, words

pytestmark = pytest.mark.django_db
S = Project.State


# --- who may -------------------------------------------------------------------------------


def test_only_the_lead_sets_milestones(work, head, secretary, partner_heads, lead):
    council = MandateFactory(region=lead, office="council", title="Ketua BPD")
    assert [bool(rules.can_plan(m, work)) for m in (head, secretary, *partner_heads, council, None)] == [
        True, True, False, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("state", set(S) - {S.DRAFT})
def test_milestones_are_set_once_it_is_agreed_and_reports_written_while_it_runs(state, head, lead):
    project = ProjectFactory(lead=lead, state=state)
    for rule, states in ((rules.can_plan, {S.AGREED, S.RUNNING}), (rules.can_report, {S.RUNNING})):
        verdict = rule(head, project)
        assert bool(verdict) is (state in states)
        assert verdict or (verdict.moved_on and project.get_state_display() in verdict.reason)


def test_a_partner_reports_where_it_has_taken_on_a_milestone(work, partner_heads, partners):
    assert rules.can_report(partner_heads[0], work)
    refused = rules.can_report(partner_heads[1], work)
    assert not refused
    assert partners[1].full_name in refused.reason


def test_strangers_council_and_visitors_do_not_report(work, lead):
    council = MandateFactory(region=lead, office="council", title="Ketua BPD")
    for stranger in (None, MandateFactory(), council):
        verdict = rules.can_report(stranger, work)
        assert not verdict
        assert not verdict.moved_on


# --- milestones ----------------------------------------------------------------------------


def test_milestones_are_set_changed_and_taken_out(head, lead, partners):
    project = ProjectFactory(lead=lead, partners=partners, state=S.AGREED)
    plan(project, head, [row("Survei", lead, weight=40), row("Pipa", partners[0], weight=60)])
    first, second = project.milestones.all()
    assert [(m.number, m.title, m.weight) for m in (first, second)] == [
        (1, "Survei", 40),
        (2, "Pipa", 60),
    ]

    rows = [row("Bak", lead, weight=10), row("Pipa besar", lead, weight=90, pk=second.pk, done=-1)]
    plan(project, head, rows, rhythm="quarter")

    assert list(project.milestones.values_list("number", "title", "weight", "done_on")) == [
        (1, "Bak", 10, None), (2, "Pipa besar", 90, in_days(-1)),
    ]  # fmt: skip
    assert Milestone.objects.get(title="Pipa besar").pk == second.pk
    assert fresh(project).rhythm == "quarter"
    assert fresh(project).report_due_on is None
    event = AuditEvent.objects.filter(verb="projects.planned").first()
    assert (event.actor_name, event.detail["milestones"]) == (str(head.user), 2)


def test_the_same_plan_twice_is_no_change(work, head, lead, partners):
    rows = [row("Survei", lead, weight=100)]
    plan(work, head, rows)
    plan(work, head, rows, mark="alt")
    assert AuditEvent.objects.filter(verb="projects.planned").count() == 1


def test_a_plan_that_somebody_else_has_changed_is_not_overwritten(work, head, lead):
    with pytest.raises(Refusal, match="orang lain"):
        plan(work, head, [row("Survei", lead, weight=100)], mark="alt")
    assert work.milestones.count() == 2


def test_no_owner_without_a_seat_no_row_of_elsewhere_no_more_than_there_may_be(work, head, lead):
    other = milestones_of(running(lead, []), lead)[0]
    stranger = MandateFactory().region
    for rows in (
        [row("A", stranger, weight=100)],
        [row("A", lead, weight=100, pk=other.pk)],
        [row(str(n), lead, weight=100) for n in range(Milestone.MOST + 1)],
    ):
        with pytest.raises(Refusal):
            plan(work, head, rows)
    assert work.milestones.count() == 2
    assert other.project_id != work.pk


def test_who_may_not_plan_is_refused(work, partner_heads, lead):
    with pytest.raises(Forbidden):
        plan(work, partner_heads[0], [row("A", lead, weight=100)])


def test_the_database_refuses_weights_that_do_not_add_up(work):
    with pytest.raises(ProgrammingError, match="add up to 100"), transaction.atomic():
        work.milestones.filter(number=1).update(weight=41)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_another_rhythm_counts_from_the_start_or_the_last_report(work, head, lead, partners):
    rows = [row("A", lead, weight=100)]
    plan(work, head, rows, rhythm="fortnight")
    assert fresh(work).report_due_on == in_days(-60 + 14)
    send(work, head, on=in_days(-3))
    plan(fresh(work), head, [row("B", lead, weight=100)], rhythm="month")
    assert fresh(work).report_due_on > in_days(24)


def test_a_partner_that_a_changed_proposal_leaves_out_hands_its_milestones_to_the_lead(
    head, lead, partners, words
):
    project = ProjectFactory(lead=lead, partners=partners, state=S.AGREED)
    milestones_of(project, lead, partners[0])
    draft = actions.begin_change(project, {}, by=head)
    actions.propose(draft, by=head, **words | {"partners": partners[1:], "contributions": []})
    assert {m.owner for m in project.milestones.all()} == {lead}


# --- reports -------------------------------------------------------------------------------


def test_a_report_of_the_lead_moves_percent_and_due_day(work, head, lead, partner_heads):
    milestone = work.milestones.first()
    report = send(work, head, on=in_days(-1), reached=[milestone.pk], percent=40)

    assert (report.number, report.region, report.reached) == (1, lead, ["Tonggak 1"])
    assert (report.person_name, report.office_title) == (str(head.user), head.title)
    assert work.milestones.first().done_on == in_days(-1)
    assert fresh(work).percent == 40
    assert in_days(26) <= fresh(work).report_due_on <= in_days(30)
    assert AuditEvent.objects.filter(verb="projects.reported").count() == 1
    told = {line.recipient for line in Notification.objects.filter(kind="projects.reported")}
    assert told == {mandate.user for mandate in partner_heads}
    line = Notification.objects.filter(kind="projects.reported").first()
    assert line.title == f"Laporan baru dari Desa Sojokerto: {work.title}"
    assert line.url == f"{work.get_absolute_url()}#kabar"


def test_a_partner_speaks_of_its_own_milestones_only(work, head, partner_heads):
    first, second = work.milestones.all()
    report = send(
        work, partner_heads[0], reached=[first.pk, second.pk], percent=99, spent=1, going_back="x"
    )
    assert (report.percent, report.spent, report.going_back) == (None, None, "")
    assert report.reached == ["Tonggak 2"]
    assert list(work.milestones.values_list("done_on", flat=True)) == [None, in_days(0)]
    assert (fresh(work).percent, fresh(work).report_due_on) == (None, work.report_due_on)
    assert Notification.objects.filter(recipient=head.user, kind="projects.reported").exists()


def test_the_same_form_twice_is_one_report(work, head):
    token = words()["token"]
    first, second = (send(work, head, token=token) for _turn in range(2))
    assert first == second
    assert Report.objects.count() == 1
    assert actions.keep_report(work, by=head, token=token, typed={}) is None


@pytest.mark.parametrize(
    ("less", "says"), [({"percent": 39}, "40%"), ({"spent": 1}, "pengeluaran yang lebih tinggi")]
)
def test_less_than_before_needs_a_reason(work, head, less, says):
    send(work, head)
    with pytest.raises(Refusal, match=says):
        send(work, head, **less)
    assert send(work, head, **less, going_back="Diukur ulang.").number == 2


def test_the_database_asks_for_that_reason_too(work, head):
    report = send(work, head)
    report.pk, report.number, report.token, report.percent = None, 2, words()["token"], 10
    with pytest.raises(ProgrammingError, match="needs a reason"), transaction.atomic():
        report.save(force_insert=True)


def test_no_report_before_the_day_of_the_last_one(work, head, secretary):
    send(work, head)
    with pytest.raises(Refusal, match="lebih baru"):
        send(work, secretary, on=in_days(-1))


def test_a_sent_report_is_never_changed_or_taken_away(work, head):
    report = send(work, head, pictures=[photo()])
    for table in (Report.objects.all(), Photo.objects.all()):
        for change in (
            lambda rows: rows._raw_delete("default"),
            lambda rows: rows.update(**_other(rows)),
        ):
            with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
                change(table)
    assert report.photos.get().caption == "Galian pipa"


def _other(rows):
    return {"work": "lain"} if rows.model is Report else {"caption": "lain"}


@pytest.mark.parametrize(
    "nonsense",
    [{"percent": 101}, {"percent": None}, {"spent": None}],
)
def test_the_database_refuses_half_a_report_of_the_lead(work, head, nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        send(work, head, **nonsense)


def test_after_the_end_nothing_is_awaited_and_drafts_are_gone(work, head, secretary):
    actions.keep_report(work, by=secretary, token=words()["token"], typed={}, pictures=[photo()])
    actions.finish(work, by=head)
    assert fresh(work).report_due_on is None
    assert not ReportDraft.objects.exists()
    assert not Photo.objects.exists()
    with pytest.raises(Refusal, match="selesai"):
        send(work, head)


def test_a_withdrawn_project_takes_no_report(work, head):
    actions.withdraw(work, by=head, reason="Dana dialihkan.")
    with pytest.raises(Refusal, match="ditarik"):
        send(work, head)
    with pytest.raises(Refusal, match="ditarik"):
        actions.keep_report(work, by=head, token=words()["token"], typed={})


def test_the_start_sets_the_first_due_day(head, lead):
    project = ProjectFactory(lead=lead, state=S.AGREED)
    actions.start(project, by=head)
    assert in_days(28) <= fresh(project).report_due_on <= in_days(31)


# --- photos --------------------------------------------------------------------------------


def names():
    return {photo.large.name for photo in Photo.objects.all()}


def test_photos_of_a_draft_are_replaced_taken_out_and_sent(
    work, head, django_capture_on_commit_callbacks
):
    token = words()["token"]

    def keep(*pictures):
        with django_capture_on_commit_callbacks(execute=True):
            return actions.keep_report(work, by=head, token=token, typed={}, pictures=pictures)

    draft = keep(photo(0), photo(1), photo(2))
    first = names()
    keep(photo(0), photo(1, new=None, removed=True), photo(2, new=None, caption="Bak", stage=100))
    assert list(draft.photos.values_list("slot", "caption", "stage")) == [
        (0, "Galian pipa", 50),
        (2, "Bak", 100),
    ]
    gone = first - names()
    assert len(gone) == 2
    assert not any(default_storage.exists(name) for name in gone)
    assert all(default_storage.exists(name) for name in names())
    assert {Path(name).suffix for name in names()} == {".webp"}

    with django_capture_on_commit_callbacks(execute=True):
        report = send(
            work,
            head,
            token=token,
            pictures=[photo(0, new=None), photo(1), photo(2, new=None, removed=True)],
        )
    assert list(report.photos.values_list("slot", "draft")) == [(0, None), (1, None)]
    assert not ReportDraft.objects.exists()
    assert Photo.objects.count() == 2


def test_a_fourth_photo_has_no_place(work, head):
    with pytest.raises(IntegrityError), transaction.atomic():
        send(work, head, pictures=[photo(3)])


def test_the_day_is_that_of_the_lead(work):
    assert work.today == timezone.localdate()
