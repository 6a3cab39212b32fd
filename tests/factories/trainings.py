from datetime import timedelta

import factory

from meetings.models import Enrolment, TopicRequest, TopicSupport, Training
from tests.factories.accounts import UserFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.villages import MandateFactory


class TrainingFactory(factory.django.DjangoModelFactory):
    """A training in ten days with two seats, open to citizens; others by ``meeting__…``."""

    class Meta:
        model = "meetings.Training"

    meeting = factory.SubFactory(MeetingFactory, kind="training")
    topics = factory.LazyFunction(lambda: ["pertanian"])
    seats = 2
    enrol_until = factory.LazyAttribute(lambda o: o.meeting.starts_at - timedelta(days=1))
    trainer = "Balai Penyuluhan Pertanian"


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """Somebody with a seat; ``waiting=True`` for one on the list, ``present=True`` for who came."""

    class Meta:
        model = "meetings.Enrolment"
        skip_postgeneration_save = True

    class Params:
        waiting = factory.Trait(state=Enrolment.State.WAITING)
        present = factory.Trait(
            was_present=True,
            marked_at=factory.SelfAttribute("training.meeting.ends_at"),
            marked_by=factory.SelfAttribute("training.meeting.called_by"),
        )

    training = factory.SubFactory(TrainingFactory)
    booked_by = factory.SubFactory(UserFactory)
    name = factory.SelfAttribute("booked_by.full_name")
    state = Enrolment.State.SEATED

    @factory.post_generation
    def counted(self, create, extracted, **kwargs):
        seated = self.training.enrolments.seated().count()
        Training.objects.filter(pk=self.training_id).update(taken=seated)
        self.training.taken = seated


class SentEnrolmentFactory(EnrolmentFactory):
    """One of a village's people, enrolled by its head."""

    mandate = factory.SubFactory(MandateFactory)
    booked_by = factory.SelfAttribute("mandate.user")
    region = factory.SelfAttribute("mandate.region")
    name = factory.Sequence(lambda n: f"Petani Contoh {n}")


class MaterialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "meetings.Material"

    training = factory.SubFactory(TrainingFactory)
    title = factory.Sequence(lambda n: f"Bahan {n}")
    file = factory.django.FileField(filename="bahan.pdf", data=b"%PDF-1.4 contoh")
    added_by = factory.SelfAttribute("training.meeting.called_by")


class TopicRequestFactory(factory.django.DjangoModelFactory):
    """A wish with its first supporter."""

    class Meta:
        model = "meetings.TopicRequest"
        skip_postgeneration_save = True

    topic = "usaha"
    title = factory.Sequence(lambda n: f"Menjual lewat internet {n}")
    reason = "Hasil kebun sulit dijual"
    asked_by = factory.SubFactory(UserFactory)
    state = TopicRequest.State.OPEN
    supports = 1

    @factory.post_generation
    def supported(self, create, extracted, **kwargs):
        TopicSupport.objects.create(request=self, user=self.asked_by)
