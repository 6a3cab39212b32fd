"""The words of an agreement: its canonical text, and the text's parts for a page or a PDF.

The canonical text is what is approved and hashed: a few lines with the facts, an empty line,
and the body as it was typed (``core.text.tidy``: NFC, LF). Its labels are Indonesian in every
language of the page, for the text is one.
"""

import re
from dataclasses import dataclass

_CHAPTER = re.compile(r"BAB [IVXLC]+\b.{0,120}")
_ARTICLE = re.compile(r"Pasal (\d{1,3}[A-Z]?)")
_ITEM = re.compile(r"(\(\d{1,3}\)|\d{1,3}\.|[a-z]\.|[a-z]\)|[-•–]) \S.*")
_UNFILLED = re.compile(r"\[isi:[^\]\n]{0,200}\]")


@dataclass(frozen=True)
class PartyWords:
    """One party as the text names it."""

    name: str
    code: str
    number: str
    signer_name: str
    signer_title: str

    @property
    def line(self):
        number = f", nomor {self.number}" if self.number else ""
        return (
            f"{self.name} ({self.code}){number}, diwakili {self.signer_name}, {self.signer_title}"
        )


def canonical(*, kind, code, number, title, starts_on, ends_on, parties, body):
    """The exact text of version ``number``; every fact stands on a line of its own."""
    facts = [
        f"Jenis: {kind}",
        f"Tentang: {title}",
        f"Kode: {code}, versi {number}",
        f"Masa berlaku: {starts_on.isoformat()} sampai {ends_on.isoformat()}",
        *(f"Pihak {place}: {party.line}" for place, party in enumerate(parties, 1)),
    ]
    return "\n".join(facts) + "\n\n" + body + "\n"


def listed(words):
    """A, B dan C, as the paper says it."""
    *first, last = words
    return f"{', '.join(first)} dan {last}" if first else last


def body_of(text):
    """The body of a canonical text."""
    return text.partition("\n\n")[2].removesuffix("\n")


def unfilled(body):
    """The places of a template that nobody has filled in yet, "[isi: …]"."""
    return _UNFILLED.findall(body)


@dataclass(frozen=True)
class Block:
    """A line of the body: ``kind`` is chapter, article, caps, item or paragraph.

    ``level`` is the depth of a heading (1 or 2) or 0; ``anchor`` names an article for links.
    """

    kind: str
    text: str
    level: int = 0
    anchor: str = ""


def blocks(body):
    """The lines of ``body`` with what they are; the line of capitals after "BAB I" belongs to it."""
    found, chapters, articles = [], False, set()
    for line in filter(None, body.split("\n")):
        if _CHAPTER.fullmatch(line):
            chapters = True
            found.append(Block("chapter", line, 1))
        elif article := _ARTICLE.fullmatch(line):
            anchor = "" if article[1] in articles else f"pasal-{article[1].lower()}"
            articles.add(article[1])
            found.append(Block("article", line, 2 if chapters else 1, anchor))
        elif line.isupper() and len(line) <= 200:
            found.append(_capitals(line, found))
        else:
            found.append(Block("item" if _ITEM.fullmatch(line) else "paragraph", line))
    return found


def _capitals(line, found):
    last = found[-1] if found else None
    if last and last.kind == "chapter" and re.fullmatch(r"BAB [IVXLC]+", last.text):
        found.pop()
        return Block("chapter", f"{last.text} {line}", 1)
    return Block("caps", line)
