"""Short codes for addresses and paper: no vowels, nothing that looks like something else."""

import secrets

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_code(length):
    """A random code; 7 characters give 13 thousand million, 26 give some 125 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def project_code():
    """A project's or agreement's public code, 7 characters."""
    return new_code(7)


def secret_code():
    """A code that nobody can guess (some 125 bits), for a sheet's QR."""
    return new_code(26)
