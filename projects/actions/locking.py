"""One at a time: whoever changes a project holds its row."""

from projects.models import Project


def locked(project):
    """The project as it stands now; whoever else wants it waits for the end of our transaction.

    Read anew once the lock is held: a statement that had to wait for the lock sees the new row,
    but its joins still look at the old snapshot, in which a new version does not exist yet.
    """
    Project.objects.select_for_update(no_key=True).only("pk").get(pk=project.pk)
    return Project.objects.select_related("lead", "current").get(pk=project.pk)
