"""How the words of agreements are searched."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q

# How texts are searched: by their words as they are written, for Postgres knows no Indonesian stems.
BODY = SearchVector("text", config="simple")
_TOGETHER = re.compile(r"\bkerja *sama\b", re.IGNORECASE)
_ENTRY = re.compile(r"([0-9]{1,6})/([A-Za-z]{1,12})/([0-9]{4})")


def spellings(words):
    """The words as they are; with "kerja sama", which many write as one word, in both ways."""
    if not _TOGETHER.search(words):
        return [words]
    return [_TOGETHER.sub(written, words) for written in ("kerja sama", "kerjasama")]


def beginnings(words):
    """A query for texts that hold each of the words, or a longer one that begins so."""
    plain = re.sub(r"['\\]", " ", words).split()[:8]
    pieces = " & ".join(f"'{word}':*" for word in plain)
    return SearchQuery(pieces, config="simple", search_type="raw")


def found_by(model, words):
    """Keys of the agreements (``model``) that the words find; each way is asked for itself, so that
    each has its index."""
    rows = model.objects.order_by()
    parties = model.parties.rel.related_model.objects.order_by()
    third = model.third_parties.rel.related_model.objects.order_by()
    numbered = Q(registrations__number__icontains=words, registrations__replaced_at=None)
    found = [
        rows.filter(code=words.upper()).values("pk"),
        parties.filter(number__icontains=words).values("agreement"),
        parties.filter(numbered).values("agreement"),
        third.filter(signatures__number__icontains=words).values("agreement"),
        third.filter(numbers__number__icontains=words).values("agreement"),
    ]
    for written in spellings(words):
        found += [
            rows.annotate(words=BODY).filter(words=beginnings(written)).values("pk"),
            rows.filter(title__icontains=written).values("pk"),
        ]
    if entry := _ENTRY.fullmatch(words):
        number, kind, year = entry.groups()
        own = {"entry__number": number, "entry__kind": kind.lower(), "entry__year": year}
        found.append(rows.filter(**own).values("pk"))
    return found[0].union(*found[1:])
