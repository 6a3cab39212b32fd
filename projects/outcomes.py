"""What a project has brought, ready to show: indicators, benefit by region, savings, upkeep."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from core import formats
from projects import result_rules, results
from projects.funds import funds_of
from projects.models import Benefit, Evaluation, Indicator, Measurement, Upkeep
from projects.sums import tally
from villages.models import Region


@dataclass(frozen=True)
class Line:
    """An indicator with its last value; ``percent`` of the way is shown between 0 and 100."""

    indicator: Indicator
    baseline: str
    target: str
    last: Measurement | None
    actual: str
    percent: int
    words: str
    earlier: list


@dataclass(frozen=True)
class Part:
    """A region's benefit beside what it brings, in percent of all; ``share`` is None until all
    have told their benefit."""

    region: Region
    benefit: Benefit | None
    share: int | None
    brought: int


@dataclass(frozen=True)
class Gain:
    """All regions together; ``told`` is how many have given figures, ``is_expected`` whether they
    only expect so."""

    parts: list
    told: int
    people: int
    women: int
    poor: int
    youth: int
    saving: results.Saving | None
    is_expected: bool


@dataclass(frozen=True)
class Look:
    """An evaluation, written or still to come; ``late`` is how many days it is overdue, ``ripe``
    whether its time has come."""

    evaluation: Evaluation
    late: int
    ripe: bool


@dataclass(frozen=True)
class Result:
    """All that the page shows."""

    lines: list
    gain: Gain
    upkeep: Upkeep | None
    looks: list


@dataclass(frozen=True)
class Brief:
    """What the project's own page says of it."""

    people: int
    indicators: int
    measured: int
    is_expected: bool


def brief_of(project):
    """In two questions; None where there is no page of it."""
    if not result_rules.has_result(project):
        return None
    counted = project.indicators.aggregate(
        indicators=Count("pk", distinct=True),
        measured=Count("pk", distinct=True, filter=Q(measurements__isnull=False)),
    )
    told = counting(project.benefits.all())
    people = sum(each.people for each in told.values())
    return Brief(people=people, is_expected=_only_expect(told), **counted)


def counting(benefits):
    """The newest figures by the code of the region: what was told since the work began; until
    anybody has done so, what is expected."""
    rows = sorted(benefits, key=lambda each: each.pk)
    rows = [each for each in rows if not each.is_expected] or rows
    return {each.region_id: each for each in rows}


def _only_expect(told):
    return any(each.is_expected for each in told.values())


def result_of(project):
    """Of a project with its seats and the contributions of its current version prefetched."""
    return Result(
        lines=lines_of(project),
        gain=gain_of(project),
        upkeep=project.upkeeps.select_related("owner").first(),
        looks=[_look(each, project) for each in project.evaluations.all()],
    )


def lines_of(project):
    measured = Prefetch("measurements", Measurement.objects.order_by("-on", "-pk"))
    return [_line(each) for each in project.indicators.prefetch_related(measured)]


def _line(indicator):
    values = list(indicator.measurements.all())
    last = values[0] if values else None
    percent = results.reached(indicator.baseline, indicator.target, last.value) if last else 0
    return Line(
        indicator=indicator,
        baseline=_figure(indicator, indicator.baseline),
        target=_figure(indicator, indicator.target),
        last=last,
        actual=_figure(indicator, last.value) if last else "",
        percent=percent,
        words=_("%(percent)s percent of the way to the target is done")
        % {"percent": formats.number(percent)},
        earlier=[(each, _figure(indicator, each.value)) for each in values[1:4]],
    )


def _figure(indicator, value):
    """814 rumah; 12,5 ha."""
    return f"{formats.figure(value)}{formats.NBSP}{indicator.unit}"


def gain_of(project):
    """The latest figures of each region that takes part, the lead first."""
    latest = counting(project.benefits.all())
    seats = sorted(project.partnerships.all(), key=lambda seat: seat.role != seat.Role.LEAD)
    told = [latest[seat.region_id] for seat in seats if seat.region_id in latest]
    shares = _shares(seats, latest)
    funds, given = _brought(project)
    brought = results.percents([given.get(seat.region_id, 0) for seat in seats])
    parts = [
        Part(seat.region, latest.get(seat.region_id), share, part)
        for seat, share, part in zip(seats, shares, brought, strict=True)
    ]
    alone = [latest[seat.region_id].alone if seat.region_id in latest else None for seat in seats]
    return Gain(
        parts=parts,
        told=len(told),
        people=sum(each.people for each in told),
        women=sum(each.women for each in told),
        poor=sum(each.poor for each in told),
        youth=sum(each.youth for each in told),
        saving=_saving(project, alone, funds.cost),
        is_expected=_only_expect(latest),
    )


def _saving(project, alone, cost):
    last = project.reports.of_lead().first() if project.started_at else None
    is_finished = project.state == project.State.FINISHED
    return results.saving(alone, cost, last.spent if last else None, is_finished=is_finished)


def _shares(seats, latest):
    """The benefit of each in percent of all; of nobody while one is silent."""
    if any(seat.region_id not in latest for seat in seats):
        return [None] * len(seats)
    return results.percents([latest[seat.region_id].people for seat in seats])


def _brought(project):
    """All sums of the project, and what each region brings: its word, else the proposal's."""
    funds = funds_of(project, project.current.contributions.all())
    sums = tally(funds.commitments, lambda each: each.region_id)
    given = {region: each.committed for region, each in sums.items()}
    for each in funds.names:
        given[each.region_id] = given.get(each.region_id, 0) + each.amount
    return funds, given


def _look(evaluation, project):
    evaluation.project = project
    late = 0 if evaluation.on else max(0, (project.today - evaluation.due_on).days)
    return Look(evaluation, late, result_rules.is_ripe(evaluation))
