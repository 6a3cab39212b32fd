"""No form of this floor shows the technical name of a field."""

import importlib
import inspect
import pkgutil

import pytest
from django import forms

import meetings.forms


def forms_of_this_floor():
    """All but the filters of lists, which show words of their own and no summary."""
    for found in pkgutil.iter_modules(meetings.forms.__path__):
        module = importlib.import_module(f"meetings.forms.{found.name}")
        for one in vars(module).values():
            is_form = inspect.isclass(one) and issubclass(one, forms.Form)
            if not is_form or one.__name__.endswith("FilterForm"):
                continue
            if one.__module__ == module.__name__:
                yield pytest.param(one, id=one.__name__)


@pytest.mark.parametrize("form", list(forms_of_this_floor()))
def test_every_field_that_one_sees_has_a_label(form):
    nameless = [
        name
        for name, field in form.base_fields.items()
        if field.label is None and not field.widget.is_hidden
    ]

    assert nameless == []
