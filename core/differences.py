"""How one text became another: sentence by sentence, and word by word within what changed.

Plain arithmetic, no Django. Bounded: whatever two texts of 4,000 characters hold, the comparison
takes some hundredths of a second; where words would take longer, whole sentences are shown.
"""

import re
from difflib import SequenceMatcher

MOST_PAIRS = 250_000  # of words that are held against each other
_WORDS = re.compile(r"\s+|\S+")
_SENTENCES = re.compile(r"[^\n.!?;]+(?:[.!?;]+\S*)?[^\S\n]*|\n|[.!?;]+\S*\s*")


def pieces(old, new):
    """The two texts woven together: pairs of kind ("", "del", "ins") and text."""
    a, b = _SENTENCES.findall(old), _SENTENCES.findall(new)
    if _is_small(a, b):
        woven = _woven(a, b, _by_words)
    else:
        woven = _by_words(old, new)
    return _joined(woven)


def _is_small(a, b):
    return len(a) * len(b) <= MOST_PAIRS


def _by_words(old, new):
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    return _woven(a, b, _whole) if _is_small(a, b) else _whole(old, new)


def _whole(old, new):
    return [("del", old), ("ins", new)]


def _woven(a, b, replaced):
    """``replaced`` tells how a stretch that changed is shown."""
    woven = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, a, b).get_opcodes():
        old, new = "".join(a[a1:a2]), "".join(b[b1:b2])
        woven += [("", old)] if kind == "equal" else replaced(old, new)
    return woven


def _joined(woven):
    """Without empty pieces; neighbours of one kind as one piece."""
    joined = []
    for kind, text in woven:
        if not text:
            continue
        if joined and joined[-1][0] == kind:
            text = joined.pop()[1] + text
        joined.append((kind, text))
    return joined
