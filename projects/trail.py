"""This floor's verbs, as sentences after "who"."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "projects.drafted": _("began to draft the project"),
    "projects.fit_stated": _("stated the fit to the plans"),
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
    "projects.indicators_set": _("set what is to be measured"),
    "projects.measured": _("measured the result"),
    "projects.benefit_stated": _("told the benefit of the region"),
    "projects.upkeep_planned": _("planned the upkeep"),
    "projects.evaluated": _("evaluated the project"),
    "projects.finished": _("finished the project"),
    "projects.withdrawn": _("withdrew the project"),
}
