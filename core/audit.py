"""Writing and reading the audit trail.

Actions call ``record`` inside their transaction. Each floor names its verbs once, in
``<floor>/trail.py``, for the page "Riwayat".
"""

from dataclasses import dataclass

from core.models import AuditEvent
from core.verbs import SENTENCES


@dataclass(frozen=True)
class Actor:
    """A person in an office, frozen as text for the trail. ``SYSTEM`` has no name."""

    person_id: str = ""
    name: str = ""
    office: str = ""
    region_code: str = ""
    region_name: str = ""
    mandate_id: str = ""


SYSTEM = Actor()


def target_type(target):
    """The stable name of a target's kind, say ``projects.project``."""
    return target._meta.label_lower


def record(verb, target, *, by, **detail):
    """Write one event. ``by`` is ``SYSTEM`` or has ``as_actor()``; ``detail`` is plain JSON."""
    if verb not in SENTENCES:
        raise ValueError(f"describe {verb} in the floor's trail.py")
    actor = by if isinstance(by, Actor) else by.as_actor()
    return AuditEvent.objects.create(
        verb=verb,
        target_type=target_type(target),
        target_id=str(target.pk),
        target_label=str(target)[:250],
        actor_id=actor.person_id,
        actor_name=actor.name,
        office=actor.office,
        region_code=actor.region_code,
        region_name=actor.region_name,
        mandate_id=actor.mandate_id,
        detail=detail,
    )


@dataclass(frozen=True)
class Line:
    """One line of "Riwayat", ready to show."""

    at: object
    who: str
    capacity: str
    sentence: str
    reason: str
    verb: str


def trail_of(target, limit=20, *, hidden=()):
    """The newest ``limit`` lines about ``target``, as sentences in the reader's language.

    Of the verbs in ``hidden`` the reader learns that it happened, not the reason.
    """
    events = AuditEvent.objects.filter(target_type=target_type(target), target_id=str(target.pk))
    return [
        Line(
            at=event.at,
            who=event.actor_name,
            capacity=", ".join(part for part in (event.office, event.region_name) if part),
            sentence=str(SENTENCES.get(event.verb, event.verb)),
            reason="" if event.verb in hidden else str(event.detail.get("reason", "")),
            verb=event.verb,
        )
        for event in events.order_by("-pk")[:limit]
    ]
