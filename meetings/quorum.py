"""Who is represented, and is it enough: plain arithmetic, no Django. Regions count, not heads."""

from dataclasses import asdict, dataclass
from datetime import datetime

ANSWERS, ATTENDANCE = "answers", "attendance"  # what was counted
IN_PERSON, BY_PROXY = frozenset({"present", "late"}), "represented"


def needed(invited, part, whole):
    """The least number of regions that makes ``part`` of ``whole`` of the invited: 2/3 of 7 is 5."""
    return -(-invited * part // whole)


def regions_here(invited, marks):
    """How many of the ``invited`` are there in person, and how many only by a substitute.

    ``marks`` are pairs (region, state of one person); a region with several people counts once.
    """
    marks = list(marks)
    in_person = {region for region, state in marks if state in IN_PERSON} & set(invited)
    by_proxy = {region for region, state in marks if state == BY_PROXY} & set(invited)
    return len(in_person), len(by_proxy - in_person)


@dataclass(frozen=True)
class Quorum:
    """The answers, or those in the room, counted against the rule.

    A second sitting, held because the first had no quorum, is valid with those present.
    """

    invited: int
    in_person: int
    by_proxy: int
    needed: int
    basis: str = ANSWERS
    is_second_call: bool = False

    @classmethod
    def of(cls, *, invited, in_person, by_proxy, rule, basis=ANSWERS, is_second_call=False):
        least = min(invited, 1) if is_second_call else needed(invited, *rule)
        return cls(invited, in_person, by_proxy, least, basis, is_second_call)

    @property
    def represented(self):
        return self.in_person + self.by_proxy

    @property
    def missing(self):
        return max(0, self.needed - self.represented)

    @property
    def is_met(self):
        return self.invited > 0 and self.missing == 0

    @property
    def is_counted_in_room(self):
        return self.basis == ATTENDANCE

    def as_json(self):
        """To be kept: ``Quorum(**kept)`` is the same again."""
        return asdict(self)


@dataclass(frozen=True)
class FirstSitting:
    """When the first sitting was called, and who was there of how many that were needed."""

    starts_at: datetime
    quorum: Quorum

    @classmethod
    def of(cls, kept):
        """Out of what was kept when it was postponed; None where nothing was."""
        if not kept:
            return None
        facts = dict(kept)
        return cls(datetime.fromisoformat(facts.pop("starts_at")), Quorum(**facts))

    def as_json(self):
        """To be kept: ``FirstSitting.of(kept)`` is the same again."""
        return self.quorum.as_json() | {"starts_at": self.starts_at.isoformat()}
