"""The annexes of an agreement: added, ordered and taken out in a draft, fixed with each version."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from agreements import rules
from agreements.actions.locking import locked
from agreements.models import Annex
from core import audit, seals
from core.access import require
from core.errors import Refusal


class NotAnnexed(Refusal):
    """This file cannot be added."""


def _draft(agreement, by):
    agreement = locked(agreement)
    require(rules.can_write_draft(by, agreement))
    return agreement


def _record(verb, agreement, by, row):
    """What is written before anybody else sees it is the drafting region's own."""
    if agreement.shared_at or agreement.current_id:
        audit.record(verb, agreement, by=by, annex=row.title, sha256=row.sha256)


@transaction.atomic
def add_annex(agreement, *, by, title, file):
    """One more annex, the last one; the same file under the same heading once more is the one that
    is there."""
    agreement = _draft(agreement, by)
    content = file.read()
    file.seek(0)
    sha256, held = seals.digest_of_file(content), list(agreement.annexes.standing())
    if found := next((row for row in held if row.sha256 == sha256), None):
        if found.title == title:
            return found
        raise NotAnnexed(
            _("This file is annex %(number)d already: %(title)s.")
            % {"number": found.position, "title": found.title}
        )
    if len(held) >= Annex.MOST:
        raise NotAnnexed(_("An agreement has at most %(most)d annexes.") % {"most": Annex.MOST})
    row = Annex(
        agreement=agreement, position=len(held) + 1, title=title,
        size=len(content), sha256=sha256, added_by=by,
    )  # fmt: skip
    row.file.save(file.name, file, save=False)
    row.save(force_insert=True)
    _record("agreements.annex_added", agreement, by, row)
    return row


@transaction.atomic
def move_annex(agreement, pk, *, by, seen):
    """One place up. ``seen``: the annex before it, as the page showed it; if another stands there
    now, this is a second click or a stale page, and nothing moves."""
    agreement = _draft(agreement, by)
    rows = list(agreement.annexes.standing())
    place = next((place for place, row in enumerate(rows) if row.pk == pk), 0)
    if place == 0 or rows[place - 1].pk != seen:
        return
    rows[place - 1 : place + 1] = rows[place], rows[place - 1]
    _number(rows)
    _record("agreements.annex_moved", agreement, by, rows[place - 1])


@transaction.atomic
def remove_annex(agreement, pk, *, by):
    """Take an annex out of the draft; versions that have it keep it."""
    agreement = _draft(agreement, by)
    row = agreement.annexes.standing().filter(pk=pk).first()
    if row is None:
        return
    stored = row.file
    _record("agreements.annex_removed", agreement, by, row)
    row.delete()
    _number(list(agreement.annexes.standing()))
    if not Annex.objects.filter(file=stored.name).exists():
        transaction.on_commit(partial(stored.storage.delete, stored.name))


def _number(rows):
    for place, row in enumerate(rows, 1):
        row.position = place
    Annex.objects.bulk_update(rows, ["position"])


def bind(version):
    """Fix the annexes as they stand as those of the version that is being made."""
    Annex.objects.bulk_create(
        Annex(
            agreement=version.agreement, version=version, position=row.position, title=row.title,
            file=row.file.name, size=row.size, sha256=row.sha256, added_by_id=row.added_by_id,
        )
        for row in version.agreement.annexes.standing()
    )  # fmt: skip
