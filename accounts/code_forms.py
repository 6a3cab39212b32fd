"""allauth's forms for codes and keys: digits on the phone's keyboard, and a label for every field.

Apart from ``accounts.forms``, for allauth reads that module while its own forms are being made.
"""

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as key_forms
from django.utils.translation import gettext_lazy as _


class DigitsMixin:
    """The field ``code`` is typed in digits."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        attrs = self.fields["code"].widget.attrs
        attrs.pop("placeholder", None)
        attrs.update(inputmode="numeric", autocomplete="one-time-code")
        attrs["class"] = "code"


class EmailCodeForm(DigitsMixin, account_forms.ConfirmEmailVerificationCodeForm):
    """Sign-up, or a new address."""


class LoginCodeForm(DigitsMixin, account_forms.ConfirmLoginCodeForm):
    """Signing in without a password."""


class PasswordResetCodeForm(DigitsMixin, account_forms.ConfirmPasswordResetCodeForm):
    """A new password."""


class SecondStepForm(DigitsMixin, mfa_forms.AuthenticateForm):
    """The authenticator app's code, or a recovery code."""


class SecondStepAgainForm(DigitsMixin, mfa_forms.ReauthenticateForm):
    """The same, before a weighty act."""


class ActivateAppForm(DigitsMixin, totp_forms.ActivateTOTPForm):
    """The first code of a new authenticator app."""


class NamedKeyMixin:
    """A passkey has a name of its owner's choosing; allauth leaves its label in English."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this passkey")


class AddKeyForm(NamedKeyMixin, key_forms.AddWebAuthnForm):
    """A new passkey."""


class EditKeyForm(NamedKeyMixin, key_forms.EditWebAuthnForm):
    """Its name."""
