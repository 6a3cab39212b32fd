"""What people are told about planned rules: a line in the inbox; a letter where they may say
something, or where the outcome concerns what they have said.

Rows only, in the transaction of the act.
"""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.language import speaking
from core import formats
from core.quiet import next_allowed
from notifications.actions import drop, post, tell, tell_many
from notifications.letters import letter
from notifications.models import Mail
from projects.telling import holders_of
from villages.roles import Permission

ASKED = "agreements.rule_announced"
REMINDER = "agreements.rule_reminder"
OVER = "agreements.rule_over"


def announced(planned, *, by):
    """To the affected regions: what is planned, and until when they can say something."""
    for mandate in _affected(planned, by):
        with speaking(mandate.user):
            title = _("%(region)s plans a rule: %(title)s") % _names(planned)
        _send(mandate, planned, kind=ASKED, what="announced", title=title, by=by)


def changed(planned, *, by):
    """To the affected regions: a new version, what has changed, and until when they can say
    something. Letters about the version before, and reminders of an earlier day, never go out."""
    _forget(planned)
    for mandate in _affected(planned, by):
        with speaking(mandate.user):
            title = _("%(region)s has changed a planned rule: %(title)s") % _names(planned)
        _send(
            mandate, planned, kind="agreements.rule_changed", what="changed", title=title, by=by,
            words=planned.current.change_note,
        )  # fmt: skip


def reminder(planned, regions, *, now):
    """To affected regions that have said nothing, in daytime, once for a last day."""
    sent = 0
    for mandate in holders_of(regions, Permission.COMMENT_RULE):
        with speaking(mandate.user):
            title = _("Comments until %(day)s: %(title)s") % {
                "day": formats.day(planned.comments_until),
                "title": planned.title,
            }
        sent += _send(
            mandate, planned, kind=REMINDER, what="reminder", title=title,
            key=planned.comments_until, due_at=next_allowed(now, mandate.user.time_zone),
        )  # fmt: skip
    return sent


def commented(planned, comment, *, by):
    """A line to those who plan it: who has said what. No letter, for there may be many. Reminders
    to the region that has spoken never go out."""
    people = holders_of([by.region_id], Permission.COMMENT_RULE)
    waiting = Mail.objects.about(planned.key).filter(kind=REMINDER)
    drop(waiting.filter(recipient__in=[mandate.user_id for mandate in people]))
    names = {"region": by.region.full_name, "title": planned.title}
    _tell(
        _planners(planned), planned, "agreements.rule_commented",
        lambda: _STANCES[comment.stance]() % names,
    )  # fmt: skip


_STANCES = {
    "support": lambda: _("%(region)s supports your planned rule: %(title)s"),
    "concern": lambda: _("%(region)s has concerns about your planned rule: %(title)s"),
    "objection": lambda: _("%(region)s objects to your planned rule: %(title)s"),
}


def replied(planned, reply, *, by):
    """A line to those who comment for the region."""
    people = holders_of([reply.comment.region_id], Permission.COMMENT_RULE, by)
    _tell(
        people, planned, "agreements.rule_replied",
        lambda: _("%(region)s has replied to your comment: %(title)s") % _names(planned),
    )  # fmt: skip


def time_is_over(planned, *, now):
    """To those who plan it: the time to comment is over, and the outcome is missing."""
    sent = 0
    for mandate in _planners(planned):
        with speaking(mandate.user):
            title = _("Record the outcome: %(title)s") % {"title": planned.title}
        sent += _send(
            mandate, planned, kind=OVER, what="over", title=title, key=planned.comments_until,
            due_at=next_allowed(now, mandate.user.time_zone),
        )  # fmt: skip
    return sent


def decided(planned, outcome, *, by):
    """A letter to the regions that have commented, a line to the others that were asked."""
    _forget(planned)
    said = set(planned.comments.values_list("region", flat=True))
    commenters = holders_of(said, Permission.COMMENT_RULE, by)
    told = {mandate.user_id for mandate in commenters}
    for mandate in commenters:
        with speaking(mandate.user):
            title = _outcome_of(planned)
        _send(
            mandate, planned, kind="agreements.rule_decided", what="decided", title=title, by=by,
            key=outcome.pk, words=outcome.summary, outcome=outcome,
        )  # fmt: skip
    others = [each for each in _affected(planned, by) if each.user_id not in told]
    _tell(others, planned, "agreements.rule_decided", lambda: _outcome_of(planned))


def _outcome_of(planned):
    return _("%(outcome)s: planned rule “%(title)s”") % {
        "outcome": capfirst(planned.get_outcome_display()),
        "title": planned.title,
    }


def withdrawn(planned, *, by):
    """A line to all that were asked."""
    _forget(planned)
    _tell(
        _affected(planned, by), planned, "agreements.rule_withdrawn",
        lambda: _("%(region)s has withdrawn a planned rule: %(title)s") % _names(planned),
    )  # fmt: skip


def _forget(planned):
    """What asks for comments, and has not gone out, never does."""
    kinds = [ASKED, REMINDER, OVER, "agreements.rule_changed"]
    drop(Mail.objects.about(planned.key).filter(kind__in=kinds))


def _names(planned):
    return {"region": planned.region.full_name, "title": planned.title}


def _affected(planned, but=None):
    return holders_of(planned.affected.values("region"), Permission.COMMENT_RULE, but)


def _planners(planned):
    return holders_of([planned.region_id], Permission.PLAN_RULE)


def _tell(mandates, planned, kind, words):
    tell_many(
        [mandate.user for mandate in mandates], kind=kind, title=words,
        url=planned.get_absolute_url(), about=planned.key,
    )  # fmt: skip


def _send(mandate, planned, *, kind, what, title, key=None, by=None, words="", **extra):
    """One letter and one line to the mandate's holder; 1 if they were new."""
    user, url, sender = mandate.user, planned.get_absolute_url(), by.capacity if by else ""
    context = {
        "what": what, "planned": planned, "region": mandate.region.full_name,
        "planner": planned.region.full_name, "sender": sender, "words": words, "url": url,
        "outcome": extra.pop("outcome", None),
    }  # fmt: skip
    extra.setdefault("due_at", timezone.now())
    mail = post(
        user, key=f"{kind}:{planned.pk}:{key or planned.current_id}:{user.pk}", kind=kind,
        about=planned.key, on_behalf=mandate.key, sender=sender, **extra,
        **letter("agreements/mail/planned_rule", user, context)._asdict(),
    )  # fmt: skip
    if mail:
        tell(user, kind=kind, title=title, url=url, about=planned.key, body=words)
    return int(mail is not None)
