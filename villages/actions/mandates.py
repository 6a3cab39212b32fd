"""A mandate's life: claimed, checked, perhaps corrected, and one day ended."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, formats, states
from core.access import require
from core.errors import Refusal
from core.models import AuditEvent
from notifications.actions import drop
from notifications.models import Mail
from villages import notices, rules
from villages.models import LocalTerms, Mandate, Organisation, Profile, Region
from villages.models.mandate import Office
from villages.titles import title_of

State = Mandate.State
MOST_OPEN_CLAIMS = 5


def claim(*, by, region, office, starts_on, ends_on, decree_number, decree, acting="", position=""):
    """Apply as representative of a region; ``by`` is the user, who has no office there yet."""
    refuse_too_many(by)
    terms = LocalTerms.objects.of(region)
    title = title_of(office, region, terms, position=position, acting=acting)[:80]
    return _apply(
        Mandate(
            user=by, region=region, office=office, acting=bool(acting), title=title,
            starts_on=starts_on, ends_on=ends_on, decree_number=decree_number, decree=decree,
        )
    )  # fmt: skip


def claim_for(organisation, *, by, position, starts_on, ends_on, decree_number, decree):
    """Apply as representative of an organisation, with the paper that names the person."""
    refuse_too_many(by)
    return _apply(
        Mandate(
            user=by, organisation=organisation, office=Office.PARTNER, title=position[:80],
            starts_on=starts_on, ends_on=ends_on, decree_number=decree_number, decree=decree,
        )
    )  # fmt: skip


def refuse_too_many(by):
    """Nobody fills the queue of those who check."""
    if Mandate.objects.open_claims().filter(user=by).count() >= MOST_OPEN_CLAIMS:
        raise Refusal(_("Too many of your applications are still open. Withdraw one first."))


def _apply(mandate):
    """Store the claim with its paper, and tell those who check it."""
    try:
        with _no_orphan(mandate), transaction.atomic():
            hold(mandate)
            mandate.save()
            audit.record("villages.mandate_claimed", mandate, by=mandate.user)
            notices.claim_received(mandate)
    except IntegrityError as taken:
        raise Refusal(
            _("You have already applied for this office, or hold it in the same term.")
        ) from taken
    return mandate


def correct(mandate, *, by, starts_on, ends_on, decree_number, acting="", position="", decree=None):
    """The applicant mends what was asked for; the application waits for the check again."""
    require(rules.can_correct(by, mandate))
    old = mandate.decree.name
    if decree:
        mandate.decree.save(decree.name, decree, save=False)
    title = title_of(mandate.office, mandate.region, position=position, acting=acting)[:80]
    try:
        with _no_orphan(mandate, known=old), transaction.atomic():
            hold(mandate)
            states.move(
                mandate, "state", to=State.SUBMITTED, acting=bool(acting), title=title,
                starts_on=starts_on, ends_on=ends_on, decree_number=decree_number,
                decree=mandate.decree.name, submitted_at=timezone.now(),
                decided_at=None, decided_by=None, decided_as="", reason="",
            )  # fmt: skip
            audit.record("villages.mandate_corrected", mandate, by=by)
            notices.claim_received(mandate)
    except IntegrityError as taken:
        raise Refusal(_("You already hold this office in the same term.")) from taken
    if decree:
        transaction.on_commit(lambda: mandate.decree.storage.delete(old))


@transaction.atomic
def withdraw(mandate, *, by):
    """The applicant takes it back; nobody is asked to check it any more."""
    require(rules.can_withdraw(by, mandate))
    hold(mandate)
    states.move(mandate, "state", to=State.WITHDRAWN)
    _stop_asking(mandate)
    _settle(mandate, Organisation.State.CLOSED, str(_("The application was withdrawn.")))
    audit.record("villages.mandate_withdrawn", mandate, by=by)


@transaction.atomic
def verify(mandate, *, by):
    """The person may act from now on (or from the term's first day); the region takes part, and
    an organisation is verified with its first representative."""
    require(rules.may_check(by, mandate))
    hold(mandate)
    if mandate.ends_on and mandate.ends_on < timezone.localdate():
        raise Refusal(_("This term is over already. Ask for a correction, or refuse."))
    if rival := _rival_of(mandate):
        raise Refusal(_holds_it(rival))
    try:
        with transaction.atomic():
            joined = _settle(mandate, Organisation.State.VERIFIED)
            _decide(mandate, State.VERIFIED, by)
    except IntegrityError as taken:
        raise Refusal(_("Somebody else holds this office in the same term.")) from taken
    if mandate.region_id:
        _profile, joined = Profile.objects.get_or_create(region=mandate.region)
    audit.record("villages.mandate_verified", mandate, by=by)
    if joined:
        verb = "villages.joined" if mandate.region_id else "villages.organisation_verified"
        audit.record(verb, mandate.party, by=by)
    notices.mandate_verified(mandate)


@transaction.atomic
def return_for_correction(mandate, *, by, reason):
    """Something is missing or cannot be read; the applicant is told what."""
    require(rules.may_check(by, mandate))
    _decide(mandate, State.RETURNED, by, reason)
    audit.record("villages.mandate_returned", mandate, by=by, reason=reason)
    notices.mandate_returned(mandate)


@transaction.atomic
def refuse(mandate, *, by, reason):
    """No; the applicant is told why, and may apply anew."""
    require(rules.may_check(by, mandate))
    hold(mandate)
    _decide(mandate, State.REFUSED, by, reason)
    _settle(mandate, Organisation.State.REFUSED, reason)
    audit.record("villages.mandate_refused", mandate, by=by, reason=reason)
    notices.mandate_refused(mandate)


@transaction.atomic
def end(mandate, *, by, reason):
    """The right ends with this row, at the next request; what was done in it stays.

    Mails that wait on behalf of the mandate are dropped; nothing is deleted.
    """
    require(rules.may_end(by, mandate))
    end_by_force(mandate, by=by, reason=reason)


def end_by_force(mandate, *, by, reason):
    """The same where who decides has been asked already: its organisation is closed."""
    now = timezone.now()
    states.move(mandate, "state", to=State.ENDED, ended_at=now, reason=reason)
    drop(Mail.objects.filter(on_behalf=mandate.key))
    audit.record("villages.mandate_ended", mandate, by=by, reason=reason)
    notices.mandate_ended(mandate, by_holder=rules.person_of(by) == mandate.user_id)


def note_opening(mandate, *, by):
    """Who opened the decree; the trail says it once a person and day. The holder's own do not count."""
    if rules.person_of(by) == mandate.user_id:
        return
    seen = AuditEvent.objects.filter(
        verb="villages.decree_opened",
        target_type=audit.target_type(mandate),
        target_id=str(mandate.pk),
        actor_id=str(rules.person_of(by)),
        at__date=timezone.localdate(),
    )
    if not seen.exists():
        audit.record("villages.decree_opened", mandate, by=by)


def hold(mandate):
    """All decisions about the offices of one region or organisation go one after the other.

    The exclusion constraints behind would otherwise let two of them wait for each other. Of an
    organisation the row is read anew: it may have been closed meanwhile.
    """
    model = Organisation if mandate.organisation_id else Region
    row = model.objects.select_for_update(of=("self",), no_key=True).get(pk=mandate.party_id)
    if mandate.organisation_id:
        mandate.organisation.state = row.state


def _settle(mandate, state, reason=""):
    """An organisation that waits for the check gets the answer of its first application; is it so?

    Nobody is verified for one that was refused or closed.
    """
    organisation = mandate.organisation
    if organisation is None:
        return False
    if organisation.state == Organisation.State.REGISTERED:
        states.move(organisation, "state", to=state, reason=reason, decided_at=timezone.now())
        return True
    if state == Organisation.State.VERIFIED and not organisation.is_verified:
        raise Refusal(
            _("This organisation is %(state)s.") % {"state": organisation.get_state_display()}
        )
    return False


def _decide(mandate, state, by, reason=""):
    """Both the state's move and the signature under it; what still asks for a check is stopped."""
    _still_as_seen(mandate)
    states.move(
        mandate, "state", to=state, reason=reason, decided_at=timezone.now(),
        decided_by_id=rules.person_of(by), decided_as=_said_as(by),
    )  # fmt: skip
    _stop_asking(mandate)


def _still_as_seen(mandate):
    """Nobody decides on what he has not read: the applicant may have corrected it meanwhile."""
    rows = Mandate.objects.select_for_update(no_key=True).filter(pk=mandate.pk)
    if rows.values_list("submitted_at", flat=True).first() != mandate.submitted_at:
        raise Refusal(
            _("The applicant has changed this application since you opened it. Look at it again.")
        )


def _said_as(by):
    return getattr(by, "capacity", None) or by.as_actor().office


def _stop_asking(mandate):
    drop(Mail.objects.about(mandate.key).filter(kind=notices.CLAIM_RECEIVED))


def _rival_of(mandate):
    """Another verified holder of an office that only one can hold, in a term that overlaps."""
    if mandate.office not in Mandate.ONE_HOLDER:
        return None
    others = Mandate.objects.verified().filter(region=mandate.region, office=mandate.office)
    if mandate.ends_on:
        others = others.filter(starts_on__lte=mandate.ends_on)
    others = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=mandate.starts_on))
    return others.select_related("user", "region").order_by(F("ends_on").desc()).first()


def _holds_it(rival):
    words = {
        "name": rival.user.full_name,
        "title": rival.title,
        "region": rival.region.full_name,
        "day": formats.day(rival.ends_on) if rival.ends_on else "",
    }
    if rival.ends_on:
        return (
            _(
                "%(name)s holds the office %(title)s of %(region)s until %(day)s. End that "
                "mandate first, or ask the applicant to correct the term."
            )
            % words
        )
    return (
        _(
            "%(name)s holds the office %(title)s of %(region)s without an end date. End that "
            "mandate first, or ask the applicant to correct the term."
        )
        % words
    )


@contextmanager
def _no_orphan(mandate, known=""):
    """No file without a row: what was stored for a change that fails is taken away again."""
    try:
        yield
    except BaseException:
        stored = mandate.decree
        if stored._committed and stored.name != known:
            stored.storage.delete(stored.name)
        raise
