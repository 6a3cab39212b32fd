"""The budget by lines and the rule of cost sharing: actions, forms and the database."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import QueryDict

from core.errors import Forbidden, Refusal
from notifications.models import Notification
from projects.actions import Conflict, budgeting, committing
from projects.forms.budget import BudgetForm, VolumeField, volume_text
from projects.forms.money import SharingForm
from projects.funds import funds_of, sharing_of
from projects.models import Budget, BudgetDraft, BudgetLine, Project, SharingRule
from tests.factories.money import BudgetFactory, CommitmentFactory
from tests.factories.projects import ContributionFactory, ProjectFactory
from tests.projects.conftest import url_of
from tests.projects.test_money import settle

pytestmark = pytest.mark.django_db


def line(**changes):
    return {
        "year": 2026, "description": "Pipa", "volume": Decimal("6.2"), "unit": "km",
        "unit_price": 1_000_001, "source": "",
    } | changes  # fmt: skip


def keep(project, by, text, *, revision=0, after=0):
    return budgeting.keep_budget(project, by=by, typed=text, revision=revision, after=after)


def publish(project, by, *lines, after=0, **words):
    given = {"typed": typed(), "revision": 0} | words
    return budgeting.publish_budget(
        project, by=by, lines=list(lines) or [line()], after=after, **given
    )


def typed(rows=1, **changes):
    """What a browser sends of the budget."""
    data = {"rows": str(rows), "revision": "0", "after": "0"}
    for index in range(rows):
        data |= {
            f"year_{index}": "2026", f"description_{index}": "Pipa", f"volume_{index}": "6,2",
            f"unit_{index}": "km", f"unit_price_{index}": "1.000.001", f"source_{index}": "",
        }  # fmt: skip
    return data | changes


def sent(data):
    query = QueryDict(mutable=True)
    query.update(data)
    return query


def form_of(project, data, last=None):
    return BudgetForm(sent(data), project=project, last=last)


# --- the lines -----------------------------------------------------------------------------------


def test_a_published_budget_is_fixed_and_the_next_one_says_why(project, head, partner_heads):
    keep(project, head, typed())
    first = publish(project, head, line(), line(source="add"))
    assert (first.number, [each.amount for each in first.lines.all()]) == (1, [6_200_006] * 2)
    assert not BudgetDraft.objects.exists()
    assert Notification.objects.filter(recipient=partner_heads[0].user).exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        BudgetLine.objects.update(amount=1)
    second = publish(project, head, after=1, note="Satu pipa saja.")
    assert (second.number, second.note) == (2, "Satu pipa saja.")
    assert funds_of(project).cost == 6_200_006
    assert Project.objects.get(pk=project.pk).funding_gap == 6_200_006


def test_two_clicks_publish_one_budget(project, head):
    draft = keep(project, head, typed())
    first = publish(project, head, revision=draft.revision)
    assert publish(project, head, revision=draft.revision) == first
    assert Budget.objects.get() == first
    second = publish(project, head, after=1, note="Harga naik.")
    assert publish(project, head, after=1, note="Harga naik.") == second
    assert publish(project, head) == first  # a click that comes very late
    assert [each.number for each in project.budgets.all()] == [2, 1]


@pytest.mark.parametrize(
    ("lines", "words"),
    [([line(volume=Decimal(7))], {}), ([line(), line()], {}), ([line()], {"note": "Lain."})],
)
def test_other_words_on_an_older_budget_are_another_wish(project, head, secretary, lines, words):
    BudgetFactory(project=project)
    publish(project, head, after=1, note="Harga naik.")
    for by, rows, said in ((head, lines, words), (secretary, [line()], {})):
        with pytest.raises(Conflict, match="RAB 2"):
            publish(project, by, *rows, after=1, **{"note": "Harga naik."} | said)
    with pytest.raises(Conflict, match="RAB 2"):
        keep(project, head, typed(2), after=1)
    assert Budget.objects.count() == 2
    assert not BudgetDraft.objects.exists()


def test_what_somebody_else_has_saved_is_not_overwritten(project, head, secretary):
    draft = keep(project, head, typed())
    keep(project, secretary, typed(2), revision=draft.revision)
    with pytest.raises(Conflict):
        keep(project, head, typed(3), revision=draft.revision)
    with pytest.raises(Conflict):
        publish(project, head, revision=draft.revision)
    assert BudgetDraft.objects.get().typed["rows"] == "2"
    budgeting.discard_budget(project, by=head)
    with pytest.raises(Refusal):
        keep(project, head, typed(3), revision=2)


def test_the_same_text_twice_is_no_change(project, head):
    draft = keep(project, head, typed())
    assert keep(project, head, typed()).revision == draft.revision


def test_only_the_lead_writes_while_the_project_goes_on(project, partner_heads, lead, head):
    with pytest.raises(Forbidden):
        keep(project, partner_heads[0], {})
    over = ProjectFactory(lead=lead, partners=[], state="finished")
    with pytest.raises(Refusal):
        keep(over, head, {})
    with pytest.raises(Refusal):
        publish(over, head)


@pytest.mark.parametrize(
    "wrong",
    [{"amount": 6_200_005}, {"volume": 0, "amount": 0}, {"description": ""}, {"year": 1900}],
)
def test_the_database_computes_too(project, wrong):
    budget = BudgetFactory(project=project, lines=[])
    row = line(number=1, amount=6_200_006) | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.create(budget=budget, **row)


@pytest.mark.parametrize("volume", ["0.5", "1.5", "2.5", "0.333", "999999.999"])
def test_the_database_rounds_as_the_arithmetic_does(project, volume):
    BudgetFactory(project=project, lines=[(2026, Decimal(volume), 1, "")])


# --- the form ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("6,2", "6.2"), ("6.2", "6.2"), ("1.500", "1500"), ("1.234,5", "1234.5"), (" 3 ", "3"),
        ("0,001", "0.001"), ("0.125", "0.125"), ("999.999.999", "999999999"),
    ],
)  # fmt: skip
def test_volumes_as_people_write_them(text, volume):
    assert VolumeField().clean(text) == Decimal(volume)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1,2345", "tiga angka di belakang koma"), ("6.21500", "tiga angka di belakang koma"),
        ("-3", "tidak boleh negatif"), ("0", "di atas nol"), ("abc", "di atas nol"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_volume_is_said_truly(project, text, says):
    assert says in str(form_of(project, typed(volume_0=text)).errors["volume_0"])


def test_a_share_below_nothing_is_told_so(project):
    errors = shared(project, method="benefit", percent_0="101", percent_1="-1").errors
    assert "tidak boleh negatif" in str(errors["percent_1"])


@pytest.mark.parametrize(
    "text", ["0", "-1", "abc", "1,2345", "1" * 400, "10^400", "1e5", "½", "1.0000", "\x00"]
)
def test_what_is_no_volume_is_refused(project, text):
    form = form_of(project, typed(volume_0=text))
    assert "volume_0" in form.errors


def test_volumes_can_be_typed_again():
    assert volume_text(Decimal("6.200")) == "6,2"
    assert volume_text(Decimal("1500.000")) == "1500"


def test_empty_rows_are_left_out_and_half_rows_are_told(project):
    form = form_of(project, typed(2, description_1="", volume_1="", unit_1="", unit_price_1=""))
    assert form.is_valid(), form.errors
    assert len(form.cleaned_data["lines"]) == 1
    form = form_of(project, typed(2, unit_1="", year_1=""))
    assert set(form.errors) == {"unit_1", "year_1"}
    form = form_of(project, {"rows": "2"})
    assert "description_0" in form.errors


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"unit_price_0": "-5"}, "unit_price_0"),
        ({"unit_price_0": "1" + "0" * 400}, "unit_price_0"),
        ({"unit_price_0": "1000000000000000", "volume_0": "2"}, "unit_price_0"),
        ({"year_0": "1066"}, "year_0"),
        ({"year_0": "9" * 400}, "year_0"),
        ({"source_0": "korupsi"}, "source_0"),
        ({"description_0": "x" * 151}, "description_0"),
    ],
)
def test_what_is_wrong_stands_beside_the_field(project, wrong, where):
    assert where in form_of(project, typed(**wrong)).errors


def test_a_changed_budget_needs_a_note(project):
    last = BudgetFactory(project=project)
    assert "note" in form_of(project, typed(), last).errors
    assert form_of(project, typed(note="Harga naik."), last).is_valid()


def test_rows_are_added_and_removed_as_typed():
    data = sent(typed(2, description_0="A", description_1="B", hapus="0"))
    kept = BudgetForm.typed_in(data)
    assert (kept["rows"], kept["description_0"]) == (["1"], ["B"])
    assert BudgetForm.typed_in(sent(typed(2, tambah="1")))["rows"] == ["3"]
    assert BudgetForm.typed_in(sent(typed(2, hapus="77")))["rows"] == ["2"]
    assert BudgetForm.typed_in(sent({"rows": "9" * 400}))["rows"] == ["200"]
    assert BudgetForm.typed_in(sent({"rows": "200", "tambah": "1"}))["rows"] == ["200"]


# --- sums ------------------------------------------------------------------------------------------


def test_what_the_proposal_names_counts_until_the_region_has_its_word(project, partners):
    ContributionFactory(version=project.current, amount=100_000_000)
    found = funds_of(project)
    assert (found.covered, found.is_of_proposal, found.gap) == (100_000_000, True, 312_500_000)
    CommitmentFactory(project=project)
    found = funds_of(project)
    assert (found.covered, found.is_of_proposal, found.gap) == (100_000_000, True, 312_500_000)
    CommitmentFactory(project=project, worth=50_000_000, committed=True)
    found = funds_of(project)
    assert (found.covered, found.is_of_proposal, found.gap) == (50_000_000, False, 362_500_000)
    ContributionFactory(version=project.current, region=partners[0], amount=40_000_000)
    assert (funds_of(project).covered, funds_of(project).named) == (90_000_000, 40_000_000)


def test_what_was_named_does_not_come_back_once_its_word_is_withdrawn(client, project, head):
    ContributionFactory(version=project.current, region=project.lead, amount=90_000_000)
    gaps = [funds_of(project).gap]
    committing.take_over(project, by=head)
    gaps.append(funds_of(project).gap)
    given = committing.commit(project.commitments.get(), by=head)
    gaps.append(funds_of(project).gap)
    committing.withdraw_contribution(given, by=head, reason="Batal.")
    gaps.append(funds_of(project).gap)
    assert gaps == [322_500_000, 322_500_000, 322_500_000, 412_500_000]
    project.refresh_from_db()
    assert project.funding_gap == 412_500_000
    page = client.get(url_of("funds", project)).content.decode()
    assert "Rp412,5" in page
    assert "Ambil yang disebut dalam usulan" not in page


def test_tables_by_year_and_source_add_up_to_the_whole(project, partners):
    BudgetFactory(
        project=project, lines=[(2026, "1", 60, "add"), (2027, "1", 30, ""), (2026, "1", 20, "add")]
    )
    CommitmentFactory(project=project, year=2026, worth=100, committed=True)
    CommitmentFactory(project=project, year=2028, worth=5, region=partners[0], source="csr")
    found = funds_of(project)
    years = {row.label: (row.cost, row.short, row.over) for row in found.by_year()}
    assert years == {"2026": (80, 0, 20), "2027": (30, 30, 0), "2028": (0, 0, 0)}
    for rows in (found.by_year(), found.by_source()):
        assert sum(row.cost for row in rows) == found.cost == 110
        assert sum(row.sums.committed for row in rows) == found.sums.committed == 100
        assert sum(row.sums.planned for row in rows) == found.sums.planned == 5
    assert sum(group.sums.committed for group in found.by_party()) == 100
    assert (found.percent, found.over, found.below_rough) == (90, 0, 412_499_890)
    assert found.above_rough == 0


@pytest.mark.parametrize("state", ["withdrawn", "finished"])
def test_what_was_only_planned_when_the_project_ended_has_no_row(project, state):
    CommitmentFactory(project=project, year=2026, worth=100, source="add", committed=True)
    CommitmentFactory(project=project, year=2027, worth=5, source="csr")
    CommitmentFactory(project=project, year=2028, worth=0, kind="labour", source="swadaya")
    assert [row.label for row in funds_of(project).by_year()] == ["2026", "2027"]
    project.state = state
    found = funds_of(project)
    assert [row.label for row in found.by_year()] == ["2026"]
    assert [row.sums.committed for row in found.by_source()] == [100]


# --- the rule of cost sharing ------------------------------------------------------------------------


def weights_of(project, *weights):
    regions = [seat.region for seat in project.partnerships.all()]
    return dict(zip(regions, weights, strict=True))


def test_shares_are_compared_with_what_was_committed(project, head, partners, lead):
    CommitmentFactory(project=project, worth=300, committed=True)
    CommitmentFactory(project=project, party_name="CV Maju", worth=12_500_000, committed=True)
    assert sharing_of(project, funds_of(project)) is None
    rule = budgeting.set_sharing(
        project, by=head, method="equal", weights=weights_of(project, 1, 1, 1)
    )
    found = sharing_of(project, funds_of(project))
    assert found.rule == rule
    assert found.base == 400_000_000
    assert [part.share for part in found.parts] == [133_333_334, 133_333_333, 133_333_333]
    mine = next(part for part in found.parts if part.party == lead.full_name)
    assert (mine.committed, mine.over) == (300, 0)
    assert mine.short == mine.share - 300
    assert (found.shared, found.unshared, found.committed) == (400_000_000, 0, 300)


def test_a_rule_of_other_partners_asks_nothing(client, project, head):
    budgeting.set_sharing(project, by=head, method="equal", weights=weights_of(project, 1, 1, 1))
    assert not sharing_of(project, funds_of(project)).is_outdated
    left = project.partnerships.filter(role="partner").first()
    assert "Jumlah" in _sharing_part(client, project)
    left.delete()
    assert sharing_of(project, funds_of(project)).is_outdated
    page = _sharing_part(client, project)
    assert left.region.full_name in page
    assert "<table" not in page  # nobody owes anything by it


def _sharing_part(client, project):
    page = client.get(url_of("funds", project)).content.decode()
    return page.partition('id="pembagian"')[2].partition("</section>")[0]


def test_what_costs_nothing_is_not_covered_in_percent(client, project):
    BudgetFactory(project=project, lines=[(2027, "1", 0, "")])
    assert funds_of(project).percent is None
    for name in ("funds", "detail"):
        page = client.get(url_of(name, project)).content.decode()
        assert "100%" not in page
        assert "None" not in page


def test_the_same_rule_twice_is_one_and_a_new_one_follows(project, head):
    first = budgeting.set_sharing(
        project, by=head, method="equal", weights=weights_of(project, 1, 1, 1)
    )
    again = budgeting.set_sharing(
        project, by=head, method="equal", weights=weights_of(project, 1, 1, 1)
    )
    assert first == again
    free = budgeting.set_sharing(
        project, by=head, method="free", weights=weights_of(project, 5, 6, 7)
    )
    found = sharing_of(project, funds_of(project))
    assert (free.number, found.shared, found.unshared) == (2, 18, 412_499_982)


def test_weights_are_said_in_words(project, head):
    weights = weights_of(project, 3333, 3334, 3333)
    budgeting.set_sharing(project, by=head, method="benefit", weights=weights)
    settle()
    assert sharing_of(project, funds_of(project)).parts[1].weight == "33,34%"
    people = weights_of(project, 1200, 800, 1)
    budgeting.set_sharing(project, by=head, method="inhabitants", weights=people)
    assert sharing_of(project, funds_of(project)).parts[0].weight == "1.200 jiwa"


def test_the_rule_is_of_the_partners_of_today_and_of_the_lead(
    project, head, partner_heads, partners
):
    with pytest.raises(Refusal):
        budgeting.set_sharing(project, by=head, method="equal", weights={partners[0]: 1})
    with pytest.raises(Forbidden):
        budgeting.set_sharing(
            project, by=partner_heads[0], method="equal", weights=weights_of(project, 1, 1, 1)
        )
    assert not SharingRule.objects.exists()


def test_the_database_wants_a_hundred_percent(project, head):
    with pytest.raises(DatabaseError, match="100 percent"), transaction.atomic():
        budgeting.set_sharing(
            project, by=head, method="benefit", weights=weights_of(project, 1, 1, 1)
        )
        settle()


def shared(project, **data):
    return SharingForm(sent(data), regions=[s.region for s in project.partnerships.all()])


def test_percents_add_up_to_a_hundred(project):
    form = shared(
        project, method="benefit", percent_0="33,33", percent_1="33,34", percent_2="33,33"
    )
    assert form.is_valid(), form.errors
    assert list(form.cleaned_data["weights"].values()) == [3333, 3334, 3333]
    assert "percent_2" in shared(project, method="benefit", percent_0="50").errors
    form = shared(
        project, method="benefit", percent_0="33,333", percent_1="33,333", percent_2="33,334"
    )
    assert len(form.errors) == 3


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({}, "method"),
        ({"method": "lotre"}, "method"),
        ({"method": "inhabitants", "inhabitants_0": "5"}, "inhabitants_1"),
        ({"method": "inhabitants", "inhabitants_0": "-5"}, "inhabitants_0"),
        ({"method": "inhabitants", "inhabitants_0": "9" * 400}, "inhabitants_0"),
        ({"method": "free", "amount_0": "-1"}, "amount_0"),
        ({"method": "free", "amount_0": "1" + "0" * 400}, "amount_0"),
        ({"method": "benefit", "percent_0": "abc"}, "percent_0"),
    ],
)
def test_what_is_wrong_in_the_rule_is_told(project, data, where):
    assert where in shared(project, **data).errors


def test_equal_and_free_need_little(project):
    form = shared(project, method="equal")
    assert form.is_valid()
    assert set(form.cleaned_data["weights"].values()) == {1}
    form = shared(project, method="free", amount_0="5 juta")
    assert form.is_valid()
    assert list(form.cleaned_data["weights"].values()) == [5_000_000, 0, 0]
