"""What tells two numbers of a register apart. Plain arithmetic of text, no Django."""

import re
import unicodedata

_BEFORE = re.compile(r"^(?:nomor|no\.?)\s*:?\s*", re.IGNORECASE)
_YEAR = re.compile(r"\s*(?:tahun|/)\s*(\d{4})$", re.IGNORECASE)
_AFTER = re.compile(r"[\s.,;:]+$")
_ROMAN = re.compile(r"[IVXLCDM]+$", re.IGNORECASE)
_SIGNS = re.compile(r"[^\W_](?:[^\W_]|[ ./()-])*$")
_DIGITS = re.compile(r"0+(?=\d)")


def bare(typed, year):
    """What was typed without "Nomor" and the year of its day: "Nomor 03 Tahun 2026" is "3".

    Figures of any width are plain ones ("２." is "2"). A letter's number ("140/012/BKAD/XI/2026")
    stays whole, only its outer words and the points behind it go.
    """
    number = _BEFORE.sub("", _plain(typed))
    found = _YEAR.search(number)
    order = _AFTER.sub("", number[: found.start()]) if found else ""
    if order.isdecimal() and int(found[1]) == year:
        number = order
    return _DIGITS.sub("", number) if number.isdecimal() else number


def is_number(typed):
    """Does it look like a number of a register: a figure other than noughts (or a Roman one), and
    nothing but letters, figures, blanks and the signs that stand between them, not before?"""
    number = bare(typed, 0)
    found = _YEAR.search(number)
    order = number[: found.start()] if found else number
    counts = any(char.isdecimal() and char != "0" for char in order) or _ROMAN.match(order)
    return bool(counts and _SIGNS.match(number))


def _plain(typed):
    """One form of each figure and letter (NFKC, plain figures), without what ends a sentence."""
    return _AFTER.sub("", "".join(map(_plain_char, typed.strip())))


def _plain_char(char):
    plain = unicodedata.normalize("NFKC", char)
    return str(unicodedata.decimal(char, plain if len(plain) == 1 else char))


def key_of(number):
    """Capitals without blanks, noughts in front of figures dropped: "140 / 012" is "140/12"."""
    plain = _plain("".join(_plain(number).upper().split()))
    return re.sub(r"\d+", lambda found: _DIGITS.sub("", found[0]), plain)
