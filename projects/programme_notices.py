"""What people are told about places in programmes: a line in the inbox."""

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.actions import tell_many
from projects.models import Placement
from projects.telling import holders_of
from villages.roles import Permission


def place_asked(placement, *, by):
    """To those who represent the region that founded the programme."""
    programme = placement.phase.programme
    people = holders_of([programme.owner_id], Permission.PROPOSE, but=by)
    tell_many(
        [mandate.user for mandate in people],
        kind="projects.place_asked",
        title=lambda: (
            _("%(project)s asks for a place in %(programme)s")
            % {"project": placement.project.title, "programme": programme.title}
        ),
        url=reverse("programmes:place", args=[placement.pk]),
        about=placement.project.key,
    )


def place_answered(placement, *, by):
    """To those who represent the lead."""
    project = placement.project
    people = holders_of([project.lead_id], Permission.PROPOSE, but=by)
    tell_many(
        [mandate.user for mandate in people],
        kind="projects.place_answered",
        title=lambda: _title(placement),
        body=placement.reason,
        url=placement.phase.programme.get_absolute_url(),
        about=project.key,
    )


def _title(placement):
    text = {
        Placement.State.ACCEPTED: _("%(project)s belongs to %(programme)s now"),
        Placement.State.DECLINED: _("%(project)s found no place in %(programme)s"),
    }[placement.state]
    return text % {
        "project": placement.project.title,
        "programme": placement.phase.programme.title,
    }
