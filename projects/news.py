"""What changes on a project's page while the work runs: milestones and reports."""

from django.db.models import Prefetch, prefetch_related_objects

from projects import rules
from projects.models import Milestone, Project
from projects.progress import progress_of


def revision_of(project):
    """Another text whenever the project has changed."""
    return f"{project.updated_at:%Y%m%d%H%M%S%f}"


def news_of(project, acting):
    """Progress, what the reader may add to it, and whether there may be news soon."""
    if project.agreed_at:  # before that nobody has set any milestones
        owned = Milestone.objects.select_related("owner")
        prefetch_related_objects([project], Prefetch("milestones", owned))
    return {
        "progress": progress_of(project),
        "can_plan": rules.can_plan(acting, project),
        "can_report": rules.can_report(acting, project),
        "revision": revision_of(project),
        "is_live": project.state == Project.State.RUNNING,
    }
