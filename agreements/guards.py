"""What the database refuses, whoever asks: triggers for the models' Meta."""

import pgtrigger

_WORDS = (
    "{row}.code, {row}.check_code, {row}.kind, {row}.title, {row}.text, {row}.project_id, "
    "{row}.meeting_id, {row}.drafted_for_id, {row}.starts_on, {row}.ends_on"
)
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
        IF OLD.state = 'open' AND NEW.state <> 'draft' AND {_differs(_WORDS)} THEN
            RAISE EXCEPTION 'an open agreement changes by a new version only';
        END IF;
        IF OLD.state = 'open' AND NEW.state = 'in_force' AND EXISTS (
            SELECT FROM agreements_party p WHERE p.agreement_id = NEW.id AND NOT EXISTS (
                SELECT FROM agreements_signature s
                WHERE s.party_id = p.id AND s.version_id = NEW.current_id)) THEN
            RAISE EXCEPTION 'not every party has approved the current version';
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

party_is_fixed_outside_a_draft = pgtrigger.Trigger(
    name="party_is_fixed_outside_a_draft",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP <> 'INSERT' AND EXISTS (
            SELECT FROM agreements_agreement WHERE id = OLD.agreement_id AND state <> 'draft') THEN
            RAISE EXCEPTION 'parties change in a draft only';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF EXISTS (
            SELECT FROM agreements_agreement WHERE id = NEW.agreement_id AND state <> 'draft') THEN
            RAISE EXCEPTION 'parties change in a draft only';
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
