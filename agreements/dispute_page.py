"""The page of a dispute, ready to show: steps, sides, words, sessions, and what one can do."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import dispute_rules as rules
from agreements.dispute_notices import mediator_of
from agreements.models import Dispute, OutcomePaper, OutcomeWord, Statement
from core import formats
from meetings import changes
from meetings.models import Meeting
from projects.people import holders
from villages.roles import Permission

S = Dispute.State
SHOWN = 10  # on the page of an agreement
CHOICES = (
    "say", "pass_on", "withdraw", "accept", "hand_on", "fail", "call_session", "write_result",
    "confirm", "sign", "record_third", "record_mediator", "publish",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One mark on the line; ``state`` is done, now or empty."""

    title: str
    note: str
    state: str


@dataclass(frozen=True)
class Said:
    """One statement; ``is_late``: made after the result was first written down."""

    statement: Statement
    corrected: bool
    is_late: bool


@dataclass(frozen=True)
class Sitting:
    """One session; ``url`` is empty for who is not invited."""

    meeting: Meeting
    when: str
    state: str
    url: str


@dataclass(frozen=True)
class Word:
    """Who is to confirm or to sign, and the word, or None; of who signs on paper the ``paper``, or
    None, and for those who read the case its address."""

    name: str
    word: OutcomeWord | None
    paper: OutcomePaper | None = None
    url: str = ""


@dataclass(frozen=True)
class Brief:
    """A dispute on the page of its agreement: to everybody what was settled, without names and, once
    its result is public, with a link; to those who read it, all with a link."""

    dispute: Dispute
    url: str


def disputes_of(agreement, user):
    """The newest disputes about an agreement, as far as the person may know of them."""
    rows = Dispute.objects.filter(agreement=agreement).select_related("desk")
    own = Exists(Dispute.objects.visible_to(user).filter(pk=OuterRef("pk")))
    shown = rows.annotate(is_own=own).filter(Q(is_own=True) | Q(state=S.SETTLED))
    return [
        Brief(row, row.get_absolute_url() if row.is_own or row.published_at else "")
        for row in shown.order_by("-pk")[:SHOWN]
    ]


def context_of(dispute, acting, user):
    """All that the page shows; a constant number of queries."""
    sittings = _sittings(dispute, user)
    ahead = [each for each in sittings if each.meeting.is_scheduled and not _is_past(each)]
    return {
        "dispute": dispute,
        "subject": dispute.subject,
        "sides": rules.sides(dispute),
        "claimant": rules.claimant(dispute),
        "steps": _steps(dispute, ahead),
        "mediator": mediator_of(dispute),
        "is_here": not rules.is_outside(dispute),
        "nobody": not holders([dispute.desk_id], Permission.TAKE_UP).exists(),
        "said": _said(dispute),
        "sittings": sittings,
        "words": _words(dispute, is_read=True),
        "in_ink": rules.is_signed_on_paper(dispute),
        "is_over": dispute.state == S.DELIBERATION and rules.is_over(dispute),
        "disclosed": [word.region_name for word in dispute.disclosures.all()],
        "passed": [word.region_name for word in dispute.passings.all()],
        "can": {name: getattr(rules, f"can_{name}")(acting, dispute) for name in CHOICES},
    }


def public_context_of(dispute):
    """What everybody reads of a result that the parties have made public."""
    return {
        "dispute": dispute,
        "subject": dispute.subject,
        "sides": rules.sides(dispute),
        "mediator": mediator_of(dispute) if dispute.outcome.mediated else "",
        "words": _words(dispute, is_read=False),
    }


def _is_past(sitting):
    return sitting.meeting.ends_at < timezone.now()


def _steps(dispute, ahead):
    """Raised, talked about, in mediation, the result: as far as it has come."""
    zone = dispute.zone
    stage = {S.DELIBERATION: 1, S.REFERRED: 2, S.MEDIATION: 2}.get(dispute.state, 4)
    meets = _("next session: %(when)s") % {"when": ahead[0].when} if ahead else ""
    notes = [
        _day(dispute.raised_at, zone),
        _("until %(day)s") % {"day": formats.day(dispute.deliberate_until)},
        _day(dispute.accepted_at or dispute.referred_at, zone),
        _day(dispute.closed_at, zone),
    ]
    if meets and stage in (1, 2):
        notes[stage] = ", ".join(part for part in (notes[stage], meets) if part)
    titles = [_("Raised"), _("Deliberation of the parties"), _("Mediation"), _closing(dispute)]
    skipped = 2 if stage == 4 and dispute.referred_at is None else None
    return [
        Step(title, note, _state(number, stage))
        for number, (title, note) in enumerate(zip(titles, notes, strict=True))
        if number != skipped
    ]


def _state(number, stage):
    if number < stage:
        return "done"
    return "now" if number == stage else ""


def _closing(dispute):
    if dispute.is_open:
        return _("Result")
    words = str(dispute.get_state_display())
    return words[:1].upper() + words[1:]


def _day(moment, zone):
    return formats.day(formats.local(moment, zone).date()) if moment else ""


def _said(dispute):
    rows = list(dispute.statements.select_related("party"))
    corrected = {row.corrects_id for row in rows}
    first = dispute.outcomes.order_by("number").values_list("at", flat=True).first()
    return [Said(row, row.pk in corrected, first is not None and row.at > first) for row in rows]


def _sittings(dispute, user):
    """Those who supervise, and are not invited, read when; the meeting's page stays closed to them."""
    meetings = Meeting.objects.filter(talk__dispute=dispute).order_by("starts_at", "pk")
    seen = set(meetings.visible_to(user).values_list("pk", flat=True))
    return [
        Sitting(
            meeting, changes.when(meeting.starts_at, meeting.ends_at, meeting.zone),
            meeting.get_state_display(), meeting.get_absolute_url() if meeting.pk in seen else "",
        )
        for meeting in meetings
    ]  # fmt: skip


def _words(dispute, *, is_read):
    """Who has confirmed the record that stands, and who is still to; the scans are for those who read
    the case."""
    if dispute.outcome is None:
        return []
    given = {word.party_id: word for word in dispute.outcome.words.all()}
    papers = {row.signer: row for row in dispute.outcome.papers.all()}

    def found(name, word, signer):
        paper = papers.get(signer)
        url = _file_of(dispute, paper) if paper and is_read else ""
        return Word(name, word, paper, url)

    rows = [Word(party.name, given.get(party.pk)) for party in rules.sides(dispute)]
    if dispute.third_party:
        rows.append(found(dispute.third_party, None, OutcomePaper.Signer.THIRD))
    if dispute.outcome.mediated:
        rows.append(found(_("Mediator"), given.get(None), OutcomePaper.Signer.MEDIATOR))
    return rows


def _file_of(dispute, paper):
    return reverse("agreements:dispute_result_file", args=[dispute.code, paper.pk])
