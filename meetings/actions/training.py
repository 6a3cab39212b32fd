"""Opening a training for enrolment, its papers, who was present, and the certificates.

Locks are taken in one order: meeting, training, enrolments, requested topics, mails.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import audit, formats
from core.access import require
from core.errors import Refusal
from meetings import training_notices, training_rules
from meetings.actions.enrolling import fill_seats, locked_training
from meetings.actions.reminding import locked
from meetings.actions.topics import answer_topics
from meetings.models import Certificate, Enrolment, Material, Training
from villages.numbering import ROMAN


@transaction.atomic
def open_enrolment(meeting, *, by, requests=(), **facts):
    """Open the enrolment of a training, or change it. More seats go to the waiting list at once.

    ``facts``: topics, seats, enrol_until, is_for_all, trainer, bring. ``requests`` are the asked-for
    topics that this training answers; their supporters are told.
    """
    meeting = locked(meeting.pk)
    require(training_rules.can_open(by, meeting))
    if facts["enrol_until"] > meeting.starts_at:
        raise Refusal(_("Enrolment ends before the training begins."))
    training = Training.objects.select_for_update(no_key=True).filter(meeting=meeting).first()
    verb = "meetings.training_changed" if training else "meetings.training_opened"
    training = training or Training(meeting=meeting)
    training.meeting = meeting
    if facts["seats"] < training.taken:
        raise Refusal(
            ngettext(
                "%(n)d seat is taken already; there cannot be fewer.",
                "%(n)d seats are taken already; there cannot be fewer.",
                training.taken,
            )
            % {"n": training.taken}
        )
    for name, value in facts.items():
        setattr(training, name, value)
    training.save()
    audit.record(verb, meeting, by=by, seats=training.seats)
    fill_seats(training)
    answer_topics(requests, training=training, by=by)
    return training


@transaction.atomic
def add_material(training, *, by, title, file):
    """One more paper for those who take part."""
    training = locked_training(training.pk)
    require(training_rules.can_add_material(by, training.meeting))
    if training.materials.count() >= Training.MAX_MATERIALS:
        raise Refusal(
            _("A training has at most %(limit)d papers. Remove one first.")
            % {"limit": Training.MAX_MATERIALS}
        )
    material = Material(training=training, title=title, added_by=by)
    material.file.save(file.name, file, save=False)
    material.save()
    audit.record("meetings.material_added", training.meeting, by=by, reason=title)
    return material


@transaction.atomic
def remove_material(material, *, by):
    """Take a paper away; its file goes once that is certain."""
    training = locked_training(material.training_id)
    require(training_rules.can_add_material(by, training.meeting))
    if not Material.objects.filter(pk=material.pk).delete()[0]:
        raise Refusal(_("This paper was removed already."))
    audit.record("meetings.material_removed", training.meeting, by=by, reason=material.title)
    storage, name = material.file.storage, material.file.name
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def note_presence(training, *, by, shown, present):
    """Note who of those ``shown`` (keys of enrolments) was ``present``; the others were not.

    Whose certificate is issued stays as he was noted. Returns how many marks are others now.
    """
    now = timezone.now()
    training = locked_training(training.pk)
    require(training_rules.can_mark(by, training.meeting, now))
    rows = training.enrolments.seated().without_certificate().filter(pk__in=shown)
    changed = [
        row
        for row in rows.select_for_update(of=("self",))
        if row.was_present != (row.pk in present)
    ]
    for row in changed:
        row.was_present, row.marked_at, row.marked_by = row.pk in present, now, by
        row.updated_at = now
    Enrolment.objects.bulk_update(
        changed, ["was_present", "marked_at", "marked_by", "updated_at"], batch_size=100
    )
    if changed:
        audit.record("meetings.presence_noted", training.meeting, by=by, changed=len(changed))
    return len(changed)


@transaction.atomic
def issue_certificates(training, *, by):
    """One for each who was present and has none yet. Returns them."""
    now = timezone.now()
    training = locked_training(training.pk)
    meeting = training.meeting
    require(training_rules.can_certify(by, meeting))
    rows = list(
        training.enrolments.present()
        .without_certificate()
        .select_related("booked_by")
        .order_by("pk")
    )
    if not rows:
        raise Refusal(_("Nobody who was present is without a certificate. Note first who was."))
    issued = Certificate.objects.filter(enrolment__training=training).count()
    certificates = Certificate.objects.bulk_create(
        Certificate(
            enrolment=row,
            number=number_of(meeting, issued + place, now),
            name=row.name,
            title=meeting.title,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            zone=meeting.zone,
            place=meeting.where,
            organiser=meeting.organiser.full_name,
            trainer=training.trainer,
            signer_name=str(by.user),
            signer_title=by.capacity,
            issued_at=now,
            issued_by=by,
        )
        for place, row in enumerate(rows, start=1)
    )
    audit.record("meetings.certificates_issued", meeting, by=by, number=len(certificates))
    for certificate in certificates:
        training_notices.certified(certificate)
    return certificates


@transaction.atomic
def revoke_certificate(certificate, *, by, reason):
    """Take a certificate back for good; whoever checks it reads since when."""
    rows = Certificate.objects.select_for_update(no_key=True).only("pk")
    rows.get(pk=certificate.pk)
    certificate = Certificate.objects.select_related(
        "enrolment__training__meeting__organiser", "enrolment__booked_by"
    ).get(pk=certificate.pk)
    require(training_rules.can_revoke(by, certificate))
    certificate.revoked_at, certificate.revoked_by = timezone.now(), by
    certificate.revoke_reason = reason
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    audit.record(
        "meetings.certificate_revoked", certificate.enrolment.training.meeting, by=by,
        reason=reason, number=certificate.number,
    )  # fmt: skip
    training_notices.revoked(certificate)
    return certificate


def number_of(meeting, order, moment):
    """007/PEL-12/XI/2026: the certificate's place, the meeting's number, month and year."""
    day = formats.local(moment, meeting.zone).date()
    return f"{order:03d}/PEL-{meeting.pk}/{ROMAN[day.month - 1]}/{day.year}"
