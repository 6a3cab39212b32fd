import factory
from django.utils import timezone

from agreements import actions
from tests.factories.agreements import AgreementFactory, S
from tests.factories.on_paper import scan
from tests.factories.projects import head_of


def acknowledge(agreement, by, sha256=None):
    """``by`` acknowledges the sealed text for the office above the parties."""
    agreement.refresh_from_db()
    shown = sha256 or agreement.current.sha256
    return actions.acknowledge_agreement(agreement, by=by, sha256=shown, method="password")


def acknowledge_on_paper(agreement, region, by, **words):
    """``by`` records what the office of ``region`` has signed today."""
    agreement.refresh_from_db()
    words = {
        "sha256": agreement.current.sha256, "signed_on": timezone.localdate(), "paper": scan(),
        "name": "Suprapto", "title": "Camat",
    } | words  # fmt: skip
    return actions.acknowledge_on_paper(agreement, region, by=by, **words)


class AcknowledgementFactory(factory.django.DjangoModelFactory):
    """What the camat above the drafting region has signed on paper."""

    class Meta:
        model = "agreements.Acknowledgement"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        agreement = AgreementFactory(state=S.IN_FORCE, **kwargs)
        drafter = agreement.drafted_for
        return acknowledge_on_paper(agreement, drafter.parent, head_of(drafter))
