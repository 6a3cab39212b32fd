"""What somebody typed to find a region, taken apart: a code, or a name and places around it.

Plain arithmetic of text, no Django.
"""

import re
import unicodedata
from dataclasses import dataclass

# Words before a name say what it is, not which; names begin with them too ("Kota Bangun"), so
# only those that are never part of a village's name are taken away.
_KIND = re.compile(
    r"^(desa|ds\.?|kel\.?|kelurahan|kec\.?|kecamatan|kab\.?|kabupaten|prov\.?|provinsi)\s+(?=\S)"
)
# Local words for a village, with which names may also begin ("Kampung Baru").
_MAYBE = re.compile(r"^(kampung|kp\.?|nagari|gampong|pekon|negeri|dusun)\s+(?=\S)")
_LEVELS = {"p": 1, "kab": 2, "kec": 3}  # by the beginning of that word; all others are villages
_BREAK = re.compile(r"[,;/]|\b(?=(?:kec|kecamatan|kab|kabupaten|prov|provinsi)\b)")
_CODE = re.compile(r"\d[\d.\s]*", re.ASCII)
_GROUPS = (2, 4, 6)  # a dot stands after so many digits
LONGEST = 60


@dataclass(frozen=True)
class Typed:
    """``code`` is the beginning of a dotted code; ``name`` and ``places`` are squeezed.

    ``bare`` is the name without a word that may or may not belong to it ("kampung Sidomulyo" is
    Sidomulyo or Sido Mulyo), and ``local`` is that word. ``level`` is what the word before the name
    says ("kec. Leksono"), or 0.
    """

    code: str = ""
    name: str = ""
    bare: str = ""
    local: str = ""
    level: int = 0
    places: tuple = ()


def squeeze(text):
    """Letters and digits only, in lower case: "Sido Dadi" → "sidodadi"; as the database does."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return re.sub(r"[^a-z0-9]+", "", plain)


def dotted(digits):
    """ "3307052004" → "33.07.05.2004"; a beginning stays a beginning."""
    ends = [0, *(end for end in _GROUPS if end < len(digits)), len(digits)]
    return ".".join(digits[a:b] for a, b in zip(ends, ends[1:], strict=False))


def take_apart(text):
    """ "Sukamaju, kec. Cilamaya" is a name and a place; "330705" and "33.07.05" are a code."""
    text = text.strip().lower()[:LONGEST]
    if _CODE.fullmatch(text):
        return Typed(code=dotted(re.sub(r"\D", "", text)))
    parts = (_KIND.sub("", part.strip()) for part in _BREAK.split(text))
    name, *places = [squeezed for squeezed in map(squeeze, parts) if squeezed] or [""]
    bare, local = _without_local_word(_KIND.sub("", _BREAK.split(text)[0].strip()))
    places = tuple(places[:3])
    return Typed(name=name, bare=bare, local=local, level=_level_said(text), places=places)


def _without_local_word(name):
    """ "kampung sido mulyo" → "sidomulyo" and "kampung"; two empty words where it has none."""
    found = _MAYBE.match(name)
    if not found:
        return "", ""
    word = "kampung" if found[1].startswith("kp") else found[1]
    return squeeze(name[found.end() :]), word


def _level_said(text):
    found = _KIND.match(text)
    if not found:
        return 0
    return next((level for start, level in _LEVELS.items() if found[1].startswith(start)), 4)
