"""An open agreement with a third party, for the table of permissions."""

from agreements.signing import Named, Plan
from tests.factories.agreements import AgreementFactory

TWO = Plan(needed=2, witnesses=(Named("Sri Lestari", "Notaris"), Named("Budi", "Guru")))


def third_party_places(a, b):
    """A has drafted it with B and a company, which has not signed yet."""
    opened = AgreementFactory(kind="perjanjian", regions=[a, b], state="open", plan=TWO)
    sealed = AgreementFactory(kind="perjanjian", regions=[a, b], state="in_force", plan=TWO)
    return {"agreements:third_paper": [opened.code, 1], "agreements:third_number": [sealed.code, 1]}
