"""Following a project: whoever has an account may. It is nobody's business, so no trail is kept."""

from django.db import transaction

from core.access import require
from projects import rules
from projects.models import Follow


@transaction.atomic
def follow(project, *, by):
    """The person ``by`` hears of the project's news from now on; a second click changes nothing."""
    require(rules.can_follow(by, project))
    return Follow.objects.get_or_create(project=project, user=by)[0]


def unfollow(project, *, by):
    """No news any more."""
    Follow.objects.filter(project=project, user=by).delete()
