from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat
from django.db.models import CharField, OuterRef, Subquery

DAY = 1440


def fill(apps, schema_editor):
    """Whom, and of what, the rows from before remind: a meeting, and far ahead of a missing answer."""
    Mandate = apps.get_model("villages", "Mandate")
    Mail = apps.get_model("notifications", "Mail")
    Reminder = apps.get_model("meetings", "Reminder")
    user = Mandate.objects.filter(pk=OuterRef("mandate")).values("user")
    key = Concat(Value("reminder:"), Cast(OuterRef("pk"), CharField()))
    mail = Mail.objects.filter(key=key).values("pk")
    Reminder.objects.update(
        recipient=Subquery(user),
        mail=Subquery(mail),
        about=Concat(Value("meetings.meeting:"), Cast(F("meeting_id"), CharField())),
    )
    Reminder.objects.filter(minutes_before__gt=DAY).update(kind="answer")
    Reminder.objects.filter(mail__isnull=False).update(handed=1)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0020_reminder_kinds")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
