"""How one version became another: clause by clause where both have them, else as whole texts."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agreements import documents, kinds, signing, wording
from agreements.models import Agreement
from core.differences import pieces
from core.formats import day

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True)
class Change:
    """One piece that differs; ``label`` is the name of a fact, or the number of a clause in the newer
    version, else in the older."""

    label: str
    before: list
    after: list


@dataclass(frozen=True)
class Drafted:
    """The words of a draft as its next version would have them."""

    text: str
    clauses: list


def with_predecessor(agreement):
    """What differs from the sealed text that it follows: facts, and clause by clause. An open or
    sealed one by its version, a draft as it stands now."""
    before, after = agreement.follows.current, agreement.current
    if agreement.state == Agreement.State.DRAFT:
        text = documents.canonical_text(agreement, 1, signing.AT_ONCE)
        after = Drafted(text, documents.snapshot(agreement))
    origins = dict(agreement.clauses.exclude(origin=None).values_list("pk", "origin"))
    return changes(before, after, chapters=kinds.KINDS[agreement.kind].chapters, origins=origins)


def changes(before, after, *, chapters, origins=None):
    """What differs between two versions, in the order of the newer one; first the facts.

    ``origins``: of clauses that were copied out of another agreement, their numbers there.
    """
    found = list(_of_facts(wording.facts_of(before.text), wording.facts_of(after.text)))
    old, new = ("\n".join(wording.annexes_of(each.text)) for each in (before, after))
    if before.clauses and after.clauses:
        origins = origins or {}
        copied = [[origins.get(row[0], row[0]), *row[1:]] for row in after.clauses]
        found += _of_clauses(before.clauses, copied, chapters)
    else:
        found.append(_change("", wording.body_of(before.text), wording.body_of(after.text)))
    found.append(_change(_("Annexes"), old, new))
    return [change for change in found if change]


def _of_facts(old, new):
    """Name by name; of parties and obligations only those that differ."""
    for name in [*new, *(name for name in old if name not in new)]:
        before, after = old.get(name, []), new.get(name, [])
        gone = [value for value in before if value not in after]
        come = [value for value in after if value not in before]
        if not gone and not come:  # at most another order
            gone, come = before, after
        yield _change(name, _readable(gone), _readable(come))


def _readable(values):
    """Each in a line, its days as people write them."""
    return _DAY.sub(lambda found: day(date.fromisoformat(found[0])), "\n".join(values))


def _of_clauses(before, after, chapters):
    """One that was put in the place of another is shown beside it."""
    old, new = _by_number(before, chapters), _by_number(after, chapters)
    gone = [number for number in old if number not in new]
    for number, (label, words) in new.items():
        was = number if number in old else _taken(gone, label, old)
        yield _change(label, old[was][1] if was else "", words)
    for number in gone:
        label, words = old[number]
        yield _change(label, words, "")


def _taken(gone, label, old):
    """Take out the first of those gone that stood under the same label."""
    found = next((number for number in gone if old[number][0] == label), None)
    if found:
        gone.remove(found)
    return found


def _by_number(clauses, chapters):
    """Label, and heading with words, by the number of the clause."""
    passages = [wording.Passage(*row[1:]) for row in clauses]
    labels = [each.label for each in wording.numbered(passages, chapters=chapters)]
    return {
        row[0]: (label, f"{passage.title}\n{passage.text}".strip())
        for row, label, passage in zip(clauses, labels, passages, strict=True)
    }


def _change(label, old, new):
    if old == new:
        return None
    woven = pieces(old, new)
    return Change(
        label,
        [piece for piece in woven if piece[0] != "ins"],
        [piece for piece in woven if piece[0] != "del"],
    )
