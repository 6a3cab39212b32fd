from datetime import date, timedelta

from django.db import migrations


def schedule(apps, schema_editor):
    """Projects that were finished before there were evaluations get theirs."""
    Evaluation = apps.get_model("projects", "Evaluation")
    finished = apps.get_model("projects", "Project").objects.filter(
        state="finished", evaluations=None
    )
    for project in finished:
        ended = project.closed_at.date()
        last = min(ended.day, 28) if ended.month == 2 else ended.day
        for years in (0, 1, 3):
            later = date(ended.year + years, ended.month, last)
            due_on = later if years else ended + timedelta(days=30)
            Evaluation.objects.create(project=project, years=years, due_on=due_on)


class Migration(migrations.Migration):
    dependencies = [("projects", "0005_results")]

    operations = [migrations.RunPython(schedule, migrations.RunPython.noop)]
