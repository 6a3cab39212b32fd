import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory


class NotificationFactory(factory.django.DjangoModelFactory):
    """A new line in somebody's inbox; a read one with ``was_read=True``."""

    class Meta:
        model = "notifications.Notification"

    class Params:
        was_read = factory.Trait(read_at=factory.LazyFunction(timezone.now))

    recipient = factory.SubFactory(UserFactory)
    kind = "meetings.invited"
    title = factory.Sequence(lambda n: f"Undangan rapat {n}")
    body = "Forum Kecamatan Watumalang mengundang desa Anda."
    url = "/pertemuan/1/"


class MailFactory(factory.django.DjangoModelFactory):
    """A letter that is due; others by ``due_at=``, ``expires_at=`` and ``state=``."""

    class Meta:
        model = "notifications.Mail"

    key = factory.Sequence(lambda n: f"contoh:{n}")
    kind = "meetings.invited"
    recipient = factory.SubFactory(UserFactory)
    to = factory.SelfAttribute("recipient.email")
    subject = "Undangan rapat"
    text = "Rapat besok pukul 09.00 WIB."
    html = "<p>Rapat besok pukul 09.00 WIB.</p>"
    message_id = factory.Sequence(lambda n: f"<contoh-{n}@forum.example>")
