"""What the database refuses about meetings and minutes, whoever asks: triggers for the models' Meta."""

import pgtrigger

_REVIEWED = (
    "{row}.meeting_id, {row}.check_code, {row}.record, {row}.text, {row}.sha256, {row}.round, "
    "{row}.chair, {row}.note_taker, {row}.resource_persons, {row}.sent_at, {row}.sent_by_id"
)
_SEALED = (
    _REVIEWED + ", {row}.state, {row}.review_until, {row}.approved_at, {row}.approved_how, "
    "{row}.approved_by_id, {row}.approved_in_id, {row}.sealed_at, {row}.sealed_by_id, {row}.seal"
)


def _differs(columns):
    old, new = columns.format(row="OLD"), columns.format(row="NEW")
    return f"ROW({old}) IS DISTINCT FROM ROW({new})"


minutes_keep_their_word = pgtrigger.Trigger(
    name="minutes_keep_their_word",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            RAISE EXCEPTION 'minutes are kept';
        END IF;
        IF OLD.state IN ('review', 'approved') AND NEW.state <> 'draft' AND {_differs(_REVIEWED)} THEN
            RAISE EXCEPTION 'the text under review changes in a draft only';
        END IF;
        IF OLD.state = 'sealed' AND {_differs(_SEALED)} THEN
            RAISE EXCEPTION 'sealed minutes change by an addendum only';
        END IF;
        IF OLD.sheet <> '' AND (OLD.sheet, OLD.sheet_sha256) <> (NEW.sheet, NEW.sheet_sha256) THEN
            RAISE EXCEPTION 'the PDF is made once';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (the columns are named above)
)


def _while(name, operation, *, state, says):
    """Rows that hang on minutes are written only while these are in ``state``."""
    of_row = "(SELECT FROM meetings_minutes WHERE id = {row}.minutes_id AND state <> '{state}')"
    of_old, of_new = (of_row.format(row=row, state=state) for row in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
            IF TG_OP <> 'INSERT' AND EXISTS {of_old} THEN
                RAISE EXCEPTION '{says}';
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            IF EXISTS {of_new} THEN
                RAISE EXCEPTION '{says}';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  (the words are ours)
    )


items_are_written_in_a_draft = _while(
    "items_are_written_in_a_draft",
    pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    state="draft",
    says="items change in a draft only",
)
remarks_belong_to_the_review = _while(
    "remarks_belong_to_the_review",
    pgtrigger.Insert | pgtrigger.Delete,
    state="review",
    says="remarks are made during the review only",
)
added_after_the_seal = _while(
    "added_after_the_seal",
    pgtrigger.Insert,
    state="sealed",
    says="this is added to sealed minutes only",
)


def _as_sent(name, operation, *, says):
    """Rows of a meeting that its minutes list: they stand once the minutes are sent."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
            IF EXISTS (SELECT FROM meetings_minutes WHERE state <> 'draft'
                       AND meeting_id = COALESCE(NEW.meeting_id, OLD.meeting_id)) THEN
                RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608  (the words are ours)
    )


decisions_stand_as_sent = _as_sent(
    "decisions_stand_as_sent",
    pgtrigger.Insert | pgtrigger.UpdateOf("meeting_id", "number", "text", "state", "how"),
    says="decisions stand as the minutes say",
)
attendance_stands_as_sent = _as_sent(
    "attendance_stands_as_sent",
    pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    says="the attendance stands as the minutes say",
)

confirmation_is_of_the_shown_text = pgtrigger.Trigger(
    name="confirmation_is_of_the_shown_text",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM meetings_minutes m
            JOIN meetings_invitation i ON i.meeting_id = m.meeting_id
            WHERE m.id = NEW.minutes_id AND m.state = 'review' AND m.sha256 = NEW.text_sha256
            AND i.region_id = NEW.region_id) THEN
            RAISE EXCEPTION 'only the text under review can be confirmed, by an invited region';
        END IF;
        RETURN NEW;
    """,
)

word_is_on_the_shown_addendum = pgtrigger.Trigger(
    name="word_is_on_the_shown_addendum",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NOT EXISTS (
            SELECT FROM meetings_addendum a
            JOIN meetings_minutes m ON m.id = a.minutes_id
            JOIN meetings_invitation i ON i.meeting_id = m.meeting_id
            WHERE a.id = NEW.addendum_id AND a.sha256 = NEW.text_sha256
            AND i.region_id = NEW.region_id) THEN
            RAISE EXCEPTION 'only the addendum as it stands is answered, by an invited region';
        END IF;
        RETURN NEW;
    """,
)

remark_keeps_its_words = pgtrigger.Trigger(
    name="remark_keeps_its_words",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="""
        IF ROW(OLD.minutes_id, OLD.item_id, OLD.mandate_id, OLD.text, OLD.round, OLD.at)
            IS DISTINCT FROM
            ROW(NEW.minutes_id, NEW.item_id, NEW.mandate_id, NEW.text, NEW.round, NEW.at) THEN
            RAISE EXCEPTION 'a remark keeps its words';
        END IF;
        IF OLD.reply <> '' OR EXISTS (
            SELECT FROM meetings_minutes WHERE id = OLD.minutes_id AND state = 'sealed') THEN
            RAISE EXCEPTION 'a remark is answered once, before the seal';
        END IF;
        RETURN NEW;
    """,
)

meeting_keeps_its_kind = pgtrigger.Trigger(
    name="meeting_keeps_its_kind",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("kind"),
    condition=pgtrigger.Condition("OLD.kind IS DISTINCT FROM NEW.kind"),
    func="""
        IF OLD.opened_at IS NOT NULL OR OLD.sitting = 2
            OR EXISTS (SELECT FROM meetings_attendance WHERE meeting_id = OLD.id)
            OR EXISTS (SELECT FROM meetings_decision WHERE meeting_id = OLD.id) THEN
            RAISE EXCEPTION 'a meeting that has begun keeps its kind'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

meeting_that_decided_takes_place = pgtrigger.Trigger(
    name="meeting_that_decided_takes_place",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("state"),
    condition=pgtrigger.Condition(
        "OLD.state IS DISTINCT FROM NEW.state AND NEW.state IN ('cancelled', 'adjourned')"
    ),
    func="""
        IF EXISTS (
            SELECT FROM meetings_decision WHERE meeting_id = OLD.id
            AND (state IN ('adopted', 'rejected') OR (state = 'proposed' AND how = 'vote'))
        ) THEN
            RAISE EXCEPTION 'a meeting that has decided, or votes, takes place'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
