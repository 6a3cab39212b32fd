"""State machines as data: a table of moves beside the enum, and one function that moves."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Refusal


def move(instance, field, *, to, **changes):
    """Move ``instance.field`` to ``to`` and set ``changes``, or raise ``Refusal``.

    The model's table ``<FIELD>_MOVES`` (old state → set of new ones) says what is allowed.
    One UPDATE with the old state in its WHERE is both the check and the lock: of two people
    at once, one is refused.
    """
    model, old = type(instance), getattr(instance, field)
    if to not in getattr(model, f"{field.upper()}_MOVES").get(old, ()):
        raise Refusal(_("This has changed in the meantime. Please look at the page again."))
    changes |= {field: to, "updated_at": timezone.now()}
    if not model._base_manager.filter(pk=instance.pk, **{field: old}).update(**changes):
        raise Refusal(
            _(
                "This has changed already: somebody else was quicker, or you have pressed twice. "
                "Please look at the page again."
            )
        )
    for name, value in changes.items():
        setattr(instance, name, value)
