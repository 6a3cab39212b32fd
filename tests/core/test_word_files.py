"""Word files are let in as text, never as programs."""

import zipfile

import pytest
from django import forms

from core import word_files
from core.uploads import DocumentField, PaperField
from tests.papers import pdf_bytes, picture_bytes, upload, word_bytes

OUTSIDE = '<Relationship Type="http://x/attachedTemplate" TargetMode="External" Target="http://x/a.dotm"/>'
LINK = '<Relationship Type="http://x/hyperlink" TargetMode="External" Target="http://desa.id"/>'


def clean(content, field=DocumentField):
    return field().clean(upload(content, "bahan.docx"))


def code_of(content, field=DocumentField):
    with pytest.raises(forms.ValidationError) as refused:
        clean(content, field)
    assert str(refused.value)
    return refused.value.code


def test_a_word_file_stays_as_it_is():
    content = word_bytes()

    file = clean(content)

    assert file.name == "paper.docx"
    assert file.content_type.endswith("wordprocessingml.document")
    assert file.read() == content


def test_links_that_a_reader_presses_are_no_harm():
    assert clean(word_bytes(**{"word/_rels/extra.xml.rels": LINK}))


def test_the_other_papers_are_taken_as_ever():
    assert clean(pdf_bytes()).name == "paper.pdf"
    assert clean(picture_bytes()).name == "paper.jpg"


def test_where_only_scans_are_wanted_a_word_file_is_something_else():
    assert code_of(word_bytes(), PaperField) == "kind"


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/embeddings/oleObject1.bin": b"x"},
        {"word/activeX/activeX1.xml": b"x"},
        {"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"},
        {"word/_rels/settings.xml.rels": OUTSIDE},
        {"word/document.xml": None},
        {"[Content_Types].xml": None},
    ],
)
def test_what_acts_or_is_no_word_file_is_refused(parts):
    assert code_of(word_bytes(**parts)) == "broken"


def test_what_cannot_be_opened_is_refused():
    assert code_of(b"PK\x03\x04" + b"x" * 50) == "broken"
    assert code_of(word_bytes()[:-200]) == "broken"
    assert code_of(b"#!/bin/sh") == "kind"


def test_a_damaged_part_is_refused():
    content = word_bytes(**{"word/extra.xml": b"tidak dimampatkan"})
    damaged = content.replace(b"tidak dimampatkan", b"tidak dimampatkaN", 1)

    with pytest.raises((ValueError, zipfile.BadZipFile)):
        word_files.checked_word_file(damaged)


def test_a_package_that_promises_too_much_is_not_read(monkeypatch):
    monkeypatch.setattr(word_files, "MAX_UNPACKED", 1000)
    assert code_of(word_bytes()) == "broken"
    monkeypatch.undo()
    monkeypatch.setattr(word_files, "MAX_PARTS", 3)
    assert code_of(word_bytes()) == "broken"
