"""Contributions to a project: planned, committed by who gives his word, received with proof."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import sent_before
from projects import funding_notices, money_rules
from projects.actions.funding import note_gap
from projects.actions.locking import locked
from projects.backing_rules import can_turn
from projects.fits import plans_itself
from projects.models import BackerReport, Commitment, Receipt, Source
from projects.named import not_entered, shortfall_of
from projects.rules import leads

C = Commitment.State


@transaction.atomic
def plan_contribution(
    project, *, by, token, region=None, organisation=None, party_name="", **words
):
    """Note down what a region, a supporting organisation, or one by name, would bring; returns the
    commitment.

    ``words`` are kind, source, year, worth, note and, for labour, days and day_worth. The same
    form sent twice is one contribution.
    """
    project = locked(project)
    sent = sent_before(
        Commitment.objects.filter(planned_by=by), token, region=region, organisation=organisation,
        party_name=party_name, **words,
    )  # fmt: skip
    if sent:
        return sent
    require(money_rules.can_plan(by, project))
    _refuse_strange(project, region, organisation, by=by)
    refuse_foreign(words["source"], region)
    commitment = write_down(
        project, by=by, token=token, region=region, organisation=organisation,
        party_name=party_name, **words,
    )  # fmt: skip
    note_gap(project)
    audit.record(
        "projects.contribution_planned", project, by=by,
        party=commitment.party, worth=commitment.worth,
    )  # fmt: skip
    funding_notices.word_asked(commitment, by=by)
    return commitment


def _refuse_strange(project, region, organisation, *, by):
    """What no form sends, or what was right when the page was opened."""
    if organisation is not None:
        allowed = organisation in money_rules.backers_for(by, project)
    elif region is None:
        allowed = leads(by, project)
    else:
        allowed = region.pk in {each.pk for each in money_rules.parties_for(by, project)}
    if not allowed:
        raise Refusal(
            _("The partners have changed in the meantime. Please look at the page again.")
        )


def refuse_foreign(source, region):
    """No money of a source which the region, or without one the organisation, does not have."""
    if not money_rules.may_come_from(source, region):
        raise Refusal(str(money_rules.OF_VILLAGES))


def write_down(project, **words):
    """The row itself, with the next number; asked with the project locked."""
    last = project.commitments.order_by("-number").first()
    number = last.number + 1 if last else 1
    if number > Commitment.MOST:
        raise Refusal(
            _("A project holds at most %(most)d contributions.") % {"most": Commitment.MOST}
        )
    token = words.pop("token", None) or uuid.uuid4()
    return Commitment.objects.create(
        project=project, number=number, planned_by=words.pop("by"), token=token, **words
    )


@transaction.atomic
def take_over(project, *, by):
    """Plan what the proposal names and is not entered so far, also the rest where a region has
    entered less, and ask for the words. Returns how many are new."""
    project = locked(project)
    require(money_rules.can_budget(by, project))
    named = not_entered(project)
    if not named:
        raise Refusal(
            _("For each region that the proposal names, contributions have been entered already.")
        )
    made = _plan_named(project, named, by=by)
    note_gap(project)
    audit.record("projects.contributions_taken_over", project, by=by, number=made)
    return made


def plan_for_newcomers(project, joined):
    """Of the version that has come into force: what it names for the regions that ``joined``, and
    for all where nothing has been entered so far; each head is asked for his word. Who brings
    something already notes the rest down himself. The project is locked."""
    standing = project.commitments.exclude(state=C.WITHDRAWN)
    named = project.current.contributions.exclude(
        region__in=standing.filter(region__isnull=False).values("region")
    )
    if not named.filter(region__in=joined).exists():
        return
    if project.commitments.exists():
        named = named.filter(region__in=joined)
    room = Commitment.MOST - project.commitments.count()
    rows = [(each, each.amount) for each in named.select_related("region").order_by("pk")[:room]]
    if made := _plan_named(project, rows, by=project.current.made_by):
        audit.record("projects.contributions_taken_over", project, by=audit.SYSTEM, number=made)


def _plan_named(project, named, *, by):
    """Plan pairs of a contribution of the version in force and its worth, and ask for the words;
    returns how many."""
    version = project.current
    made = [
        write_down(
            project, by=by, region=each.region, kind=each.kind, worth=worth,
            year=version.starts_on.year, note=each.note, source=source_in(each),
        )
        for each, worth in named
    ]  # fmt: skip
    for commitment in made:
        funding_notices.word_asked(commitment, by=by)
    return len(made)


def source_in(contribution):
    """Money of a village comes from its budget, that of a kelurahan or subdistrict from the regency,
    all else from the residents, until whoever gives the word says otherwise."""
    if contribution.kind != "cash":
        return Source.SELF_HELP
    is_village = plans_itself(contribution.region)
    return Source.VILLAGE_BUDGET if is_village else Source.REGENCY


@transaction.atomic
def commit(commitment, *, by, source="", leaves=0):
    """Give the region's word, with the true ``source`` where another was planned; a second click gets
    the word that stands. ``leaves``: what of the proposal's names the giver knows that it leaves
    open."""
    commitment = fresh(commitment)
    verdict = money_rules.can_commit(by, commitment)
    given = commitment.state in (C.COMMITTED, C.RECEIVED)
    if verdict.moved_on and given and commitment.committed_by_id == by.pk:
        return commitment
    require(verdict)
    source = source or commitment.source
    refuse_foreign(source, commitment.region)
    shortfall = shortfall_of(commitment)
    if shortfall and shortfall.open != leaves:
        raise Refusal(shortfall.words)
    give_word(commitment, by=by, source=source)
    note_gap(commitment.project)
    audit.record(
        "projects.contribution_committed", commitment.project, by=by,
        party=commitment.party, worth=commitment.worth,
    )  # fmt: skip
    funding_notices.committed(commitment, shortfall, by=by)
    return commitment


def give_word(commitment, *, by, **changes):
    """Move it, with who gave the word, and what this has set right."""
    states.move(
        commitment, "state", to=C.COMMITTED, committed_at=timezone.now(), committed_by=by,
        person_name=str(by.user), office_title=by.title, **changes,
    )  # fmt: skip


def fresh(commitment):
    """As it stands now, its project locked."""
    project = locked(commitment.project)
    found = Commitment.objects.select_related("region", "organisation").get(pk=commitment.pk)
    found.project = project
    return found


@transaction.atomic
def withdraw_contribution(commitment, *, by, reason):
    """Take a contribution back; the reason stays on the page."""
    commitment = fresh(commitment)
    require(money_rules.can_withdraw(by, commitment))
    states.move(
        commitment, "state", to=C.WITHDRAWN, withdrawn_at=timezone.now(), withdraw_reason=reason
    )
    note_gap(commitment.project)
    audit.record(
        "projects.contribution_withdrawn", commitment.project, by=by,
        party=commitment.party, worth=commitment.worth, reason=reason,
    )  # fmt: skip
    funding_notices.contribution_withdrawn(commitment, by=by)
    return commitment


@transaction.atomic
def receive(
    commitment, *, by, token, on, amount, days=None, paper_number="", file=None, note="",
    completes=False, report=None,
):  # fmt: skip
    """Record what came in, with its proof; more than was promised is allowed and shown.

    The same form sent twice is one receipt, and so is the same ``report`` of the giver.
    """
    commitment = fresh(commitment)
    facts = {
        "on": on, "amount": amount, "days": days, "paper_number": paper_number, "note": note,
        "file": file or "", "completes": completes,
    }  # fmt: skip
    sent = sent_before(Receipt.objects.filter(mandate=by), token, **facts)
    if sent is None and report is not None:
        sent = Receipt.objects.filter(report=report).first()
    if sent:
        return sent
    require(money_rules.can_receive(by, commitment))
    if report is not None:
        require(can_turn(by, _of_report(report, commitment)))
    receipt = _record(commitment, by=by, token=token, report=report, **facts)
    audit.record(
        "projects.contribution_received", commitment.project, by=by,
        party=commitment.party, worth=amount,
    )  # fmt: skip
    funding_notices.received(receipt, by=by)
    return receipt


def _of_report(report, commitment):
    """The report as it stands, about this contribution."""
    found = BackerReport.objects.filter(commitment=commitment, pk=report.pk).first()
    if found is None:
        raise Refusal(_("This report is about another contribution."))
    found.commitment = commitment
    return found


@transaction.atomic
def reverse(receipt, *, by, reason):
    """Take a wrong receipt back by a counter row, once; both stay to be read."""
    commitment = fresh(receipt.commitment)
    receipt = Receipt.objects.get(pk=receipt.pk)
    receipt.commitment = commitment
    verdict = money_rules.can_reverse(by, receipt)
    done = getattr(receipt, "reversal", None)
    if verdict.moved_on and done and (done.mandate_id, done.reason) == (by.pk, reason):
        return done
    require(verdict)
    counter = _record(
        commitment, by=by, token=uuid.uuid4(), on=commitment.project.today, amount=-receipt.amount,
        days=receipt.days, reverses=receipt, reason=reason,
    )  # fmt: skip
    audit.record(
        "projects.receipt_reversed", commitment.project, by=by,
        party=commitment.party, worth=receipt.amount, reason=reason,
    )  # fmt: skip
    return counter


def _record(commitment, *, by, **words):
    last = commitment.receipts.order_by("-number").first()
    number = last.number + 1 if last else 1
    if number > Receipt.MOST:
        raise Refusal(_("A contribution holds at most %(most)d receipts.") % {"most": Receipt.MOST})
    receipt = Receipt.objects.create(
        commitment=commitment, number=number, mandate=by, person_name=str(by.user),
        office_title=by.title, **words,
    )  # fmt: skip
    _count(commitment)
    note_gap(commitment.project)
    return receipt


def _count(commitment):
    """What came in is the sum of the receipts; all has come when that reaches the worth, or when
    one that stands says that nothing more will come."""
    receipts = commitment.receipts.all()
    total = sum(receipt.amount for receipt in receipts)
    standing = receipts.filter(reverses=None, reversal=None)
    is_all = standing.filter(completes=True).exists() or (
        standing.exists() and total >= commitment.worth
    )
    states.move(commitment, "state", to=C.RECEIVED if is_all else C.COMMITTED, received=total)
