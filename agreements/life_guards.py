"""What the database itself refuses in the life of an agreement: reports, evaluations, proposals, pauses."""

import pgtrigger

submitted_report_is_fixed = pgtrigger.Trigger(
    name="submitted_report_is_fixed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'implementation reports are kept';
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.sealed_at IS NOT NULL THEN
            IF to_jsonb(OLD) - ARRAY['sheet', 'sheet_sha256', 'sheet_tries', 'sheet_error']
            <> to_jsonb(NEW) - ARRAY['sheet', 'sheet_sha256', 'sheet_tries', 'sheet_error'] THEN
                RAISE EXCEPTION 'a submitted report is corrected by a later report only';
            END IF;
            IF OLD.sheet <> ''
            AND (OLD.sheet, OLD.sheet_sha256) <> (NEW.sheet, NEW.sheet_sha256) THEN
                RAISE EXCEPTION 'the PDF is made once';
            END IF;
            RETURN NEW;
        END IF;
        IF NOT EXISTS (
            SELECT FROM agreements_agreement a WHERE a.id = NEW.agreement_id
            AND a.sealed_at IS NOT NULL
            AND NEW.starts_on >= a.starts_on AND NEW.ends_on <= a.ends_on) THEN
            RAISE EXCEPTION 'a report is of a sealed agreement, of days within its term';
        END IF;
        RETURN NEW;
    """,
)

evaluation_is_of_a_sealed_agreement = pgtrigger.Trigger(
    name="evaluation_is_of_a_sealed_agreement",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_party p JOIN agreements_agreement a ON a.id = p.agreement_id
            WHERE p.id = NEW.party_id AND a.id = NEW.agreement_id AND a.sealed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'parties evaluate their own sealed agreement';
        END IF;
        RETURN NEW;
    """,
)

life_proposal_is_settled_only = pgtrigger.Trigger(
    name="life_proposal_is_settled_only",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'proposals are kept';
        END IF;
        IF TG_OP = 'INSERT' THEN
            IF NOT EXISTS (
                SELECT FROM agreements_agreement a JOIN agreements_party p ON p.agreement_id = a.id
                WHERE a.id = NEW.agreement_id AND p.id = NEW.party_id AND a.state = 'in_force') THEN
                RAISE EXCEPTION 'a party proposes this of its agreement in force';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.state <> 'open'
        OR to_jsonb(OLD) - ARRAY['state', 'settled_at', 'updated_at']
        <> to_jsonb(NEW) - ARRAY['state', 'settled_at', 'updated_at'] THEN
            RAISE EXCEPTION 'the words of a proposal are fixed, and it is settled once';
        END IF;
        IF NEW.state = 'agreed' AND EXISTS (
            SELECT FROM agreements_party p WHERE p.agreement_id = NEW.agreement_id AND NOT EXISTS (
                SELECT FROM agreements_lifeword w
                WHERE w.proposal_id = NEW.id AND w.party_id = p.id AND w.agrees)) THEN
            RAISE EXCEPTION 'not every party has agreed to the proposal';
        END IF;
        IF NEW.state = 'agreed' AND NEW.paper = '' AND EXISTS (
            SELECT FROM agreements_thirdparty t WHERE t.agreement_id = NEW.agreement_id) THEN
            RAISE EXCEPTION 'the third party has not signed the proposal';
        END IF;
        RETURN NEW;
    """,
)

life_word_is_of_an_open_proposal = pgtrigger.Trigger(
    name="life_word_is_of_an_open_proposal",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_lifeproposal l
            JOIN agreements_party p ON p.agreement_id = l.agreement_id
            WHERE l.id = NEW.proposal_id AND p.id = NEW.party_id AND l.state = 'open') THEN
            RAISE EXCEPTION 'a party says its word to an open proposal';
        END IF;
        RETURN NEW;
    """,
)

pause_is_agreed_and_gets_shorter = pgtrigger.Trigger(
    name="pause_is_agreed_and_gets_shorter",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'INSERT' THEN
            IF NOT EXISTS (
                SELECT FROM agreements_lifeproposal l WHERE l.id = NEW.proposal_id
                AND l.agreement_id = NEW.agreement_id AND l.kind = 'suspend'
                AND l.state = 'agreed')
            AND NOT EXISTS (
                SELECT FROM agreements_pause p
                JOIN agreements_agreement a ON a.follows_id = p.agreement_id
                WHERE a.id = NEW.agreement_id AND p.proposal_id = NEW.proposal_id
                AND p.starts_on = NEW.starts_on) THEN
                RAISE EXCEPTION 'an agreement is suspended when all parties have agreed';
            END IF;
            RETURN NEW;
        END IF;
        IF OLD.resumed_by_id IS NOT NULL OR NEW.ends_on IS NULL OR NEW.ends_on > OLD.ends_on
        OR to_jsonb(OLD) - ARRAY['ends_on', 'resumed_by_id']
        <> to_jsonb(NEW) - ARRAY['ends_on', 'resumed_by_id'] THEN
            RAISE EXCEPTION 'a suspension only gets shorter';
        END IF;
        RETURN NEW;
    """,
)

# The parties' own agreement to end it needs the word of each.
agreement_ends_by_the_word_of_all = pgtrigger.Trigger(
    name="agreement_ends_by_the_word_of_all",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__state="in_force", new__state="ended"),
    func="""
        IF NEW.end_ground IN ('agreed', 'achieved') AND NOT EXISTS (
            SELECT FROM agreements_lifeproposal l WHERE l.agreement_id = NEW.id
            AND l.kind = 'end' AND l.state = 'agreed' AND l.ground = NEW.end_ground) THEN
            RAISE EXCEPTION 'all parties agree before it ends on this ground';
        END IF;
        RETURN NEW;
    """,
)
