"""What the answers of all seats together mean; plain arithmetic, no Django."""

GIVEN, DECLINED = "given", "declined"
AGREED, REVISING, TURNED_DOWN = "agreed", "revising", "declined"
IN_FORCE, REFUSED = "in_force", "refused"


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


def amended(asked, answers):
    """What the ``answers`` of all that are ``asked`` mean for an amendment, or None to wait.

    One no ends it; it comes into force when all have consented. Who asks for changes holds it up
    until the lead puts a better one.
    """
    said = [answers.get(region) for region in asked]
    if DECLINED in said:
        return REFUSED
    return IN_FORCE if set(said) == {GIVEN} else None
