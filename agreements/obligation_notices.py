"""What people are told about obligations: a line in the inbox; a letter where they must do something.

Rows only, in the transaction of the act.
"""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.language import speaking
from agreements.models import Fulfilment
from agreements.obligations import is_alone
from core import formats
from core.quiet import next_allowed
from notifications.actions import drop, post, tell, tell_many
from notifications.letters import letter
from notifications.models import Mail
from projects.telling import holders_of
from villages.roles import Permission

DUE = "agreements.obligation_due"


def due(fulfilment, *, left, now):
    """To those who report for the party that owes it: due in ``left`` days, today, or late; in
    daytime, once a step."""
    sent = 0
    for mandate in _of_party(fulfilment):
        with speaking(mandate.user):
            title = _("Due on %(day)s: %(title)s") % {
                "day": formats.day(fulfilment.owed_on),
                "title": fulfilment.obligation.what,
            }
        sent += _send(
            mandate, fulfilment, kind=DUE, what="due", title=title, key=_step(fulfilment, left), left=left,
            due_at=next_allowed(now, mandate.user.time_zone),
        )  # fmt: skip
    return sent


def _step(fulfilment, left):
    """One a step; a day that a suspension has moved has its steps anew."""
    moved = fulfilment.owed_on != fulfilment.due_on
    return f"{left} {fulfilment.owed_on.isoformat()}" if moved else left


def settled(fulfilment):
    """Reminders that have not gone out never do."""
    waiting = Mail.objects.about(fulfilment.obligation.agreement.key).filter(kind=DUE)
    drop(waiting.filter(key__startswith=f"{DUE}:{fulfilment.pk}:"))


def moved(agreement, fulfilments):
    """The same for days that a suspension has moved."""
    if fulfilments:
        keys = [Q(key__startswith=f"{DUE}:{row.pk}:") for row in fulfilments]
        drop(Mail.objects.about(agreement.key).filter(reduce(or_, keys), kind=DUE))


def reported(fulfilment, *, by):
    """A line to those who may confirm it: of the other parties, or the head where there is none; no
    letter, for there are many."""
    settled(fulfilment)
    if is_alone(fulfilment):
        own = [fulfilment.obligation.party.region_id]
        people = holders_of(own, Permission.APPROVE_AGREEMENT, by)
    else:
        people = holders_of(_others(fulfilment), Permission.RECORD_AGREEMENT, by)
    _tell(
        people, fulfilment, "agreements.obligation_reported",
        lambda: _("%(party)s has reported: %(what)s"),
    )  # fmt: skip


def confirmed(fulfilment, *, by):
    """A line to those who represent the party that has given it."""
    _tell(
        _of_party(fulfilment, by), fulfilment, "agreements.obligation_confirmed",
        lambda: _("Confirmed for %(party)s: %(what)s")
        if fulfilment.state == Fulfilment.State.CONFIRMED
        else _("Confirmed in part for %(party)s: %(what)s"),
    )  # fmt: skip


def disputed(fulfilment, act, *, by):
    """A letter to those who report for the party: what is not so, and who says it."""
    for mandate in _of_party(fulfilment, by):
        with speaking(mandate.user):
            title = _("Disputed: %(title)s") % {"title": fulfilment.obligation.what}
        _send(
            mandate, fulfilment, kind="agreements.obligation_disputed", what="disputed",
            title=title, key=act.pk, reason=act.note, by=by,
        )  # fmt: skip


def release_asked(fulfilment, act, *, by):
    """A letter to the heads of the other parties: may the party be released from it?"""
    regions = fulfilment.obligation.agreement.parties.values("region")
    for mandate in holders_of(regions, Permission.APPROVE_AGREEMENT, by):
        with speaking(mandate.user):
            title = _("Your word is asked: %(title)s") % {"title": fulfilment.obligation.what}
        _send(
            mandate, fulfilment, kind="agreements.obligation_release", what="release",
            title=title, key=act.pk, reason=act.note, by=by,
        )  # fmt: skip


def released(fulfilment, *, by):
    """A line to those who write for the parties: all heads have agreed."""
    settled(fulfilment)
    regions = fulfilment.obligation.agreement.parties.values("region")
    _tell(
        holders_of(regions, Permission.RECORD_AGREEMENT, by), fulfilment,
        "agreements.obligation_released", lambda: _("%(party)s is released from: %(what)s"),
    )  # fmt: skip


def _others(fulfilment):
    obligation = fulfilment.obligation
    return obligation.agreement.parties.exclude(pk=obligation.party_id).values("region")


def _of_party(fulfilment, but=None):
    party = fulfilment.obligation.party
    return holders_of([party.region_id], Permission.RECORD_AGREEMENT, but)


def _tell(mandates, fulfilment, kind, words):
    obligation = fulfilment.obligation
    names = {"party": obligation.owed_by.name, "what": obligation.what}
    tell_many(
        [mandate.user for mandate in mandates], kind=kind, title=lambda: words() % names,
        url=fulfilment.get_absolute_url(), about=obligation.agreement.key,
    )  # fmt: skip


def _send(mandate, fulfilment, *, kind, what, title, key, by=None, due_at=None, **context):
    """One letter and one line to the mandate's holder; 1 if they were new."""
    user, agreement = mandate.user, fulfilment.obligation.agreement
    url, sender = fulfilment.get_absolute_url(), by.capacity if by else ""
    context |= {
        "what": what, "agreement": agreement, "fulfilment": fulfilment,
        "obligation": fulfilment.obligation, "region": mandate.region.full_name,
        "sender": sender, "url": url,
    }  # fmt: skip
    mail = post(
        user, key=f"{kind}:{fulfilment.pk}:{key}:{user.pk}", kind=kind, about=agreement.key,
        on_behalf=mandate.key, sender=sender, due_at=due_at or timezone.now(),
        **letter("agreements/mail/obligation", user, context)._asdict(),
    )  # fmt: skip
    if mail:
        body = context.get("reason", "")
        tell(user, kind=kind, title=title, url=url, about=agreement.key, body=body)
    return int(mail is not None)
