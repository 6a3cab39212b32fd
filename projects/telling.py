"""Who is told about a project, and how a line and a letter go out; for the notices."""

from notifications.actions import post, tell
from notifications.letters import letter
from projects.models import Follow
from projects.people import holders
from villages.roles import Permission


def followers(project, told):
    """People who follow the project, without those ``told`` (keys of people)."""
    follows = Follow.objects.to_tell().filter(project=project).exclude(user__in=told)
    return [follow.user for follow in follows.select_related("user")]


def people_of(mandates):
    """The keys of those who hold them."""
    return {mandate.user_id for mandate in mandates}


def names_in(project):
    """What most titles name."""
    return {"lead": project.lead.full_name, "title": project.title}


def holders_of(regions, permission, but=None):
    """Who may do this for the regions today, each person once."""
    people = {mandate.user_id: mandate for mandate in holders(regions, permission)}
    if but:
        people.pop(but.user_id, None)
    return list(people.values())


def everybody_in(project, but=None):
    """The heads of all seats and those who represent the lead, each person once."""
    heads = holders_of(project.partnerships.values("region"), Permission.CONSENT, but)
    lead = holders_of([project.lead_id], Permission.PROPOSE, but)
    return list({mandate.user_id: mandate for mandate in heads + lead}.values())


def send(mandate, project, *, kind, title, url="", sender="", body="", key="", **context):
    """One line and one letter to the mandate's holder, about the version that the heads are asked
    about."""
    user = mandate.user
    url = url or project.get_absolute_url()
    tell(user, kind=kind, title=title, url=url, about=project.key, body=body)
    context |= {
        "project": project,
        "version": project.asked,
        "region": mandate.region,
        "sender": sender,
        "url": url,
        "body": body,
    }
    template = f"projects/mail/{kind.removeprefix('projects.')}"
    post(
        user,
        key=f"{kind}:{project.asked.pk}:{key or mandate.pk}:{user.pk}",
        kind=kind,
        about=project.key,
        on_behalf=mandate.key,
        sender=sender,
        **letter(template, user, context)._asdict(),
    )
