"""Text as people type it, made safe to keep: one normal form, no invisible trickery."""

import re
import unicodedata

# Zero-width and bidirectional controls that let a name look like another one.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BLANKS = re.compile(r"[^\S\n]+")


def tidy(value, *, lines=False):
    """NFC, LF line ends, no control, invisible or direction characters, blanks collapsed.

    With ``lines`` false, line ends become blanks as well. Lone surrogates are dropped.
    """
    value = value.encode("utf-8", "ignore").decode().replace("\r\n", "\n").replace("\r", "\n")
    # The normal form comes last: what is taken out may have stood between a letter and its accent.
    value = unicodedata.normalize("NFC", _INVISIBLE.sub("", _CONTROL.sub("", value)))
    if not lines:
        value = value.replace("\n", " ")
    value = _BLANKS.sub(" ", value)
    return re.sub(r" ?\n ?", "\n", value).strip()


def initials(name):
    """Two letters for a badge: "Sido Dadi" → "SD", "Sojokerto" → "SO"."""
    words = [word for word in name.split() if word[:1].isalpha()]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[-1][0]).upper()
