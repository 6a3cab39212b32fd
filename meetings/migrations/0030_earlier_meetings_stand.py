from django.db import migrations
from django.db.models import OuterRef, Subquery

NOTICE = ["notice_days", "notice_days_meeting", "notice_days_urgent"]
REASON = "Rapat dibatalkan sebelum pemungutan suara ditutup."


def fill_notice(apps, schema_editor):
    """Meetings from before stand under the notice that their forum asks for today."""
    forum = apps.get_model("villages", "Forum").objects.filter(pk=OuterRef("forum"))
    apps.get_model("meetings", "Meeting").objects.filter(forum__isnull=False).update(
        **{name: Subquery(forum.values(name)) for name in NOTICE}
    )


def stop_votes(apps, schema_editor):
    """A meeting could once be cancelled while a vote was open. Nobody can close that one any more:
    it ends without a result, and its proposal is withdrawn. It is signed by who had opened it."""
    votes = apps.get_model("meetings", "Vote").objects.filter(
        state="open", decision__meeting__state="cancelled"
    )
    AuditEvent = apps.get_model("core", "AuditEvent")
    for vote in votes.select_related("decision__meeting").order_by("pk").iterator(chunk_size=500):
        decision = vote.decision
        vote.state, vote.closed_by_id = "stopped", vote.opened_by_id
        vote.closed_at = max(vote.opened_at, decision.meeting.updated_at)
        vote.save(update_fields=["state", "closed_by", "closed_at"])
        decision.state, decision.withdraw_reason = "withdrawn", REASON
        decision.save(update_fields=["state", "withdraw_reason"])
        AuditEvent.objects.create(
            verb="meetings.decision_withdrawn",
            target_type="meetings.decision",
            target_id=str(decision.pk),
            target_label=f"{decision.number}/{decision.year}: {decision.text}"[:250],
            detail={"reason": REASON},
        )


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_rows_are_not_truncated"),
        ("meetings", "0029_notice_of_the_call"),
    ]

    operations = [
        migrations.RunPython(fill_notice, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(stop_votes, migrations.RunPython.noop, elidable=True),
    ]
