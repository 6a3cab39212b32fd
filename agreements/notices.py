"""What people are told about agreements: a line in the inbox and a letter, in their language.

Rows only, in the transaction of the act. A letter goes out on behalf of the receiver's mandate,
so that it is dropped when the mandate ends first.
"""

from django.db.models import F, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.language import speaking
from agreements import acknowledgement, ratification, signing
from agreements.obligation_notices import DUE
from core import formats, seals
from core.quiet import next_allowed
from notifications.actions import drop, post, tell
from notifications.letters import letter
from notifications.models import Mail
from villages.models import Mandate
from villages.roles import Permission, offices_granting

ASKED = "agreements.opened"
ATTEST = "agreements.attest_asked"
THIRD = "agreements.third_asked"
ASKING = [ASKED, ATTEST, THIRD]  # letters that lose their sense when the text changes or is sealed
ACKNOWLEDGE = "agreements.acknowledge_asked"
ENDS_SOON = "agreements.ends_soon"


def opened(agreement, *, by):
    """To the heads of all parties and the witnesses: the text waits for them. Where they sign in
    order, to the heads of the first party only."""
    turn = signing.turn_of(agreement)
    _ask({turn.region_id} if turn else _parties(agreement), agreement, by=by)
    if turn is None:
        _ask_witnesses(agreement, by=by)


def next_asked(agreement):
    """Where they sign in order, after each word: to the heads of the party whose turn has come; to
    the witnesses when all parties have signed. Each is asked once."""
    by = agreement.current.made_by
    if signing.is_up_to_thirds(agreement):
        _ask_for_thirds(agreement, by=by)
    way = signing.of(agreement.current)
    if way is None or not way.in_order or signing.turn_of_third(agreement):
        return
    if turn := signing.turn_of(agreement):
        _ask({turn.region_id}, agreement, by=by)
    else:
        _ask_witnesses(agreement, by=by)


def _ask(regions, agreement, *, by):
    for mandate in _holders(regions, Permission.APPROVE_AGREEMENT):
        with speaking(mandate.user):
            title = _("Your approval is asked: %(title)s") % {"title": agreement.title}
        _send(mandate, agreement, kind=ASKED, title=title, url=_approve_url(agreement), by=by)


def _ask_for_thirds(agreement, *, by):
    """To those who draft, once: only a third party's signature on paper is awaited now."""
    names = ", ".join(signing.unsigned_thirds(agreement).values_list("name", flat=True))
    for mandate in _holders([agreement.drafted_for_id], Permission.RECORD_AGREEMENT):
        with speaking(mandate.user):
            title = _("The third party signs now: %(title)s") % {"title": agreement.title}
        _send(mandate, agreement, kind=THIRD, title=title, by=by, names=names)


def _ask_witnesses(agreement, *, by):
    for mandate in _witnesses(agreement).filter(witnessed__attestation=None):
        with speaking(mandate.user):
            title = _("You are asked to attest: %(title)s") % {"title": agreement.title}
        _send(mandate, agreement, kind=ATTEST, title=title, url=_attest_url(agreement), by=by)


def _witnesses(agreement):
    """The witnesses of the current version who have an account and still hold their office."""
    mandates = Mandate.objects.valid_at().select_related("user", "region")
    return (
        mandates.annotate(is_witness=Value(True))
        .filter(user__is_active=True, witnessed__signing__version=agreement.current_id)
        .order_by("pk")
    )


def changed(agreement, *, by):
    """To everybody who writes, decides or attests: a new version, earlier approvals are void.

    Letters that ask for the version before, and have not gone out, never do.
    """
    drop(Mail.objects.about(agreement.key).filter(kind__in=ASKING))
    for mandate in _followers(agreement, but=by):
        with speaking(mandate.user):
            title = _("The text has changed, please approve anew: %(title)s") % {
                "title": agreement.title
            }
        is_witness = getattr(mandate, "is_witness", False)
        url = _attest_url(agreement) if is_witness else _approve_url(agreement)
        _send(mandate, agreement, kind="agreements.changed", title=title, url=url, by=by)


def shared(agreement, *, by):
    """To everybody who writes or decides for a party: the draft can be read and remarked on."""
    for mandate in _involved(agreement, but=by):
        with speaking(mandate.user):
            title = _("A draft to read and remark on: %(title)s") % {"title": agreement.title}
        url = _clauses_url(agreement) if agreement.by_clauses else ""
        _send(mandate, agreement, kind="agreements.shared", title=title, url=url, by=by)


def reworked(agreement, *, by):
    """To everybody involved: the text was taken back; nothing is to be approved for now."""
    drop(Mail.objects.about(agreement.key).filter(kind__in=ASKING))
    for mandate in _followers(agreement, but=by):
        with speaking(mandate.user):
            title = _("Taken back to be changed: %(title)s") % {"title": agreement.title}
        _send(
            mandate, agreement, kind="agreements.reworked", title=title,
            url=_clauses_url(agreement), by=by,
        )  # fmt: skip


def remarked(agreement, remark, *, by):
    """A line to those who draft: what a party says to a clause. No letter: there are many."""
    for mandate in _holders([agreement.drafted_for_id], Permission.RECORD_AGREEMENT, by):
        with speaking(mandate.user):
            title = _("%(region)s on a clause of “%(title)s”") % {
                "region": by.region.full_name,
                "title": agreement.title,
            }
        tell(
            mandate.user, kind="agreements.remarked", title=title, url=_clause_url(remark),
            about=agreement.key, body=remark.text,
        )  # fmt: skip


def replied(agreement, reply, *, by):
    """A line to the region that has proposed the words: taken over, or why not."""
    remark = reply.remark
    for mandate in _holders([remark.region_id], Permission.RECORD_AGREEMENT, by):
        with speaking(mandate.user):
            words = (
                _("Your words were taken over: %(title)s")
                if reply.accepted
                else _("Your words were not taken over: %(title)s")
            )
        tell(
            mandate.user, kind="agreements.replied", title=words % {"title": agreement.title},
            url=_clause_url(remark), about=agreement.key, body=reply.reason,
        )  # fmt: skip


def _clauses_url(agreement):
    return reverse("agreements:clauses", args=[agreement.code])


def _clause_url(remark):
    clause = remark.clause
    return reverse("agreements:clause", args=[clause.agreement.code, clause.pk])


def approved(agreement, signature):
    """To every representative of the region whose head has just approved: was it really he?"""
    paper = getattr(signature, "paper", None)
    for mandate in _holders([signature.party.region_id]):
        with speaking(mandate.user):
            title = _("%(name)s has approved for %(region)s: %(title)s") % {
                "name": signature.person_name,
                "region": signature.region_name,
                "title": agreement.title,
            }
        _send(
            mandate, agreement, kind="agreements.approved", title=title,
            key=signature.pk, signature=signature, paper=paper,
        )  # fmt: skip


def attested(agreement, attestation):
    """To the witness himself, or to those of the region that has recorded it on paper: was it he?"""
    paper = getattr(attestation, "paper", None)
    by = attestation.mandate
    for mandate in _holders([by.region_id]) if paper else [by]:
        with speaking(mandate.user):
            title = _("%(name)s has attested: %(title)s") % {
                "name": attestation.person_name,
                "title": agreement.title,
            }
        _send(
            mandate, agreement, kind="agreements.attested", title=title,
            key=attestation.pk, attestation=attestation, paper=paper,
        )  # fmt: skip


def third_signed(agreement, signature):
    """To those of the region that has recorded it, and to who writes or decides for a party: was it
    really so?"""
    people = [*_involved(agreement), *_holders([signature.mandate.region_id])]
    for mandate in {mandate.user_id: mandate for mandate in people}.values():
        with speaking(mandate.user):
            title = _("%(name)s has signed: %(title)s") % {
                "name": signature.party_name,
                "title": agreement.title,
            }
        _send(
            mandate, agreement, kind="agreements.third_signed", title=title,
            key=signature.pk, signature=signature, paper=signature.paper,
        )  # fmt: skip


def sealed(agreement):
    """To every representative of every party and of the region that drafted it, and the witnesses."""
    drop(Mail.objects.about(agreement.key).filter(kind__in=ASKING))
    everybody = _holders(_parties(agreement) | {agreement.drafted_for_id})
    for mandate in _and_witnesses(everybody, agreement):
        with speaking(mandate.user):
            title = _("Approved by all parties: %(title)s") % {"title": agreement.title}
        _send(mandate, agreement, kind="agreements.sealed", title=title)


def acknowledge_asked(agreement):
    """To who acknowledges for each region above the parties: it is sealed, and does not wait for
    them. Once for each seal."""
    regions = acknowledgement.above(agreement, acknowledgement.regions_of_parties(agreement))
    for region in regions:
        for mandate in _holders([region], acknowledgement.permission_at(region)):
            with speaking(mandate.user):
                title = _("To be acknowledged: %(title)s") % {"title": agreement.title}
            _send(
                mandate, agreement, kind=ACKNOWLEDGE, title=title, url=_acknowledge_url(agreement)
            )


def acknowledged(agreement, word):
    """To every representative of the region that has acknowledged: was it really they? A line to
    those of the parties who keep its papers."""
    own = _holders([word.region_id])
    for mandate in own:
        with speaking(mandate.user):
            title = _acknowledged_title(agreement, word)
        _send(
            mandate, agreement, kind="agreements.acknowledged", title=title, key=word.pk, word=word
        )
    told = {mandate.user_id for mandate in own}
    for mandate in _involved(agreement):
        if mandate.user_id not in told:
            with speaking(mandate.user):
                title = _acknowledged_title(agreement, word)
            tell(
                mandate.user, kind="agreements.acknowledged", title=title,
                url=agreement.get_absolute_url(), about=agreement.key,
            )  # fmt: skip


def _acknowledged_title(agreement, word):
    is_on_behalf = acknowledgement.is_on_behalf(word.region, word)
    words = (
        _("Acknowledged on behalf of %(office)s: %(title)s")
        if is_on_behalf
        else _("%(office)s has acknowledged: %(title)s")
    )
    return words % {
        "office": acknowledgement.office_over(word.region),
        "title": agreement.title,
    }


def declined(agreement, event, *, by):
    """To everybody involved, also those who have approved or attested: who declined, or asks for a
    change, and why."""
    for mandate in _followers(agreement, but=by):
        with speaking(mandate.user):
            words = (
                _("%(region)s asks for a change: %(title)s")
                if event.verb == "agreements.change_asked"
                else _("%(region)s has declined: %(title)s")
            )
            title = words % {"region": by.region.full_name, "title": agreement.title}
        _send(
            mandate, agreement, kind=event.verb, title=title, by=by,
            key=event.pk, reason=event.detail["reason"],
        )  # fmt: skip


def withdrawn(agreement, *, by):
    """To everybody involved: nothing waits any more."""
    drop(Mail.objects.about(agreement.key).filter(kind__in=ASKING))
    for mandate in _followers(agreement, but=by):
        with speaking(mandate.user):
            title = _("Withdrawn: %(title)s") % {"title": agreement.title}
        _send(
            mandate, agreement, kind="agreements.withdrawn", title=title, by=by,
            reason=agreement.end_reason,
        )  # fmt: skip


def ended(agreement, *, by=None, to_all=False):
    """To everybody involved (``to_all``: to ``by`` too): by whom, or by the calendar. Nobody is told
    any more that it will, nor of what would be due."""
    drop(Mail.objects.about(agreement.key).filter(kind__in=[ENDS_SOON, DUE, ACKNOWLEDGE]))
    for mandate in _involved(agreement, but=None if to_all else by):
        with speaking(mandate.user):
            title = _("Ended: %(title)s") % {"title": agreement.title}
        _send(
            mandate, agreement, kind="agreements.ended", title=title, by=by,
            reason=agreement.end_reason if by else "",
        )  # fmt: skip


def replaced(agreement, successor):
    """To everybody involved in the earlier one: which agreement holds from now on."""
    drop(Mail.objects.about(agreement.key).filter(kind__in=[ENDS_SOON, DUE, ACKNOWLEDGE]))
    for mandate in _involved(agreement):
        with speaking(mandate.user):
            title = _("Replaced: %(title)s") % {"title": agreement.title}
        _send(
            mandate, agreement, kind="agreements.replaced", title=title,
            url=successor.get_absolute_url(), successor=successor,
        )  # fmt: skip


def ends_soon(agreement, *, left, now, successor):
    """To everybody involved: the term ends in ``left`` days, and who is drafting what follows it,
    or where one drafts it; in daytime, once for each step."""
    sent, is_deliberated = 0, ratification.is_deliberated(agreement)
    url = "" if successor else reverse("agreements:succeed", args=[agreement.code])
    for mandate in _involved(agreement):
        with speaking(mandate.user):
            title = _("The term ends on %(day)s: %(title)s") % {
                "day": formats.day(agreement.ends_on),
                "title": agreement.title,
            }
        mail = _send(
            mandate, agreement, kind=ENDS_SOON, title=title, key=left, left=left, url=url,
            successor=successor, is_deliberated=is_deliberated,
            due_at=next_allowed(now, mandate.user.time_zone),
        )  # fmt: skip
        sent += mail is not None
    return sent


def deadline(agreement, party, *, what, steps, due, left, now):
    """To those of a party who can do it: what is due, in ``left`` days; in daytime, once a step.

    ``what`` is home (papers of ``steps``), word (the head's approval) or report (the regent's copy).
    """
    permission = Permission.APPROVE_AGREEMENT if what == "word" else Permission.RECORD_AGREEMENT
    url = _approve_url(agreement) if what == "word" else _home_url(agreement)
    sent = 0
    for mandate in _holders([party.region_id], permission):
        with speaking(mandate.user):
            title = _("Due on %(day)s: %(title)s") % {
                "day": formats.day(due),
                "title": agreement.title,
            }
            names = [str(step()) for step in steps]
        mail = _send(
            mandate, agreement, kind="agreements.deadline", title=title, url=url, what=what,
            key=f"{what} {due.isoformat()} {left}", steps=names, due=due, left=left,
            due_at=next_allowed(now, mandate.user.time_zone),
        )  # fmt: skip
        sent += mail is not None
    return sent


def evaluation_url(agreement):
    return reverse("agreements:evaluations", args=[agreement.code])


def _home_url(agreement):
    return reverse("agreements:home", args=[agreement.code])


def _approve_url(agreement):
    return reverse("agreements:approve", args=[agreement.code])


def _attest_url(agreement):
    return reverse("agreements:attest", args=[agreement.code])


def _acknowledge_url(agreement):
    return reverse("agreements:acknowledge", args=[agreement.code])


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


def _followers(agreement, but):
    """The same people and the witnesses of the current version."""
    people = _and_witnesses(_involved(agreement), agreement)
    return [mandate for mandate in people if mandate.user_id != but.user_id]


def _and_witnesses(people, agreement):
    """These and the witnesses, each person once."""
    there = {mandate.user_id for mandate in people}
    return people + [each for each in _witnesses(agreement) if each.user_id not in there]


def _send(mandate, agreement, *, kind, title, url="", by=None, key="", due_at=None, **context):
    """One letter and one line about the current version to the mandate's holder; once a key."""
    user, url = mandate.user, url or agreement.get_absolute_url()
    sender = by.capacity if by else ""
    context |= {
        "agreement": agreement,
        "version": agreement.current,
        "fingerprint": seals.short(agreement.current.sha256) if agreement.current else "",
        "region": mandate.region.full_name,
        "is_witness": getattr(mandate, "is_witness", False),
        "sender": sender,
        "url": url,
    }
    mail = post(
        user,
        key=f"{kind}:{agreement.current_id or f'draft {agreement.pk}'}:{key}:{user.pk}",
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
