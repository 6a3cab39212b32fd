"""The letter with the news of a day."""

from django.conf import settings
from django.urls import reverse

from accounts.language import speaking
from notifications.actions import post
from notifications.letters import letter
from projects.digests import MOST_PROJECTS
from projects.links import digest_url

DIGEST = "projects.digest"


def digest(user, news, day):
    """One letter a person and day; 1 if it was new."""
    address = digest_url(user)
    context = {
        "first": news[0].project,
        "news": news[:MOST_PROJECTS],
        "others": len(news) - 1,
        "more": max(0, len(news) - MOST_PROJECTS),
        "off": address,
        "site_url": settings.SITE_URL,
        "url": f"{reverse('projects:list')}?ikut=on",
    }
    with speaking(user):
        words = letter("projects/mail/digest", user, context)._asdict()
    made = post(
        user,
        key=f"{DIGEST}:{user.pk}:{day}",
        kind=DIGEST,
        day_zone=user.time_zone,
        headers={
            "List-Id": f"<kabar-proyek.{settings.MAIL_DOMAIN}>",
            "List-Unsubscribe": f"<{address}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        **words,
    )
    return int(made is not None)
