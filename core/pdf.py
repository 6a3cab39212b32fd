"""PDF/A-2a and PDF/UA-1 documents out of a typst template and plain data.

The data goes in as JSON, so what people typed is never markup, and the template may read nothing
but its own folder (or the one that it is given as its ``root``). The same template, data and moment give the same bytes, always.
"""

import json
from bisect import bisect_right
from datetime import UTC
from pathlib import Path

import typst

STANDARDS = ["a-2a", "ua-1"]
STAND_IN = "□"
# What is longer than any word may break anywhere, so that it never runs off the page: an empty box is
# a place to break that leaves no character in the text. At hyphens and at the slashes of an address
# typst breaks by itself.
_ROOT = """
#show regex("[^\\\\s/-]{26,}|[0-9/-]{26,}"): it => it.text.clusters().join(box())
#include "/%s"
"""
# One character that no font has (emoji, Javanese script) stops a whole PDF/A: this file names the
# ranges that Libertinus Serif has in all its cuts, the typeface inside typst's own package.
_RANGES = [
    tuple(int(end, 16) for end in (word.split("-") * 2)[:2])
    for word in (Path(__file__).parent / "pdf_characters.txt").read_text("ascii").split()
]
_STARTS = [start for start, _end in _RANGES]


def can_print(char):
    """Does the typeface have this character?"""
    index = bisect_right(_STARTS, ord(char)) - 1
    return index >= 0 and ord(char) <= _RANGES[index][1]


def printable(text):
    """``text`` in which every character that no font has is a small square."""
    return "".join(char if char == "\n" or can_print(char) else STAND_IN for char in text)


def unprintable(text):
    """The characters of ``text`` that no font has, each once, in their order."""
    return [char for char in dict.fromkeys(text) if char != "\n" and not can_print(char)]


def _printable_data(value):
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable_data(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printable_data(part) for part in value]
    return value


def make(template, data, *, moment, root=None):
    """The bytes of the PDF that ``template`` (a path to a .typ file) makes of ``data``.

    ``moment`` (aware) becomes the document's date. The template reads the data by
    ``#let d = json(bytes(sys.inputs.d))``.
    """
    template = Path(template)
    root = root or template.parent
    return typst.compile(
        (_ROOT % template.relative_to(root).as_posix()).encode(),
        root=root,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=STANDARDS,
        sys_inputs={"d": json.dumps(_printable_data(data), ensure_ascii=False)},
        timestamp=int(moment.astimezone(UTC).timestamp()),
    )
