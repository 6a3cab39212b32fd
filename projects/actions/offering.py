"""Support that regions offer to a project which still lacks money."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from projects import funding_notices, money_rules
from projects.actions.committing import give_word, write_down
from projects.actions.funding import note_gap
from projects.actions.locking import locked
from projects.models import Offer
from villages.roles import Permission, grants

O = Offer.State  # noqa: E741


@transaction.atomic
def offer(project, *, by, token, **words):
    """Offer support in the name of the region for which the person acts; the same form sent twice
    is one offer. ``words`` are kind, source, year, worth and note."""
    project = locked(project)
    sent = Offer.objects.filter(mandate=by, token=token).first()
    if sent:
        return sent
    require(money_rules.can_offer(by, project))
    if project.offers.filter(region=by.region, state=O.OPEN).count() >= Offer.MOST_OPEN:
        raise Refusal(_("Many offers of your region wait already. Please wait for the answer."))
    made = Offer.objects.create(
        project=project, region=by.region, is_word=grants(by, Permission.CONSENT), token=token,
        mandate=by, person_name=str(by.user), office_title=by.title, **words,
    )  # fmt: skip
    audit.record("projects.offer_made", project, by=by, worth=made.worth)
    funding_notices.offered(made, by=by)
    return made


@transaction.atomic
def accept(offer, *, by):
    """Take the offer on: it becomes a contribution, committed if the head himself offered it, else
    planned until he commits it. A second click gets the contribution that is there."""
    offer = _fresh(offer)
    if offer.state == O.ACCEPTED and money_rules.can_answer_offer(by, offer).moved_on:
        return offer.commitment
    require(money_rules.can_answer_offer(by, offer))
    commitment = write_down(
        offer.project, by=by, region=offer.region, kind=offer.kind, source=offer.source,
        year=offer.year, worth=offer.worth, note=offer.note,
    )  # fmt: skip
    states.move(offer, "state", to=O.ACCEPTED, answered_at=timezone.now(), commitment=commitment)
    if offer.is_word:
        give_word(commitment, by=offer.mandate)
    note_gap(offer.project)
    audit.record("projects.offer_accepted", offer.project, by=by, worth=offer.worth)
    funding_notices.offer_answered(offer, by=by)
    if not offer.is_word:
        funding_notices.word_asked(commitment, by=by)
    return commitment


@transaction.atomic
def decline(offer, *, by, reason):
    """Say no, and why."""
    offer = _fresh(offer)
    require(money_rules.can_answer_offer(by, offer))
    states.move(offer, "state", to=O.DECLINED, answered_at=timezone.now(), reason=reason)
    audit.record("projects.offer_declined", offer.project, by=by, reason=reason)
    funding_notices.offer_answered(offer, by=by)
    return offer


@transaction.atomic
def take_back(offer, *, by):
    """Take one's own offer back before it is answered."""
    offer = _fresh(offer)
    require(money_rules.can_take_back(by, offer))
    states.move(offer, "state", to=O.WITHDRAWN, answered_at=timezone.now())
    audit.record("projects.offer_withdrawn", offer.project, by=by, worth=offer.worth)
    return offer


def _fresh(offer):
    project = locked(offer.project)
    found = Offer.objects.select_related("region", "mandate__user", "commitment").get(pk=offer.pk)
    found.project = project
    return found
