"""A person. What he may do comes from his mandates (``villages``), never from here."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import Actor


class UserManager(BaseUserManager):
    """Finds people by their address, whatever its case."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an address that the portal has verified."""

    class Language(models.TextChoices):
        INDONESIAN = "id", _("Indonesian")
        ENGLISH = "en", _("English")

    class TimeZone(models.TextChoices):
        WIB = "Asia/Jakarta", _("WIB (Jakarta)")
        WITA = "Asia/Makassar", _("WITA (Makassar)")
        WIT = "Asia/Jayapura", _("WIT (Jayapura)")

    email = models.EmailField(_("e-mail address"), max_length=254)
    full_name = models.CharField(_("full name"), max_length=100)
    phone = models.CharField(
        _("phone number"),
        max_length=16,
        blank=True,
        validators=[
            RegexValidator(r"^\+62[1-9]\d{7,12}$", _("Write a number such as +6281234567890."))
        ],
    )
    nip = models.CharField(
        _("NIP"),
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", _("A NIP has 18 digits."))],
        help_text=_("Number of a civil servant; it stands below his name on letters."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language, default=Language.INDONESIAN
    )
    time_zone = models.CharField(
        _("time zone"), max_length=20, choices=TimeZone, default=TimeZone.WIB
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("operator"), default=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_one_account_an_address",
                violation_error_message=_("There is already an account with this address."),
            )
        ]

    def __str__(self):
        return self.full_name or self.email

    def clean(self):
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name.split()[0] if self.full_name else self.email

    def as_actor(self):
        """Acting for himself: a registration, an operator's decision."""
        office = str(_("Operator")) if self.is_staff else ""
        return Actor(person_id=str(self.pk), name=str(self), office=office)
