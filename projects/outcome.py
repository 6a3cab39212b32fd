"""What the answers of all seats together mean; plain arithmetic, no Django."""

GIVEN, DECLINED = "given", "declined"
AGREED, REVISING, TURNED_DOWN = "agreed", "revising", "declined"


def outcome(lead, seats, answers):
    """The state that follows from ``answers`` (region → answer) of ``seats``, or None to wait.

    Everybody has consented: agreed. Every partner beside the lead has declined: turned down,
    whatever the lead says. All have answered and somebody did not consent: needs a revision.
    """
    partners = set(seats) - {lead}
    if partners and all(answers.get(region) == DECLINED for region in partners):
        return TURNED_DOWN
    if set(seats) - set(answers):
        return None
    return AGREED if set(answers.values()) == {GIVEN} else REVISING
