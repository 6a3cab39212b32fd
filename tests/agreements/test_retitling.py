"""Another title goes wherever the text held the one before word for word."""

from dataclasses import replace

import pytest
from django.urls import reverse

from agreements import actions, comparing, rules, sources, succession
from agreements.actions import drafting
from agreements.actions.clauses import MAX_TEXT
from agreements.models import Agreement, Clause
from core.text import tidy
from tests.factories.agreements import clausal, fill, give_word, settle_at_home
from tests.factories.meetings import DecisionFactory
from tests.factories.projects import head_of

pytestmark = pytest.mark.django_db
OLD, NEW = "Air bersih Kali Bening", "Pembelian pompa air"


@pytest.fixture
def head(people):
    return people["drafting head"]


def retitle(agreement, by, title=NEW):
    words = replace(drafting.words_of(agreement), title=title)
    return actions.change(agreement, by=by, seen=drafting.fingerprint(agreement), words=words)


def texts(agreement):
    return list(agreement.clauses.filter(removed=False).values_list("text", flat=True))


def naming(agreement):
    """The opening or enacting words, which name the instrument."""
    return agreement.clauses.filter(part__in=(1, 4), text__contains=agreement.title).get()


def write(clause, by, text):
    words = {"seen": clause.revision, "title": clause.title, "text": text}
    return actions.write_clause(clause.agreement, clause.pk, by=by, **words)


@pytest.mark.parametrize("kind", ["permakades", "mou", "perjanjian"])
def test_another_title_of_a_draft_goes_into_its_clauses(head, villages, kind):
    agreement = clausal(villages, kind=kind, title=OLD)
    held = sum(text.count(OLD) for text in texts(agreement))
    revisions = dict(agreement.clauses.filter(text__contains=OLD).values_list("pk", "revision"))

    agreement = retitle(agreement, head)

    assert held and sum(text.count(NEW) for text in texts(agreement)) == held
    assert OLD not in "".join(texts(agreement)) and OLD not in agreement.text
    assert NEW in agreement.text
    changed = dict(agreement.clauses.filter(text__contains=NEW).values_list("pk", "revision"))
    assert changed == {pk: revision + 1 for pk, revision in revisions.items()}


def test_words_that_a_person_wrote_in_another_way_stay(by_clauses, head):
    scope = by_clauses.clauses.get(matter="scope")
    write(scope, head, f"Air bersih dari Kali Bening, proyek “{OLD}”, {OLD}an.")

    agreement = retitle(by_clauses, head)

    scope.refresh_from_db()
    assert scope.text == f"Air bersih dari Kali Bening, proyek “{OLD}”, {OLD}an."
    assert scope.revision == 2 and NEW in naming(agreement).text


def test_what_the_source_decided_stays_as_it_was_decided(head, villages):
    decision = DecisionFactory(adopted=True, text=f"Menyetujui {OLD}.")
    source = sources.of_decision(decision)
    agreement = clausal(villages)
    Agreement.objects.filter(pk=agreement.pk).update(
        project=None, meeting=decision.meeting, decision=decision
    )
    agreement.refresh_from_db()
    recital = agreement.clauses.filter(part=2).first()
    write(recital, head, tidy(f"bahwa {source.facts()['alasan']};"))

    retitle(agreement, head)

    recital.refresh_from_db()
    assert f"Menyetujui {OLD}" in recital.text


def test_the_title_of_an_open_text_goes_into_the_clauses_of_its_next_version(
    by_clauses, head, people
):
    agreement = actions.open_for_approval(fill(by_clauses, head), by=head)
    settle_at_home(agreement)
    give_word(agreement, people["other head"])

    agreement = retitle(agreement, head)

    first, second = agreement.versions.order_by("number")
    assert agreement.state == Agreement.State.OPEN and agreement.current == second
    assert OLD not in second.text and not second.signatures.exists()
    labels = [change.label for change in comparing.changes(first, second, chapters=True)]
    assert "Pasal 1" in labels and "Menimbang huruf c" in labels


def test_what_names_the_text_before_keeps_its_title(by_clauses, head):
    agreement = actions.open_for_approval(fill(by_clauses, head), by=head)
    settle_at_home(agreement)
    for party in agreement.parties.select_related("region"):
        give_word(agreement, head_of(party.region))
    agreement.refresh_from_db()
    term = succession.suggested_term("renewal", agreement, agreement.starts_on)
    words = {"title": OLD, "starts_on": term.starts_on, "ends_on": term.ends_on}
    after = actions.succeed(agreement, by=head, way="renewal", **words)

    after = retitle(after, head)

    naming_it = after.clauses.filter(text__contains=f"nomor register {agreement.entry}")
    assert naming_it.count() == 2 and all(OLD in row.text for row in naming_it)
    assert after.clauses.filter(text__contains=OLD).count() == 2


def test_a_text_that_gives_itself_another_title_is_not_opened(by_clauses, head):
    agreement = fill(by_clauses, head)
    assert rules.lacks(agreement) == []
    row = naming(agreement)

    write(row, head, row.text.replace(OLD, "Uji pipa bersama"))

    agreement.refresh_from_db()
    (missing,) = rules.lacks(agreement)
    assert OLD in missing and "Peraturan Bersama tentang" in missing
    row.refresh_from_db()
    write(row, head, row.text.replace("tentang Uji", f"tentang “{OLD.upper()}” dan uji"))
    assert rules.lacks(agreement) == []


def test_a_title_with_which_a_clause_gets_too_long_is_refused_beside_it(client, by_clauses, head):
    row = naming(by_clauses)
    Clause.objects.filter(pk=row.pk).update(text=OLD + " " + "a" * (MAX_TEXT - len(OLD) - 1))
    client.force_login(head.user)
    address = reverse("agreements:edit", args=[by_clauses.code])
    paper = client.get(address).context["paper"]
    data = {name: paper.words.initial[name] for name in ("seen", "starts_on", "ends_on")}
    data |= {f"{form.prefix}-{k}": v for form in paper.entries for k, v in form.initial.items()}

    answer = client.post(address, data | {"title": "b" * 60})

    assert answer.status_code == 200 and "b" * 60 in answer.content.decode()
    assert "6000 karakter" in str(answer.context["paper"].words.errors)
    by_clauses.refresh_from_db()
    row.refresh_from_db()
    assert by_clauses.title == OLD and OLD in row.text
