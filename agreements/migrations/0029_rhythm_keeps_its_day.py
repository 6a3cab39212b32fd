"""What goes on in a successor keeps its day of the month; rows of sealed texts stay as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0028_reports_of_a_joint_body"),
    ]

    operations = [
        migrations.AddField(
            model_name="obligation",
            name="month_day",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="day of the month on which it goes on"
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("month_day__isnull", True),
                    models.Q(
                        ("first_due__day__lt", models.F("month_day")),
                        ("month_day__range", (29, 31)),
                        models.Q(("rhythm", "once"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="obligation_goes_on_at_the_end_of_a_month",
            ),
        ),
    ]
