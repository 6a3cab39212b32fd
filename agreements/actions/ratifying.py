"""What a party settles at home is noted with its paper, and who is late is told."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import deadlines, notices, ratification, rules, signing
from agreements.actions.locking import locked
from agreements.models import Agreement, HomePaper, Step
from core import audit, seals
from core.access import require
from core.errors import Refusal
from core.formats import local
from core.sending import sent_before

logger = logging.getLogger(__name__)
MOST = 30  # rows for one step: as many corrections as anybody needs


class NoPaper(Refusal):
    """Neither a file nor an earlier row that has one."""


@transaction.atomic
def record_home(agreement, step, *, by, token, held_on, number, paper=None):
    """Note the paper of ``by``'s region for a step. A later row corrects an earlier one, whose
    file it keeps when none is given. The same form (``token``) sent twice is one row."""
    agreement = locked(agreement)
    require(rules.can_record_home(by, agreement, step))
    party = agreement.parties.get(region=by.region_id)
    rows = party.home_papers.filter(step=step)
    facts = {"held_on": held_on, "number": number}
    if found := sent_before(rows, token, paper=paper, **facts):
        return found
    before = rows.first()
    if before is None and not paper:
        raise NoPaper(_("Add the file: a scan or a clear photo of the paper."))
    if rows.count() >= MOST:
        raise Refusal(_("This was corrected too often. Please tell the operators."))
    row = HomePaper(
        party=party, step=step, token=token, mandate=by, person_name=str(by.user),
        office_title=by.title, **facts,
    )  # fmt: skip
    _keep_file(row, paper, before)
    row.save(force_insert=True)
    verb = "agreements.home_corrected" if before else "agreements.home_recorded"
    audit.record(verb, agreement, by=by, proves=row, step=step)
    return row


def _keep_file(row, paper, before):
    if not paper:
        row.paper, row.sha256 = before.paper.name, before.sha256
        return
    row.sha256 = seals.digest_of_file(paper.read())
    paper.seek(0)
    row.paper.save(paper.name, paper, save=False)


def remind_of_ratification(now=None):
    """Put the reminders whose step has come into the outbox; returns how many letters.

    Safe to run at any time and by several workers: each letter has a key of its own.
    """
    now = now or timezone.now()
    waiting = Agreement.objects.on_the_clock(now - deadlines.LONGEST)
    return sum(_remind(pk, now) for pk in list(waiting.values_list("pk", flat=True)))


def _remind(pk, now):
    """One agreement. What cannot be written is tried again and does not stop the others."""
    try:
        with transaction.atomic():
            return _remind_parties(locked(Agreement(pk=pk)), now)
    except Exception:
        logger.exception("reminder of what agreement %s needs could not be written", pk)
        return 0


def _remind_parties(agreement, now):
    today = local(now, agreement.zone).date()
    is_open = agreement.state == Agreement.State.OPEN
    approved = set()
    if is_open:
        approved = set(agreement.current.signatures.values_list("party", flat=True))
    homes = ratification.checklists(agreement, today)
    return sum(
        _remind_home(agreement, home, today, now)
        if is_open
        else _remind_report(agreement, home, today, now)
        for home in homes
        if home.party.pk not in approved
    )


def _remind_home(agreement, home, today, now):
    """What is missing at home first; when nothing is, the word itself."""
    began = ratification.opened_on(agreement)
    steps = [item.rule.get_step_display for item in home.missing]
    due = min((item.due for item in home.missing), default=ratification.approval_due(agreement))
    left = deadlines.reminder_on(due, began, today)
    if left is None:
        return 0
    what = "home" if steps else "word"
    if what == "word" and not _may_sign_now(agreement, home.party):
        return 0
    return notices.deadline(
        agreement, home.party, what=what, steps=steps, due=due, left=left, now=now
    )


def _may_sign_now(agreement, party):
    turn = signing.turn_of(agreement)
    return turn is None or turn == party


def _remind_report(agreement, home, today, now):
    item = next((item for item in home.items if item.rule.step == Step.REPORT), None)
    if item is None or item.paper or item.due is None:
        return 0
    began = deadlines.due_on(item.due, -item.rule.days)
    left = deadlines.reminder_on(item.due, began, today)
    if left is None:
        return 0
    return notices.deadline(
        agreement, home.party, what="report", steps=[item.rule.get_step_display], due=item.due,
        left=left, now=now,
    )  # fmt: skip
