"""A logo for the head of letters: uploaded once, small, and drawn on the left of the lines.

A paper that has gone out keeps the name of the file, and files are never deleted: another logo
later leaves it as it was.
"""

import base64
import io

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image

from core.uploads import PaperField

SIDE = 400  # pixels: 20 mm at 500 dots an inch


class LogoField(PaperField):
    """A picture; the cleaned value is a PNG of at most 400 pixels a side."""

    kinds = ("jpg", "png")
    accept = ".jpg,.jpeg,.png"
    default_error_messages = {
        "kind": _("Choose a JPEG or PNG file. This file is something else."),
        "broken": _("This picture cannot be opened. Please save it again."),
        "size": _("The file is larger than 10 MB. Please save it smaller."),
    }

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return file
        with Image.open(file) as picture:
            picture.thumbnail((SIDE, SIDE))
            out = io.BytesIO()
            picture.save(out, "PNG", optimize=True)
        return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


def content_of(name):
    """The bytes of a stored logo; empty where there is none, or its file is lost."""
    if not name or not default_storage.exists(name):
        return b""
    with default_storage.open(name, "rb") as file:
        return file.read()


def svg_file(name):
    """A stored logo as an SVG of its own, which a template of ``core.pdf`` can draw; or empty."""
    content = content_of(name)
    if not content:
        return ""
    with Image.open(io.BytesIO(content)) as picture:
        width, height = picture.size
    data = base64.b64encode(content).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{data}"/></svg>'
    )
