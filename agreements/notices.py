"""What people are told about agreements: a line in the inbox and a letter, in their language.

Rows only, in the transaction of the act. A letter goes out on behalf of the receiver's mandate,
so that it is dropped when the mandate ends first.
"""

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.language import speaking
from core import formats, seals
from core.quiet import next_allowed
from notifications.actions import drop, post, tell
from notifications.letters import letter
from notifications.models import Mail
from villages.models import Mandate
from villages.roles import Permission, offices_granting

ASKED = "agreements.opened"
ENDS_SOON = "agreements.ends_soon"


def opened(agreement, *, by):
    """To the heads of all parties: the text waits for their approval."""
    for mandate in _holders(_parties(agreement), Permission.APPROVE_AGREEMENT):
        with speaking(mandate.user):
            title = _("Your approval is asked: %(title)s") % {"title": agreement.title}
        _send(mandate, agreement, kind=ASKED, title=title, url=_approve_url(agreement), by=by)


def changed(agreement, *, by):
    """To everybody who writes or decides for a party: a new version, earlier approvals are void.

    Letters that ask for the version before, and have not gone out, never do.
    """
    drop(Mail.objects.about(agreement.key).filter(kind=ASKED))
    for mandate in _involved(agreement, but=by):
        with speaking(mandate.user):
            title = _("The text has changed, please approve anew: %(title)s") % {
                "title": agreement.title
            }
        _send(
            mandate, agreement, kind="agreements.changed", title=title,
            url=_approve_url(agreement), by=by,
        )  # fmt: skip


def approved(agreement, signature):
    """To every representative of the region whose head has just approved: was it really he?"""
    for mandate in _holders([signature.party.region_id]):
        with speaking(mandate.user):
            title = _("%(name)s has approved for %(region)s: %(title)s") % {
                "name": signature.person_name,
                "region": signature.region_name,
                "title": agreement.title,
            }
        _send(
            mandate, agreement, kind="agreements.approved", title=title,
            key=signature.pk, signature=signature,
        )  # fmt: skip


def sealed(agreement):
    """To every representative of every party, and of the region that drafted it."""
    drop(Mail.objects.about(agreement.key).filter(kind=ASKED))
    for mandate in _holders(_parties(agreement) | {agreement.drafted_for_id}):
        with speaking(mandate.user):
            title = _("In force: %(title)s") % {"title": agreement.title}
        _send(mandate, agreement, kind="agreements.sealed", title=title)


def declined(agreement, event, *, by):
    """To everybody involved, also those who have approved: who declined, and why."""
    for mandate in _involved(agreement, but=by):
        with speaking(mandate.user):
            title = _("%(region)s has declined: %(title)s") % {
                "region": by.region.full_name,
                "title": agreement.title,
            }
        _send(
            mandate, agreement, kind="agreements.declined", title=title, by=by,
            key=event.pk, reason=event.detail["reason"],
        )  # fmt: skip


def withdrawn(agreement, *, by):
    """To everybody involved: nothing waits any more."""
    drop(Mail.objects.about(agreement.key).filter(kind=ASKED))
    for mandate in _involved(agreement, but=by):
        with speaking(mandate.user):
            title = _("Withdrawn: %(title)s") % {"title": agreement.title}
        _send(
            mandate, agreement, kind="agreements.withdrawn", title=title, by=by,
            reason=agreement.end_reason,
        )  # fmt: skip


def ended(agreement, *, by=None):
    """To everybody involved: by whom, or by the calendar. Nobody is told any more that it will."""
    drop(Mail.objects.about(agreement.key).filter(kind=ENDS_SOON))
    for mandate in _involved(agreement, but=by):
        with speaking(mandate.user):
            title = _("Ended: %(title)s") % {"title": agreement.title}
        _send(
            mandate, agreement, kind="agreements.ended", title=title, by=by,
            reason=agreement.end_reason if by else "",
        )  # fmt: skip


def ends_soon(agreement, *, left, now):
    """To everybody involved: the term ends in ``left`` days; in daytime, once for each step."""
    sent = 0
    for mandate in _involved(agreement):
        with speaking(mandate.user):
            title = _("The term ends on %(day)s: %(title)s") % {
                "day": formats.day(agreement.ends_on),
                "title": agreement.title,
            }
        mail = _send(
            mandate, agreement, kind=ENDS_SOON, title=title, key=left, left=left,
            due_at=next_allowed(now, mandate.user.time_zone),
        )  # fmt: skip
        sent += mail is not None
    return sent


def _approve_url(agreement):
    return reverse("agreements:approve", args=[agreement.code])


def _parties(agreement):
    return set(agreement.parties.values_list("region", flat=True))


def _holders(regions, permission=None, but=None):
    """Who speaks for these regions today (and may do this), each person once.

    Whoever holds two offices is written to in the one that lasts longer: a letter is dropped with
    the mandate on whose behalf it goes out.
    """
    mandates = Mandate.objects.valid_at().filter(region__in=regions, user__is_active=True)
    if permission:
        mandates = mandates.filter(office__in=offices_granting(permission))
    by_end = mandates.select_related("user", "region").order_by(
        F("ends_on").asc(nulls_last=True), "-pk"
    )
    people = {mandate.user_id: mandate for mandate in by_end}  # the last one stays
    if but:
        people.pop(but.user_id, None)
    return list(people.values())


def _involved(agreement, but=None):
    """Heads, secretaries and officers of the parties and of the region that drafted it."""
    regions = _parties(agreement) | {agreement.drafted_for_id}
    return _holders(regions, Permission.RECORD_AGREEMENT, but)


def _send(mandate, agreement, *, kind, title, url="", by=None, key="", due_at=None, **context):
    """One letter and one line about the current version to the mandate's holder; once a key."""
    user, url = mandate.user, url or agreement.get_absolute_url()
    sender = by.capacity if by else ""
    context |= {
        "agreement": agreement,
        "version": agreement.current,
        "fingerprint": seals.short(agreement.current.sha256),
        "region": mandate.region.full_name,
        "sender": sender,
        "url": url,
    }
    mail = post(
        user,
        key=f"{kind}:{agreement.current_id}:{key}:{user.pk}",
        kind=kind,
        about=agreement.key,
        on_behalf=mandate.key,
        sender=sender,
        due_at=due_at or timezone.now(),
        **letter(f"agreements/mail/{kind.removeprefix('agreements.')}", user, context)._asdict(),
    )
    if mail:
        body = context.get("reason", "")
        tell(user, kind=kind, title=title, url=url, about=agreement.key, body=body)
    return mail
