"""The catalogue of trainings, coming and past, and one's own enrolments."""

from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from core import formats
from core.paging import CappedPaginator
from meetings import changes, training_rules
from meetings.forms.training import CatalogueForm
from meetings.models import Enrolment, Meeting, TopicRequest, Training

State = Enrolment.State
WANTED = 3  # requested topics shown beside the catalogue
LOOK = {
    State.SEATED: ("ok", "check", gettext_lazy("You have a seat")),
    State.WAITING: ("wait", "clock", gettext_lazy("You are on the waiting list")),
    State.CANCELLED: ("off", "x", gettext_lazy("Given back")),
}


class Row(NamedTuple):
    """One training of the list, ready to show."""

    training: Training
    when: str
    topics: str
    label: str
    kind: str
    icon: str


def seats_left(training, now):
    """(words, kind, icon) about the seats: free, full with so many waiting, closed."""
    if not training_rules.is_open_now(training, now):
        return _("Enrolment closed"), "", "lock"
    if training.free > 0:
        text = ngettext("%(n)s seat free", "%(n)s seats free", training.free)
        return text % {"n": formats.number(training.free)}, "ok", "check"
    if not training.waiting:
        return _("Full, with a waiting list"), "wait", "clock"
    text = ngettext("Full, %(n)s waits", "Full, %(n)s wait", training.waiting)
    return text % {"n": formats.number(training.waiting)}, "wait", "clock"


def row_of(training, now):
    meeting = training.meeting
    own = getattr(training, "own_state", None)
    if own:
        kind, icon, label = LOOK[own]
    elif meeting.state == Meeting.State.HELD:
        label, kind, icon = _("Held"), "ok", "check"
    else:
        label, kind, icon = seats_left(training, now)
    return Row(
        training,
        changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
        ", ".join(training.topic_labels),
        str(label),
        kind,
        icon,
    )


@method_decorator([login_not_required, require_safe], name="dispatch")
class TrainingList(ListView):
    """``topik`` narrows it; ``waktu=lalu`` shows the past."""

    template_name = "meetings/training_list.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.filters = CatalogueForm(request.GET)
        self.filters.is_valid()
        self.topic = self.filters.cleaned_data.get("topik", "")
        self.is_past = request.GET.get("waktu") == "lalu"

    def get_queryset(self):
        """Bare rows, so that counting and paging stay cheap."""
        trainings = Training.objects.visible_to(self.request.user).only("pk")
        if self.topic:
            trainings = trainings.about(self.topic)
        return trainings.past(self.now) if self.is_past else trainings.coming(self.now)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        found = (
            Training.objects.with_waiting()
            .with_state_of(user)
            .select_related("meeting__organiser")
            .in_bulk([training.pk for training in context["object_list"]])
        )
        rows = [
            row_of(found[row.pk], self.now) for row in context["object_list"] if row.pk in found
        ]
        wanted = TopicRequest.objects.open().by_support()[:WANTED]
        return context | {
            "rows": rows,
            "filters": self.filters,
            "topic": self.topic,
            "is_past": self.is_past,
            "wanted": wanted,
        }


class Own(NamedTuple):
    """One of the person's enrolments, ready to show."""

    enrolment: Enrolment
    when: str
    label: str
    kind: str
    icon: str
    certificate: object


@method_decorator(require_safe, name="dispatch")
class MyEnrolments(ListView):
    """Where I or my people have enrolled, and the certificates."""

    template_name = "meetings/training_mine.html"
    paginate_by = 20
    paginator_class = CappedPaginator

    def get_queryset(self):
        found = Enrolment.objects.active().of_person(self.request.user).order_by("-pk")
        return found.select_related("training__meeting", "certificate")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"rows": [own_of(row) for row in context["object_list"]]}


def own_of(enrolment):
    meeting = enrolment.training.meeting
    kind, icon, _label = LOOK[enrolment.state]
    label = enrolment.get_state_display()
    if enrolment.was_present is not None:
        kind, icon = ("ok", "check") if enrolment.was_present else ("bad", "x")
        label = _("was present") if enrolment.was_present else _("was not present")
    if meeting.state == Meeting.State.CANCELLED:
        kind, icon, label = "bad", "x", meeting.get_state_display()
    return Own(
        enrolment,
        changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
        label,
        kind,
        icon,
        getattr(enrolment, "certificate", None),
    )
