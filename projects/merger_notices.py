"""What people are told of two proposals that become one, and of the end of what they became."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.language import speaking
from projects.models import Project
from projects.telling import everybody_in, holders_of, names_in, people_of, send
from villages.roles import Permission


def merge_offered(offer, *, by):
    """To those who represent the lead of the other proposal."""
    url = reverse("projects:answer_merge", args=[offer.pk])
    for mandate in holders_of([offer.target.lead_id], Permission.PROPOSE, but=by):
        with speaking(mandate.user):
            title = _("%(lead)s offers to merge: %(title)s") % names_in(offer.project)
        send(
            mandate, offer.target, kind="projects.merge_offered", title=title, url=url,
            sender=by.capacity, key=f"{offer.pk}", offer=offer, body=offer.message,
        )  # fmt: skip


def merge_declined(offer, *, by):
    """To those who represent the lead that offered."""
    for mandate in holders_of([offer.project.lead_id], Permission.PROPOSE, but=by):
        with speaking(mandate.user):
            title = _("%(lead)s declines the merger: %(title)s") % names_in(offer.target)
        send(
            mandate, offer.project, kind="projects.merge_declined", title=title,
            sender=by.capacity, key=f"{offer.pk}", offer=offer, body=offer.reason,
        )  # fmt: skip


def merged(offer, *, by):
    """To everybody who takes part in the merged proposal: where it goes on, and their seat there."""
    for mandate in everybody_in(offer.project, but=by):
        with speaking(mandate.user):
            title = _("The proposal goes on in another one: %(title)s") % names_in(offer.project)
        send(
            mandate, offer.project, kind="projects.merged", title=title, sender=by.capacity,
            key=f"{offer.pk}", offer=offer, url=offer.target.get_absolute_url(),
        )  # fmt: skip


def target_ended(target, *, by=None):
    """To everybody who took part in a proposal merged into this one, which is withdrawn or declined,
    and has no seat here. The keys of those who are told, for the lines to the others."""
    told = people_of(everybody_in(target)) | ({by.user_id} if by else set())
    now_told = set()
    for project in target.merged_from.select_related("lead", "current", "pending"):
        waiting = [each for each in everybody_in(project) if each.user_id not in told]
        for mandate in waiting:
            with speaking(mandate.user):
                title = _ending(target) % names_in(target)
            send(
                mandate, project, kind="projects.merger_ended", title=title,
                sender=by.capacity if by else "", key=f"{target.pk}", target=target,
                body=target.close_reason,
            )  # fmt: skip
        now_told |= people_of(waiting)
    return now_told


def _ending(target):
    if target.state == Project.State.WITHDRAWN:
        return _("%(lead)s has withdrawn the proposal in which yours went on: %(title)s")
    return _("All partners have declined the proposal in which yours went on: %(title)s")
