"""What the database refuses about disputes, whoever asks: triggers for the models' Meta."""

import pgtrigger

_SAID = (
    "{row}.code, {row}.agreement_id, {row}.project_id, {row}.about, {row}.obligation_id, "
    "{row}.label, {row}.topic, {row}.between, {row}.third_party, {row}.facts, {row}.wish, "
    "{row}.since, {row}.raised_at, {row}.raised_by_id, {row}.person_name, {row}.office_title"
)
_CLOSED = (
    "{row}.state, {row}.deliberate_until, {row}.level, {row}.mediator_id, {row}.desk_id, "
    "{row}.referred_at, {row}.accepted_at, {row}.closed_at, {row}.close_reason, {row}.outcome_id"
)


def _differs(columns):
    old, new = columns.format(row="OLD"), columns.format(row="NEW")
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


dispute_keeps_its_word = pgtrigger.Trigger(
    name="dispute_keeps_its_word",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'a dispute is kept';
        END IF;
        IF {_differs(_SAID)} THEN
            RAISE EXCEPTION 'what a dispute was raised with is fixed';
        END IF;
        IF OLD.state IN ('settled', 'failed', 'withdrawn') AND {_differs(_CLOSED)} THEN
            RAISE EXCEPTION 'a dispute that was closed is final';
        END IF;
        IF OLD.state <> 'settled' AND NEW.state = 'settled' THEN
            IF EXISTS (
                SELECT FROM agreements_disputeparty p WHERE p.dispute_id = NEW.id AND NOT EXISTS (
                    SELECT FROM agreements_outcomeword w
                    WHERE w.party_id = p.id AND w.outcome_id = NEW.outcome_id)) THEN
                RAISE EXCEPTION 'not every party has confirmed the result';
            END IF;
            IF OLD.state = 'mediation' AND NOT EXISTS (
                SELECT FROM agreements_outcomeword w
                WHERE w.party_id IS NULL AND w.outcome_id = NEW.outcome_id) THEN
                RAISE EXCEPTION 'the mediator has not signed the result';
            END IF;
            IF NEW.third_party <> '' AND NOT EXISTS (
                SELECT FROM agreements_outcomepaper s
                WHERE s.outcome_id = NEW.outcome_id AND s.signer = 'third') THEN
                RAISE EXCEPTION 'the third party has not signed the result';
            END IF;
        END IF;
        IF NEW.published_at IS DISTINCT FROM OLD.published_at THEN
            IF OLD.published_at IS NOT NULL THEN
                RAISE EXCEPTION 'a result that is public stays so';
            END IF;
            IF EXISTS (
                SELECT FROM agreements_disputeparty p WHERE p.dispute_id = NEW.id AND NOT EXISTS (
                    SELECT FROM agreements_disclosure w
                    WHERE w.party_id = p.id AND w.dispute_id = NEW.id)) THEN
                RAISE EXCEPTION 'not every party has agreed to make the result public';
            END IF;
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (the columns are named above)
)


def of_an_open_dispute(what):
    """Rows are added while the dispute is open."""
    return pgtrigger.Trigger(
        name=f"{what}_of_an_open_dispute",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (
                SELECT FROM agreements_dispute d WHERE d.id = NEW.dispute_id
                AND d.state IN ('deliberation', 'referred', 'mediation')) THEN
                RAISE EXCEPTION 'this dispute is closed';
            END IF;
            RETURN NEW;
        """,
    )


session_is_private = pgtrigger.Trigger(
    name="dispute_session_is_private",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM meetings_meeting m WHERE m.id = NEW.meeting_id AND m.is_private) THEN
            RAISE EXCEPTION 'sessions of disputes are private';
        END IF;
        RETURN NEW;
    """,
)

word_is_of_the_result = pgtrigger.Trigger(
    name="word_is_of_the_result",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_outcome o JOIN agreements_dispute d ON d.outcome_id = o.id
            WHERE o.id = NEW.outcome_id AND o.sha256 = NEW.text_sha256
            AND d.state IN ('deliberation', 'mediation')
            AND (NEW.party_id IS NOT NULL OR o.mediated)) THEN
            RAISE EXCEPTION 'only the result that stands now can be confirmed';
        END IF;
        IF NEW.party_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM agreements_outcome o
            JOIN agreements_disputeparty p ON p.dispute_id = o.dispute_id
            WHERE o.id = NEW.outcome_id AND p.id = NEW.party_id) THEN
            RAISE EXCEPTION 'only the parties of a dispute confirm its result';
        END IF;
        IF NEW.party_id IS NULL AND EXISTS (
            SELECT FROM agreements_outcome o
            JOIN agreements_disputeparty p ON p.dispute_id = o.dispute_id
            WHERE o.id = NEW.outcome_id AND NOT EXISTS (
                SELECT FROM agreements_outcomeword w
                WHERE w.outcome_id = o.id AND w.party_id = p.id)) THEN
            RAISE EXCEPTION 'the mediator signs last';
        END IF;
        IF NEW.party_id IS NULL AND EXISTS (
            SELECT FROM agreements_outcome o JOIN agreements_dispute d ON d.id = o.dispute_id
            WHERE o.id = NEW.outcome_id AND d.third_party <> '' AND NOT EXISTS (
                SELECT FROM agreements_outcomepaper s
                WHERE s.outcome_id = o.id AND s.signer = 'third')) THEN
            RAISE EXCEPTION 'the mediator signs after the third party';
        END IF;
        IF NEW.party_id IS NULL AND (NEW.method = 'paper') <> EXISTS (
            SELECT FROM agreements_outcomepaper s
            WHERE s.outcome_id = NEW.outcome_id AND s.signer = 'mediator') THEN
            RAISE EXCEPTION 'a signature on paper has its scan';
        END IF;
        IF NEW.party_id IS NULL AND NEW.method <> 'paper' AND EXISTS (
            SELECT FROM agreements_outcome o JOIN agreements_dispute d ON d.id = o.dispute_id
            WHERE o.id = NEW.outcome_id AND d.level IN ('gubernur', 'menteri')) THEN
            RAISE EXCEPTION 'a mediator without an account signs on paper';
        END IF;
        RETURN NEW;
    """,
)

# Of the third party where there is one, of the mediator where he has no account here.
paper_is_of_the_result = pgtrigger.Trigger(
    name="paper_is_of_the_result",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_outcome o JOIN agreements_dispute d ON d.outcome_id = o.id
            WHERE o.id = NEW.outcome_id AND o.sha256 = NEW.text_sha256
            AND o.mediated AND d.state = 'mediation'
            AND (NEW.signer = 'third' AND d.third_party <> ''
                OR NEW.signer = 'mediator' AND d.level IN ('gubernur', 'menteri'))) THEN
            RAISE EXCEPTION 'only the result that stands now is signed on paper';
        END IF;
        RETURN NEW;
    """,
)

disclosure_is_of_a_settled_dispute = pgtrigger.Trigger(
    name="disclosure_is_of_a_settled_dispute",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_dispute d
            JOIN agreements_outcome o ON o.id = d.outcome_id
            JOIN agreements_disputeparty p ON p.dispute_id = d.id
            WHERE d.id = NEW.dispute_id AND p.id = NEW.party_id AND d.state = 'settled'
            AND d.published_at IS NULL AND d.third_party = '' AND o.sha256 = NEW.text_sha256) THEN
            RAISE EXCEPTION 'only the parties make public what they have settled';
        END IF;
        RETURN NEW;
    """,
)
