"""A row of the outbox as a letter: headers, text and HTML, calendar part."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

OWN_HEADERS = {"message-id", "from", "to", "subject", "date", "cc", "bcc", "sender"}


def envelope(row, server=None):
    """The letter. The same row gives the same Message-ID however often it is sent.

    With a calendar part: multipart/mixed of the alternatives (text, HTML, calendar) and the
    same as a file, for mail programs read one or the other.
    """
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        from_email=sender_of(row),
        to=[row.to],
        headers={"Message-ID": row.message_id, "Auto-Submitted": "auto-generated", **row.headers},
        connection=server,
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    if row.calendar:
        kind = f"text/calendar; method={row.calendar_method}"  # Django adds the charset
        message.attach_alternative(row.calendar, kind)
        message.attach("undangan.ics", row.calendar, kind)
    return message


def sender_of(row):
    """The office that speaks through the forum, or the forum; always the forum's own address."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((row.sender or name, address))


def through_the_forum(office):
    """ "Camat Watumalang melalui Forum Kerja Sama Desa"."""
    return _("%(office)s through %(site)s") % {"office": office, "site": settings.SITE_NAME}


def check_headers(headers):
    """Refuse further headers that would break out of their line or replace the row's own."""
    for name, value in headers.items():
        if not name.replace("-", "").isalnum() or name.lower() in OWN_HEADERS:
            raise ValueError(f"header {name!r} is not for a notice to set")
        if any(ord(char) < 32 or ord(char) == 127 for char in value):
            raise ValueError(f"header {name} holds a line end")
