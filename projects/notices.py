"""What people are told about projects: a line in the inbox and a letter, in their language.

Rows only, in the transaction of the act; each letter goes out on behalf of the receiver's
mandate, so that it is dropped when the mandate ends first.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.language import speaking
from notifications.actions import drop, post, tell, tell_many
from notifications.letters import letter
from notifications.models import Mail
from projects import pages
from projects.models import Project
from projects.telling import everybody_in as _everybody
from projects.telling import followers as _followers
from projects.telling import holders_of as _holders
from projects.telling import names_in as _names
from projects.telling import people_of as _people
from projects.telling import send as _send
from villages.roles import Permission, grants

ASKED = "projects.consent_asked"
AMENDMENT = "projects.amendment_asked"
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


def changed(project, *, by):
    """A line for the followers who were not asked themselves: the proposal has a new version."""
    number = project.current.number
    if number == 1:
        return
    asked = _holders(project.partnerships.values("region"), Permission.CONSENT)
    _tell_followers(
        project,
        kind="projects.changed",
        title=lambda: (
            _("The proposal was changed (version %(number)d): %(title)s")
            % {"number": number, "title": project.title}
        ),
        body=project.current.change_note,
        told={by.user_id, *_people(asked)},
    )


def forget_questions(project):
    """Letters that ask for an answer to an older version, and have not gone out, never do."""
    drop(Mail.objects.about(project.key).filter(kind__in=[ASKED, AMENDMENT]))


def answered(project, consent, *, by):
    """To the lead's representatives, except the one who answered."""
    for mandate in _holders([project.lead_id], Permission.PROPOSE, but=by):
        with speaking(mandate.user):
            title = _answer_title(project) % {
                "region": consent.region.full_name,
                "answer": consent.get_answer_display(),
                "title": project.title,
            }
            body = _said(consent)
        _send(
            mandate, project, kind="projects.answered", title=title, sender=by.capacity,
            key=f"{consent.pk}", consent=consent, body=body,
        )  # fmt: skip


def _answer_title(project):
    if project.pending:
        return _("Amendment: %(region)s %(answer)s: %(title)s")
    return _("%(region)s %(answer)s: %(title)s")


def _said(consent):
    """The reason, and part by part what should change."""
    requests = [
        f"{pages.title_of(request.section)}: {request.text}" for request in consent.requests.all()
    ]
    return "\n".join(filter(None, [*requests, consent.reason]))


def request_answered(given, project, *, by):
    """To those who represent the region that asked: what the lead says to its request."""
    request = given.request
    for mandate in _holders([request.consent.region_id], Permission.PROPOSE, but=by):
        with speaking(mandate.user):
            title = _("Your request is answered (%(section)s: %(answer)s): %(title)s") % {
                "section": pages.title_of(request.section),
                "answer": given.get_answer_display(),
                "title": project.title,
            }
        _send(
            mandate, project, kind="projects.request_answered", title=title, sender=by.capacity,
            key=f"{given.pk}", given=given, section=pages.title_of(request.section),
            body=given.reason, url=project.requests_url,
        )  # fmt: skip


def question_asked(question, project, *, by):
    """A line for those who represent a region with a seat: what is to be settled."""
    _tell_seats(
        project,
        by=by,
        kind="projects.question_asked",
        title=lambda: (
            _("%(region)s puts a question to the partners: %(title)s")
            % {"region": question.region.full_name, "title": question.title}
        ),
        body=question.text,
    )


def round_closed(closed, project, *, by):
    """The same: what the round has brought."""
    _tell_seats(
        project,
        by=by,
        kind="projects.round_closed",
        title=lambda: (
            _("Round %(number)d of the talk is closed: %(title)s")
            % {"number": closed.number, "title": project.title}
        ),
        body=closed.summary,
    )


def facilitator_named(named, project, *, by):
    """A line for those who represent the region that is asked to lead the talk."""
    people = [mandate.user for mandate in _holders([named.region_id], Permission.PROPOSE, but=by)]
    tell_many(
        people,
        kind="projects.facilitator_named",
        title=lambda: (
            _("%(region)s is asked to lead the talk of the partners: %(title)s")
            % {"region": named.region.full_name, "title": project.title}
        ),
        url=reverse("projects:negotiation", args=[project.code]),
        about=project.key,
    )


def _tell_seats(project, *, by, kind, title, body):
    """The same line about the talk for all who may take part in it, except the one who acts."""
    seats = project.partnerships.values("region")
    people = [mandate.user for mandate in _holders(seats, Permission.PROPOSE, but=by)]
    url = reverse("projects:negotiation", args=[project.code])
    tell_many(people, kind=kind, title=title, body=body, url=url, about=project.key)


def escalation_told(escalation, step, *, by):
    """To everybody who takes part in a proposal that was sent upward: each thing that is said."""
    project = escalation.project
    for mandate in _everybody(project, but=by):
        with speaking(mandate.user):
            title = _("%(step)s (%(region)s): %(title)s") % {
                "step": step.get_kind_display(),
                "region": escalation.receiver.full_name,
                "title": project.title,
            }
        _send(
            mandate, project, kind="projects.escalation_told", title=title, sender=by.capacity,
            key=f"{step.pk}", body=step.text, step=step, escalation=escalation,
            url=escalation.get_absolute_url(),
        )  # fmt: skip


def escalation_asked(escalation, step, *, by):
    """To the officers of the receiver, when the lead has sent, replied or taken back, or the proposal
    has come to its end."""
    if not _title_on_the_way_up(step):
        return
    officers = _holders([escalation.receiver_id], Permission.TAKE_UP, but=by)
    if step.kind == step.Kind.CLOSED:
        officers = _without_seat(officers, escalation.project)
    for mandate in officers:
        with speaking(mandate.user):
            title = _title_on_the_way_up(step) % _names(escalation.project)
        _send(
            mandate, escalation.project, kind="projects.escalation_asked", title=title,
            sender=by.capacity, key=f"{step.pk}", body=step.text, step=step,
            escalation=escalation, url=escalation.get_absolute_url(),
        )  # fmt: skip


def escalation_ended(escalation, *, by):
    """To the officers of the receiver that has taken it up: the proposal behind it has come to its
    end. Not to those who hear so in it."""
    project = escalation.project
    officers = _holders([escalation.receiver_id], Permission.TAKE_UP, but=by)
    for mandate in _without_seat(officers, project):
        with speaking(mandate.user):
            title = _("What you have taken up has ended: %(title)s") % _names(project)
            body = str(project.end_words)
        _send(
            mandate, project, kind="projects.escalation_ended", title=title, sender=by.capacity,
            key=f"{escalation.pk}", body=body, url=escalation.get_absolute_url(),
        )  # fmt: skip


def _without_seat(officers, project):
    """Those who do not take part in the project themselves."""
    seated = _people(_everybody(project))
    return [mandate for mandate in officers if mandate.user_id not in seated]


def _title_on_the_way_up(step):
    return {
        step.Kind.SENT: _("%(lead)s sends a proposal on to you: %(title)s"),
        step.Kind.REPLY: _("%(lead)s has replied to your question: %(title)s"),
        step.Kind.TAKEN_BACK: _("%(lead)s has taken back: %(title)s"),
        step.Kind.CLOSED: _("Closed with its proposal: %(title)s"),
    }.get(step.kind)


def settled(project, *, besides=frozenset()):
    """To the heads of all seats and the lead's representatives: what the answers led to.
    ``besides``: the keys of those who are told apart."""
    kind, everybody = f"projects.{project.state}", _everybody(project)
    for mandate in everybody:
        with speaking(mandate.user):
            title = _outcome(project)
        _send(mandate, project, kind=kind, title=title, draft_url=_draft_url(mandate, project))
    told = {*_people(everybody), *besides}
    _tell_followers(project, kind=kind, title=lambda: _outcome(project), told=told)


def _draft_url(mandate, project):
    """Where those who represent the lead draft the agreement of what all have agreed to."""
    drafts = mandate.region_id == project.lead_id and grants(mandate, Permission.RECORD_AGREEMENT)
    if project.state != Project.State.AGREED or not drafts:
        return ""
    return f"{settings.SITE_URL}{reverse('agreements:draft')}?proyek={project.code}"


def _outcome(project):
    return {
        Project.State.AGREED: _("All partners have consented: %(title)s"),
        Project.State.REVISING: _("The proposal needs a revision: %(title)s"),
        Project.State.DECLINED: _("All partners have declined: %(title)s"),
    }[project.state] % _names(project)


def started(project, *, by):
    """A line for everybody who takes part or follows: the work has begun."""
    tell_all(
        project,
        by=by,
        kind="projects.started",
        title=lambda: _("The work has begun: %(title)s") % _names(project),
    )


def finished(project, *, by, besides=frozenset()):
    """A line for everybody who takes part or follows: the work is done. ``besides``: the keys of
    those who are told apart."""
    tell_all(
        project,
        by=by,
        besides=besides,
        kind="projects.finished",
        title=lambda: _("The work is finished: %(title)s") % _names(project),
    )


def withdrawn(project, *, by, closed=(), besides=frozenset()):
    """To everybody who was asked or follows, except the one who withdrew; ``closed`` are the names
    of those above to whom it had been sent on, ``besides`` the keys of those who are told apart."""
    kind, everybody = "projects.withdrawn", _everybody(project, but=by)
    for mandate in everybody:
        with speaking(mandate.user):
            title = _withdrawal(project)
        _send(
            mandate, project, kind=kind, title=title, sender=by.capacity,
            body=project.close_reason, closed=", ".join(closed),
        )  # fmt: skip
    _tell_followers(
        project,
        kind=kind,
        title=lambda: _withdrawal(project),
        body=project.close_reason,
        told={by.user_id, *_people(everybody), *besides},
    )


def _withdrawal(project):
    return _("%(lead)s has withdrawn: %(title)s") % _names(project)


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
    """A line for everybody who takes part or follows, except the one who reported."""
    project = report.project
    tell_all(
        project,
        by=by,
        kind="projects.reported",
        title=lambda: (
            _("New report of %(region)s: %(title)s")
            % {"region": report.region.full_name, "title": project.title}
        ),
        body=report.work,
        fragment="#kabar",
    )


def day_announced(day, *, by):
    """A line for everybody who takes part or follows: people are wanted for a work day."""
    project = day.project
    tell_all(
        project,
        by=by,
        kind="projects.day_announced",
        title=lambda: _("Work day announced: %(title)s") % _names(project),
        body=day.work,
        fragment="#kerja-bakti",
    )


def tell_all(project, *, by, kind, title, body="", fragment="", url="", besides=frozenset()):
    """The same line for those with a seat and for the followers, once each; without followers who
    are told apart (``besides``, keys of people)."""
    seated = [mandate.user for mandate in _everybody(project, but=by)]
    told = {by.user_id, *(user.pk for user in seated), *besides}
    url = url or f"{project.get_absolute_url()}{fragment}"
    people = [*seated, *_followers(project, told)]
    tell_many(people, kind=kind, title=title, body=body, url=url, about=project.key)


def _tell_followers(project, *, kind, title, told, body=""):
    """A line for those who follow the project and are not ``told`` (keys of people) anyway."""
    url = project.get_absolute_url()
    people = _followers(project, told)
    tell_many(people, kind=kind, title=title, body=body, url=url, about=project.key)
