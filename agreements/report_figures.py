"""What the portal knows of an agreement in a period, drawn up for its implementation report.

A report is read by everybody, so only what a visitor may read goes in. Days are ISO, money is rupiah.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, Sum
from django.utils.translation import override

from agreements import obligations, succession
from agreements.models import OWED, Dispute, Fulfilment
from core import formats
from meetings.models import ActionItem, Decision, Meeting
from projects.models import Photo, Project, Receipt

MOST = 100  # rows of one kind
VISITOR = AnonymousUser()


def drawn(agreement, first, last, today):
    """The figures of the days from ``first`` to ``last``, as plain data, as they stand ``today``."""
    with override("id"):
        meetings = _meetings(agreement, first, last)
        return {
            "drawn_on": today.isoformat(),
            "parties": [party.name for party in agreement.parties.order_by("position")],
            "obligations": _due_days(agreement, first, last, today),
            "arrears": _arrears(agreement, first, last, today),
            "pauses": _pauses(agreement, first, last, today),
            "disputes": _disputes(agreement, first, last),
            "evaluations": _evaluations(agreement, first, last),
            "balance": _balance(agreement, today),
            "project": _project(agreement, first, last),
            "meetings": [
                {"title": row.title, "on": _day(row.starts_at, agreement)} for row in meetings
            ],
            "decisions": _decisions(agreement, meetings),
            "tasks": _tasks(meetings),
        }


def _day(moment, agreement):
    return formats.local(moment, agreement.zone).date().isoformat()


def _due_days(agreement, first, last, today):
    days = Fulfilment.objects.filter(
        obligation__agreement=agreement, due_on__range=(first, last)
    ).with_subject().with_given()  # fmt: skip
    return [_due_day(row, today) for row in days.order_by("due_on", "pk")[:MOST]]


def _due_day(row, today):
    obligation = row.obligation
    standing = obligations.standing_of_day(row, today)
    measure = obligations.measure_of(obligation.kind, obligation.amount, obligation.unit)
    counts = row.report_id and obligation.amount and not obligation.counts_in_project
    return {
        "party": obligation.owed_by.name,
        "what": obligations.promise_of(obligation),
        "due_on": row.due_on.isoformat(),
        "state": str(standing.word),
        "late": standing.kind == "bad",
        "given": obligations.counted(measure, row.counts) if counts else "",
        "proof": row.report_id is not None,
    }


def _arrears(agreement, first, last, today):
    """What fell due before the period and is late still."""
    days = Fulfilment.objects.filter(
        obligation__agreement=agreement, state__in=OWED, due_on__lt=first, owed_on__lte=last
    ).with_subject().with_given()  # fmt: skip
    rows = [_due_day(row, today) for row in days.order_by("due_on", "pk")[:MOST]]
    return [row for row in rows if row["late"]]


def _pauses(agreement, first, last, today):
    """The suspensions that touch the period. All parties have agreed to them, so that their reasons
    are public."""
    rows = agreement.pauses.filter(starts_on__lte=last).exclude(ends_on__lt=first)
    return [
        {
            "first": row.starts_on.isoformat(),
            "last": span.last.isoformat() if span.last else "",
            "reason": row.proposal.reason,
            "resumed": row.resumed_by.reason if row.resumed_by else "",
        }
        for row, span in succession.suspensions(
            agreement, rows.select_related("proposal", "resumed_by"), today
        )
    ]


def _disputes(agreement, first, last):
    """Those settled in the period whose result all sides have made public."""
    rows = Dispute.objects.published().filter(agreement=agreement).order_by("closed_at")
    settled = [{"code": row.code, "on": _day(row.closed_at, agreement)} for row in rows[:MOST]]
    return [row for row in settled if first.isoformat() <= row["on"] <= last.isoformat()]


def _evaluations(agreement, first, last):
    """What the parties have said in the period when they looked back; of a party and year what counts."""
    counting = {}
    for row in agreement.evaluation_answers.select_related("party").order_by("pk"):
        if first.isoformat() <= _day(row.at, agreement) <= last.isoformat():
            counting[row.year, row.party.position] = row
    return [
        {
            "year": row.year,
            "party": row.party.name,
            "aim": str(row.get_aim_display()),
            "wish": str(row.get_wish_display()),
            "lessons": row.lessons,
        }
        for _place, row in sorted(counting.items())[:MOST]
    ]


def _balance(agreement, today):
    sides = obligations.sides(obligations.rows_of(agreement, today))
    names = ("promised", "due", "given", "claimed", "behind")
    return [
        {"party": side.owed_by.name, "label": str(line.label)}
        | {name: getattr(line, name) for name in names}
        for side in sides
        for line in side.lines
    ]


def _project(agreement, first, last):
    """How far the linked project is: of the period, and with what came before it."""
    if agreement.project_id is None:
        return None
    projects = Project.objects.visible_to(VISITOR).select_related("current")
    project = projects.filter(pk=agreement.project_id).first()
    if project is None or project.current is None:
        return None
    reports = list(project.reports.filter(on__lte=last).order_by("-on", "-pk")[:MOST])
    newest = next((row for row in reports if row.percent is not None), None)
    return {
        "title": project.title,
        "code": project.code,
        "cost": project.current.cost,
        "percent": newest.percent if newest else 0,
        "spent": newest.spent if newest else 0,
        **_received(project, first, last),
        "milestones": [
            {
                "title": row.title,
                "planned_on": row.planned_on.isoformat(),
                "done_on": row.done_on.isoformat() if row.done_on and row.done_on <= last else "",
            }
            for row in project.milestones.order_by("number")
        ],
        "obstacles": [
            {"on": row.on.isoformat(), "text": row.obstacles}
            for row in reversed(reports)
            if row.obstacles and row.on >= first
        ],
        "photos": _photos(project, last),
    }


def _received(project, first, last):
    rows = Receipt.objects.filter(commitment__project=project, on__lte=last)
    sums = rows.aggregate(
        received=Sum("amount"), received_then=Sum("amount", filter=Q(on__gte=first))
    )
    return {name: value or 0 for name, value in sums.items()}


def _photos(project, last):
    """The newest picture of each stage: before the work, half done, done."""
    rows = Photo.objects.filter(report__project=project, report__on__lte=last)
    newest = rows.order_by("stage", "-report__on", "-pk").distinct("stage")
    return [
        {"photo": row.pk, "stage": row.stage, "caption": row.caption}
        for row in newest.only("stage", "caption")
    ]


def _meetings(agreement, first, last):
    """Open meetings of the period that talked about it: its own, and those with it on the agenda."""
    about = Q(pk=agreement.meeting_id) | Q(agenda__agreements=agreement)
    rows = Meeting.objects.visible_to(VISITOR).filter(about).distinct().order_by("starts_at", "pk")
    return [
        row
        for row in rows[:MOST]
        if first.isoformat() <= _day(row.starts_at, agreement) <= last.isoformat()
    ]


def _decisions(agreement, meetings):
    """What they decided, and the decision out of which the agreement came where it is theirs."""
    rows = Decision.objects.filter(
        Q(agenda_item__agreements=agreement) | Q(pk=agreement.decision_id),
        state=Decision.State.ADOPTED, meeting__in=meetings,
    ).select_related("meeting", "forum", "organiser")  # fmt: skip
    return [
        {"label": str(row.label), "text": row.text}
        for row in rows.distinct().order_by("decided_at", "pk")[:MOST]
    ]


def _tasks(meetings):
    rows = ActionItem.objects.still_open().filter(meeting__in=meetings).select_related("region")
    return [
        {"text": row.text, "region": row.region.full_name, "due_on": row.due_on.isoformat()}
        for row in rows.order_by("due_on", "pk")[:MOST]
    ]
