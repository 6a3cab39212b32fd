"""Uploaded photos: JPEG, PNG or WebP, opened and written anew as two small WebP pictures.

Writing anew drops everything but the pixels: the place, the camera, the hour. ``PhotoField``
gives a ``Shrunk``, which still knows the place for whoever wishes to keep it; names on disk are
random.
"""

import io
from dataclasses import dataclass

from django import forms
from django.core.files.base import ContentFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from core import geography
from core.large_uploads import refuse_too_large
from core.uploads import HEIC, MAX_PIXELS, is_heic, on_white

LARGE, SMALL = 960, 480  # pixels of the longer side
QUALITY = 78
FORMATS = ["JPEG", "PNG", "WEBP"]
_A_DAY = 24 * 3600
_GPS, _NORTH_SOUTH, _LATITUDE, _EAST_WEST, _LONGITUDE = 0x8825, 1, 2, 3, 4  # of EXIF


@dataclass(frozen=True)
class Shrunk:
    """A photo in two sizes; width and height are those of the large one. ``place`` is where it was
    taken, as far as it says so: latitude and longitude in Indonesia, or None."""

    large: bytes
    small: bytes
    width: int
    height: int
    place: tuple | None = None

    def columns(self):
        """The columns of a row that keeps it."""
        return {
            "large": ContentFile(self.large, "foto.webp"),
            "small": ContentFile(self.small, "foto.webp"),
            "width": self.width,
            "height": self.height,
        }


def is_photo(content):
    """By the first bytes, whatever the name says."""
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def shrunk_size(width, height, longest):
    """Width and height so that the longer side is ``longest`` at most."""
    share = min(1, longest / max(width, height))
    return max(1, round(width * share)), max(1, round(height * share))


def shrink(content):
    """Open and write anew; raises whatever Pillow raises on what is no picture."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        place = place_in(opened)
        upright = on_white(ImageOps.exif_transpose(opened))
    size = shrunk_size(*upright.size, LARGE)
    small = shrunk_size(*size, SMALL)
    return Shrunk(_written(upright, size), _written(upright, small), *size, place)


def place_in(picture):
    """Latitude and longitude of the EXIF data; None where they are missing, broken or elsewhere."""
    try:
        said = picture.getexif().get_ifd(_GPS)
        latitude = _degrees(said[_LATITUDE]) * {"N": 1, "S": -1}[said[_NORTH_SOUTH]]
        longitude = _degrees(said[_LONGITUDE]) * {"E": 1, "W": -1}[said[_EAST_WEST]]
    except Exception:  # what cameras and attackers write there is of every kind
        return None
    return geography.place(latitude, longitude)


def _degrees(parts):
    degrees, minutes, seconds = map(float, parts)
    return degrees + minutes / 60 + seconds / 3600


def _written(picture, size):
    """The bare pixels as WebP."""
    bare = Image.new("RGB", size)
    bare.paste(picture.resize(size, Image.Resampling.LANCZOS))
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


class PhotoField(forms.FileField):
    """A photo from a phone; the cleaned value is ``Shrunk``, or None."""

    default_error_messages = {
        "kind": _("Choose a photo as JPEG, PNG or WebP. This file is something else."),
        "broken": _("This photo cannot be opened. Please choose or take it again."),
        "size": _("The photo is larger than 10 MB. Take it with a lower resolution."),
    }

    def __init__(self, **kwargs):
        widget = forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "data-shrink": LARGE}
        )
        super().__init__(max_length=200, widget=widget, **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        refuse_too_large(file, self.error_messages["size"])
        content = file.read()
        if is_heic(content):
            raise forms.ValidationError(HEIC, code="heic")
        if not is_photo(content):
            raise forms.ValidationError(self.error_messages["kind"], code="kind")
        try:
            return shrink(content)
        except Exception as broken:
            # Parsers stumble over hostile files in many ways; each means the same to the person.
            raise forms.ValidationError(self.error_messages["broken"], code="broken") from broken


def photo_response(stored, *, public):
    """A picture within a page: kept by caches for a day, or by nobody."""
    response = FileResponse(stored.open("rb"), content_type="image/webp")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={_A_DAY}" if public else "private, no-store"
    return response
