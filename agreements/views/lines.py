"""The line of agreements that one belongs to, ready to show."""

from dataclasses import dataclass

from django.utils import timezone

from agreements import comparing, succession, succession_rules
from agreements.models import Agreement
from agreements.standing import Standing, standing_of

S = Agreement.State


@dataclass(frozen=True)
class Link:
    """One agreement of the line: how it followed the one before, and how it stands."""

    agreement: Agreement
    standing: Standing
    is_here: bool


def links_of(line, today):
    """All of the line, the oldest first."""
    return [Link(row, standing_of(row, today), row.pk == line.here.pk) for row in line.rows]


def succession_of(request, agreement):
    """What the page of an agreement says of the one before, the ones after, and the next one."""
    acting, today = getattr(request, "acting", None), timezone.localdate()
    line = succession.line_of(agreement, request.user)
    latest = line.latest
    return {
        "line": line,
        "latest_ended": latest is not None and not succession.runs(latest, today),
        "links": links_of(line, today),
        "can_succeed": agreement.sealed_at
        and succession_rules.can_succeed(acting, agreement, today),
        "differences": differences_of(agreement),
    }


def differences_of(agreement):
    """What a draft or an open text changes of the one that it follows; None where it is not asked
    any more, or follows none."""
    if agreement.follows_id is None or agreement.state not in (S.DRAFT, S.OPEN):
        return None
    return comparing.with_predecessor(agreement)
