"""What offices above the parties acknowledge, for the table of permissions."""

from tests.factories.acknowledging import acknowledge_on_paper
from tests.factories.agreements import AgreementFactory


def acknowledging_places(a, b, subdistrict, offices):
    """One of A with B in force that nobody has acknowledged, and one with a scan."""
    awaited, known = (AgreementFactory(regions=[a, b], state="in_force") for _turn in range(2))
    acknowledge_on_paper(known, subdistrict, offices["head A"])
    return {
        "agreements:acknowledge": [awaited.code],
        "agreements:acknowledge_paper": [awaited.code, subdistrict.pk],
        "agreements:acknowledge_paper again": [known.code, subdistrict.pk],
        "agreements:acknowledge_paper wrong": [awaited.code, a.pk],
        "agreements:acknowledge_scan": [known.code, subdistrict.pk],
        "agreements:acknowledge_scan of none": [awaited.code, subdistrict.pk],
    }
