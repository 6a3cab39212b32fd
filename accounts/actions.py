"""What a person changes of himself."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts.models import User
from accounts.rules import can_rename
from core import audit
from core.access import require


@transaction.atomic
def change_profile(user, *, by, full_name, phone, nip, language, time_zone):
    """The trail names what was changed, not the old and new values: they are personal.

    A name that others have checked, or are checking, stays.
    """
    user = User.objects.select_for_update().get(pk=user.pk)  # a new application waits
    if full_name != user.full_name:
        require(can_rename(user))
    new = {
        "full_name": full_name,
        "phone": phone,
        "nip": nip,
        "language": language,
        "time_zone": time_zone,
    }
    changed = [name for name, value in new.items() if getattr(user, name) != value]
    if changed:
        for name in changed:
            setattr(user, name, new[name])
        user.save(update_fields=changed)
        audit.record("accounts.profile_changed", user, by=by, changed=changed)


@transaction.atomic
def correct_name(user, full_name, *, by):
    """An operator corrects a name, also a checked one; the trail keeps both."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if full_name != user.full_name:
        before, user.full_name = user.full_name, full_name
        user.save(update_fields=["full_name"])
        audit.record("accounts.name_corrected", user, by=by, before=before, after=full_name)


def choose_language(user, language, *, by):
    """In which language the pages and mails are."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def change_access(user, *, by, **access):
    """Whether the account is open, and what of the portal it runs; an operator decides."""
    changed = {name: value for name, value in access.items() if getattr(user, name) != value}
    for name, value in changed.items():
        setattr(user, name, value)
    if changed:
        user.save(update_fields=list(changed))
        audit.record("accounts.access_changed", user, by=by, **changed)


@transaction.atomic
def end_sessions(user, *, by):
    """Sign the person out wherever he is signed in, at once: a lost phone, a shared password."""
    for session in UserSession.objects.filter(user=user):
        session.end()
    audit.record("accounts.signed_out", user, by=by)
