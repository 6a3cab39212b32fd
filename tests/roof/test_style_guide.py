"""The style guide shows every component, so that nobody builds one a second time."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

SHEETS = ["parts", "meetings", "projects"]
# The frames of whole pages: of each page, of signing in, of the start page, of choosing an office.
FRAMES = set("acting body dock has-dock noprint one aa or panel hello lift capacity center".split())
# The picture of the network on the home page, drawn from rows of the database.
NETWORK = set("map peta still land isle tie here g o t1 t2 t3".split())
SPACE = re.compile(r"m[tb]-\d")  # a scale, of which a page takes what it needs


def classes_of(sheet):
    """Every class that the style sheet has a rule for."""
    with open(finders.find(f"css/{sheet}.css"), encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", file.read(), flags=re.DOTALL)
    selectors = " ".join(re.findall(r"[^{};]+(?=\{)", text))
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_component_of_a_style_sheet_is_live_on_the_style_guide(client, db, sheet):
    page = client.get(reverse("style_guide")).content.decode()
    shown = {name for value in re.findall(r'class="([^"]*)"', page) for name in value.split()}

    missing = classes_of(sheet) - shown - FRAMES - NETWORK
    assert sorted(name for name in missing if not SPACE.fullmatch(name)) == []


def test_layouts_change_by_the_size_of_letters_not_of_dots():
    """In em: whoever doubles the letters in the browser gets the layout of half the width."""
    sheets = Path(settings.BASE_DIR, "static/css").glob("*.css")
    dotted = re.compile(r"@(?:media|container)[^{]*width[^{]*px")
    assert [sheet.name for sheet in sheets if dotted.search(sheet.read_text())] == []
