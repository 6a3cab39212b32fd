"""Tasks: given from the meeting's page, reported on their own, listed across meetings."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import ListView

from core import formats
from core.access import require
from core.errors import Refusal
from core.paging import CappedPaginator
from core.views import refusable, trail_for
from meetings import actions, rules
from meetings.forms.following import ReportForm, TaskFilterForm, TaskForm
from meetings.models import ActionItem, Decision
from meetings.views.found import minuted_meeting
from villages.models import Region

State = ActionItem.State
NEAR = 3  # days
MOST = 20  # tasks on the page of a meeting; the list has all
KEPT = ("milik", "wilayah")  # while forum and state are chosen anew


class Line(NamedTuple):
    """One task in a list, ready to show."""

    item: ActionItem
    owner: str
    due: str
    label: str
    kind: str
    icon: str


def line_of(item, today):
    """The task with how near its day is, in words and colours."""
    return Line(item, item.owner, formats.day(item.due_on), *_look(item, today))


def _look(item, today):
    if item.state == State.DONE:
        return capfirst(item.get_state_display()), "ok", "check"
    if item.state == State.DROPPED:
        return capfirst(item.get_state_display()), "", "x"
    days = (item.due_on - today).days
    if days < 0:
        late = ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
        return late, "bad", "alert"
    return (
        capfirst(formats.days_away(item.due_on, today)),
        "wait" if days <= NEAR else "",
        "clock",
    )


def tasks_on(meeting, user, today):
    """The meeting's own tasks, and the open ones carried over from earlier sittings; two queries."""
    own = meeting.action_items.with_owners()[:MOST]
    if meeting.state in (meeting.State.HELD, meeting.State.CANCELLED):
        carried = []
    else:
        before = ActionItem.objects.carried_over_to(meeting).visible_to(user)
        carried = before.with_owners()[:MOST]
    return {
        "tasks": [line_of(item, today) for item in own],
        "carried": [line_of(item, today) for item in carried],
    }


def tasks_of(decision):
    """What follows from a decision; one query."""
    today = timezone.localdate()
    return [line_of(item, today) for item in decision.action_items.with_owners()[:MOST]]


@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def give(request, pk):
    """Hand out a task; ``?keputusan=`` names the decision that it follows from."""
    meeting = minuted_meeting(request, pk)
    code = request.GET.get("keputusan")
    decision = get_object_or_404(Decision, meeting=meeting, code=code) if code else None
    initial = {"agenda_item": decision.agenda_item_id if decision else request.GET.get("acara")}
    form = TaskForm(
        request.POST if request.method == "POST" else None, meeting=meeting, initial=initial
    )
    if form.is_valid():
        try:
            item = actions.give_task(meeting, by=request.acting, decision=decision, **form.facts())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Recorded. %(owner)s is told, and reminded when the day is near.")
                % {"owner": item.owner},
            )
            return redirect(decision or item)
    context = {"form": form, "meeting": meeting, "decision": decision}
    return render(request, "meetings/task_form.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusable
def detail(request, pk):
    """Who does what until when, how far it is, and the form to say so."""
    items = ActionItem.objects.visible_to(request.user).with_owners()
    item = get_object_or_404(
        items.select_related("meeting__organiser", "decision", "agenda_item", "given_by__user"),
        pk=pk,
    )
    may_report = rules.can_report(request.acting, item)
    form = None
    if may_report or request.method == "POST":
        require(may_report)
        form = ReportForm(
            request.POST if request.method == "POST" else None,
            item=item,
            may_drop=bool(rules.can_drop(request.acting, item)),
        )
    if form is not None and form.is_valid():
        actions.report_on_task(item, by=request.acting, **form.cleaned_data)
        messages.success(request, _("Saved. It stands on the page of the meeting as well."))
        return redirect(item)
    context = {
        "item": item,
        "line": line_of(item, timezone.localdate()),
        "meeting": item.meeting,
        "form": form,
        "trail": trail_for(request, item),
    }
    return render(request, "meetings/task_detail.html", context)


@method_decorator([login_not_required, require_safe], name="dispatch")
class TaskList(ListView):
    """Across meetings, the soonest first. ``milik=saya`` are one's own."""

    template_name = "meetings/task_list.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        self.today = timezone.localdate()
        self.filters = TaskFilterForm(self.request.GET)
        self.filters.is_valid()
        self.chosen = self.filters.cleaned_data
        self.is_mine = (
            self.request.GET.get("milik") == "saya" and self.request.user.is_authenticated
        )
        items = ActionItem.objects.visible_to(self.request.user)
        if self.is_mine:
            items = items.of_person(self.request.user)
        if code := self.chosen.get("wilayah"):
            items = items.of_region(code)
        if forum := self.chosen.get("forum"):
            items = items.filter(meeting__forum=forum)
        return self._in_state(items).with_owners().order_by("due_on", "pk")

    def _in_state(self, items):
        state = self.chosen.get("keadaan") or ""
        if state == "terlambat":
            return items.overdue(self.today)
        if state == "semua":
            return items
        return items.filter(state=state or State.OPEN)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        code = self.chosen.get("wilayah")
        return context | {
            "lines": [line_of(item, self.today) for item in context["object_list"]],
            "filters": self.filters,
            "is_mine": self.is_mine,
            "region": Region.objects.filter(pk=code).first() if code else None,
            "is_narrowed": self.is_mine or any(self.chosen.values()),
            "kept": [(name, self.request.GET[name]) for name in KEPT if name in self.request.GET],
        }
