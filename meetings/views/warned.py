"""Warnings before all invited are told: shown once, and then the person decides."""

from typing import NamedTuple


class Warned(NamedTuple):
    """What is to be said before, and what the form brings back when it has been read."""

    sentences: list
    tokens: list

    @property
    def is_unread(self):
        return bool(self.sentences)


NOTHING = Warned([], [])


def unread(request, sentences, *about):
    """The warnings, or nothing where the form says that just these have been read about this."""
    tokens = [*(str(fact) for fact in about), *sentences]
    if tokens == request.POST.getlist("warned"):
        return NOTHING
    return Warned(sentences, tokens if sentences else [])
