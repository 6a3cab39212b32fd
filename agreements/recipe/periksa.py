"""Memeriksa berkas kesepakatan tanpa portal: python3 periksa.py (Python 3.8 atau lebih baru)."""

import hashlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def seal(previous, facts):
    words = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(f"{previous}\n{words}".encode())


def chained(rows, previous, what):
    """Segel setiap baris mencakup segel baris sebelumnya."""
    for number, row in enumerate(rows, 1):
        if seal(previous, row["fakta"]) != row["segel"]:
            yield f"segel {what} ke-{number} tidak cocok"
        previous = row["segel"]


def of_this_text(rows, text, what):
    for number, row in enumerate(rows, 1):
        if row["fakta"]["text_sha256"] != text:
            yield f"{what} ke-{number} bukan untuk naskah ini"


def of_the_papers(records):
    """Pindaian dan berkas tersertifikasi: masing-masing bersandar pada baris lain."""
    rows = records["versi"][-1:] + records["persetujuan"] + records["kesaksian"]
    known = {row["segel"] for row in rows}
    for number, row in enumerate(records["kertas"], 1):
        if row["atas"] not in known or seal(row["atas"], row["fakta"]) != row["segel"]:
            yield f"segel berkas kertas ke-{number} tidak cocok"


def mishaps():
    records = json.loads((HERE / "catatan.json").read_bytes())
    text = sha256((HERE / "naskah.txt").read_bytes())
    last = records["versi"][-1]
    if last["fakta"]["sha256"] != text:
        yield "naskah.txt bukan naskah versi terakhir"
    yield from chained(records["versi"], "", "versi")
    yield from chained(records["persetujuan"], last["segel"], "persetujuan")
    yield from of_this_text(records["persetujuan"], text, "persetujuan")
    way = [records["tata_cara"]] if records["tata_cara"] else []
    yield from chained(way + records["kesaksian"], last["segel"], "tata cara dan kesaksian")
    yield from of_this_text(records["kesaksian"], text, "kesaksian")
    yield from of_the_papers(records)
    if sha256((HERE / "kesepakatan.pdf").read_bytes()) != records["pdf_sha256"]:
        yield "kesepakatan.pdf bukan PDF yang dicatat"
    for line in (HERE / "SHA256SUMS").read_text().splitlines():
        wanted, name = line.split("  ")
        if sha256((HERE / name).read_bytes()) != wanted:
            yield f"{name} tidak cocok dengan SHA256SUMS"


if __name__ == "__main__":
    found = list(mishaps())
    sys.stdout.write("\n".join(found or ["Semua cocok."]) + "\n")
    sys.exit(bool(found))
