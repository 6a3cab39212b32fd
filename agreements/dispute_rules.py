"""Who may do what with a dispute. Rights come first, then where it stands.

Each docstring is the policy; each no says why, and who can.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import mediation
from agreements.models import Agreement, Dispute, OutcomePaper
from core import formats
from core.access import ALLOW, deny, too_late
from projects.models import Project
from villages.models import Region
from villages.roles import Permission, grants

S, Signer = Dispute.State, OutcomePaper.Signer
AFTER_END = timedelta(days=2 * 365)  # so long after its end an agreement can still be disputed
RIPE = (Project.State.AGREED, Project.State.RUNNING, Project.State.FINISHED)


def can_raise(acting, subject):
    """The head, secretary or officer of a party raises a dispute about an agreement that is in force
    or has ended in the last two years; of a partner, about a project that is agreed, runs or is
    finished. There must be somebody else to raise it against."""
    seats = _seats(subject) if grants(acting, Permission.RECORD_AGREEMENT) else set()
    if acting is None or acting.region_id not in seats:
        return deny(_("Heads and secretaries of the parties ask for mediation."))
    if not (verdict := _is_ripe(subject)):
        return verdict
    if len(seats) < 2 and not third_parties(subject):  # oneself and another
        return too_late(_("There is no other party here to raise a dispute against."))
    return ALLOW


def _seats(subject):
    """The regions that are party or partner."""
    seats = subject.parties if isinstance(subject, Agreement) else subject.partnerships
    return set(seats.values_list("region", flat=True))


def _is_ripe(subject):
    if isinstance(subject, Project):
        if subject.state in RIPE:
            return ALLOW
        return too_late(_("Partners ask for mediation when a project is agreed, runs or is done."))
    if subject.sealed_at is None:
        return too_late(_("This agreement is not in force; talk about its draft instead."))
    today = timezone.localdate()
    over = subject.ended_at.date() if subject.ended_at else subject.ends_on
    if over < today - AFTER_END:
        return too_late(_("It ended more than two years ago. The court decides about it now."))
    return ALLOW


def others(region_id, subject):
    """The other parties or partners, as regions."""
    codes = _seats(subject) - {region_id}
    return list(Region.objects.filter(pk__in=codes).order_by("pk"))


def third_parties(subject):
    """The names of those whom its text binds and who are no region."""
    if not isinstance(subject, Agreement):
        return []
    return list(subject.third_parties.order_by("position").values_list("name", flat=True))


def side_of(acting, dispute):
    """The side for which the capacity speaks: its head, secretary or officer; or None."""
    if not grants(acting, Permission.RECORD_AGREEMENT):
        return None
    return next((p for p in sides(dispute) if p.region_id == acting.region_id), None)


def sides(dispute):
    """The parties, read once."""
    if not hasattr(dispute, "read_sides"):
        dispute.read_sides = list(dispute.parties.select_related("region"))
    return dispute.read_sides


def claimant(dispute):
    return next(p for p in sides(dispute) if p.side == p.Side.CLAIMANT)


def keeps(acting, dispute):
    """Does the capacity keep the case: an officer of the mediator's region, or, where the governor
    or the minister mediates, of the regency of the party that raised it?"""
    return grants(acting, Permission.TAKE_UP) and acting.region_id == dispute.desk_id


def can_say(acting, dispute):
    """Each side says what it has to say, also late and as often as needed, until the case is closed;
    who keeps the case from when it was passed on."""
    if side_of(acting, dispute) is None and not (keeps(acting, dispute) and dispute.referred_at):
        return deny(_("The parties and the mediator make statements here."))
    return _is_open(dispute)


def can_pass_on(acting, dispute):
    """Each side says once that the deliberation has failed. When its time is over that is enough;
    before, all sides must say so, which a third party without an account cannot."""
    side = side_of(acting, dispute)
    if side is None:
        return deny(_("Heads and secretaries of the parties pass it on to the mediator."))
    if dispute.state != S.DELIBERATION:
        return _moved_on(dispute)
    if dispute.third_party and not is_over(dispute):
        return too_late(
            _("%(name)s has no account here and cannot agree, so it goes on after %(day)s only.")
            % {"name": dispute.third_party, "day": formats.day(dispute.deliberate_until)}
        )
    if not is_over(dispute) and dispute.passings.filter(party=side).exists():
        return too_late(
            _("You have said so. It goes on when the others agree, or after %(day)s.")
            % {"day": formats.day(dispute.deliberate_until)}
        )
    return ALLOW


def is_over(dispute):
    """Is the time for the deliberation over?"""
    return dispute.deliberate_until < formats.day_in(dispute.desk_id)


def can_withdraw(acting, dispute):
    """The party that raised it takes it back, until it is closed."""
    side = side_of(acting, dispute)
    if side is None or side.side != side.Side.CLAIMANT:
        return deny(
            _("Only %(region)s, which raised it, withdraws it.")
            % {"region": claimant(dispute).name}
        )
    return _is_open(dispute)


def can_accept(acting, dispute):
    """Who keeps the case accepts it once it is passed on."""
    if not (verdict := _is_kept(acting, dispute)):
        return verdict
    return ALLOW if dispute.state == S.REFERRED else _moved_on(dispute)


def can_hand_on(acting, dispute):
    """Who keeps the case hands it on to the next office up, with the reason, for example because he
    has a part in the matter himself; a governor's case stays."""
    if not (verdict := _is_kept(acting, dispute)):
        return verdict
    if not mediation.can_go_up(dispute.level):
        return too_late(_("There is no office above that could take it over here."))
    if dispute.state not in (S.REFERRED, S.MEDIATION):
        return _moved_on(dispute)
    return ALLOW


def can_fail(acting, dispute):
    """Who keeps the case says that mediation brought no agreement; the way to court is open then."""
    if not (verdict := _is_kept(acting, dispute)):
        return verdict
    return ALLOW if dispute.state == S.MEDIATION else _moved_on(dispute)


def can_call_session(acting, dispute):
    """While they deliberate, each side calls the others together; then who keeps the case calls the
    parties."""
    return _leads(acting, dispute)


def can_write_result(acting, dispute):
    """What was agreed is written down by a side while they deliberate, then by who keeps the case;
    other words need all confirmations anew. With a third party only the mediator writes."""
    if not (verdict := _leads(acting, dispute)):
        return verdict
    return _is_among_accounts(dispute)


def _is_among_accounts(dispute):
    """Nobody settles alone what binds a third party, which cannot confirm here."""
    if dispute.third_party and dispute.state == S.DELIBERATION:
        return too_late(
            _("A party has no account here, so the result is written together with the mediator.")
        )
    return ALLOW


def _leads(acting, dispute):
    if dispute.state == S.DELIBERATION:
        if side_of(acting, dispute) is None:
            return deny(_("While they deliberate, the parties do this themselves."))
        return ALLOW
    if not (verdict := _is_kept(acting, dispute)):
        return verdict
    return ALLOW if dispute.state == S.MEDIATION else _moved_on(dispute)


def can_confirm(acting, dispute):
    """The head of each party confirms the record that stands now, once; with a third party only one
    that the mediator wrote."""
    side = side_of(acting, dispute)
    if side is None or not grants(acting, Permission.APPROVE_AGREEMENT):
        return deny(_("The heads of the parties confirm the result."))
    if not (verdict := _has_result(dispute) and _is_among_accounts(dispute)):
        return verdict
    if dispute.outcome.words.filter(party=side).exists():
        return too_late(_("%(region)s has confirmed this result already.") % {"region": side.name})
    return ALLOW


def can_sign(acting, dispute):
    """The mediator signs last, after a third party too: the camat himself, of a regency its officer.
    A governor or minister has no account here (``can_record_mediator``)."""
    if not (verdict := _is_kept(acting, dispute)):
        return verdict
    if is_outside(dispute):
        return too_late(_("The mediator has no account here. Record the signature on paper."))
    if acting.region.is_subdistrict and not grants(acting, Permission.APPROVE_AGREEMENT):
        return deny(_("Only the camat signs the result."))
    return _waits_for_the_mediator(dispute)


def is_outside(dispute):
    """Has the office that mediates no account here: the governor's, or the minister's?"""
    return dispute.level not in mediation.HERE


def _waits_for_the_mediator(dispute):
    """All others have given their word on the record that stands."""
    if not (verdict := _has_mediated_result(dispute)):
        return verdict
    if missing := unconfirmed(dispute):
        return too_late(
            _("First the heads confirm it: %(names)s.")
            % {"names": ", ".join(party.name for party in missing)}
        )
    if awaits_third(dispute):
        return too_late(
            _("First record that %(name)s has signed the result on paper.")
            % {"name": dispute.third_party}
        )
    return ALLOW


def _has_mediated_result(dispute):
    if not (verdict := _has_result(dispute)):
        return verdict
    if not dispute.outcome.mediated:
        return too_late(_("The parties have written this without a mediator."))
    return ALLOW


def awaits_third(dispute):
    """Is there a third party that has not signed the record that stands now?"""
    return bool(dispute.third_party) and not has_paper(dispute, Signer.THIRD)


def has_paper(dispute, signer):
    """Has the third party, or the mediator, signed the record that stands now on paper?"""
    return dispute.outcome.papers.filter(signer=signer).exists()


def can_record_third(acting, dispute):
    """Who keeps the case records, once for the record that stands, that the third party has signed it
    on paper; before the mediator signs."""
    if not (verdict := _is_kept(acting, dispute)):
        return verdict
    if not dispute.third_party:
        return too_late(_("This dispute has no third party."))
    if not (verdict := _has_mediated_result(dispute)):
        return verdict
    if not awaits_third(dispute):
        return too_late(_("%(name)s has signed this result.") % {"name": dispute.third_party})
    return ALLOW


def can_record_mediator(acting, dispute):
    """Where the mediator has no account here, who keeps the case records that he has signed on paper,
    last of all; he himself is no mediator."""
    if not (verdict := _is_kept(acting, dispute)):
        return verdict
    if not is_outside(dispute):
        return too_late(_("The mediator signs here with an account."))
    return _waits_for_the_mediator(dispute)


def is_signed_on_paper(dispute):
    """Does somebody sign the record that stands now on paper, before it is final?"""
    in_ink = dispute.third_party or is_outside(dispute)
    return bool(in_ink and dispute.state == S.MEDIATION and _has_mediated_result(dispute))


def can_publish(acting, dispute):
    """When it is settled, the head of each party agrees, once, that everybody may read the result; it
    is public when all have. A third party without an account cannot be asked, so its result stays
    private."""
    side = side_of(acting, dispute)
    if side is None or not grants(acting, Permission.APPROVE_AGREEMENT):
        return deny(_("The heads of the parties make the result public together."))
    if dispute.state != S.SETTLED:
        return _moved_on(dispute)
    if dispute.third_party:
        return too_late(
            _("%(name)s has no account here and cannot be asked, so the result stays private.")
            % {"name": dispute.third_party}
        )
    if dispute.published_at:
        return too_late(_("The result is public already."))
    if side not in (missing := undisclosed(dispute)):
        return too_late(
            _("You have agreed. It becomes public when these agree too: %(names)s.")
            % {"names": ", ".join(party.name for party in missing)}
        )
    return ALLOW


def undisclosed(dispute):
    """The sides whose heads have not agreed that the result be public."""
    given = set(dispute.disclosures.values_list("party", flat=True))
    return [party for party in sides(dispute) if party.pk not in given]


def unconfirmed(dispute):
    """The sides whose heads have not confirmed the record that stands now."""
    given = set(dispute.outcome.words.values_list("party", flat=True))
    return [party for party in sides(dispute) if party.pk not in given]


def _has_result(dispute):
    if dispute.state not in (S.DELIBERATION, S.MEDIATION):
        return _moved_on(dispute)
    if dispute.outcome_id is None or dispute.outcome.mediated != (dispute.state == S.MEDIATION):
        return too_late(_("There is no result yet to be confirmed."))
    return ALLOW


def _is_kept(acting, dispute):
    if keeps(acting, dispute):
        return ALLOW
    return deny(_("The officers of %(region)s do this.") % {"region": dispute.desk.full_name})


def _is_open(dispute):
    return ALLOW if dispute.is_open else _moved_on(dispute)


def _moved_on(dispute):
    return too_late(
        _("This is not possible now: the dispute is in the state “%(state)s”.")
        % {"state": dispute.get_state_display()}
    )
