"""The templates of drafts: what operators may write and take out, and what a draft makes of it."""

import pytest
from django.urls import reverse

from agreements import actions, filling, rules, templates
from agreements.models import Agreement, Clause, Matter, TemplateClause
from agreements.models.clause import MAX_TEXT
from tests.factories.agreements import TemplateClauseFactory, clausal, fill
from tests.factories.projects import ProjectFactory

pytestmark = pytest.mark.django_db
KIND = "permakades"
ARTICLE, CONSIDERING = 5, 2
LIST = reverse("admin:agreements_templateclause_changelist")


def row_of(matter, kind=KIND):
    return TemplateClause.objects.get(kind=kind, matter=matter)


def change_of(row):
    return reverse("admin:agreements_templateclause_change", args=[row.pk])


def words_of(row, **changes):
    names = ("kind", "part", "matter", "title", "text", "position")
    return {name: getattr(row, name) for name in names} | changes


@pytest.fixture
def shipped():
    """The rows of the migration, where they are not."""
    TemplateClause.objects.all().delete()
    for kind in Agreement.Kind:
        TemplateClause.objects.bulk_create(
            TemplateClause(kind=kind, **words) for words in templates.shipped(kind)
        )


@pytest.fixture
def desk(client, operator, shipped):
    client.force_login(operator)
    return client


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"part": CONSIDERING, "matter": "funding", "title": ""}, "matter"),
        ({"part": CONSIDERING, "title": "Menimbang"}, "title"),
        ({"matter": "funding"}, "matter"),
        ({"title": "Tentang $judul"}, "title"),
        ({"title": "Pasal 9"}, "title"),
        ({"text": "Para pihak sepakat.\r\nPasal 7 \r\nIuran dibayar."}, "text"),
        ({"text": "BAB I"}, "text"),
        ({"text": "Untuk $pihak. " * 5}, "text"),
        ({"text": "$langkah dan $alasan"}, "text"),
    ],
)
def test_a_clause_that_no_draft_can_hold_is_refused_beside_its_field(desk, words, field):
    data = {"kind": KIND, "part": ARTICLE, "position": 99, "title": "Iuran", "text": "$pihak."}
    add = reverse("admin:agreements_templateclause_add")

    form = desk.post(add, data | words).context["adminform"].form

    assert list(form.errors) == [field] and form[field].value() == (data | words)[field]
    assert desk.post(add, data).status_code == 302


def test_what_is_shipped_may_be_saved_again(shipped):
    for row in TemplateClause.objects.all():
        row.full_clean()


def test_what_got_in_anyway_stops_no_draft(shipped, villages):
    TemplateClauseFactory(
        kind=KIND, part=CONSIDERING, matter="funding", title="Dana", text="bahwa ada dana;"
    )

    clause = clausal(villages).clauses.get(text="bahwa ada dana;")

    assert (clause.part, clause.matter, clause.title) == (CONSIDERING, "", "")


def test_a_clause_that_gets_too_long_is_named_and_what_was_typed_stays(client, people, villages):
    TemplateClauseFactory(kind="mou", title="Iuran", text="Untuk $judul. " * 800)
    project = ProjectFactory(state="running", lead=villages[0], partners=villages[1:])
    client.force_login(people["drafting head"].user)
    address = f"{reverse('agreements:draft')}?proyek={project.code}"
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}

    page = client.post(address, data | {"kind": "mou", "title": "Air bersih Kali Bening"})

    assert page.status_code == 200 and not Agreement.objects.exists()
    assert "“Iuran”" in str(page.context["form"].non_field_errors())
    assert "Air bersih Kali Bening" in page.content.decode()


def test_filled_in_no_text_gets_longer_than_was_foreseen():
    text = "Oleh $pihak, $penandatangan: $judul ($mulai sampai $selesai)."
    names = [f"Desa Kertajaya Wanasari {number:02}" for number in range(60)]
    facts = {"pihak": ", ".join(names), "penandatangan": ", ".join(names), "judul": "x" * 200}

    assert len(filling.filled(text, facts)) <= filling.longest(text) < MAX_TEXT


# --- what is compulsory --------------------------------------------------------------------


def test_the_last_clause_on_a_compulsory_matter_is_not_deleted(desk):
    row = row_of("funding")
    delete = reverse("admin:agreements_templateclause_delete", args=[row.pk])
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}

    for address, data in ((delete, {"post": "yes"}), (LIST, chosen)):
        page = desk.post(address, data)
        assert page.status_code == 200 and "pendanaan" in page.content.decode()
        assert '<input type="submit"' not in page.content.decode()
        assert TemplateClause.objects.filter(pk=row.pk).exists()


def test_other_clauses_are_deleted_and_so_is_a_whole_template(desk):
    free = TemplateClause.objects.filter(kind=KIND, part=ARTICLE, matter="").first()
    desk.post(reverse("admin:agreements_templateclause_delete", args=[free.pk]), {"post": "yes"})
    assert not TemplateClause.objects.filter(pk=free.pk).exists()
    rows = TemplateClause.objects.filter(kind=KIND)

    desk.post(
        LIST,
        {"action": "delete_selected", "post": "yes",
         "_selected_action": list(rows.values_list("pk", flat=True))},
    )  # fmt: skip

    assert not rows.exists() and {row.matter for row in templates.clauses_of(KIND)} == {"", *Matter}


def test_the_last_clause_on_a_compulsory_matter_keeps_it(desk):
    row = row_of("funding")

    for changes in ({"matter": ""}, {"kind": "mou", "matter": ""}):
        form = desk.post(change_of(row), words_of(row, **changes)).context["adminform"].form
        assert "pendanaan" in str(form.errors["matter"])
    assert desk.post(change_of(row), words_of(row, text="Dana: $dana.")).status_code == 302
    assert row_of("funding").text == "Dana: $dana."


def test_of_two_that_got_in_anyway_one_may_go(desk):
    other = TemplateClauseFactory(kind=KIND, matter="funding", text="Dana desa.")

    assert desk.post(change_of(other), words_of(other, matter="")).status_code == 302
    assert row_of("funding") != other


def test_a_draft_without_a_compulsory_clause_gets_it_and_can_be_opened(client, villages, people):
    head = people["drafting head"]
    draft = clausal(villages)
    Clause.objects.filter(agreement=draft, matter="funding").update(removed=True)
    actions.share(draft, by=head)
    client.force_login(head.user)
    address = reverse("agreements:clause_add", args=[draft.code])
    data = {"part": ARTICLE, "title": "Pendanaan", "text": "Dana desa.", "matter": "funding"}

    choices = client.get(address).context["form"].fields["matter"].widget.choices
    assert [value for value, _label in choices] == ["", "funding"]
    wrong = client.post(address, data | {"part": CONSIDERING}).context["form"]
    assert list(wrong.errors) == ["matter"]
    assert "pendanaan" in " ".join(rules.lacks(draft))
    for _click in "ab":
        page = client.post(address, data)
        assert page.url == reverse("agreements:clauses", args=[draft.code])

    assert draft.clauses.get(matter="funding", removed=False).text == "Dana desa."
    other = client.post(address, data | {"text": "Iuran."}).context["form"]
    assert list(other.errors) == ["matter"]
    assert "matter" not in client.get(address).context["form"].fields
    draft.refresh_from_db()
    assert "pendanaan" not in " ".join(rules.lacks(fill(draft, head)))
