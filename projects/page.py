"""The parts of a project's page that need some arithmetic, ready to show."""

from dataclasses import dataclass, field

from core import formats, seals
from projects import rules
from projects.funds import funds_of, left_of
from projects.models import Consent, Partnership, Project
from projects.sums import PLANNED, worth_now
from villages.models import Mandate, Region
from villages.roles import Permission, may

S = Project.State


@dataclass(frozen=True)
class Seat:
    """A region that takes part and its answer to the current version, if there is one."""

    region: Region
    role: str
    consent: Consent | None
    signs: bool
    reason: str = ""


def seats_of(project, acting):
    """The lead first, then the partners; reasons only for those whom they concern."""
    reads = rules.can_read_reasons(acting, project)
    rows = sorted(project.partnerships.all(), key=lambda each: each.role != Partnership.Role.LEAD)
    return [_seat(row, project.current.answer_of(row.region_id), reads) for row in rows]


def _seat(row, consent, reads):
    return Seat(
        region=row.region,
        role=row.get_role_display(),
        consent=consent,
        signs=row.region.is_subdistrict or rules.signs_joint_regulation(row.region),
        reason=consent.reason if consent and reads else "",
    )


@dataclass(frozen=True)
class Brought:
    """One contribution in words. ``amount`` is what it counts, or would count while it is only
    planned; ``promised`` is the word that was given, where what came in differs from it."""

    kind: str
    amount: int
    note: str
    standing: str = ""
    is_planned: bool = False
    received: int = 0
    promised: int = 0


@dataclass
class Share:
    """What one party brings, or would bring; ``planned`` is what nobody has given his word for."""

    party: str
    url: str = ""  # the public page of an organisation
    has_left: bool = False
    lines: list = field(default_factory=list)
    total: int = 0
    planned: int = 0

    @property
    def has_lapsed(self):
        """It was put into money, and the project ended before anybody had given his word."""
        return not self.total and not self.planned and any(line.amount for line in self.lines)


@dataclass(frozen=True)
class Money:
    """Cost and contributions; ``gap`` is what nobody brings yet. ``is_of_proposal``: nobody has
    given a word beyond what the proposal names; ``counts_names``: some of that counts."""

    cost: int
    shares: list
    promised: int
    gap: int
    percent: int | None
    is_of_proposal: bool
    counts_names: bool
    has_budget: bool


def money_of(project):
    """Sums by party, in the order in which they were written; the same sums as ``funds_of``."""
    funds = funds_of(project, project.current.contributions.all())
    return Money(
        cost=funds.cost,
        shares=_promises(project, funds),
        promised=funds.covered,
        gap=funds.gap,
        percent=funds.percent,
        is_of_proposal=funds.is_of_proposal,
        counts_names=bool(funds.names),
        has_budget=funds.budget is not None,
    )


def _promises(project, funds):
    """Who brings what: of regions without a word what the proposal names, and what was offered
    beside it; of all others what has been entered."""
    shares = {share.party: share for share in _named_shares(funds.names)}
    for share in _shares(project, funds) if funds.commitments else []:
        named = shares.setdefault(share.party, share)
        if named is not share:
            named.lines += share.lines
            named.total += share.total
            named.planned += share.planned
    return list(shares.values())


def _named_shares(contributions):
    """What the proposal names."""
    shares = {}
    for each in contributions:
        share = shares.setdefault(each.region_id, Share(each.region.full_name))
        share.lines.append(Brought(each.get_kind_display(), each.amount, each.note))
        share.total += each.amount
    return list(shares.values())


def _shares(project, funds):
    """What has been entered beside the names that count, with the sums of the page of the funds."""
    return [
        Share(
            party=group.party,
            url=group.url,
            has_left=group.has_left,
            lines=[_brought(each) for each in group.commitments],
            total=group.sums.committed,
            planned=group.plans,
        )
        for group in funds.beside_names(left_of(project, funds.commitments))
    ]


def _brought(commitment):
    counts = worth_now(commitment.state, commitment.worth, commitment.received)
    return Brought(
        kind=commitment.get_kind_display(),
        amount=counts,
        note=commitment.note,
        standing=commitment.standing_words,
        is_planned=commitment.state == PLANNED and not commitment.has_ended,
        received=commitment.received,
        promised=0 if counts == commitment.worth else commitment.worth,
    )


@dataclass(frozen=True)
class Paper:
    """An attachment; ``note`` says what kind of file it is and how large."""

    pk: int
    title: str
    url: str
    note: str
    fingerprint: str


def attachment_rows(version):
    """The attachments of a version."""
    return [paper_of(each) for each in version.attachments.all()]


def paper_of(attachment):
    return Paper(
        pk=attachment.pk,
        title=attachment.title,
        url=attachment.get_absolute_url(),
        note=f"{attachment.ending}, {formats.file_size(attachment.size)}",
        fingerprint=seals.short(attachment.sha256),
    )


@dataclass(frozen=True)
class Box:
    """What waits for the reader's region on this project; ``kind`` names the words to show."""

    kind: str
    answered: int
    seats: int
    acting: Mandate


def box_of(project, acting):
    """The one box that stands first on the page, or None for those whom nothing awaits."""
    kind = _box_kind(project, acting)
    if kind is None:
        return None
    answered = len(project.asked.consents.all())
    return Box(kind, answered, asked_in(project), acting)


def asked_in(project):
    """How many regions are asked: all seats, and those that an amendment would add."""
    asked = {seat.region_id for seat in project.partnerships.all()}
    return len(asked | set(project.pending.partner_codes if project.pending else ()))


def _box_kind(project, acting):
    if acting is None or not project.is_asked(acting.region_id):
        return None
    if rules.can_answer(acting, project):
        return "answer"
    if rules.can_write(acting, project) and hasattr(project, "draft"):
        return "draft"
    if project.state == S.REVISING and rules.can_write(acting, project):
        return "revise"
    if rules.can_start(acting, project):
        return "start"
    is_open = project.pending or project.state == S.PROPOSED
    silent = is_open and not project.answer_of(acting.region_id)
    if silent and may(acting, Permission.PROPOSE, acting.region):
        return "head"
    return None
