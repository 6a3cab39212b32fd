from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0031_words_on_addenda"),
        ("notifications", "0002_by_day_and_expected"),
        ("villages", "0008_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reminder",
            name="reminder_of_what_its_kind_says",
        ),
        migrations.AlterField(
            model_name="reminder",
            name="kind",
            field=models.CharField(
                choices=[
                    ("answer", "missing answer"),
                    ("meeting", "meeting is near"),
                    ("remarks", "minutes to confirm"),
                    ("task", "task"),
                    ("minutes", "missing minutes"),
                    ("addendum", "addendum to confirm"),
                ],
                default="meeting",
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("action_item", None),
                        ("invitation__isnull", False),
                        ("kind__in", ["answer", "meeting"]),
                    ),
                    models.Q(
                        ("action_item__isnull", False), ("invitation", None), ("kind", "task")
                    ),
                    models.Q(
                        ("action_item", None),
                        ("invitation", None),
                        ("kind__in", ["remarks", "minutes", "addendum"]),
                    ),
                    _connector="OR",
                ),
                name="reminder_of_what_its_kind_says",
            ),
        ),
    ]
