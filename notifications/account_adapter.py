"""allauth's mails go through our outbox and in our words, so that no request talks SMTP."""

import logging
import uuid
from datetime import timedelta
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.views import is_path
from notifications.actions import post
from notifications.letters import letter
from notifications.models import Mail

logger = logging.getLogger(__name__)

# Letters about accounts to one address, whoever asks for them: so many with a code or link, and so
# many without. Counted apart, or notices that others provoke would use up what somebody waits for.
MOST_AN_HOUR = 10
# After that a code or link is of no use, and its letter neither.
LIVES = {
    "login_code": app_settings.LOGIN_BY_CODE_TIMEOUT,
    "email_confirmation": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
    "email_confirmation_signup": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
    "password_reset_code": app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT,
    "password_reset_key": settings.PASSWORD_RESET_TIMEOUT,
}
LINKS = {
    "password_reset_key": "password_reset_url",
    "account_already_exists": "password_reset_url",
    "unknown_account": "signup_url",
}


CODES = "mfa_reauthenticate"  # allauth's name for the page that takes codes


class AccountAdapter(DefaultAccountAdapter):
    """What allauth asks of the house: may one sign up, and how is a letter sent."""

    def is_open_for_signup(self, request):
        return settings.SIGNUP_OPEN

    def is_safe_url(self, url):
        """Whether the way may lead there after signing in: to paths of this site alone."""
        return bool(url) and is_path(url)

    def add_message(self, request, level, message_template=None, message_context=None,
                    extra_tags="", message=None):  # fmt: skip
        """Where allauth adds this message, a code was wrong three times, not a password."""
        if message == self.error_messages["too_many_login_attempts"]:
            message = _(
                "The code was wrong three times and holds no more. Sign in with your address: "
                "we then send you a new code."
            )
        super().add_message(request, level, message_template, message_context, extra_tags, message)

    def get_reauthentication_methods(self, user):
        """Password or passkey where there is one of them; a code from an app or from the printed
        list proves less, and binds nobody (``accounts.confirmation``)."""
        methods = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] != CODES] or methods

    def save_user(self, request, user, form, commit=True):
        """The language of the page is the language of the very first letter."""
        user.language = get_language()
        return super().save_user(request, user, form, commit)

    def confirm_email(self, request, email_address):
        """False when somebody else has taken the address in the meantime."""
        try:
            with transaction.atomic():
                return super().confirm_email(request, email_address)
        except IntegrityError:
            return False

    def send_mail(self, template_prefix, email, context):
        """Put the letter into the outbox; ``account/email/login_code.txt`` holds its words.

        Somebody without an account gets one as well, for the page must not tell them apart.
        """
        email = email.lower()  # as all addresses are kept
        name = template_prefix.rpartition("/")[2]
        if _too_many(email, waited_for=name in LIVES):
            logger.warning("no more mails about accounts to this address within the hour")
            return
        user, checked = _receiver(email, context)
        life = LIVES.get(name)
        words = letter(
            template_prefix,
            user,
            {
                **context,
                "email": email,
                "minutes": life and life // 60,
                "greet": checked,
                "url": _address(name, context),
            },
        )
        post(
            user,
            key=f"account:{uuid.uuid4()}",
            kind=f"account.{name}",
            to=email,
            secret=life is not None,
            expires_at=life and timezone.now() + timedelta(seconds=life),
            **words._asdict(),
        )


def _too_many(email, *, waited_for):
    """Counted in the outbox itself, so the bound holds when the cache is away."""
    since = timezone.now() - timedelta(hours=1)
    ours = Mail.objects.filter(to=email, kind__startswith="account.", created_at__gt=since)
    codes = Q(kind__in=[f"account.{name}" for name in LIVES])
    return ours.filter(codes if waited_for else ~codes).count() >= MOST_AN_HOUR


def _receiver(email, context):
    """Whose address this is, and whether he has proved it (else his name is anybody's text)."""
    addresses = EmailAddress.objects.filter(email=email).select_related("user")
    known = addresses.order_by("-verified", "pk").first()
    user = context.get("user") or (known and known.user)
    if user is None:
        users = get_user_model().objects.alias(lower=Lower("email"))
        user = users.filter(lower=email).first()
    return user, bool(user and known and known.verified and known.user_id == user.pk)


def _address(name, context):
    """Where the button leads. allauth builds addresses from the Host header; ours do not."""
    if name in LINKS:
        parts = urlsplit(context[LINKS[name]])
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return "" if name in LIVES else reverse("accounts:security")
