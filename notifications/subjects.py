"""Subjects that fit a phone's list of mails: where one is too long, its title gives way, not its end.

A template marks what may be shortened, ``{{ title|shrinks }}``; what the mail wants of its reader
("… your answer is awaited", "… in 3 days at 09.00") is never cut.
"""

import re

from django.utils.text import Truncator

LONGEST = 59  # characters; what phones show
SHORTEST = 12  # of a title: with less of it nobody knows which one is meant
_OPEN, _CLOSE = "\ue000", "\ue001"  # private characters, in no font and on no keyboard
_SHRINKING = re.compile(f"{_OPEN}(.*?){_CLOSE}")


def shrinking(text):
    """``text`` marked as what gives way."""
    return _OPEN + re.sub(f"[{_OPEN}{_CLOSE}]", "", str(text)) + _CLOSE


def fitted(subject):
    """``subject`` on one line and as short as can be."""
    subject = " ".join(subject.split())
    titles = _SHRINKING.findall(subject)
    if not titles:
        return Truncator(subject).chars(LONGEST)
    room = LONGEST - len(_SHRINKING.sub("", subject))
    share = max(SHORTEST, room // len(titles))
    return _SHRINKING.sub(lambda found: _shortened(found[1], share), subject)


def _shortened(title, most):
    """At the end of a word where enough is left of it."""
    cut = Truncator(title).chars(most)
    words = cut[:-1].rpartition(" ")[0]
    return f"{words}…" if cut != title and len(words) >= SHORTEST else cut
