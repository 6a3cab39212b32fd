"""What the proposer of a topic is told: one line in the inbox for each turn it takes."""

from django.utils.translation import gettext as _

from accounts.language import speaking
from meetings import changes
from notifications.actions import tell

TAKEN, POSTPONED, DECLINED, DONE = (
    f"meetings.proposal_{event}" for event in ("taken", "postponed", "declined", "done")
)


def taken_up(topic, meeting):
    """It stands on the agenda of a meeting."""
    with speaking(topic.proposed_by.user):
        when = changes.when(meeting.starts_at, meeting.ends_at, meeting.zone)
        _line(topic, TAKEN, _("On the agenda: %(topic)s"), body=f"{meeting.title}. {when}")


def postponed(topic, meeting):
    """A sitting did not come to it; it waits for the next one."""
    with speaking(topic.proposed_by.user):
        body = _("It waits for the next sitting. It was on the agenda of: %(meeting)s")
        _line(topic, POSTPONED, _("Postponed: %(topic)s"), body=body % {"meeting": meeting.title})


def declined(topic):
    """No sitting deals with it, and why."""
    with speaking(topic.proposed_by.user):
        _line(topic, DECLINED, _("Declined: %(topic)s"), body=topic.answer)


def dealt_with(topic, meeting):
    """A sitting has dealt with it."""
    with speaking(topic.proposed_by.user):
        _line(topic, DONE, _("Dealt with: %(topic)s"), body=meeting.title)


def _line(topic, kind, title, *, body):
    """None for an account that was closed."""
    if topic.proposed_by.user.is_active:
        tell(
            topic.proposed_by.user,
            kind=kind,
            title=title % {"topic": topic.title},
            body=body,
            url=topic.get_absolute_url(),
            about=topic.key,
        )
