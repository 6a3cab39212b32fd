"""What the sides say and show, and the sessions to which they are called."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import dispute_notices as notices
from agreements import dispute_rules as rules
from agreements.actions.disputing import locked
from agreements.models import Session, Statement
from core import audit, seals
from core.access import require
from core.errors import Refusal
from core.sending import SentOtherwise, sent_before
from meetings.actions import call_private


@transaction.atomic
def say(dispute, *, by, token, text, corrects=None, file=None, file_name=""):
    """Add a statement of ``by``'s side, or of who keeps the case, with a paper or without. It stays;
    ``corrects`` is the earlier one of the same side that it corrects. The same form (``token``) sent
    twice is one statement."""
    dispute = locked(dispute)
    own = dispute.statements.filter(mandate=by)
    if found := sent_before(own, token, text=text, corrects=corrects, paper=file):
        return found
    require(rules.can_say(by, dispute))
    if dispute.statements.count() >= Statement.MOST:
        raise Refusal(_("Too much was said already. Please talk about it in a session."))
    side = rules.side_of(by, dispute)
    if corrects and (corrects.dispute_id, corrects.party_id) != (dispute.pk, side and side.pk):
        raise Refusal(_("Each side corrects its own statements only."))
    statement = Statement.said(
        by, timezone.now(), dispute=dispute, party=side, text=text, corrects=corrects, token=token
    )
    if file:
        _keep(statement, file, file_name)
    statement.save(force_insert=True)
    verb = "agreements.dispute_corrected" if corrects else "agreements.dispute_stated"
    audit.record(verb, dispute, by=by, proves=statement)
    notices.stated(dispute, statement, by=by)
    return statement


def _keep(statement, file, name):
    statement.sha256 = seals.digest_of_file(file.read())
    file.seek(0)
    statement.paper_name = name[:100]
    statement.paper.save(file.name, file, save=False)


def _refuse_other_facts(session, facts):
    """The session that was called by this form already is as these ``facts`` say."""
    if any(getattr(session.meeting, name) != value for name, value in facts.items()):
        raise SentOtherwise(session.token, str(session.meeting))


@transaction.atomic
def call_session(dispute, *, by, token, **facts):
    """Call the parties to a private meeting: a side while they deliberate, then who keeps the case.
    ``facts``: starts_at, ends_at, zone, place, link, answer_by."""
    dispute = locked(dispute)
    if found := sent_before(dispute.sessions.select_related("meeting"), token):
        _refuse_other_facts(found, facts)
        return found
    require(rules.can_call_session(by, dispute))
    if dispute.sessions.count() >= Session.MOST:
        raise Refusal(_("Too many sessions were called. Please write down what came of them."))
    words = _("Mediation session") if dispute.referred_at else _("Talk about a dispute")
    meeting = call_private(
        by=by, regions=[party.region for party in rules.sides(dispute)],
        title=f"{words} {dispute.code}", **facts,
    )  # fmt: skip
    session = Session.objects.create(dispute=dispute, meeting=meeting, token=token)
    audit.record("agreements.dispute_session", dispute, by=by)
    return session
