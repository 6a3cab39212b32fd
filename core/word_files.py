"""Word files (DOCX), looked into before they are kept: a package of text, without macros.

Only what a word processor writes for a plain text is let in. Nothing is unpacked to disk, and no
more is read than the package says of itself.
"""

import io
import zipfile

MAX_PARTS = 2000
MAX_UNPACKED = 100 * 1024 * 1024  # bytes; a zip can promise much in little room
_NEEDED = {"[Content_Types].xml", "word/document.xml"}
_ACTIVE = ("vbaproject", "vbadata", "activex", "embeddings/", "macros/", "oleobject")
_TYPES = "[Content_Types].xml"
_OUTSIDE = b'TargetMode="External"'
_TEMPLATE = b"attachedTemplate"


def checked_word_file(content):
    """The same bytes, or ``ValueError`` with what is wrong."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        names = {part.filename for part in parts}
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise ValueError("too large")
        if not names >= _NEEDED:
            raise ValueError("no word file")
        if any(word in name.lower() for name in names for word in _ACTIVE):
            raise ValueError("active content")
        if b"macroEnabled" in package.read(_TYPES):
            raise ValueError("active content")
        if any(_loads_a_template(package.read(name)) for name in names if name.endswith(".rels")):
            raise ValueError("fetches a template")
        if package.testzip():
            raise ValueError("damaged")
    return content


def _loads_a_template(relations):
    """A template from elsewhere may bring macros; links that a reader presses are no harm."""
    return _TEMPLATE in relations and _OUTSIDE in relations
