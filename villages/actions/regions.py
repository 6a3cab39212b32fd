"""Loading the lists of regions, and what regencies call their villages."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Case, Value, When

from core import audit
from villages.models import LocalTerms, Region

_COLUMNS = "code, name, level, kind, word, parent_id"


@dataclass(frozen=True)
class Changes:
    """What an import has done: counts, and the first few by name for the report."""

    total: int
    new: int
    renamed: list
    unchanged: int
    gone: list


@transaction.atomic
def import_regions(entries, terms=(), *, dry_run=False):
    """Make the table agree with the lists; nothing is ever deleted. Safe to run again.

    COPY into a temporary table and two statements over sets: 92,000 rows take a few seconds and
    no memory, in the first run as in the tenth (bulk_create holds all rows and takes five times
    as long). What is gone from the lists stays, for mandates and agreements speak of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS"  # noqa: S608 - our own words
            f" SELECT {_COLUMNS} FROM villages_region WITH NO DATA"
        )
        with cursor.copy(f"COPY incoming ({_COLUMNS}) FROM STDIN") as copy:
            for entry in entries:
                copy.write_row(
                    (entry.code, entry.name, entry.level, entry.kind, entry.word, entry.parent)
                )
        changes = _compare(cursor)
        cursor.execute(
            f"INSERT INTO villages_region ({_COLUMNS}) SELECT {_COLUMNS} FROM incoming"  # noqa: S608
            " ON CONFLICT (code) DO UPDATE SET name = excluded.name, kind = excluded.kind"
            " WHERE (villages_region.name, villages_region.kind)"
            " IS DISTINCT FROM (excluded.name, excluded.kind)"
        )
        cursor.execute("DROP TABLE incoming")
        # So that the first searches are as quick as later ones: statistics for the planner, and
        # no list of pending entries that each search would read through.
        cursor.execute("ANALYZE villages_region")
        cursor.execute("SELECT gin_clean_pending_list('region_squeezed_trgm')")
    for row in terms:
        _seed_terms(row)
    for spoken in LocalTerms.objects.select_related("regency"):
        _spread(spoken)
    transaction.set_rollback(dry_run)
    return changes


def _compare(cursor):
    """New, renamed and gone, before anything is written."""
    cursor.execute(
        "SELECT i.code, r.name, i.name FROM incoming i JOIN villages_region r USING (code)"
        " WHERE (r.name, r.kind) IS DISTINCT FROM (i.name, i.kind) ORDER BY code"
    )
    renamed = cursor.fetchall()
    cursor.execute(
        "SELECT r.code, r.name FROM villages_region r"
        " WHERE NOT EXISTS (SELECT FROM incoming i WHERE i.code = r.code) ORDER BY code"
    )
    gone = cursor.fetchall()
    cursor.execute("SELECT count(*) FROM incoming")
    total = cursor.fetchone()[0]
    cursor.execute("SELECT count(*) FROM incoming JOIN villages_region USING (code)")
    known = cursor.fetchone()[0]
    return Changes(total, total - known, renamed, known - len(renamed), gone)


def _seed_terms(row):
    """A regency's words, unless an operator has already said which."""
    regency = Region.objects.filter(pk=row["regency_code"], level=Region.Level.REGENCY).first()
    if regency and not LocalTerms.objects.filter(regency=regency).exists():
        words = {name: word for name, word in row.items() if name != "regency_code"}
        LocalTerms.objects.create(regency=regency, **words)


@transaction.atomic
def set_local_terms(terms, *, by):
    """Save what a regency calls its villages, and say so before each of their names.

    Titles in mandates and records stay as they were when they were given.
    """
    terms.save()
    _spread(terms)
    audit.record("villages.terms_changed", terms.regency, by=by, village=terms.village)


def _spread(terms):
    """The word stands in each village's row, so that a list of villages needs no join."""
    villages = Region.objects.within(terms.regency).filter(kind=Region.Kind.VILLAGE)
    # A name that begins with the word is not given it twice: "Kampung Baru".
    named = When(name__startswith=f"{terms.village} ", then=Value(""))
    villages.update(word=Case(named, default=Value(terms.village)))
