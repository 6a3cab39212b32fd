"""Photos are believed only after they have been opened, and lose what a phone notes in them."""

import io
from decimal import Decimal

import pytest
from django import forms
from django.core.files.base import ContentFile
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from core import geography
from core.photos import PhotoField, photo_response, shrink, shrunk_size
from tests.papers import bomb_bytes, pdf_bytes, picture_bytes, upload, with_place


def clean(content, name="foto.jpg"):
    return PhotoField().clean(upload(content, name, "image/jpeg"))


def code_of(content):
    with pytest.raises(forms.ValidationError) as refused:
        clean(content)
    return refused.value.code


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
    [pdf_bytes(), b"GIF89a...", b"<svg/>", b"\0\0\0\x18ftypisom" + b"\0" * 40, b"RIFF....WAVE"],
)
def test_another_kind_is_refused_whatever_its_name(content):
    assert code_of(content) == "kind"


def test_a_photo_of_an_iphone_is_called_by_its_name():
    assert code_of(b"\0\0\0\x18ftypheic" + b"\0" * 40) == "heic"


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


HERE = Decimal("-7.3510"), Decimal("109.9022")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_it_was_taken_is_read_before_it_is_lost(kind):
    assert shrink(with_place(kind)).place == HERE


@pytest.mark.parametrize(
    "said",
    [
        {},
        {1: "S", 2: (7.0, 21.0, 3.5)},
        {1: "N", 2: (52.0, 31.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)},  # far away
        {1: "X", 2: (7.0, 21.0, 3.5), 3: "E", 4: (109.0, 54.0, 8.0)},
        {1: "S", 2: (7.0, 21.0), 3: "E", 4: (109.0, 54.0, 8.0)},
        {1: "S", 2: (IFDRational(0, 0), 21.0, 3.5), 3: "E", 4: (109.0, 54.0, 8.0)},
    ],
)
def test_a_place_that_is_none_here_is_not_believed(said):
    assert shrink(with_place(said=said)).place is None


def test_without_exif_or_with_broken_one_there_is_no_place():
    assert shrink(picture_bytes()).place is None
    broken = with_place().replace(b"\x88\x25", b"\x88\xff", 1).replace(b"\x25\x88", b"\xff\x88", 1)
    assert shrink(broken).place is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("-7.350972,109.902222", HERE),
        ("NaN,NaN", None),
        ("-7.3,", None),
        ("0.000000,0.000000", None),
        ("-7.35,109.9;x", None),
        ("52.52,13.40", None),
        ("", None),
        ("9" * 40, None),
    ],
)
def test_a_place_in_words_is_read_with_care(text, place):
    assert geography.read(text) == place


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_no_place(wrong):
    assert geography.place(wrong, 110.0) is None
    assert geography.place(-7.0, wrong) is None
