"""What is planned, committed and received, added up by any mark: plain arithmetic, no Django."""

from dataclasses import dataclass

PLANNED, COMMITTED, RECEIVED = "planned", "committed", "received"


def worth_now(state, worth, received):
    """What a commitment counts, in rupiah: what came in once nothing more is awaited; until then
    what was promised, or what came in where that is more."""
    return received if state == RECEIVED else max(worth, received)


@dataclass
class Sums:
    """In whole rupiah. What is received is a part of what is committed."""

    planned: int = 0
    committed: int = 0
    received: int = 0

    def add(self, state, worth, received):
        """Count one commitment; one that was withdrawn counts nothing."""
        if state == PLANNED:
            self.planned += worth
        elif state in (COMMITTED, RECEIVED):
            self.committed += worth_now(state, worth, received)
            self.received += received

    def __bool__(self):
        return bool(self.planned or self.committed or self.received)


def tally(entries, key):
    """``Sums`` by ``key(entry)``, in the order in which the keys come; entries have a ``state``, a
    ``worth`` and what was ``received``."""
    found = {}
    for entry in entries:
        sums = found.setdefault(key(entry), Sums())
        sums.add(entry.state, entry.worth, entry.received)
    return found


def total_of(entries):
    """The ``Sums`` of all."""
    return tally(entries, lambda entry: None).get(None, Sums())
