"""What the members of a forum are told of its rankings: lines in the inbox."""

from django.utils.translation import gettext_lazy as _

from notifications.actions import tell_many
from projects.people import holders
from villages.roles import Permission

ASKED = _("%(forum)s asks for your order: %(title)s")
CLOSED = _("%(forum)s has closed the ranking: %(title)s")


def ranking_opened(ranking, *, by):
    """To those who may give the order of a member, except the one who asks."""
    _tell_members(ranking, "projects.ranking_opened", ASKED, by=by)


def ranking_closed(ranking, *, by):
    """To the same people, where it is closed before its last day: the common order stands."""
    _tell_members(ranking, "projects.ranking_closed", CLOSED, by=by)


def _tell_members(ranking, kind, title, *, by):
    seats = ranking.forum.memberships.on(ranking.last_day).values("region")
    people = {each.user_id: each.user for each in holders(seats, Permission.PROPOSE)}
    people.pop(by.user_id, None)
    tell_many(
        people.values(),
        kind=kind,
        title=lambda: title % {"forum": ranking.forum, "title": ranking.title},
        url=ranking.get_absolute_url(),
        about=ranking.key,
    )
