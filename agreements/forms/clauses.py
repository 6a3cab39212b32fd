"""Words of a clause, and what others say to it."""

import uuid

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import wording
from agreements.models import Matter, PartChoices
from agreements.models.clause import MAX_TEXT, OWN_NUMBER
from agreements.printing import prints
from core.forms import UNSEEN, FormNumberField, LongTextField, TextField


def unnumbered(words):
    """What numbers itself would stand beside the system's own numbers."""
    if line := wording.numbers_itself(words):
        raise forms.ValidationError(OWN_NUMBER, "numbered", {"line": line[:60]})


class WordsField(LongTextField):
    """Words of a clause."""

    def __init__(self, **kwargs):
        super().__init__(
            max_length=MAX_TEXT, validators=[prints, unnumbered], **{"rows": 10} | kwargs
        )


class ClauseForm(forms.Form):
    """Heading and words of one clause; ``seen`` is the revision that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=UNSEEN, min_value=0)
    title = TextField(
        label=gettext_lazy("Heading"),
        max_length=120,
        required=False,
        validators=[prints, unnumbered],
    )
    text = WordsField(
        label=gettext_lazy("Words"),
        required=False,
        help_text=gettext_lazy(
            "Each line is a paragraph; (1), a. or 1. begins an item. Numbers of articles come by "
            "themselves."
        ),
    )

    def __init__(self, data=None, *, clause):
        initial = {"seen": clause.revision, "title": clause.title, "text": clause.text}
        super().__init__(data, initial=initial)
        if clause.part != PartChoices.ARTICLE:
            del self.fields["title"]

    def clean(self):
        return {"title": ""} | super().clean()

    def look_anew(self, clause):
        """Somebody else has saved meanwhile: what was typed stays, and is saved knowingly."""
        self.data = self.data.copy()
        self.data["seen"] = clause.revision


class AddForm(forms.Form):
    """One more clause; where compulsory matters have none (``lacking``), one of these."""

    part = forms.TypedChoiceField(
        label=gettext_lazy("Part"),
        choices=PartChoices.choices,
        coerce=int,
        initial=PartChoices.ARTICLE,
    )
    matter = forms.ChoiceField(
        label=gettext_lazy("Compulsory matter"), required=False, choices=Matter.choices,
        help_text=gettext_lazy(
            "The draft has no clause on these yet, and cannot be opened without them."
        ),
    )  # fmt: skip
    title = TextField(
        label=gettext_lazy("Heading"), max_length=120, required=False, validators=[prints],
        help_text=gettext_lazy("Of an article only."),
    )  # fmt: skip
    text = WordsField(label=gettext_lazy("Words"))

    def __init__(self, data=None, *, lacking=()):
        super().__init__(data)
        sent = data.get("matter") if data else ""
        if not lacking and not sent:
            del self.fields["matter"]
            return
        offered = [each for each in Matter if each in lacking or each == sent]
        self.fields["matter"].widget.choices = [
            ("", _("None of these")),
            *((each.value, capfirst(each.label)) for each in offered),
        ]

    def clean(self):
        cleaned = {"matter": ""} | super().clean()
        if cleaned["matter"] and cleaned.get("part") != PartChoices.ARTICLE:
            self.add_error("matter", _("Only an article has this; leave it empty here."))
        return cleaned


class RemarkForm(forms.Form):
    """A comment, or other words with the reason."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages=UNSEEN, min_value=0, max_value=2**31 - 1
    )
    token = FormNumberField()
    text = LongTextField(label=gettext_lazy("What you think, and why"), max_length=1000, rows=4)
    words = WordsField(
        label=gettext_lazy("Other words for the clause (may stay empty)"),
        required=False,
        help_text=gettext_lazy("The whole clause as you want it."),
    )

    def __init__(self, data=None, *, clause):
        initial = {"seen": clause.revision, "token": uuid.uuid4()}
        super().__init__(data, initial=initial, auto_id="usul_%s")


class ReplyForm(forms.Form):
    """Taken over or not: the button says which; a no wants its reason."""

    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=UNSEEN, min_value=0)
    accepted = forms.TypedChoiceField(
        choices=[("ya", ""), ("tidak", "")],
        coerce=lambda value: value == "ya",
        widget=forms.HiddenInput,
        error_messages=UNSEEN,
    )
    reason = LongTextField(
        label=gettext_lazy("Why not"), max_length=500, rows=2, required=False
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("accepted") is False and not cleaned.get("reason"):
            self.add_error("reason", _("Say why you do not take these words over."))
        return cleaned

    def look_anew(self, clause):
        """It was refused: the reason stays, and the words are taken onto those shown now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = clause.revision
