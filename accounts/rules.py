"""Who may change what of a person; each docstring is the policy."""

from django.utils.translation import gettext as _

from core.access import ALLOW, deny

CHECKED = ("submitted", "verified")  # states of a mandate in which its decree, and the name, count


def can_rename(user):
    """A person names himself until somebody checks the name with a decree; then operators do."""
    if user.mandates.filter(state__in=CHECKED).exists():
        return deny(_("Your name is checked with your decree. An operator corrects it."))
    return ALLOW
