"""An organisation's life: registered by its first representative, edited, and one day closed."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from villages import rules
from villages.actions import mandates
from villages.models import Mandate, Organisation

# What is verified with the first representative; from then on it stays.
VERIFIED_WORDS = ("kind", "name", "legal_number", "home")


@transaction.atomic
def register(*, by, claim, **words):
    """Enter an organisation together with the application of its first representative; ``claim``
    is what that application says. Returns the application."""
    mandates.refuse_too_many(by)
    organisation = _written(Organisation(**words))
    audit.record("villages.organisation_registered", organisation, by=by)
    return mandates.claim_for(organisation, by=by, **claim)


def _written(organisation):
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as taken:
        raise Refusal(
            _("An organisation of this name is registered already. Apply as its representative.")
        ) from taken
    return organisation


@transaction.atomic
def represent(organisation, *, by, **claim):
    """Apply as a further representative of a verified organisation."""
    require(rules.can_represent(by, organisation))
    return mandates.claim_for(organisation, by=by, **claim)


@transaction.atomic
def edit(organisation, *, acting, user, **words):
    """Change what it tells of itself; what was verified of it stays."""
    organisation = _held(organisation)
    require(rules.can_edit_organisation(acting, user, organisation))
    if organisation.is_verified:
        words = {name: word for name, word in words.items() if name not in VERIFIED_WORDS}
    changed = [name for name, word in words.items() if getattr(organisation, name) != word]
    if changed:
        for name in changed:
            setattr(organisation, name, words[name])
        _written(organisation)
        by = acting if organisation.is_verified else user
        audit.record("villages.organisation_changed", organisation, by=by, fields=changed)
    return organisation


@transaction.atomic
def close(organisation, *, by, reason):
    """It takes part no more: the rights of its representatives end at once, its past stays."""
    organisation = _held(organisation)
    require(rules.can_close(by, organisation))
    for mandate in Mandate.objects.verified().filter(organisation=organisation).with_people():
        mandates.end_by_force(mandate, by=by, reason=reason)
    states.move(
        organisation, "state", to=Organisation.State.CLOSED, reason=reason,
        decided_at=timezone.now(),
    )  # fmt: skip
    audit.record("villages.organisation_closed", organisation, by=by, reason=reason)
    return organisation


def _held(organisation):
    rows = Organisation.objects.select_for_update(of=("self",), no_key=True)
    rows.get(pk=organisation.pk)
    return Organisation.objects.select_related("home").get(pk=organisation.pk)
