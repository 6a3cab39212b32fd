"""What a region tells of itself."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.access import require
from core.errors import Refusal
from villages import rules
from villages.models import Profile


@transaction.atomic
def change_profile(profile, *, by, seen, **fields):
    """Save a representative's changes, unless somebody else has saved since the page was opened.

    ``seen`` is the profile's ``updated_at`` as the form showed it; the trail names what changed.
    """
    require(rules.can_edit_profile(by, profile.region))
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    changed = [name for name, value in fields.items() if getattr(profile, name) != value]
    if not changed:
        return profile
    if seen and seen != profile.updated_at.isoformat():
        raise Refusal(
            _(
                "This profile was changed meanwhile, by somebody else or by you in another tab. "
                "What you wrote is still here."
            )
        )
    for name in changed:
        setattr(profile, name, fields[name])
    profile.save(update_fields=[*changed, "updated_at"])
    audit.record("villages.profile_changed", profile.region, by=by, changed=changed)
    return profile
