"""One line of "Menunggu Anda": what waits for the person, until when, one tap away.

Each floor offers ``waiting_for(acting, user)`` in ``<floor>/waiting.py``; the start page joins them.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """``due`` is the last day, or None; ``note`` says who waits and where it belongs to.

    ``asks_word``: others wait for the yes or no of the reader's region.
    """

    title: str
    url: str
    icon: str
    note: str = ""
    due: date | None = None
    asks_word: bool = False
