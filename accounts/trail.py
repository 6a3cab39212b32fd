"""What the verbs of this floor mean, for the page "Riwayat"."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "accounts.profile_changed": _("changed his or her own data"),
    "accounts.name_corrected": _("corrected the name of the person"),
    "accounts.signed_out": _("signed the account out everywhere"),
    "accounts.access_changed": _("changed the access of the account"),
}
