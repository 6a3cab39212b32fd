"""The parts of a project's page that need some arithmetic, ready to show."""

from dataclasses import dataclass, field

from django.template.defaultfilters import filesizeformat

from core import seals
from projects import rules
from projects.funds import funds_of
from projects.models import Consent, Partnership, Project
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
    return [_seat(row, project.answer_of(row.region_id), reads) for row in rows]


def _seat(row, consent, reads):
    return Seat(
        region=row.region,
        role=row.get_role_display(),
        consent=consent,
        signs=row.region.is_subdistrict or rules.signs_joint_regulation(row.region),
        reason=consent.reason if consent and reads else "",
    )


@dataclass
class Share:
    """What one party brings, or would bring."""

    party: str
    lines: list = field(default_factory=list)
    total: int = 0


@dataclass(frozen=True)
class Money:
    """Cost and contributions; ``gap`` is what nobody brings yet. ``is_of_proposal``: nothing has
    been entered beyond what the proposal names."""

    cost: int
    shares: list
    promised: int
    gap: int
    percent: int
    is_of_proposal: bool


def money_of(project):
    """Sums by party, in the order in which they were written; the same sums as ``funds_of``."""
    named = project.current.contributions.all()
    funds = funds_of(project, named)
    shares = {}
    for each in named if funds.is_of_proposal else funds.commitments:
        party = each.region.full_name if funds.is_of_proposal else each.party
        share = shares.setdefault(party, Share(party))
        share.lines.append(each)
        share.total += each.amount if funds.is_of_proposal else each.worth
    return Money(
        cost=funds.cost,
        shares=list(shares.values()),
        promised=funds.covered,
        gap=funds.gap,
        percent=funds.percent,
        is_of_proposal=funds.is_of_proposal,
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
        note=f"{attachment.ending}, {filesizeformat(attachment.size)}",
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
    answered = len(project.current.consents.all())
    return Box(kind, answered, len(project.partnerships.all()), acting)


def _box_kind(project, acting):
    if acting is None or not project.has_seat(acting.region_id):
        return None
    if rules.can_answer(acting, project):
        return "answer"
    if rules.can_write(acting, project) and hasattr(project, "draft"):
        return "draft"
    if project.state == S.REVISING and rules.can_write(acting, project):
        return "revise"
    if rules.can_start(acting, project):
        return "start"
    silent = project.state == S.PROPOSED and not project.answer_of(acting.region_id)
    if silent and may(acting, Permission.PROPOSE, acting.region):
        return "head"
    return None
