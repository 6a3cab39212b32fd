"""What people are told while a running project is adapted."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.language import speaking
from notifications.actions import tell_many
from projects.models import Amendment
from projects.telling import everybody_in, followers, holders_of, names_in, people_of, send
from villages.roles import Permission

A = Amendment.State


def adjustment_asked(request, project, *, by):
    """To those who represent the lead."""
    for mandate in holders_of([project.lead_id], Permission.PROPOSE, but=by):
        with speaking(mandate.user):
            title = _("%(region)s asks for an adjustment: %(title)s") % {
                "region": request.region.full_name,
                "title": project.title,
            }
        send(
            mandate, project, kind="projects.adjustment_asked", title=title, sender=by.capacity,
            key=f"{request.pk}", request=request, body=request.text, url=_page(project),
        )  # fmt: skip


def adjustment_answered(given, project, *, by):
    """To those who represent the region that asked."""
    request = given.request
    for mandate in holders_of([request.region_id], Permission.PROPOSE, but=by):
        with speaking(mandate.user):
            title = _("Your request is answered (%(section)s: %(answer)s): %(title)s") % {
                "section": request.title,
                "answer": given.get_answer_display(),
                "title": project.title,
            }
        send(
            mandate, project, kind="projects.adjustment_answered", title=title,
            sender=by.capacity, key=f"{given.pk}", given=given, body=given.reason,
            url=_page(project),
        )  # fmt: skip


def amendment_asked(project, *, by):
    """To the heads whose answer is awaited; a line for the followers."""
    version = project.pending
    stay = {project.lead_id, *version.partner_codes}
    answered = set(version.consents.values_list("region", flat=True))
    seats = project.partnerships.values_list("region", flat=True)
    asked = {*seats, *version.partner_codes} - answered
    heads = holders_of(asked, Permission.CONSENT)
    for mandate in heads:
        leaves = mandate.region_id not in stay
        with speaking(mandate.user):
            title = _asking(leaves) % {**names_in(project), "region": mandate.region.full_name}
        send(
            mandate, project, kind="projects.amendment_asked", title=title, sender=by.capacity,
            url=reverse("projects:answer", args=[project.code]), leaves=leaves,
        )  # fmt: skip
    tell_many(
        followers(project, {by.user_id, *people_of(heads)}),
        kind="projects.amendment_put",
        title=lambda: _("An amendment is under deliberation: %(title)s") % names_in(project),
        body=version.change_note,
        url=_page(project),
        about=project.key,
    )


def _asking(leaves):
    if leaves:
        return _("%(lead)s asks whether %(region)s leaves the project: %(title)s")
    return _("%(lead)s asks %(region)s about an amendment: %(title)s")


def amendment_settled(amendment, project, *, by=None):
    """To everybody who takes part, those who were to join among them; a line for the followers."""
    asked = holders_of(amendment.version.partner_codes, Permission.CONSENT, but=by)
    told = {each.user_id: each for each in [*everybody_in(project, but=by), *asked]}
    for mandate in told.values():
        with speaking(mandate.user):
            title = _title(amendment, project)
        send(
            mandate, project, kind="projects.amendment_settled", title=title,
            key=f"{amendment.pk}", amendment=amendment, body=amendment.withdraw_reason,
            sender=by.capacity if by else "", url=_page(project),
        )  # fmt: skip
    tell_many(
        followers(project, {*told, *([by.user_id] if by else [])}),
        kind="projects.amendment_told",
        title=lambda: _title(amendment, project),
        url=_page(project),
        about=project.key,
    )


def _title(amendment, project):
    return {
        A.IN_FORCE: _("The amendment is in force: %(title)s"),
        A.REFUSED: _("The amendment was not accepted: %(title)s"),
        A.WITHDRAWN: _("The amendment was withdrawn: %(title)s"),
    }[amendment.state] % names_in(project)


def _page(project):
    return reverse("projects:adjustments", args=[project.code])
