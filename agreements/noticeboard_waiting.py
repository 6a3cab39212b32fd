"""What of the noticeboard waits for a person: two queries."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import PlannedRule
from agreements.noticeboard import standing_of
from core.formats import day
from core.waiting import Task
from villages.roles import Permission, grants

S = PlannedRule.State


def waiting_for(acting, most):
    """Planned rules on which my region was asked and has said nothing; then own drafts, and those
    whose time to comment is over without an outcome."""
    tasks = []
    if grants(acting, Permission.COMMENT_RULE):
        tasks += _asked(acting.region, most)
    if grants(acting, Permission.PLAN_RULE):
        tasks += _own(acting.region, most)
    return tasks


def _asked(region, most):
    rows = PlannedRule.objects.asking(region, timezone.localdate()).select_related("region")
    return [
        Task(
            title=_("Comment on the planned rule: %(title)s") % {"title": planned.title},
            url=reverse("noticeboard:comment", args=[planned.code]),
            icon="chat",
            note=_("%(region)s plans it; comments until %(day)s.")
            % {"region": planned.region.full_name, "day": day(planned.comments_until)},
            due=planned.comments_until,
            asks_word=True,
        )
        for planned in rows.order_by("comments_until", "pk")[:most]
    ]


def _own(region, most):
    today = timezone.localdate()
    over = Q(state=S.ANNOUNCED, comments_until__lt=today)
    rows = PlannedRule.objects.filter(Q(state=S.DRAFT) | over, region=region)
    return [_own_task(planned, today) for planned in rows.order_by("comments_until", "pk")[:most]]


def _own_task(planned, today):
    if standing_of(planned, today).key == "draft":
        return Task(
            title=_("Check and announce: %(title)s") % {"title": planned.title},
            url=reverse("noticeboard:check", args=[planned.code]),
            icon="edit",
            note=_("Draft of a planned rule of your region."),
        )
    return Task(
        title=_("Record the outcome: %(title)s") % {"title": planned.title},
        url=reverse("noticeboard:outcome", args=[planned.code]),
        icon="flag",
        note=_("The time to comment was over on %(day)s.") % {"day": day(planned.comments_until)},
    )
