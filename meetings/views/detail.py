"""One meeting: when and where, who comes, what is on the agenda, and what has happened to it."""

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from core import formats
from core.views import trail_for
from meetings import agenda_page, calendars, changes, minutes_page, roll, room, rules, standing
from meetings.models import Attendance, Invitation, Meeting, Reminder
from meetings.sending import steps_of
from meetings.share import whatsapp_text
from meetings.views import deciding, following, reminders
from meetings.views.training_section import section_of
from villages.models import Region
from villages.roles import Permission, grants

Answer = Invitation.Answer
SHOWN = 8  # regions before "show all"
LOOK = {
    Answer.ATTENDS: ("ok", "check"),
    Answer.REPRESENTED: ("info", "swap"),
    Answer.ABSENT: ("bad", "x"),
    Answer.NONE: ("wait", "clock"),
}


class Seat(NamedTuple):
    """One invited region as the page shows it; ``who`` and ``words`` only where one may know."""

    name: str
    is_mine: bool
    is_guest: bool
    label: str
    kind: str
    icon: str
    who: str
    words: str
    paper: str


@method_decorator([login_not_required, require_safe], name="dispatch")
class MeetingDetail(DetailView):
    """Closed meetings only for those who take part."""

    def get_queryset(self):
        return Meeting.objects.visible_to(self.request.user).select_related(
            "forum", "project", "organiser", "called_by__user", "called_by__region"
        )

    def get_context_data(self, **kwargs):
        meeting, acting, now = self.object, self.request.acting, timezone.now()
        invitations = list(
            meeting.invitations.select_related("region", "answered_by__user")
            .annotate(
                reminded_at=Max(
                    "reminders__updated_at", filter=Q(reminders__state=Reminder.State.QUEUED)
                )
            )
            .order_by("region")  # what is grouped has no order of its own
        )
        for invitation in invitations:
            invitation.meeting = meeting  # spares a query each
        own = next((i for i in invitations if acting and i.region_id == acting.region_id), None)
        is_host = acting is not None and acting.region_id == meeting.organiser_id
        insider = bool(own or is_host)
        quorum = room.quorum_now(meeting, invitations, now)
        guests = room.guests_among(meeting, quorum, invitations)
        came = roll.came_to(meeting) if quorum.is_counted_in_room else None
        seats = [
            seat(row, acting=acting, insider=insider, came=came, guests=guests)
            for row in invitations
        ]
        seats.sort(key=lambda s: (not s.is_mine, s.is_guest))
        noun = noun_of([invitation.region for invitation in invitations])
        manage = rules.can_manage(acting, meeting)
        can_close = rules.can_close(acting, meeting, now)
        return super().get_context_data(**kwargs) | {
            "own": own,
            "can_answer": rules.can_answer(acting, own, now) if own else None,
            "insider": insider,
            "is_host": is_host,
            "manage": manage,
            "call_off": standing.can_be_called_off(meeting) if manage else None,
            "can_close": can_close,
            "lacking": room.lacks_quorum(meeting) if can_close else None,
            "can_take": room.can_take_attendance(acting, meeting, now),
            "is_over": meeting.ends_at < now,
            "when": changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
            "at": changes.shown(meeting, now),
            "seats": seats[:SHOWN],
            "more_seats": seats[SHOWN:],
            "all_seats": len(seats),
            "guest_seats": len(guests),
            "all_noun": noun,
            "noun": room.counted_noun(guests) if guests else noun,
            "quorum": quorum,
            "agenda": agenda_page.running_agenda(meeting, self.request.user),
            "decisions": deciding.lines_of(meeting),
            "may_decide": rules.can_record_decision(acting, meeting, now),
            "record": minutes_page.summary_of(meeting, acting),
            **following.tasks_on(meeting, self.request.user, timezone.localdate(now)),
            "may_minute": rules.can_minute(acting, meeting, now),
            "frozen": room.keeps_room(acting, meeting) and rules.not_frozen(meeting).reason,
            "steps": steps_of(meeting) if is_host else [],
            "reminders": reminders.section_of(meeting, acting),
            "guests": list(meeting.guests.all()) if insider else [],
            "letters": list(meeting.letters.defer("content")) if insider else [],
            "agreements": meeting.agreements.visible_to(self.request.user),
            "matter": getattr(meeting, "talk", None) if meeting.is_private else None,
            "may_record": insider
            and not meeting.is_private
            and meeting.state != Meeting.State.CANCELLED
            and grants(acting, Permission.RECORD_AGREEMENT),
            "whatsapp_text": whatsapp_text(meeting, settings.SITE_URL + meeting.get_absolute_url()),
            "training": section_of(self.request, meeting, now),
            "trail": trail_for(self.request, meeting),
        }


def seat(invitation, *, acting, insider, came=None, guests=()):
    """Names of who answered are for all; reasons and substitutes for those who take part.

    ``came`` says how each region is there (by its code), once the list of the room counts.
    Silence is marked as lacking only while an answer is still wanted.
    """
    kind, icon = LOOK[invitation.answer]
    label = capfirst(invitation.get_answer_display())
    state = (came or {}).get(invitation.region_id)
    if came is not None and (state or invitation.answer != Answer.ABSENT):
        label, kind, icon = roll.look_of(state, invitation.meeting)
    elif invitation.answer == Answer.NONE and not invitation.meeting.is_scheduled:
        held = invitation.meeting.state == Meeting.State.HELD
        label, kind, icon = label if held else "", "", ""
    by = invitation.answered_by
    who = f"{by.user}, {by.title}" if by else ""
    reason = (
        "" if state in Attendance.HERE else invitation.reason
    )  # who said no and came all the same
    words = invitation.substitute or reason if insider else ""
    if insider and invitation.answer == Answer.NONE and invitation.reminded_at:
        day = formats.day(formats.local(invitation.reminded_at, invitation.meeting.zone))
        words = _("Reminded on %(day)s") % {"day": day}
    return Seat(
        name=invitation.region.full_name,
        is_mine=acting is not None and invitation.region_id == acting.region_id,
        is_guest=invitation.region_id in guests,
        label=label,
        kind=kind,
        icon=icon,
        who=who,
        words=words,
        paper=_paper(invitation, acting),
    )


def _paper(invitation, acting):
    """Where the letter of mandate lies, for those who may open it."""
    if invitation.proxy_letter and rules.can_read_proxy_letter(acting, invitation):
        return reverse("meetings:proxy_letter", args=[invitation.meeting_id, invitation.region_id])
    return ""


def noun_of(regions):
    """What the invited are called together: the local word where they share one.

    A kelurahan among villages makes them regions.
    """
    words = {region.word.lower() for region in regions}
    if len(words) == 1 and get_language() == "id":
        return words.pop()
    levels = {region.level for region in regions}
    if levels == {Region.Level.VILLAGE} and not any(region.is_urban for region in regions):
        return _("villages")
    return _("subdistricts") if levels == {Region.Level.SUBDISTRICT} else _("regions")


@login_not_required
@require_safe
def calendar(request, pk):
    """The meeting for one's own calendar; the link for taking part only for those who do."""
    meetings = Meeting.objects.visible_to(request.user).select_related("organiser")
    meeting = get_object_or_404(meetings, pk=pk)
    content = calendars.calendar(
        meeting,
        agenda=meeting.agenda.all(),
        with_link=rules.takes_part(request.acting, meeting),
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pertemuan-{meeting.pk}.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response
