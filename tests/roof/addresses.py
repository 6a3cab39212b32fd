"""What each address of ours is asked for in the table of permissions; a variant stands behind a blank."""

import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from agreements import actions as agreement_actions
from agreements.signing import Named, Plan
from meetings import actions, doors, links
from projects import actions as project_actions
from projects.actions import windows
from projects.links import digest_url
from tests.factories.agreements import AgreementFactory, HomePaperFactory, clausal, fill
from tests.factories.backlog import AgendaPaperFactory, AgendaTopicFactory
from tests.factories.meetings import (
    ActionItemFactory,
    AttendanceFactory,
    DecisionFactory,
    InvitationFactory,
    LetterFactory,
    MeetingFactory,
    OccurrenceFactory,
    PollFactory,
    ReminderFactory,
)
from tests.factories.priorities import RankingFactory
from tests.factories.projects import (
    AttachmentFactory,
    ChangeRequestFactory,
    EscalationFactory,
    EscalationStepFactory,
    EvaluationFactory,
    FacilitatorFactory,
    HomeResultFactory,
    IndicatorFactory,
    MergeOfferFactory,
    OutcomeFactory,
    ProjectFactory,
    QuestionFactory,
    SignUpFactory,
    WorkDayFactory,
)
from tests.factories.trainings import (
    EnrolmentFactory,
    MaterialFactory,
    TopicRequestFactory,
    TrainingFactory,
)
from tests.factories.villages import ForumFactory, MandateFactory
from tests.projects.reports import milestones_of, photo, send
from tests.roof.acknowledging_addresses import acknowledging_places
from tests.roof.annex_addresses import annex_places
from tests.roof.board_addresses import board_places
from tests.roof.dispute_addresses import dispute_places
from tests.roof.life_addresses import life_places
from tests.roof.minutes_addresses import minutes_of, places_of_minutes
from tests.roof.money_addresses import money_places, supporters_places
from tests.roof.owing_addresses import owing_places
from tests.roof.running_addresses import running_places
from tests.roof.succession_addresses import succession_places
from tests.roof.third_party_addresses import third_party_places
from villages.models import Mandate


def training_places(a, b, forum, offices, users):
    """A coming training that is open to all, a held one for representatives, and a topic."""
    host = offices["head A"]
    coming = TrainingFactory(
        meeting=MeetingFactory(kind="training", called_by=host, forum=forum, invited=[a, b])
    )
    given = TrainingFactory(
        meeting=MeetingFactory(
            kind="training", called_by=host, forum=forum, invited=[a, b], held=True
        ),
        is_for_all=False,
    )
    own = EnrolmentFactory(training=coming, booked_by=users["newcomer"])
    present = EnrolmentFactory(training=given, booked_by=users["head B"], present=True)
    asked = TopicRequestFactory(asked_by=users["newcomer"])
    paper = MaterialFactory(training=given)
    certificate = actions.issue_certificates(given, by=host)[0]
    EnrolmentFactory(training=given, present=True)
    assert present.pk == certificate.enrolment_id
    return {
        **{
            f"trainings:{name}": [coming.meeting_id]
            for name in ("open", "enrol", "enrol_people", "add_material")
        },
        **{f"trainings:{name}": [given.meeting_id] for name in ("participants", "issue")},
        "trainings:enrol given": [given.meeting_id],
        "trainings:give_back": [own.pk],
        "trainings:material": [paper.pk],
        "trainings:remove_material": [paper.pk],
        "trainings:support": [asked.pk],
        "trainings:withdraw_topic": [asked.pk],
        "trainings:certificate": [certificate.code],
        "trainings:certificate unknown": ["2" * 26],
        "trainings:certificate_pdf": [certificate.code],
        "trainings:revoke": [certificate.code],
    }


def agenda_places(forum, offices, open_meeting, closed_meeting):
    """Papers of both meetings, and a topic that B has proposed for a sitting."""
    open_paper = AgendaPaperFactory(item__meeting=open_meeting)
    closed_paper = AgendaPaperFactory(item__meeting=closed_meeting)
    topic = AgendaTopicFactory(forum=forum, proposed_by=offices["head B"])
    of_topic = ("backlog_topic", "withdraw_proposal", "decline_topic")
    return {
        "meetings:papers": [open_meeting.pk],
        "meetings:paper": [open_meeting.pk, open_paper.pk],
        "meetings:paper closed": [closed_meeting.pk, closed_paper.pk],
        "meetings:remove_paper": [open_meeting.pk, open_paper.pk],
        "meetings:backlog": [forum.pk],
        "meetings:propose_topic": [forum.pk],
        **{f"meetings:{name}": [forum.pk, topic.pk] for name in of_topic},
    }


def token_of(address):
    """The last part of an address."""
    return address.rstrip("/").rsplit("/", 1)[1]


def places_of(a, b, subdistrict, offices, users):
    """What each address is asked for; a variant stands behind a blank."""
    head_a = offices["head A"]
    forum = ForumFactory(home=subdistrict, members=[a, b])
    seat = forum.memberships.get(region=b)
    claim = MandateFactory(
        region=a, user=users["newcomer"], office="official", title="Kaur Umum", pending=True
    )
    returned = MandateFactory(
        region=b,
        user=users["newcomer"],
        office="official",
        title="Kaur Umum",
        state=Mandate.State.RETURNED,
        reason="Foto kabur",
    )
    open_meeting = MeetingFactory(called_by=head_a, forum=forum, invited=[a])
    invitation = InvitationFactory(meeting=open_meeting, head=offices["head B"], region=b)
    LetterFactory(meeting=open_meeting)
    reminder = ReminderFactory(invitation=invitation, mandate=offices["head B"])
    guest = open_meeting.guests.create(name="Sari", email="sari@contoh.id")
    actions.answer(
        invitation, by=offices["head B"], answer="represented", substitute="Sri",
        proxy_letter=ContentFile(b"%PDF-1.4", "kuasa.pdf"),
    )  # fmt: skip
    occurrence = OccurrenceFactory(series__started_by=head_a, series__forum=forum)
    poll = PollFactory(asked_by=head_a, forum=forum, asked=[a, b])
    closed_meeting = MeetingFactory(called_by=head_a, forum=forum, invited=[a, b], is_open=False)
    held = MeetingFactory(
        called_by=head_a, forum=forum, invited=[a], starts_at=timezone.now() - timedelta(days=1)
    )
    decision = DecisionFactory(meeting=held)
    voted = DecisionFactory(meeting=held)
    held.invitations.create(
        region=b, answer="attends", answered_at=timezone.now(), answered_by=offices["head B"]
    )
    AttendanceFactory(meeting=held, region=b)
    actions.open_vote(voted, by=head_a, is_secret=False, despite_quorum=True)
    minutes = minutes_of(a, b)
    in_room = MeetingFactory(
        called_by=head_a, forum=forum, invited=[a, b], starts_at=timezone.now()
    )
    at_the_door = AttendanceFactory(meeting=in_room, region=a, unconfirmed=True)
    proposed = ProjectFactory(lead=a, partners=[b])
    draft = ProjectFactory(lead=a, state="draft")
    in_draft = AttachmentFactory(project=draft)
    agreed = ProjectFactory(lead=a, partners=[b], state="agreed")
    closed = ProjectFactory(lead=a, partners=[b], state="declined")
    running = ProjectFactory(lead=a, partners=[b], state="running")
    finished = ProjectFactory(lead=a, partners=[b], state="finished")
    EvaluationFactory(project=finished)
    IndicatorFactory(project=running)
    milestones_of(running, a, b)
    kept = project_actions.keep_report(
        running, by=offices["secretary A"], token=uuid.uuid4(), typed={}, pictures=[photo()]
    )
    sent = send(running, head_a, pictures=[photo()])
    drafted = AgreementFactory(regions=[a, b])
    opened = AgreementFactory(regions=[a, b], state="open")
    in_force = AgreementFactory(regions=[a, b], state="in_force")
    by_clauses = clausal([a, b])
    agreement_actions.share(by_clauses, by=head_a)
    hidden = clausal([a, b], title="Masih disusun")
    scope = by_clauses.clauses.get(matter="scope")
    said = agreement_actions.remark(
        by_clauses, scope.pk, by=offices["head B"], token=uuid.uuid4(), seen=1, text="Lain.",
        words="Lain.",
    )  # fmt: skip
    from_home = HomePaperFactory(
        party=by_clauses.parties.get(region=b), mandate=offices["head B"],
        paper=ContentFile(b"%PDF-1.4", name="paper.pdf"),
    )  # fmt: skip
    two_versions = agreement_actions.open_for_approval(
        fill(clausal([a, b], title="Dua versi"), head_a), by=head_a
    )
    agreement_actions.rework(two_versions, by=head_a)
    agreement_actions.open_for_approval(two_versions, by=head_a)
    taken = agreement_actions.open_for_approval(
        fill(clausal([a, b], title="Ditarik"), head_a), by=head_a
    )
    by_witnesses = AgreementFactory(
        regions=[a, b],
        state="open",
        plan=Plan(
            needed=1,
            witnesses=(
                Named("Ketua BPD", "Ketua BPD", offices["council B"].pk),
                Named("Sri Lestari", "Notaris"),
                Named("Budi", "Guru"),
            ),
        ),
    )
    scanned = agreement_actions.attest_on_paper(
        by_witnesses, 3, by=head_a, sha256=by_witnesses.current.sha256,
        signed_on=timezone.localdate(), paper=ContentFile(b"%PDF-1.4", name="paper.pdf"),
    ).paper  # fmt: skip
    code = "0" * 26
    talked = ProjectFactory(
        lead=a, partners=[b], home_first=True, state="revising", answers={b: "changes"}
    )
    wish = ChangeRequestFactory(consent=talked.current.consents.get())
    result = HomeResultFactory(
        version=talked.current, region=b, paper=ContentFile(b"%PDF-1.4", name="paper.pdf")
    )
    work_day = WorkDayFactory(project=running)
    held_day = WorkDayFactory(project=running, held=True)
    joined = SignUpFactory(day=work_day, booked_by=users["newcomer"])
    upward = {
        state: EscalationFactory(
            project=ProjectFactory(lead=a, partners=[b]), receiver=subdistrict, state=state
        )
        for state in ("sent", "asked", "taken_up")
    }
    EscalationStepFactory(escalation=upward["asked"], kind="question")
    EscalationStepFactory(escalation=upward["taken_up"], kind="taken_up")
    question = MergeOfferFactory(project=ProjectFactory(lead=b), target=proposed)
    open_question = QuestionFactory(project=talked)
    OutcomeFactory(question=QuestionFactory(project=talked))
    FacilitatorFactory(project=talked, region=b)
    ranking = RankingFactory(forum=forum, mandate=offices["officer"], projects=[proposed, agreed])
    own_window = windows.add_window(
        by=offices["officer"], token=uuid.uuid4(), name="Hibah", opens_on=timezone.localdate()
    )
    return {
        "funding:change_window": [own_window.pk],
        "projects:digest_link": [token_of(digest_url(users["newcomer"]))],
        "projects:digest_link forged": ["abc:def"],
        **{f"projects:{name}": [forum.pk] for name in ("rankings", "open_ranking")},
        **{f"projects:{name}": [ranking.pk] for name in ("ranking", "rank", "close_ranking")},
        "projects:negotiation": [talked.code],
        "projects:ask": [talked.code],
        "projects:position": [talked.code, open_question.pk],
        "projects:facilitator": [talked.code],
        "projects:close_round": [talked.code],
        "projects:round": [talked.code, 1],
        "projects:reply": [talked.code, wish.pk],
        "projects:record_result": [talked.code],
        "projects:result_paper": [talked.code, result.pk],
        "projects:escalate": [proposed.code],
        "projects:escalation": [upward["sent"].code],
        "projects:answer_escalation": [upward["sent"].code],
        "projects:take_back_escalation": [upward["sent"].code],
        "projects:reply_escalation": [upward["asked"].code],
        "projects:note_escalation": [upward["taken_up"].code],
        "projects:merge": [proposed.code],
        "projects:take_back_merge": [proposed.code],
        "projects:answer_merge": [question.pk],
        "villages:village": [a.code],
        "villages:subdistrict": [subdistrict.code],
        "villages:regency": [subdistrict.parent_id],
        "villages:profile": [a.code],
        "villages:check": [claim.pk],
        "villages:correct": [returned.pk],
        "villages:withdraw": [claim.pk],
        "villages:end": [offices["secretary A"].pk],
        "villages:decree": [claim.pk],
        "villages:decree_picture": [claim.pk],
        "villages:decree_page": [claim.pk, 1],
        "villages:mandate": [claim.pk],
        "villages:mandate verified": [offices["head B"].pk],
        "villages:forum_remove_member": [forum.pk, seat.pk],
        **{f"villages:forum{name}": [forum.pk] for name in ("", "_change", "_add_member")},
        "projects:version": [proposed.code, 1],
        "projects:table": ["csv"],
        "projects:table unknown": ["pdf"],
        "projects:sheet draft": [draft.code],
        "projects:feed draft": [draft.code],
        "projects:follow draft": [draft.code],
        "projects:news draft": [draft.code],
        **{
            f"projects:{name}": [running.code]
            for name in ("follow", "unfollow", "news", "feed", "sheet")
        },
        "projects:page": [draft.code, "tujuan"],
        "projects:start": [agreed.code],
        "projects:fit": [proposed.code],
        "projects:fit closed": [closed.code],
        "projects:attachment": [AttachmentFactory(project=proposed, version=proposed.current).pk],
        "projects:attachment draft": [in_draft.pk],
        "projects:detach": [draft.code, in_draft.pk],
        **{f"projects:{name}": [running.code] for name in ("finish", "plan", "report", "reports")},
        **{
            f"projects:{name}": [running.code]
            for name in ("result", "indicators", "measure", "benefit", "upkeep")
        },
        **{f"projects:{name}": [running.code] for name in ("work_days", "announce_day")},
        **{
            f"projects:{name}": [running.code, work_day.pk]
            for name in ("work_day", "change_day", "cancel_day", "sign_up")
        },
        "projects:record_labour": [running.code, held_day.pk],
        "projects:step_back": [running.code, joined.pk],
        "projects:sign_off": [running.code, joined.pk],
        "projects:work_days early": [proposed.code],
        "projects:result early": [proposed.code],
        "projects:evaluate": [finished.code, 0],
        "projects:plan early": [proposed.code],
        "projects:report early": [agreed.code],
        "projects:photo": [sent.photos.get().pk, "kecil"],
        "projects:photo draft": [kept.photos.get().pk, "besar"],
        "projects:detail draft": [draft.code],
        "projects:funds draft": [draft.code],
        **money_places(running, proposed, b, head_a),
        **supporters_places(running, proposed, offices, users),
        **running_places(a, b, offices),
        **{
            f"projects:{name}": [proposed.code]
            for name in ("detail", "change", "answer", "withdraw")
        },
        **{f"projects:{name}": [draft.code] for name in ("check", "send", "discard", "similar")},
        "projects:attachments": [draft.code],
        "meetings:answer_link": [
            links.answer_url(invitation, offices["head B"]).rstrip("/").rsplit("/", 1)[1]
        ],
        "meetings:calendar_feed": [actions.subscribe(users["head A"], by=head_a)],
        "meetings:guest_letter": [links.guest_letter_url(guest).rstrip("/").rsplit("/", 2)[1]],
        "meetings:guest_letter forged": ["abc:def:ghi"],
        "meetings:calendar_feed wrong": ["A" * 26],
        "meetings:forum_feed": [forum.pk],
        "meetings:proxy_letter": [open_meeting.pk, b.code],
        "meetings:letter_link": [
            links.letter_url(invitation, offices["head B"]).rstrip("/").rsplit("/", 2)[1]
        ],
        "meetings:letter_link forged": ["abc:def:ghi"],
        "meetings:letter without": [closed_meeting.pk],
        "meetings:answer_link forged": ["abc:def:ghi"],
        **training_places(a, b, forum, offices, users),
        **agenda_places(forum, offices, open_meeting, closed_meeting),
        "meetings:detail closed": [closed_meeting.pk],
        "meetings:calendar closed": [closed_meeting.pk],
        "meetings:close": [held.pk],
        **places_of_minutes(minutes),
        "meetings:decide": [held.pk],
        "meetings:decision": [decision.code],
        "meetings:decision closed": [DecisionFactory(meeting=closed_meeting).code],
        **{f"meetings:{name}": [decision.code] for name in ("adopt", "open_vote")},
        **{f"meetings:{name}": [voted.code] for name in ("ballot", "close_vote")},
        "meetings:record_ballot": [voted.code, voted.vote.electors.get(region=b).pk],
        "meetings:give_task": [held.pk],
        "meetings:task": [ActionItemFactory(meeting=held, region=b).pk],
        "meetings:task closed": [ActionItemFactory(meeting=closed_meeting, region=b).pk],
        "meetings:withdraw_decision": [decision.code],
        "meetings:attendance_expected": [in_room.pk, offices["head B"].pk],
        **{
            f"meetings:attendance_{name}": [in_room.pk, at_the_door.pk]
            for name in ("correct", "confirm", "remove")
        },
        **{
            f"meetings:{name}": [in_room.pk]
            for name in (
                "room",
                "room_state",
                "door",
                "adjourn",
                "attendance_mark",
                "attendance_add",
                "attendance_sheet",
                "attendance_sheet_docx",
            )
        },
        "meetings:check_in": [in_room.pk, doors.code_of(in_room)],
        "meetings:check_in forged": [in_room.pk, doors.code_of(open_meeting)],
        **{
            f"meetings:{name}": [open_meeting.pk]
            for name in (
                "detail",
                "calendar",
                "answer",
                "change",
                "move",
                "cancel",
                "letter",
                "letter_docx",
            )  # fmt: skip
        },
        **{
            f"meetings:{name}": [occurrence.series_id]
            for name in ("series", "change_series", "end_series")
        },
        **{f"meetings:{name}": [open_meeting.pk] for name in ("reminders", "reminders_stop")},
        **{f"meetings:reminder_{name}": [reminder.pk] for name in ("stop", "resend")},
        "meetings:reminder_rules": [forum.pk],
        "meetings:change_occurrence": [occurrence.pk],
        "meetings:cancel_occurrence": [occurrence.pk],
        "meetings:poll_link": [
            links.poll_url(poll, offices["head B"]).rstrip("/").rsplit("/", 1)[1]
        ],
        "meetings:poll_link forged": ["abc:def:ghi"],
        **{f"meetings:{name}": [poll.pk] for name in ("poll", "answer_poll", "withdraw_poll")},
        "agreements:detail": [in_force.code],
        "agreements:detail open": [opened.code],
        "agreements:detail draft": [drafted.code],
        "agreements:text": [in_force.code],
        "agreements:text open": [opened.code],
        "agreements:table": ["csv"],
        "agreements:table unknown": ["pdf"],
        "agreements:sheet": [in_force.code],
        "agreements:bundle": [in_force.code],
        "agreements:word": [in_force.code],
        "agreements:word open": [opened.code],
        "agreements:end": [in_force.code],
        "agreements:edit": [drafted.code],
        "agreements:open": [drafted.code],
        **{f"agreements:{name}": [opened.code] for name in ("approve", "decline", "withdraw")},
        **{f"agreements:{name}": [by_clauses.code] for name in ("clauses", "clause_add", "home")},
        "agreements:clauses hidden": [hidden.code],
        "agreements:share": [hidden.code],
        "agreements:draft_now": [agreed.code],
        **{
            f"agreements:{name}": [by_clauses.code, scope.pk]
            for name in ("clause", "clause_remove", "clause_move", "remark")
        },
        "agreements:reply": [by_clauses.code, said.pk],
        "agreements:rework": [taken.code],
        "agreements:version": [two_versions.code, 2],
        "agreements:home_record": [by_clauses.code, "1_musdes"],
        "agreements:home_paper": [by_clauses.code, from_home.pk],
        "agreements:register": [in_force.code],
        **owing_places(a, b, offices),
        **board_places(a, b, offices),
        **acknowledging_places(a, b, subdistrict, offices),
        **annex_places(a, b, offices),
        **third_party_places(a, b),
        **life_places(a, b, offices),
        **dispute_places(a, b, offices),
        **succession_places(a, b, offices),
        "agreements:attest": [by_witnesses.code],
        "agreements:paper": [by_witnesses.code],
        "agreements:witness_paper": [by_witnesses.code, 2],
        "agreements:certified": [by_witnesses.code],
        "agreements:signed_file": [by_witnesses.code, scanned.pk],
        "agreements:signing_sheet": [by_witnesses.code],
        "agreements:check": [in_force.check_code],
        "agreements:check unknown": [code],
        "notifications:letter": ["nichts"],
        "notifications:letter_calendar": ["nichts"],
        "notifications:letter_file": ["nichts"],
    }
