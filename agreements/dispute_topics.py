"""What of an agreement or project can be in dispute: articles of the sealed version, obligations,
the whole."""

from dataclasses import dataclass

from agreements import kinds, obligations, wording
from agreements.models import Agreement, Dispute, Obligation

A = Dispute.About


@dataclass(frozen=True)
class Topic:
    """One thing: ``value`` in an address, what it is, and how it is called in the text."""

    value: str
    about: str
    label: str = ""
    obligation: Obligation | None = None


def topics_of(subject):
    """The topics of an agreement or project, the whole first."""
    if not isinstance(subject, Agreement):
        return [Topic("proyek", A.PROJECT)]
    return [Topic("semua", A.WHOLE), *_clauses(subject), *_obligations(subject)]


def _clauses(agreement):
    rows = agreement.current.clauses if agreement.current else []
    passages = [wording.Passage(*row[1:]) for row in rows]
    chapters = kinds.KINDS[agreement.kind].chapters
    numbered = wording.numbered(passages, chapters=chapters)
    return [
        Topic(f"klausul-{row[0]}", A.CLAUSE, _named(each.label, passage.title))
        for row, each, passage in zip(rows, numbered, passages, strict=True)
        if passage.part == wording.Part.ARTICLE
    ]


def _named(label, title):
    """Pasal 3, Pembiayaan."""
    return f"{label}, {title}" if title and title not in label else label


def _obligations(agreement):
    rows = agreement.obligations.select_related("party", "third_party")
    return [
        Topic(
            f"kewajiban-{row.pk}", A.OBLIGATION,
            f"{row.owed_by.name}: {obligations.promise_of(row)}"[:250], row,
        )
        for row in rows
    ]  # fmt: skip


def key_of(subject, topic):
    """The same thing has the same key."""
    return f"{subject._meta.model_name}:{subject.pk}:{topic.value}"


def between_of(codes, third_party):
    """The same parties in any order have the same key."""
    return ",".join(sorted(codes)) + (f",{third_party.casefold()}" if third_party else "")


def open_about(subject, topic, between):
    """The open dispute about the same thing between the same parties, or None."""
    same = Dispute.objects.still_open().filter(topic=key_of(subject, topic), between=between)
    return same.with_subject().first()
