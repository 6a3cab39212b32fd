"""The invitation as ready text for WhatsApp; the person sends it himself."""

from django.utils.translation import gettext as _

from core import formats


def whatsapp_text(meeting, url):
    """Undangan: …, Rabu, 25 November 2026 pukul 09.00 WIB di …; never a personal link."""
    text = _("Invitation: %(title)s, %(when)s, %(place)s. Please confirm: %(url)s")
    if meeting.is_second_call:
        text = _(
            "Invitation to the second sitting, valid with those present: %(title)s, %(when)s, "
            "%(place)s. Please confirm: %(url)s"
        )
    return text % {
        "title": meeting.title,
        "when": formats.moment(meeting.starts_at, meeting.zone),
        "place": formats.before_stop(meeting.where),
        "url": url,
    }
