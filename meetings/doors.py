"""The code at the door: what the QR on the screen and on the paper list says.

It is bound to one meeting on one date. It carries no right but to say "I am here": who types a name
without an account is confirmed by the minute taker.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import ALLOW, deny

SALT = "meetings.check_in"


def code_of(meeting):
    """The signed code of this meeting on its present date."""
    return signing.Signer(salt=SALT).sign(f"{meeting.pk}-{_minute(meeting)}")


def address_of(meeting):
    """The absolute address that the QR leads to."""
    return settings.SITE_URL + reverse("meetings:check_in", args=[meeting.pk, code_of(meeting)])


def opens(code, meeting):
    """Is it the code of this meeting, as it is dated now? Each no says what to do."""
    try:
        number, minute = signing.Signer(salt=SALT).unsign(code).split("-")
    except signing.BadSignature:
        return deny(_("This code is not complete. Please scan the code in the room again."))
    if number != str(meeting.pk):
        return deny(
            _("This code belongs to another meeting. Please scan the code in this room again.")
        )
    if minute != str(_minute(meeting)):
        return deny(
            _("This code is of an earlier date of the meeting. Please scan the one in the room.")
        )
    return ALLOW


def _minute(meeting):
    return int(meeting.starts_at.timestamp()) // 60
