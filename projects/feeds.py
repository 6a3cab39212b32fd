"""News for feed readers (Atom): of one project, and of many.

A summary of Atom is HTML to its readers, so what people wrote is escaped before it goes in.
"""

import hashlib

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import audit
from projects.stages import STAGE_OF

MOST = 30  # entries
# What is no news: what nobody else saw, and what the reports themselves tell better.
NO_NEWS = {
    "projects.drafted", "projects.discarded", "projects.reported", "projects.backer_reported",
}  # fmt: skip


def mark_of(state, language):
    """A short mark of what a feed would hold, to see whether it has changed."""
    return hashlib.sha256(repr((state, language)).encode()).hexdigest()[:32]


def of_projects(projects, path):
    """The projects as they stand, the last changed first."""
    feed = _begin(
        _("Projects: %(site)s") % {"site": settings.SITE_NAME}, path, reverse("projects:list")
    )
    for project in projects:
        feed.add_item(
            title=project.title,
            link=settings.SITE_URL + project.get_absolute_url(),
            description=escape(_standing(project)),
            pubdate=project.proposed_at,
            updateddate=project.updated_at,
        )
    return feed.writeString("utf-8")


def _standing(project):
    return _("%(stage)s, %(state)s. %(lead)s. %(summary)s") % {
        "stage": STAGE_OF[project.state].label,
        "state": project.get_state_display(),
        "lead": project.lead.full_name,
        "summary": project.summary,
    }


def of_project(project):
    """Its reports, and what else has happened to it; newest first."""
    path = project.get_absolute_url()
    feed = _begin(project.title, reverse("projects:feed", args=[project.code]), path)
    entries = [*_reports(project), *_of_backers(project), *_events(project)]
    for moment, title, text, fragment in sorted(entries, reverse=True)[:MOST]:
        is_page = fragment.endswith("/")
        address = f"{settings.SITE_URL}{path}{fragment if is_page else f'#{fragment}'}"
        feed.add_item(
            title=title,
            link=address,
            description=escape(text),
            unique_id=f"{settings.SITE_URL}{path}{moment.isoformat()}/{fragment}",
            pubdate=moment,
            updateddate=moment,
        )
    return feed.writeString("utf-8")


def _begin(title, own_path, page_path):
    return Atom1Feed(
        title=title,
        link=settings.SITE_URL + page_path,
        description="",
        feed_url=settings.SITE_URL + own_path,
        language=get_language(),
    )


def _reports(project):
    for report in project.reports.select_related("region")[:MOST]:
        text = Truncator(report.work).chars(600)
        yield report.sent_at, title_of(report), text, f"laporan-{report.number}"


def title_of(report):
    """Report 3, Desa Sojokerto: 40%."""
    title = _("Report %(number)d, %(region)s") % {
        "number": report.number,
        "region": report.region.full_name,
    }
    return title if report.percent is None else f"{title}: {report.percent}%"


def _of_backers(project):
    for report in project.backer_reports.all()[:MOST]:
        title = _("Report %(number)d, %(region)s") % {
            "number": report.number,
            "region": report.organisation_name,
        }
        text = Truncator(report.work).chars(600)
        yield report.sent_at, title, text, f"pendukung/kabar/{report.number}/"


def _events(project):
    for line in audit.trail_of(project, limit=MOST * 2):
        if line.verb not in NO_NEWS:
            yield line.at, said_of(line), line.capacity, "riwayat"


def said_of(line):
    """Who did what."""
    return f"{line.who or _('The portal')} {line.sentence}"
