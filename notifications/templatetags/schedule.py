"""Whether the clock stands still, for the banner on operators' pages."""

from django import template

from notifications import heartbeat

register = template.Library()


@register.inclusion_tag("notifications/_standing_still.html")
def standing_still():
    return {"late": [run for run in heartbeat.last_runs() if run.late]}
