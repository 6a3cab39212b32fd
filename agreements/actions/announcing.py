"""A region writes what rule it plans, announces it, changes it by versions, or withdraws it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements import noticeboard, overlap
from agreements import noticeboard_notices as notices
from agreements import noticeboard_rules as rules
from agreements.actions.locking import Changed, locked_rule
from agreements.models import WRITTEN, Affected, OverlapNote, PlannedRule, PlannedVersion
from agreements.overlaps import SORTS, overlaps_of
from core import audit, seals, states
from core.access import require
from core.errors import Refusal
from core.formats import day_in
from core.sending import sent_before
from villages.models import Mandate

S = PlannedRule.State
MOST_VERSIONS = 50
MOST_NOTES = 200


class Shorter(Refusal):
    """A day for comments that lies before the one that was announced."""


@transaction.atomic
def plan_rule(*, by, token, area, chosen, named, file=None, **words):
    """A draft of ``by``'s region. The same form (``token``) sent twice is one."""
    require(rules.can_plan(by))
    Mandate.objects.select_for_update(no_key=True).get(pk=by.pk)  # a second click waits here
    planned = PlannedRule(region=by.region, made_by=by, token=token)
    _write(planned, area=area, chosen=chosen, named=named, **words)
    said = {name: getattr(planned, name) for name in WRITTEN if name != "sha256"} | {"file": file}
    if found := sent_before(PlannedRule.objects.filter(made_by=by), token, **said):
        return found
    _keep_file(planned, file)
    planned.save(force_insert=True)
    audit.record("agreements.rule_planned", planned, by=by)
    return planned


@transaction.atomic
def change_rule(
    planned, *, by, seen, area, chosen, named, file=None, without_file=False, change_note="", **words
):  # fmt: skip
    """Other words: in a draft at once, of an announced one as its next version (with what has
    changed), of which those asked are told. ``seen`` is the revision that the page showed."""
    planned = locked_rule(planned)
    require(rules.can_write(by, planned))
    if planned.revision != seen:
        raise Changed(_("Somebody else has saved this in the meantime. Please compare."))
    earliest = rules.earliest_end(planned, day_in(planned.region_id))
    _write(planned, area=area, chosen=chosen, named=named, **words)
    if file:
        _keep_file(planned, file)
    elif without_file:
        planned.file, planned.sha256 = "", ""
    planned.revision += 1
    if planned.state == S.DRAFT:
        planned.save()
        audit.record("agreements.rule_rewritten", planned, by=by)
        return planned
    if planned.comments_until < earliest:
        raise Shorter(_("The time to comment can be extended, never shortened."))
    planned.current = _version(planned, by=by, change_note=change_note)
    planned.save()
    _ask(planned)
    audit.record(
        "agreements.rule_changed", planned, by=by, reason=change_note,
        version=planned.current.number,
    )  # fmt: skip
    notices.changed(planned, by=by)
    return planned


@transaction.atomic
def announce(planned, *, by, seen):
    """Put it on the noticeboard; those whom it touches are told."""
    planned = locked_rule(planned)
    require(rules.can_announce(by, planned))
    if planned.revision != seen:
        raise Changed(_("Somebody else has saved this in the meantime. Please compare."))
    version = _version(planned, by=by)
    states.move(
        planned, "state", to=S.ANNOUNCED, announced_at=timezone.now(), current=version
    )  # fmt: skip
    asked = _ask(planned)
    audit.record("agreements.rule_announced", planned, by=by, asked=asked)
    notices.announced(planned, by=by)
    return planned


@transaction.atomic
def withdraw_rule(planned, *, by, reason):
    """Take it off before an outcome; who was asked is told. A second click finds it withdrawn."""
    planned = locked_rule(planned)
    verdict, verb = rules.can_withdraw(by, planned), "agreements.rule_withdrawn"
    same = verdict.moved_on and (planned.state, planned.close_reason) == (S.WITHDRAWN, reason)
    if same and audit.was_last_by(by, planned, verb):
        return planned
    require(verdict)
    was_public = planned.state == S.ANNOUNCED
    states.move(
        planned, "state", to=S.WITHDRAWN, closed_at=timezone.now(), close_reason=reason
    )  # fmt: skip
    audit.record(verb, planned, by=by, reason=reason)
    if was_public:
        notices.withdrawn(planned, by=by)
    return planned


@transaction.atomic
def note_overlap(planned, *, by, token, sort, code, text):
    """Say in a sentence what was done about an overlap; a later row takes the place of an earlier
    one. The same form (``token``) sent twice is one row."""
    planned = locked_rule(planned)
    require(rules.can_note(by, planned))
    if found := sent_before(planned.overlap_notes, token, text=text):
        return found
    met = next((o for o in overlaps_of(planned) if (o.sort, o.code) == (sort, code)), None)
    if met is None:
        raise Refusal(_("This overlap is no longer there."))
    if planned.overlap_notes.count() >= MOST_NOTES:
        raise Refusal(_("There are too many notes on overlaps already."))
    note = OverlapNote.objects.create(
        planned=planned, text=text, token=token, mandate=by, person_name=str(by.user),
        office_title=by.title, **{SORTS[sort]: met.thing},
    )  # fmt: skip
    audit.record("agreements.rule_overlap_noted", planned, by=by, reason=text)
    return note


def _write(planned, *, area, chosen, named, **words):
    if problem := rules.area_problem(words["kind"], area, chosen):
        raise Refusal(problem[1])
    for name, value in words.items():
        setattr(planned, name, value)
    planned.area = area
    planned.area_codes = noticeboard.area_of(planned.region, area, chosen)
    planned.named_codes = [region.pk for region in named]
    planned.circles = sorted(overlap.circles(planned.area_codes))


def _keep_file(planned, file):
    if not file:
        return
    planned.sha256 = seals.digest_of_file(file.read())
    file.seek(0)
    planned.file.save(file.name, file, save=False)


def _version(planned, *, by, change_note=""):
    number = planned.versions.count() + 1
    if number > MOST_VERSIONS:
        raise Refusal(_("This was changed too often. Please withdraw it and announce it anew."))
    return PlannedVersion.objects.create(
        planned=planned, number=number, change_note=change_note, made_by=by,
        person_name=str(by.user), office_title=by.title,
        **{name: getattr(planned, name) for name in WRITTEN},
    )  # fmt: skip


def _ask(planned):
    """Rows for those who are asked from now on; who was asked once stays so."""
    touched = noticeboard.touched_by(planned, overlaps_of(planned))
    asked = set(planned.affected.values_list("region", flat=True))
    new = [(region, ground) for region, ground in touched if region.pk not in asked]
    if found := noticeboard.problems([*asked, *new]):
        raise Refusal(" ".join(found))
    Affected.objects.bulk_create(
        Affected(planned=planned, region=region, ground=ground) for region, ground in new
    )
    return len(new)
