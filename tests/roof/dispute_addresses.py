"""Disputes between A and B in all their stages, for the table of permissions."""

from agreements.actions import disputing
from tests.agreements.disagreeing import (
    confirm,
    contract,
    fresh,
    on_paper,
    passed_on,
    proof,
    public,
    raise_about,
    say,
    timed_out,
    write,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.projects import ProjectFactory


def dispute_places(a, b, offices):
    """One in deliberation, with a statement of B and its paper; one that waits for the mediator; one in
    mediation; one whose result waits for its words; two with results to be signed on paper, by the
    governor and by companies; two that are settled, one of them public. A has raised them."""

    def raised():
        return raise_about(AgreementFactory(regions=[a, b], state="in_force"), offices["head A"])

    def asked():
        return passed_on(raised(), by=[offices["head A"], offices["head B"]])

    talked, in_force = raised(), AgreementFactory(regions=[a, b], state="in_force")
    said = say(talked, offices["head B"], file=proof())
    referred, officer = asked(), offices["officer"]
    in_mediation = disputing.accept(asked(), by=officer)
    written = disputing.accept(asked(), by=officer)
    write(written, officer)
    agreed, shown = (_settled(raised(), offices) for _number in range(2))
    public(shown)
    with_company = _with_company(a, b, offices)
    signed = _with_company(a, b, offices)
    paper = on_paper(signed, officer)
    code = in_force.code
    project = ProjectFactory(lead=a, partners=[b], state="running")
    return {
        "agreements:dispute_choose": ["kesepakatan", code],
        "agreements:dispute_choose project": ["proyek", project.code],
        "agreements:dispute_choose unknown": ["rapat", code],
        "agreements:dispute_describe": ["kesepakatan", code],
        **{
            f"agreements:{name}": [talked.code]
            for name in (
                "dispute", "dispute_say", "dispute_pass_on", "dispute_withdraw", "dispute_sheet"
            )
        },
        "agreements:dispute_paper": [talked.code, said.pk],
        "agreements:dispute_session talked": [talked.code],
        "agreements:dispute_result talked": [talked.code],
        "agreements:dispute_accept": [referred.code],
        "agreements:dispute_hand_on": [referred.code],
        **{
            f"agreements:{name}": [in_mediation.code]
            for name in ("dispute_fail", "dispute_session", "dispute_result")
        },
        "agreements:dispute_confirm": [written.code],
        "agreements:dispute_third_paper": [with_company.code],
        "agreements:dispute_signing_sheet": [with_company.code],
        "agreements:dispute_result_file": [signed.code, paper.pk],
        "agreements:dispute_mediator_paper": [_by_governor(asked(), offices).code],
        "agreements:dispute_publish": [agreed.code],
        "agreements:dispute public": [shown.code],
        "agreements:dispute_sheet public": [shown.code],
    }  # fmt: skip


def _with_company(a, b, offices):
    """A result with a third party, which has not signed it yet."""
    agreement, officer = contract([a, b]), offices["officer"]
    third = agreement.third_parties.get().name
    raised = raise_about(agreement, offices["head A"], third_party=third)
    dispute = disputing.accept(passed_on(timed_out(raised), by=[offices["head A"]]), by=officer)
    write(dispute, officer)
    return fresh(dispute)


def _by_governor(dispute, offices):
    """Handed on to the governor, who has mediated; both heads have confirmed the result."""
    regency = offices["regency"]
    for keeper in (offices["officer"], regency):
        disputing.hand_on(fresh(dispute), by=keeper, reason="Ikut berkepentingan.")
    dispute = disputing.accept(fresh(dispute), by=regency)
    write(dispute, regency)
    for name in ("head A", "head B"):
        confirm(dispute, offices[name])
    return dispute


def _settled(dispute, offices):
    """By the parties themselves."""
    write(dispute, offices["head A"])
    for name in ("head A", "head B"):
        confirm(dispute, offices[name])
    return dispute
