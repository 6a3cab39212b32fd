"""Files that are too large are thrown away while they arrive; the rest of the form is kept."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from core.large_uploads import TooLarge, refuse_too_large
from core.photos import PhotoField
from core.uploads import PaperField
from tests.papers import pdf_bytes

PIECE = 64 * 1024  # how Django passes files on


@pytest.fixture(autouse=True)
def _small_limits(settings):
    settings.UPLOAD_MAX_BYTES, settings.UPLOADS_MAX_BYTES = 3 * PIECE, 7 * PIECE


@pytest.fixture
def sent():
    """Makes requests with files of as many pieces, and closes their files afterwards."""
    requests = []

    def make(*pieces, **more):
        files = {
            f"file{number}": SimpleUploadedFile(f"{number}.pdf", b"x" * int(size * PIECE))
            for number, size in enumerate(pieces)
        }
        requests.append(RequestFactory().post("/", {"title": "Tarif air", **files, **more}))
        return requests[-1]

    yield make
    for request in requests:
        request.close()


def left(request):
    """What is left of each file: its bytes, or how long the thrown away one was, negative."""
    sizes = {}
    for name, file in sorted(request.FILES.items()):
        sizes[name] = (-1 if isinstance(file, TooLarge) else 1) * file.size / PIECE
    return list(sizes.values())


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        ([3], [3]),
        ([3.5], [-3.5]),
        ([3.5, 1], [-3.5, 1]),  # what was thrown away takes no room
        ([3, 3, 1], [3, 3, 1]),
        ([3, 3, 1.5, 1], [3, 3, -1.5, 1]),  # a smaller one may still fit
        ([3, 3, 1, 1], [3, 3, 1, -1]),  # nothing more from here on
        ([50, 3, 50], [-50, 3, -50]),
    ],
)
def test_only_what_fits_is_kept_and_all_words_are(sent, pieces, found):
    request = sent(*pieces)
    assert left(request) == found
    assert request.POST["title"] == "Tarif air"


def test_of_a_thrown_away_file_only_name_and_size_are_known(sent):
    file = sent(4).FILES["file0"]
    assert (file.name, file.size, file.read()) == ("0.pdf", 4 * PIECE, b"")


def test_a_small_file_arrives_whole(sent):
    paper = SimpleUploadedFile("a.pdf", pdf_bytes())
    assert sent(paper=paper).FILES["paper"].read() == pdf_bytes()


@pytest.mark.parametrize("field", [PaperField, PhotoField])
def test_a_field_says_what_was_too_large(sent, field):
    long, _one, _two, crowded = sent(4, 3, 3, 2).FILES.values()
    with pytest.raises(forms.ValidationError, match="lebih besar dari(pada)? 10 MB"):
        field().clean(long)
    with pytest.raises(forms.ValidationError, match="Semua berkas bersama-sama"):
        field().clean(crowded)


def test_what_fits_is_not_refused():
    assert refuse_too_large(SimpleUploadedFile("a.pdf", b"x" * 3 * PIECE), "") is None
