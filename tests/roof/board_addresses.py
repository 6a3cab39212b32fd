"""The noticeboard of planned rules, for the table of permissions."""

from tests.agreements.board import announced, comment, draft, ended, pdf


def board_places(a, b, offices):
    """A draft of A that meets a plan of B; one that is open, with a comment of B; one whose time to
    comment is over."""
    head = offices["head A"]
    other = announced(b, by=offices["head B"])
    written = draft(a, by=head, file=pdf())
    open_ = announced(a, by=head, named=[b], file=pdf())
    said = comment(open_, offices["head B"])
    over = ended(announced(a, by=head, named=[b]))
    return {
        "noticeboard:detail": [open_.code],
        "noticeboard:detail draft": [written.code],
        "noticeboard:table": ["csv"],
        "noticeboard:change": [open_.code],
        "noticeboard:change draft": [written.code],
        "noticeboard:check": [written.code],
        "noticeboard:withdraw": [open_.code],
        "noticeboard:overlap": [written.code, "rencana", other.code],
        "noticeboard:overlap open": [open_.code, "rencana", other.code],
        "noticeboard:comment": [open_.code],
        "noticeboard:comment over": [over.code],
        "noticeboard:correct": [open_.code, said.pk],
        "noticeboard:reply": [open_.code, said.pk],
        "noticeboard:outcome": [over.code],
        "noticeboard:outcome open": [open_.code],
        "noticeboard:version": [open_.code, 1],
        "noticeboard:file": [open_.code, 1],
        "noticeboard:file draft": [written.code, 0],
    }
