"""This floor's verbs, as sentences after "who"."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "projects.drafted": _("began to draft the project"),
    "projects.discarded": _("threw the draft away"),
    "projects.proposed": _("proposed the project to the partners"),
    "projects.version_made": _("changed the proposal; the partners are asked again"),
    "projects.consent_given": _("consented to the proposal"),
    "projects.changes_asked": _("asked for changes of the proposal"),
    "projects.declined": _("declined the proposal"),
    "projects.all_agreed": _("recorded that all partners have consented"),
    "projects.needs_revision": _("recorded that the proposal needs a revision"),
    "projects.turned_down": _("recorded that all partners have declined"),
    "projects.started": _("started the work"),
    "projects.planned": _("set the milestones"),
    "projects.reported": _("reported on the progress"),
    "projects.budget_published": _("published a budget"),
    "projects.sharing_set": _("set how the cost is shared"),
    "projects.contribution_planned": _("noted down a contribution"),
    "projects.contributions_taken_over": _("took the contributions over from the proposal"),
    "projects.contribution_committed": _("committed a contribution"),
    "projects.contribution_received": _("recorded a receipt"),
    "projects.receipt_reversed": _("took a wrong receipt back"),
    "projects.contribution_withdrawn": _("took a contribution back"),
    "projects.offer_made": _("offered support"),
    "projects.offer_accepted": _("accepted an offer of support"),
    "projects.offer_declined": _("declined an offer of support"),
    "projects.offer_withdrawn": _("took an offer of support back"),
    "projects.finished": _("finished the project"),
    "projects.withdrawn": _("withdrew the project"),
}
