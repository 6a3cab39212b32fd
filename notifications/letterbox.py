"""Reading the demo's letters from the folder that ``eml_backend`` writes."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

NAME = r"[0-9]{20}-[0-9a-f]{8}\.eml"
SHOWN = 100  # on the page
SEARCHED = 2000  # newest files that a search looks into


@dataclass(frozen=True)
class Found:
    """A letter in the box."""

    name: str
    at: datetime
    sender: str
    to: str
    subject: str
    text: str
    calendar: str


def newest(words=""):
    """The newest letters whose address or subject holds ``words``."""
    found = []
    for path in _files()[:SEARCHED]:
        letter = _read(path)
        if words.lower() in f"{letter.to} {letter.subject}".lower():
            found.append(letter)
            if len(found) == SHOWN:
                break
    return found


def find(name):
    """The letter of this name, or None."""
    path = _folder() / name
    if not re.fullmatch(NAME, name) or not path.is_file():
        return None
    return _read(path)


def raw(name):
    """The file itself."""
    return (_folder() / name).read_bytes()


def _folder():
    return Path(getattr(settings, "EMAIL_FILE_PATH", None) or settings.VAR_DIR / "mails")


def _files():
    if not _folder().is_dir():
        return []
    names = (path for path in _folder().iterdir() if re.fullmatch(NAME, path.name))
    return sorted(names, key=lambda path: path.name, reverse=True)


def _read(path):
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    text = message.get_body(["plain"])
    calendar = next((part for part in message.walk() if _is_calendar(part)), None)
    return Found(
        name=path.name,
        at=datetime.fromtimestamp(int(path.name[:20]) / 1e9, UTC),
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=text.get_content() if text else "",
        calendar=calendar.get_content() if calendar else "",
    )


def _is_calendar(part):
    return part.get_content_type() == "text/calendar"
