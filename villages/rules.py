"""Who may do what with mandates, profiles, forums and organisations; each docstring is the policy."""

from django.utils.translation import gettext as _

from accounts.models import User
from core.access import ALLOW, deny, too_late
from villages.models import Mandate, Organisation
from villages.models.mandate import Office
from villages.roles import GRANTS, Permission, grants, may, may_within

State = Mandate.State
OFFICE_ORDER = tuple(GRANTS)  # heads first, as on paper


def person_of(by):
    """The number of the person behind a capacity: a mandate's holder, or the user himself."""
    return by.pk if isinstance(by, User) else by.user_id


def may_check(by, mandate):
    """Applications of a village are checked by the verified officers of its subdistrict or regency.

    Those of a subdistrict or regency by its officers and those of the regency above, once it has
    one; the first by operators, who may check all. Those of an organisation by the officers of the
    regency in which it is at home, else by operators. Nobody checks his own.
    """
    region = mandate.region
    if person_of(by) == mandate.user_id:
        return deny(_("Nobody checks his or her own application."))
    if isinstance(by, User):
        if by.is_staff and by.is_active:
            return ALLOW
        return deny(_("Applications are checked by the subdistrict, or by the operators."))
    if mandate.organisation_id:
        return _may_look_after(by, mandate.organisation)
    if not may_within(by, Permission.VERIFY, region):
        return deny(
            _("Applications for %(region)s are checked by its subdistrict or regency.")
            % {"region": region.full_name}
        )
    if region.is_village or Mandate.objects.caring(region).exists():
        return ALLOW
    return deny(
        _("The first officer of %(region)s is checked by the operators of the portal.")
        % {"region": region.full_name}
    )


def _may_look_after(by, organisation):
    """Officers of the regency in which the organisation is at home."""
    home = organisation.home
    if home and by.office == Office.REGENCY_OFFICER and may_within(by, Permission.VERIFY, home):
        return ALLOW
    return deny(
        _(
            "Organisations are checked by the officers of the regency in which they are at home, "
            "or by the operators."
        )
    )


def can_decide(by, mandate):
    """Whoever may check it, while it waits for the check."""
    if mandate.state != State.SUBMITTED:
        return too_late(_("This application is not waiting for a check."))
    return may_check(by, mandate)


def checker(acting, user, mandate):
    """In which capacity the person may check: as the officer he acts as, or as operator; or None."""
    for by in (acting, user):
        if by is not None and may_check(by, mandate):
            return by
    return None


def queue_of(acting, user):
    """Applications that the person may check now: as officer those in care, as operator all."""
    claims = Mandate.objects.awaiting_check()
    if user.is_staff:
        return claims.exclude(user=user)
    if grants(acting, Permission.VERIFY):
        return claims.awaiting_check_by(acting)
    return claims.none()


def can_withdraw(user, mandate):
    """The applicant, as long as nothing is decided."""
    if mandate.user_id != user.pk:
        return deny(_("Only the applicant can do this."))
    if mandate.state == State.WITHDRAWN:
        return too_late(_("You have withdrawn this application already."))
    if mandate.state not in (State.SUBMITTED, State.RETURNED):
        return too_late(_("This application has been decided already."))
    return ALLOW


def can_correct(user, mandate):
    """The applicant, after a correction was asked for."""
    if mandate.user_id != user.pk:
        return deny(_("Only the applicant can do this."))
    if mandate.state != State.RETURNED:
        return too_late(_("No correction was asked for."))
    return ALLOW


def may_end(by, mandate):
    """The holder himself, those who check applications for this office, and operators."""
    if person_of(by) == mandate.user_id:
        return ALLOW
    if may_check(by, mandate):
        return ALLOW
    return deny(_("A mandate is ended by its holder, the subdistrict, or the operators."))


def can_end(by, mandate):
    """Whoever may end it, while it stands."""
    if mandate.state in (State.SUBMITTED, State.RETURNED):
        return too_late(_("This mandate is not verified yet, so there is nothing to end."))
    if mandate.state != State.VERIFIED:
        return too_late(_("This mandate does not stand any more."))
    return may_end(by, mandate)


def ender(acting, user, mandate):
    """In which capacity the person may end a mandate; or None."""
    for by in (user, acting):
        if by is not None and may_end(by, mandate):
            return by
    return None


def can_edit_profile(acting, region):
    """Representatives of the region itself, the council excepted."""
    if may(acting, Permission.EDIT_PROFILE, region):
        return ALLOW
    return deny(
        _("The profile of %(region)s is edited by its own verified representatives.")
        % {"region": region.full_name}
    )


def can_found_forum(acting):
    """Verified officers of subdistricts and regencies, for their own region."""
    if grants(acting, Permission.FOUND_FORUM):
        return ALLOW
    return deny(_("A forum is founded by a verified officer of a subdistrict or regency."))


def can_change_forum(acting, forum):
    """Officers of the forum's home region: its rules and its members."""
    if may(acting, Permission.FOUND_FORUM, forum.home):
        return ALLOW
    return deny(
        _("The rules and members of this forum are kept by the officers of %(region)s.")
        % {"region": forum.home.full_name}
    )


def can_represent(user, organisation):
    """Whoever has an account applies as representative of a verified organisation."""
    if organisation.state != Organisation.State.VERIFIED:
        return too_late(_("This organisation does not take representatives now."))
    return ALLOW


def can_edit_organisation(acting, user, organisation):
    """Its verified representatives; before the check, its applicant once a correction was asked
    for. Kind, name and number are what is verified, so they stay from then on."""
    if organisation.is_verified:
        allowed = may(acting, Permission.SUPPORT, organisation)
    else:
        returned = organisation.mandates.filter(user=user, state=State.RETURNED)
        allowed = organisation.state == Organisation.State.REGISTERED and returned.exists()
    if allowed:
        return ALLOW
    return deny(
        _("What %(organisation)s tells of itself is edited by its verified representatives.")
        % {"organisation": organisation.full_name}
    )


def may_close(by, organisation):
    """Operators, and the officers of the regency in which it is at home."""
    if isinstance(by, User):
        if by.is_staff and by.is_active:
            return ALLOW
        return deny(_("An organisation is closed by its regency's officers, or by the operators."))
    return _may_look_after(by, organisation)


def can_close(by, organisation):
    """Whoever may close it, while it is verified."""
    verdict = may_close(by, organisation)
    if verdict and not organisation.is_verified:
        return too_late(_("This organisation is not verified, so there is nothing to close."))
    return verdict


def closer(acting, user, organisation):
    """In which capacity the person may close it; or None."""
    for by in (acting, user):
        if by is not None and may_close(by, organisation):
            return by
    return None
