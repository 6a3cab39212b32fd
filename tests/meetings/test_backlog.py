"""A proposed topic on its way: waiting, on an agenda, not reached, waiting again, dealt with."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from meetings import actions
from meetings.models import AgendaTopic, Meeting
from notifications.models import Notification
from tests.factories.backlog import AgendaTopicFactory
from tests.factories.meetings import DecisionFactory, MeetingFactory
from tests.factories.minutes import MinutesFactory, send
from tests.factories.projects import ProjectFactory
from tests.factories.villages import ForumFactory, MandateFactory, SubdistrictFactory

pytestmark = pytest.mark.django_db
WISH = {"title": "Jadwal ronda", "reason": "Banyak pencurian", "kind": "discussion", "minutes": 20}


@pytest.fixture
def topic():
    return AgendaTopicFactory()


@pytest.fixture
def meeting(topic):
    """A meeting of the topic's forum, called by the region that proposed it."""
    return MeetingFactory(forum=topic.forum, called_by=topic.proposed_by, invited=[topic.region])


def row(topic=None, **more):
    facts = {"item": None, "title": "Butir", "kind": "discussion", "minutes": 10, "speaker": ""}
    if topic:
        facts |= {"title": topic.title, "topic_id": topic.pk}
    return facts | more


def write(meeting, *rows):
    actions.change(meeting, by=meeting.called_by, agenda=list(rows))
    return list(meeting.agenda.all())


def begun(meeting):
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=now - timedelta(hours=2), answer_by=now - timedelta(days=1)
    )
    return Meeting.objects.get(pk=meeting.pk)


def held(meeting):
    return actions.close(begun(meeting), by=meeting.called_by, despite_quorum=True)


def state(topic):
    return AgendaTopic.objects.get(pk=topic.pk).state


def told(topic):
    """The kinds of lines that the proposer has got, in their order."""
    lines = Notification.objects.filter(recipient=topic.proposed_by.user, about=topic.key)
    return [
        kind.removeprefix("meetings.")
        for kind in lines.order_by("pk").values_list("kind", flat=True)
    ]


def verbs(topic):
    events = AuditEvent.objects.filter(target_type="meetings.agendatopic", target_id=str(topic.pk))
    found = events.order_by("pk").values_list("verb", flat=True)
    return [verb.removeprefix("meetings.proposal_") for verb in found]


# --- proposing ------------------------------------------------------------------------


def test_anybody_who_speaks_for_a_member_proposes():
    forum = ForumFactory()
    council = MandateFactory(office="council", title="Ketua BPD")
    forum.memberships.create(region=council.region)

    topic = actions.propose_topic(forum, by=council, **WISH)

    assert (topic.region, topic.state, topic.title) == (council.region, "waiting", "Jadwal ronda")
    assert verbs(topic) == ["made"]


def test_nobody_else_does(topic):
    home = MandateFactory(region=SubdistrictFactory(), office="camat", title="Camat")
    ForumFactory(home=home.region)
    for by in (None, MandateFactory(), home):
        with pytest.raises(Forbidden):
            actions.propose_topic(topic.forum, by=by, **WISH)


def test_a_member_that_has_left_proposes_no_more(topic):
    yesterday = timezone.localdate() - timedelta(days=1)
    topic.forum.memberships.update(since=yesterday, until=yesterday)

    with pytest.raises(Forbidden):
        actions.propose_topic(topic.forum, by=topic.proposed_by, **WISH)


def test_the_same_words_twice_are_refused_until_they_are_answered(topic):
    again = WISH | {"title": topic.title.upper()}
    with pytest.raises(Refusal, match="sudah ada dalam daftar"):
        actions.propose_topic(topic.forum, by=topic.proposed_by, **again)

    actions.withdraw_proposal(topic, by=topic.proposed_by)
    assert actions.propose_topic(topic.forum, by=topic.proposed_by, **again).pk != topic.pk


def test_words_that_only_the_database_counts_as_the_same_are_refused_too(topic):
    actions.propose_topic(topic.forum, by=topic.proposed_by, **WISH | {"title": "Tanah Groß"})

    with pytest.raises(Refusal, match="sudah ada dalam daftar"):
        actions.propose_topic(topic.forum, by=topic.proposed_by, **WISH | {"title": "TANAH GROẞ"})


def test_another_broken_rule_of_the_database_is_not_taken_for_the_same_words(topic):
    with pytest.raises(IntegrityError, match="agenda_topic_takes_time"):
        actions.propose_topic(topic.forum, by=topic.proposed_by, **WISH | {"minutes": 0})


def test_a_list_that_is_full_takes_no_more(topic, monkeypatch):
    monkeypatch.setattr(AgendaTopic, "MAX_WAITING", 1)

    with pytest.raises(Refusal, match="1 usulan"):
        actions.propose_topic(topic.forum, by=topic.proposed_by, **WISH)


def test_only_a_project_that_one_may_see_is_named(topic):
    hidden, own = ProjectFactory(state="draft"), ProjectFactory(lead=topic.region)

    with pytest.raises(Refusal):
        actions.propose_topic(topic.forum, by=topic.proposed_by, project=hidden, **WISH)
    made = actions.propose_topic(topic.forum, by=topic.proposed_by, project=own, **WISH)
    assert made.project == own


# --- taken back or declined -----------------------------------------------------------


def test_who_proposed_it_or_heads_the_region_takes_it_back(topic):
    council = MandateFactory(region=topic.region, office="council", title="Ketua BPD")
    of_council = AgendaTopicFactory(proposed_by=council)

    for by in (None, council, MandateFactory()):
        with pytest.raises(Forbidden):
            actions.withdraw_proposal(topic, by=by)
    actions.withdraw_proposal(of_council, by=council)
    assert state(of_council) == "withdrawn"
    other = AgendaTopicFactory(proposed_by=council)
    actions.withdraw_proposal(other, by=topic.proposed_by)
    assert state(other) == "withdrawn"


def test_the_region_that_facilitates_declines_and_says_why(topic):
    camat = MandateFactory(region=topic.forum.home, office="camat", title="Camat")
    with pytest.raises(Forbidden):
        actions.decline_topic(topic, by=topic.proposed_by, reason="Tidak perlu")

    actions.decline_topic(topic, by=camat, reason="Sudah diatur kabupaten")

    assert (state(topic), AgendaTopic.objects.get().answer) == (
        "declined",
        "Sudah diatur kabupaten",
    )
    assert told(topic) == ["proposal_declined"]
    assert Notification.objects.get().body == "Sudah diatur kabupaten"
    with pytest.raises(Refusal):
        actions.decline_topic(topic, by=camat, reason="Sekali lagi")


def test_what_is_on_an_agenda_is_neither_withdrawn_nor_declined(topic, meeting):
    write(meeting, row(topic))
    camat = MandateFactory(region=topic.forum.home, office="camat", title="Camat")

    with pytest.raises(Refusal):
        actions.withdraw_proposal(topic, by=topic.proposed_by)
    with pytest.raises(Refusal):
        actions.decline_topic(topic, by=camat, reason="Terlambat")


def test_a_closed_account_is_told_nothing(topic, meeting):
    topic.proposed_by.user.is_active = False
    topic.proposed_by.user.save()

    write(meeting, row(topic))

    assert told(topic) == []


# --- onto an agenda and off it ----------------------------------------------------------


def test_calling_a_meeting_takes_topics_over(topic):
    start = timezone.now() + timedelta(days=9)
    meeting = actions.call(
        by=topic.proposed_by, held_for=topic.forum, regions=[topic.region], title="Rapat",
        starts_at=start, ends_at=start + timedelta(hours=1), answer_by=start,
        zone="Asia/Jakarta", place="Balai", agenda=[row(), row(topic)],
    )  # fmt: skip

    assert [item.topic for item in meeting.agenda.all()] == [None, topic]
    assert (state(topic), told(topic), verbs(topic)) == ("taken", ["proposal_taken"], ["taken"])


def test_an_item_that_is_written_again_keeps_its_topic(topic, meeting):
    (item,) = write(meeting, row(topic))

    for again in (row(item=item.pk), row(topic), row(topic, item=item.pk, title="Judul lain")):
        assert [(one.pk, one.topic) for one in write(meeting, again)] == [(item.pk, topic)]
    assert (state(topic), told(topic)) == ("taken", ["proposal_taken"])


def test_what_leaves_the_agenda_waits_again(topic, meeting):
    write(meeting, row(topic))

    write(meeting, row())

    assert state(topic) == "waiting" and AgendaTopic.objects.get().came_from is None
    assert told(topic) == ["proposal_taken", "proposal_postponed"]


def test_topics_change_places_within_one_agenda(topic, meeting):
    other = AgendaTopicFactory(forum=topic.forum)
    write(meeting, row(topic))

    write(meeting, row(other))

    assert (state(topic), state(other)) == ("waiting", "taken")


@pytest.mark.parametrize("what", ["another forum", "another meeting", "unknown", "twice"])
def test_what_cannot_be_taken_leaves_everything_as_it_was(topic, meeting, what):
    strange = row(topic)
    if what == "another forum":
        strange = row(AgendaTopicFactory())
    elif what == "another meeting":
        write(MeetingFactory(forum=topic.forum, called_by=topic.proposed_by), row(topic))
    elif what == "unknown":
        strange = row(topic, topic_id=topic.pk + 1000)
    rows = [row(), strange, strange] if what == "twice" else [row(), strange]

    with pytest.raises((Refusal, IntegrityError)) as refused, transaction.atomic():
        actions.change(meeting, by=meeting.called_by, agenda=rows)

    assert isinstance(refused.value, Refusal)
    assert not meeting.agenda.exists()


def test_a_project_takes_no_topics_of_a_forum(topic):
    project = ProjectFactory(lead=topic.region, state="running")
    meeting = MeetingFactory(project=project, called_by=topic.proposed_by)

    with pytest.raises(Refusal):
        write(meeting, row(topic))


def test_a_cancelled_meeting_gives_its_topics_back_for_the_next(topic, meeting):
    write(meeting, row(topic), row())

    actions.cancel(meeting, by=meeting.called_by, reason="Banjir")

    again = AgendaTopic.objects.get()
    assert (again.state, again.came_from) == ("waiting", meeting)
    later = MeetingFactory(forum=topic.forum, called_by=topic.proposed_by)
    write(later, row(topic))
    assert state(topic) == "taken"


# --- what became of it --------------------------------------------------------------------


@pytest.fixture
def item(topic, meeting):
    return write(meeting, row(topic))[0]


@pytest.mark.parametrize("mark", ["missed", "postponed"])
def test_what_was_not_reached_waits_when_the_meeting_is_over(topic, meeting, item, mark):
    actions.mark_item(item, by=begun(meeting).called_by, state=mark)
    assert state(topic) == "taken"

    held(meeting)

    again = AgendaTopic.objects.get()
    assert (again.state, again.came_from) == ("waiting", meeting)
    assert told(topic)[-1] == "proposal_postponed"
    assert verbs(topic)[-1] == "postponed"


def test_what_was_dealt_with_is_done(topic, meeting, item):
    actions.mark_item(item, by=begun(meeting).called_by, state="reached")

    held(meeting)

    assert (state(topic), told(topic)[-1]) == ("done", "proposal_done")


def test_what_nobody_marked_stays_until_the_minutes_say_more(topic, meeting, item):
    held(meeting)

    assert state(topic) == "taken"


def test_a_mark_after_the_meeting_counts_at_once_and_can_be_corrected(topic, meeting, item):
    held(meeting)
    by = meeting.called_by

    for mark, now in (("missed", "waiting"), ("reached", "done"), ("postponed", "waiting")):
        assert actions.mark_item(item, by=by, state=mark).state == mark
        assert state(topic) == now
    lines = len(told(topic))
    actions.mark_item(item, by=by, state="postponed")
    assert len(told(topic)) == lines


def test_a_late_correction_does_not_take_it_from_a_later_agenda(topic, meeting, item):
    held(meeting)
    actions.mark_item(item, by=meeting.called_by, state="missed")
    later = MeetingFactory(forum=topic.forum, called_by=topic.proposed_by)
    write(later, row(topic))

    actions.mark_item(item, by=meeting.called_by, state="reached")

    assert state(topic) == "taken"


def test_a_topic_that_was_withdrawn_meanwhile_stays_withdrawn(topic, meeting, item):
    held(meeting)
    actions.mark_item(item, by=meeting.called_by, state="missed")
    actions.withdraw_proposal(topic, by=topic.proposed_by)

    actions.mark_item(item, by=meeting.called_by, state="reached")

    assert state(topic) == "withdrawn"


def test_only_who_writes_the_minutes_marks_and_only_while_they_are_written(topic, meeting, item):
    with pytest.raises(Refusal):
        actions.mark_item(item, by=meeting.called_by, state="missed")  # ten days before
    begun(meeting)
    for by in (None, MandateFactory()):
        with pytest.raises(Forbidden):
            actions.mark_item(item, by=by, state="missed")
    minutes = MinutesFactory(meeting=held(meeting), state="review")

    with pytest.raises(Refusal):
        actions.mark_item(item, by=minutes.sent_by, state="missed")


@pytest.mark.parametrize(
    ("shown_by", "result"),
    [("words", "done"), ("decision", "done"), ("task", "done"), ("nothing", "waiting")],
)
def test_sent_minutes_settle_what_nobody_marked(topic, meeting, item, shown_by, result):
    meeting = held(meeting)
    minutes = actions.begin_minutes(meeting, by=meeting.called_by)
    minutes.items.filter(kind="opening").update(text="Rapat dibuka.")
    if shown_by == "words":
        minutes.items.filter(agenda_item=item).update(text="Dibahas panjang.")
    elif shown_by == "decision":
        DecisionFactory(meeting=meeting, agenda_item=item)
    elif shown_by == "task":
        actions.give_task(
            meeting, by=meeting.called_by, text="Hitung biaya", region=topic.region,
            due_on=timezone.localdate(), agenda_item=item,
        )  # fmt: skip

    sent = send(minutes)

    assert state(topic) == result
    assert ("(tidak sempat dibahas)" in sent.text) == (result == "waiting")


# --- what the database refuses ------------------------------------------------------------


def test_one_topic_is_on_one_open_agenda(topic, item):
    other = MeetingFactory(forum=topic.forum)

    with pytest.raises(IntegrityError), transaction.atomic():
        other.agenda.create(position=1, title="Sama", topic=topic)


def test_a_declined_topic_has_a_reason_and_no_other_has_one(topic):
    for change in ({"state": "declined"}, {"answer": "Tanpa alasan"}, {"minutes": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgendaTopic.objects.filter(pk=topic.pk).update(**change)


# --- who sees them -------------------------------------------------------------------------


def test_members_and_the_home_see_the_list(topic):
    camat = MandateFactory(region=topic.forum.home, office="camat", title="Camat")
    seen = AgendaTopic.objects.visible_to

    assert topic in seen(camat.user) and topic in seen(topic.proposed_by.user)
    assert not seen(MandateFactory().user).exists()
