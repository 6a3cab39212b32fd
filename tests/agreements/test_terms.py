"""Terms that cannot be are refused; where one stands already, every page bears it."""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from agreements import actions, dispute_rules, promises, succession, terms
from agreements.forms import OutcomeForm
from agreements.forms.drafting import TermForm
from agreements.models import Agreement
from core.errors import Refusal
from tests.agreements.board import announced, ended
from tests.factories.agreements import AgreementFactory, give_word, in_days
from tests.factories.projects import head_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
DECADE = date(2036, 11, 23)


@pytest.fixture
def endless(villages, people):
    """In force until the last day of the calendar, from a time before terms were bounded."""
    with mock.patch("agreements.terms.problem", return_value=""):
        return AgreementFactory(
            kind="mou", state="in_force", regions=villages, ends_on=date.max,
            title="Kerja sama wisata",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        (date(2000, 1, 1), DECADE, False),
        (DECADE, date(2080, 1, 1), False),
        (date(1999, 12, 31), DECADE, True),
        (DECADE + timedelta(days=1), date(2040, 1, 1), True),
        (date(2600, 1, 1), date(2601, 1, 1), True),
        (date(9999, 1, 1), date.max, True),
        (TODAY, date(2080, 1, 1), True),
        (TODAY, TODAY - timedelta(days=1), True),
    ],
)
def test_a_term_begins_within_ten_years_and_lasts_fifty_at_most(start, end, wrong):
    agreement = Agreement(starts_on=start, ends_on=end)

    assert bool(terms.problem(agreement, TODAY)) == wrong


@pytest.mark.parametrize("year", [2600, 9999])
def test_the_form_says_beside_the_first_day_that_it_lies_too_far_ahead(year):
    form = TermForm(
        {"title": "Wisata", "starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31"}
    )  # fmt: skip

    assert not form.is_valid() and list(form.errors) == ["starts_on"]


def test_a_draft_of_such_a_term_is_neither_opened_nor_approved(villages, people):
    words = {"regions": villages, "starts_on": date(9999, 1, 1), "ends_on": date.max}
    with pytest.raises(Refusal):
        AgreementFactory(state="open", **words)
    with mock.patch("agreements.terms.problem", return_value=""):
        agreement = AgreementFactory(state="open", **words)

    with pytest.raises(Refusal):
        give_word(agreement, people["drafting head"])
    assert not agreement.current.signatures.exists()


def test_what_follows_an_agreement_begins_within_ten_years_too(villages, people):
    before = AgreementFactory(state="in_force", regions=villages, ends_on=in_days(30 * 365))
    today = timezone.localdate()
    suggested = succession.suggested_term(succession.RENEWAL, before, today)

    assert suggested.starts_on == terms.furthest_start(today)
    with pytest.raises(Refusal):
        actions.succeed(
            before, by=head_of(villages[0]), way=succession.RENEWAL, title="Lanjutan",
            starts_on=before.ends_on, ends_on=before.ends_on + timedelta(days=9),
        )  # fmt: skip


def test_the_last_days_of_the_calendar_break_no_arithmetic(endless):
    last = date.max

    assert promises.due_days(last, "monthly", last) == [last]
    assert promises.due_days(date(9999, 10, 31), "monthly", last)[-1] == last
    assert promises.month_day_of(last, 31) is None
    assert dispute_rules.can_raise(head_of(endless.drafted_for), endless)
    for way in succession.WAYS.values():
        term = succession.suggested_term(way.key, endless, TODAY)
        assert term.starts_on <= term.ends_on
        assert succession.term_problem(way.key, endless, succession.Term(TODAY, last), TODAY) or way


@pytest.mark.parametrize(
    "name", ["detail", "obligations", "succeed", "implementation_add", "evaluate", "life_propose"]
)
def test_its_parties_still_read_an_agreement_until_the_last_day_of_the_calendar(
    client, people, endless, name
):
    client.force_login(people["drafting head"].user)

    answer = client.get(reverse(f"agreements:{name}", args=[endless.code]), follow=True)

    assert answer.status_code == 200


def test_the_outcome_of_a_planned_rule_takes_effect_within_a_year(sojokerto):
    planned = ended(announced(sojokerto))
    data = {
        "seen": 0, "result": "adopted", "summary": "Jam diubah.", "number": "3 Tahun 2026",
        "dated_on": in_days(0), "in_force_on": "9999-12-31",
    }  # fmt: skip

    assert "in_force_on" in OutcomeForm(data, planned=planned).errors
    near = OutcomeForm(data | {"in_force_on": in_days(30)}, planned=planned)
    assert "in_force_on" not in near.errors
