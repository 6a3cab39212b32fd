from django.db import migrations

# What ``projects.actions.funding.note_gap`` keeps, for projects whose sums were kept by an older rule.
SQL = """
UPDATE projects_project SET funding_gap = sums.gap FROM (
    SELECT project.id, GREATEST(0, COALESCE((
        SELECT COALESCE(SUM(line.amount), 0) FROM projects_budget AS budget
        LEFT JOIN projects_budgetline AS line ON line.budget_id = budget.id
        WHERE budget.project_id = project.id
        GROUP BY budget.number ORDER BY budget.number DESC LIMIT 1
    ), version.cost) - COALESCE((
        SELECT SUM(CASE state WHEN 'received' THEN received
            WHEN 'committed' THEN GREATEST(worth, received) ELSE 0 END)
        FROM projects_commitment WHERE project_id = project.id
    ), 0) - COALESCE((
        SELECT SUM(named.amount) FROM projects_contribution AS named
        WHERE named.version_id = version.id AND NOT EXISTS (
            SELECT FROM projects_commitment AS own
            LEFT JOIN projects_offer AS offer ON offer.commitment_id = own.id
            WHERE own.project_id = project.id AND own.region_id = named.region_id
            AND own.state <> 'planned' AND offer.id IS NULL
        )
    ), 0)) AS gap
    FROM projects_project AS project
    JOIN projects_version AS version ON version.id = project.current_id
) AS sums WHERE sums.id = projects_project.id AND funding_gap <> sums.gap
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_squashed_0019")]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
