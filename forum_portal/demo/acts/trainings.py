"""Trainings opened, filled, given and certified; topics asked for and supported."""

from datetime import timedelta

from core import formats
from forum_portal.demo import trainings
from forum_portal.demo.acts import meetings
from forum_portal.demo.papers import decree
from meetings import actions
from meetings.models import TopicRequest, Training


def plan(story):
    """Put all trainings and topics into the story's timeline."""
    meetings.plan_sitting(story, trainings.MARKETING)
    for day, mailbox, topic, title, reason, supporters in trainings.TOPICS:
        story.on(day, ask, mailbox, topic, title, reason, hour=8)
        for number, supporter in enumerate(supporters):
            story.on(min(day + 1 + number, -1), support, title, supporter, hour=19)
    for course in trainings.COURSES:
        story.on(course.opened, open_enrolment, course, hour=15)
        people = [(send_one, person) for person in course.sends]
        people += [(enrol_himself, (mailbox,)) for mailbox in course.himself]
        for number, (act, person) in enumerate(people):
            story.on(course.opened + 1 + number // 4, act, course, person, hour=16)
        story.at(story.moment(_day_of(course), 20), certify, course)


def _day_of(course):
    sittings = (*meetings.SITTINGS, trainings.MARKETING)
    return next(sitting.day for sitting in sittings if sitting.key == course.sitting)


def _training(story, course):
    return Training.objects.get(meeting=story.meetings[course.sitting])


def ask(story, mailbox, topic, title, reason):
    actions.ask_for_topic(
        user=story.people[mailbox], acting=_acting(story, mailbox),
        topic=topic, title=title, reason=reason,
    )  # fmt: skip


def support(story, title, mailbox):
    asked = TopicRequest.objects.get(title=title)
    actions.support_topic(asked, user=story.people[mailbox], acting=_acting(story, mailbox))


def _acting(story, mailbox):
    """The newcomer holds no office yet."""
    return None if mailbox == "warga.baru" else story.mandate(mailbox)


def open_enrolment(story, course):
    meeting = story.meetings[course.sitting]
    by = story.mandate(course.by)
    training = actions.open_enrolment(
        meeting,
        by=by,
        topics=list(course.topics),
        seats=course.seats,
        enrol_until=meeting.starts_at - timedelta(hours=12),
        is_for_all=course.is_for_all,
        trainer=course.trainer,
        bring=course.bring,
        requests=list(TopicRequest.objects.filter(title__in=course.answers)),
    )
    if course.material:
        paper = decree(
            number="1", name=course.material, office="bahan pelatihan",
            region=by.region.full_name, since=formats.day(story.day(course.opened)),
        )  # fmt: skip
        actions.add_material(training, by=by, title=course.material, file=paper)


def send_one(story, course, person):
    mailbox, name, sex, is_young = person
    actions.enrol_person(
        _training(story, course), by=story.mandate(mailbox), name=name, sex=sex, is_young=is_young
    )


def enrol_himself(story, course, person):
    (mailbox,) = person
    user, acting = story.people[mailbox], _acting(story, mailbox)
    region = acting.region if acting else None
    training = _training(story, course)
    actions.enrol(training, user=user, acting=acting, name=user.full_name, region=region)


def certify(story, course):
    """In the evening: who was there, and the certificates."""
    training, by = _training(story, course), story.mandate(course.by)
    rows = training.enrolments.seated()
    present = rows.exclude(name__in=course.absent).values_list("pk", flat=True)
    actions.note_presence(
        training, by=by, shown=set(rows.values_list("pk", flat=True)), present=set(present)
    )
    actions.issue_certificates(training, by=by)
