"""Memeriksa berkas kesepakatan tanpa portal: python3 periksa.py (Python 3.8 atau lebih baru)."""

import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
PARTY = re.compile(r"^Pihak \d+: (.+?) \([\d.]+\)(?:, nomor .+)?, diwakili ", re.MULTILINE)
THIRD = re.compile(r"^Pihak \d+: (.+?) \(pihak ketiga\), (?:berkedudukan|diwakili) ", re.MULTILINE)
NEEDED = re.compile(r"^Kesaksian: paling sedikit (\d+) dari \d+ saksi$", re.MULTILINE)


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


def of_third_parties(records, facts):
    """Setiap pihak ketiga dalam naskah menandatangani tepat satu kali."""
    wanted = Counter(THIRD.findall(facts))
    given = Counter(row["fakta"]["party_name"] for row in records["pihak_ketiga"])
    for name in (wanted - given) + (given - wanted):
        yield f"tanda tangan pihak ketiga {name} tidak sesuai dengan naskah"
    if len({row["fakta"]["third_party"] for row in records["pihak_ketiga"]}) < sum(given.values()):
        yield "satu pihak ketiga tercatat menandatangani lebih dari satu kali"


def of_all_named(records, facts):
    """Setiap pihak dalam naskah menyetujui tepat satu kali, dan saksinya cukup."""
    wanted = Counter(PARTY.findall(facts))
    given = Counter(row["fakta"]["region_name"] for row in records["persetujuan"])
    if not wanted:
        yield "naskah.txt tidak menyebut pihak"
    for name in wanted - given:
        yield f"persetujuan {name} tidak ada"
    for name in given - wanted:
        yield f"persetujuan {name} berlebih: naskah tidak menyebutnya sebanyak itu"
    if len({row["fakta"]["party"] for row in records["persetujuan"]}) < sum(given.values()):
        yield "satu pihak tercatat menyetujui lebih dari satu kali"
    found = NEEDED.search(facts)
    needed = int(found[1]) if found else 0
    attested = len({row["fakta"]["witness"] for row in records["kesaksian"]})
    if attested < needed:
        yield f"kesaksian kurang: naskah meminta {needed}, tercatat {attested}"
    if bool(found) and not records["tata_cara"]:
        yield "tata cara penandatanganan tidak ada"


def of_the_acknowledgements(records, text):
    """Yang mengetahui menyusul persetujuan terakhir, satu kali untuk setiap wilayah."""
    rows = records["mengetahui"]
    before = (records["persetujuan"] or records["versi"])[-1]
    yield from chained(rows, before["segel"], "yang mengetahui")
    yield from of_this_text(rows, text, "yang mengetahui")
    if len({row["fakta"]["region"] for row in rows}) < len(rows):
        yield "satu wilayah tercatat mengetahui lebih dari satu kali"


def of_the_papers(records):
    """Pindaian dan berkas tersertifikasi: masing-masing bersandar pada baris lain."""
    rows = records["versi"][-1:] + records["persetujuan"] + records["kesaksian"]
    rows += records["pihak_ketiga"]
    known = {row["segel"] for row in rows}
    for number, row in enumerate(records["kertas"], 1):
        if row["atas"] not in known or seal(row["atas"], row["fakta"]) != row["segel"]:
            yield f"segel berkas kertas ke-{number} tidak cocok"


def of_the_annexes(words):
    """Naskah menyebut berapa lampiran yang ada, dan di akhirnya ukuran dan sidik masing-masing."""
    facts = words.split("\n\n")[0].split("\n")
    counted = re.fullmatch(r"Lampiran: (\d+), .*", facts[-1])
    listed = words.rstrip("\n").split("\n")[-int(counted[1]) :] if counted else []
    names = set()
    for number, line in enumerate(listed, 1):
        said = re.fullmatch(
            r"Lampiran \d+: .* \(([A-Z]+), ([\d.]+) byte\); SHA-256 ([0-9a-f]{64})", line
        )
        name = f"lampiran-{number:02}.{said[1].lower()}"
        names.add(name)
        path = HERE / name
        content = path.read_bytes() if path.exists() else b""
        if sha256(content) != said[3] or len(content) != int(said[2].replace(".", "")):
            yield f"{name} bukan lampiran yang disebut naskah"
    for path in sorted(HERE.glob("lampiran-*")):
        if path.name not in names:
            yield f"{path.name} tidak disebut naskah"


def mishaps():
    records = json.loads((HERE / "catatan.json").read_bytes())
    words = (HERE / "naskah.txt").read_bytes()
    text = sha256(words)
    last = records["versi"][-1]
    if last["fakta"]["sha256"] != text:
        yield "naskah.txt bukan naskah versi terakhir"
    else:
        yield from of_the_annexes(words.decode())
    yield from chained(records["versi"], "", "versi")
    yield from chained(records["persetujuan"], last["segel"], "persetujuan")
    yield from of_this_text(records["persetujuan"], text, "persetujuan")
    yield from chained(records["pihak_ketiga"], last["segel"], "tanda tangan pihak ketiga")
    yield from of_this_text(records["pihak_ketiga"], text, "tanda tangan pihak ketiga")
    way = [records["tata_cara"]] if records["tata_cara"] else []
    yield from chained(way + records["kesaksian"], last["segel"], "tata cara dan kesaksian")
    yield from of_this_text(records["kesaksian"], text, "kesaksian")
    facts = words.decode("utf-8", "replace").partition("\n\n")[0]
    yield from of_all_named(records, facts)
    yield from of_third_parties(records, facts)
    yield from of_the_papers(records)
    yield from of_the_acknowledgements(records, text)
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
