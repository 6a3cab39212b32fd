"""The words of an agreement: its canonical text, and the text's parts for a page or a PDF.

The canonical text is what is approved and hashed: a few lines with the facts, an empty line,
and the body as it was typed (``core.text.tidy``: NFC, LF). Its labels are Indonesian in every
language of the page, for the text is one.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum

_CHAPTER = re.compile(r"BAB [IVXLC]+\b.{0,120}")
_ARTICLE = re.compile(r"Pasal (\d{1,3}[A-Z]?)")
_ITEM = re.compile(r"(\(\d{1,3}\)|\d{1,3}\.|[a-z]\.|[a-z]\)|[-•–]) \S.*")
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_UNFILLED = re.compile(r"\[isi:[^\]\n]{0,200}\]")


_ANNEXES, _COUNT = "LAMPIRAN", "Lampiran: "


@dataclass(frozen=True)
class AnnexWords:
    """One annex as the text names it; ``ending`` is PDF, JPG or PNG."""

    title: str
    ending: str
    size: int
    sha256: str

    @property
    def what(self):
        size = f"{self.size:,}".replace(",", ".")
        return f"{self.title} ({self.ending}, {size} byte)"

    def line(self, place):
        return f"Lampiran {place}: {self.what}; SHA-256 {self.sha256}"


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


@dataclass(frozen=True)
class ThirdWords:
    """A party that is no region, as the text names it."""

    name: str
    seat: str
    signer_name: str
    signer_title: str

    @property
    def line(self):
        return f"{self.name} (pihak ketiga), {self.described}"

    @property
    def described(self):
        seat = f"berkedudukan di {self.seat}, " if self.seat else ""
        return f"{seat}diwakili {self.signer_name}, {self.signer_title}"


def canonical(
    *, kind, code, number, title, starts_on, ends_on, parties, body,
    follows=(), promises=(), signing=(), annexes=(),
):  # fmt: skip
    """The exact text of version ``number``; every fact stands on a line of its own, and so does
    the text that it ``follows``, every obligation (``promises``) and what is agreed on order and
    witnesses (``signing``), all ready lines. ``annexes``, ready lines as well, stand after the body,
    and the facts say how many they are: so no body can pass for such a list."""
    facts = [
        f"Jenis: {kind}",
        f"Tentang: {title}",
        f"Kode: {code}, versi {number}",
        f"Masa berlaku: {starts_on.isoformat()} sampai {ends_on.isoformat()}",
        *follows,
        *(f"Pihak {place}: {party.line}" for place, party in enumerate(parties, 1)),
        *(f"Kewajiban {place}: {line}" for place, line in enumerate(promises, 1)),
        *signing,
    ]
    if not annexes:
        return "\n".join(facts) + "\n\n" + body + "\n"
    facts.append(f"{_COUNT}{len(annexes)}, daftarnya di akhir naskah")
    return "\n\n".join(["\n".join(facts), body, "\n".join([_ANNEXES, *annexes])]) + "\n"


def listed(words):
    """A, B dan C, as the paper says it."""
    *first, last = words
    return f"{', '.join(first)} dan {last}" if first else last


def body_of(text):
    """The body of a canonical text."""
    return _after_facts(text)[0]


def annexes_of(text):
    """The lines in which a canonical text lists its annexes."""
    return _after_facts(text)[1]


def _after_facts(text):
    """Body and lines of the annexes, as many as the facts say."""
    facts, _empty, rest = text.partition("\n\n")
    rest = rest.removesuffix("\n")
    counted = re.fullmatch(rf"{_COUNT}(\d+), .*", facts.rpartition("\n")[2])
    if counted is None:
        return rest, []
    lines = rest.split("\n")
    place = len(lines) - int(counted[1])
    return "\n".join(lines[: place - 1]).removesuffix("\n"), lines[place:]


def facts_of(text):
    """What a canonical text says before its body, by name, in its order: "Tentang", "Pihak" (all of
    them) and so on; without its code, its version and the number of its annexes."""
    facts = {}
    for line in text.partition("\n\n")[0].split("\n"):
        if not line.startswith(("Kode: ", _COUNT)):
            name, _colon, value = line.partition(": ")
            facts.setdefault(name.rstrip(" 0123456789"), []).append(value)
    return facts


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


class Part(IntEnum):
    """The parts of an instrument, in their order on paper."""

    OPENING = 1
    CONSIDERING = 2
    BASIS = 3
    ENACTING = 4
    ARTICLE = 5
    CLOSING = 6


_LISTS = {Part.CONSIDERING: "Menimbang:", Part.BASIS: "Mengingat:"}


@dataclass(frozen=True)
class Passage:
    """One piece of the body, in its part."""

    part: int
    title: str
    text: str


@dataclass(frozen=True)
class Numbered:
    """A passage with the number that the system gives it ("huruf a", "Pasal 3") and its lines."""

    label: str
    lines: str


def numbered(passages, *, chapters):
    """The passages, in order, as they stand in the body; ``chapters``: headings are chapters."""
    counts, chapter, found = Counter(), 0, []
    for passage in passages:
        counts[passage.part] += 1
        number, text = counts[passage.part], passage.text
        if passage.part == Part.CONSIDERING:
            found.append(
                Numbered(f"Menimbang huruf {_letter(number)}", f"{_letter(number)}. {text}")
            )
        elif passage.part == Part.BASIS:
            found.append(Numbered(f"Mengingat angka {number}", f"{number}. {text}"))
        elif passage.part == Part.ARTICLE:
            chapter += bool(chapters and passage.title)
            heading = _heading(passage.title, number, chapter if chapters else 0)
            found.append(Numbered(f"Pasal {number}", f"{heading}\n{text}"))
        else:
            found.append(Numbered("", text))
    return found


def _heading(title, number, chapter):
    if not title:
        return f"Pasal {number}"
    if chapter:
        return f"BAB {_roman(chapter)}\n{title.upper()}\n\nPasal {number}"
    return f"Pasal {number}\n{title.upper()}"


def composed(passages, *, chapters):
    """The body that the passages make together; recitals and bases stand as lists."""
    body, before = [], None
    for passage, piece in zip(passages, numbered(passages, chapters=chapters), strict=True):
        is_listed = passage.part in _LISTS
        if is_listed and passage.part == before:
            body[-1] += f"\n{piece.lines}"
        elif is_listed:
            body.append(f"{_LISTS[passage.part]}\n{piece.lines}")
        else:
            body.append(piece.lines)
        before = passage.part
    return "\n\n".join(text.strip() for text in body)


def numbers_itself(text):
    """The first line that looks like a number of a chapter or an article, or "" """
    lines = text.split("\n")
    return next(
        (line for line in lines if _ARTICLE.fullmatch(line) or _CHAPTER.fullmatch(line)), ""
    )


def _letter(number):
    """a, b … z, aa, ab …"""
    number, place = divmod(number - 1, 26)
    return (_letter(number) if number else "") + chr(ord("a") + place)


def _roman(number):
    found = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        found += sign * count
    return found
