"""Reports, evaluations, suspensions and ends of agreements, for the table of permissions."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from agreements import actions
from tests.factories.agreements import AgreementFactory, agree, drawn_up, proposed, submitted
from tests.factories.on_paper import scan


def life_places(a, b, offices):
    """A report of A in draft and one submitted; an agreement sealed almost a year ago, so that its first yearly questions are open; a proposal of A that
    waits; one that all have agreed to; and one that A has ended for breach."""
    head_a, head_b = offices["head A"], offices["head B"]
    drafted = AgreementFactory(regions=[a, b], state="in_force")
    draft = drawn_up(drafted, head_a)
    told = AgreementFactory(regions=[a, b], state="in_force")
    report = submitted(told, head_a)
    actions.make_report_sheet(report)
    with time_machine.travel(timezone.now() - timedelta(days=350), tick=True):
        ends_on = timezone.localdate() + timedelta(days=2000)
        old = AgreementFactory(regions=[a, b], state="in_force", ends_on=ends_on)
    waits = AgreementFactory(regions=[a, b], state="in_force")
    proposal = proposed(waits, head_a, paper=scan())
    paused = AgreementFactory(regions=[a, b], state="in_force")
    agreed = agree(proposed(paused, head_a), head_a, head_b)
    broken = AgreementFactory(regions=[a, b], state="in_force")
    actions.end(broken, by=head_a, ground="breach", reason="Iuran tidak dibayar.", paper=scan())
    words = ("life", "life_agree", "life_refuse", "life_take_back", "life_paper")
    done = (
        "implementation", "implementation_know", "implementation_deliver", "implementation_sheet",
        "implementation_word", "implementation_text",
    )  # fmt: skip
    return {
        "agreements:implementations": [told.code],
        "agreements:implementation_add": [told.code],
        **{f"agreements:{name}": [told.code, report.number] for name in done},
        "agreements:implementation draft": [drafted.code, draft.number],
        "agreements:implementation_edit": [drafted.code, draft.number],
        "agreements:implementation_submit": [drafted.code, draft.number],
        "agreements:evaluations": [old.code],
        "agreements:evaluate": [old.code],
        "agreements:evaluation_note": [old.code],
        "agreements:life_propose": [told.code],
        **{f"agreements:{name}": [waits.code, proposal.pk] for name in words},
        "agreements:life agreed": [paused.code, agreed.pk],
        "agreements:end_paper": [broken.code],
        "agreements:breach_object": [broken.code],
    }
