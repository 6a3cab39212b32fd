"""QR codes: small SVG drawings for a page and for a PDF, pixels for a word processor."""

import io

import segno
from django.utils.html import format_html

QUIET = 2  # modules of white around; readers want some


def _code(text):
    return segno.make(text, error="m", micro=False)


def _drawing(text):
    """The path of the dark modules, row by row, and the length of a side with its white."""
    modules = _code(text).matrix
    steps = [
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(modules)
        for x, dark in enumerate(row)
        if dark
    ]
    return "".join(steps), len(modules) + 2 * QUIET


def svg(text, label):
    """The code of ``text`` as an SVG element of a page, read out as ``label``."""
    path, side = _drawing(text)
    return format_html(
        '<svg class="qr" viewBox="0 0 {side} {side}" role="img" aria-label="{label}">'
        '<path fill="#000" d="{path}"/></svg>',
        side=side,
        label=label,
        path=path,
    )


def svg_file(text):
    """The same as a file of its own, for a PDF."""
    path, side = _drawing(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def png_file(text):
    """The same as pixels, for papers that take no drawing."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=8, border=QUIET)
    return out.getvalue()
