"""The backlog of a forum: what waits for a sitting, what was taken up when, what was declined."""

from typing import NamedTuple

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from core import formats
from core.access import require
from core.errors import Refusal
from core.limits import limit
from core.paging import CappedPaginator
from core.views import button, refusable, trail_for
from meetings import actions, rules
from meetings import backlog_rules as policy
from meetings.forms.backlog import DeclineProposalForm, ProposalForm
from meetings.models import AgendaItem, AgendaTopic, Decision, Meeting
from projects.models import Project
from villages.models import Forum

State = AgendaTopic.State
LOOK = {
    State.WAITING: ("wait", "clock"),
    State.TAKEN: ("run", "cal"),
    State.DONE: ("ok", "check"),
    State.DECLINED: ("bad", "x"),
    State.WITHDRAWN: ("", "x"),
}
LISTS = {"": "waiting", "dibahas": "met", "ditutup": "closed"}  # ?daftar=… → which queryset
DECIDED = (Decision.State.ADOPTED, Decision.State.REJECTED)


class Sitting(NamedTuple):
    """A sitting that had the topic on its agenda; named only to whom the meeting is open."""

    title: str
    day: str
    url: str
    label: str
    decisions: list


class Line(NamedTuple):
    """One topic as a page shows it."""

    topic: AgendaTopic
    label: str
    look: str
    icon: str
    kind: str
    origin: str
    sittings: list


def _forum(request, pk):
    """For those who speak for a member or for the home of the forum; 404 for others."""
    forums = Forum.objects.spoken_for_by(request.user)
    return get_object_or_404(forums.select_related("home"), pk=pk)


def with_sittings(topics):
    """The items that were made of each, the last sitting first, with what was decided."""
    decided = Decision.objects.filter(state__in=DECIDED).order_by("year", "number")
    items = AgendaItem.objects.select_related("meeting").order_by("-pk")
    return topics.with_origin().prefetch_related(
        Prefetch("items", items.prefetch_related(Prefetch("decisions", decided)))
    )


def lines_of(topics, user):
    """The topics as lines; one query tells which of the meetings are open to the reader."""
    meetings = {item.meeting_id for topic in topics for item in topic.items.all()}
    meetings |= {topic.came_from_id for topic in topics if topic.came_from_id}
    seen = Meeting.objects.visible_to(user).filter(pk__in=meetings)
    open_to = set(seen.values_list("pk", flat=True)) if meetings else set()
    return [_line(topic, open_to) for topic in topics]


def _line(topic, open_to):
    look, icon = LOOK[topic.state]
    return Line(
        topic=topic,
        label=capfirst(topic.get_state_display()),
        look=look,
        icon=icon,
        kind=capfirst(topic.get_kind_display()),
        origin=_origin(topic, open_to) if topic.is_waiting and topic.came_from else "",
        sittings=[_sitting(item, open_to) for item in topic.items.all()],
    )


def _origin(topic, open_to):
    """Belum sempat dibahas dalam … (Rabu, 4 November 2026)."""
    meeting = topic.came_from
    words = {"meeting": _title(meeting, open_to), "day": _day(meeting)}
    return _("Not reached on %(day)s: %(meeting)s") % words


def _title(meeting, open_to):
    return meeting.title if meeting.pk in open_to else _("a closed meeting")


def _day(meeting):
    return formats.long_day(formats.local(meeting.starts_at, meeting.zone).date())


def _sitting(item, open_to):
    meeting = item.meeting
    is_open = meeting.pk in open_to
    return Sitting(
        title=_title(meeting, open_to),
        day=_day(meeting),
        url=meeting.get_absolute_url() if is_open else "",
        label="" if item.state == item.State.OPEN else item.get_state_display(),
        decisions=list(item.decisions.all()) if is_open else [],
    )


class Backlog(ListView):
    """What waits; ``daftar=dibahas`` what sittings have met with, ``daftar=ditutup`` the rest."""

    template_name = "meetings/backlog_list.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        self.forum = _forum(self.request, self.kwargs["pk"])
        self.chosen = self.request.GET.get("daftar", "")
        if self.chosen not in LISTS:
            self.chosen = ""
        topics = with_sittings(self.forum.agenda_topics.all())
        topics = getattr(topics, LISTS[self.chosen])()
        return topics.order_by("pk") if self.chosen == "" else topics.order_by("-updated_at", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        request = self.request
        return context | {
            "forum": self.forum,
            "chosen": self.chosen,
            "lines": lines_of(list(context["object_list"]), request.user),
            "can_propose": policy.can_propose_topic(request.acting, self.forum),
            "can_call": rules.can_call_for_forum(request.acting, self.forum),
        }


@refusable
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, pk):
    """A topic for one of the next sittings."""
    forum = _forum(request, pk)
    require(policy.can_propose_topic(request.acting, forum))
    projects = Project.objects.of_region(request.acting.region).visible_to(request.user)
    form = ProposalForm(request.POST or None, projects=projects.order_by("-pk"))
    if form.is_valid():
        try:
            limit("meetings.proposal", request.user.pk, times=20, seconds=86400)
            topic = actions.propose_topic(forum, by=request.acting, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Your topic waits for the next sitting. You hear when it is on an agenda."),
            )
            return redirect(topic)
    return render(request, "meetings/backlog_propose.html", {"forum": forum, "form": form})


def _topic(request, pk, topic):
    """One that the person may see; 404 otherwise."""
    topics = with_sittings(AgendaTopic.objects.visible_to(request.user).filter(forum=pk))
    return get_object_or_404(topics.select_related("forum__home"), pk=topic)


@require_safe
def detail(request, pk, topic):
    """One topic with its way from sitting to sitting."""
    return _page(request, _topic(request, pk, topic), DeclineProposalForm())


def _page(request, topic, form):
    project = topic.project
    visible = Project.objects.visible_to(request.user)
    context = {
        "forum": topic.forum,
        "topic": topic,
        "line": lines_of([topic], request.user)[0],
        "project": project if project and visible.filter(pk=project.pk).exists() else None,
        "can_withdraw": policy.can_withdraw_proposal(request.acting, topic),
        "can_decline": policy.can_decline(request.acting, topic),
        "form": form,
        "trail": trail_for(request, topic),
    }
    return render(request, "meetings/backlog_topic.html", context)


@button
def withdraw(request, pk, topic):
    """Take it back."""
    topic = _topic(request, pk, topic)
    if (verdict := policy.can_withdraw_proposal(request.acting, topic)).moved_on:
        raise Refusal(verdict.reason, back=topic.get_absolute_url())
    require(verdict)
    actions.withdraw_proposal(topic, by=request.acting)
    messages.success(request, _("The proposal is withdrawn."))
    return redirect(topic)


@button
def decline(request, pk, topic):
    """Say that no sitting deals with it; what was typed stays when the reason is missing."""
    topic = _topic(request, pk, topic)
    if (verdict := policy.can_decline(request.acting, topic)).moved_on:
        raise Refusal(verdict.reason, back=topic.get_absolute_url())
    require(verdict)
    form = DeclineProposalForm(request.POST)
    if not form.is_valid():
        return _page(request, topic, form)
    actions.decline_topic(topic, by=request.acting, **form.cleaned_data)
    messages.success(request, _("Declined. The proposer is told why."))
    return redirect(topic)
