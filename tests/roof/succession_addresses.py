"""What follows an agreement, for the table of permissions."""

from django.utils import timezone

from agreements import actions
from tests.factories.agreements import AgreementFactory


def succession_places(a, b, offices):
    """One of A with B in force that nobody goes on from yet, and a draft of A that changes
    another."""
    alone, before = (AgreementFactory(regions=[a, b], state="in_force") for _turn in range(2))
    after = actions.succeed(
        before, by=offices["head A"], way="amendment", title=before.title,
        starts_on=timezone.localdate(), ends_on=before.ends_on,
    )  # fmt: skip
    return {
        "agreements:succeed": [alone.code],
        "agreements:succeed again": [before.code],
        "agreements:differences": [after.code],
        "agreements:differences of none": [alone.code],
    }
