"""Fingerprints that an outsider can work out with the tools at hand."""

import hashlib
import subprocess

from core import seals


def test_a_text_has_the_hash_that_sha256sum_prints(tmp_path):
    file = tmp_path / "naskah.txt"
    file.write_bytes("Pasal 1\nAir bersih, é\n".encode())

    printed = subprocess.run(["sha256sum", file], capture_output=True, text=True, check=True)

    assert seals.digest("Pasal 1\nAir bersih, é\n") == printed.stdout.split()[0]
    assert seals.digest_of_file(file.read_bytes()) == printed.stdout.split()[0]


def test_a_seal_covers_the_facts_and_the_seal_before():
    whole = seals.seal("awal", nama="Sutrisno", nomor=3)

    assert whole == hashlib.sha256(b'awal\n{"nama":"Sutrisno","nomor":3}').hexdigest()
    assert whole == seals.seal("awal", nomor=3, nama="Sutrisno")
    assert whole != seals.seal("akhir", nama="Sutrisno", nomor=3)
    assert whole != seals.seal("awal", nama="Sutrisna", nomor=3)


def test_fingerprints_are_read_in_groups_of_four():
    assert seals.short("0123456789abcdef" * 4) == "0123 4567 89ab cdef"
    assert seals.grouped("ABCDEFGHJ") == "ABCD EFGH J"
