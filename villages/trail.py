"""This floor's verbs, as sentences after "who"."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "villages.mandate_claimed": _("applied as representative"),
    "villages.mandate_verified": _("verified the representative"),
    "villages.mandate_returned": _("asked for a correction of the application"),
    "villages.mandate_corrected": _("corrected the application"),
    "villages.mandate_refused": _("refused the application"),
    "villages.mandate_withdrawn": _("withdrew the application"),
    "villages.mandate_ended": _("ended the mandate"),
    "villages.joined": _("welcomed the region to the portal"),
    "villages.profile_changed": _("changed the profile"),
    "villages.forum_founded": _("founded the forum"),
    "villages.forum_changed": _("changed the forum's rules"),
    "villages.member_joined": _("added a member to the forum"),
    "villages.terms_changed": _("changed the local terms"),
    "villages.member_left": _("ended a seat in the forum"),
    "villages.decree_opened": _("opened the decree"),
    "villages.organisation_registered": _("registered the organisation"),
    "villages.organisation_verified": _("welcomed the organisation to the portal"),
    "villages.organisation_changed": _("changed what the organisation tells of itself"),
    "villages.organisation_closed": _("closed the organisation"),
}
