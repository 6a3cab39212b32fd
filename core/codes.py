"""Short codes for addresses and paper: no vowels, nothing that looks like something else."""

import re
import secrets

from core.text import tidy

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
_SECRET = re.compile(f"[{ALPHABET}]{{26}}")


def new_code(length):
    """A random code; 7 characters give 13 thousand million, 26 give some 125 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def project_code():
    """A project's or agreement's public code, 7 characters."""
    return new_code(7)


def secret_code():
    """A code that nobody can guess (some 125 bits), for a sheet's QR."""
    return new_code(26)


def is_secret_code(code):
    return bool(_SECRET.fullmatch(code))


def typed_code(text):
    """A code as people type it off a sheet, with blanks, dots or dashes, in small letters."""
    return re.sub(r"[\s.-]", "", tidy(text))[:40].upper()
