"""The annexes of agreements, for the table of permissions."""

from agreements import actions
from tests.factories.agreements import AgreementFactory, annex, clausal, fill


def annex_places(a, b, offices):
    """A draft of A that only A sees, one that is shown to B, one in force, and one whose first
    version had an annex that the second has not."""
    hidden = AgreementFactory(regions=[a, b], annexes=["Peta"])
    shown = clausal([a, b], title="Dengan lampiran")
    own = annex(shown, offices["head A"])
    actions.share(shown, by=offices["head A"])
    sealed = AgreementFactory(regions=[a, b], state="in_force", annexes=["Peta"])
    older = fill(clausal([a, b], title="Lampiran berganti"), offices["head A"])
    first = annex(older, offices["head A"])
    older = actions.open_for_approval(older, by=offices["head A"])
    older = actions.rework(older, by=offices["head A"])
    actions.remove_annex(older, first.pk, by=offices["head A"])
    actions.open_for_approval(older, by=offices["head A"])
    return {
        "agreements:annexes": [sealed.code],
        "agreements:annexes draft": [hidden.code],
        "agreements:annex": [sealed.code, sealed.annexes.standing().get().pk],
        "agreements:annex draft": [hidden.code, hidden.annexes.get().pk],
        "agreements:annex shown": [shown.code, own.pk],
        "agreements:annex older": [older.code, older.versions.get(number=1).annexes.get().pk],
        "agreements:annex_add": [shown.code],
        **{f"agreements:annex_{name}": [shown.code, own.pk] for name in ("move", "remove")},
    }
