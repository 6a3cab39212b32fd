"""What waits for a person on this floor, for the start page."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import formats
from core.waiting import Task
from projects.models import Draft, Project
from projects.progress import late_words
from projects.reporting import SOON
from villages.roles import Permission, grants

AT_MOST = 20


def waiting_for(acting, user):
    """Proposals to answer, reports that are due, drafts to send, proposals of one's region that
    need a revision."""
    if not grants(acting, Permission.PROPOSE):
        return []
    tasks = [*_to_answer(acting), *_to_write(acting)]
    return tasks[:AT_MOST]


def _to_answer(acting):
    """For the head to answer; for a secretary to remind the head."""
    waiting = Project.objects.awaiting_consent_of(acting.region).select_related("lead")
    is_head = grants(acting, Permission.CONSENT)
    for project in waiting.order_by("answer_by", "pk")[:AT_MOST]:
        note = _("Proposed by %(lead)s") if is_head else _("The head has to answer. From %(lead)s")
        yield Task(
            title=_("Answer: %(title)s") % {"title": project.title},
            url=reverse("projects:answer", args=[project.code]),
            icon="agree",
            note=note % {"lead": project.lead.full_name},
            due=project.answer_by,
            asks_word=is_head,
        )


def _to_write(acting):
    """Of the region's own projects: reports from a week before their day, unsent proposals, and
    those that the partners did not all consent to."""
    soon = timezone.localdate() + timedelta(days=SOON)
    drafted = Draft.objects.filter(project=OuterRef("pk"))
    projects = (
        Project.objects.filter(lead=acting.region)
        .exclude(state__in=[Project.State.DECLINED, Project.State.WITHDRAWN])
        .annotate(is_drafted=Exists(drafted))
        .filter(Q(is_drafted=True) | Q(state=Project.State.REVISING) | Q(report_due_on__lte=soon))
    )
    for project in projects.order_by("report_due_on", "-updated_at")[:AT_MOST]:
        yield _own_task(project)


def _own_task(project):
    if project.report_due_on:
        return Task(
            title=_("Write the report: %(title)s") % {"title": project.title},
            url=reverse("projects:report", args=[project.code]),
            icon="cam",
            note=late_words(project, project.today) or _("How far is the work?"),
            due=project.report_due_on,
        )
    if project.is_drafted:
        changed = formats.moment(project.updated_at, project.zone)
        return Task(
            title=_("Finish the draft: %(title)s") % {"title": project},
            url=reverse("projects:check", args=[project.code]),
            icon="edit",
            note=_("Changed %(moment)s") % {"moment": changed},
        )
    return Task(
        title=_("Revise: %(title)s") % {"title": project},
        url=project.get_absolute_url(),
        icon="edit",
        note=_("Not all partners have consented"),
    )
