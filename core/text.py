"""Text as people type it, made safe to keep: one normal form, no invisible trickery."""

import re
import unicodedata

# Unicode's Default_Ignorable_Code_Point (zero-width, bidirectional and filling signs, which let a
# name look like another one or like nothing), and the empty Braille sign.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# No language of this country needs more than two accents on a letter; towers of them hide lines.
_TOWER = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{2})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BLANKS = re.compile(r"[^\S\n]+")


def tidy(value, *, lines=False):
    """NFC, LF line ends, no control, invisible or direction characters, blanks collapsed.

    With ``lines`` false, line ends become blanks as well. Lone surrogates are dropped.
    """
    value = value.encode("utf-8", "ignore").decode().replace("\r\n", "\n").replace("\r", "\n")
    # The normal form comes last: what is taken out may have stood between a letter and its accent.
    value = unicodedata.normalize("NFC", _INVISIBLE.sub("", _CONTROL.sub("", value)))
    value = _TOWER.sub(r"\1", value)
    if not lines:
        value = value.replace("\n", " ")
    value = _BLANKS.sub(" ", value)
    return re.sub(r" ?\n ?", "\n", value).strip()


def whole_number(text):
    """What a page sends back unseen, as a number; None of anything but at most 18 digits, as many as
    the number of a row can have."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def initials(name):
    """Two letters for a badge: "Sido Dadi" → "SD", "Sojokerto" → "SO"."""
    words = [word for word in name.split() if word[:1].isalpha()]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()
