"""What people are told about the life of an agreement: reports, evaluations, suspension, its end.

Rows only, in the transaction of the act. One letter for all: a sentence, a reason, a button.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.language import speaking
from agreements import evaluations, notices
from agreements.models import ReportDelivery
from agreements.report_documents import addressees
from core import formats
from core.quiet import next_allowed
from notifications.actions import drop, post, tell
from notifications.letters import letter
from notifications.models import Mail
from projects.people import holders
from projects.telling import holders_of
from villages.models.mandate import Office
from villages.roles import Permission

PROPOSED = "agreements.life_proposed"
EVALUATION = "agreements.evaluation_due"


def _parties(agreement):
    return agreement.parties.values("region")


def _writers(agreement, but=None):
    return holders_of(_parties(agreement), Permission.RECORD_AGREEMENT, but)


def submitted(report, *, by):
    """To the heads of the parties: the report waits to be known; to their secretaries too. A copy
    goes to the village councils, and to the offices in whose care the parties are."""
    told = {by.user_id}
    for mandate in _writers(report.agreement, by):
        told.add(mandate.user_id)
        with speaking(mandate.user):
            title = _("Implementation report: %(title)s") % {"title": report.agreement.title}
            text = _(
                "%(sender)s has submitted the report from %(start)s to %(end)s. The head of each "
                "party confirms that he knows it."
            ) % {
                "sender": by.capacity,
                "start": formats.day(report.starts_on),
                "end": formats.day(report.ends_on),
            }
        _send(
            mandate, report.agreement, kind="agreements.report_submitted", key=report.pk,
            title=title, text=text, url=report.get_absolute_url(), by=by,
        )  # fmt: skip
    _copied(report, told, by=by)


def _copied(report, told, *, by):
    """To the councils and the officers above who get a copy, but not those ``told`` already."""
    for mandate in _of_copies(report.agreement):
        if mandate.user_id in told:
            continue
        told.add(mandate.user_id)
        with speaking(mandate.user):
            title = _("Copy of an implementation report: %(title)s") % {
                "title": report.agreement.title
            }
            text = _(
                "%(sender)s has submitted the report from %(start)s to %(end)s. A copy is for you to "
                "read; nothing is asked of you."
            ) % {
                "sender": by.capacity,
                "start": formats.day(report.starts_on),
                "end": formats.day(report.ends_on),
            }
        _send(
            mandate, report.agreement, kind="agreements.report_copied", key=report.pk,
            title=title, text=text, url=report.get_absolute_url(), by=by,
        )  # fmt: skip


def _of_copies(agreement):
    """Who holds an office today to which a copy of the reports goes."""
    copies = addressees(agreement)
    councils = [region for to, region in copies if to == ReportDelivery.Addressee.COUNCIL]
    above = [region for to, region in copies if to == ReportDelivery.Addressee.REGENT]
    members = holders(councils, Permission.COMMENT_RULE).filter(office=Office.COUNCIL)
    return [*members, *holders(above, Permission.TAKE_UP)]


def remarked(report, remark, *, by):
    """To those who write the report: what a head remarks on it."""
    for mandate in holders_of([report.region_id], Permission.RECORD_AGREEMENT, by):
        with speaking(mandate.user):
            title = _("Remark on the implementation report: %(title)s") % {
                "title": report.agreement.title
            }
            text = _("%(sender)s knows the report, with a remark:") % {"sender": by.capacity}
        _send(
            mandate, report.agreement, kind="agreements.report_remarked",
            key=f"{report.pk} {by.region_id}", title=title, text=text, reason=remark,
            url=report.get_absolute_url(), by=by,
        )  # fmt: skip


def evaluation_due(agreement, silent, *, year, due_on, left, now):
    """To those who answer for a party that has said nothing yet; in daytime, once a step."""
    regions = [party.region_id for party in silent]
    sent = 0
    for mandate in holders_of(regions, Permission.RECORD_AGREEMENT):
        with speaking(mandate.user):
            title = _("Yearly evaluation: %(title)s") % {"title": agreement.title}
            text = _(
                "The agreement has been in force for %(year)d years on %(day)s. Please say for your "
                "region how it works; it takes a few minutes."
            ) % {"year": year, "day": formats.day(due_on)}
        sent += _send(
            mandate, agreement, kind=EVALUATION, key=f"{year} {left}", title=title, text=text,
            url=notices.evaluation_url(agreement), due_at=next_allowed(now, mandate.user.time_zone),
        )  # fmt: skip
    return sent


def evaluated(agreement, year, outcome):
    """To all who write for the parties: everybody has answered, and what is proposed."""
    drop(Mail.objects.about(agreement.key).filter(kind=EVALUATION))
    for mandate in _writers(agreement):
        with speaking(mandate.user):
            title = _("The parties have evaluated: %(title)s") % {"title": agreement.title}
            text = _("All parties have answered. %(outcome)s") % {
                "outcome": evaluations.outcome_words(outcome)
            }
        _send(
            mandate, agreement, kind="agreements.evaluation_closed", key=f"{year} {outcome}",
            title=title, text=text, url=notices.evaluation_url(agreement),
        )  # fmt: skip


def proposed(proposal, *, by):
    """To the heads of all parties, the proposer's own too: your word is asked."""
    agreement = proposal.agreement
    for mandate in holders_of(_parties(agreement), Permission.APPROVE_AGREEMENT):
        with speaking(mandate.user):
            title = _("Your word is asked: %(title)s") % {"title": agreement.title}
            text = _(
                "%(sender)s proposes: %(what)s. It counts when the heads of all parties agree."
            ) % {
                "sender": by.capacity,
                "what": what_of(proposal),
            }
        _send(
            mandate, agreement, kind=PROPOSED, key=proposal.pk, title=title, text=text,
            reason=proposal.reason, url=proposal.get_absolute_url(), by=by,
        )  # fmt: skip


def what_of(proposal):
    """What is proposed, in a few words, in the reader's language."""
    K = type(proposal).Kind  # noqa: N806
    if proposal.kind == K.END:
        return _("end the agreement (%(ground)s)") % {"ground": proposal.get_ground_display()}
    first = formats.day(proposal.from_on)
    if proposal.kind == K.RESUME:
        return _("take the agreement up again on %(day)s") % {"day": first}
    if proposal.until_on is None:
        return _("suspend the agreement from %(day)s until further notice") % {"day": first}
    return _("suspend the agreement from %(first)s to %(last)s") % {
        "first": first,
        "last": formats.day(proposal.until_on),
    }


def _no_more(agreement):
    """Letters that ask for a word and have not gone out never do."""
    drop(Mail.objects.about(agreement.key).filter(kind=PROPOSED))


def refused(proposal, reason, *, by):
    """To all who write for the parties: it does not come about, and why."""
    _all(
        proposal, "agreements.life_refused", by=by, reason=reason,
        title=lambda: _("Proposal refused: %(title)s"),
        text=lambda: _("%(sender)s has refused: %(what)s. The agreement stays as it is. The reason:"),
    )  # fmt: skip


def taken_back(proposal, *, by):
    """To all who write for the parties: nothing waits any more."""
    _all(
        proposal, "agreements.life_withdrawn", by=by,
        title=lambda: _("Proposal withdrawn: %(title)s"),
        text=lambda: _("%(sender)s has withdrawn the proposal: %(what)s."),
    )  # fmt: skip


def in_effect(proposal):
    """To all who write for the parties: all heads have agreed."""
    _all(
        proposal, "agreements.life_in_effect",
        title=lambda: _("Proposal agreed by all parties: %(title)s"),
        text=lambda: _("The heads of all parties have agreed: %(what)s."),
    )  # fmt: skip


def _all(proposal, kind, *, title, text, by=None, reason=""):
    agreement = proposal.agreement
    _no_more(agreement)
    for mandate in _writers(agreement, by):
        with speaking(mandate.user):
            names = {
                "title": agreement.title,
                "sender": by.capacity if by else "",
                "what": what_of(proposal),
            }
            words = {"title": title() % names, "text": text() % names}
        _send(
            mandate, agreement, kind=kind, key=proposal.pk, reason=reason, by=by,
            url=proposal.get_absolute_url(), **words,
        )  # fmt: skip


def ended(proposal):
    """As when a head has recorded the end; the reason is the proposal's."""
    _no_more(proposal.agreement)
    notices.ended(proposal.agreement, by=proposal.mandate, to_all=True)


def objected(agreement, reason, *, by):
    """To all who write for the parties: a party says that it was not broken."""
    for mandate in _writers(agreement, by):
        with speaking(mandate.user):
            title = _("Objection: %(title)s") % {"title": agreement.title}
            text = _("%(sender)s objects: the agreement was not broken. The reason:") % {
                "sender": by.capacity
            }
        _send(
            mandate, agreement, kind="agreements.breach_objected", key=by.region_id, title=title,
            text=text, reason=reason, by=by,
        )  # fmt: skip


def _send(mandate, agreement, *, kind, key, title, text, url="", by=None, reason="", due_at=None):
    """One letter and one line to the mandate's holder; 1 if they were new."""
    user, url = mandate.user, url or agreement.get_absolute_url()
    sender = by.capacity if by else ""
    context = {
        "agreement": agreement, "region": mandate.region.full_name, "url": url, "sender": sender,
        "title": title, "text": text, "reason": reason,
    }  # fmt: skip
    mail = post(
        user, key=f"{kind}:{agreement.pk}:{key}:{user.pk}", kind=kind, about=agreement.key,
        on_behalf=mandate.key, sender=sender, due_at=due_at or timezone.now(),
        **letter("agreements/mail/life", user, context)._asdict(),
    )  # fmt: skip
    if mail:
        tell(user, kind=kind, title=title, url=url, about=agreement.key, body=reason)
    return int(mail is not None)
