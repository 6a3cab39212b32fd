"""What of agreements in force waits for a person: proposals, reports and evaluations, in three queries."""

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.anniversaries import day_of
from agreements.implementation_rules import open_year, sealed_on
from agreements.models import Agreement, ImplementationReport, LifeProposal
from agreements.notices import evaluation_url
from core.waiting import Task


def waiting_for(region, most, *, heads):
    """At most so many of each; the word to a proposal or a report is the head's."""
    tasks = _proposals(region, most) + _reports(region, most) if heads else []
    return tasks + _evaluations(region, most)


def _proposals(region, most):
    """To suspend, take up again or end an agreement: the word of its heads is wanted."""
    rows = LifeProposal.objects.awaiting_word_of(region).select_related("agreement", "party")
    return [
        Task(
            title=_("Agree or refuse: %(title)s") % {"title": row.agreement.title},
            url=row.get_absolute_url(),
            icon="agree",
            note=_("%(party)s proposes to %(what)s.")
            % {"party": row.party.name, "what": row.get_kind_display()},
            due=row.from_on,
            asks_word=True,
        )
        for row in rows.order_by("pk")[:most]
    ]


def _reports(region, most):
    """Submitted ones that the head has not confirmed to know."""
    rows = ImplementationReport.objects.awaiting_word_of(region).select_related("agreement")
    return [
        Task(
            title=_("Confirm that you know the report: %(title)s") % {"title": row.agreement.title},
            url=row.get_absolute_url(),
            icon="doc",
            note=_("Implementation report %(number)d is submitted.") % {"number": row.number},
        )
        for row in rows.defer("text", "figures").order_by("pk")[:most]
    ]


def _evaluations(region, most):
    """Agreements whose yearly questions are open and that the region has not answered."""
    rows = Agreement.objects.asking_evaluation(region, timezone.now())
    tasks = []
    for agreement in rows.order_by("sealed_at", "pk")[:most]:
        year = open_year(agreement)
        if year <= (agreement.answered or 0):
            continue
        task = Task(
            title=_("Yearly evaluation: %(title)s") % {"title": agreement.title},
            url=evaluation_url(agreement),
            icon="check",
            note=_("Say for your region how it works."),
            due=day_of(sealed_on(agreement), year),
        )
        tasks.append(task)
    return tasks
