"""The list of meetings: the next one with its answer, then by week; a month; what is past."""

from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from core import formats
from core.paging import CappedPaginator
from meetings import changes, months, rules
from meetings.forms.listing import FilterForm
from meetings.models import Invitation, Meeting, Poll
from meetings.views.detail import LOOK
from villages.models import Region

KEPT = ("wilayah", "forum", "proyek", "waktu", "bulan")  # while the kind is chosen anew
MONTH_LIMIT = 300  # meetings drawn into one month
SHOWN_POLLS = 10


class Row(NamedTuple):
    """One meeting of the list, ready to show."""

    meeting: Meeting
    span: str
    label: str
    kind: str
    icon: str
    coming: int


class Day(NamedTuple):
    """One day of the month grid."""

    number: int
    is_outside: bool
    is_today: bool
    name: str
    meetings: list


@method_decorator([login_not_required, require_safe], name="dispatch")
class MeetingList(ListView):
    """Filters narrow it: region, forum, project, kind; ``waktu=lalu`` shows the past."""

    paginate_by = 20
    paginator_class = CappedPaginator

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.filters = FilterForm(request.GET)
        self.filters.is_valid()
        self.chosen = self.filters.cleaned_data
        self.is_past = request.GET.get("waktu") == "lalu"

    def narrowed(self):
        """What the person may see and has asked for."""
        meetings = Meeting.objects.visible_to(self.request.user)
        if code := self.chosen.get("wilayah"):
            meetings = meetings.of_region(code)
        if forum := self.chosen.get("forum"):
            meetings = meetings.filter(forum=forum)
        if code := self.chosen.get("proyek"):
            meetings = meetings.filter(project__code=code)
        if kind := self.chosen.get("jenis"):
            meetings = meetings.filter(kind=kind)
        return meetings

    def get_queryset(self):
        """Bare rows, so that counting and paging stay cheap; ``on_page`` fetches the rest."""
        meetings = self.narrowed().only("pk")
        return meetings.past(self.now) if self.is_past else meetings.coming(self.now)

    def on_page(self, page):
        """The page's meetings with their answers, and that of the person's own region."""
        acting = self.request.acting
        mine = Invitation.objects.filter(
            meeting=OuterRef("pk"), region=acting.region_id if acting else None
        )
        found = (
            Meeting.objects.with_answers()
            .annotate(my_answer=Subquery(mine.values("answer")))
            .select_related("organiser")
            .in_bulk([meeting.pk for meeting in page])
        )
        return [row_of(found[meeting.pk]) for meeting in page if meeting.pk in found]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        acting = self.request.acting
        return context | {
            "weeks": by_week(self.on_page(context["object_list"]), self.now),
            "next": None if self.is_past else self.next_up(acting),
            "is_past": self.is_past,
            "chips": self.chips(),
            "filters": self.filters,
            "is_filtered": any(self.chosen.values()),
            "kept": [(name, self.request.GET[name]) for name in KEPT if name in self.request.GET],
            "may_call": rules.can_call_somewhere(acting),
            "polls": [] if self.is_past else self.polls(acting),
            **self.month(),
        }

    def next_up(self, acting):
        """The next meeting of the capacity, and its invitation."""
        meeting = Meeting.objects.next_meeting_of(acting, self.now).select_related("organiser")
        if self.request.GET or not (found := meeting.first()):
            return None
        invitation = Invitation.objects.filter(meeting=found, region=acting.region_id)
        own = invitation.select_related("region").first()
        if own:
            own.meeting = found
        return {
            "meeting": found,
            "when": changes.when(found.starts_at, found.ends_at, found.zone),
            "own": own,
            "can_answer": rules.can_answer(acting, own, self.now) if own else None,
        }

    def polls(self, acting):
        """Date polls that take answers, and the own ones that wait for a choice."""
        if acting is None or self.request.GET:
            return []
        polls = Poll.objects.visible_to(self.request.user).filter(state=Poll.State.OPEN)
        mine = Q(organiser=acting.region_id) | Q(closes_at__gt=self.now)
        return (
            polls.filter(mine)
            .with_counts()
            .select_related("organiser")
            .order_by("closes_at")[:SHOWN_POLLS]
        )

    def chips(self):
        """What narrows the list besides the kind, in words."""
        words = []
        if code := self.chosen.get("wilayah"):
            region = Region.objects.filter(pk=code).first()
            words.append(region.full_name if region else code)
        if forum := self.chosen.get("forum"):
            words.append(str(forum))
        if code := self.chosen.get("proyek"):
            words.append(_("Project %(code)s") % {"code": code})
        return words

    def month(self):
        """The month grid; on a phone the list by week takes its place."""
        today = timezone.localdate(self.now)
        first = months.first_of(self.chosen.get("bulan"), today)
        weeks = months.weeks(first)
        start = datetime.combine(weeks[0][0], time.min, UTC) - timedelta(hours=12)
        end = datetime.combine(weeks[-1][-1], time.max, UTC)
        found = self.narrowed().between(start, end).order_by("starts_at", "pk")[:MONTH_LIMIT]
        of_day = {}
        for meeting in found:
            of_day.setdefault(formats.local(meeting.starts_at, meeting.zone).date(), []).append(
                {"meeting": meeting, "clock": formats.clock(meeting.starts_at, meeting.zone)}
            )
        before, after = months.neighbours(first)
        return {
            "month": first,
            "weekdays": [WEEKDAYS_ABBR[number] for number in range(7)],
            "month_before": f"{before:%Y-%m}",
            "month_after": f"{after:%Y-%m}",
            "month_weeks": [
                [
                    Day(
                        number=day.day,
                        is_outside=day.month != first.month,
                        is_today=day == today,
                        name=formats.long_day(day),
                        meetings=of_day.get(day, []),
                    )
                    for day in week
                ]
                for week in weeks
            ],
        }


def row_of(meeting):
    """A meeting with the words and colours of its state, or of the own answer."""
    if meeting.state == Meeting.State.CANCELLED:
        look = (capfirst(meeting.get_state_display()), "bad", "x")
    elif meeting.my_answer and meeting.is_scheduled:
        look = (capfirst(Invitation.Answer(meeting.my_answer).label), *LOOK[meeting.my_answer])
    elif meeting.is_in_room:
        look = (capfirst(meeting.get_state_display()), "run", "clock")
    elif meeting.state == Meeting.State.HELD:
        look = (capfirst(meeting.get_state_display()), "ok", "check")
    else:
        look = ("", "", "")
    return Row(
        meeting,
        formats.span(meeting.starts_at, meeting.ends_at, meeting.zone),
        *look,
        coming=meeting.attending + meeting.by_proxy,
    )


def by_week(rows, now):
    """[(heading, rows)] in the order of the list."""
    today = timezone.localdate(now)

    def monday(row):
        day = formats.local(row.meeting.starts_at, row.meeting.zone).date()
        return day - timedelta(days=day.weekday())

    this_week = today - timedelta(days=today.weekday())
    return [(_heading(first, this_week), list(group)) for first, group in groupby(rows, key=monday)]


def _heading(first, this_week):
    if first == this_week:
        return pgettext("heading", "This week")
    if first == this_week + timedelta(days=7):
        return pgettext("heading", "Next week")
    return pgettext("heading", "Week of %(day)s") % {"day": formats.day(first)}
