"""Choosing regions in a form, with and without JavaScript."""

import pytest
from django import forms
from django.http import QueryDict
from django.urls import reverse

from core.errors import Refusal
from tests.factories.villages import RegionFactory
from villages.forms import AsksForRegions, RegionField, RegionsField
from villages.models import Region

pytestmark = pytest.mark.django_db


class PlanForm(AsksForRegions, forms.Form):
    title = forms.CharField()
    lead = RegionField(levels=[Region.Level.VILLAGE])
    partners = RegionsField(max_choices=2, required=False)


def filled(query):
    return PlanForm(QueryDict(query))


def test_regions_come_out_in_the_order_of_choice(sojokerto):
    besani = RegionFactory(code="33.07.05.2005", name="Besani")

    form = filled(f"title=x&lead={sojokerto.pk}&partners={besani.pk}&partners={sojokerto.pk}")

    assert form.is_valid(), form.errors
    assert form.cleaned_data["lead"] == sojokerto
    assert form.cleaned_data["partners"] == [besani, sojokerto]


def test_the_search_button_brings_the_form_back_without_complaints(sojokerto):
    form = filled("lead_q=sojo&lead_search=1")

    assert not form.is_valid()
    assert form.is_searching
    assert form.errors == {}
    html = str(form["lead"])
    assert f'value="{sojokerto.pk}"' in html
    assert 'value="sojo"' in html


def test_enter_in_another_field_does_not_search_again(sojokerto):
    form = filled(f"title=x&lead={sojokerto.pk}&lead_q=sojo&lead_asked=sojo&lead_search=1")

    assert form.is_valid()


def test_typed_but_not_chosen_offers_what_was_found(sojokerto):
    form = filled("title=x&lead_q=sojokreto")

    assert not form.is_valid()
    assert form.errors["lead"].as_data()[0].code == "search"
    html = str(form["lead"])
    assert f'value="{sojokerto.pk}"' in html
    assert 'aria-invalid="true"' in html


def test_nothing_typed_and_nothing_chosen_is_missing(sojokerto):
    form = filled("title=x")

    assert form.errors["lead"].as_data()[0].code == "required"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("99.99.99.9999", "unknown"),
        ("33.07.05.20040000000", "unknown"),
        ("%00", "required"),
        ("' OR 1=1 --", "unknown"),
        ("33", "unknown"),
        ("33.07.05", "level"),
    ],
)
def test_what_was_not_offered_is_refused(sojokerto, answer, code):
    assert filled(f"title=x&lead={answer}").errors["lead"].as_data()[0].code == code


def test_too_many_are_refused(sojokerto):
    codes = [RegionFactory(code=f"33.07.05.{2100 + number}").pk for number in range(3)]

    form = filled(f"title=x&lead={sojokerto.pk}&" + "&".join(f"partners={code}" for code in codes))

    assert form.errors["partners"].as_data()[0].code == "too_many"


def test_a_replaced_region_cannot_be_chosen(sojokerto):
    old = RegionFactory(code="33.07.05.2900", replaced_by=sojokerto)

    assert filled(f"title=x&lead={old.pk}").errors["lead"].as_data()[0].code == "unknown"


def test_known_regions_are_offered_and_others_chosen_stay_ticked(sojokerto):
    besani = RegionFactory(code="33.07.05.2005", name="Besani")
    form = filled(f"partners={besani.pk}&partners={sojokerto.pk}&partners_q=zzz&partners_search=1")
    form.fields["partners"].known = [sojokerto]

    html = str(form["partners"])

    assert form.fields["partners"].known == [sojokerto]
    assert html.count("checked") == 2
    assert html.index(sojokerto.pk) < html.index(besani.pk)
    assert html.count(f'value="{sojokerto.pk}"') == 1


def test_initial_takes_regions_and_codes(sojokerto):
    for initial in (sojokerto, sojokerto.pk, [sojokerto]):
        assert "checked" in str(PlanForm(initial={"lead": initial})["lead"])
    assert "checked" not in str(PlanForm()["lead"])


def test_changes_are_seen(sojokerto):
    form = PlanForm(QueryDict(f"title=x&lead={sojokerto.pk}"), initial={"title": "x"})
    assert form.changed_data == ["lead"]
    form = PlanForm(
        QueryDict(f"title=x&lead={sojokerto.pk}"), initial={"title": "x", "lead": sojokerto}
    )
    assert form.changed_data == []


def test_a_plain_dict_does_as_well(sojokerto):
    form = PlanForm({"title": "x", "lead": sojokerto.pk, "partners": [sojokerto.pk]})

    assert form.is_valid(), form.errors
    assert form.fields["lead"].clean(sojokerto) == sojokerto


def test_typed_text_is_tidied_and_escaped(sojokerto):
    html = str(filled("lead_q=%3Cscript%3E%00%E2%80%AE" + "a" * 500)["lead"])

    assert "<script>" not in html
    assert "\u202e" not in html
    assert "a" * 101 not in html


def test_the_label_leads_to_the_search_box():
    assert PlanForm()["lead"].id_for_label == "id_lead_0"
    assert PlanForm(auto_id=False)["lead"].id_for_label == ""
    assert 'id="id_lead_0"' in str(PlanForm()["lead"])


def test_the_script_comes_with_the_form():
    assert "htmx" in str(PlanForm().media)


class TestSearchPage:
    url = "/wilayah/cari/"

    def test_works_without_javascript_for_everybody(self, client, sojokerto):
        assert reverse("villages:region_search") == self.url
        page = client.get(self.url, {"q": "sojokreto"})

        assert "Sojokerto" in page.content.decode()
        assert "<html" in page.content.decode()

    def test_says_that_there_may_be_more(self, client, leksono):
        for number in range(25):
            RegionFactory(code=f"33.07.05.{2100 + number}", name=f"Sukamaju {number}")
        page = client.get(self.url, {"q": "sukamaju"})
        assert len(page.context["regions"]) == 20
        assert page.context["full"]

    def test_says_that_nothing_was_found(self, client, db):
        assert client.get(self.url).status_code == 200
        assert "empty" in client.get(self.url, {"q": "zzz"}).content.decode()

    @pytest.mark.parametrize("text", ["\0", "\u202e", "a" * 5000, "%", "'; DROP", "\ud800"])
    def test_hostile_words_find_nothing(self, client, db, text):
        page = client.get(self.url, {"q": text.encode("utf-8", "replace").decode()})

        assert page.status_code == 200

    def test_a_picker_gets_its_list_only(self, client, sojokerto):
        answer = client.get(
            self.url,
            {"untuk": "partners", "partners_q": "sojo", "banyak": "1", "tingkat": "4x"},
            headers={"HX-Request": "true"},
        )
        html = answer.content.decode()

        assert "<html" not in html
        assert f'<input type="checkbox" name="partners" value="{sojokerto.pk}">' in html

    def test_what_is_ticked_stays_ticked(self, client, sojokerto):
        answer = client.get(
            self.url,
            {"untuk": "lead", "lead_q": "zzz", "lead": sojokerto.pk},
            headers={"HX-Request": "true"},
        )

        assert f'name="lead" value="{sojokerto.pk}" checked' in answer.content.decode()

    def test_a_hostile_field_name_gets_the_whole_page(self, client, db):
        answer = client.get(
            self.url, {"untuk": '"><script>', "q": "x"}, headers={"HX-Request": "true"}
        )

        assert "<html" in answer.content.decode()
        assert '"><script>' not in answer.content.decode()

    def test_is_throttled_softly(self, client, db):
        answers = [client.get(self.url).status_code for _ in range(122)]

        assert answers[:120] == [200] * 120
        assert 429 in answers[120:]

    def test_who_asks_too_often_gets_a_page_and_a_picker_a_sentence(self, client, db, often):
        page = client.get(self.url)
        assert page.status_code == 429
        assert "Terlalu banyak percobaan" in page.content.decode()
        assert "<html" in page.content.decode()

        inner = client.get(self.url, headers={"HX-Request": "true"})
        assert inner.status_code == 429
        assert "<" not in inner.content.decode()

    def test_visitors_are_counted_by_the_address_behind_the_proxy(
        self, client, db, often, settings
    ):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        for address in ("203.0.113.7", "203.0.113.8"):
            client.get(self.url, headers={"X-Forwarded-For": address})
        assert often == ["203.0.113.7", "203.0.113.8"]

    @pytest.fixture
    def often(self, monkeypatch):
        """Whom the limit has counted; it refuses everybody."""
        counted = []

        def full(what, who, **rate):
            counted.append(who)
            raise Refusal("Terlalu sering.")

        monkeypatch.setattr("villages.views.regions.limit", full)
        return counted
