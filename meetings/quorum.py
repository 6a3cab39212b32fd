"""Who is represented, and is it enough: plain arithmetic, no Django. Regions count, not heads."""

from dataclasses import dataclass


def needed(invited, part, whole):
    """The least number of regions that makes ``part`` of ``whole`` of the invited: 2/3 of 7 is 5."""
    return -(-invited * part // whole)


@dataclass(frozen=True)
class Quorum:
    """The answers counted against the rule."""

    invited: int
    in_person: int
    by_proxy: int
    needed: int

    @classmethod
    def of(cls, *, invited, in_person, by_proxy, rule):
        return cls(invited, in_person, by_proxy, needed(invited, *rule))

    @property
    def represented(self):
        return self.in_person + self.by_proxy

    @property
    def missing(self):
        return max(0, self.needed - self.represented)

    @property
    def is_met(self):
        return self.invited > 0 and self.missing == 0
