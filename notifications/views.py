"""The inbox; and, in the demo, the page where its mails can be read."""

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from core import formats
from core.paging import CappedPaginator
from core.text import tidy
from core.views import button
from notifications import actions, letterbox
from notifications.models import Notification

# By the floor that speaks.
ICONS = {
    "agreements": "agree",
    "meetings": "cal",
    "projects": "project",
    "villages": "shield",
    "accounts": "user",
}


class Inbox(ListView):
    """What the person was told: new lines first, then day by day."""

    template_name = "notifications/notification_list.html"
    paginator_class = CappedPaginator
    paginate_by = 30

    def get_queryset(self):
        mine = Notification.objects.of(self.request.user)
        return mine.alias(new=Q(read_at=None)).order_by("-new", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["groups"] = list(_grouped(context["page_obj"]))
        return context


def _grouped(lines):
    """(heading, lines) with the new ones first; each line has its icon."""
    today = timezone.localdate()

    def heading(line):
        if line.read_at is None:
            return _("New")
        return _day(timezone.localdate(line.created_at), today)

    for line in lines:
        line.icon = ICONS.get(line.kind.partition(".")[0], "bell")
    for title, group in groupby(lines, key=heading):
        yield title, list(group)


def _day(date, today):
    """Today, yesterday, or the date."""
    if (today - date).days <= 1:
        return formats.days_away(date, today).capitalize()
    return formats.long_day(date)


@button
def open_line(request):
    """Read a line and go where it leads; a POST, for mail scanners and previews open links."""
    pk = request.POST.get("line", "")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        raise Http404
    line = get_object_or_404(Notification.objects.of(request.user), pk=pk)
    actions.read(line)
    local = url_has_allowed_host_and_scheme(line.url, allowed_hosts=None)
    return redirect(line.url if local else "notifications:inbox")


@button
def read_all(request):
    """Everything in the inbox is read."""
    count = actions.read_all(request.user)
    if count:
        text = ngettext("%(count)s line marked as read.", "%(count)s lines marked as read.", count)
        messages.success(request, text % {"count": formats.number(count)})
    return redirect("notifications:inbox")


@method_decorator([login_not_required, require_safe], name="dispatch")
class Letterbox(ListView):
    """All mails of the demo, for whoever tries it out. Nowhere else does it exist."""

    template_name = "notifications/letterbox.html"

    def get_queryset(self):
        _only_in_the_demo()
        return letterbox.newest(self._words())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"words": self._words()}

    def _words(self):
        return tidy(self.request.GET.get("cari", ""))[:100]


@login_not_required
@require_safe
def letter(request, name):
    """One mail of the demo, with its links."""
    return render(request, "notifications/letterbox_letter.html", {"letter": _letter(name)})


@login_not_required
@require_safe
def letter_calendar(request, name):
    """The invitation in it, to open in a calendar."""
    calendar = _letter(name).calendar
    if not calendar:
        raise Http404
    return _file(calendar, "text/calendar; charset=utf-8", "undangan.ics")


@login_not_required
@require_safe
def letter_file(request, name):
    """The mail as it was sent, to open in a mail program."""
    return _file(letterbox.raw(_letter(name).name), "message/rfc822", name)


def _letter(name):
    _only_in_the_demo()
    found = letterbox.find(name)
    if found is None:
        raise Http404
    return found


def _file(content, kind, name):
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


def _only_in_the_demo():
    if not settings.DEMO:
        raise Http404
