"""What the verbs of this floor mean, for the page "Riwayat"."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "notifications.mail_retried": _("had the mail sent again"),
    "notifications.mail_resent": _("had the mail sent a second time"),
    "notifications.mail_stopped": _("stopped the mail"),
}
