"""The roof: settings, addresses, start page, demo; it sees every floor and joins them."""

from forum_portal.celery import app as celery_app

__all__ = ["celery_app"]
