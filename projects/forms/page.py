"""What the pages of a proposal share."""

from django import forms

from core.text import tidy
from projects.forms.fields import LONGEST_TYPED
from villages.forms import RegionsField


class Page(forms.Form):
    """What the forms of all pages share: made from a project and whose turn it is."""

    def __init__(self, *args, project, **kwargs):
        self.project = project
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self):
        """What the form takes from the project."""

    @classmethod
    def typed_names(cls, data):
        """The names under which the page sends what was typed."""
        return list(cls.base_fields)

    @classmethod
    def typed_in(cls, data):
        """What was typed on this page, ready to keep; nothing else that was sent with it."""
        return {
            name: [tidy(value[:LONGEST_TYPED], lines=True) for value in data.getlist(name)[:100]]
            for name in cls.typed_names(data)
            if name in data
        }

    @classmethod
    def shown(cls, typed, **kwargs):
        """The page as it was left, not yet judged."""
        many = (forms.MultipleChoiceField, RegionsField)
        initial = {
            name: typed.getlist(name)
            if isinstance(cls.base_fields.get(name), many)
            else typed.get(name)
            for name in typed
        }
        return cls(initial=initial, **kwargs)

    @property
    def is_complaining(self):
        """May the form be judged, or did the person only ask for another row or a search?"""
        return True
