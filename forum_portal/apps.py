from django.apps import AppConfig


class ForumPortalConfig(AppConfig):
    """The roof: it has no tables, but sees everything."""

    name = "forum_portal"

    def ready(self):
        from forum_portal import checks, field_names  # noqa: F401

        field_names.give_names()
