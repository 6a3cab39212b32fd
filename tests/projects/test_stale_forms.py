"""A form that began from something older than what stands: nothing is overwritten unseen, what was
typed stays, what stands is told, and the next save is a knowing one."""

import re

import pytest
from django.urls import reverse

from core import formats
from projects.models import BudgetDraft
from tests.factories.money import BudgetFactory
from tests.factories.projects import in_days
from tests.projects.conftest import url_of
from tests.projects.test_budget import typed as budget_typed
from tests.projects.test_programmes import change, found, row
from tests.projects.test_programmes import typed as phases_typed
from tests.projects.test_running_pages import mark_of, rows
from tests.projects.test_second_clicks import click_twice

pytestmark = pytest.mark.django_db


def text_of(page):
    return page.content.decode()


# --- the budget


def budgets_of(project):
    return [[line.description for line in each.lines.all()] for each in project.budgets.all()]


@pytest.mark.parametrize("before", [0, 1])
def test_a_budget_sent_twice_is_published_once(as_, project, head, before):
    BudgetFactory.create_batch(before, project=project)
    sent = budget_typed(1, terbit="1", after=str(before), note="Harga naik." if before else "")
    click_twice(as_(head), url_of("budget", project), sent)
    assert project.budgets.count() == before + 1
    assert not BudgetDraft.objects.exists()


@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("button", ["terbit", "simpan"])
def test_a_form_on_an_older_budget_is_asked_again(as_, project, head, secretary, before, button):
    BudgetFactory.create_batch(before, project=project)
    address = url_of("budget", project)
    why = {"note": "Harga naik."} if before else {}
    hers = budget_typed(2, description_1="Bak", terbit="1", after=str(before), **why)
    assert as_(secretary).post(address, hers).status_code == 302
    stood = budgets_of(project)
    mine = budget_typed(1, description_0="Semen", after=str(before), **why) | {button: "1"}
    html = text_of(as_(head).post(address, mine))
    assert f"RAB {before + 1} telah diterbitkan" in html
    assert "Bak: 6,2 km × Rp1.000.001, 2026" in html.replace("\xa0", "")  # what stands now
    assert 'value="Semen"' in html
    assert budgets_of(project) == stood
    assert not BudgetDraft.objects.exists()
    after = re.search(r'name="after" value="(\d+)"', html)[1]
    as_(head).post(address, mine | {"after": after, "note": "Hanya semen.", "terbit": "1"})
    assert budgets_of(project) == [["Semen"], *stood]


# --- milestones


def test_after_a_change_by_another_the_next_save_is_knowing(as_, work, lead, head, secretary):
    address, mark = url_of("plan", work), mark_of(as_(head), work)
    hers = rows(("Survei lahan", lead), mark=mark, rhythm="quarter")
    assert as_(secretary).post(address, hers).status_code == 302
    many = [(f"Tahap {number}", lead) for number in range(12)]
    mine = rows(*many, mark=mark, pk_0=work.milestones.get().pk)
    page = as_(head).post(address, mine)
    day = formats.day(in_days(10))
    assert f"Survei lahan (100%, {lead.full_name}, {day}); " in text_of(page)
    assert "Isian Anda ada di bawah ini" in text_of(page)
    assert 'value="Tahap 11"' in text_of(page)  # however few rows there are now
    again = mine | {"mark": page.context["form"]["mark"].value()}
    assert as_(head).post(address, again).status_code == 302
    assert [each.title for each in work.milestones.all()] == [title for title, _lead in many]


def test_who_has_left_still_stands_at_what_it_reached(as_, work, lead, partners, head):
    done, other = work.milestones.all()
    type(done).objects.filter(pk=done.pk).update(owner=partners[1], done_on=in_days(0))
    sent = rows(("Pipa", partners[1]), ("Bak", lead), mark="alt")
    sent |= {"pk_0": done.pk, "pk_1": other.pk, "done_on_0": in_days(0).isoformat()}
    work.partnerships.filter(region=partners[1]).delete()
    type(done).objects.filter(pk=done.pk).update(number=9)
    page = as_(head).post(url_of("plan", work), sent)
    sent["mark"] = page.context["form"]["mark"].value()
    assert as_(head).post(url_of("plan", work), sent).status_code == 302


# --- programmes


def test_a_phase_that_another_took_out_may_be_put_back_knowingly(as_, head):
    programme = found(head, *map(row, ("Survei", "Pipa", "Bak", "Meter", "Iuran")))
    address = reverse("programmes:change", args=[programme.code])
    sent = phases_typed()
    for index, phase in enumerate(programme.phases.all()):
        sent |= {f"pk_{index}": phase.pk, f"name_{index}": phase.name}
        sent |= {f"first_{index}": "2026", f"last_{index}": "2027"}
    sent |= {"name_6": "Perawatan", "first_6": "2028", "last_6": "2030"}
    change(programme, head, row("Survei", pk=programme.phases.first().pk))
    late = as_(head).post(address, sent)
    assert "Perawatan" in late.content.decode()  # however few rows there are now
    again = sent | {"changes": late.context["form"]["changes"].value()}
    assert as_(head).post(address, again).status_code == 302
    assert [phase.name for phase in programme.phases.all()] == [
        "Survei", "Pipa", "Bak", "Meter", "Iuran", "Perawatan",
    ]  # fmt: skip
