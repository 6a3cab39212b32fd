"""Organisations at the side of a project: invited, answered, ended; and their reports."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, states
from core.access import require
from core.errors import Refusal
from core.sending import SentOtherwise, require_same_words, sent_before
from projects import backing_notices, backing_rules
from projects.actions.locking import locked
from projects.models import BackerProof, BackerReport, Backing
from villages.models import Organisation

B = Backing.State


@transaction.atomic
def invite(project, *, by, organisation, words=""):
    """Ask an organisation to support the project; where it stands beside it already, that stays, and
    other words are refused."""
    project = locked(project)
    require(backing_rules.can_invite(by, project))
    there = _live_of(project, organisation.pk)
    if there:
        _require_same(there, words)
        return there
    if not Organisation.objects.public().filter(pk=organisation.pk).exists():
        raise Refusal(_("This organisation does not take part any more."))
    if project.backings.live().count() >= Backing.MOST:
        raise Refusal(
            _("At most %(most)d organisations stand beside a project.") % {"most": Backing.MOST}
        )
    backing = Backing.objects.create(
        project=project, organisation=organisation, words=words, invited_by=by
    )
    audit.record("projects.backer_invited", project, by=by, organisation=organisation.name)
    backing_notices.invited(backing, by=by)
    return backing


def _require_same(there, words):
    """An invitation sent twice is one; who supports already is not invited anew."""
    if there.state == B.ACCEPTED and there.words != words:
        text = _(
            "%(organisation)s supports this project already. Nothing of the new words is saved."
        )
        raise Refusal(text % {"organisation": there.organisation.name})
    require_same_words(there.words, words)


@transaction.atomic
def accept(backing, *, by):
    """The organisation says yes; a second click finds the yes that stands."""
    backing = _fresh(backing)
    verdict = backing_rules.can_answer(by, backing)
    if verdict.moved_on and backing.state == B.ACCEPTED:
        return backing
    require(verdict)
    states.move(backing, "state", to=B.ACCEPTED, **_answer(by))
    _tell(backing, "projects.backer_accepted", by=by)
    backing_notices.answered(backing, by=by)
    return backing


@transaction.atomic
def decline(backing, *, by, reason):
    """The organisation says no, and why; a second click finds the no that stands."""
    backing = _fresh(backing)
    verdict = backing_rules.can_answer(by, backing)
    if _has_ended(verdict, backing, B.DECLINED, reason):
        return backing
    require(verdict)
    states.move(backing, "state", to=B.DECLINED, reason=reason, **_answer(by))
    _tell(backing, "projects.backer_declined", by=by)
    backing_notices.answered(backing, by=by)
    return backing


@transaction.atomic
def leave(backing, *, by, reason):
    """The organisation ends its support, once; its contributions stand by themselves."""
    backing = _fresh(backing)
    verdict = backing_rules.can_leave(by, backing)
    if _has_ended(verdict, backing, B.LEFT, reason):
        return backing
    require(verdict)
    states.move(backing, "state", to=B.LEFT, reason=reason)
    _tell(backing, "projects.backer_left", by=by)
    backing_notices.answered(backing, by=by)
    return backing


@transaction.atomic
def remove(backing, *, by, reason):
    """The lead takes an invitation back, or ends the support, once."""
    backing = _fresh(backing)
    verdict = backing_rules.can_remove(by, backing)
    if _has_ended(verdict, backing, B.REMOVED, reason):
        return backing
    require(verdict)
    states.move(backing, "state", to=B.REMOVED, reason=reason)
    _tell(backing, "projects.backer_removed", by=by)
    backing_notices.removed(backing, by=by)
    return backing


def _has_ended(verdict, backing, state, reason):
    """Has the same side ended it so already, in the same words?"""
    return verdict.moved_on and (backing.state, backing.reason) == (state, reason)


def stand_by(offer, *, by):
    """An organisation whose offer was accepted supports the project; asked with it locked."""
    backing = _live_of(offer.project, offer.organisation_id)
    answer = _answer(offer.mandate)
    if backing is None:
        Backing.objects.create(
            project=offer.project, organisation=offer.organisation, state=B.ACCEPTED,
            invited_by=by, **answer,
        )  # fmt: skip
    elif backing.state == B.INVITED:
        states.move(backing, "state", to=B.ACCEPTED, **answer)


@transaction.atomic
def report(project, *, by, token, on, work, commitment=None, worth=0, next_steps="", corrects=None,
           files=()):  # fmt: skip
    """Publish what the organisation says it has done; the same form sent twice is one report."""
    project = locked(project)
    words = {
        "on": on, "work": work, "commitment": commitment, "worth": worth, "next_steps": next_steps,
        "corrects": corrects,
    }  # fmt: skip
    if sent := sent_before(BackerReport.objects.filter(mandate=by), token, **words):
        _refuse_other_files(sent, files)
        return sent
    require(backing_rules.can_report(by, project))
    if corrects is not None:
        corrects = BackerReport.objects.select_related("organisation").get(pk=corrects.pk)
        corrects.project = project
        require(backing_rules.can_correct(by, corrects))
    number = project.backer_reports.count() + 1
    if number > BackerReport.MOST:
        raise Refusal(
            _("A project holds at most %(most)d of these reports.") % {"most": BackerReport.MOST}
        )
    made = BackerReport.objects.create(
        project=project, organisation=by.organisation, number=number, token=token, mandate=by,
        organisation_name=by.organisation.name, person_name=str(by.user), office_title=by.title,
        **words,
    )  # fmt: skip
    for place, file in enumerate(files, 1):
        BackerProof.objects.create(report=made, number=place, file=file)
    audit.record("projects.backer_reported", project, by=by, report=number, worth=worth)
    backing_notices.reported(made, by=by)
    return made


def _refuse_other_files(sent, files):
    """With the report that was sent already came these files."""
    if [each.file.size for each in sent.proofs.all()] != [file.size for file in files]:
        raise SentOtherwise(sent.token, str(BackerProof._meta.verbose_name_plural))


def _live_of(project, organisation_id):
    rows = project.backings.live().select_related("organisation")
    return rows.filter(organisation=organisation_id).first()


def _answer(by):
    return {
        "answered_at": timezone.now(), "answered_by": by, "person_name": str(by.user),
        "office_title": by.title,
    }  # fmt: skip


def _tell(backing, verb, *, by):
    audit.record(verb, backing.project, by=by, organisation=backing.organisation.name)


def _fresh(backing):
    project = locked(backing.project)
    found = Backing.objects.select_related("organisation").get(pk=backing.pk)
    found.project = project
    return found
