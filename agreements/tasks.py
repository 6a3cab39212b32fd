"""What the queue and the clock start; ids in, an action called, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from agreements import actions
from agreements.models import Agreement

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


@shared_task
def end_terms_that_are_over():
    """Each night, from beat."""
    actions.end_terms_that_are_over(timezone.localdate())


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
