"""Funding windows that officers keep for their own region."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from core.sending import sent_before
from projects import window_rules as rules
from projects.models import FundingWindow
from villages.models import Mandate

WORDS = (
    "name", "giver", "source", "sectors", "levels", "opens_on", "closes_on", "most", "link", "note",
    "is_public",
)  # fmt: skip


@transaction.atomic
def add_window(*, by, token, **words):
    """Enter a window; the same form (``token``) sent twice is one."""
    require(rules.can_add_window(by))
    Mandate.objects.select_for_update(no_key=True).get(pk=by.pk)  # a second click waits here
    if found := sent_before(FundingWindow.objects.filter(made_by=by), token, **words):
        return found
    window = FundingWindow.objects.create(
        region=by.region, token=token, made_by=by, person_name=str(by.user),
        office_title=by.title, **words,
    )  # fmt: skip
    audit.record("projects.window_added", window, by=by)
    return window


@transaction.atomic
def change_window(window, *, by, mark, **words):
    """Change or hide it; ``mark`` is that of the page that was shown. The same again is no change."""
    window = (
        FundingWindow.objects.select_for_update(no_key=True, of=("self",))
        .select_related("region")
        .get(pk=window.pk)
    )
    require(rules.can_change_window(by, window))
    changed = [name for name in WORDS if getattr(window, name) != words[name]]
    if not changed:
        return window
    if mark != mark_of(window):
        raise Refusal(_("Somebody else has changed this funding window in the meantime."))
    was_public = window.is_public
    for name in changed:
        setattr(window, name, words[name])
    window.save(update_fields=[*changed, "updated_at"])
    audit.record(_verb(was_public, window.is_public), window, by=by, changed=changed)
    return window


def _verb(before, now):
    if before == now:
        return "projects.window_changed"
    return "projects.window_shown" if now else "projects.window_hidden"


def mark_of(window):
    """Another text whenever it has changed."""
    return f"{window.updated_at:%Y%m%d%H%M%S%f}"
