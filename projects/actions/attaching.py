"""The attachments of a proposal: added and removed in its draft, fixed with each version.

A draft is the lead's own, so the public trail says nothing of what is put in or taken out.
"""

from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from core import seals
from core.access import require
from core.errors import Refusal
from projects import rules
from projects.actions.locking import locked
from projects.models import Attachment, Draft


@transaction.atomic
def attach(draft, *, by, title, file):
    """One more file for the draft; the same one sent twice is one."""
    project = _claimed(draft, by=by)
    content = file.read()
    sha256 = seals.digest_of_file(content)
    file.seek(0)
    held = list(Attachment.objects.of_draft(project))
    if found := next((each for each in held if each.sha256 == sha256), None):
        _require_title(found, title)
        return found
    free = set(range(Attachment.MOST)) - {each.slot for each in held}
    if not free:
        raise Refusal(
            _("A proposal has at most %(limit)d attachments. Remove one first.")
            % {"limit": Attachment.MOST}
        )
    attachment = Attachment(
        project=project, slot=min(free), title=title,
        size=len(content), sha256=sha256, added_by=by,
    )  # fmt: skip
    attachment.file.save(file.name, file, save=False)
    attachment.save()
    _touch(project, by=by)
    return attachment


def _require_title(attachment, title):
    if attachment.title != title:
        text = _(
            "This file is attached already, with the title “%(title)s”. Remove it first if it is to "
            "have another one."
        )
        raise Refusal(text % {"title": attachment.title})


@transaction.atomic
def detach(draft, number, *, by):
    """Take an attachment out of the draft; versions that have it keep it."""
    project = _claimed(draft, by=by)
    attachment = Attachment.objects.of_draft(project).filter(pk=number).first()
    if attachment is None:
        raise Refusal(_("This file was removed already."))
    _forget([attachment])
    _touch(project, by=by)


def _claimed(draft, *, by):
    """The project, locked, if the draft is still there and the person may write it."""
    project = locked(draft.project)
    require(rules.can_write(by, project))
    if not Draft.objects.filter(project=project).exists():
        raise Refusal(_("This draft has been sent or thrown away in the meantime."))
    return project


def _touch(project, *, by):
    """Whoever has checked the draft before checks it again."""
    Draft.objects.filter(project=project).update(
        revision=F("revision") + 1, saved_by=by, updated_at=timezone.now()
    )


def hand_on(project, *, by):
    """Begin a change with the attachments of the version that it changes."""
    Attachment.objects.bulk_create(
        Attachment(
            project=project, slot=each.slot, title=each.title, file=each.file.name,
            size=each.size, sha256=each.sha256, added_by=by,
        )
        for each in project.asked.attachments.all()
    )  # fmt: skip


def bind(version):
    """Fix the draft's attachments as those of the version that is being proposed."""
    Attachment.objects.of_draft(version.project).update(version=version)


def forget_attachments(project):
    """Throw those of the draft away."""
    _forget(Attachment.objects.of_draft(project))


def _forget(attachments):
    """Rows now; files once that is certain, unless a version has the same file."""
    for attachment in attachments:
        Attachment.objects.filter(pk=attachment.pk).delete()
        if not Attachment.objects.filter(file=attachment.file.name).exists():
            stored = attachment.file
            transaction.on_commit(partial(stored.storage.delete, stored.name))
