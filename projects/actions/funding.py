"""What lists know of a project's money."""

from django.utils import timezone

from projects.funds import funds_of
from projects.models import Project


def note_gap(project):
    """Keep what nobody has promised yet beside the project, for the list of those that seek funds;
    asked with the project's row locked."""
    gap = funds_of(project).gap
    Project.objects.filter(pk=project.pk).update(funding_gap=gap, updated_at=timezone.now())
    project.funding_gap = gap
