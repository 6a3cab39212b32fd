from django.db import migrations, models

GROUNDS = """
    UPDATE agreements_agreement SET end_ground =
        CASE WHEN ended_at::date > ends_on THEN 'term_over' ELSE 'agreed' END
    WHERE state = 'ended'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_initial"),
        ("meetings", "0011_trainings"),
        ("projects", "0001_initial"),
        ("villages", "0004_second_call"),
    ]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="end_ground",
            field=models.CharField(
                blank=True,
                choices=[
                    ("agreed", "all parties agreed to end it"),
                    ("achieved", "its aim is reached"),
                    ("force_majeure", "events beyond control make it impossible"),
                    ("breach", "a party does not keep it"),
                    ("replaced", "a new agreement takes its place"),
                    ("unlawful", "it is contrary to the law"),
                    ("object_lost", "its object is lost"),
                    ("harmful", "it harms the village, the region or the nation"),
                    ("term_over", "its term is over"),
                ],
                max_length=13,
                verbose_name="ground in law",
            ),
        ),
        migrations.RunSQL(GROUNDS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "ended"), ("end_ground", ""), _connector="XOR"),
                name="agreement_ended_has_ground",
            ),
        ),
    ]
