"""Fingerprints: of a text, and of the facts of a row together with the row before it.

Only SHA-256 of plain bytes, so an outsider checks with the tools at hand.
"""

import hashlib
import json


def digest(text):
    """SHA-256 of the text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_file(content):
    """SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def seal(previous, **facts):
    """SHA-256 over the seal before (empty for the first) and the facts as sorted JSON."""
    words = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return digest(f"{previous}\n{words}")


def of_row(row):
    """Seal over what the model names in ``SEALED``: plain columns, days and times."""
    return seal("", **{name: _plain(getattr(row, name)) for name in row.SEALED})


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def grouped(code):
    """A long code in groups of four, as people read it aloud."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def short(fingerprint):
    """The first sixteen characters of a fingerprint, enough to compare by eye."""
    return grouped(fingerprint[:16])
