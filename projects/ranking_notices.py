"""What the members of a forum are told of its rankings: lines in the inbox."""

from django.utils.translation import gettext as _

from notifications.actions import tell_many
from projects.people import holders
from villages.roles import Permission


def ranking_opened(ranking, *, by):
    """To those who may give the order of a member, except the one who asks."""
    seats = ranking.forum.memberships.on(ranking.last_day).values("region")
    people = {each.user_id: each.user for each in holders(seats, Permission.PROPOSE)}
    people.pop(by.user_id, None)
    tell_many(
        people.values(),
        kind="projects.ranking_opened",
        title=lambda: (
            _("%(forum)s asks for your order: %(title)s")
            % {"forum": ranking.forum, "title": ranking.title}
        ),
        url=ranking.get_absolute_url(),
        about=ranking.key,
    )
