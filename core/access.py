"""Verdicts of rules: yes, or no with the reason that the page shows.

A rule is a plain function ``can_x(acting, obj)`` in ``<floor>/rules.py`` that returns
``ALLOW``, ``deny(reason)`` or ``too_late(reason)``; all work in an ``if``, in a template too.
"""

from dataclasses import dataclass

from core.errors import Forbidden, Refusal


@dataclass(frozen=True)
class Verdict:
    """The answer of a rule; true when allowed. ``reason`` is empty when allowed."""

    allowed: bool
    reason: str = ""
    moved_on: bool = False

    def __bool__(self):
        return self.allowed


ALLOW = Verdict(True)


def deny(reason):
    """No, and why; ``reason`` is a translated sentence that names who can."""
    return Verdict(False, reason)


def too_late(reason):
    """No, though the person has the right: the thing is no longer, or not yet, in that state."""
    return Verdict(False, reason, moved_on=True)


def require(verdict):
    """Go on, or raise ``Forbidden`` (no right) or ``Refusal`` (moved on) with the reason."""
    if not verdict:
        raise (Refusal if verdict.moved_on else Forbidden)(verdict.reason)


def require_right(verdict):
    """Refuse who has no right. Who has it and comes too late hears it from the action, which tells a
    second click from another wish."""
    if not verdict.moved_on:
        require(verdict)
