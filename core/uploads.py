"""Uploaded papers: PDF, JPEG or PNG, believed only after they have been opened.

``PaperField`` checks size, ending and content, and writes pictures anew (which strips place
and camera data); ``DocumentField`` takes Word files (DOCX) too. Names on disk are random; the person's own name is kept as text only.
"""

import io
import uuid
from pathlib import PurePath

import pikepdf
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from core.large_uploads import refuse_too_large
from core.pdf_pictures import picture_of
from core.word_files import checked_word_file

TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",  # only what we make; none is taken in
}
MAX_PAGES = 100
MAX_OBJECTS, MAX_DEPTH = 100_000, 40  # in a PDF
MAX_PIXELS = 50_000_000
MAX_SIDE = 2400  # pixels; enough to read a photographed letter, small enough for 3G
_ACTIVE = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound"}
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/AA"}
_MAGIC = {
    b"%PDF-": "pdf",
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"PK\x03\x04": "docx",  # any zip as yet
}

_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
HEIC = _(
    "This is a HEIC photo, as iPhones take them, and it cannot be opened here. Send it as JPEG: in "
    "the settings of the camera choose “Most Compatible” under “Formats”, or take a screenshot of it."
)


def random_name(instance, filename):
    """A storage path that tells nothing: the model's name, a UUID and the checked ending."""
    ending = PurePath(filename).suffix.lower()
    return f"{instance._meta.label_lower}/{uuid.uuid4().hex}{ending}"


def kind_of(content):
    """ "pdf", "jpg", "png" or "docx" by the first bytes, or None."""
    return next((kind for magic, kind in _MAGIC.items() if content.startswith(magic)), None)


def is_heic(content):
    """A photo as iPhones make them; by the first bytes, whatever the name says."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC


def _checked_pdf(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise ValueError("too many pages")
        if len(pdf.objects) > MAX_OBJECTS:
            raise ValueError("too many objects")
        if not isinstance(pdf.Root.get("/Names", pikepdf.Dictionary()), pikepdf.Dictionary):
            raise ValueError("names of another shape")
        if _acts_by_itself(pdf):
            raise ValueError("active content")
    return content


def _acts_by_itself(pdf):
    """Does anything in it run, start or send something? Going to a page or an address is no harm;
    office programs write that."""
    return any(_acts(thing) for thing in pdf.objects)


def _acts(thing, depth=0):
    """A dictionary that is an action of that sort, or holds one of its own inside."""
    if depth > MAX_DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Array):
        inner = list(thing)
    elif isinstance(thing, pikepdf.Dictionary):
        if not _ACTIVE_KEYS.isdisjoint(thing.keys()) or str(thing.get("/S")) in _ACTIVE:
            return True
        inner = list(thing.values())
    else:
        return False
    return any(
        _acts(each, depth + 1)
        for each in inner
        if isinstance(each, pikepdf.Object) and not each.is_indirect
    )


def _rewritten_picture(content, kind):
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        picture = ImageOps.exif_transpose(picture)
        picture.thumbnail((MAX_SIDE, MAX_SIDE))
        picture = on_white(picture)
        # What else is there, a comment or XMP, would be written again.
        picture.info = {key: picture.info[key] for key in picture.info.keys() & {"icc_profile"}}
        out = io.BytesIO()
        picture.save(out, "JPEG" if kind == "jpg" else "PNG", quality=82, optimize=True)
    return out.getvalue()


def on_white(picture):
    """The picture in RGB; what is transparent in it is white, as paper is."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture).convert("RGB")


def _checked(content, kind):
    """What is kept of the file; raises where it cannot be opened or would act by itself."""
    if kind == "pdf":
        return _checked_pdf(content)
    if kind == "docx":
        return checked_word_file(content)
    return _rewritten_picture(content, kind)


class PaperField(forms.FileField):
    """A scanned or photographed paper; cleaned value is a new, checked file."""

    kinds = ("pdf", "jpg", "png")
    accept = ".pdf,.jpg,.jpeg,.png"
    default_error_messages = {
        "kind": _("Choose a PDF, JPEG or PNG file. This file is something else."),
        "broken": _("This file cannot be opened. Please save or photograph it again."),
        "size": _(
            "The file is larger than 10 MB. Photograph it with a lower resolution, or save the scan "
            "smaller."
        ),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": self.accept}))
        super().__init__(max_length=200, **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file or file is initial or not hasattr(file, "read"):
            return file
        refuse_too_large(file, self.error_messages["size"])
        content = file.read()
        kind = kind_of(content)
        if is_heic(content):
            raise forms.ValidationError(HEIC, code="heic")
        if kind not in self.kinds:
            raise forms.ValidationError(self.error_messages["kind"], code="kind")
        try:
            content = _checked(content, kind)
        except Exception as broken:
            # Parsers stumble over hostile files in many ways; each means the same to the person.
            raise forms.ValidationError(self.error_messages["broken"], code="broken") from broken
        return SimpleUploadedFile(f"paper.{kind}", content, TYPES[kind])


class DocumentField(PaperField):
    """The same for papers that people write: Word files as well."""

    kinds = (*PaperField.kinds, "docx")
    accept = f"{PaperField.accept},.docx"
    default_error_messages = {
        "kind": _("Choose a PDF, JPEG, PNG or DOCX file. This file is something else."),
        "broken": _("This file cannot be opened or holds macros. Please save it again as PDF."),
        "size": _("The file is larger than 10 MB. Please save it smaller, for example as PDF."),
    }


def paper_response(stored, name):
    """A private file as download: never run by the browser, never kept by a cache."""
    ending = PurePath(stored.name).suffix.lstrip(".")
    response = FileResponse(
        stored.open("rb"), as_attachment=True, filename=f"{name}.{ending}",
        content_type=TYPES.get(ending, "application/octet-stream"),
    )  # fmt: skip
    return _private(response)


def made_paper_response(content, name, ending="pdf"):
    """A paper that was made for this reader, as download: its bytes, or an open file of them."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    filename = f"{name}.{ending}"
    return _private(
        FileResponse(file, as_attachment=True, filename=filename, content_type=TYPES[ending])
    )


def picture_response(stored):
    """A private picture within a page; only what ``PaperField`` has written anew."""
    ending = PurePath(stored.name).suffix.lstrip(".")
    return _private(FileResponse(stored.open("rb"), content_type=TYPES[ending]))


def page_response(stored, page):
    """A page of a private PDF as a picture within a page."""
    return _private(HttpResponse(picture_of(stored.path, page), content_type="image/jpeg"))


def pages_of(stored):
    """How many pages a stored PDF has; 0 of what is none or cannot be opened any more."""
    if not stored.name.endswith(".pdf"):
        return 0
    try:
        with stored.open("rb") as file, pikepdf.open(file) as pdf:
            return len(pdf.pages)
    except (OSError, pikepdf.PdfError):
        return 0


def _private(response):
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
