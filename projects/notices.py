"""What people are told about projects: a line in the inbox and a letter, in their language.

Rows only, in the transaction of the act; each letter goes out on behalf of the receiver's
mandate, so that it is dropped when the mandate ends first.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.language import speaking
from notifications.actions import drop, post, tell
from notifications.letters import letter
from notifications.models import Mail
from projects.models import Project
from projects.people import holders
from villages.roles import Permission

ASKED = "projects.consent_asked"
DUE = "projects.report_due"
EVALUATION = "projects.evaluation_due"


def consent_asked(project, *, by):
    """To the heads of the regions that have not answered the current version."""
    answered = project.current.consents.values("region")
    seats = project.partnerships.exclude(region__in=answered).values("region")
    url = reverse("projects:answer", args=[project.code])
    for mandate in _holders(seats, Permission.CONSENT):
        with speaking(mandate.user):
            title = _("%(lead)s asks %(region)s for an answer: %(title)s") % {
                **_names(project),
                "region": mandate.region.full_name,
            }
        _send(
            mandate, project, kind=ASKED, title=title, url=url, sender=by.capacity,
            again=project.current.number > 1,
        )  # fmt: skip


def forget_questions(project):
    """Letters that ask for an answer to an older version, and have not gone out, never do."""
    drop(Mail.objects.about(project.key).filter(kind=ASKED))


def answered(project, consent, *, by):
    """To the lead's representatives, except the one who answered."""
    for mandate in _holders([project.lead_id], Permission.PROPOSE, but=by):
        with speaking(mandate.user):
            title = _("%(region)s %(answer)s: %(title)s") % {
                "region": consent.region.full_name,
                "answer": consent.get_answer_display(),
                "title": project.title,
            }
        _send(
            mandate, project, kind="projects.answered", title=title, sender=by.capacity,
            key=f"{consent.pk}", consent=consent, body=consent.reason,
        )  # fmt: skip


def settled(project):
    """To the heads of all seats and the lead's representatives: what the answers led to."""
    state = project.state
    kind = f"projects.{state}"
    for mandate in _everybody(project):
        with speaking(mandate.user):
            title = {
                Project.State.AGREED: _("All partners have consented: %(title)s"),
                Project.State.REVISING: _("The proposal needs a revision: %(title)s"),
                Project.State.DECLINED: _("All partners have declined: %(title)s"),
            }[state] % _names(project)
        _send(mandate, project, kind=kind, title=title)


def withdrawn(project, *, by):
    """To everybody who was asked, except the one who withdrew."""
    for mandate in _everybody(project, but=by):
        with speaking(mandate.user):
            title = _("%(lead)s has withdrawn: %(title)s") % _names(project)
        _send(
            mandate, project, kind="projects.withdrawn", title=title, sender=by.capacity,
            body=project.close_reason,
        )  # fmt: skip


def left_out(project, regions):
    """To the heads of regions that the changed proposal does without."""
    for mandate in _holders(regions, Permission.CONSENT):
        with speaking(mandate.user):
            title = _("%(region)s is no longer a partner: %(title)s") % {
                "region": mandate.region.full_name,
                "title": project.title,
            }
        _send(mandate, project, kind="projects.left_out", title=title)


def report_due(project, mandate, *, step, due_at):
    """The report is due today, or was three days ago. Each once; 1 if it was new."""
    key = f"{DUE}:{project.pk}:{project.report_due_on}:{step}:{mandate.pk}"
    if Mail.objects.filter(key=key).exists():
        return 0
    url = reverse("projects:report", args=[project.code])
    with speaking(mandate.user):
        title = _("Report late: %(title)s") if step else _("Report due: %(title)s")
        title %= _names(project)
        tell(mandate.user, kind=DUE, title=title, url=url, about=project.key)
        context = {"project": project, "days": step, "region": mandate.region, "url": url}
        post(
            mandate.user,
            key=key,
            kind=DUE,
            about=project.key,
            on_behalf=mandate.key,
            due_at=due_at,
            day_zone=mandate.user.time_zone,
            **letter("projects/mail/report_due", mandate.user, context)._asdict(),
        )
    return 1


def forget_reminders(project):
    """Letters that remind of a report, and have not gone out, never do."""
    drop(Mail.objects.about(project.key).filter(kind=DUE))


def evaluation_due(evaluation, mandate, *, step, due_at):
    """A look back is due in ``step`` days (0 today, negative: late). Each once; 1 if it was new."""
    project = evaluation.project
    key = f"{EVALUATION}:{evaluation.pk}:{step}:{mandate.pk}"
    if Mail.objects.filter(key=key).exists():
        return 0
    url = reverse("projects:evaluate", args=[project.code, evaluation.years])
    with speaking(mandate.user):
        title = _("Look back on the project: %(title)s") % _names(project)
        tell(mandate.user, kind=EVALUATION, title=title, url=url, about=project.key)
        context = {
            "project": project,
            "evaluation": evaluation,
            "days": -step,
            "region": mandate.region,
            "url": url,
        }
        post(
            mandate.user,
            key=key,
            kind=EVALUATION,
            about=evaluation_key(evaluation),
            on_behalf=mandate.key,
            due_at=due_at,
            day_zone=mandate.user.time_zone,
            **letter("projects/mail/evaluation_due", mandate.user, context)._asdict(),
        )
    return 1


def evaluation_key(evaluation):
    """How the outbox names it."""
    return f"{evaluation._meta.label_lower}:{evaluation.pk}"


def forget_evaluation(evaluation):
    """Letters that remind of it, and have not gone out, never do."""
    drop(Mail.objects.about(evaluation_key(evaluation)))


def evaluated(evaluation, *, by):
    """A line for everybody who took part, except the one who wrote it."""
    project = evaluation.project
    for mandate in _everybody(project, but=by):
        with speaking(mandate.user):
            tell(
                mandate.user,
                kind="projects.evaluated",
                title=_("Evaluated: %(title)s") % _names(project),
                body=evaluation.lessons,
                url=reverse("projects:result", args=[project.code]),
                about=project.key,
            )


def reported(report, *, by):
    """A line for everybody who takes part, except the one who reported."""
    project = report.project
    for mandate in _everybody(project, but=by):
        with speaking(mandate.user):
            title = _("New report of %(region)s: %(title)s") % {
                "region": report.region.full_name,
                "title": project.title,
            }
        tell(
            mandate.user,
            kind="projects.reported",
            title=title,
            body=report.work,
            url=f"{project.get_absolute_url()}#kabar",
            about=project.key,
        )


def _names(project):
    return {"lead": project.lead.full_name, "title": project.title}


def _holders(regions, permission, but=None):
    """Who may do this for the regions today, each person once."""
    people = {mandate.user_id: mandate for mandate in holders(regions, permission)}
    if but:
        people.pop(but.user_id, None)
    return list(people.values())


def _everybody(project, but=None):
    heads = _holders(project.partnerships.values("region"), Permission.CONSENT, but)
    lead = _holders([project.lead_id], Permission.PROPOSE, but)
    return {mandate.user_id: mandate for mandate in heads + lead}.values()


def _send(mandate, project, *, kind, title, url="", sender="", body="", key="", **context):
    """One line and one letter about the project's current version to the mandate's holder."""
    user = mandate.user
    url = url or project.get_absolute_url()
    tell(user, kind=kind, title=title, url=url, about=project.key, body=body)
    context |= {
        "project": project,
        "version": project.current,
        "region": mandate.region,
        "sender": sender,
        "url": url,
    }
    template = f"projects/mail/{kind.removeprefix('projects.')}"
    post(
        user,
        key=f"{kind}:{project.current.pk}:{key or mandate.pk}:{user.pk}",
        kind=kind,
        about=project.key,
        on_behalf=mandate.key,
        sender=sender,
        **letter(template, user, context)._asdict(),
    )
