"""Officers keep the funding windows of their own region on the site."""

import uuid

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from projects.actions import windows
from projects.models import FundingWindow
from projects.windows import fitting
from tests.factories.money import FundingWindowFactory
from tests.factories.projects import ProjectFactory, in_days
from tests.factories.villages import MandateFactory, RegionFactory, SubdistrictFactory
from tests.projects.test_races import at_once
from tests.projects.test_reading import count

pytestmark = pytest.mark.django_db
LISTED = "/pendanaan/"


def typed(**changes):
    return {
        "token": uuid.uuid4(), "name": "Hibah Air Minum", "giver": "Dinas PUPR",
        "source": "kabupaten", "sectors": ["water"], "levels": ["village"],
        "opens_on": in_days(1).isoformat(), "closes_on": in_days(40).isoformat(),
        "most": "150 juta", "link": "contoh.go.id/hibah", "note": "Lampirkan RAB.",
        "is_public": "on",
    } | changes  # fmt: skip


def words(**changes):
    return {
        "name": "Hibah Air Minum", "giver": "Dinas PUPR", "source": "kabupaten", "sectors": [],
        "levels": [], "opens_on": in_days(1), "closes_on": None, "most": None, "link": "",
        "note": "", "is_public": True,
    } | changes  # fmt: skip


@pytest.fixture
def window(camat):
    return windows.add_window(by=camat, token=uuid.uuid4(), **words())


def change_url(window):
    return reverse("funding:change_window", args=[window.pk])


@pytest.mark.parametrize("who", ["camat", "officer", "regency_officer"])
def test_officers_enter_a_window_and_everybody_reads_who_did(as_, client, request, who):
    mandate = request.getfixturevalue(who)
    answer = as_(mandate).post(reverse("funding:add_window"), typed())
    window = FundingWindow.objects.get()
    assert answer.url == window.get_absolute_url()
    assert (window.region, window.most, window.link) == (
        mandate.region, 150_000_000, "https://contoh.go.id/hibah",
    )  # fmt: skip
    client.logout()
    page = client.get(window.get_absolute_url()).content.decode()
    assert str(mandate.user) in page and mandate.region.full_name in page
    assert change_url(window) not in page
    assert AuditEvent.objects.get(verb="projects.window_added").actor_name == str(mandate.user)


def test_the_same_form_sent_twice_is_one(as_, camat):
    client, form = as_(camat), typed()
    first, second = (client.post(reverse("funding:add_window"), form) for _ in range(2))
    assert first.url == second.url
    assert FundingWindow.objects.count() == 1


def test_others_enter_nothing(head, as_):
    with pytest.raises(Forbidden):
        windows.add_window(by=head, token=uuid.uuid4(), **words())
    assert as_(head).get(reverse("funding:add_window")).status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"giver": "\0"}, "giver"),
        ({"source": "emas"}, "source"),
        ({"sectors": ["emas"]}, "sectors"),
        ({"opens_on": ""}, "opens_on"),
        ({"opens_on": "besok"}, "opens_on"),
        ({"closes_on": in_days(-3).isoformat()}, "closes_on"),
        ({"opens_on": "0001-01-01"}, "opens_on"),
        ({"opens_on": "1999-12-31"}, "opens_on"),
        ({"opens_on": "9999-01-01", "closes_on": ""}, "opens_on"),
        ({"closes_on": in_days(366 * 21).isoformat()}, "closes_on"),
        ({"most": "0"}, "most"),
        ({"most": "-5"}, "most"),
        ({"most": "9" * 30}, "most"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://contoh.go.id"}, "link"),
        ({"note": "x" * 1001}, "note"),
        ({"token": "x"}, "token"),
    ],
)
def test_bad_input_is_named_at_its_field_and_the_rest_is_kept(as_, camat, changes, field):
    page = as_(camat).post(reverse("funding:add_window"), typed(**changes))
    form = page.context["form"]
    assert (page.status_code, list(form.errors)) == (200, [field])
    kept = "name" if field != "name" else "giver"
    assert form[kept].value() == typed()[kept]
    assert not FundingWindow.objects.exists()


def test_a_colleague_changes_it_and_a_second_click_changes_nothing(as_, officer, window):
    client = as_(officer)
    shown = client.get(change_url(window)).context["form"]
    form = typed(mark=shown["mark"].value(), name="Hibah Air Bersih")
    for _twice in range(2):
        assert client.post(change_url(window), form).url == window.get_absolute_url()
    assert FundingWindow.objects.get().name == "Hibah Air Bersih"
    assert AuditEvent.objects.filter(verb="projects.window_changed").count() == 1


def test_a_stale_page_keeps_what_was_typed(as_, camat, officer, window):
    client = as_(camat)
    mark = client.get(change_url(window)).context["form"]["mark"].value()
    windows.change_window(window, by=officer, mark=mark, **words(note="Baru"))
    form = typed(mark=mark, name="Nama saya")
    page = client.post(change_url(window), form)
    assert page.status_code == 200
    again = page.context["form"]
    assert again["name"].value() == "Nama saya"
    client.post(change_url(window), form | {"mark": again["mark"].value()})
    assert FundingWindow.objects.get().name == "Nama saya"


def test_a_hidden_one_is_seen_by_its_officers_alone(as_, client, camat, regency_officer, window):
    windows.change_window(window, by=camat, mark=windows.mark_of(window), **words(is_public=False))
    for who, status in ((None, 404), (regency_officer, 404), (camat, 200)):
        reader = as_(who) if who else client
        assert reader.get(window.get_absolute_url()).status_code == status
        assert (window.name in reader.get(LISTED).content.decode()) is (status == 200)
    assert fitting(ProjectFactory(lead=RegionFactory(code=f"{camat.region.code}.2901")), 5) == []
    window.refresh_from_db()
    windows.change_window(window, by=camat, mark=windows.mark_of(window), **words())
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "projects.window_added", "projects.window_hidden", "projects.window_shown",
    ]  # fmt: skip


def test_a_window_says_whether_it_gives_all_or_a_part():
    project = ProjectFactory()
    for name, most in (("Semua", 100), ("Sebagian", 99), ("Terlalu sedikit", 9)):
        FundingWindowFactory(name=name, most=most * 1_000_000)

    found = {fit.window.name: fit.reasons[-1] for fit in fitting(project, 100_000_000)}

    assert set(found) == {"Semua", "Sebagian"}
    assert "seluruh" in found["Semua"] and "sebagian dari kekurangan" in found["Sebagian"]


@pytest.mark.parametrize(
    ("keeper", "reached"),
    [
        ("camat", ["inside", "itself"]),
        ("regency_officer", ["inside", "itself", "next"]),
        (None, ["inside", "itself", "next", "elsewhere"]),
    ],
)
def test_a_window_is_for_the_regions_within_the_one_that_keeps_it(
    client, request, subdistrict, regency, keeper, reached
):
    if keeper:
        by = request.getfixturevalue(keeper)
        window = windows.add_window(by=by, token=uuid.uuid4(), **words())
    else:
        window = FundingWindowFactory()
    leads = {
        "inside": RegionFactory(code=f"{subdistrict.code}.2901"),
        "itself": subdistrict,
        "next": RegionFactory(code=f"{regency.code}.97.2001"),
        "elsewhere": RegionFactory(code="74.01.01.2001"),
    }
    projects = {
        name: ProjectFactory(lead=lead, title=f"Usulan {name}", partners=[], funding_gap=5)
        for name, lead in leads.items()
    }
    fits = {name: fitting(each, 5) for name, each in projects.items()}
    assert [name for name, found in fits.items() if found] == reached
    page = client.get(window.get_absolute_url())
    html = page.content.decode()
    assert [name for name, each in projects.items() if each.title in html] == reached
    listed = client.get(LISTED).content.decode()
    assert window.name in listed
    reasons = " ".join(fits["inside"][0].reasons)
    if keeper:
        area = page.context["area"]
        assert window.region.full_name in area
        assert area in html and area in listed and area in reasons


def test_a_closed_window_names_no_projects(client, window, camat):
    lead = RegionFactory(code=f"{camat.region.code}.2901")
    project = ProjectFactory(lead=lead, partners=[], funding_gap=5)
    assert project.title in client.get(window.get_absolute_url()).content.decode()
    FundingWindow.objects.update(opens_on=in_days(-30), closes_on=in_days(-1))
    page = client.get(window.get_absolute_url())
    assert page.context["is_over"]
    assert project.title not in page.content.decode()
    assert window.name in client.get(LISTED).content.decode()


def test_nobody_changes_what_others_keep(as_, camat, window, client):
    stranger = MandateFactory(region=SubdistrictFactory(), office="camat", title="Camat")
    of_operators = FundingWindowFactory()
    for mandate, each in ((stranger, window), (camat, of_operators)):
        with pytest.raises(Forbidden):
            windows.change_window(each, by=mandate, mark="", **words())
        assert as_(mandate).get(change_url(each)).status_code == 403


def test_the_database_wants_a_maker_with_the_region(subdistrict, window):
    with pytest.raises(DatabaseError), transaction.atomic():
        FundingWindowFactory(region=subdistrict)
    with pytest.raises(DatabaseError), transaction.atomic():
        FundingWindow.objects.filter(pk=window.pk).update(person_name="")


def test_the_list_offers_the_form_to_officers_and_costs_the_same(as_, camat, head, window):
    add = reverse("funding:add_window")
    assert add not in as_(head).get(LISTED).content.decode()
    client = as_(camat)
    assert add in client.get(LISTED).content.decode()
    few = count(client, LISTED), count(client, window.get_absolute_url())
    FundingWindowFactory.create_batch(6)
    assert (count(client, LISTED), count(client, window.get_absolute_url())) == few


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_change_it_one_after_the_other():
    camat = MandateFactory(region=SubdistrictFactory(), office="camat", title="Camat")
    window = windows.add_window(by=camat, token=uuid.uuid4(), **words())
    mark = windows.mark_of(FundingWindow.objects.get())

    def change(name):
        try:
            return windows.change_window(window, by=camat, mark=mark, **words(name=name))
        except Refusal as error:
            return error

    results = at_once([lambda name=name: change(name) for name in ("Satu", "Dua", "Tiga")])
    assert sum(isinstance(each, Refusal) for each in results) == 2
