"""What a follower is told by mail: the public news of a day, project by project."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.text import Truncator

from core import audit
from projects.feeds import NO_NEWS, said_of, title_of
from projects.models import Follow, Project, Report
from villages.models import Mandate
from villages.roles import GRANTS, Permission

MOST_PROJECTS = 20  # in one letter; the others are named as a number
MOST_LINES = 6  # of a project
MOST_READ = 500  # events and reports that are looked at
# What supporters report is one line of the trail here; the progress of the work says more.
LEFT_OUT = NO_NEWS - {"projects.backer_reported"}


@dataclass
class News:
    """A project and its last lines, oldest first; ``more`` before them are left out."""

    project: Project
    lines: list = field(default_factory=list)
    more: int = 0

    def add(self, words):
        self.lines.append(words)
        if len(self.lines) > MOST_LINES:
            del self.lines[0]
            self.more += 1


def news_for(user, after, until):
    """What has happened between the two moments in the projects that the person follows by mail,
    without those of which he is told as a partner, and without what he has done himself. Four
    queries, whatever their number."""
    follows = Follow.objects.by_mail().filter(user=user).exclude(_told_anyway(user))
    since = {follow.project: follow.since for follow in follows.select_related("project")}
    news = {project.pk: News(project) for project in since}
    begun = {project.pk: moment for project, moment in since.items()}
    for key, moment, words in sorted(_happened(user, list(news), after, until)):
        if moment > begun[key]:
            news[key].add(words)
    return [each for each in news.values() if each.lines]


def _told_anyway(user):
    """Projects of whose course the person hears as the head of a partner, or speaking for the lead."""
    held = list(Mandate.objects.held_by(user).values_list("region", "office"))

    def regions(permission):
        return [region for region, office in held if permission in GRANTS[office]]

    return Q(project__partnerships__region__in=regions(Permission.CONSENT)) | Q(
        project__lead__in=regions(Permission.PROPOSE)
    )


def _happened(user, keys, after, until):
    """(key of the project, when, words)."""
    reports = Report.objects.filter(project__in=keys, sent_at__gt=after, sent_at__lte=until)
    reports = reports.exclude(mandate__user=user).select_related("region").order_by("pk")
    for report in reports[:MOST_READ]:
        words = f"{title_of(report)}. {Truncator(report.work).chars(160)}"
        yield report.project_id, report.sent_at, words
    for key, line in audit.trails_between(Project, keys, after, until, but=user, limit=MOST_READ):
        if line.verb not in LEFT_OUT:
            office = f" ({line.capacity})" if line.capacity else ""
            yield key, line.at, f"{said_of(line)}{office}"
