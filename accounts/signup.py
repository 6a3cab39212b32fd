"""Signing up when somebody else does so with the same address at the same moment."""

from allauth.account.forms import SignupForm
from django.db import IntegrityError, transaction


class OneAccountForm(SignupForm):
    """Of many at once the database lets one through; the others are told as if they came later."""

    def try_save(self, request):
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)
