"""What the editable papers (DOCX) share: page, letterhead, lines, tables; set with python-docx."""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from core import logos

LEFT, MIDDLE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
FONT = "Times New Roman"


def blank(title, *, author, sides=(25, 20), size=11.5):
    """An empty A4 paper; ``sides`` are the margins left and right in millimetres."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(sides[0]), Mm(sides[1])
    page.top_margin, page.bottom_margin = Mm(18), Mm(20)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    style.paragraph_format.space_after = Pt(6)
    paper.core_properties.title = title[:255]
    paper.core_properties.author = author
    return paper


def letterhead(paper, data):
    """Logo, lines, address, rule. ``data``: head, address and logo (the name of a stored file)."""
    if logo := logos.content_of(data["logo"]):
        picture(paper, logo, height=Mm(18))
    for place, text in enumerate(data["head"], 1):
        last = place == len(data["head"])
        line(paper, text, MIDDLE, bold=last, size=16 if last else 13)
    if data["address"]:
        line(paper, data["address"], MIDDLE, size=9.5)
    line(paper, "_" * 70, MIDDLE, size=9.5)


def line(holder, text, alignment=LEFT, *, bold=False, size=None):
    """A paragraph of its own, close to the next one."""
    paragraph = holder.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    return paragraph


def picture(holder, content, alignment=MIDDLE, **size):
    """A PNG on a line of its own."""
    paragraph = holder.add_paragraph()
    paragraph.alignment = alignment
    paragraph.add_run().add_picture(io.BytesIO(content), **size)


def heading(paper, text, level=2):
    paragraph = paper.add_heading(level=level)
    run = paragraph.add_run(text)
    run.font.name, run.font.size = FONT, Pt(11.5)
    run.font.color.rgb = None
    return paragraph


def hanging(paper, mark, text):
    """An item of a list: its mark stands out to the left of all lines."""
    paragraph = paper.add_paragraph(f"{mark}\t{text}")
    edges = paragraph.paragraph_format
    edges.left_indent, edges.first_line_indent = Mm(9), Mm(-9)
    edges.tab_stops.add_tab_stop(Mm(9))
    return paragraph


def facts(holder, rows, indent=0):
    """Label, colon, value: the columns stand below each other."""
    for label, value in rows:
        paragraph = line(holder, f"{label}\t: {value}")
        edges = paragraph.paragraph_format
        edges.left_indent, edges.first_line_indent = Mm(indent + 32), Mm(-32)
        edges.tab_stops.add_tab_stop(Mm(indent + 30))


def table(paper, titles, rows):
    """Ruled, with a first row in bold."""
    ruled = paper.add_table(rows=1, cols=len(titles), style="Table Grid")
    for cell, text in zip(ruled.rows[0].cells, titles, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in rows:
        for cell, text in zip(ruled.add_row().cells, row, strict=True):
            cell.text = str(text)
    return ruled


def as_bytes(paper):
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
