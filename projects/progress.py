"""How far the work is, ready to show: bar, milestones, reports, and what is late."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from projects import reporting, timeline
from projects.models import Milestone, Report

SHOWN_REPORTS = 4  # on the project's page; the others on a page of their own


@dataclass(frozen=True)
class Entry:
    """A report and how it stands to the agreed cost."""

    report: Report
    is_too_dear: bool


@dataclass(frozen=True)
class Line:
    """A milestone in words; ``look`` is "done", "late" or "ahead"."""

    milestone: Milestone
    look: str
    note: str


@dataclass(frozen=True)
class Progress:
    """All that the page shows of the work itself."""

    percent: int | None
    lines: list
    done: int
    weight: int
    picture: timeline.Picture | None
    picture_words: str
    latest: list
    has_more: bool
    spent: int
    due_on: object
    late: str


def progress_of(project):
    """Of a project whose milestones are prefetched with their owners, once it is agreed."""
    milestones = list(project.milestones.all()) if project.agreed_at else []
    reports = project.reports.with_photos()[: SHOWN_REPORTS + 1]
    rows = list(reports) if project.started_at else []
    last = project.reports.of_lead().first() if rows else None
    today = project.today
    lines = [_line(milestone, today) for milestone in milestones]
    done = sum(line.look == timeline.DONE for line in lines)
    return Progress(
        percent=project.percent,
        lines=lines,
        done=done,
        weight=reporting.weight_done([(m.weight, m.done_on) for m in milestones]),
        picture=_picture(project, milestones, today),
        picture_words=_picture_words(lines, done),
        latest=entries_of(rows[:SHOWN_REPORTS], project),
        has_more=len(rows) > SHOWN_REPORTS,
        spent=last.spent if last else 0,
        due_on=project.report_due_on,
        late=late_words(project, today),
    )


def entries_of(reports, project):
    return [Entry(report, (report.spent or 0) > project.current.cost) for report in reports]


def late_words(project, today):
    """Report 5 days late; empty where none is."""
    days = reporting.days_late(project.report_due_on, today)
    if not days:
        return ""
    text = ngettext("Report %(days)s day late", "Report %(days)s days late", days)
    return text % {"days": formats.number(days)}


def _line(milestone, today):
    look = timeline.look_of(milestone.planned_on, milestone.done_on, today)
    return Line(milestone, look, _note(milestone, look, today))


def _note(milestone, look, today):
    planned = formats.day(milestone.planned_on)
    if look == timeline.AHEAD:
        return _("Planned for %(day)s") % {"day": planned}
    if look == timeline.OVERDUE:
        days = (today - milestone.planned_on).days
        text = ngettext(
            "Planned for %(day)s, %(days)s day late",
            "Planned for %(day)s, %(days)s days late",
            days,
        )
        return text % {"day": planned, "days": formats.number(days)}
    return _("Done on %(done)s, planned for %(day)s") % {
        "done": formats.day(milestone.done_on),
        "day": planned,
    }


def _picture(project, milestones, today):
    if not milestones:
        return None
    days = [(each, each.planned_on, each.done_on) for each in milestones]
    return timeline.picture(days, project.current.starts_on, project.current.ends_on, today)


def _picture_words(lines, done):
    late = sum(line.look == timeline.OVERDUE for line in lines)
    text = _(
        "Timeline: %(done)d of %(all)d milestones done, %(late)d late. The list below tells all."
    )
    return text % {"done": done, "all": len(lines), "late": late}
