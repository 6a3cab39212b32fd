import factory
from django.core.files.uploadedfile import SimpleUploadedFile

from core import seals
from tests.factories.meetings import AgendaItemFactory
from tests.factories.villages import ForumFactory, MandateFactory


class AgendaTopicFactory(factory.django.DjangoModelFactory):
    """A topic that waits, proposed by the head of a member; ``forum=`` for one that is there."""

    class Meta:
        model = "meetings.AgendaTopic"
        skip_postgeneration_save = True

    proposed_by = factory.SubFactory(MandateFactory)
    region = factory.SelfAttribute("proposed_by.region")
    forum = factory.SubFactory(ForumFactory)
    title = factory.Sequence(lambda n: f"Usulan contoh {n}")
    reason = "Perlu disepakati sebelum musim hujan."

    @factory.post_generation
    def seated(self, create, extracted, **kwargs):
        """Who proposes sits in the forum."""
        if not self.forum.memberships.filter(region=self.region).exists():
            self.forum.memberships.create(region=self.region)


class AgendaPaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = "meetings.AgendaPaper"

    class Params:
        content = b"%PDF-1.4 contoh"

    item = factory.SubFactory(AgendaItemFactory)
    title = factory.Sequence(lambda n: f"Bahan rapat {n}")
    file = factory.LazyAttribute(lambda o: SimpleUploadedFile("bahan.pdf", o.content))
    size = factory.LazyAttribute(lambda o: len(o.content))
    sha256 = factory.LazyAttribute(lambda o: seals.digest_of_file(o.content))
    added_by = factory.SelfAttribute("item.meeting.called_by")
