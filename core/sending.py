"""What a form has saved is found again by the number of the form, so that it is saved once."""

from datetime import date, datetime
from decimal import Decimal

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core import formats
from core.errors import Refusal

LONGEST = 80  # characters of a saved text that the sentence repeats


class SentOtherwise(Exception):
    """A form of this number has been saved already, with other words. Nothing has been written.

    It is no ``Refusal``: ``core.views.asking_again`` shows the page again, with the words that
    were sent now and a new number for them.
    """

    def __init__(self, token, saved):
        super().__init__(
            _(
                "This form has been sent before, in other words. What was saved then stays: "
                "%(saved)s. What you typed now stands below and is not saved yet; send it once "
                "more to save it too."
            )
            % {"saved": saved}
        )
        self.token = token


def sent_before(rows, token, **words):
    """The one of ``rows`` that the form numbered ``token`` has made; None where it made none.

    The same form sent twice is one row. Sent again with other ``words`` than that row has, it is
    another wish: ``SentOtherwise``. A file is the same where it has the same size; where none came
    this time, nothing is lost.
    """
    found = rows.filter(token=token).first()
    if found is None:
        return None
    fields = [found._meta.get_field(name) for name in words]
    if other := [field for field in fields if not _is_same(found, field, words[field.name])]:
        raise SentOtherwise(token, "; ".join(_told(found, field) for field in other))
    return found


def require_same_words(saved, sent):
    """Of a form without a number: what was saved stays, and whoever sends other words hears which."""
    if saved == sent:
        return
    if not saved:
        raise Refusal(
            _("This was sent already, without further words. Nothing of the new ones is saved.")
        )
    text = _(
        "This was sent already, with these words: “%(saved)s”. Nothing of the new ones is saved."
    )
    raise Refusal(text % {"saved": Truncator(saved).chars(LONGEST)})


def _is_same(row, field, given):
    kept = getattr(row, field.attname)
    if isinstance(field, models.FileField):
        return not given or _size(kept) == given.size
    return kept == (given.pk if isinstance(given, models.Model) else given)


def _size(file):
    """None where there is no file, or no more."""
    return file.size if file and file.storage.exists(file.name) else None


def _told(row, field):
    """What the row says there, where a few words can say it; else only what it is about."""
    if field.choices:
        said = getattr(row, f"get_{field.name}_display")()
    else:
        said = _written(getattr(row, field.attname)) if not field.is_relation else ""
    return f"{field.verbose_name} “{said}”" if said else str(field.verbose_name)


def _written(value):
    if value in ("", None):
        return "-"
    if isinstance(value, date) and not isinstance(value, datetime):
        return formats.day(value)
    if isinstance(value, Decimal):
        return formats.figure(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return formats.number(value) if value > 9999 else str(value)  # years have no dots
    return Truncator(value).chars(LONGEST) if isinstance(value, str) else ""
