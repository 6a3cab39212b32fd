"""This floor's verbs, as sentences after "who"."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "agreements.drafted": _("drafted the agreement"),
    "agreements.edited": _("changed the draft"),
    "agreements.opened": _("opened the agreement for approval"),
    "agreements.version_made": _("changed the text; earlier approvals no longer count"),
    "agreements.approved": _("approved the agreement"),
    "agreements.declined": _("declined to approve"),
    "agreements.sealed": _("noted that all parties have approved; the agreement is in force"),
    "agreements.withdrawn": _("withdrew the agreement"),
    "agreements.ended": _("ended the agreement"),
    "agreements.term_over": _("noted that the term of the agreement is over"),
    "agreements.sheet_made": _("made the PDF of the agreement"),
}
