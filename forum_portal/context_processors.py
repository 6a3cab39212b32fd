"""What the frame of every page shows: menu, unread count, acting capacity.

Lazy: a page pays for what its template prints, and mails and error pages pay nothing.
"""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from notifications.models import Notification
from villages.middleware import choice_url

MEETING_ROOMS = (
    "/pertemuan/", "/jajak/", "/pelatihan/", "/sertifikat/", "/keputusan/", "/tindak-lanjut/",
)  # fmt: skip
# Label, URL name, icon, and the beginnings of the addresses that belong to the entry.
MENU = (
    (
        _("Villages"),
        "villages:list",
        "desa",
        ("/desa/", "/kecamatan/", "/kabupaten/", "/wilayah/", "/forum/"),
    ),
    (_("Projects"), "projects:list", "project", ("/proyek/", "/program/")),
    (_("Meetings"), "meetings:list", "cal", MEETING_ROOMS),
    (_("Agreements"), "agreements:list", "agree", ("/kesepakatan/", "/cek/", "/rencana-aturan/")),
)


@dataclass(frozen=True)
class Entry:
    """One entry of the menu; ``here`` is the value of aria-current, or empty."""

    label: str
    url: str
    icon: str
    here: str


class Frame:
    """The frame around one answer."""

    def __init__(self, request):
        self.request = request

    @property
    def home_url(self):
        """A signed-in person is at home where his tasks are."""
        return reverse("start" if self.request.user.is_authenticated else "home")

    @property
    def inbox_url(self):
        return reverse("notifications:inbox")

    @property
    def search_url(self):
        return reverse("search")

    @property
    def capacities_url(self):
        return choice_url(self.request)

    @cached_property
    def menu(self):
        path, home = self.request.path, self.home_url
        entries = [Entry(_("Home"), home, "home", "page" if path == home else "")]
        for label, name, icon, beginnings in MENU:
            url = reverse(name)
            here = "page" if path == url else "true" if path.startswith(beginnings) else ""
            entries.append(Entry(label, url, icon, here))
        return entries

    @cached_property
    def capacity(self):
        """In which capacity the person acts, as said in words."""
        acting = getattr(self.request, "acting", None)
        if acting:
            return acting.capacity
        return _("portal operator") if self.request.user.is_staff else _("no office yet")

    @cached_property
    def unread(self):
        return Notification.objects.of(self.request.user).unread().count()


def frame(request):
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "help_whatsapp": settings.HELP_WHATSAPP,
        "demo": settings.DEMO,
        "frame": Frame(request),
    }
