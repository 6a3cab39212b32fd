"""The page of a result and its forms: what is shown, what is typed wrongly, who is led where."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import formats
from projects import actions
from projects.models import Benefit, Evaluation, Indicator, Measurement, Project, Upkeep
from tests.factories.projects import (
    BenefitFactory,
    IndicatorFactory,
    MeasurementFactory,
    ProjectFactory,
    UpkeepFactory,
    head_of,
    in_days,
)
from tests.factories.villages import ProfileFactory
from tests.projects.conftest import url_of
from tests.projects.reports import send
from tests.projects.test_second_clicks import click_twice

pytestmark = pytest.mark.django_db


def html_of(response):
    return response.content.decode()


BENEFIT = {"people": "1.200", "women": "600", "poor": "80", "youth": "0", "alone": "150 juta",
           "source": "Daftar pelanggan"}  # fmt: skip
UPKEEP = {"keeper": "Kelompok pengelola air", "work": "Menguras bak.", "yearly_cost": "6 juta",
          "money_from": "Iuran"}  # fmt: skip
ROW = {"title_0": "rumah tersambung", "unit_0": "rumah", "baseline_0": "0", "target_0": "1.250,5",
       "source_0": "Pendataan desa"}  # fmt: skip


ROW_3 = [name.replace("0", "3") for name in ROW]


def sent_by(page):
    """What a browser sends that changes nothing."""
    found = {each.html_name: each.value() for each in page.context["form"]}
    return {name: "" if value is None else value for name, value in found.items()}


def titles(project):
    return [each.title for each in project.indicators.all()]


class TestPage:
    def test_everybody_reads_all_figures_with_their_sources(self, client, work, head, lead):
        indicator = IndicatorFactory(project=work, title="Rumah tersambung")
        MeasurementFactory(indicator=indicator, value=406, source="Daftar pelanggan")
        BenefitFactory(project=work, people=1200)
        UpkeepFactory(project=work, keeper="Kelompok Kali Bening")
        page = html_of(client.get(url_of("result", work)))
        for words in ("406\u00a0rumah", "50 persen", "Daftar pelanggan", "1.200",
                      "Kelompok Kali Bening", "Rp6.000.000", str(head.user)):  # fmt: skip
            assert words in page, words
        assert "Tulis" not in page

    def test_no_share_of_the_benefit_while_a_partner_is_silent(self, client, work):
        seats = list(work.partnerships.all())
        BenefitFactory(project=work, region=seats[0].region, people=1200)
        assert "100%" not in html_of(client.get(url_of("result", work)))
        for seat in seats[1:]:
            BenefitFactory(project=work, region=seat.region, people=600)
        assert "50%" in html_of(client.get(url_of("result", work)))

    def test_more_spent_than_alone_is_told_as_a_loss(self, client, work, head):
        for seat in work.partnerships.all():
            BenefitFactory(project=work, region=seat.region, alone=140_000_000)
        saving = client.get(url_of("result", work)).context["result"].gain.saving
        assert (saving.together, saving.amount) == (412_500_000, 7_500_000)
        send(work, head, spent=430_000_000)
        response = client.get(url_of("result", work))
        assert response.context["result"].gain.saving.lost == 10_000_000
        assert "Rp10.000.000" in html_of(response)

    def test_the_projects_own_page_says_it_in_short(self, client, work, as_, head):
        assert "belum ada yang diukur" in html_of(client.get(work.get_absolute_url())).lower()
        MeasurementFactory(indicator=IndicatorFactory(project=work))
        IndicatorFactory(project=work)
        BenefitFactory(project=work, people=1200)
        page = html_of(client.get(work.get_absolute_url()))
        assert "1.200 orang" in page
        assert work.result_url in page

    def test_of_what_came_to_nothing_there_is_none(self, client, lead):
        project = ProjectFactory(lead=lead, state=Project.State.WITHDRAWN)
        assert client.get(url_of("result", project)).status_code == 404
        assert client.get(url_of("detail", project)).context["outcome"] is None
        assert 'id="hasil"' not in html_of(client.get(project.get_absolute_url()))

    def test_of_a_proposal_what_is_expected(self, as_, client, project, head):
        form = as_(head).get(url_of("benefit", project)).content.decode()
        assert "tulis yang diharapkan" in form
        sent = {"token": str(uuid.uuid4()), "people": "1.240", "women": "600", "poor": "0",
                "youth": "100", "source": "Data keluarga"}  # fmt: skip
        response = as_(head).post(url_of("benefit", project), sent)
        assert response["Location"].endswith("#manfaat")
        page = client.get(url_of("result", project)).content.decode()
        assert "1.240" in page
        assert "angka yang diharapkan" in page
        assert "1.240 orang diharapkan menerima manfaatnya" in (
            client.get(url_of("detail", project)).content.decode()
        )

    def test_an_overdue_look_back_is_seen(self, client, work, head, as_):
        actions.finish(work, by=head)
        Evaluation.objects.filter(project=work, years=0).update(due_on=in_days(-5))
        assert "Terlambat 5 hari" in html_of(client.get(url_of("result", work)))
        page = html_of(as_(head).get(url_of("result", work)))
        assert url_of("evaluate", work, 0) in page
        assert url_of("evaluate", work, 0) in html_of(as_(head).get(reverse("start")))

    def test_only_the_look_back_that_is_ripe_is_offered(self, work, head, as_):
        actions.finish(work, by=head)
        opens = work.evaluations.get(years=1).due_on - timedelta(days=30)
        page = html_of(as_(head).get(url_of("result", work)))
        assert url_of("evaluate", work, 0) in page
        assert url_of("evaluate", work, 1) not in page
        assert f"Dapat ditulis mulai {formats.day(opens)}." in page
        answer = as_(head).get(url_of("evaluate", work, 1), follow=True)
        assert f"mulai {formats.day(opens)}" in html_of(answer)

    def test_queries_do_not_grow(self, client, django_assert_num_queries):
        counts = []
        for many in (1, 4):
            work = ProjectFactory(state="running")
            for seat in work.partnerships.all()[: min(many, 3)]:
                for _turn in range(many):
                    BenefitFactory(project=work, region=seat.region, mandate=head_of(work.lead))
            for _turn in range(many):
                MeasurementFactory(
                    indicator=IndicatorFactory(project=work), mandate=head_of(work.lead)
                )
            with django_assert_num_queries(99, exact=False) as context:
                client.get(url_of("result", work))
            counts.append(len(context))
        assert counts[0] == counts[1] <= 13


class TestIndicators:
    def test_rows_are_saved_and_shown_again(self, as_, head, work):
        address = url_of("indicators", work)
        answer = as_(head).post(address, ROW | {"mark": ""})
        assert answer.url == f"{work.result_url}#ukuran"
        indicator = Indicator.objects.get()
        assert (indicator.title, str(indicator.target)) == ("Rumah tersambung", "1250.50")
        assert 'value="1.250,5"' in html_of(as_(head).get(address))

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"title_0": ""}, "title_0"), ({"unit_0": ""}, "unit_0"), ({"source_0": ""}, "source_0"),
            ({"baseline_0": ""}, "baseline_0"), ({"target_0": "banyak"}, "target_0"),
            ({"target_0": "9" * 400}, "target_0"), ({"target_0": "0"}, "target_0"),
            ({"title_0": "x" * 151}, "title_0"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_beside_the_field(self, as_, head, work, wrong, field):
        answer = as_(head).post(url_of("indicators", work), ROW | wrong | {"mark": ""})
        assert answer.status_code == 200
        assert field in answer.context["form"].errors
        assert "Pendataan desa" in html_of(answer) or "source_0" in wrong
        assert not Indicator.objects.exists()

    def test_a_measured_one_is_only_shown(self, as_, head, work):
        MeasurementFactory(indicator=IndicatorFactory(project=work, title="Debit air", number=1))
        address = url_of("indicators", work)
        page = as_(head).get(address)
        assert "Debit air" in html_of(page)
        mark = page.context["form"].initial["mark"]
        as_(head).post(address, ROW | {"mark": mark})
        assert list(work.indicators.values_list("title", flat=True)) == [
            "Debit air", "Rumah tersambung",
        ]  # fmt: skip

    def test_somebody_elses_change_is_not_overwritten(self, as_, head, work):
        IndicatorFactory(project=work, title="Debit air")
        answer = as_(head).post(url_of("indicators", work), ROW | {"mark": "lama"})
        assert "orang lain telah mengubah" in html_of(answer)
        assert "rumah tersambung" in html_of(answer)
        assert work.indicators.get().title == "Debit air"

    @pytest.fixture
    def two(self, work):
        return [
            IndicatorFactory(project=work, title=title, number=number, target=50)
            for number, title in enumerate(("Rumah tersambung", "Salak terjual"), 1)
        ]

    def test_an_older_page_undoes_nothing(self, as_, head, secretary, work, two):
        address = url_of("indicators", work)
        hers = sent_by(as_(secretary).get(address))
        as_(head).post(address, hers | {"target_0": "75"})
        hers |= {"title_1": "Salak dijual"}
        hers |= {name: hers[name.replace("3", "0")] for name in ROW_3} | {"title_3": "Tamu"}
        answer = as_(secretary).post(address, hers)
        page = html_of(answer)
        assert "orang lain telah mengubah" in page
        assert "Rumah tersambung: 0 → 75 rumah (Pendataan desa)" in page
        assert "Salak dijual" in page and 'value="Tamu"' in page
        assert work.indicators.get(number=1).target == 75
        answer = as_(secretary).post(address, sent_by(answer))
        assert answer.url == f"{work.result_url}#ukuran"
        assert titles(work) == ["Rumah tersambung", "Salak dijual", "Tamu"]
        assert work.indicators.get(number=1).target == 50

    def test_one_measured_meanwhile_doubles_nothing(self, as_, head, work, two):
        address = url_of("indicators", work)
        sent = sent_by(as_(head).get(address)) | {"title_1": "Salak dijual"}
        sent |= {name: sent[name.replace("3", "0")] for name in ROW_3} | {"title_3": "Tamu"}
        MeasurementFactory(indicator=two[0])
        answer = as_(head).post(address, sent)
        assert "orang lain telah mengubah" in html_of(answer)
        assert titles(work) == ["Rumah tersambung", "Salak terjual"]
        assert as_(head).post(address, sent_by(answer)).status_code == 302
        assert titles(work) == ["Rumah tersambung", "Salak dijual", "Tamu"]

    def test_other_words_for_a_measured_one_are_told_in_its_row(self, as_, head, work, two):
        address = url_of("indicators", work)
        sent = sent_by(as_(head).get(address)) | {"target_0": "75"}
        MeasurementFactory(indicator=two[0])
        form = as_(head).post(address, sent).context["form"]
        assert "sudah diukur dan tidak dapat diubah" in str(form.errors["title_0"])
        assert form["target_0"].value() == "75"

    def test_there_are_twelve_at_most(self, as_, head, work, two):
        address = url_of("indicators", work)
        sent = {"mark": sent_by(as_(head).get(address))["mark"]}
        MeasurementFactory(indicator=two[0])
        for index in range(Indicator.MOST + 1):
            sent |= {name.replace("0", str(index)): value for name, value in ROW.items()}
        form = as_(head).post(address, sent).context["form"]
        assert "Paling banyak 12 indikator" in str(form.errors["title_11"])

    def test_the_same_form_twice_is_saved_once(self, as_, head, work, two):
        sent = sent_by(as_(head).get(url_of("indicators", work)))
        sent |= {name.replace("0", "2"): value for name, value in ROW.items()}
        said = click_twice(as_(head), url_of("indicators", work), sent | {"title_2": "Tamu"})
        assert "Tersimpan" in said
        assert titles(work) == ["Rumah tersambung", "Salak terjual", "Tamu"]


class TestMeasuring:
    def words(self, indicator, **changes):
        return {"token": uuid.uuid4(), "on": in_days(0).isoformat(), "source": "Survei",
                f"value_{indicator.pk}": "214"} | changes  # fmt: skip

    def test_without_indicators_there_is_nothing_to_measure(self, as_, head, work):
        answer = as_(head).get(url_of("measure", work), follow=True)
        assert "Belum ada yang diukur" in html_of(answer)

    def test_a_second_click_is_no_second_measurement(self, as_, head, work):
        indicator = IndicatorFactory(project=work)
        typed = self.words(indicator)
        for _turn in range(2):
            answer = as_(head).post(url_of("measure", work), typed)
            assert answer.url == f"{work.result_url}#ukuran"
        assert Measurement.objects.get().value == 214

    @pytest.mark.parametrize(
        "wrong",
        [{"on": "2999-01-01"}, {"on": "1900-01-01"}, {"on": ""}, {"source": "\u200b"},
         {"source": "x" * 201}, {"value": "-"}, {"value": ""}, {"token": "x"}],
    )  # fmt: skip
    def test_nonsense_is_told_and_kept(self, as_, head, work, wrong):
        indicator = IndicatorFactory(project=work)
        if "value" in wrong:
            wrong = {f"value_{indicator.pk}": wrong["value"]}
        answer = as_(head).post(url_of("measure", work), self.words(indicator) | wrong)
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert not Measurement.objects.exists()

    def test_nothing_was_measured_before_the_project_was_proposed(self, as_, head, work):
        Project.objects.update(proposed_at=timezone.now() - timedelta(days=9))
        indicator, address = IndicatorFactory(project=work), url_of("measure", work)
        early = as_(head).post(address, self.words(indicator, on=in_days(-11).isoformat()))
        assert "Proyek ini diusulkan pada" in early.context["form"].errors["on"][0]
        late = self.words(indicator, on=in_days(-8).isoformat())
        assert as_(head).post(address, late).status_code == 302

    @pytest.mark.parametrize(("value", "is_taken"), [("16.240", True), ("16.241", False)])
    def test_a_slip_of_the_zeros_is_asked_about(self, as_, head, work, value, is_taken):
        indicator = IndicatorFactory(project=work, baseline=0, target=812)
        typed = self.words(indicator, **{f"value_{indicator.pk}": value})
        answer = as_(head).post(url_of("measure", work), typed)
        assert Measurement.objects.exists() is is_taken
        if not is_taken:
            (said,) = answer.context["form"].errors[f"value_{indicator.pk}"]
            assert said.startswith("Sasarannya 812.")

    def test_many_percent_have_dots(self, client, work):
        indicator = IndicatorFactory(project=work, baseline=0, target=812)
        MeasurementFactory(indicator=indicator, value=16_240)
        assert "2.000 persen menuju sasaran" in html_of(client.get(url_of("result", work)))


class TestBenefit:
    @pytest.mark.parametrize(("people", "is_taken"), [("3.260", True), ("3.261", False)])
    def test_no_more_gain_than_live_there(self, as_, partner_heads, work, people, is_taken):
        partner = partner_heads[0]
        ProfileFactory(region=partner.region, population=3260)
        typed = BENEFIT | {"token": uuid.uuid4(), "people": people}
        answer = as_(partner).post(url_of("benefit", work), typed)
        assert Benefit.objects.exists() is is_taken
        if not is_taken:
            assert "berpenduduk 3.260 jiwa" in answer.context["form"].errors["people"][0]

    def test_a_cost_alone_far_above_the_project_is_asked_about_once(self, as_, head, work):
        client, address = as_(head), url_of("benefit", work)
        typed, tick = BENEFIT | {"token": uuid.uuid4(), "alone": "8,25 miliar"}, "sure_8250000000"
        page = client.post(address, typed)
        assert "Rp412.500.000" in page.context["form"].errors[tick][0]
        assert f'name="{tick}"' in html_of(page)
        assert "8,25 miliar" in html_of(page)
        assert not Benefit.objects.exists()
        assert client.post(address, typed | {tick: "on"}).status_code == 302
        assert Benefit.objects.get().alone == 8_250_000_000
        other = BENEFIT | {"token": uuid.uuid4(), "alone": "825 juta"}
        assert client.post(address, other).status_code == 302

    def test_a_partner_tells_its_own(self, as_, partner_heads, work):
        partner = partner_heads[0]
        answer = as_(partner).post(url_of("benefit", work), BENEFIT | {"token": uuid.uuid4()})
        assert answer.url == f"{work.result_url}#manfaat"
        row = Benefit.objects.get()
        assert (row.region, row.people, row.alone) == (partner.region, 1200, 150_000_000)
        assert 'value="1.200"' in html_of(as_(partner).get(url_of("benefit", work)))

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"women": "1.201"}, "women"), ({"people": "-1"}, "people"), ({"people": ""}, "people"),
            ({"people": "1,5"}, "people"), ({"people": "9" * 12}, "people"),
            ({"alone": "10" * 200}, "alone"), ({"source": ""}, "source"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_is_said(self, as_, partner_heads, work, wrong, field):
        typed = BENEFIT | {"token": uuid.uuid4()} | wrong
        answer = as_(partner_heads[0]).post(url_of("benefit", work), typed)
        assert field in answer.context["form"].errors
        assert not Benefit.objects.exists()


class TestUpkeep:
    def test_is_planned_and_changed(self, as_, head, work, partners):
        for owner in (work.lead, partners[0]):
            typed = UPKEEP | {"token": uuid.uuid4(), "owner": owner.pk}
            answer = as_(head).post(url_of("upkeep", work), typed)
            assert answer.url == f"{work.result_url}#perawatan"
        assert work.upkeeps.first().owner == partners[0]
        page = html_of(as_(head).get(url_of("upkeep", work)))
        assert "Kelompok pengelola air" in page

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"owner": "99"}, "owner"), ({"money_from": ""}, "money_from"), ({"keeper": ""}, "keeper"),
         ({"yearly_cost": "-5"}, "yearly_cost")],
    )  # fmt: skip
    def test_what_is_missing_is_said(self, as_, head, work, wrong, field):
        typed = UPKEEP | {"token": uuid.uuid4(), "owner": work.lead_id} | wrong
        answer = as_(head).post(url_of("upkeep", work), typed)
        assert field in answer.context["form"].errors
        assert not Upkeep.objects.exists()


class TestEvaluation:
    def test_is_written_once(self, as_, head, work):
        actions.finish(work, by=head)
        address = url_of("evaluate", work, 0)
        typed = {"use": "part", "lessons": "Mulai dari mata air."}
        assert as_(head).post(address, typed).url == f"{work.result_url}#evaluasi"
        answer = as_(head).post(address, typed | {"lessons": "Lain"}, follow=True)
        assert "sudah ditulis" in html_of(answer)
        assert Evaluation.objects.get(years=0, project=work).lessons == "Mulai dari mata air."

    def test_a_lesson_is_wanted(self, as_, head, work):
        actions.finish(work, by=head)
        answer = as_(head).post(url_of("evaluate", work, 0), {"use": "x", "went_well": "Cepat."})
        assert answer.context["form"].errors.keys() == {"use", "lessons"}
        assert "Cepat." in html_of(answer)

    def test_of_a_year_that_nobody_asks_for_there_is_none(self, as_, head, work):
        actions.finish(work, by=head)
        assert as_(head).get(url_of("evaluate", work, 2)).status_code == 404
