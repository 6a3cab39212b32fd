"""Suspended, taken up again or ended by the word of all heads: in effect once, with the last one."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import life_notices as notices
from agreements import life_rules as rules
from agreements import succession
from agreements.actions.approval import require_mandate_now
from agreements.actions.ending import finish
from agreements.actions.locking import locked
from agreements.actions.papers import digest_of
from agreements.actions.pausing import hand_on, move_days
from agreements.models import Agreement, BreachObjection, LifeProposal, LifeWord, Pause
from agreements.rules import heads
from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import sent_before

K, S = LifeProposal.Kind, LifeProposal.State


class WrongDays(Refusal):
    """Days that cannot be; ``field`` says which of them."""

    def __init__(self, field, text):
        super().__init__(text)
        self.field = field


@transaction.atomic
def propose(
    agreement, *, by, kind, token, reason, ground="", from_on=None, until_on=None, paper=None
):
    """Put it before the heads of all parties, the proposer's own among them; third parties have signed
    the ``paper`` before. The same form (``token``) sent twice is one proposal."""
    agreement = locked(agreement)
    found = sent_before(
        agreement.life_proposals.filter(mandate=by), token, kind=kind, reason=reason,
        ground=ground, from_on=from_on, until_on=until_on, paper=paper,
    )  # fmt: skip
    if found:
        return found
    require(rules.can_propose(by, agreement))
    if kind not in rules.kinds_now(agreement):
        raise Refusal(_("This has changed in the meantime. Please look at the page again."))
    if rules.lacks_third(agreement, paper):
        raise Refusal(_("Add the sheet that the third party has signed."))
    field, problem = rules.day_problem(agreement, kind, from_on, until_on)
    if problem:
        raise WrongDays(field, problem)
    proposal = LifeProposal(
        agreement=agreement, kind=kind, ground=ground, from_on=from_on, until_on=until_on,
        reason=reason, token=token, party=agreement.parties.get(region=by.region_id), mandate=by,
        person_name=str(by.user), office_title=by.title,
    )  # fmt: skip
    if paper:
        proposal.sha256 = digest_of(paper)
        proposal.paper.save(paper.name, paper, save=False)
    proposal.save(force_insert=True)
    _record("proposed", proposal, by=by, proves=proposal, reason=reason)
    notices.proposed(proposal, by=by)
    return proposal


def _fresh(proposal):
    """As it stands now, its agreement locked."""
    agreement = locked(proposal.agreement)
    found = LifeProposal.objects.select_related("party").get(pk=proposal.pk)
    found.agreement = agreement
    return found


def _record(what, proposal, *, by, **detail):
    audit.record(
        f"agreements.{proposal.kind}_{what}",
        proposal.agreement,
        by=by,
        proposal=proposal.pk,
        **detail,
    )


def _said_before(proposal, by, *, agrees):
    return proposal.words.filter(party__region=by.region_id, agrees=agrees).first()


@transaction.atomic
def agree(proposal, *, by, method):
    """The head's yes for his region; with the last one it takes effect. A second click gets the
    first one's answer."""
    proposal = _fresh(proposal)
    require(heads(by, proposal.agreement))
    require_mandate_now(by)
    if found := _said_before(proposal, by, agrees=True):
        return found
    require(rules.can_agree(by, proposal))
    word = _say(proposal, by=by, agrees=True, method=method)
    _record("agreed", proposal, by=by, proves=word, method=method)
    if proposal.words.count() == proposal.agreement.parties.count():
        _take_effect(proposal)
    return word


@transaction.atomic
def refuse(proposal, *, by, method, reason):
    """The head's no, with the reason: the proposal is over."""
    proposal = _fresh(proposal)
    require(heads(by, proposal.agreement))
    require_mandate_now(by)
    if found := _said_before(proposal, by, agrees=False):
        return found
    require(rules.can_say(by, proposal))
    word = _say(proposal, by=by, agrees=False, method=method, reason=reason)
    _settle(proposal, S.REFUSED)
    _record("refused", proposal, by=by, proves=word, reason=reason, method=method)
    notices.refused(proposal, reason, by=by)
    return word


def _say(proposal, *, by, **words):
    word = LifeWord(
        proposal=proposal, party=proposal.agreement.parties.get(region=by.region_id), mandate=by,
        person_name=str(by.user), office_title=by.title, **words,
    )  # fmt: skip
    word.save(force_insert=True)
    return word


@transaction.atomic
def take_back(proposal, *, by):
    """The head who proposed it withdraws it. A second click finds it withdrawn."""
    proposal = _fresh(proposal)
    verdict, verb = rules.can_withdraw(by, proposal), f"agreements.{proposal.kind}_withdrawn"
    same = verdict.moved_on and proposal.state == S.WITHDRAWN
    if same and audit.was_last_by(by, proposal.agreement, verb):
        return proposal
    require(verdict)
    require_mandate_now(by)
    _settle(proposal, S.WITHDRAWN)
    _record("withdrawn", proposal, by=by)
    notices.taken_back(proposal, by=by)
    return proposal


def _settle(proposal, state):
    states.move(proposal, "state", to=state, settled_at=timezone.now())


def _take_effect(proposal):
    _settle(proposal, S.AGREED)
    agreement = proposal.agreement
    if proposal.kind == K.END:
        _end(proposal)
        return
    if proposal.kind == K.SUSPEND:
        first = max(proposal.from_on, rules.today_of(agreement))
        pause = Pause.objects.create(
            agreement=agreement, proposal=proposal, starts_on=first, ends_on=proposal.until_on
        )
    else:
        pause = rules.running_pause(agreement)
        _shorten(pause, proposal)
    move_days(agreement)
    _hand_on_to_what_follows(agreement)
    _record("in_effect", proposal, by=audit.SYSTEM, proves=pause)
    notices.in_effect(proposal)


def _hand_on_to_what_follows(agreement):
    """An agreement that is sealed, and begins later in the place of this one, is suspended as well."""
    after = succession.successor_of(agreement)
    if after and after.sealed_at:
        hand_on(agreement, after)
        move_days(after)


def _shorten(pause, proposal):
    first_day = max(
        proposal.from_on, rules.today_of(proposal.agreement), pause.starts_on + timedelta(days=1)
    )
    pause.ends_on, pause.resumed_by = first_day - timedelta(days=1), proposal
    pause.save(update_fields=["ends_on", "resumed_by"])


def _end(proposal):
    agreement = proposal.agreement
    pause = finish(agreement, Agreement.State.ENDED, proposal.reason, proposal.ground)
    audit.record(
        "agreements.ended", agreement, by=audit.SYSTEM, proves=pause, reason=proposal.reason,
        ground=proposal.ground, proposal=proposal.pk,
    )  # fmt: skip
    notices.ended(proposal)


@transaction.atomic
def object_to_breach(agreement, *, by, reason):
    """A party says why it was not broken; the end stays, and everybody reads both. The same person
    in the same words says it once."""
    agreement = locked(agreement)
    said = BreachObjection.objects.filter(party__agreement=agreement, mandate=by, reason=reason)
    if by and (found := said.first()):
        return found
    require(rules.can_object(by, agreement))
    row = BreachObjection(
        party=agreement.parties.get(region=by.region_id), reason=reason, mandate=by,
        person_name=str(by.user), office_title=by.title,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record("agreements.breach_objected", agreement, by=by, proves=row, reason=reason)
    notices.objected(agreement, reason, by=by)
    return row
