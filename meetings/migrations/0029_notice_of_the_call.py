from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0028_no_table_is_emptied")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="notice_days",
            field=models.PositiveSmallIntegerField(
                default=7, editable=False, verbose_name="notice in days"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="notice_days_meeting",
            field=models.PositiveSmallIntegerField(
                default=3,
                editable=False,
                verbose_name="notice of a meeting that is no assembly, in days",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="notice_days_urgent",
            field=models.PositiveSmallIntegerField(
                default=1, editable=False, verbose_name="notice of an urgent meeting, in days"
            ),
        ),
    ]
