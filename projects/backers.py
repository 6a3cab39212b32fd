"""Organisations at the side of projects, ready to show: on the project's page of supporters, on an
organisation's own, and what waits for its representative."""

from datetime import timedelta

from django.db.models import DateTimeField, Max, OuterRef, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import formats
from core.waiting import Task
from projects import backing_rules
from projects.models import BackerReport, Backing, Commitment, Project

AT_MOST = 20
REPORT_EVERY = timedelta(days=90)  # after the yes, and after each report
SOON = timedelta(days=7)
# How a state looks as a tag: kind and icon.
LOOKS = {
    Backing.State.INVITED: ("wait", "clock"),
    Backing.State.ACCEPTED: ("ok", "check"),
    Backing.State.DECLINED: ("bad", "x"),
    Backing.State.LEFT: ("", "out"),
    Backing.State.REMOVED: ("", "x"),
}


OVER = ("", "check")  # ended with its project


def shown(backings):
    """Each with the colour and icon of its state."""
    return [
        (backing, *(OVER if backing.has_ended else LOOKS[backing.state])) for backing in backings
    ]


def backings_of(project, acting):
    """Who supports, for everybody; and what was asked or has ended, for those whom it concerns."""
    rows = project.backings.select_related("organisation").order_by("-pk")[:60]
    for row in rows:
        row.project = project
    seen = [row for row in rows if backing_rules.sees(acting, row)]
    standing = [row for row in seen if row.state == Backing.State.ACCEPTED]
    return standing, shown(row for row in seen if row.state != Backing.State.ACCEPTED)


def supporting_since(project, organisation_id):
    """The day of the first yes or word of an organisation that reports on the project."""
    own = {"organisation": organisation_id}
    yes = project.backings.standing().filter(**own).values_list("answered_at", flat=True)
    words = project.commitments.given().filter(**own).values_list("committed_at", flat=True)
    return project.today_at(min([*yes, *words]))


def waiting_for_support(acting):
    """Invitations to answer, contributions to commit and reports that are due, in three queries."""
    return [*_invitations(acting), *_to_commit(acting), *_to_report(acting)]


def _invitations(acting):
    waiting = Backing.objects.awaiting_answer_of(acting.organisation_id)
    for backing in waiting.select_related("project__lead").order_by("pk")[:AT_MOST]:
        yield Task(
            title=_("Answer the invitation: %(title)s") % {"title": backing.project.title},
            url=backing.get_absolute_url(),
            icon="agree",
            note=_("%(lead)s invites you to support it") % {"lead": backing.project.lead.full_name},
            asks_word=True,
        )


def _to_commit(acting):
    planned = Commitment.objects.awaiting_word_of(acting.organisation).select_related("project")
    for commitment in planned.order_by("pk")[:AT_MOST]:
        yield Task(
            title=_("Commit: %(title)s") % {"title": commitment.project.title},
            url=commitment.get_absolute_url(),
            icon="agree",
            note=_("A contribution of %(region)s is planned")
            % {"region": acting.organisation.full_name},
            asks_word=True,
        )


def _to_report(acting):
    """Of running projects: from a week before three months have passed since the last word."""
    for project in _told_last(acting.organisation_id):
        due = formats.local(project.told_at, project.zone).date() + REPORT_EVERY
        yield Task(
            title=_("Report on your support: %(title)s") % {"title": project.title},
            url=reverse("projects:report_support", args=[project.code]),
            icon="cam",
            note=_("What have you done for it?"),
            due=due,
        )


def _told_last(organisation_id):
    """``told_at``: the newest of the yes, the word on a contribution, and the last report."""
    own = {"project": OuterRef("pk"), "organisation": organisation_id}
    reports = BackerReport.objects.filter(**own)
    answers = Backing.objects.standing().filter(**own)
    words = Commitment.objects.filter(**own, state__in=backing_rules.GIVEN)
    moments = Greatest(
        _last(reports, "sent_at"), _last(answers, "answered_at"), _last(words, "committed_at"),
        output_field=DateTimeField(),
    )  # fmt: skip
    running = Project.objects.filter(state=Project.State.RUNNING).supported_by(organisation_id)
    late = running.annotate(told_at=moments).filter(
        told_at__lte=timezone.now() - REPORT_EVERY + SOON
    )
    return late.order_by("told_at", "pk")[:AT_MOST]


def _last(rows, moment):
    return Subquery(
        rows.order_by().values("organisation").annotate(last=Max(moment)).values("last")
    )
