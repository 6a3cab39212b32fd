"""This floor's verbs, as sentences after "who"."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "projects.drafted": _("began to draft the project"),
    "projects.discarded": _("threw the draft away"),
    "projects.proposed": _("proposed the project to the partners"),
    "projects.version_made": _("changed the proposal; the partners are asked again"),
    "projects.consent_given": _("consented to the proposal"),
    "projects.changes_asked": _("asked for changes of the proposal"),
    "projects.request_answered": _("replied to a request for a change"),
    "projects.home_agreed": _("recorded that the assembly at home agrees"),
    "projects.home_refused": _("recorded that the assembly at home does not agree"),
    "projects.merge_offered": _("offered to merge the proposal into another one"),
    "projects.merge_taken_back": _("took the offer to merge back"),
    "projects.merge_declined": _("declined the offer to merge"),
    "projects.merged": _("merged the proposal into another one"),
    "projects.took_in": _("took another proposal in"),
    "projects.declined": _("declined the proposal"),
    "projects.all_agreed": _("recorded that all partners have consented"),
    "projects.needs_revision": _("recorded that the proposal needs a revision"),
    "projects.turned_down": _("recorded that all partners have declined"),
    "projects.started": _("started the work"),
    "projects.planned": _("set the milestones"),
    "projects.reported": _("reported on the progress"),
    "projects.finished": _("finished the project"),
    "projects.withdrawn": _("withdrew the project"),
}
