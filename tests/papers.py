"""Papers to upload: good ones, and such as lie about what they are."""

import io
import struct
import zipfile
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image


def pdf_bytes(pages=1, **root):
    """A real PDF; ``root`` adds keys to its catalogue, say ``OpenAction``."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _page in range(pages):
            pdf.add_blank_page(page_size=(200, 200))
        for key, value in root.items():
            pdf.Root[f"/{key}"] = pdf.make_indirect(value)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def signed_pdf(reason="Setuju"):
    """A PDF with the dictionary of an electronic signature, which says nothing but a reason."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes())) as pdf:
        words = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Reason=pikepdf.String(reason)
        )
        pdf.Root.Signature = pdf.make_indirect(words)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def picture_bytes(kind="JPEG", size=(60, 40), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "#0C5450").save(out, kind, **options)
    return out.getvalue()


def with_place(kind="JPEG", said=None, **options):
    """A picture as phones take it, with the place in its EXIF data, or what is ``said`` there."""
    exif = Image.Exif()
    exif[0x010F] = "Contoh Ponsel"
    place = {1: "S", 2: (7.0, 21.0, 3.5), 3: "E", 4: (109.0, 54.0, 8.0)}
    exif.get_ifd(0x8825).update(place if said is None else said)
    exif[0x8825] = exif.get_ifd(0x8825)
    return picture_bytes(kind, exif=exif, **options)


def bomb_bytes(side=30000):
    """A small PNG that claims to be 900 million pixels."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def upload(content, name="sk.pdf", content_type="application/pdf"):
    return SimpleUploadedFile(name, content, content_type)


def paper():
    """A decree as it should be."""
    return upload(pdf_bytes())


def word_bytes(**parts):
    """A real Word file; ``parts`` adds or replaces what the package holds, by path."""
    out = io.BytesIO()
    written = Document()
    written.add_paragraph("Bahan rapat")
    written.save(out)
    whole = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(whole, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return whole.getvalue()
