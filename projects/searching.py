"""Finding projects by what people type: a code off a sheet, words of the title, a place."""

from django.db.models import Q

from core.codes import typed_code
from projects.models import Partnership
from projects.models.project import SQUEEZED_TITLE
from villages.typed import squeeze

CODE_LENGTH = 7  # other words are none
MOST_WORDS = 6
FEWEST_LETTERS = 3  # below this nearly every region would match
# They say what a region is, not which one.
KINDS = frozenset({"ds", "desa", "kel", "kelurahan", "kec", "kecamatan", "kp", "kampung", "nagari"})


def searched(projects, words):
    """Of ``projects`` the one with that code; else those with all the words in the title; else those
    with each word in the title or in the name of a region that takes part ("bank sampah
    Sojokerto"); else those whose title comes close, best first."""
    ways = [projects.titled(words), _titled_in_places(projects, words)]
    code = typed_code(words)
    if len(code) == CODE_LENGTH:
        ways.insert(0, projects.filter(code=code))
    for found in ways:
        if found.exists():
            return found
    return projects.titled_like(words)


def _titled_in_places(projects, words):
    telling = [word for word in words.split() if word.lower() not in KINDS][:MOST_WORDS]
    found = projects.alias(squeezed=SQUEEZED_TITLE) if telling else projects.none()
    for word in telling:
        place = squeeze(word)
        fits = Q(squeezed__contains=word.upper())
        if len(place) >= FEWEST_LETTERS:
            seats = Partnership.objects.filter(region__squeezed__contains=place)
            fits |= Q(pk__in=seats.values("project"))
        found = found.filter(fits)
    return found
