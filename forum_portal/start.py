"""The start page: what waits for me, until when, one tap away; then what is near."""

from dataclasses import dataclass

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from agreements.waiting import waiting_for as agreements_waiting
from core import formats
from meetings import changes
from meetings import rules as meeting_rules
from meetings.models import Invitation, Meeting
from meetings.waiting import waiting_for as meetings_waiting
from notifications.models import Notification
from projects.cards import cards_of, for_cards
from projects.models import Project
from projects.waiting import waiting_for as projects_waiting
from villages.middleware import mandates_of
from villages.models import Mandate
from villages.roles import Permission, grants
from villages.waiting import checks_of
from villages.waiting import waiting_for as villages_waiting

# Who waits for a check or a mandate can do nothing meanwhile, so these stand above all dates.
FIRST = (villages_waiting,)
SOURCES = (agreements_waiting, projects_waiting, meetings_waiting)
SHOWN_TASKS, SHOWN_PROJECTS, SHOWN_NEWS = 12, 4, 5
MOST_OFFICES = 6  # are asked what waits; nobody is known to hold more
SOON = 2  # days within which a task is marked as pressing
_OVER = (
    Project.State.FINISHED,
    Project.State.DECLINED,
    Project.State.WITHDRAWN,
    Project.State.MERGED,
)


@require_safe
def start(request):
    """A reader with an office, one without, and an operator see different things first."""
    acting, user, now = request.acting, request.user, timezone.now()
    tasks = waiting_tasks(acting, user)
    context = {
        "greeting": greeting(now),
        "today": timezone.localdate(now),
        "tasks": tasks if "semua" in request.GET else tasks[:SHOWN_TASKS],
        "task_count": len(tasks),
        "actions": quick_actions(acting, user),
        "news": Notification.objects.of(user)[:SHOWN_NEWS],
        "followed": followed_projects(user),
    }
    if acting:
        context |= {
            "sitting": next_sitting(acting, now),
            "projects": own_projects(acting, user),
            "offices": other_offices(request),
        }
    else:  # the page itself explains how to apply
        context["tasks"] = [w for w in context["tasks"] if w.task.url != reverse("villages:claim")]
        context["claims"] = Mandate.objects.open_claims().filter(user=user).with_people()
    return render(request, "forum_portal/start.html", context)


def greeting(now):
    """By the clock of the reader: pagi until 11, siang until 15, sore until 18, then malam."""
    hour = timezone.localtime(now).hour
    if 4 <= hour < 11:
        return _("Good morning")
    if 11 <= hour < 15:
        return _("Good day")
    return _("Good afternoon") if 15 <= hour < 18 else _("Good evening")


@dataclass(frozen=True)
class Waiting:
    """A task as the page shows it: how far away its day is, and how pressing that is."""

    task: object
    when: str
    kind: str


def waiting_tasks(acting, user):
    """What all floors have for this person: people first, the others by how they press."""
    today = timezone.localdate()
    first = [task for source in FIRST for task in source(acting, user)]
    tasks = [task for source in SOURCES for task in source(acting, user)]
    tasks.sort(key=lambda task: _urgency(task, today))
    return [_dated(task, today) for task in first + tasks]


def _urgency(task, today):
    """Late and pressing, then what others want the reader's word on, then later days, then none."""
    if task.due is not None and (task.due - today).days <= SOON:
        return 0, False, task.due
    return 1 if task.asks_word else 2, task.due is None, task.due or today


def _dated(task, today):
    if task.due is None:
        return Waiting(task, "", "")
    days = (task.due - today).days
    if days < 0:
        late = ngettext("%(days)s day late", "%(days)s days late", -days)
        return Waiting(task, late % {"days": formats.number(-days)}, "bad")
    return Waiting(task, formats.days_away(task.due, today), "wait" if days <= SOON else "")


def other_offices(request):
    """The person's other capacities with the number of things that wait there, the most first."""
    others = [mandate for mandate in mandates_of(request) if mandate != request.acting]
    counted = [(mandate, _waiting_in(mandate, request.user)) for mandate in others[:MOST_OFFICES]]
    return sorted(counted, key=lambda office: -office[1])


def _waiting_in(mandate, user):
    return sum(len(list(source(mandate, user))) for source in (checks_of, *SOURCES))


def next_sitting(acting, now):
    """What the capacity goes to next, with its region's invitation and whether it may answer."""
    meeting = Meeting.objects.next_meeting_of(acting, now).select_related("organiser").first()
    if meeting is None:
        return None
    own = Invitation.objects.filter(meeting=meeting, region=acting.region_id)
    own = own.select_related("region").first()
    if own:
        own.meeting = meeting
    return {
        "meeting": meeting,
        "when": changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
        "own": own,
        "can_answer": meeting_rules.can_answer(acting, own, now) if own else None,
    }


def own_projects(acting, user):
    """Those with a seat for the region, or within it for officers; for an organisation those that
    it supports. Living ones, the last changed first."""
    projects = Project.objects.visible_to(user).exclude(state__in=_OVER)
    if acting.organisation_id:
        projects = projects.supported_by(acting.organisation_id)
    else:
        projects = projects.within(acting.region)
    return cards_of(for_cards(projects).order_by("-updated_at", "-pk")[:SHOWN_PROJECTS])


@dataclass(frozen=True)
class Followed:
    """A followed project with how many lines about it are unread."""

    card: object
    unread: int


def followed_projects(user):
    """Those with the latest changes first."""
    found = for_cards(Project.objects.visible_to(user).followed_by(user))
    projects = list(found.order_by("-updated_at", "-pk")[:SHOWN_PROJECTS])
    if not projects:
        return []
    lines = Notification.objects.of(user).unread().order_by()
    lines = lines.filter(about__in=[project.key for project in projects])
    unread = dict(lines.values_list("about").annotate(number=Count("pk")))
    return [Followed(card, unread.get(card.project.key, 0)) for card in cards_of(projects)]


def quick_actions(acting, user):
    """(label, address, icon) of what the capacity may begin."""
    wanted = [
        (grants(acting, Permission.VERIFY), _("Check representatives"), "villages:queue", "shield"),
        (grants(acting, Permission.PROPOSE), _("Propose a project"), "projects:propose", "plus"),
        (meeting_rules.can_call_somewhere(acting), _("Call a meeting"), "meetings:call", "cal"),
        (
            grants(acting, Permission.RECORD_AGREEMENT),
            _("Record an agreement"),
            "agreements:draft",
            "agree",
        ),
    ]
    actions = [(label, reverse(name), icon) for may, label, name, icon in wanted if may]
    if grants(acting, Permission.SUPPORT):
        seeking = reverse("projects:list") + "?dana=cari"
        actions += [
            (_("Projects that seek funds"), seeking, "search"),
            (_("What we support"), reverse("projects:supports"), "project"),
            (
                _("Edit what we tell"),
                reverse("villages:edit_organisation", args=[acting.organisation_id]),
                "edit",
            ),
        ]
    if acting and grants(acting, Permission.EDIT_PROFILE):
        actions.append(
            (_("Update the profile"), reverse("villages:profile", args=[acting.region_id]), "edit")
        )
    if user.is_staff:
        actions.append((_("Operator's pages"), reverse("admin:index"), "gear"))
    return actions[:4]
