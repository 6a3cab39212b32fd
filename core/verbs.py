"""The verbs of the audit trail and their sentences, gathered from the floors at start."""

SENTENCES = {}


def describe(sentences):
    """Add a floor's verbs: ``{"projects.proposed": _("proposed the project")}``."""
    SENTENCES.update(sentences)
