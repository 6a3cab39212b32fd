"""What an action or a view says when it will not go on."""

from django.core.exceptions import PermissionDenied


class Refusal(Exception):
    """The thing has moved on: a second click, a stale page, somebody was quicker.

    The text is a translated sentence for the person; ``core.views.button`` shows it
    as a message and leads to ``back`` or, without it, to where the person came from.
    Nothing has been written.
    """

    def __init__(self, text="", *, back=None):
        super().__init__(text)
        self.back = back


class Forbidden(PermissionDenied):
    """The person may see the thing but not do this; the text says why and who can."""
