"""What is done with obligations, by their real actions."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements import actions
from agreements.models import Fulfilment
from projects.actions import committing
from tests.factories.agreements import due_day
from tests.factories.money import CommitmentFactory
from tests.factories.projects import ProjectFactory, head_of
from tests.papers import pdf_bytes


def proof():
    return SimpleUploadedFile("paper.pdf", pdf_bytes(), "application/pdf")


def fresh(day):
    return Fulfilment.objects.with_subject().get(pk=day.pk)


def report(day, by, *, given=12_000_000, token=None, receipt=None, file=None):
    """With a file as its proof, unless a receipt is."""
    file = file or (None if receipt else proof())
    return actions.report(
        day, by=by, token=token or uuid.uuid4(), given=given, receipt=receipt, file=file
    )


def linked_day(villages, **words):
    """The due day of an obligation that is a committed contribution to the project: 50 million."""
    project = ProjectFactory(lead=villages[0], partners=villages[1:], state="running")
    given = {"kind": "cash", "worth": 50_000_000} | words
    commitment = CommitmentFactory(project=project, region=villages[0], committed=True, **given)
    amount = {"cash": commitment.worth, "labour": commitment.days or 0}.get(commitment.kind, 0)
    kind = {"cash": "money", "labour": "work"}.get(commitment.kind, "goods")
    return due_day(
        regions=villages, project=project, commitment=commitment, kind=kind, amount=amount,
        what="APB Desa",
    )  # fmt: skip


def receive(day, amount, *, commitment=None, **words):
    """The lead of the project records what has come in."""
    commitment = commitment or day.obligation.commitment
    return committing.receive(
        commitment, by=head_of(commitment.project.lead), token=uuid.uuid4(),
        on=timezone.localdate(), amount=amount, paper_number="SP2D-1", **words,
    )  # fmt: skip
