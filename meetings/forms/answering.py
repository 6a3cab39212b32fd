"""A region's answer to an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from core.uploads import PaperField
from meetings.models import Invitation


class AnswerForm(forms.Form):
    """A region's answer. A substitute has a name; an absence may have a reason."""

    answer = forms.ChoiceField(
        choices=[choice for choice in Invitation.Answer.choices if choice[0] != "none"],
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Choose one of the three answers."),
            "invalid_choice": _("Choose one of the three answers."),
        },
    )
    substitute = TextField(
        label=_("Who represents the region?"),
        help_text=_("Name and office."),
        max_length=120,
        required=False,
    )
    proxy_letter = PaperField(
        label=_("Letter of mandate (surat kuasa), if there is one"),
        help_text=_(
            "PDF, JPEG or PNG, up to 10 MB; a clear photo is enough. Only your region and the "
            "inviting one can open it. You can also send it later."
        ),
        required=False,
    )
    reason = TextField(
        label=_("Reason"),
        help_text=_("Only the inviting and the invited regions read it."),
        max_length=300,
        required=False,
    )

    def clean(self):
        data = super().clean()
        if data.get("answer") == Invitation.Answer.REPRESENTED:
            self._needs("substitute", _("Write who represents the region."))
        if data.get("answer") == Invitation.Answer.ABSENT:
            self._needs("reason", _("Write in a few words why the region does not come."))
        return data

    def _needs(self, name, text):
        """One sentence a field: what is too long is not missing as well."""
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, text)
