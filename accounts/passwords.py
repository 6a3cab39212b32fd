"""Which passwords are too easy to guess here."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class MaximumLengthValidator:
    """Refuses what nobody types: a text of megabytes only keeps the server busy."""

    LONGEST = 200  # characters

    def validate(self, password, user=None):
        if len(password) > self.LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self):
        return _("Use at most %(longest)d characters.") % {"longest": self.LONGEST}


class ContextWordsValidator:
    """Refuses what is made of this portal's own words, like "KepalaDesa2026"."""

    WORDS = (
        "kecamatan", "kelurahan", "kabupaten", "sekretaris", "indonesia", "password", "perangkat",
        "kerjasama", "bersama", "provinsi", "kampung", "kepala", "camat", "lurah", "forum", "kades",
        "kerja", "admin", "sama", "desa",
    )  # fmt: skip
    NEEDED = 4  # letters that are left when those words are gone

    def validate(self, password, user=None):
        rest = re.sub(r"[\W\d_]+", "", password.lower())
        letters = len(rest)
        for word in self.WORDS:
            rest = rest.replace(word, "")
        if len(rest) < min(self.NEEDED, letters):
            raise ValidationError(self.get_help_text(), code="password_of_context_words")

    def get_help_text(self):
        return _("Do not use only words like desa, kecamatan or forum; add words of your own.")
