"""What people are told about the risks of a project."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.language import speaking
from notifications.actions import post, tell, tell_many
from notifications.letters import letter
from notifications.models import Mail
from projects.telling import holders_of
from villages.roles import Permission

REVIEW = "projects.review_due"


def risk_entrusted(assessment, *, by):
    """A line for those who represent the region that looks after the risk from now on."""
    risk, project = assessment.risk, assessment.risk.project
    people = holders_of([assessment.keeper_id], Permission.RUN_PROJECT, but=by)
    tell_many(
        [mandate.user for mandate in people],
        kind="projects.risk_entrusted",
        title=lambda: (
            _("%(region)s looks after a risk of %(title)s: %(risk)s")
            % {
                "region": assessment.keeper.full_name,
                "title": project.title,
                "risk": risk.title,
            }
        ),
        body=assessment.measure,
        url=_page(risk),
        about=project.key,
    )


def review_due(assessment, mandate, *, step, due_at):
    """The review is due today, or was three days ago. Each once; 1 if it was new."""
    key = f"{REVIEW}:{assessment.pk}:{step}:{mandate.pk}"
    if Mail.objects.filter(key=key).exists():
        return 0
    risk, project = assessment.risk, assessment.risk.project
    url = _page(risk)
    with speaking(mandate.user):
        title = _("Review late: %(title)s") if step else _("Review due: %(title)s")
        title %= {"title": risk.title}
        tell(mandate.user, kind=REVIEW, title=title, url=url, about=project.key)
        context = {
            "project": project,
            "risk": risk,
            "assessment": assessment,
            "days": step,
            "region": mandate.region,
            "url": url,
        }
        post(
            mandate.user,
            key=key,
            kind=REVIEW,
            about=project.key,
            on_behalf=mandate.key,
            due_at=due_at,
            day_zone=mandate.user.time_zone,
            **letter("projects/mail/review_due", mandate.user, context)._asdict(),
        )
    return 1


def _page(risk):
    return reverse("projects:risk", args=[risk.project.code, risk.number])
