"""The first pages of an uploaded PDF as pictures, so that it is read beside what it proves.

No browser shows a PDF that may do nothing (``core.uploads.paper_response``: sandboxed, as a
download); a picture is harmless. The drawing is done in a process of its own, with little memory
and time, for the file is a stranger's: what a hostile one breaks there ends there.
"""

import resource
import subprocess
import sys

FIRST_PAGES = 3
WIDTH = 1200  # pixels; enough to read a letter, small enough for 3G
SECONDS = 10
MEMORY = 1024**3


class Undrawable(Exception):
    """The page is not there, or the file cannot be drawn."""


def picture_of(path, page):
    """Page number ``page`` (from 1) of the PDF at ``path`` as JPEG."""
    command = [sys.executable, "-I", __file__, str(path), str(page)]
    try:
        drawn = subprocess.run(  # noqa: S603 (our own program, no shell)
            command, capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.SubprocessError as error:
        raise Undrawable from error
    return drawn.stdout


def _draw(path, page):  # pragma: no cover (its process writes no file, so none of coverage either)
    """In the process of its own."""
    import pypdfium2  # noqa: PLC0415 (loaded where it is confined)

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sheet = pypdfium2.PdfDocument(path)[page - 1]
    longest = max(sheet.get_size())
    picture = sheet.render(scale=min(WIDTH / sheet.get_width(), 2 * WIDTH / longest)).to_pil()
    picture.convert("RGB").save(sys.stdout.buffer, "JPEG", quality=80, optimize=True)


if __name__ == "__main__":
    _draw(sys.argv[1], int(sys.argv[2]))
