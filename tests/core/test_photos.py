"""Photos are believed only after they have been opened, and lose what a phone notes in them."""

import io

import pytest
from django import forms
from django.core.files.base import ContentFile
from PIL import Image

from core.photos import PhotoField, photo_response, shrink, shrunk_size
from tests.papers import bomb_bytes, pdf_bytes, picture_bytes, upload


def clean(content, name="foto.jpg"):
    return PhotoField().clean(upload(content, name, "image/jpeg"))


def code_of(content):
    with pytest.raises(forms.ValidationError) as refused:
        clean(content)
    return refused.value.code


def with_place(kind="JPEG", **options):
    """A picture as phones take it, with the place in its EXIF data."""
    exif = Image.Exif()
    exif[0x010F] = "Contoh Ponsel"
    exif.get_ifd(0x8825).update({1: "S", 2: (7.0, 21.0, 3.5), 3: "E", 4: (109.0, 54.0, 8.0)})
    exif[0x8825] = exif.get_ifd(0x8825)
    return picture_bytes(kind, exif=exif, **options)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_both_pictures_are_small_webp_without_place_and_camera(kind):
    content = with_place(kind, size=(3000, 1500))
    with Image.open(io.BytesIO(content)) as taken:
        assert taken.getexif().get_ifd(0x8825)[1] == "S"

    photo = clean(content)

    assert (photo.width, photo.height) == (960, 480)
    for made, size in ((photo.large, (960, 480)), (photo.small, (480, 240))):
        with Image.open(io.BytesIO(made)) as picture:
            assert (picture.format, picture.size) == ("WEBP", size)
            assert dict(picture.getexif()) == {}
            assert not {"exif", "xmp", "icc_profile"} & picture.info.keys()
        assert b"Contoh Ponsel" not in made


def test_a_photo_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = clean(picture_bytes(size=(400, 200), exif=exif))
    assert (photo.width, photo.height) == (200, 400)


def test_what_is_transparent_is_white():
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")

    with Image.open(io.BytesIO(clean(out.getvalue()).large)) as picture:
        assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_a_small_photo_is_not_blown_up():
    assert shrunk_size(300, 200, 960) == (300, 200)
    assert shrunk_size(96000, 1, 960) == (960, 1)
    assert shrink(picture_bytes(size=(30, 20))).width == 30


def test_no_photo_is_no_mistake_where_none_is_asked_for():
    assert PhotoField(required=False).clean(None) is None


@pytest.mark.parametrize(
    "content",
    [pdf_bytes(), b"GIF89a...", b"<svg/>", b"\0\0\0\x18ftypheic" + b"\0" * 40, b"RIFF....WAVE"],
)
def test_another_kind_is_refused_whatever_its_name(content):
    assert code_of(content) == "kind"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xe0 half a photo", b"RIFF\0\0\0\0WEBPVP8 ", picture_bytes("PNG")[:60],
        bomb_bytes(),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused(content):
    assert code_of(content) == "broken"


def test_too_large(settings):
    settings.UPLOAD_MAX_BYTES = 100
    assert code_of(picture_bytes()) == "size"


def test_a_private_photo_is_kept_by_nobody():
    class Stored:
        def open(self, mode):
            return ContentFile(b"RIFF").open(mode)

    private, public = (photo_response(Stored(), public=public) for public in (False, True))
    assert private["Cache-Control"] == "private, no-store"
    assert public["Cache-Control"] == "public, max-age=86400"
    assert private["Content-Type"] == public["Content-Type"] == "image/webp"
    assert "sandbox" in public["Content-Security-Policy"]


def test_more_pixels_than_a_phone_has(monkeypatch):
    monkeypatch.setattr("core.photos.MAX_PIXELS", 100)
    assert code_of(picture_bytes()) == "broken"
