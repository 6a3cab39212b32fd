"""Reading the lists of regions (``villages/data``): four CSV files by level, and local terms.

Plain reading, no Django: what comes out is checked, and every fault names file and line.
"""

import csv
import gzip
import io
import re
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
LONGEST_NAME = 100
# File, column of the parent's code, what a code looks like; the place in the list is the level.
_FILES = (
    ("provinces", None, re.compile(r"\d\d", re.ASCII)),
    ("regencies", "province_code", re.compile(r"\d\d\.\d\d", re.ASCII)),
    ("districts", "regency_code", re.compile(r"\d\d\.\d\d\.\d\d", re.ASCII)),
    ("villages", "district_code", re.compile(r"\d\d\.\d\d\.\d\d\.[123]\d{3}", re.ASCII)),
)
_REGENCY_WORDS = ("Kabupaten Administrasi", "Kota Administrasi", "Kabupaten", "Kota")
_VILLAGES = {
    "1": ("urban", "Kelurahan"),
    "2": ("village", "Desa"),
    "3": ("customary", "Desa Adat"),
}
FIRST_CITY = 71  # regencies have the numbers 01 to 69, cities 71 to 99


class BadList(ValueError):
    """A list cannot be read; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One region as it stands in the lists."""

    code: str
    name: str
    level: int
    kind: str
    word: str
    parent: str | None


def read(folder=DATA):
    """All entries, parents before children; raises ``BadList`` at the first fault."""
    seen = set()
    for level, (stem, column, shape) in enumerate(_FILES, start=1):
        for place, row in _rows(Path(folder), stem, ["code", "name", *filter(None, [column])]):
            code, parent = row["code"], row[column] if column else None
            if not shape.fullmatch(code):
                raise BadList(f"{place}: the code {code[:20]!r} is not one of this level")
            if code in seen:
                raise BadList(f"{place}: the code {code} is there twice")
            if column and (parent not in seen or not code.startswith(f"{parent}.")):
                raise BadList(f"{place}: {code} has no parent; {parent[:20]!r} is not in the lists")
            seen.add(code)
            yield _entry(place, level, code, row["name"], parent)


def read_local_terms(path=DATA / "local_terms.csv"):
    """What some regencies call their villages: one dict a regency."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _rows(folder, stem, columns):
    """Each row with its place ("villages.csv, line 12"), from a plain or a compressed file."""
    with _open(folder, stem) as (name, file):
        rows = csv.DictReader(file)
        try:
            if missing := [name for name in columns if name not in (rows.fieldnames or ())]:
                raise BadList(f"{name}: the column {missing[0]!r} is missing")
            for row in rows:
                if any(row[column] is None for column in columns):
                    raise BadList(f"{name}, line {rows.line_num}: the line is cut off")
                yield f"{name}, line {rows.line_num}", row
        except (OSError, EOFError, UnicodeDecodeError, csv.Error) as fault:
            raise BadList(f"{name}: cannot be read ({fault})") from fault


class _open:  # noqa: N801 - reads like the function that it stands for
    """``villages.csv`` or ``villages.csv.gz`` of a folder, as text."""

    def __init__(self, folder, stem):
        plain, packed = folder / f"{stem}.csv", folder / f"{stem}.csv.gz"
        self.path = plain if plain.exists() else packed
        if not self.path.exists():
            raise BadList(f"{folder}: there is neither {plain.name} nor {packed.name}")

    def __enter__(self):
        binary = gzip.open(self.path) if self.path.suffix == ".gz" else self.path.open("rb")
        self.file = io.TextIOWrapper(binary, encoding="utf-8-sig", newline="")
        return self.path.name, self.file

    def __exit__(self, *fault):
        self.file.close()


def _entry(place, level, code, name, parent):
    name = " ".join(name.replace('"', "'").replace("\u2019", "'").split())
    kind, word = "province", "Provinsi"
    if level == 2:
        kind = "city" if int(code[3:]) >= FIRST_CITY else "regency"
        word = next((word for word in _REGENCY_WORDS if name.startswith(f"{word} ")), None)
        name = name.removeprefix(word or "").strip()
        word = word or ("Kota" if kind == "city" else "Kabupaten")
    elif level == 3:
        kind, word = "subdistrict", "Kecamatan"
    elif level == 4:
        kind, word = _VILLAGES[code[9]]
        # "Kampung Baru" of a regency that says Kampung, "Desa Baru": not said twice.
        word = "" if name.startswith(f"{word} ") else word
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadList(f"{place}: {code} has no usable name")
    return Entry(code, name, level, kind, word, parent)
