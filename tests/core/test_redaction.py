"""Keys in addresses stay out of logs and outboxes."""

import re

import pytest
from django.urls import get_resolver

from core.redaction import LONGEST_PLAIN, redact

SIGNED = "WzEsMl0:1xV40B:c8Oid-NfeiFU9Rdrwi2-Nl-PrluNOR3ZO6Y4yMa7J-Y"  # as signing.dumps makes it


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        (f"GET /pertemuan/jawab/{SIGNED}/ HTTP/1.1", "GET /pertemuan/jawab/***/ HTTP/1.1"),
        (f"/pertemuan/jawab/{SIGNED}/surat.pdf", "/pertemuan/jawab/***/surat.pdf"),
        (f"/kalender/{'a1B2' * 8}.ics", "/kalender/***.ics"),
        (f"/jawab/{SIGNED.replace(':', '%3A')}/", "/jawab/***/"),
        (f"/masuk/?next=%2Fjawab%2F{SIGNED}%2F", "/masuk/?next=%2Fjawab%2F***%2F"),
        (f"https://forum.example/jajak/jawab/{SIGNED}", "https://forum.example/jajak/jawab/***"),
        ("https://forum-kerja-sama-antar-desa.example/a/", None),
        ("GET /pertemuan/12/undangan.pdf HTTP/1.1", None),
        ("Pukul 09.00/10.00, desa/kelurahan", None),
    ],
)
def test_a_token_in_a_path_is_hidden_and_nothing_else(text, safe):
    assert redact(text) == (safe or text)


def plain_words(resolver, above=""):
    """Every written part of every address, Django's admin and allauth included."""
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from plain_words(pattern, route)
        else:
            yield from re.findall(r"[\w-]+", re.sub(r"<[^>]*>|\(.*\)", "", route))


def test_no_address_has_a_plain_word_as_long_as_a_token():
    assert max(map(len, plain_words(get_resolver()))) < LONGEST_PLAIN
