"""What people are told about disputes: a line in the inbox and a letter, to those alone who may read
the case. Neither says what is in dispute; the words stand on its page. Nobody turns these off.

Rows only, in the transaction of the act.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.language import speaking
from agreements.dispute_rules import awaits_third, is_outside, sides, undisclosed
from agreements.models import Dispute
from core import formats
from core.quiet import next_allowed
from notifications.actions import drop, post, tell
from notifications.letters import letter
from notifications.models import Mail
from projects.telling import holders_of
from villages.roles import Permission

OVER, UNANSWERED = "agreements.dispute_over", "agreements.dispute_unanswered"


def raised(dispute, *, by):
    """To all sides: it was raised, and until when they deliberate."""

    def words():
        return _(
            "%(region)s has raised a dispute. The parties first talk about it among themselves, "
            "until %(day)s. Please answer with a statement and agree on a day to meet."
        ) % {"region": by.region.full_name, "day": formats.day(dispute.deliberate_until)}

    _send(
        _of_sides(dispute, by),
        dispute,
        "raised",
        lambda: _("A dispute was raised: %(title)s"),
        words,
        by=by,
    )


def stated(dispute, statement, *, by):
    """A line to all others who read the case with a part in it; no letter, for there are many."""
    for mandate in _with_a_part(dispute, by):
        with speaking(mandate.user):
            title = _("New statement of %(region)s: %(title)s") % {
                "region": by.region.full_name, "title": dispute.subject.title,
            }  # fmt: skip
        tell(
            mandate.user, kind="agreements.dispute_stated", title=title,
            url=f"{dispute.get_absolute_url()}#kata-{statement.pk}", about=dispute.key,
        )  # fmt: skip


def passing(dispute, word, *, by):
    """To the other sides: one of them says that the deliberation has failed; do they agree?"""

    def words():
        return _(
            "%(region)s says that the deliberation has failed. If the other parties say so too, "
            "the mediator is asked at once; else from %(day)s on."
        ) % {"region": by.region.full_name, "day": formats.day(dispute.deliberate_until)}

    _send(
        _of_sides(dispute, by),
        dispute,
        "passing",
        lambda: _("Shall the mediator be asked? %(title)s"),
        words,
        by=by,
        key=word.pk,
    )


def referred(dispute, *, by):
    """To all sides and to all in whose care they are: the mediator is asked."""
    drop(Mail.objects.about(dispute.key).filter(kind=OVER))
    _send(
        _everybody(dispute, by),
        dispute,
        "referred",
        lambda: _("Mediation is asked for: %(title)s"),
        lambda: (
            _("The parties found no agreement. The case waits for %(mediator)s.")
            % {"mediator": mediator_of(dispute)}
        ),
        by=by,
    )


def handed_on(dispute, *, by):
    """To all who read it, the new mediator too: another office mediates; why stands on the page."""
    drop(Mail.objects.about(dispute.key).filter(kind=UNANSWERED))
    _send(
        _everybody(dispute, by),
        dispute,
        "handed_on",
        lambda: _("Another mediator: %(title)s"),
        lambda: (
            _("The case was handed on. It waits for %(mediator)s.")
            % {"mediator": mediator_of(dispute)}
        ),
        by=by,
        key=dispute.level,
    )


def accepted(dispute, *, by):
    """To all who read it: the mediator has accepted it, and calls a session."""
    drop(Mail.objects.about(dispute.key).filter(kind=UNANSWERED))
    _send(
        _everybody(dispute, by),
        dispute,
        "accepted",
        lambda: _("The mediator has accepted the case: %(title)s"),
        lambda: (
            _("%(mediator)s mediates and will invite you to a session.")
            % {"mediator": mediator_of(dispute)}
        ),
        by=by,
        key=dispute.level,
    )


def result_written(dispute, *, by):
    """To the heads of all parties: confirm the record, or say what is wrong with it."""
    heads = holders_of(_regions(dispute), Permission.APPROVE_AGREEMENT, by)
    _send(
        heads,
        dispute,
        "result",
        lambda: _("Your confirmation is asked: %(title)s"),
        lambda: _(
            "The result was written down. It becomes final when the heads of all parties have "
            "confirmed it."
        ),
        by=by,
        key=dispute.outcome_id,
    )


def confirmed(dispute, word, *, by):
    """To the representatives of the region whose head has just confirmed: was it really he? And, when
    he was the last, to the mediator, who signs."""
    own = holders_of([by.region_id], Permission.RECORD_AGREEMENT)
    _send(
        own,
        dispute,
        "confirmed",
        lambda: _("Confirmed for your region: %(title)s"),
        lambda: (
            _("%(name)s has confirmed the result with %(method)s.")
            % {"name": word.person_name, "method": word.get_method_display()}
        ),
        by=by,
        key=word.pk,
    )


def to_be_signed(dispute, *, by):
    """To who keeps the case: all heads have confirmed; a third party signs before the mediator."""
    _send(
        _of_desk(dispute, by),
        dispute,
        "to_sign",
        lambda: _signing_title(dispute),
        lambda: _signing_words(dispute),
        by=by,
        key=f"{dispute.outcome_id}{' third' if awaits_third(dispute) else ''}",
    )


def _signing_title(dispute):
    if awaits_third(dispute) or is_outside(dispute):
        return _("A signature on paper is awaited: %(title)s")
    return _("All parties have confirmed, please sign: %(title)s")


def _signing_words(dispute):
    if awaits_third(dispute):
        return _("Record that %(name)s has signed on paper. The mediator signs after that.") % {
            "name": dispute.third_party
        }
    if is_outside(dispute):
        return _(
            "The mediator has no account here. Ask for the signature on paper and record it: the "
            "result becomes final with it."
        )
    return _("The result becomes final with the signature of the mediator.")


def third_signed(dispute, *, by):
    """To all sides and who keeps the case: the third party's signature is there."""
    _send(
        _with_a_part(dispute, by),
        dispute,
        "third_signed",
        lambda: _("The third party has signed: %(title)s"),
        lambda: (
            _("%(name)s has signed the result on paper. The scan stands on the page.")
            % {"name": dispute.third_party}
        ),
        by=by,
        key=dispute.outcome_id,
    )


def closed(dispute, *, by):
    """To all who read it: settled, failed or withdrawn. Nothing waits any more."""
    drop(Mail.objects.about(dispute.key).filter(kind__in=[OVER, UNANSWERED]))
    _send(
        _everybody(dispute, None if dispute.state == Dispute.State.SETTLED else by),
        dispute,
        "closed",
        _CLOSED[dispute.state][0],
        _CLOSED[dispute.state][1],
        by=by,
    )


def disclosure_asked(dispute, *, by):
    """To the heads of the sides that have not said so, once: shall everybody read the result?"""
    silent = [party.region_id for party in undisclosed(dispute)]
    _send(
        holders_of(silent, Permission.APPROVE_AGREEMENT, by),
        dispute,
        "disclosure_asked",
        lambda: _("Shall the result be public? %(title)s"),
        lambda: (
            _(
                "%(region)s agrees that everybody may read the result of the dispute. It becomes "
                "public when the heads of all parties agree; until then it stays private."
            )
            % {"region": by.region.full_name}
        ),
        by=by,
    )


def published(dispute, *, by):
    """To all who read it: everybody reads the result from now on."""
    _send(
        _everybody(dispute),
        dispute,
        "published",
        lambda: _("The result is public: %(title)s"),
        lambda: _(
            "The heads of all parties have agreed. Everybody can read the record (berita acara) "
            "now; what was said in the dispute stays private."
        ),
        by=by,
    )


_CLOSED = {
    Dispute.State.SETTLED: (
        lambda: _("Settled: %(title)s"),
        lambda: _("The result is final. The signed record (berita acara) stands on the page."),
    ),
    Dispute.State.FAILED: (
        lambda: _("Mediation without agreement: %(title)s"),
        lambda: _("The parties may now go to court. The reason stands on the page."),
    ),
    Dispute.State.WITHDRAWN: (
        lambda: _("The dispute was withdrawn: %(title)s"),
        lambda: _("The party that raised it has taken it back. The reason stands on the page."),
    ),
}  # fmt: skip


def _over_words(dispute):
    if dispute.third_party:
        return _("Pass the case on to the mediator, who writes down what you agree on.")
    return _("Write down what you have agreed on, or pass the case on to the mediator.")


def over(dispute, *, now):
    """To all sides, once, in daytime: the time for the deliberation is over."""
    return _send(
        _of_sides(dispute), dispute, "over", lambda: _("Time to deliberate is over: %(title)s"),
        lambda: _over_words(dispute),
        now=now,
    )  # fmt: skip


def unanswered(dispute, *, week, now):
    """To who keeps the case, once a week, in daytime: it waits to be accepted."""
    return _send(
        _of_desk(dispute), dispute, "unanswered", lambda: _("A case waits for you: %(title)s"),
        lambda: _("The parties asked for mediation on %(day)s. Accept the case or hand it on.")
        % {"day": formats.day(formats.local(dispute.referred_at, dispute.zone).date())},
        key=f"{dispute.level} {week}", now=now,
    )  # fmt: skip


def mediator_of(dispute):
    """Camat, Kecamatan Leksono; without a region, the office alone."""
    office = dispute.get_level_display()
    return f"{office}, {dispute.mediator.full_name}" if dispute.mediator else office


def _regions(dispute):
    return [party.region_id for party in sides(dispute)]


def _of_sides(dispute, but=None):
    return holders_of(_regions(dispute), Permission.RECORD_AGREEMENT, but)


def _of_desk(dispute, but=None):
    return holders_of([dispute.desk_id], Permission.TAKE_UP, but)


def _of_carers(dispute, but=None):
    """The officers of all subdistricts and regencies in whose care the sides are, who read the case;
    of two regencies both."""
    above = dispute.parties.values_list("region__parent", "region__parent__parent")
    return holders_of({code for codes in above for code in codes}, Permission.TAKE_UP, but)


def _with_a_part(dispute, but=None):
    """All sides; once it was passed on, who keeps the case too. Each person once."""
    people = _of_sides(dispute, but)
    if dispute.referred_at:
        people += _of_desk(dispute, but)
    return _each_once(people)


def _everybody(dispute, but=None):
    """All sides; once it was passed on, all in whose care they are too, of whom one keeps the case."""
    people = _of_sides(dispute, but)
    if dispute.referred_at:
        people += _of_carers(dispute, but)
    return _each_once(people)


def _each_once(people):
    return list({mandate.user_id: mandate for mandate in people}.values())


def _send(mandates, dispute, what, title, words, *, by=None, key="", now=None):
    """One letter and one line for each of the mandates; how many were new."""
    kind, sent = f"agreements.dispute_{what}", 0
    for mandate in mandates:
        user = mandate.user
        with speaking(user):
            subject = title() % {"title": dispute.subject.title}
            context = {
                "dispute": dispute, "subject": subject, "words": words(), "url":
                dispute.get_absolute_url(), "region": mandate.region.full_name,
            }  # fmt: skip
        mail = post(
            user, key=f"{kind}:{dispute.pk}:{key}:{user.pk}", kind=kind, about=dispute.key,
            on_behalf=mandate.key, sender=by.capacity if by else "",
            due_at=next_allowed(now, user.time_zone) if now else timezone.now(),
            **letter("agreements/mail/dispute", user, context)._asdict(),
        )  # fmt: skip
        if mail:
            tell(user, kind=kind, title=subject, url=context["url"], about=dispute.key)
            sent += 1
    return sent
