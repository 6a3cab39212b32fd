"""One at a time: whoever changes a project holds its row."""

from django.utils.translation import gettext as _

from core.errors import Refusal
from projects.models import Project


def locked(project):
    """The project as it stands now; whoever else wants it waits for the end of our transaction.

    Read anew once the lock is held: a statement that had to wait for the lock sees the new row,
    but its joins still look at the old snapshot, in which a new version does not exist yet.
    A first draft may be gone by then.
    """
    try:
        Project.objects.select_for_update(no_key=True).only("pk").get(pk=project.pk)
    except Project.DoesNotExist as gone:
        text = _("This draft has been sent or thrown away in the meantime.")
        raise Refusal(text, back="start") from gone
    return Project.objects.select_related("lead", "current", "pending").get(pk=project.pk)
