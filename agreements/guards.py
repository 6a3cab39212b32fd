"""What the database refuses, whoever asks: triggers for the models' Meta."""

import pgtrigger

_WORDS = (
    "{row}.code, {row}.check_code, {row}.kind, {row}.title, {row}.text, {row}.project_id, "
    "{row}.meeting_id, {row}.drafted_for_id, {row}.starts_on, {row}.ends_on"
)
_FOLLOWS = "{row}.follows_id, {row}.follows_as"
_SEALED = _WORDS + ", {row}.current_id, {row}.sealed_at"


def _differs(columns):
    old, new = columns.format(row="OLD"), columns.format(row="NEW")
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


agreement_keeps_its_word = pgtrigger.Trigger(
    name="agreement_keeps_its_word",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            IF OLD.state <> 'draft' OR OLD.current_id IS NOT NULL THEN
                RAISE EXCEPTION 'an agreement that was opened is kept';
            END IF;
            RETURN OLD;
        END IF;
        IF {_differs(_FOLLOWS)} THEN
            RAISE EXCEPTION 'which agreement it follows is fixed';
        END IF;
        IF OLD.state = 'open' AND NEW.state <> 'draft' AND {_differs(_WORDS)} THEN
            RAISE EXCEPTION 'an open agreement changes by a new version only';
        END IF;
        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (
            SELECT FROM agreements_party p WHERE p.agreement_id = NEW.id AND NOT EXISTS (
                SELECT FROM agreements_signature s
                WHERE s.party_id = p.id AND s.version_id = NEW.current_id)) THEN
            RAISE EXCEPTION 'not every party has approved the current version';
        END IF;
        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (
            SELECT FROM agreements_signing g WHERE g.version_id = NEW.current_id AND g.needed > (
                SELECT count(*) FROM agreements_attestation t
                WHERE t.version_id = NEW.current_id)) THEN
            RAISE EXCEPTION 'not enough witnesses have attested the current version';
        END IF;
        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (
            SELECT FROM agreements_thirdparty p WHERE p.agreement_id = NEW.id AND NOT EXISTS (
                SELECT FROM agreements_thirdsignature s
                WHERE s.third_party_id = p.id AND s.version_id = NEW.current_id)) THEN
            RAISE EXCEPTION 'not every third party has signed the current version';
        END IF;
        IF OLD.state IN ('in_force', 'ended', 'withdrawn') THEN
            IF {_differs(_SEALED)} THEN
                RAISE EXCEPTION 'the words of this agreement are fixed';
            END IF;
            IF NEW.state <> OLD.state AND (OLD.state, NEW.state) <> ('in_force', 'ended') THEN
                RAISE EXCEPTION 'this agreement does not come back';
            END IF;
        END IF;
        IF OLD.sheet <> '' AND (OLD.sheet, OLD.sheet_sha256) <> (NEW.sheet, NEW.sheet_sha256) THEN
            RAISE EXCEPTION 'the PDF is made once';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (the columns are named above)
)

successor_is_of_a_sealed_agreement = pgtrigger.Trigger(
    name="successor_is_of_a_sealed_agreement",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NEW.follows_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM agreements_agreement a
            WHERE a.id = NEW.follows_id AND a.kind = NEW.kind AND a.sealed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'only a sealed agreement of the same kind has a successor';
        END IF;
        RETURN NEW;
    """,
)


def _in_a_draft_only(name, says):
    """Rows that hang on an agreement are written only while it is a draft."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF TG_OP <> 'INSERT' AND EXISTS (
            SELECT FROM agreements_agreement WHERE id = OLD.agreement_id AND state <> 'draft') THEN
            RAISE EXCEPTION '{says}';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF EXISTS (
            SELECT FROM agreements_agreement WHERE id = NEW.agreement_id AND state <> 'draft') THEN
            RAISE EXCEPTION '{says}';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (the sentence is given below)
    )


party_is_fixed_outside_a_draft = _in_a_draft_only(
    "party_is_fixed_outside_a_draft", "parties change in a draft only"
)
third_party_is_fixed_outside_a_draft = _in_a_draft_only(
    "third_party_is_fixed_outside_a_draft", "third parties change in a draft only"
)
clause_changes_in_a_draft_only = _in_a_draft_only(
    "clause_changes_in_a_draft_only", "clauses change in a draft only"
)

obligation_changes_in_a_draft_only = _in_a_draft_only(
    "obligation_changes_in_a_draft_only", "obligations change in a draft only"
)

annex_changes_in_a_draft_only = _in_a_draft_only(
    "annex_changes_in_a_draft_only", "annexes change in a draft only"
)

annex_joins_a_new_version_only = pgtrigger.Trigger(
    name="annex_joins_a_new_version_only",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF NEW.version_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM agreements_agreement a
            JOIN agreements_version v ON v.agreement_id = a.id
            WHERE a.id = NEW.agreement_id AND v.id = NEW.version_id
            AND (a.current_id IS NULL OR a.current_id < v.id)) THEN
            RAISE EXCEPTION 'annexes join a version when it is made, not later';
        END IF;
        RETURN NEW;
    """,
)

signature_is_of_the_open_text = pgtrigger.Trigger(
    name="signature_is_of_the_open_text",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_version v
            JOIN agreements_agreement a ON a.current_id = v.id
            JOIN agreements_party p ON p.agreement_id = a.id
            WHERE v.id = NEW.version_id AND p.id = NEW.party_id
            AND v.sha256 = NEW.text_sha256 AND a.state = 'open') THEN
            RAISE EXCEPTION 'only the current text of an open agreement can be approved';
        END IF;
        RETURN NEW;
    """,
)

signature_waits_its_turn = pgtrigger.Trigger(
    name="signature_waits_its_turn",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF EXISTS (
            SELECT FROM agreements_signing g
            JOIN agreements_party own ON own.id = NEW.party_id
            JOIN agreements_party p
            ON p.agreement_id = own.agreement_id AND p.position < own.position
            WHERE g.version_id = NEW.version_id AND g.in_order AND NOT EXISTS (
                SELECT FROM agreements_signature s
                WHERE s.party_id = p.id AND s.version_id = NEW.version_id)) THEN
            RAISE EXCEPTION 'the parties sign in their order';
        END IF;
        RETURN NEW;
    """,
)

third_signature_is_of_the_open_text = pgtrigger.Trigger(
    name="third_signature_is_of_the_open_text",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_version v
            JOIN agreements_agreement a ON a.current_id = v.id
            JOIN agreements_thirdparty p ON p.agreement_id = a.id
            WHERE v.id = NEW.version_id AND p.id = NEW.third_party_id
            AND v.sha256 = NEW.text_sha256 AND a.state = 'open') THEN
            RAISE EXCEPTION 'only the current text of an open agreement can be signed';
        END IF;
        IF EXISTS (
            SELECT FROM agreements_signing g
            JOIN agreements_thirdparty own ON own.id = NEW.third_party_id
            JOIN agreements_party p ON p.agreement_id = own.agreement_id
            WHERE g.version_id = NEW.version_id AND g.in_order AND NOT EXISTS (
                SELECT FROM agreements_signature s
                WHERE s.party_id = p.id AND s.version_id = NEW.version_id)) THEN
            RAISE EXCEPTION 'third parties sign after the parties';
        END IF;
        RETURN NEW;
    """,
)

third_number_is_of_a_sealed_agreement = pgtrigger.Trigger(
    name="third_number_is_of_a_sealed_agreement",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_thirdparty p
            JOIN agreements_agreement a ON a.id = p.agreement_id
            WHERE p.id = NEW.third_party_id AND a.sealed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'numbers are given to a sealed agreement';
        END IF;
        RETURN NEW;
    """,
)

attestation_is_of_the_open_text = pgtrigger.Trigger(
    name="attestation_is_of_the_open_text",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_witness w
            JOIN agreements_signing g ON g.id = w.signing_id
            JOIN agreements_version v ON v.id = g.version_id
            JOIN agreements_agreement a ON a.current_id = v.id
            WHERE w.id = NEW.witness_id AND v.id = NEW.version_id
            AND v.sha256 = NEW.text_sha256 AND a.state = 'open') THEN
            RAISE EXCEPTION 'only the current text of an open agreement can be attested';
        END IF;
        RETURN NEW;
    """,
)

acknowledgement_is_of_the_sealed_text = pgtrigger.Trigger(
    name="acknowledgement_is_of_the_sealed_text",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_version v
            JOIN agreements_agreement a ON a.current_id = v.id
            JOIN agreements_party p ON p.agreement_id = a.id
            JOIN villages_region r ON r.code = p.region_id
            WHERE v.id = NEW.version_id AND v.sha256 = NEW.text_sha256 AND a.kind <> 'mou'
            AND r.parent_id = NEW.region_id AND a.sealed_at <= NEW.at) THEN
            RAISE EXCEPTION 'what is acknowledged is the sealed text, by an office above a party';
        END IF;
        RETURN NEW;
    """,
)

registration_is_replaced_only = pgtrigger.Trigger(
    name="registration_is_replaced_only",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'numbers of agreements are kept';
        END IF;
        IF TG_OP = 'UPDATE' THEN
            IF OLD.replaced_at IS NOT NULL
            OR to_jsonb(OLD) - 'replaced_at' <> to_jsonb(NEW) - 'replaced_at' THEN
                RAISE EXCEPTION 'a number is corrected by a later row only';
            END IF;
            RETURN NEW;
        END IF;
        IF NOT EXISTS (
            SELECT FROM agreements_party p JOIN agreements_agreement a ON a.id = p.agreement_id
            WHERE p.id = NEW.party_id AND p.region_id = NEW.region_id AND a.kind = NEW.kind
            AND a.sealed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'a number is given to the party''s own sealed agreement';
        END IF;
        RETURN NEW;
    """,
)

fulfilment_is_of_a_sealed_agreement = pgtrigger.Trigger(
    name="fulfilment_is_of_a_sealed_agreement",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_obligation o JOIN agreements_agreement a ON a.id = o.agreement_id
            WHERE o.id = NEW.obligation_id AND a.sealed_at IS NOT NULL
            AND NEW.due_on BETWEEN o.first_due AND a.ends_on) THEN
            RAISE EXCEPTION 'obligations fall due in a sealed agreement, within its term';
        END IF;
        RETURN NEW;
    """,
)

entry_is_of_a_sealed_agreement = pgtrigger.Trigger(
    name="entry_is_of_a_sealed_agreement",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_agreement a
            WHERE a.id = NEW.agreement_id AND a.kind = NEW.kind AND a.sealed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'the register holds sealed agreements, each under its kind';
        END IF;
        RETURN NEW;
    """,
)

_PLANNED = (
    "{row}.code, {row}.region_id, {row}.kind, {row}.title, {row}.field, {row}.sectors, {row}.text, "
    "{row}.why, {row}.area, {row}.area_codes, {row}.named_codes, {row}.comments_until, "
    "{row}.effective_on, {row}.file, {row}.sha256"
)

planned_rule_keeps_its_word = pgtrigger.Trigger(
    name="planned_rule_keeps_its_word",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            IF OLD.announced_at IS NOT NULL THEN
                RAISE EXCEPTION 'a rule that was announced is kept';
            END IF;
            RETURN OLD;
        END IF;
        IF OLD.announced_at IS NULL THEN
            RETURN NEW;
        END IF;
        IF {_differs(_PLANNED)} AND (
            OLD.state <> 'announced' OR NEW.current_id IS NOT DISTINCT FROM OLD.current_id) THEN
            RAISE EXCEPTION 'an announced rule changes by a new version only';
        END IF;
        IF NEW.comments_until < OLD.comments_until THEN
            RAISE EXCEPTION 'the time to comment is never shortened';
        END IF;
        IF NEW.announced_at IS DISTINCT FROM OLD.announced_at OR NEW.state = 'draft' OR (
            OLD.state IN ('decided', 'withdrawn') AND NEW.state <> OLD.state) THEN
            RAISE EXCEPTION 'this rule does not go back';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (the columns are named above)
)

# All of our zones are ahead of world time, so the day there is never later than the day here.
rule_comment_is_in_time = pgtrigger.Trigger(
    name="rule_comment_is_in_time",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM agreements_plannedrule p
            WHERE p.id = NEW.planned_id AND p.state = 'announced'
            AND p.current_id = NEW.version_id AND p.region_id <> NEW.region_id
            AND (NEW.at AT TIME ZONE 'UTC')::date <= p.comments_until) THEN
            RAISE EXCEPTION 'comments are made by others, to the current version, in its time';
        END IF;
        RETURN NEW;
    """,
)
