"""Programmes: founded and changed; projects find their place in a phase and leave it again.

Whoever places a project holds its row, then that of the phase, so that a phase is not taken out
while a project enters it.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import SentOtherwise, sent_before
from projects import programme_notices as told
from projects import programme_rules as rules
from projects.actions.locking import locked
from projects.models import Phase, Placement, Programme, Project
from villages.models import Mandate
from villages.roles import Permission, may

P = Placement.State


@transaction.atomic
def found_programme(*, by, token, phases, **words):
    """Found a programme of the person's region; the same form sent twice is one programme.

    ``words``: title, aim, first_year, last_year, forum; ``phases`` mappings with name, first_year,
    last_year, in their order.
    """
    require(rules.can_found(by))
    Mandate.objects.select_for_update(no_key=True).get(pk=by.pk)  # a second click waits here
    if found := sent_before(Programme.objects.filter(founded_by=by), token, **words):
        _refuse_other_phases(found, token, phases)
        return found
    programme = Programme.objects.create(owner=by.region, founded_by=by, token=token, **words)
    _write(programme, phases, {})
    audit.record("projects.programme_founded", programme, by=by)
    return programme


def _refuse_other_phases(found, token, phases):
    """The programme that was founded by this form already has these phases."""
    if not _has_phases(found, phases):
        raise SentOtherwise(token, str(Phase._meta.verbose_name_plural))


def _has_phases(programme, rows):
    named = ("name", "first_year", "last_year")
    return list(programme.phases.values_list(*named)) == [
        tuple(row[name] for name in named) for row in rows
    ]


def _says(programme, phases, words):
    """Does it say all that already?"""
    is_same = all(getattr(programme, name) == value for name, value in words.items())
    return is_same and _has_phases(programme, phases)


@transaction.atomic
def change_programme(programme, *, by, changes, phases, **words):
    """Change words and phases. ``changes`` is how often it had been changed when the form was
    opened. A row with ``pk`` changes that phase; a phase without a row is taken out. The same form
    sent twice is one change."""
    Programme.objects.select_for_update(no_key=True).only("pk").get(pk=programme.pk)
    programme = Programme.objects.select_related("owner", "forum").get(pk=programme.pk)
    require(rules.can_change(by, programme))
    if _says(programme, phases, {**words, "changes": changes + 1}):
        return programme
    if changes != programme.changes:
        raise Refusal(_("Somebody else has changed this programme in the meantime."))
    held = {phase.pk: phase for phase in programme.phases.select_for_update()}
    _take_out(held, phases)
    for name, value in {**words, "changes": programme.changes + 1}.items():
        setattr(programme, name, value)
    programme.save()
    _write(programme, phases, held)
    audit.record("projects.programme_changed", programme, by=by)
    return programme


def _take_out(held, rows):
    kept = {row["pk"] for row in rows if row["pk"]}
    if kept - held.keys():
        raise Refusal(_("A phase has been taken out in the meantime. Please look again."))
    gone = held.keys() - kept
    if full := Project.objects.filter(phase__in=gone).select_related("phase").first():
        text = _("Phase %(name)s has projects. Their leads take them out first.")
        raise Refusal(text % {"name": full.phase.name})
    Phase.objects.filter(pk__in=gone).delete()


def _write(programme, rows, held):
    for number, row in enumerate(rows, 1):
        words = {name: row[name] for name in ("name", "first_year", "last_year")}
        if phase := held.get(row["pk"]):
            Phase.objects.filter(pk=phase.pk).update(number=number, **words)
        else:
            Phase.objects.create(programme=programme, number=number, **words)


@transaction.atomic
def ask_place(project, phase, *, by):
    """Ask for a place in a phase; where the lead founded the programme itself, it is there at once.
    The same request sent twice is one."""
    project = locked(project)
    open_one = project.placements.filter(state__in=[P.ASKED, P.ACCEPTED]).first()
    if open_one and open_one.phase_id == phase.pk and may(by, Permission.PROPOSE, project.lead):
        return open_one
    require(rules.can_ask_place(by, project))
    if open_one:
        text = _("You have asked for a place in %(title)s already. Take that request back first.")
        raise Refusal(text % {"title": open_one.phase.programme.title})
    phase = _held(phase.pk)
    placement = Placement.objects.create(project=project, phase=phase, asked_by=by)
    audit.record("projects.place_asked", project, by=by, programme=phase.programme.title)
    if may(by, Permission.PROPOSE, phase.programme.owner):
        return _accept(placement, project, phase, by=by)
    told.place_asked(placement, by=by)
    return placement


@transaction.atomic
def accept_place(placement, *, by):
    """The project belongs to the programme from now on; a second click gets the same."""
    placement, project, phase = _fresh(placement)
    verdict = rules.can_answer(by, placement)
    if verdict.moved_on and placement.state == P.ACCEPTED:
        return placement
    require(verdict)
    if project.state not in rules.SERVING:
        raise Refusal(_("The project has been stopped in the meantime."))
    return _accept(placement, project, phase, by=by)


@transaction.atomic
def decline_place(placement, *, by, reason):
    """The lead is told why; a second click gets the same."""
    placement, project, phase = _fresh(placement)
    verdict = rules.can_answer(by, placement)
    if verdict.moved_on and (placement.state, placement.reason) == (P.DECLINED, reason):
        return placement
    require(verdict)
    _answer(placement, P.DECLINED, by=by, reason=reason)
    programme = phase.programme.title
    audit.record("projects.place_declined", project, by=by, programme=programme, reason=reason)
    told.place_answered(placement, by=by)
    return placement


@transaction.atomic
def leave_programme(project, *, by):
    """Take the project out, or the request back; it may ask elsewhere at once. A second click finds
    the place that was left."""
    project = locked(project)
    require(rules.can_leave(by, project))
    placement = project.placements.first()
    if placement is None or placement.state == P.DECLINED:
        raise Refusal(_("The project belongs to no programme."))
    if placement.state in (P.TAKEN_BACK, P.LEFT):
        return placement
    if placement.state == P.ASKED:
        states.move(placement, "state", to=P.TAKEN_BACK)
    else:
        states.move(placement, "state", to=P.LEFT)
        Project.objects.filter(pk=project.pk).update(phase=None, updated_at=timezone.now())
    audit.record("projects.place_left", project, by=by, programme=placement.phase.programme.title)
    return placement


def _held(key):
    """The phase, locked."""
    phase = Phase.objects.select_for_update(no_key=True).filter(pk=key).first()
    if phase is None:
        raise Refusal(_("This phase has been taken out in the meantime."))
    return Phase.objects.select_related("programme__owner").get(pk=key)


def _fresh(placement):
    """As it stands now, with its project and its phase, both locked."""
    project = locked(placement.project)
    phase = _held(placement.phase_id)
    placement = Placement.objects.get(pk=placement.pk)
    placement.project, placement.phase = project, phase
    return placement, project, phase


def _accept(placement, project, phase, *, by):
    if phase.projects.count() >= Phase.MOST_PROJECTS:
        text = _("A phase has at most %(number)d projects.")
        raise Refusal(text % {"number": Phase.MOST_PROJECTS})
    _answer(placement, P.ACCEPTED, by=by)
    Project.objects.filter(pk=project.pk).update(phase=phase, updated_at=timezone.now())
    audit.record("projects.place_given", project, by=by, programme=phase.programme.title)
    told.place_answered(placement, by=by)
    return placement


def _answer(placement, to, *, by, reason=""):
    states.move(
        placement, "state", to=to, answered_at=timezone.now(), answered_by=by, reason=reason
    )
