"""What waits for a person on this floor, for the start page."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import formats
from core.waiting import Task
from projects.models import ChangeRequest, Draft, HomeResult, MergeOffer, Project
from projects.progress import late_words
from projects.reporting import SOON
from projects.rules import DELIBERATED
from villages.roles import Permission, grants

AT_MOST = 20
S = Project.State


def waiting_for(acting, user):
    """Proposals to answer, results of assemblies to record, requests and offers to reply to,
    reports that are due, drafts to send, proposals of one's region that need a revision."""
    if not grants(acting, Permission.PROPOSE):
        return []
    tasks = [
        *_to_answer(acting),
        *_to_record(acting),
        *_to_reply(acting),
        *_to_merge(acting),
        *_to_write(acting),
    ]
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
        )


def _to_record(acting):
    """Results of the assembly at home, where the lead wants them before the answers."""
    recorded = HomeResult.objects.filter(version=OuterRef("current"), region=acting.region)
    waiting = Project.objects.awaiting_consent_of(acting.region).select_related("lead")
    waiting = waiting.filter(~Exists(recorded), current__home_first=True)
    for project in waiting.order_by("answer_by", "pk")[:AT_MOST]:
        yield Task(
            title=_("Record the result of your assembly: %(title)s") % {"title": project.title},
            url=reverse("projects:record_result", args=[project.code]),
            icon="users",
            note=_("%(lead)s asks for it before the consent") % {"lead": project.lead.full_name},
            due=project.answer_by,
        )


def _to_reply(acting):
    """Requests for changes of proposals that the region leads, one line a proposal."""
    project = "consent__version__project"
    open_requests = ChangeRequest.objects.awaiting_reply_of(acting.region)
    rows = open_requests.order_by().values_list(f"{project}__code", f"{project}__title")
    for code, title, number in rows.annotate(number=Count("pk")).order_by(f"{project}__code")[
        :AT_MOST
    ]:
        note = ngettext(
            "%(number)d request for a change waits for your reply",
            "%(number)d requests for changes wait for your reply",
            number,
        )
        yield Task(
            title=_("Reply to the partners: %(title)s") % {"title": title},
            url=f"{reverse('projects:detail', args=[code])}#permintaan",
            icon="chat",
            note=note % {"number": number},
        )


def _to_merge(acting):
    """Offers of other leads to let their proposal go on in one of the region's."""
    offers = MergeOffer.objects.filter(
        state=MergeOffer.State.OPEN,
        target__lead=acting.region,
        target__state__in=DELIBERATED,
        project__state__in=DELIBERATED,
    )
    for offer in offers.select_related("project__lead", "target").order_by("pk")[:AT_MOST]:
        yield Task(
            title=_("Answer the offer to merge: %(title)s") % {"title": offer.target.title},
            url=reverse("projects:answer_merge", args=[offer.pk]),
            icon="link",
            note=_("From %(lead)s") % {"lead": offer.project.lead.full_name},
        )


def _to_write(acting):
    """Of the region's own projects: reports from a week before their day, unsent proposals, and
    those that the partners did not all consent to."""
    soon = timezone.localdate() + timedelta(days=SOON)
    drafted = Draft.objects.filter(project=OuterRef("pk"))
    projects = (
        Project.objects.filter(lead=acting.region)
        .exclude(state__in=[S.DECLINED, S.WITHDRAWN, S.MERGED])
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
