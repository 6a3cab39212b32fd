"""How the words of agreements are searched."""

import re

from django.contrib.postgres.search import SearchQuery, SearchVector

# How texts are searched: by their words as they are written, for Postgres knows no Indonesian stems.
BODY = SearchVector("text", config="simple")
ENTRY = re.compile(r"([0-9]{1,6})/([A-Za-z]{1,12})/([0-9]{4})")


def beginnings(words):
    """A query for texts that hold each of the words, or a longer one that begins so."""
    plain = re.sub(r"['\\]", " ", words).split()[:8]
    pieces = " & ".join(f"'{word}':*" for word in plain)
    return SearchQuery(pieces, config="simple", search_type="raw")
