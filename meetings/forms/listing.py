"""What narrows the list of meetings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from meetings.forms.calling import KINDS
from villages.models import Forum


class FilterForm(forms.Form):
    """What narrows the list of meetings; all of it comes from links and chips."""

    wilayah = TextField(max_length=13, required=False)
    forum = forms.ModelChoiceField(Forum.objects.all(), required=False)
    proyek = TextField(max_length=8, required=False)
    jenis = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *KINDS], required=False
    )
    bulan = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)
