from django.db import migrations

SQL = """
    UPDATE projects_project SET report_due_on = (CURRENT_DATE + INTERVAL '1 month')::date
    WHERE state = 'running' AND report_due_on IS NULL
"""


class Migration(migrations.Migration):
    """What runs already reports for the first time a month from now."""

    dependencies = [("projects", "0002_milestones_and_reports")]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop, elidable=True)]
