"""The short pages on which a proposal is written, in order."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """One page: its part of the address, and its heading."""

    slug: str
    title: str


AIM = Step("tujuan", _("Aim"))
PARTNERS = Step("mitra", _("Place and partners"))
COST = Step("biaya", _("Cost and contributions"))
SCHEDULE = Step("jadwal", _("Timetable and plans"))
ATTACHMENTS = Step("lampiran", _("Attachments"))
NOTE = Step("catatan", _("What has changed"))
STEPS = (AIM, PARTNERS, COST, SCHEDULE, ATTACHMENTS)


def pages_of(project):
    """The pages of a first proposal; a changed one says what has changed as well."""
    return (*STEPS, NOTE) if project.current_id else STEPS


def step_of(project, slug):
    """The page by its address and its place from 1; (None, 0) where there is none."""
    pages = pages_of(project)
    return next(
        ((page, place) for place, page in enumerate(pages, 1) if page.slug == slug), (None, 0)
    )


def title_of(slug):
    """The heading of a page; the address itself where it is a page no longer."""
    return next((page.title for page in STEPS if page.slug == slug), slug)


def after(project, slug):
    """The page that follows; None after the last one, where the answers are checked."""
    pages = pages_of(project)
    _page, place = step_of(project, slug)
    return pages[place] if place < len(pages) else None
