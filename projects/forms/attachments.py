"""The fifth page: papers that go along with the proposal, one at a time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from core.uploads import PaperField


class AttachmentForm(forms.Form):
    """One more file; a page that is sent without one adds none."""

    title = TextField(
        label=_("What does the file show?"),
        max_length=120,
        required=False,
        help_text=_("For example: map of the pipe, or cost estimate (RAB)."),
    )
    file = PaperField(
        label=_("File"),
        required=False,
        help_text=_("PDF, JPEG or PNG, up to 10 MB. Place and camera are taken out of photos."),
    )

    @property
    def is_blank(self):
        """Was nothing put in?"""
        return not (self.cleaned_data.get("title") or self.cleaned_data.get("file"))

    def clean(self):
        given = self.cleaned_data
        if given.get("file") and not given.get("title") and "title" not in self.errors:
            self.add_error("title", _("Write what the file shows."))
        if given.get("title") and not given.get("file") and "file" not in self.errors:
            self.add_error("file", _("Choose a file."))
