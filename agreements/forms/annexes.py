"""A file that is bound to the text."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.printing import prints
from core.forms import TextField
from core.uploads import PaperField


class AnnexForm(forms.Form):
    """Heading and file of one more annex."""

    title = TextField(
        label=gettext_lazy("Heading of the annex"),
        max_length=120,
        validators=[prints],
        help_text=gettext_lazy("What it is, for example: Map of the pipe network."),
    )
    file = PaperField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "PDF, JPEG or PNG, up to 10 MB. Everybody who may read the text may open it."
        ),
    )

    def clean(self):
        if self.errors and self.files.get("file") and "file" not in self.errors:
            self.add_error("file", _("Please choose the file again; it was not kept."))
