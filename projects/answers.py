"""Answers to a proposal, in words: what is true where none is awaited, and what the lead sends to
those who are awaited."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core import formats
from projects.models import Project
from villages.roles import Permission, may

S = Project.State


def stand_of(project, acting):
    """Why no answer is awaited from the reader; empty while one is, or may be, and of a draft."""
    if project.asked is None:
        return ""
    given = project.answer_of(acting.region_id) if acting else None
    if project.state == S.PROPOSED or project.pending:
        return _answered(given) if given else ""
    return {
        S.REVISING: _("%(lead)s is revising the proposal; the next version will ask again."),
        S.AGREED: _("All partners have consented to version %(number)d; no answer is awaited."),
        S.RUNNING: _("Version %(number)d is in force and the work goes on; no answer is awaited."),
        S.FINISHED: _("The work on version %(number)d is finished; no answer is awaited."),
        S.DECLINED: _("All partners have declined this proposal; no answer is awaited any more."),
        S.WITHDRAWN: _("%(lead)s has withdrawn this project; no answer is awaited any more."),
        S.MERGED: _("This proposal goes on in another one; no answer is awaited here any more."),
    }[project.state] % {"lead": project.lead.full_name, "number": project.asked.number}


def _answered(given):
    return _("%(region)s has answered version %(number)d: %(answer)s.") % {
        "region": given.region.full_name,
        "number": given.version.number,
        "answer": given.get_answer_display(),
    }


def with_nudges(project, seats, acting):
    """Each seat with the text that the lead's representatives send on while its answer is awaited;
    empty for everybody else."""
    asks = project.state == S.PROPOSED and may(acting, Permission.PROPOSE, project.lead)
    return [(seat, _nudge(project, seat) if asks and not seat.consent else "") for seat in seats]


def _nudge(project, seat):
    return _("%(region)s has not answered yet: %(title)s. Please answer by %(day)s: %(url)s") % {
        "region": seat.region.full_name,
        "title": project.title,
        "day": formats.day(project.answer_by),
        "url": settings.SITE_URL + reverse("projects:answer", args=[project.code]),
    }
