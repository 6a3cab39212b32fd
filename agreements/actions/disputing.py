"""A dispute is raised, talked about, passed on to a mediator, accepted, handed on and closed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import dispute_notices as notices
from agreements import dispute_rules as rules
from agreements import mediation
from agreements.dispute_topics import between_of, key_of, open_about
from agreements.models import Dispute, DisputeParty, Passing, Statement
from core import audit, states
from core.access import require
from core.errors import Refusal
from core.formats import day_in
from core.sending import sent_before
from meetings.actions import cancel_private
from meetings.models import Meeting
from villages.models import Region

S, Side = Dispute.State, DisputeParty.Side


class AgainstOneself(Refusal):
    """Nobody, or the own region, is on the other side."""


class AlreadyOpen(Refusal):
    """The same thing is in dispute between the same parties: ``dispute``."""


def locked(dispute):
    """The row as it is now, with what hangs on it; everybody else who changes it waits.

    The lock joins nothing: a query that had to wait sees joined rows as they were before.
    """
    Dispute.objects.select_for_update(no_key=True).only("pk").get(pk=dispute.pk)
    return Dispute.objects.with_subject().get(pk=dispute.pk)


@transaction.atomic
def raise_dispute(
    subject, *, by, against, topic, token, facts, wish, since, third_party=""
):  # fmt: skip
    """Raise a dispute of ``by``'s region against others (codes of parties; ``third_party``: the name
    of one that is no region) about a topic of an agreement or project. The same form (``token``)
    sent twice is one dispute."""
    subject = type(subject).objects.select_for_update(no_key=True).get(pk=subject.pk)
    own = Dispute.objects.filter(raised_by=by)
    words = {"facts": facts, "wish": wish, "since": since, "third_party": third_party}
    if found := sent_before(own, token, topic=key_of(subject, topic), **words):
        return found
    require(rules.can_raise(by, subject))
    others = _others(by, subject, against, third_party)
    codes = [by.region_id, *(region.pk for region in others)]
    between = between_of(codes, third_party)
    _require_first(subject, topic, between)
    now, seat = timezone.now(), mediation.seat_for(codes)
    dispute = Dispute.objects.create(
        **{subject._meta.model_name: subject}, about=topic.about, obligation=topic.obligation,
        label=topic.label, topic=key_of(subject, topic), between=between,
        raised_at=now, raised_by=by, person_name=str(by.user), office_title=by.title, token=token,
        **words,
        deliberate_until=day_in(by.region_id, now) + mediation.DELIBERATION,
        **_seated(seat, by.region_id),
    )  # fmt: skip
    DisputeParty.objects.bulk_create(
        DisputeParty(
            dispute=dispute, region=region, name=region.full_name,
            side=Side.RESPONDENT if number else Side.CLAIMANT,
        )
        for number, region in enumerate([by.region, *others])
    )  # fmt: skip
    audit.record("agreements.dispute_raised", dispute, by=by, proves=dispute)
    notices.raised(dispute, by=by)
    return dispute


def _others(by, subject, against, third_party):
    """The regions on the other side; a refusal where there is none, or the own one is among them."""
    if by.region_id in against:
        raise AgainstOneself(_("Nobody raises a dispute against himself. Choose other parties."))
    others = [region for region in rules.others(by.region_id, subject) if region.pk in against]
    if len(others) < len(set(against)) or _is_unknown(third_party, subject):
        raise AgainstOneself(_("Choose among the other parties."))
    if not others and not third_party:
        raise AgainstOneself(_("Choose at least one other party."))
    return others


def _is_unknown(third_party, subject):
    return third_party and third_party not in rules.third_parties(subject)


def _require_first(subject, topic, between):
    if same := open_about(subject, topic, between):
        refusal = AlreadyOpen(
            _("This is in dispute between you already: %(code)s.") % {"code": same.code},
            back=same.get_absolute_url(),
        )
        refusal.dispute = same
        raise refusal


def _seated(seat, code):
    """The columns that say who mediates and who keeps the case."""
    return {
        "level": seat.level,
        "mediator": Region.objects.filter(pk=seat.code).first(),
        "desk": Region.objects.get(pk=mediation.desk_of(seat, code)),
    }


@transaction.atomic
def pass_on(dispute, *, by):
    """A side says that the deliberation has failed; after its time, or when all say so and there is no
    third party, the mediator is asked. A second click gets the first one's answer, while it is open."""
    dispute = locked(dispute)
    side = rules.side_of(by, dispute)
    found = dispute.passings.filter(party=side).first() if side else None
    waits = dispute.state == S.DELIBERATION and rules.is_over(dispute)
    if found and found.mandate_id == by.pk and dispute.is_open and not waits:
        return found
    require(rules.can_pass_on(by, dispute))
    if found is None:
        found = Passing.said(by, timezone.now(), dispute=dispute, party=side)
        found.save(force_insert=True)
        audit.record("agreements.dispute_passed", dispute, by=by)
    if rules.is_over(dispute) or dispute.passings.count() == len(rules.sides(dispute)):
        states.move(dispute, "state", to=S.REFERRED, referred_at=timezone.now())
        audit.record("agreements.dispute_referred", dispute, by=by, level=dispute.level)
        notices.referred(dispute, by=by)
    else:
        notices.passing(dispute, found, by=by)
    return found


@transaction.atomic
def accept(dispute, *, by):
    """Who keeps the case accepts it: the mediation begins. A second click finds it accepted."""
    dispute = locked(dispute)
    verdict, verb = rules.can_accept(by, dispute), "agreements.dispute_accepted"
    if verdict.moved_on and dispute.state == S.MEDIATION and audit.was_last_by(by, dispute, verb):
        return dispute
    require(verdict)
    states.move(dispute, "state", to=S.MEDIATION, accepted_at=timezone.now())
    audit.record(verb, dispute, by=by, level=dispute.level)
    notices.accepted(dispute, by=by)
    return dispute


@transaction.atomic
def hand_on(dispute, *, by, reason):
    """Give the case to the next office up, with the reason, which its readers see. A record that
    waited for confirmations is void: the new mediator writes his own, and calls his own sessions."""
    dispute = locked(dispute)
    require(rules.can_hand_on(by, dispute))
    call_off_sessions(
        dispute,
        by=by,
        reason=_("The dispute was handed on to another mediator."),
        organiser=by.region_id,
    )
    from_code = rules.claimant(dispute).region_id
    seat = mediation.above(dispute.level, from_code)
    states.move(
        dispute, "state", to=S.REFERRED, accepted_at=None, outcome=None,
        referred_at=timezone.now(), **_seated(seat, from_code),
    )  # fmt: skip
    note = _noted(dispute, reason, by=by)
    audit.record("agreements.dispute_handed_on", dispute, by=by, proves=note, level=dispute.level)
    notices.handed_on(dispute, by=by)
    return dispute


def call_off_sessions(dispute, *, by, reason, **whose):
    """Those to come, all of them or ``whose`` alone; everybody who was called is told why."""
    ahead = Meeting.objects.filter(
        talk__dispute=dispute, state__in=Meeting.AHEAD, starts_at__gt=timezone.now(), **whose
    )
    for meeting in ahead.order_by("pk"):
        cancel_private(meeting, by=by, reason=reason)


def _noted(dispute, reason, *, by):
    """Why it was handed on stands among the statements, which only those read whom it concerns."""
    note = Statement.said(by, timezone.now(), dispute=dispute, text=reason)
    note.save(force_insert=True)
    return note


@transaction.atomic
def withdraw_dispute(dispute, *, by, reason):
    """The party that raised it takes it back."""
    dispute = locked(dispute)
    verdict, verb = rules.can_withdraw(by, dispute), "agreements.dispute_withdrawn"
    over = _("The dispute was withdrawn.")
    return _close(dispute, verdict, S.WITHDRAWN, verb, by=by, reason=reason, over=over)


@transaction.atomic
def fail(dispute, *, by, reason):
    """Who keeps the case says that there was no agreement; the courts are next."""
    dispute = locked(dispute)
    verdict, verb = rules.can_fail(by, dispute), "agreements.dispute_failed"
    over = _("The mediation has ended without agreement.")
    return _close(dispute, verdict, S.FAILED, verb, by=by, reason=reason, over=over)


def _close(dispute, verdict, state, verb, *, by, reason, over):
    """``over`` is what those read who were called to a session. The reason stands on the dispute
    alone, not in the trail, which operators read. The same person in the same words has closed it so
    already: a second click."""
    same = verdict.moved_on and (dispute.state, dispute.close_reason) == (state, reason)
    if same and audit.was_last_by(by, dispute, verb):
        return dispute
    require(verdict)
    states.move(dispute, "state", to=state, closed_at=timezone.now(), close_reason=reason)
    call_off_sessions(dispute, by=by, reason=over)
    audit.record(verb, dispute, by=by)
    notices.closed(dispute, by=by)
    return dispute
