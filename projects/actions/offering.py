"""Support that regions and organisations offer to a project which still lacks money."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import sent_before
from projects import funding_notices, money_rules
from projects.actions.backing import invite, stand_by
from projects.actions.committing import give_word, refuse_foreign, write_down
from projects.actions.funding import note_gap
from projects.actions.locking import locked
from projects.models import Offer
from projects.people import holds_still
from villages.roles import Permission, grants

O = Offer.State  # noqa: E741


@transaction.atomic
def offer(project, *, by, token, **words):
    """Offer support in the name of the region or organisation for which the person acts; the same form sent twice
    is one offer. ``words`` are kind, source, year, worth and note."""
    project = locked(project)
    if sent := sent_before(Offer.objects.filter(mandate=by), token, **words):
        return sent
    require(money_rules.can_offer(by, project))
    refuse_foreign(words["source"], by.region)
    giver = {"region": by.region, "organisation": by.organisation}
    if project.offers.filter(state=O.OPEN, **giver).count() >= Offer.MOST_OPEN:
        raise Refusal(_("Many of your offers wait already. Please wait for the answer."))
    binds = grants(by, Permission.CONSENT) or grants(by, Permission.SUPPORT)
    made = Offer.objects.create(
        project=project, **giver, is_word=binds, token=token, mandate=by,
        person_name=str(by.user), office_title=by.title, **words,
    )  # fmt: skip
    audit.record("projects.offer_made", project, by=by, worth=made.worth)
    funding_notices.offered(made, by=by)
    return made


@transaction.atomic
def accept(offer, *, by):
    """Take the offer on: it becomes a contribution, committed if the head himself or an organisation
    offered it and still may, else planned until whoever may now commits it; an organisation is a
    supporter from its word on. A second click gets the contribution that is there."""
    offer = _fresh(offer)
    if offer.state == O.ACCEPTED and money_rules.can_answer_offer(by, offer).moved_on:
        return offer.commitment
    require(money_rules.can_accept_offer(by, offer))
    commitment = write_down(
        offer.project, by=by, region=offer.region, organisation=offer.organisation,
        kind=offer.kind, source=offer.source, year=offer.year, worth=offer.worth, note=offer.note,
    )  # fmt: skip
    states.move(offer, "state", to=O.ACCEPTED, answered_at=timezone.now(), commitment=commitment)
    is_word = offer.is_word and holds_still(offer.mandate)
    if is_word:
        give_word(commitment, by=offer.mandate)
    if offer.organisation_id:
        _bring_beside(offer, by=by, is_word=is_word)
    note_gap(offer.project)
    audit.record("projects.offer_accepted", offer.project, by=by, worth=offer.worth)
    funding_notices.offer_answered(offer, by=by)
    if not is_word:
        funding_notices.word_asked(commitment, by=by)
    return commitment


def _bring_beside(offer, *, by, is_word):
    """The organisation supports the project from its word on; without one it is asked."""
    if is_word:
        stand_by(offer, by=by)
    else:
        invite(offer.project, by=by, organisation=offer.organisation)


@transaction.atomic
def decline(offer, *, by, reason):
    """Say no, and why; a second click finds the no that stands."""
    offer = _fresh(offer)
    verdict = money_rules.can_answer_offer(by, offer)
    if verdict.moved_on and (offer.state, offer.reason) == (O.DECLINED, reason):
        return offer
    require(verdict)
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
    rows = Offer.objects.select_related("region", "organisation", "mandate__user", "commitment")
    found = rows.get(pk=offer.pk)
    found.project = project
    return found
