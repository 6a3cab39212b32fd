"""Offices and what each grants. Roles are code, not rows: a reviewer sees who gains what.

A rule of a floor asks ``may(acting, Permission.X, party)``: does the capacity in which the
person acts grant X, and is ``party``, a region or an organisation, the one he speaks for (or, for
officers, a region in their care)?
"""

from enum import Enum, auto

from villages.models import Region
from villages.models.mandate import Office


class Permission(Enum):
    """What an office can grant."""

    PROPOSE = auto()  # draft and send a joint project for one's region
    RECORD_ASSEMBLY = auto()  # record what the assembly of one's region says to a proposal
    CONSENT = auto()  # answer a proposal, bind the region
    RUN_PROJECT = auto()  # start, report and close a project that one's region leads
    CALL_MEETING = auto()  # invite for a forum or a project of one's region
    ANSWER_INVITATION = auto()  # say who comes
    VOTE = auto()  # cast one's region's ballot in a meeting
    WRITE_MINUTES = auto()  # take the minutes of a meeting that one's region has called
    RECORD_AGREEMENT = auto()  # draft an agreement in which one's region is a party
    APPROVE_AGREEMENT = auto()  # give one's region's word
    KEEP_REGISTER = auto()  # give papers of one's region their number, and promulgate them
    EDIT_PROFILE = auto()
    PLAN_RULE = auto()  # announce a rule that one's region plans
    COMMENT_RULE = auto()  # say for one's region what it thinks of a rule that another plans
    VERIFY = auto()  # check representatives of the regions in one's care
    TAKE_UP = auto()  # answer what the regions in one's care send upward
    FOUND_FORUM = auto()  # found a forum at home in one's region, and set its rules
    SUPPORT = auto()  # answer invitations of projects, offer, commit and report for an organisation


_ALL_PAPERWORK = frozenset(
    {
        Permission.PROPOSE,
        Permission.RECORD_ASSEMBLY,
        Permission.RUN_PROJECT,
        Permission.CALL_MEETING,
        Permission.ANSWER_INVITATION,
        Permission.VOTE,
        Permission.WRITE_MINUTES,
        Permission.RECORD_AGREEMENT,
        Permission.EDIT_PROFILE,
        Permission.PLAN_RULE,
        Permission.COMMENT_RULE,
    }
)
_BINDING = frozenset({Permission.CONSENT, Permission.APPROVE_AGREEMENT})
_REGISTER = frozenset({Permission.KEEP_REGISTER})
_CARE = frozenset({Permission.VERIFY, Permission.TAKE_UP, Permission.FOUND_FORUM})

GRANTS = {
    Office.HEAD: _ALL_PAPERWORK | _BINDING,
    Office.SECRETARY: _ALL_PAPERWORK | _REGISTER,
    Office.OFFICIAL: frozenset({Permission.EDIT_PROFILE, Permission.WRITE_MINUTES}),
    Office.COUNCIL: frozenset({Permission.COMMENT_RULE, Permission.RECORD_ASSEMBLY}),
    Office.SUBDISTRICT_HEAD: _ALL_PAPERWORK | _BINDING | _REGISTER | _CARE,
    Office.SUBDISTRICT_OFFICER: _ALL_PAPERWORK | _REGISTER | _CARE,
    Office.REGENCY_OFFICER: _CARE
    | {
        Permission.CALL_MEETING,
        Permission.WRITE_MINUTES,
        Permission.EDIT_PROFILE,
        Permission.COMMENT_RULE,
    },
    Office.PARTNER: frozenset({Permission.SUPPORT}),
}

# Which offices exist at which level of region.
OFFICES_AT = {
    Region.Level.VILLAGE: (Office.HEAD, Office.SECRETARY, Office.OFFICIAL, Office.COUNCIL),
    Region.Level.SUBDISTRICT: (Office.SUBDISTRICT_HEAD, Office.SUBDISTRICT_OFFICER),
    Region.Level.REGENCY: (Office.REGENCY_OFFICER,),
}

# A kelurahan is a part of the regency's government: a lurah and his staff, no council.
OFFICES_OF_URBAN_VILLAGE = (Office.HEAD, Office.SECRETARY, Office.OFFICIAL)

BINDING_OFFICES = tuple(office for office, grants in GRANTS.items() if grants >= _BINDING)


def offices_of(region):
    """The offices that exist there."""
    return OFFICES_OF_URBAN_VILLAGE if region.is_urban else OFFICES_AT.get(region.level, ())


def offices_granting(permission):
    """The offices whose holders may do this; for lists of receivers."""
    return [office for office, grants in GRANTS.items() if permission in grants]


def grants(acting, permission):
    """Does the capacity grant this at all, for its own region or organisation?"""
    return acting is not None and permission in GRANTS[acting.office]


def may(acting, permission, party):
    """Does the capacity grant this for exactly this region or organisation, its own?"""
    return grants(acting, permission) and acting.party_id == party.pk


def may_within(acting, permission, region):
    """The same for a region in the care of an officer: his own or a part of it."""
    return (
        grants(acting, permission)
        and acting.region_id is not None
        and acting.region.contains(region)
    )


def of_region(acting):
    """The capacity where it is one of a region, else None: who speaks for an organisation signs up
    and enrols as everybody does, for himself."""
    return acting if acting is not None and acting.region_id else None
