from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The ground: it knows no village and no user."""

    name = "core"
