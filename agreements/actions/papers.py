"""What is kept of a file that somebody has sent."""

from core import seals


def digest_of(paper):
    """The SHA-256 of an uploaded file, which can be read again afterwards."""
    digest = seals.digest_of_file(paper.read())
    paper.seek(0)
    return digest
