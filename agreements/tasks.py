"""What the queue and the clock start; ids in, an action called, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from agreements import actions
from agreements.actions.dispute_reminders import remind_of_disputes as remind
from agreements.models import Agreement, ImplementationReport

SHEETS_A_TICK = 20


@shared_task
def make_sheet(agreement_id):
    """The PDF of one agreement, if it is still to be made."""
    agreement = Agreement.objects.select_related("current", "drafted_for").filter(
        pk=agreement_id
    ).first()  # fmt: skip
    if agreement is not None:
        actions.make_sheet(agreement)


@shared_task
def make_missing_sheets():
    """Each minute, from beat: what a hint did not reach or what failed, the often failed last."""
    waiting = Agreement.objects.without_sheet().order_by("sheet_tries", "pk")
    for pk in waiting.values_list("pk", flat=True)[:SHEETS_A_TICK]:
        make_sheet.delay(pk)
    reports = ImplementationReport.objects.without_sheet().order_by("sheet_tries", "pk")
    for pk in reports.values_list("pk", flat=True)[:SHEETS_A_TICK]:
        make_report_sheet.delay(pk)


@shared_task
def make_report_sheet(report_id):
    """The PDF of one implementation report, if it is still to be made."""
    reports = ImplementationReport.objects.select_related("agreement__drafted_for", "region")
    report = reports.filter(pk=report_id).first()
    if report is not None:
        actions.make_report_sheet(report)


@shared_task
def end_terms_that_are_over():
    """Each night, from beat: by the calendar, or because a successor begins."""
    today = timezone.localdate()
    actions.end_terms_that_are_over(today)
    actions.replace_those_whose_successor_has_begun(today)


@shared_task
def remind_of_ends():
    """Each hour, from beat."""
    actions.remind_of_ends()


@shared_task
def remind_of_ratification():
    """Each hour, from beat."""
    actions.remind_of_ratification()


@shared_task
def remind_of_obligations():
    """Each hour, from beat."""
    actions.remind_of_obligations()


@shared_task
def remind_of_planned_rules():
    """Each hour, from beat."""
    actions.remind_of_comments()


@shared_task
def remind_of_evaluations():
    """Each hour, from beat."""
    actions.remind_of_evaluations()


@shared_task
def remind_of_disputes():
    """Each hour, from beat."""
    remind()
