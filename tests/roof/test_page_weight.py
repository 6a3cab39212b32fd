"""A first visit moves at most 60 KB in 8 requests (ux.md, rule 3), counted as gzip makes it."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

KB = 1024
ALREADY_SMALL = {".woff2", ".png", ".webp"}


def weight(content, suffix=""):
    return len(content if suffix in ALREADY_SMALL else gzip.compress(content, 6))


def files_of(page):
    """What a browser fetches for the page: links, scripts, sprite, preloads; not the og picture."""
    found = re.findall(r'(?:href|src)="/static/([^"#]+)', page)
    return {name for name in found if not name.startswith("og.")}


@pytest.mark.parametrize("address", ["/", "/akun/login/", "/tentang/", "/data-pribadi/"])
def test_a_first_visit_is_light(client, db, address):
    response = client.get(address)
    names = files_of(response.content.decode())
    sizes = {
        name: weight(Path(finders.find(name)).read_bytes(), Path(name).suffix) for name in names
    }
    sizes["the page itself"] = weight(response.content)
    passkeys = {name for name in names if name.startswith(("mfa/", "account/"))}

    assert sum(sizes.values()) <= 60 * KB, sizes
    assert len(sizes) - len(passkeys) <= 8, sizes
    assert sizes["the page itself"] <= 12 * KB


def test_styles_and_script_have_their_own_bounds():
    def small(pattern):
        static = Path(finders.find("icons.svg")).parent
        return sum(weight(path.read_bytes()) for path in static.glob(pattern))

    assert small("css/app.css") + small("css/parts.css") <= 13 * KB
    assert small("js/app.js") <= 2 * KB  # on every page; htmx, where a page needs it, is 17 KB
    for path in Path(finders.find("js/app.js")).parent.glob("*.js"):  # what single pages add
        assert weight(path.read_bytes()) <= 4 * KB, path.name
    assert Path(finders.find("fonts/plus-jakarta-sans-600-800.woff2")).stat().st_size <= 12 * KB
