"""What the parties of agreements owe, for the table of permissions."""

from agreements.models import Fulfilment
from tests.agreements.owing import report
from tests.factories.agreements import AgreementFactory


def owing_places(a, b, offices):
    """A draft of A that names what A owes; one in force, with a due day that nobody has reported,
    and one that A has reported and B may answer."""
    draft = AgreementFactory(regions=[a, b], owes=[{}])
    row = draft.obligations.get()
    sealed = AgreementFactory(
        regions=[a, b], state="in_force", owes=[{"rhythm": "monthly"}, {"what": "Laporan"}]
    )
    days = Fulfilment.objects.with_subject().filter(obligation__agreement=sealed)
    due = days.filter(obligation__rhythm="monthly").first()
    reported = days.get(obligation__rhythm="once")
    act = report(reported, offices["head A"])
    answers = ("unfulfil", "fulfilment_confirm", "fulfilment_dispute")
    return {
        "agreements:obligations": [sealed.code],
        "agreements:obligations draft": [draft.code],
        "agreements:obligation_add": [draft.code],
        "agreements:obligations_take": [draft.code],
        "agreements:obligation": [sealed.code, due.obligation_id],
        "agreements:obligation_change": [draft.code, row.pk],
        "agreements:obligation_remove": [draft.code, row.pk],
        **{
            f"agreements:{name}": [sealed.code, due.pk]
            for name in ("fulfilment", "fulfil", "fulfilment_release")
        },
        **{f"agreements:{name}": [sealed.code, reported.pk] for name in answers},
        "agreements:fulfilment_proof": [sealed.code, act.pk],
    }
