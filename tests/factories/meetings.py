from datetime import date, time, timedelta

import factory
from django.utils import timezone

from meetings.changes import facts_of
from meetings.documents.letters import content_of
from meetings.models import LetterBook, Meeting
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory


class MeetingFactory(factory.django.DjangoModelFactory):
    """A meeting of a forum in ten days, called by a village head; ``invited=[region, …]``.

    ``project=`` instead of ``forum=`` makes it one of a project's partners.
    """

    class Meta:
        model = "meetings.Meeting"
        skip_postgeneration_save = True

    class Params:
        cancelled = factory.Trait(state="cancelled", cancel_reason="Jalan longsor")
        held = factory.Trait(
            state="held", starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=3))
        )

    called_by = factory.SubFactory(MandateFactory)
    organiser = factory.SelfAttribute("called_by.region")
    project = None
    forum = factory.Maybe("project", None, factory.SubFactory(ForumFactory))
    title = factory.Sequence(lambda n: f"Musyawarah contoh {n}")
    starts_at = factory.LazyFunction(
        lambda: (
            timezone.now().replace(hour=2, minute=0, second=0, microsecond=0) + timedelta(days=10)
        )
    )  # 09.00 WIB
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))
    answer_by = factory.LazyAttribute(lambda o: o.starts_at - timedelta(days=1))
    zone = "Asia/Jakarta"
    place = "Aula kecamatan"

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        return Meeting.rules_of(kwargs.get("forum")) | kwargs

    @factory.post_generation
    def invited(self, create, extracted, **kwargs):
        for region in extracted or []:
            self.invitations.create(region=region)

    @factory.post_generation
    def known(self, create, extracted, **kwargs):
        """What the invited know of it."""
        self.told = facts_of(self)
        self.save()


class InvitationFactory(factory.django.DjangoModelFactory):
    """An unanswered invitation; ``region`` is that of a verified head, ``head``."""

    class Meta:
        model = "meetings.Invitation"
        exclude = ["head"]

    head = factory.SubFactory(MandateFactory)
    meeting = factory.SubFactory(MeetingFactory)
    region = factory.SelfAttribute("head.region")


class PollFactory(factory.django.DjangoModelFactory):
    """A date poll of a forum with two dates, open for a week; ``asked=[region, …]``.

    The dates are at 09.00 WIB in ten and in eleven days; ``dates=[days, …]`` makes others.
    """

    class Meta:
        model = "meetings.Poll"
        skip_postgeneration_save = True

    asked_by = factory.SubFactory(MandateFactory)
    organiser = factory.SelfAttribute("asked_by.region")
    project = None
    forum = factory.Maybe("project", None, factory.SubFactory(ForumFactory))
    title = factory.Sequence(lambda n: f"Jajak contoh {n}")
    zone = "Asia/Jakarta"
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    chase_at = factory.LazyAttribute(lambda o: o.closes_at - timedelta(days=2))

    @factory.post_generation
    def dates(self, create, extracted, **kwargs):
        morning = timezone.now().replace(hour=2, minute=0, second=0, microsecond=0)
        for days in extracted or (10, 11):
            start = morning + timedelta(days=days)
            self.slots.create(starts_at=start, ends_at=start + timedelta(hours=2))

    @factory.post_generation
    def asked(self, create, extracted, **kwargs):
        self.regions.set(extracted or [])


class SeriesFactory(factory.django.DjangoModelFactory):
    """Every Wednesday from the one after next, 09.00 to 11.30 WIB; no date is laid out yet."""

    class Meta:
        model = "meetings.Series"

    started_by = factory.SubFactory(MandateFactory)
    organiser = factory.SelfAttribute("started_by.region")
    project = None
    forum = factory.Maybe("project", None, factory.SubFactory(ForumFactory))
    title = factory.Sequence(lambda n: f"Rangkaian contoh {n}")
    rule = "FREQ=WEEKLY;BYDAY=WE"
    first_day = factory.LazyFunction(
        lambda: timezone.localdate() + timedelta(days=(2 - timezone.localdate().weekday()) % 7 + 7)
    )
    start = time(9)
    minutes = 150
    zone = "Asia/Jakarta"
    place = "Aula kecamatan"


class OccurrenceFactory(factory.django.DjangoModelFactory):
    """The first date of a series."""

    class Meta:
        model = "meetings.Occurrence"

    series = factory.SubFactory(SeriesFactory)
    day = factory.SelfAttribute("series.first_day")
    starts_at = factory.LazyAttribute(lambda o: o.series.span(o.day)[0])
    ends_at = factory.LazyAttribute(lambda o: o.series.span(o.day)[1])
    place = factory.SelfAttribute("series.place")


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "meetings.AgendaItem"

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Acara {n}")


class LetterFactory(factory.django.DjangoModelFactory):
    """A meeting's official letter, in a book of its own."""

    class Meta:
        model = "meetings.Letter"

    meeting = factory.SubFactory(MeetingFactory)
    book = factory.LazyAttribute(
        lambda o: LetterBook.objects.get_or_create(forum=o.meeting.forum, year=2026)[0]
    )
    order = factory.Sequence(lambda n: n + 1)
    dated = date(2026, 11, 2)
    number = factory.LazyAttribute(lambda o: f"005/{o.order:03}/BKAD/XI/2026")
    content = factory.LazyAttribute(
        lambda o: content_of(o.meeting, agenda=[], number=o.number, dated=o.dated, wishes={})
    )


class AttendanceFactory(factory.django.DjangoModelFactory):
    """A person whom the minute taker has seen, for ``region`` or as a guest of an institution."""

    class Meta:
        model = "meetings.Attendance"

    class Params:
        unconfirmed = factory.Trait(is_confirmed=False, recorded_by=None, how="qr")

    meeting = factory.SubFactory(MeetingFactory)
    region = factory.SubFactory(RegionFactory)
    institution = factory.Maybe("region", "", "PNPM Contoh")
    name = factory.Sequence(lambda n: f"Warga Contoh {n}")
    office = "Kaur Umum"
    state = "present"
    substitute = factory.LazyAttribute(lambda o: "Ibu Contoh" if o.state == "represented" else "")
    how = "list"
    arrived_at = factory.LazyAttribute(
        lambda o: None if o.state in ("excused", "absent") else o.meeting.starts_at
    )
    recorded_by = factory.SelfAttribute("meeting.called_by")


class ReminderFactory(factory.django.DjangoModelFactory):
    """A reminder that is due now, for the head of an invited village."""

    class Meta:
        model = "meetings.Reminder"

    invitation = factory.SubFactory(InvitationFactory)
    meeting = factory.SelfAttribute("invitation.meeting")
    mandate = factory.LazyAttribute(lambda o: o.invitation.region.mandates.get())
    recipient = factory.SelfAttribute("mandate.user")
    about = factory.SelfAttribute("meeting.key")
    minutes_before = 1440
    sequence = factory.SelfAttribute("meeting.sequence")
    due_at = factory.LazyFunction(timezone.now)


class DecisionFactory(factory.django.DjangoModelFactory):
    """A proposal recorded by who called the meeting; ``adopted=True`` by consensus, with quorum."""

    class Meta:
        model = "meetings.Decision"

    class Params:
        adopted = factory.Trait(
            state="adopted",
            how="consensus",
            decided_at=factory.LazyFunction(timezone.now),
            quorum_met=True,
            quorum_invited=3,
            quorum_in_person=3,
            quorum_by_proxy=0,
            quorum_needed=2,
        )

    meeting = factory.SubFactory(
        MeetingFactory, starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    )
    forum = factory.SelfAttribute("meeting.forum")
    organiser = factory.SelfAttribute("meeting.organiser")
    recorded_by = factory.SelfAttribute("meeting.called_by")
    year = factory.LazyAttribute(lambda o: o.meeting.starts_at.year)
    number = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Iuran air ditetapkan Rp{n} per meter kubik.")


class ActionItemFactory(factory.django.DjangoModelFactory):
    """An open task of an invited region, due in ten days; ``mandate=`` makes it a person's."""

    class Meta:
        model = "meetings.ActionItem"

    meeting = factory.SubFactory(
        MeetingFactory, starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    )
    mandate = None
    region = factory.Maybe(
        "mandate",
        factory.SelfAttribute("mandate.region"),
        factory.LazyAttribute(lambda o: MandateFactory().region),
    )
    text = factory.Sequence(lambda n: f"Minta penawaran {n} meteran air")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
    given_by = factory.SelfAttribute("meeting.called_by")
