"""Two proposals that want the same become one; the trail of both stays."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import require_same_words
from projects import funding_notices, merger_notices, notices, pages, rules
from projects.actions.escalating import close_escalation
from projects.actions.locking import locked
from projects.models import Draft, MergeOffer, Partnership, Project

O = MergeOffer.State  # noqa: E741  (as S for the states of projects)
_TWO = ("project__lead", "target__lead", "answered_by__user")


@transaction.atomic
def offer_merge(project, target, *, by, message):
    """Offer the lead of ``target`` that the proposal goes on in it; returns the open offer.

    The same offer sent twice is one; with another message it is refused. An open offer to a proposal
    that is no longer talked about gives way to the new one.
    """
    project = locked(project)
    require(rules.can_offer_merge(by, project))
    _require_target(project, target)
    waiting = MergeOffer.objects.filter(project=project, state=O.OPEN).select_related("target")
    if found := waiting.first():
        if found.target_id == target.pk:
            require_same_words(found.message, message)
            return found
        if found.target.state in rules.DELIBERATED:
            text = _("Your offer to %(title)s still waits. Take it back first.")
            raise Refusal(text % {"title": found.target.title})
        _answer(found, O.TAKEN_BACK, by=by)
    offer = MergeOffer.objects.create(project=project, target=target, message=message, made_by=by)
    audit.record("projects.merge_offered", project, by=by, into=target.code)
    merger_notices.merge_offered(offer, by=by)
    return offer


def _require_target(project, target):
    if target.pk == project.pk or target.state not in rules.DELIBERATED:
        raise Refusal(_("Choose another proposal that is still talked about."))


@transaction.atomic
def take_offer_back(project, *, by):
    """The lead thinks better of it; a second click finds it taken back."""
    project = locked(project)
    require(rules.can_offer_merge(by, project))
    offer = MergeOffer.objects.filter(project=project).select_related("answered_by__user").first()
    if offer and offer.state == O.TAKEN_BACK and offer.answered_by_id == by.pk:
        return offer
    if offer is None or offer.state != O.OPEN:
        raise Refusal(_said_already(offer))
    _answer(offer, O.TAKEN_BACK, by=by)
    audit.record("projects.merge_taken_back", project, by=by)
    return offer


def _said_already(offer):
    """What has become of an offer that is open no more, and through whom."""
    if offer is None:
        return _("There is no open offer. It has been answered or taken back.")
    words = {"person": offer.answered_by.user, "state": offer.get_state_display()}
    return _("This offer is %(state)s already, by %(person)s.") % words


def _require_open(offer, *, by):
    """May the person answer? Who comes too late hears who was quicker."""
    verdict = rules.can_answer_merge(by, offer)
    if verdict.moved_on and offer.state != O.OPEN:
        raise Refusal(_said_already(offer), back=offer.target.get_absolute_url())
    require(verdict)


def _has_said(offer, state, *, by, reason=""):
    """Has the same person answered so before? Then it is a second click."""
    return (offer.state, offer.answered_by_id, offer.reason) == (state, by.pk, reason)


@transaction.atomic
def decline_merge(offer, *, by, reason):
    """Both proposals stay as they are; the other lead is told why. A second click finds the no."""
    offer = _locked_offer(offer)
    if _has_said(offer, O.DECLINED, by=by, reason=reason):
        return offer
    _require_open(offer, by=by)
    _answer(offer, O.DECLINED, by=by, reason=reason)
    audit.record("projects.merge_declined", offer.project, by=by, reason=reason)
    merger_notices.merge_declined(offer, by=by)
    return offer


@transaction.atomic
def accept_merge(offer, *, by):
    """The offered proposal is closed and goes on in the other one.

    Its partners are told; the next version of the other names them as partners, ready to be
    checked. A merged proposal is merged once, and takes nothing in itself: no chains, no circles.
    A second click finds them merged.
    """
    offer = _locked_offer(offer)
    if _has_said(offer, O.ACCEPTED, by=by):
        return offer
    _require_open(offer, by=by)
    project, target = offer.project, offer.target
    if project.merged_from.all():
        raise Refusal(
            _("Another proposal has been merged into this one; it cannot be merged itself.")
        )
    now = timezone.now()
    _answer(offer, O.ACCEPTED, by=by)
    states.move(project, "state", to=Project.State.MERGED, merged_into=target, closed_at=now)
    Draft.objects.filter(project=project).delete()
    _close_other_offers(project, target, by=by)
    closed = close_escalation(project, by=by)
    _offer_seats(target)
    Project.objects.filter(pk=target.pk).update(updated_at=now)
    audit.record("projects.merged", project, by=by, into=target.code)
    audit.record("projects.took_in", target, by=by, taken_in=project.code)
    notices.forget_questions(project)
    merger_notices.merged(offer, by=by)
    funding_notices.offers_ended(project, by=by, besides=closed.told)
    return offer


def _locked_offer(offer):
    """The offer and both its proposals as they stand now, locked in one order for all."""
    pair = [offer.project_id, offer.target_id]
    list(Project.objects.select_for_update(no_key=True).filter(pk__in=pair).order_by("pk"))
    return MergeOffer.objects.select_related(*_TWO, "project__current", "target__current").get(
        pk=offer.pk
    )


def _answer(offer, to, *, by, reason=""):
    states.move(offer, "state", to=to, reason=reason, answered_at=timezone.now(), answered_by=by)


def _close_other_offers(project, target, *, by):
    """Nothing joins a merged proposal, and what has taken another in joins nothing."""
    others = Q(target=project) | Q(project=target)
    for other in MergeOffer.objects.filter(others, state=O.OPEN):
        _answer(other, O.TAKEN_BACK, by=by)


def newcomers_of(target):
    """Codes of regions whose proposal was merged into this one since its current version."""
    merged = target.merged_from.filter(closed_at__gt=target.current.made_at)
    seats = Partnership.objects.filter(project__in=merged)
    named = Q(region__in=target.partnerships.values("region"))
    return list(seats.exclude(named).order_by("region").values_list("region", flat=True).distinct())


def _offer_seats(target):
    """A change that is being drafted names the newcomers at once."""
    draft = Draft.objects.select_for_update(no_key=True).filter(project=target).first()
    if draft is None:
        return
    typed = draft.answers.setdefault(pages.PARTNERS.slug, {})
    named = typed.setdefault("partners", [])
    named += [code for code in newcomers_of(target) if code not in named]
    draft.revision += 1
    draft.save(update_fields=["answers", "revision", "updated_at"])
