"""How an uploaded decree is shown beside the claim that it proves."""

from django.urls import reverse

from core.pdf_pictures import FIRST_PAGES
from core.uploads import pages_of

PICTURES = (".jpg", ".png")


def shown_decree(mandate):
    """The decree as pictures: their addresses, and how many pages of a PDF are not among them."""
    if mandate.decree.name.endswith(PICTURES):
        return {"pictures": [reverse("villages:decree_picture", args=[mandate.pk])], "more": 0}
    pages = pages_of(mandate.decree)
    shown = range(1, min(pages, FIRST_PAGES) + 1)
    return {
        "pictures": [reverse("villages:decree_page", args=[mandate.pk, page]) for page in shown],
        "more": pages - len(shown),
    }
