"""The number of a letter from a forum's own template: plain arithmetic of text, no Django.

    {klasifikasi}/{urut:03}/{unit}/{bulan_romawi}/{tahun}  →  005/012/BKAD/XI/2026

Words in braces are looked up in a fixed list; nothing else of the template is read.
"""

import re

USUAL = "{klasifikasi}/{urut:03}/{unit}/{bulan_romawi}/{tahun}"
NOT_YET = "…"  # where the order will stand, before the letter is sent
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_WORD = re.compile(r"\{(klasifikasi|urut|unit|bulan_romawi|bulan|tahun)(?::0([1-6]))?\}")
_REST = re.compile(r"[\w ./-]*", re.ASCII)


def fault_of(template):
    """What is wrong with a template: width, unknown, twice, joined, order, year, signs; or nothing."""
    words = [name for name, _width in _WORD.findall(template)]
    if any(width and name not in ("urut", "bulan") for name, width in _WORD.findall(template)):
        return "width"
    rest = _WORD.sub("", template)
    if "{" in rest or "}" in rest:
        return "unknown"
    if len(words) != len(set(words)):
        return "twice"
    if "}{" in template:  # 1 and 11 would read as 11 and 1
        return "joined"
    if "urut" not in words:
        return "order"
    if "tahun" not in words:
        return "year"
    return "" if _REST.fullmatch(rest) else "signs"


def written(template, *, order, day, classification, unit):
    """The number of the letter ``order`` of the year; ``order`` None is one not yet given."""
    words = {
        "klasifikasi": classification,
        "urut": order,
        "unit": unit,
        "bulan_romawi": ROMAN[day.month - 1],
        "bulan": day.month,
        "tahun": day.year,
    }

    def word(found):
        value, width = words[found[1]], int(found[2] or 0)
        return NOT_YET if value is None else str(value).zfill(width)

    return _WORD.sub(word, template)
