"""What organisations and leads are told of each other, and what followers hear of the support."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.language import speaking
from notifications.actions import post, tell
from notifications.letters import letter
from projects.models import Commitment, Project
from projects.notices import tell_all
from projects.people import givers, holders
from villages.roles import Permission


def invited(backing, *, by):
    """To the organisation's representatives, who answer."""
    for mandate in givers([backing.organisation_id]):
        with speaking(mandate.user):
            title = _("Your answer to the invitation of %(lead)s, please: %(title)s") % _names(
                backing
            )
        _letter(
            mandate, backing, "projects.backer_invited", title, backing.words, by=by,
            key=f"{backing.pk}",
        )  # fmt: skip


def answered(backing, *, by):
    """To the lead's representatives: yes, no, or no longer."""
    for mandate in _of_lead(backing.project):
        with speaking(mandate.user):
            title = {
                "accepted": _("%(organisation)s supports: %(title)s"),
                "declined": _("%(organisation)s has declined the invitation: %(title)s"),
                "left": _("%(organisation)s has ended its support: %(title)s"),
            }[backing.state] % _names(backing)
        _letter(
            mandate, backing, "projects.backer_answered", title, backing.reason, by=by,
            key=f"{backing.pk}:{backing.state}",
        )  # fmt: skip


def removed(backing, *, by):
    """To the organisation's representatives."""
    for mandate in givers([backing.organisation_id]):
        with speaking(mandate.user):
            title = _("%(lead)s has ended your support or its invitation: %(title)s") % _names(
                backing
            )
        _letter(
            mandate, backing, "projects.backer_removed", title, backing.reason, by=by,
            key=f"{backing.pk}",
        )  # fmt: skip


def closed(project, *, by):
    """To the representatives of those that stand beside the project or give to it: it is withdrawn
    or finished. The keys of those who are told, for the lines to the others."""
    told = givers(_beside(project))
    for mandate in told:
        with speaking(mandate.user):
            title = _closing(project) % {"lead": project.lead.full_name, "title": project.title}
            body = project.close_reason
        _send(
            mandate, project, "projects.backing_closed", title, body, by=by, key=project.state,
            url=reverse("projects:backers", args=[project.code]),
        )  # fmt: skip
    return {mandate.user_id for mandate in told}


def _beside(project):
    """The keys of organisations that are invited or support, or whose contribution is not taken
    back."""
    live = project.backings.live().values_list("organisation_id", flat=True)
    rows = project.commitments.exclude(state=Commitment.State.WITHDRAWN)
    giving = rows.filter(organisation__isnull=False).values_list("organisation_id", flat=True)
    return {*live, *giving}


def _closing(project):
    if project.state == Project.State.WITHDRAWN:
        return _("%(lead)s has withdrawn a project beside which you stand: %(title)s")
    return _("A project beside which you stand is finished: %(title)s")


def reported(report, *, by):
    """A line for everybody who takes part or follows."""
    tell_all(
        report.project,
        by=by,
        kind="projects.backer_reported",
        title=lambda: (
            _("New report of %(organisation)s on its support: %(title)s")
            % {"organisation": report.organisation_name, "title": report.project.title}
        ),
        body=report.work,
        url=report.get_absolute_url(),
    )


def _of_lead(project):
    people = {each.user_id: each for each in holders([project.lead_id], Permission.PROPOSE)}
    return list(people.values())


def _names(backing):
    return {
        "lead": backing.project.lead.full_name,
        "organisation": backing.organisation.name,
        "title": backing.project.title,
    }


def _letter(mandate, backing, kind, title, body, *, by, key):
    url = backing.get_absolute_url()
    _send(mandate, backing.project, kind, title, body, by=by, key=key, url=url)


def _send(mandate, project, kind, title, body, *, by, key, url):
    """A line and a letter in the name of the organisation."""
    tell(mandate.user, kind=kind, title=title, body=body, url=url, about=project.key)
    context = {
        "project": project, "title": title, "body": body, "region": mandate.party,
        "sender": by.capacity, "url": url,
    }  # fmt: skip
    post(
        mandate.user,
        key=f"{kind}:{key}:{mandate.user_id}",
        kind=kind,
        about=project.key,
        on_behalf=mandate.key,
        sender=by.capacity,
        **letter("projects/mail/backing", mandate.user, context)._asdict(),
    )
