"""What was typed for something that has moved on meanwhile is shown again, so that it is not lost."""

import re
from contextlib import suppress
from functools import wraps

from django import forms
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from core import formats
from core.access import require
from core.errors import Forbidden, Refusal
from core.views import page_above
from projects import rules
from projects.forms import LONGEST_TYPED
from projects.models import Project

CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField, forms.FileField)
_CELL = re.compile(r"([a-z_]+)_(\d{1,3})", re.ASCII)  # a field of a row, and the row


def keeping(form_class, prefix=""):
    """A view that refuses a form which was sent: the reason stands above the words, to copy."""

    def decorate(view):
        @wraps(view)
        def answered(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except Refusal as refusal:
                return _kept(request, form_class, prefix, refusal, status=409)
            except Forbidden as refusal:
                left = left_words(request.acting, kwargs.get("code"))
                if left:
                    return _kept(request, form_class, prefix, Forbidden(left), status=403)
                title = _("You cannot do this")
                return _kept(request, form_class, prefix, refusal, status=403, title=title)

        return answered

    return decorate


def _kept(request, form_class, prefix, refusal, *, status, title=""):
    """The page with the words; where there are none, the refusal goes on its usual way."""
    if not (lines := lines_of(request, form_class, prefix)):
        raise refusal
    page = {
        "title": title or _("This is no longer possible"),
        "reason": str(refusal),
        "back": resolve_url(getattr(refusal, "back", None) or page_above(request.path)),
    }
    return shown_again(request, lines, status=status, **page)


def is_to_be_done(form, verdict):
    """Is the form whole, and to be given to the action? Who has no right hears so first. Who comes
    too late hears it from the action, which tells a second click from another wish."""
    if not verdict.moved_on or not form.is_valid():
        require(verdict)
    return form.is_valid()


def left_words(acting, code):
    """What somebody hears whose region a newer version of the proposal has left out; else nothing."""
    rows = Project.objects.public().select_related("pending").filter(code=code)
    project = rows.first() if code else None
    if project is None or not rules.has_left(acting, project):
        return ""
    words = {"region": acting.region.full_name}
    return _("%(region)s takes no part in this proposal any more.") % words


def retyped(form, **marks):
    """What was sent, on top of what has been saved in between: with the new hidden marks."""
    typed = form.data.copy()
    for name, value in marks.items():
        typed[form.add_prefix(name)] = value
    return typed


def say_what_stands(form, words):
    """Above a form that came back because somebody else has saved in between: his ``words``."""
    text = _(
        "Written down now: %(rows)s. What you typed stands below; saved again it takes the "
        "place of all of it."
    )
    form.add_error(None, text % {"rows": words})


def shown_again(request, lines, *, status=409, template="typed_again", **page):
    """The page with the typed ``lines``, each with its label."""
    page |= {"lines": lines, "has_files": bool(request.FILES)}
    return render(request, f"projects/{template}.html", page, status=status)


def lines_of(request, form_class, prefix=""):
    """Label and text of what was typed; nothing where there are no words among it. Rows of a form
    have the labels that the form names in ``ROW_LABELS``; without them no label, and of those
    whatever has several words counts."""
    if request.method != "POST":
        return []
    fields, cells = form_class.base_fields, getattr(form_class, "ROW_LABELS", {})
    lines, is_worth_it = [], False
    for name, values in request.POST.lists():
        field = fields.get(name.removeprefix(f"{prefix}-"))
        label = field.label if field else _cell_label(cells, name)
        text = "\n".join(values)[:LONGEST_TYPED].strip()
        if text and (label if field is None and label else _is_typed(field, text)):
            lines.append((label, _as_read(field, text)))
            is_worth_it = is_worth_it or field is None or isinstance(field, forms.CharField)
    return lines if is_worth_it else []


def _as_read(field, text):
    """A day as people write it, not as browsers send it."""
    if isinstance(field, forms.DateField):
        with suppress(forms.ValidationError):
            return formats.day(field.to_python(text))
    return text


def _cell_label(cells, name):
    """Unit price (row 4), or the label of a field that a form makes for itself; else nothing."""
    if name in cells:
        return cells[name]
    found = _CELL.fullmatch(name)
    if not found or found[1] not in cells:
        return ""
    words = {"label": cells[found[1]], "row": int(found[2]) + 1}
    return _("%(label)s (row %(row)d)") % words


def _is_typed(field, text):
    """Words, days and sums; not what was chosen or was sent along unseen."""
    if field is None:
        return " " in text
    return not isinstance(field, CHOSEN) and not field.widget.is_hidden
