"""What tells two numbers of a register apart. Plain arithmetic of text, no Django."""

import re

_BEFORE = re.compile(r"^(?:nomor|no\.?)\s*:?\s*", re.IGNORECASE)
_YEAR = re.compile(r"\s*(?:tahun|/)\s*(\d{4})$", re.IGNORECASE)
_DIGITS = re.compile(r"0+(?=\d)")


def bare(typed, year):
    """What was typed without "Nomor" and the year of its day: "Nomor 03 Tahun 2026" is "3".

    A letter's number ("140/012/BKAD/XI/2026") stays whole, only its outer words go.
    """
    number = _BEFORE.sub("", typed.strip())
    found = _YEAR.search(number)
    if found and int(found[1]) == year and number[: found.start()].isdecimal():
        number = number[: found.start()]
    return _DIGITS.sub("", number) if number.isdecimal() else number


def key_of(number):
    """Capitals without blanks, noughts in front of figures dropped: "140 / 012" is "140/12"."""
    return re.sub(r"\d+", lambda found: _DIGITS.sub("", found[0]), "".join(number.upper().split()))
