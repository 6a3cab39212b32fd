"""What people are told about the money of a project: a line in the inbox, and a letter where an
answer is asked or given."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.language import speaking
from core.formats import rupiah
from notifications.actions import post, tell
from notifications.letters import letter
from projects.models import Offer
from projects.people import givers, holders
from projects.telling import everybody_in, people_of
from villages.roles import Permission


def budget_published(budget, *, by):
    """A line for everybody who takes part, except the one who published."""
    project = budget.project
    for mandate in _heads(project, but=by):
        with speaking(mandate.user):
            title = _("Budget %(number)d is published: %(title)s") % {
                "number": budget.number,
                "title": project.title,
            }
        _line(mandate, project, "projects.budget_published", title, body=budget.note)


def sharing_set(rule, *, by):
    """A line for everybody who takes part, except the one who set it."""
    for mandate in _heads(rule.project, but=by):
        with speaking(mandate.user):
            title = _("How the cost is shared has been set: %(title)s") % {
                "title": rule.project.title
            }
        _line(mandate, rule.project, "projects.sharing_set", title)


def word_asked(commitment, *, by):
    """To the head, or the organisation, whose word is awaited, unless he noted it down himself."""
    for mandate in _of_party(commitment, Permission.CONSENT, but=by):
        with speaking(mandate.user):
            title = _("Commitment of %(region)s, please: %(title)s") % {
                "region": commitment.party,
                "title": commitment.project.title,
            }
            body = _what(commitment)
        _letter(
            mandate, commitment.project, "projects.word_asked", title, body, f"{commitment.pk}",
            url=commitment.get_absolute_url(), sender=by.capacity,
        )  # fmt: skip


def committed(commitment, shortfall, *, by):
    """A line for the lead and the other partners, with what the word leaves open, if anything."""
    for mandate in _heads(commitment.project, but=by):
        with speaking(mandate.user):
            title = _("%(party)s has committed: %(title)s") % _names(commitment)
            body = _what(commitment)
            if shortfall:
                body = f"{body}. {shortfall.words}"
        _line(mandate, commitment.project, "projects.committed", title, body)


def contribution_withdrawn(commitment, *, by):
    """A line for the lead and the other partners."""
    for mandate in _heads(commitment.project, but=by):
        with speaking(mandate.user):
            title = _("%(party)s has taken a contribution back: %(title)s") % _names(commitment)
        _line(
            mandate, commitment.project, "projects.contribution_withdrawn", title,
            commitment.withdraw_reason,
        )  # fmt: skip


def received(receipt, *, by):
    """A line for the region or organisation that brought it."""
    commitment = receipt.commitment
    for mandate in _of_party(commitment, Permission.PROPOSE, but=by):
        with speaking(mandate.user):
            title = _("Received from %(party)s: %(title)s") % _names(commitment)
            body = _what(commitment)
        _line(mandate, commitment.project, "projects.received", title, body)


def offered(offer, *, by):
    """To the lead's representatives, who answer."""
    for mandate in _of([offer.project.lead_id], Permission.PROPOSE, but=by):
        with speaking(mandate.user):
            title = _("Your answer to the offer of %(region)s, please: %(title)s") % {
                "region": offer.party.full_name,
                "title": offer.project.title,
            }
            body = _what(offer)
        _letter(
            mandate, offer.project, "projects.offered", title, body, f"{offer.pk}",
            sender=by.capacity,
        )  # fmt: skip


def offer_answered(offer, *, by):
    """To the representatives of the region or organisation that offered."""
    for mandate in _of_party(offer, Permission.PROPOSE, but=by):
        with speaking(mandate.user):
            title = {
                "accepted": _("Your offer is accepted: %(title)s"),
                "declined": _("Your offer is declined: %(title)s"),
            }[offer.state] % {"title": offer.project.title}
            body = offer.reason or _what(offer)
        _letter(
            mandate, offer.project, "projects.offer_answered", title, body, f"{offer.pk}",
            sender=by.capacity,
        )  # fmt: skip


def offers_ended(project, *, by=None, besides=frozenset()):
    """To whoever speaks for a giver whose offer nobody has answered: it ends with the project. Only
    those who do not hear of the end anyway, with a seat or ``besides`` (keys of people). The keys
    of those who are told, for the lines to the others."""
    told = {*people_of(everybody_in(project)), *besides, *([by.user_id] if by else [])}
    waiting = [each for each in _of_waiting(project) if each.user_id not in told]
    for mandate in waiting:
        with speaking(mandate.user):
            title = _("Your offer ends with the project: %(title)s") % {"title": project.title}
            body = str(project.end_words)
        _letter(
            mandate, project, "projects.offer_ended", title, body, f"{project.pk}",
            sender=by.capacity if by else "",
        )  # fmt: skip
    return people_of(waiting)


def _of_waiting(project):
    """Who speaks for the givers whose offers are open, each person once."""
    rows = project.offers.filter(state=Offer.State.OPEN).order_by()
    regions = _of(rows.values("region"), Permission.PROPOSE)
    people = [*regions, *givers(rows.values("organisation"))]
    return list({mandate.user_id: mandate for mandate in people}.values())


def _names(commitment):
    return {"party": commitment.party, "title": commitment.project.title}


def _what(thing):
    """Money, Rp50.000.000: APB Desa 2027."""
    parts = [str(thing.get_kind_display()).capitalize()]
    if thing.worth:
        parts.append(rupiah(thing.worth))
    return ", ".join(parts) + (f": {thing.note}" if thing.note else "")


def _of(regions, permission, but=None):
    """Who may do this for the regions today, each person once."""
    people = {mandate.user_id: mandate for mandate in holders(regions, permission)}
    if but:
        people.pop(but.user_id, None)
    return list(people.values())


def _of_party(thing, permission, but):
    """Who speaks for the giver: of a region those who may do this, of an organisation all; nobody
    for one that has no account."""
    if thing.organisation_id:
        return [each for each in givers([thing.organisation_id]) if each.user_id != but.user_id]
    return _of([thing.region_id], permission, but) if thing.region_id else []


def _heads(project, but=None):
    return _of(project.partnerships.values("region"), Permission.CONSENT, but)


def _funds_url(project):
    return reverse("projects:funds", args=[project.code])


def _line(mandate, project, kind, title, body="", url=""):
    tell(
        mandate.user, kind=kind, title=title, body=body, url=url or _funds_url(project),
        about=project.key,
    )  # fmt: skip


def _letter(mandate, project, kind, title, body, key, *, sender="", url=""):
    url = url or _funds_url(project)
    _line(mandate, project, kind, title, body, url)
    context = {
        "project": project, "title": title, "body": body, "region": mandate.party,
        "sender": sender, "url": url,
    }  # fmt: skip
    post(
        mandate.user,
        key=f"{kind}:{key}:{mandate.user_id}",
        kind=kind,
        about=project.key,
        on_behalf=mandate.key,
        sender=sender,
        **letter("projects/mail/funding", mandate.user, context)._asdict(),
    )
