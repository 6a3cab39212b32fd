"""What of agreements waits for a person: at most three queries and twenty lines."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from core.formats import day
from core.waiting import Task
from villages.roles import Permission, grants

MOST = 20


def waiting_for(acting, user):
    """Approvals of my region first, then drafts of my region, then terms that end soon."""
    tasks = []
    if grants(acting, Permission.APPROVE_AGREEMENT):
        waiting = Agreement.objects.awaiting_approval_of(acting.region).with_approvals()
        tasks += [_approval(agreement) for agreement in waiting.order_by("pk")[:MOST]]
    if grants(acting, Permission.RECORD_AGREEMENT):
        tasks += _drafts(acting.region) + _ending(acting.region)
    return tasks[:MOST]


def _approval(agreement):
    return Task(
        title=_("Approve the agreement: %(title)s") % {"title": agreement.title},
        url=reverse("agreements:approve", args=[agreement.code]),
        icon="agree",
        note=_("Waits for your approval. %(approved)d of %(all)d parties have approved.")
        % {"approved": agreement.approved, "all": agreement.party_count},
        due=agreement.starts_on,  # from then on it is to hold
        asks_word=True,
    )


def _drafts(region):
    drafts = Agreement.objects.filter(drafted_for=region, state=Agreement.State.DRAFT)
    return [
        Task(
            title=_("Finish the draft: %(title)s") % {"title": draft.title},
            url=draft.get_absolute_url(),
            icon="edit",
            note=_("Draft of your region, not yet open for approval."),
        )
        for draft in drafts.order_by("-pk")[:MOST]
    ]


def _ending(region):
    ending = Agreement.objects.of_region(region).standing("soon", timezone.localdate())
    return [
        Task(
            title=_("Talk about renewing: %(title)s") % {"title": agreement.title},
            url=agreement.get_absolute_url(),
            icon="clock",
            note=_("The term ends on %(day)s. Talk about renewing it.")
            % {"day": day(agreement.ends_on)},
            due=agreement.ends_on,
        )
        for agreement in ending.order_by("ends_on", "pk")[:MOST]
    ]
