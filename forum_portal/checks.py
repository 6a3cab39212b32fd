"""What must not be so in production, found by ``manage.py check --deploy``."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from accounts.models import User
from forum_portal.demo.people import DOMAIN


@register(Tags.security, deploy=True)
def no_demo_accounts(app_configs, **kwargs):
    """Their password is printed in the README."""
    if settings.DEMO:
        return []
    try:
        there = User.objects.filter(email__endswith=f"@{DOMAIN}").exists()
    except DatabaseError:
        return []  # no database to look into, or no tables yet
    if not there:
        return []
    return [
        Error(
            "This database holds demo accounts, whose password everybody knows.",
            hint="Use an empty database for the real portal. The demo belongs to FORUM_DEMO=1.",
            id="forum_portal.E001",
        )
    ]
