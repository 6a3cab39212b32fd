"""What a project has brought: who may say it, what stands, what the database refuses."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, ProgrammingError, transaction
from hypothesis import given
from hypothesis import strategies as some

from core import formats
from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Mail, Notification
from projects import actions, result_rules, results, tasks
from projects.actions.results import mark_of
from projects.models import Benefit, Evaluation, Indicator, Measurement, Project, Upkeep
from projects.outcomes import brief_of, gain_of, lines_of
from tests.factories.projects import (
    BenefitFactory,
    ContributionFactory,
    EvaluationFactory,
    IndicatorFactory,
    MeasurementFactory,
    ProjectFactory,
    head_of,
    in_days,
)
from tests.factories.villages import MandateFactory
from tests.projects.reports import fresh
from tests.projects.test_races import at_once, refused

S = Project.State


def row(title="Rumah tersambung", **changes):
    words = {
        "pk": None, "title": title, "unit": "rumah", "baseline": Decimal(0),
        "target": Decimal(812), "source": "Pendataan desa",
    }  # fmt: skip
    return words | changes


def set_(project, by, rows, mark=None):
    mark = mark_of(project.indicators.with_measured()) if mark is None else mark
    return actions.set_indicators(project, by=by, rows=rows, mark=mark)


def benefit(project, by, **changes):
    figures = {"people": 900, "women": 450, "poor": 120, "youth": 200, "alone": None,
               "source": "Daftar pelanggan"}  # fmt: skip
    return actions.state_benefit(project, by=by, **{"token": uuid.uuid4()} | figures | changes)


def noon(day):
    """In Jakarta, where no hour is quiet."""
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def finished(work, head):
    return actions.finish(work, by=head)


LOOK = {"use": "full", "went_well": "", "went_badly": "", "lessons": "Mulai dari mata air."}


# --- arithmetic ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("baseline", "target", "value", "percent"),
    [
        (0, 812, 0, 0), (0, 812, 406, 50), (0, 812, 812, 100), (0, 100, 130, 130),
        (40, 10, 25, 50), (40, 10, 40, 0), (40, 10, 55, -50), (0, 3, 1, 33), (0, 8, 1, 13),
        ("1.5", "2.5", "2", 50),
    ],
)  # fmt: skip
def test_how_much_of_the_way_is_done(baseline, target, value, percent):
    assert results.reached(Decimal(baseline), Decimal(target), Decimal(value)) == percent


@given(some.lists(some.integers(0, 10**12), min_size=1, max_size=40))
def test_percents_add_up_to_100_and_are_off_by_less_than_one(parts):
    whole = results.percents(parts)

    assert sum(whole) == (100 if sum(parts) else 0)
    for part, percent in zip(parts, whole, strict=True):
        assert not sum(parts) or abs(percent - 100 * part / sum(parts)) < 1


def test_savings_are_told_when_all_have_told():
    assert results.saving([], 10) is None
    assert results.saving([5, None], 10) is None
    saved = results.saving([300, 200], 400)
    assert (saved.alone, saved.together, saved.amount, saved.percent) == (500, 400, 100, 20)
    lost = results.saving([100], 400)
    assert (lost.amount, lost.lost, lost.percent) == (-300, 300, 0)


@pytest.mark.parametrize(
    ("spent", "is_finished", "together", "is_spent"),
    [
        (None, True, 400, False),
        (350, True, 350, True),
        (450, True, 450, True),
        (0, True, 0, True),
        (350, False, 400, False),
        (450, False, 450, True),
    ],
)
def test_finished_work_has_cost_what_was_spent(spent, is_finished, together, is_spent):
    saved = results.saving([500], 400, spent, is_finished=is_finished)
    assert (saved.together, saved.amount, saved.is_spent) == (together, 500 - together, is_spent)


def test_a_leap_day_has_its_years_too():
    assert results.years_later(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert results.years_later(date(2026, 11, 22), 3) == date(2029, 11, 22)


# --- who may ---------------------------------------------------------------------------------


@pytest.mark.django_db
class TestRights:
    @pytest.mark.parametrize("state", set(S) - {S.DRAFT})
    def test_states(self, state, head, lead):
        project = ProjectFactory(lead=lead, state=state)
        wanted = {
            result_rules.can_set_indicators: {S.AGREED, S.RUNNING},
            result_rules.can_measure: {S.RUNNING, S.FINISHED},
            result_rules.can_plan_upkeep: {S.RUNNING, S.FINISHED},
            result_rules.can_state_benefit: {
                S.PROPOSED,
                S.REVISING,
                S.AGREED,
                S.RUNNING,
                S.FINISHED,
            },  # fmt: skip
        }
        for rule, states in wanted.items():
            verdict = rule(head, project)
            assert bool(verdict) is (state in states), rule
            assert verdict or (verdict.moved_on and project.get_state_display() in verdict.reason)
        look = EvaluationFactory.build(project=project)
        assert bool(result_rules.can_evaluate(head, look)) is (state == S.FINISHED)

    def test_people(self, work, head, secretary, partner_heads, lead):
        council = MandateFactory(region=lead, office="council", title="Ketua BPD")
        people = [head, secretary, *partner_heads, council, MandateFactory(), None]
        leads = [True, True, False, False, False, False, False]
        for rule in (
            result_rules.can_set_indicators, result_rules.can_measure, result_rules.can_plan_upkeep,
        ):  # fmt: skip
            assert [bool(rule(person, work)) for person in people] == leads
        told = [bool(result_rules.can_state_benefit(person, work)) for person in people]
        assert told == [True, True, True, True, False, False, False]
        look = finished(work, head).evaluations.first()
        assert [bool(result_rules.can_evaluate(person, look)) for person in people] == leads

    def test_nobody_else_writes(self, work, partner_heads):
        with pytest.raises(Forbidden):
            set_(work, partner_heads[0], [row()])
        with pytest.raises(Forbidden):
            benefit(work, MandateFactory())


# --- indicators ------------------------------------------------------------------------------


@pytest.mark.django_db
class TestIndicators:
    def test_are_set_changed_and_taken_out(self, work, head):
        set_(work, head, [row("Rumah tersambung"), row("Debit", unit="liter per detik")])
        first, second = work.indicators.all()
        assert [(each.number, each.title) for each in (first, second)] == [
            (1, "Rumah tersambung"), (2, "Debit"),
        ]  # fmt: skip

        set_(work, head, [row("Debit mata air", pk=second.pk, target=Decimal("2.5"))])

        only = work.indicators.get()
        assert (only.pk, only.number, only.title, only.target) == (
            second.pk, 1, "Debit mata air", Decimal("2.5"),
        )  # fmt: skip
        event = AuditEvent.objects.filter(verb="projects.indicators_set").latest("pk")
        assert (event.actor_name, event.detail["indicators"]) == (str(head.user), 1)

    def test_nobody_overwrites_what_another_has_set(self, work, head):
        shown = mark_of(work.indicators.with_measured())
        set_(work, head, [row()])
        with pytest.raises(Refusal):
            set_(work, head, [row("Lain")], mark=shown)
        assert work.indicators.get().title == "Rumah tersambung"

    @pytest.mark.parametrize("changes", [{"target": Decimal(75)}, {"source": "Survei"}])
    def test_nobody_takes_another_s_words_back(self, work, head, changes):
        set_(work, head, [row(), row("Debit")])
        first, second = work.indicators.with_measured()
        shown = mark_of([first, second])
        set_(work, head, [row(pk=first.pk, **changes), row("Debit", pk=second.pk)])
        with pytest.raises(Refusal):
            set_(work, head, [row(pk=first.pk), row("Debit air", pk=second.pk)], mark=shown)
        assert {"pk": None, **work.indicators.first().words} == row(**changes)

    def test_who_saw_it_unmeasured_is_told(self, work, head):
        set_(work, head, [row()])
        shown = mark_of(work.indicators.with_measured())
        MeasurementFactory(indicator=work.indicators.get())
        with pytest.raises(Refusal, match="orang lain"):
            set_(work, head, [], mark=shown)

    def test_the_same_rows_twice_are_no_change(self, work, head):
        shown = mark_of(work.indicators.with_measured())
        for _click in range(2):
            set_(work, head, [row(), row("Debit")], mark=shown)
        assert work.indicators.count() == 2
        assert AuditEvent.objects.filter(verb="projects.indicators_set").count() == 1

    def test_rows_of_elsewhere_and_too_many_are_refused(self, work, head):
        strange = IndicatorFactory()
        for rows in ([row(pk=strange.pk)], [row(str(n)) for n in range(Indicator.MOST + 1)]):
            with pytest.raises(Refusal):
                set_(work, head, rows)
        assert not work.indicators.exists()

    def test_what_is_measured_stands(self, work, head):
        set_(work, head, [row()])
        indicator = work.indicators.get()
        actions.measure(
            work, by=head, token=uuid.uuid4(), on=in_days(0), source="Survei",
            values=[(indicator.pk, Decimal(214))],
        )  # fmt: skip
        for rows in ([], [row(pk=indicator.pk, target=Decimal(100))]):
            with pytest.raises(Refusal, match="Rumah tersambung"):
                set_(work, head, rows)

        set_(work, head, [row("Debit"), row(pk=indicator.pk)])  # its place may change

        indicator.refresh_from_db()
        assert indicator.number == 2
        with pytest.raises(ProgrammingError), transaction.atomic():
            Indicator.objects.filter(pk=indicator.pk).update(target=1)

    @pytest.mark.parametrize("wrong", [{"target": 0}, {"title": ""}, {"unit": ""}, {"source": ""}])
    def test_the_database_wants_them_whole(self, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            IndicatorFactory(**wrong)


@pytest.mark.django_db
class TestMeasuring:
    def measure(self, work, head, value, **changes):
        indicator = work.indicators.first()
        words = {"token": uuid.uuid4(), "on": in_days(0), "source": "Survei",
                 "values": [(indicator.pk, Decimal(value))]}  # fmt: skip
        return actions.measure(work, by=head, **words | changes)

    def test_the_last_day_counts_and_the_earlier_ones_stay(self, work, head):
        set_(work, head, [row()])
        self.measure(work, head, 214, on=in_days(-20))
        self.measure(work, head, 406)
        self.measure(work, head, 100, on=in_days(-40))  # told late

        line = lines_of(fresh(work))[0]
        assert (line.percent, line.actual) == (50, "406\u00a0rumah")
        assert [value.value for value, _shown in line.earlier] == [214, 100]

    def test_the_same_form_twice_is_one_measurement(self, work, head):
        set_(work, head, [row()])
        token = uuid.uuid4()
        for _turn in range(2):
            self.measure(work, head, 214, token=token)
        assert Measurement.objects.count() == 1

    def test_what_is_not_there_is_not_measured(self, work, head):
        set_(work, head, [row()])
        for values in ([], [(IndicatorFactory().pk, Decimal(1))]):
            with pytest.raises(Refusal):
                self.measure(work, head, 0, values=values)

    def test_nothing_given_is_changed(self, work, head):
        set_(work, head, [row()])
        self.measure(work, head, 214)
        for act in (
            lambda: Measurement.objects.update(value=812),
            lambda: Measurement.objects.all().delete(),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                act()


# --- benefit, upkeep -------------------------------------------------------------------------


@pytest.mark.django_db
class TestBenefit:
    def test_each_region_tells_its_own_and_the_latest_counts(self, work, head, partner_heads, lead):
        ContributionFactory(version=work.current, region=lead, amount=300)
        ContributionFactory(version=work.current, region=partner_heads[0].region, amount=100)
        benefit(work, head, people=500, women=300, alone=300_000_000)
        benefit(work, head, people=600, women=300, alone=400_000_000)
        benefit(work, partner_heads[0], people=200, women=90, poor=10, alone=100_000_000)

        gain = gain_of(fresh(work))
        assert (gain.told, gain.people, gain.women, gain.poor) == (2, 800, 390, 130)
        brought = [(part.share, part.brought) for part in gain.parts]
        assert brought == [(None, 75), (None, 25), (None, 0)]
        assert gain.saving is None  # one region has not told

        benefit(work, partner_heads[1], people=200, women=0, alone=12_500_000)
        gain = gain_of(fresh(work))
        assert [part.share for part in gain.parts] == [60, 20, 20]
        saving = gain.saving
        assert (saving.alone, saving.amount) == (512_500_000, 100_000_000)
        assert brief_of(fresh(work)).people == 1000

    def test_the_same_form_twice_is_one_row(self, work, head):
        token = uuid.uuid4()
        for _turn in range(2):
            benefit(work, head, token=token)
        assert Benefit.objects.count() == 1
        assert AuditEvent.objects.filter(verb="projects.benefit_stated").count() == 1

    @pytest.mark.parametrize("part", ["women", "poor", "youth"])
    def test_a_part_is_never_more_than_the_whole(self, work, head, part):
        with pytest.raises(IntegrityError), transaction.atomic():
            benefit(work, head, people=10, **{"women": 0, "poor": 0, "youth": 0} | {part: 11})

    def test_before_the_work_it_is_expected(self, project, lead):
        assert not brief_of(project).is_expected
        BenefitFactory(project=project, people=900)
        assert (brief_of(project).people, brief_of(project).is_expected) == (900, True)
        assert gain_of(project).is_expected

    def test_nothing_is_shown_of_what_came_to_nothing(self, lead):
        assert brief_of(ProjectFactory(lead=lead, state=S.WITHDRAWN)) is None


@pytest.mark.django_db
class TestUpkeep:
    WORDS = {
        "keeper": "Kelompok pengelola air", "work": "Menguras bak tiap bulan.",
        "yearly_cost": 6_000_000, "money_from": "Iuran Rp5.000 per rumah",
    }  # fmt: skip

    def test_the_latest_plan_holds(self, work, head, lead, partners):
        token = uuid.uuid4()
        for _turn in range(2):
            actions.plan_upkeep(work, by=head, token=token, owner=lead, **self.WORDS)
        actions.plan_upkeep(work, by=head, token=uuid.uuid4(), owner=partners[0], **self.WORDS)
        assert Upkeep.objects.count() == 2
        assert work.upkeeps.first().owner == partners[0]

    def test_only_who_takes_part_owns_it(self, work, head):
        stranger = MandateFactory().region
        with pytest.raises(Refusal, match=stranger.full_name):
            actions.plan_upkeep(work, by=head, token=uuid.uuid4(), owner=stranger, **self.WORDS)

    def test_money_has_a_source(self, work, head, lead):
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.plan_upkeep(
                work, by=head, token=uuid.uuid4(), owner=lead, **self.WORDS | {"money_from": ""}
            )


# --- evaluations -----------------------------------------------------------------------------


@pytest.mark.django_db
class TestEvaluations:
    def test_the_end_of_the_work_sets_three_days(self, work, head):
        with time_machine.travel("2028-02-29 03:00:00+00:00"):
            finished(work, head)
        assert list(work.evaluations.values_list("years", "due_on")) == [
            (0, date(2028, 3, 30)), (1, date(2029, 2, 28)), (3, date(2031, 2, 28)),
        ]  # fmt: skip

    def test_is_written_once_and_told_to_the_partners(self, work, head, secretary, partner_heads):
        finished(work, head)
        look = work.evaluations.get(years=0)
        actions.evaluate(look, by=head, **LOOK)

        look.refresh_from_db()
        assert (look.on, look.use, look.person_name) == (in_days(0), "full", str(head.user))
        told = set(
            Notification.objects.filter(kind="projects.evaluated").values_list(
                "recipient", flat=True
            )
        )
        assert told == {secretary.user_id, *(each.user_id for each in partner_heads)}
        with pytest.raises(Refusal):
            actions.evaluate(look, by=secretary, **LOOK)
        for act in (lambda: Evaluation.objects.filter(pk=look.pk).update(lessons="x"), look.delete):
            with pytest.raises(ProgrammingError), transaction.atomic():
                act()

    @pytest.mark.parametrize("years", [1, 3])
    def test_nobody_looks_back_years_before_the_day(self, work, head, partner_heads, years):
        finished(work, head)
        look = work.evaluations.get(years=years)
        opens = look.due_on - timedelta(days=30)
        for day in (in_days(0), opens - timedelta(days=1)):
            with time_machine.travel(noon(day)):
                with pytest.raises(Refusal, match=re.escape(formats.day(opens))):
                    actions.evaluate(look, by=head, **LOOK)
                with pytest.raises(Forbidden):
                    actions.evaluate(look, by=partner_heads[0], **LOOK)
        with time_machine.travel(noon(opens)):
            assert actions.evaluate(look, by=head, **LOOK).on == opens

    @pytest.mark.parametrize("wrong", [{"lessons": ""}, {"use": ""}])
    def test_half_of_one_is_none(self, work, head, wrong):
        finished(work, head)
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.evaluate(work.evaluations.first(), by=head, **LOOK | wrong)

    def test_the_lead_is_reminded_a_month_before_on_the_day_and_after(self, work, head, secretary):
        finished(work, head)
        look = work.evaluations.get(years=1)
        sent = []
        for days in (-31, -30, -30, -29, 0, 13, 14, 15, 40):
            sent.append(actions.remind_of_evaluations(noon(look.due_on + timedelta(days))))
        # Each step once to each of two people; it is caught up with for a week, not longer.
        assert sent == [0, 2, 0, 0, 2, 0, 2, 0, 0]
        assert Notification.objects.filter(kind="projects.evaluation_due").count() == 6

    def test_the_clock_starts_the_task(self, work, head):
        finished(work, head)
        look = work.evaluations.get(years=1)
        with time_machine.travel(noon(look.due_on)):
            tasks.remind_of_evaluations()
            tasks.remind_of_evaluations()
        mail = Mail.objects.get(kind="projects.evaluation_due")
        assert work.title in mail.text
        assert f"/hasil/evaluasi/{look.years}/" in mail.text

    def test_who_has_written_is_reminded_no_more(self, work, head):
        finished(work, head)
        look = work.evaluations.get(years=0)
        assert actions.remind_of_evaluations(noon(look.due_on)) == 1
        actions.evaluate(look, by=head, **LOOK)
        assert Mail.objects.get(kind="projects.evaluation_due").state == Mail.State.DROPPED
        assert actions.remind_of_evaluations(noon(look.due_on + timedelta(14))) == 0

    def test_one_that_fails_does_not_stop_the_others(self, work, head, monkeypatch, caplog):
        finished(work, head)
        other = EvaluationFactory(due_on=in_days(0))
        broken = work.evaluations.get(years=0).pk
        real = actions.results._remind_lead

        def breaks(evaluation, now):
            if evaluation.pk == broken:
                raise RuntimeError("disk full")
            return real(evaluation, now)

        monkeypatch.setattr("projects.actions.results._remind_lead", breaks)
        head_of(other.project.lead)
        Evaluation.objects.filter(pk=broken).update(due_on=in_days(0))
        assert actions.remind_of_evaluations(noon(in_days(0))) == 1
        assert "could not be written" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_of_many_writers_one_evaluates(work, head):
    finished(work, head)
    look = work.evaluations.get(years=0)
    calls = [
        lambda number=number: refused(
            lambda: actions.evaluate(look, by=head, **LOOK | {"lessons": f"Pelajaran {number}"})
        )
        for number in range(8)
    ]

    done = at_once(calls)

    assert sum(isinstance(each, Evaluation) for each in done) == 1
    assert AuditEvent.objects.filter(verb="projects.evaluated").count() == 1
