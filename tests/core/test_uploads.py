"""Uploaded papers are believed only after they have been opened."""

import io
from contextlib import closing
from types import SimpleNamespace

import pikepdf
import pytest
from django import forms
from PIL import Image

from core import uploads
from core.uploads import (
    PaperField,
    kind_of,
    pages_of,
    paper_response,
    picture_response,
    random_name,
)
from tests.papers import bomb_bytes, pdf_bytes, picture_bytes, upload


def clean(content, name="sk.pdf"):
    return PaperField().clean(upload(content, name))


def code_of(content, name="sk.pdf"):
    with pytest.raises(forms.ValidationError) as refused:
        clean(content, name)
    assert str(refused.value)
    return refused.value.code


class TestGoodPapers:
    def test_a_pdf_stays_as_it_is(self):
        content = pdf_bytes(pages=3)

        file = clean(content)

        assert (file.name, file.content_type) == ("paper.pdf", "application/pdf")
        assert file.read() == content

    @pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
    def test_a_picture_is_written_anew(self, kind, ending):
        file = clean(picture_bytes(kind), f"foto.{ending}")

        assert file.name == f"paper.{ending}"
        with Image.open(io.BytesIO(file.read())) as picture:
            assert (picture.format, picture.size) == (kind, (60, 40))

    def test_the_content_says_what_it_is_not_the_name(self):
        assert clean(picture_bytes("PNG"), "surat.pdf").name == "paper.png"
        assert clean(pdf_bytes(), "foto.jpg").name == "paper.pdf"

    def test_place_and_camera_are_taken_out_and_the_picture_stands_upright(self):
        exif = Image.Exif()
        exif[0x010F] = "Kamera"
        exif[0x0112] = 6  # lies on its side
        file = clean(picture_bytes(exif=exif), "foto.jpg")

        with Image.open(io.BytesIO(file.read())) as picture:
            assert picture.size == (40, 60)
            assert not picture.getexif()

    def test_a_comment_is_taken_out(self):
        content = picture_bytes(comment=b"Rumah Contoh, -7.36, 109.90")
        assert b"Rumah Contoh" in content

        assert b"Rumah Contoh" not in clean(content, "foto.jpg").read()

    def test_a_large_photo_is_made_small(self):
        file = clean(picture_bytes(size=(3000, 1500)), "foto.jpg")

        with Image.open(io.BytesIO(file.read())) as picture:
            assert picture.size == (uploads.MAX_SIDE, uploads.MAX_SIDE // 2)

    @pytest.mark.parametrize("mode", ["RGBA", "P", "L", "1", "CMYK", "I;16"])
    def test_every_kind_of_colour_can_be_read(self, mode):
        out = io.BytesIO()
        Image.new(mode, (20, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")

        assert clean(out.getvalue(), "foto.png").size

    def test_what_is_transparent_is_the_paper(self):
        scan = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
        scan.putpixel((5, 5), (0, 0, 0, 255))
        out = io.BytesIO()
        scan.save(out, "PNG")

        with Image.open(io.BytesIO(clean(out.getvalue(), "sk.png").read())) as picture:
            assert picture.getpixel((0, 0)) == (255, 255, 255)
            assert picture.getpixel((5, 5)) == (0, 0, 0)

    def test_links_in_a_document_are_no_harm(self):
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://desa.example")
        assert clean(pdf_bytes(Link=link)).size

    def test_office_programs_say_on_which_page_to_open(self):
        jump = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([0, pikepdf.Name.Fit]))
        assert clean(pdf_bytes(OpenAction=pikepdf.Array([0, pikepdf.Name.Fit]))).size
        assert clean(pdf_bytes(OpenAction=jump)).size

    def test_an_optional_paper_may_be_left_out_or_kept(self):
        field = PaperField(required=False)
        assert field.clean(None) is None
        assert field.clean(None, initial="alt") == "alt"
        assert field.clean(False) is False


class TestBadPapers:
    @pytest.mark.parametrize(
        "content",
        [
            b"<html><script>alert(1)</script></html>",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"PK\x03\x04 a zip",
            b"GIF89a a picture of another kind",
            b"RIFF\0\0\0\0WEBPVP8 ",
            b"MZ a program",
            b" %PDF-1.4 not at the beginning",
            b"\0" * 100,
        ],
    )
    def test_another_kind_is_refused_whatever_its_name(self, content):
        assert code_of(content, "sk.pdf") == "kind"

    def test_a_photo_of_an_iphone_is_called_by_its_name(self):
        assert code_of(b"\0\0\0\x24ftypmif1" + b"\0" * 40, "sk.jpg") == "heic"

    @pytest.mark.parametrize(
        "content",
        [
            b"%PDF-1.4 and nothing more",
            b"%PDF-" + b"\xff" * 1000,
            b"\xff\xd8\xff\xe0 half a photo",
            b"\x89PNG\r\n\x1a\n half a picture",
            picture_bytes("PNG")[:60],
            picture_bytes(size=(400, 400), quality=95)[:500],
        ],
    )
    def test_what_cannot_be_opened_is_refused(self, content):
        assert code_of(content) == "broken"

    def test_nothing_at_all_is_refused(self):
        assert code_of(b"") == "empty"
        with pytest.raises(forms.ValidationError):
            PaperField().clean(None)

    def test_too_large(self, settings):
        settings.UPLOAD_MAX_BYTES = 1000
        assert code_of(b"%PDF-" + b"0" * 1000) == "size"

    def test_too_many_pages(self, monkeypatch):
        monkeypatch.setattr(uploads, "MAX_PAGES", 2)
        assert code_of(pdf_bytes(pages=3)) == "broken"

    @pytest.mark.parametrize("key", ["OpenAction", "AA"])
    def test_a_pdf_that_acts_when_opened(self, key):
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        assert code_of(pdf_bytes(**{key: action})) == "broken"

    def test_a_pdf_with_scripts_inside(self):
        script = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))
        assert code_of(pdf_bytes(Names=script)) == "broken"

    def test_a_pdf_whose_harmless_beginning_is_followed_by_a_script(self):
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        jump = pikepdf.Dictionary(S=pikepdf.Name.GoTo, Next=pikepdf.Array([script]))
        assert code_of(pdf_bytes(OpenAction=jump)) == "broken"

    @pytest.mark.parametrize("key", ["A", "AA"])
    def test_a_pdf_with_a_script_on_a_page(self, key):
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="setup.exe")
        note = pikepdf.Dictionary(**{"Subtype": pikepdf.Name.Link, key: launch})
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf_bytes())) as pdf:
            pdf.pages[0]["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])
            pdf.save(out)
        assert code_of(out.getvalue()) == "broken"

    def test_a_pdf_that_nests_without_end_or_has_too_many_parts(self, monkeypatch):
        deep = pikepdf.Array()
        for _level in range(uploads.MAX_DEPTH + 2):
            deep = pikepdf.Array([deep])
        assert code_of(pdf_bytes(Deep=deep)) == "broken"
        monkeypatch.setattr(uploads, "MAX_OBJECTS", 2)
        assert code_of(pdf_bytes()) == "broken"

    def test_a_pdf_with_names_of_another_shape(self):
        assert code_of(pdf_bytes(Names=pikepdf.Array([1, 2]))) == "broken"

    def test_a_pdf_behind_a_password(self):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf_bytes())) as pdf:
            pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="rahasia"))
        assert code_of(out.getvalue()) == "broken"

    def test_a_decompression_bomb(self):
        assert code_of(bomb_bytes(), "foto.png") == "broken"
        assert code_of(bomb_bytes(side=8000), "foto.png") == "broken"

    def test_a_long_name(self):
        assert code_of(pdf_bytes(), "a" * 201 + ".pdf") == "max_length"

    def test_a_name_with_a_path_is_forgotten(self):
        assert clean(pdf_bytes(), "../../etc/passwd").name == "paper.pdf"


def test_the_kind_is_known_by_the_first_bytes():
    assert kind_of(pdf_bytes()) == "pdf"
    assert kind_of(picture_bytes("JPEG")) == "jpg"
    assert kind_of(picture_bytes("PNG")) == "png"
    assert kind_of(b"") is None


def test_names_on_disk_tell_nothing():
    class Paper:
        class _meta:  # noqa: N801
            label_lower = "villages.mandate"

    first, second = (random_name(Paper(), "SK Kades ../x.PDF") for _turn in range(2))

    assert first.startswith("villages.mandate/")
    assert first.endswith(".pdf")
    assert "Kades" not in first
    assert first != second


def stored(name, content):
    """A file in storage, as a model gives it."""
    return SimpleNamespace(name=f"villages.mandate/{name}", open=lambda mode: io.BytesIO(content))


PRIVATE = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


@pytest.mark.django_db  # closing an answer tidies the connections
def test_a_download_is_never_run_or_kept():
    response = paper_response(stored("a.pdf", b"%PDF-"), "Surat keputusan")

    assert response["Content-Disposition"] == 'attachment; filename="Surat keputusan.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert PRIVATE.items() <= response.headers.items()
    assert b"".join(response) == b"%PDF-"
    response.close()


@pytest.mark.django_db  # closing an answer tidies the connections
def test_an_unknown_ending_is_just_bytes():
    with closing(paper_response(stored("a.html", b"<script>"), "x")) as response:
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db  # closing an answer tidies the connections
def test_a_picture_within_a_page_is_as_private():
    with closing(picture_response(stored("a.jpg", b"\xff\xd8"))) as response:
        assert response["Content-Type"] == "image/jpeg"
        assert PRIVATE.items() <= response.headers.items()


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [
        ("a.pdf", pdf_bytes(pages=3), 3),
        ("a.pdf", b"%PDF-1.7 and no more", 0),
        ("a.jpg", picture_bytes(), 0),
        ("", b"", 0),
    ],
    ids=["whole", "broken", "a picture", "no file"],
)
def test_only_a_whole_pdf_has_pages(name, content, pages):
    assert pages_of(stored(name, content)) == pages
