"""What the asked regions, and who asked, are told of a date poll; a letter a mandate."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.language import speaking
from core import formats
from meetings import changes, links
from notifications.actions import post, tell
from notifications.letters import letter

ASKED = "meetings.poll_asked"
CHASED = "meetings.poll_chased"
REPORTED = "meetings.poll_reported"
WITHDRAWN = "meetings.poll_withdrawn"


def asked(poll, mandate, *, dates):
    """Which of these dates suit you?"""
    with speaking(mandate.user):
        _tell(poll, mandate, ASKED, _("Which date suits you? %(title)s"))
        _post(poll, mandate, "asked", asked_context(poll, mandate, dates=dates))


def asked_context(poll, mandate, *, dates, url=None):
    """What the letter needs; the preview shows the same letter."""
    return {
        "poll": poll,
        "organiser": poll.organiser.full_name,
        "asked": mandate.region.full_name,
        "dates": [changes.when(date.starts_at, date.ends_at, poll.zone) for date in dates],
        "closes": formats.moment(poll.closes_at, poll.zone),
        "url": url or links.poll_url(poll, mandate),
        "capacity": mandate.capacity,
    }


def chased(poll, mandate, *, dates, due_at):
    """Your region has said nothing yet, and the poll closes soon."""
    with speaking(mandate.user):
        _tell(poll, mandate, CHASED, _("No answer yet: %(title)s"))
        context = asked_context(poll, mandate, dates=dates)
        _post(poll, mandate, "chased", context, due_at=due_at, expires_at=poll.closes_at)


def reported(poll, mandate, *, result, due_at):
    """All have answered, or the time is over: how it stands; now you choose."""
    with speaking(mandate.user):
        complete = result.answered == result.asked
        title = _("All have answered: %(title)s") if complete else _("Date poll closed: %(title)s")
        _tell(poll, mandate, REPORTED, title)
        best = result.best
        context = asked_context(poll, mandate, dates=(), url=poll.get_absolute_url()) | {
            "complete": complete,
            "result": result,
            "best": changes.when(best.starts_at, best.ends_at, poll.zone) if best else "",
        }
        until = max(poll.closes_at, due_at) + timedelta(days=7)
        _post(poll, mandate, "reported", context, due_at=due_at, expires_at=until)


def withdrawn(poll, mandate):
    """The question was taken back, and why."""
    with speaking(mandate.user):
        _tell(poll, mandate, WITHDRAWN, _("Date poll withdrawn: %(title)s"))
        context = asked_context(poll, mandate, dates=(), url=poll.get_absolute_url())
        _post(poll, mandate, "withdrawn", context)


def _tell(poll, mandate, kind, title):
    tell(
        mandate.user,
        kind=kind,
        title=title % {"title": poll.title},
        body=poll.organiser.full_name,
        url=poll.get_absolute_url(),
        about=poll.key,
    )


def _post(poll, mandate, name, context, *, due_at=None, expires_at=None):
    now = timezone.now()
    post(
        mandate.user,
        key=f"poll_{name}:{poll.pk}:{mandate.pk}",
        kind=f"meetings.poll_{name}",
        about=poll.key,
        on_behalf=mandate.key,
        sender=poll.organiser.full_name,
        due_at=due_at or now,
        expires_at=expires_at or max(poll.closes_at, now + timedelta(days=1)),
        **letter(f"meetings/mail/poll_{name}", mandate.user, context)._asdict(),
    )
