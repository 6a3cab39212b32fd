"""The logo in the head of letters."""

import io

import pytest
from django import forms
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from core import logos
from tests.papers import pdf_bytes, picture_bytes, upload


def clean(content, name="logo.png"):
    return logos.LogoField(required=False).clean(upload(content, name))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_made_small_enough_for_every_letter(kind):
    file = clean(picture_bytes(kind, size=(1200, 800)))

    with Image.open(io.BytesIO(file.read())) as picture:
        assert (picture.format, picture.size) == ("PNG", (400, 267))


@pytest.mark.parametrize("content", [pdf_bytes(), b"GIF89a", b"\x89PNG\r\n\x1a\nabc"])
def test_what_is_no_picture_is_refused_with_a_sentence(content):
    with pytest.raises(forms.ValidationError) as refused:
        clean(content)

    assert refused.value.code in ("kind", "broken")


def test_no_file_is_no_logo():
    assert logos.LogoField(required=False).clean(None) is None


def test_a_stored_logo_is_drawn_as_a_picture_of_its_own():
    name = default_storage.save("logo.png", ContentFile(picture_bytes("PNG", size=(30, 20))))

    drawing = logos.svg_file(name)

    assert 'viewBox="0 0 30 20"' in drawing
    assert "data:image/png;base64," in drawing


@pytest.mark.parametrize("name", ["", "villages.forum/hilang.png"])
def test_without_a_file_the_head_has_no_logo(name):
    assert logos.svg_file(name) == ""
