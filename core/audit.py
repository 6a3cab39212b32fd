"""Writing and reading the audit trail.

Actions call ``record`` inside their transaction. Each floor names its verbs once, in
``<floor>/trail.py``, for the page "Riwayat".

A model with ``TRAIL_IS_SEALED`` has a chain for each object: every line carries a seal over its own
facts and the seal of the line before, so that a line that was changed or taken out is found.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast

from core import seals
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


def record(verb, target, *, by, proves=None, **detail):
    """Write one event. ``by`` is ``SYSTEM`` or has ``as_actor()``; ``detail`` is plain JSON.

    ``proves`` is the row with ``SEALED`` that the event has made: the line keeps its fingerprint.
    """
    if verb not in SENTENCES:
        raise ValueError(f"describe {verb} in the floor's trail.py")
    if proves is not None:
        detail["row"] = {
            "type": target_type(proves), "id": proves.pk, "seal": seals.of_row(proves)
        }  # fmt: skip
    actor = by if isinstance(by, Actor) else by.as_actor()
    event = AuditEvent(
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
    if getattr(target, "TRAIL_IS_SEALED", False):
        event.seal = _next_seal(target, event)
    event.save(force_insert=True)
    return event


def _next_seal(target, event):
    """Under the lock of the object's row: its lines are written one after the other."""
    type(target)._base_manager.select_for_update(no_key=True).get(pk=target.pk)
    last = _about(target).order_by("-pk").values_list("seal", flat=True).first()
    return seals.seal(last or "", **event.facts())


def breaks(target):
    """The verbs of the lines about ``target`` whose seal does not fit, oldest first."""
    found, previous = [], ""
    for event in lines(target):
        if seals.seal(previous, **event.facts()) != event.seal:
            found.append(event.verb)
        previous = event.seal
    return found


def unlike(target, rows):
    """Those of ``rows`` that are not as the trail of ``target`` has kept them last. Of a row without
    a fingerprint, made before there were any, the trail tells nothing."""
    kept = lines(target).filter(detail__has_key="row").values_list("detail__row", flat=True)
    told = {(row["type"], row["id"]): row["seal"] for row in kept}
    return [row for row in rows if not _fits(row, told.get((target_type(row), row.pk)))]


def _fits(row, seal):
    return seal is None or seal == seals.of_row(row)


def lines(target):
    """All lines about ``target``, oldest first."""
    return _about(target).order_by("pk")


def lines_of(rows):
    """By its key, the lines about each of ``rows``, which are of one kind, oldest first; one query."""
    found = {row.pk: [] for row in rows}
    if not found:
        return found
    events = AuditEvent.objects.filter(
        target_type=target_type(rows[0]), target_id__in=[str(key) for key in found]
    )
    for event in events.order_by("pk"):
        found[int(event.target_id)].append(event)
    return found


def strays():
    """The lines of sealed trails whose object is not there: it was taken out, or they were moved away
    from it."""
    there, names = Q(), []
    for model in apps.get_models():
        if getattr(model, "TRAIL_IS_SEALED", False):
            keys = model._base_manager.annotate(key=Cast("pk", CharField()))
            there |= Q(
                Exists(keys.filter(key=OuterRef("target_id"))), target_type=model._meta.label_lower
            )
            names.append(model._meta.label_lower)
    sealed = AuditEvent.objects.filter(~Q(seal="") | Q(target_type__in=names))
    return sealed.exclude(there).order_by("pk")


def _about(target):
    return AuditEvent.objects.filter(target_type=target_type(target), target_id=str(target.pk))


@dataclass(frozen=True)
class Line:
    """One line of "Riwayat", ready to show."""

    at: object
    who: str
    capacity: str
    sentence: str
    reason: str
    verb: str


def trail_of(target, limit=20, *, hidden=(), without=()):
    """The newest ``limit`` lines about ``target``, as sentences in the reader's language.

    Of the verbs in ``hidden`` the reader learns that it happened, not the reason; of those in
    ``without`` nothing.
    """
    events = _about(target)
    if without:
        events = events.exclude(verb__in=without)
    return [_line(event, hidden) for event in events.order_by("-pk")[:limit]]


def was_last_by(by, target, verb):
    """Was it ``by``, in the same capacity, who last did ``verb`` to ``target``?"""
    events = _about(target).filter(verb=verb).order_by("-pk")
    last = events.values_list("mandate_id", flat=True).first()
    return by is not None and last == by.as_actor().mandate_id


def last_time(target, verb):
    """When ``verb`` was last done to ``target``; None if it never was."""
    events = _about(target).filter(verb=verb)
    return events.order_by("-pk").values_list("at", flat=True).first()


def _line(event, hidden):
    return Line(
        at=event.at,
        who=event.actor_name,
        capacity=", ".join(part for part in (event.office, event.region_name) if part),
        sentence=str(SENTENCES.get(event.verb, event.verb)),
        reason="" if event.verb in hidden else str(event.detail.get("reason", "")),
        verb=event.verb,
    )


def trails_between(model, keys, after, until, *, but, limit):
    """The lines about many rows of ``model`` within a time, as pairs of key and line, oldest first.

    What the person ``but`` has done himself is left out.
    """
    events = AuditEvent.objects.filter(
        target_type=model._meta.label_lower,
        target_id__in=[str(key) for key in keys],
        at__gt=after,
        at__lte=until,
    ).exclude(actor_id=str(but.pk))
    return [(int(event.target_id), _line(event, ())) for event in events.order_by("pk")[:limit]]
