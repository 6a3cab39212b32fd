"""The number of the gazette stands with its day; a missing day was let through."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("agreements", "0024_third_parties")]

    operations = [
        migrations.RemoveConstraint("registration", "registration_gazette_has_number_and_day"),
        migrations.AddConstraint(
            "registration",
            models.CheckConstraint(
                name="registration_gazette_has_number_and_day",
                condition=Q(gazette_number="", promulgated_on__isnull=True)
                | (
                    ~Q(gazette_number="")
                    & Q(promulgated_on__isnull=False, promulgated_on__gte=F("dated_on"))
                ),
            ),
        ),
    ]
