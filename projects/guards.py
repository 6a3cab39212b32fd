"""What the database refuses, whoever asks: triggers for the models' Meta."""

import pgtrigger

merging_ends_where_it_begins = pgtrigger.Trigger(
    name="project_merging_has_no_chain",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'UPDATE' AND OLD.merged_into_id IS NOT DISTINCT FROM NEW.merged_into_id THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.merged_into_id IS NOT NULL THEN
            RAISE EXCEPTION 'a merged project stays merged';
        END IF;
        IF NEW.merged_into_id IS NULL THEN
            RETURN NEW;
        END IF;
        PERFORM FROM projects_project WHERE id = NEW.merged_into_id FOR NO KEY UPDATE;
        IF EXISTS (SELECT FROM projects_project
                   WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL)
           OR EXISTS (SELECT FROM projects_project WHERE merged_into_id = NEW.id) THEN
            RAISE EXCEPTION 'merged projects form no chain and no circle';
        END IF;
        RETURN NEW;
    """,
)

version_follows_replies = pgtrigger.Trigger(
    name="version_follows_replies",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF EXISTS (
            SELECT FROM projects_changerequest r
            JOIN projects_consent c ON c.id = r.consent_id
            JOIN projects_version v ON v.id = c.version_id
            WHERE v.project_id = NEW.project_id
              AND NOT EXISTS (SELECT FROM projects_changereply WHERE request_id = r.id)) THEN
            RAISE EXCEPTION 'a new version answers all requests for changes first';
        END IF;
        RETURN NEW;
    """,
)

consent_follows_assembly = pgtrigger.Trigger(
    name="consent_follows_assembly",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NEW.answer = 'given'
           AND (SELECT home_first FROM projects_version WHERE id = NEW.version_id)
           AND (SELECT agrees FROM projects_homeresult
                WHERE version_id = NEW.version_id AND region_id = NEW.region_id
                ORDER BY id DESC LIMIT 1) IS NOT TRUE THEN
            RAISE EXCEPTION 'the assembly at home has to agree first';
        END IF;
        RETURN NEW;
    """,
)

result_is_of_the_past = pgtrigger.Trigger(
    name="home_result_is_of_the_past",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NEW.held_on > (NEW.at AT TIME ZONE 'Asia/Jayapura')::date THEN
            RAISE EXCEPTION 'an assembly that has not been held has no result';
        END IF;
        RETURN NEW;
    """,  # the easternmost clock of the country
)

position_is_of_the_round_at_work = pgtrigger.Trigger(
    name="position_is_of_the_round_at_work",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NEW.round <> 1 + (
            SELECT COUNT(*) FROM projects_round r
            JOIN projects_question q ON q.project_id = r.project_id
            WHERE q.id = NEW.question_id) THEN
            RAISE EXCEPTION 'a position belongs to the round at work';
        END IF;
        IF EXISTS (SELECT FROM projects_outcome
                   WHERE question_id = NEW.question_id AND is_settled) THEN
            RAISE EXCEPTION 'a settled question takes no more positions';
        END IF;
        RETURN NEW;
    """,
)

rounds_follow_each_other = pgtrigger.Trigger(
    name="rounds_follow_each_other",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF NEW.number <> 1 + (
            SELECT COUNT(*) FROM projects_round WHERE project_id = NEW.project_id) THEN
            RAISE EXCEPTION 'rounds are numbered without gaps';
        END IF;
        RETURN NEW;
    """,
)

escalation_is_a_copy = pgtrigger.Trigger(
    name="escalation_is_a_copy",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF (SELECT project_id FROM projects_version WHERE id = NEW.version_id)
           IS DISTINCT FROM NEW.project_id THEN
            RAISE EXCEPTION 'an escalation copies a version of its own proposal';
        END IF;
        IF TG_OP = 'UPDATE' AND (OLD.project_id, OLD.version_id, OLD.receiver_id, OLD.ask)
           IS DISTINCT FROM (NEW.project_id, NEW.version_id, NEW.receiver_id, NEW.ask) THEN
            RAISE EXCEPTION 'what was sent upward is not changed';
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.part_of_id IS NOT NULL
           AND OLD.part_of_id IS DISTINCT FROM NEW.part_of_id THEN
            RAISE EXCEPTION 'a part stays a part';
        END IF;
        IF NEW.part_of_id IS NULL THEN
            RETURN NEW;
        END IF;
        PERFORM FROM projects_escalation WHERE id = NEW.part_of_id FOR NO KEY UPDATE;
        IF NOT EXISTS (SELECT FROM projects_escalation
                       WHERE id = NEW.part_of_id AND part_of_id IS NULL
                         AND state = 'taken_up' AND receiver_id = NEW.receiver_id)
           OR EXISTS (SELECT FROM projects_escalation WHERE part_of_id = NEW.id) THEN
            RAISE EXCEPTION 'parts of a copy lie with its receiver and form no chain and no circle';
        END IF;
        RETURN NEW;
    """,
)

preference_is_an_order = pgtrigger.Trigger(
    name="preference_is_an_order",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        PERFORM FROM projects_ranking WHERE id = NEW.ranking_id AND closed_at IS NULL FOR SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'a closed ranking takes no more orders';
        END IF;
        IF cardinality(NEW."order") = 0
           OR cardinality(NEW."order") <> (
               SELECT COUNT(*) FROM projects_candidate
               WHERE ranking_id = NEW.ranking_id AND project_id = ANY (NEW."order")) THEN
            RAISE EXCEPTION 'an order names proposals that stand to choice, each once';
        END IF;
        RETURN NEW;
    """,
)

# At the end of the transaction, for the amendment and the project are written one after the other.
amendment_is_the_one_named = pgtrigger.Trigger(
    name="amendment_is_the_one_named",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    timing=pgtrigger.Deferred,
    func="""
        IF EXISTS (SELECT FROM projects_amendment WHERE id = NEW.id AND state = 'pending')
           IS DISTINCT FROM
           EXISTS (SELECT FROM projects_project WHERE pending_id = NEW.version_id) THEN
            RAISE EXCEPTION 'the amendment under deliberation is the one that its project names';
        END IF;
        RETURN NULL;
    """,
)
