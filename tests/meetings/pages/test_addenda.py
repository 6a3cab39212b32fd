"""Addenda on the page of the official record: what everybody sees, and the two buttons."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import actions
from meetings.models import AddendumWord
from tests.factories.minutes import MinutesFactory, lead_of
from tests.factories.projects import head_of
from tests.factories.villages import MandateFactory, RegionFactory

pytestmark = pytest.mark.django_db
YES, WHY = "Ya, adendum ini benar", "Jalurnya 3,4 km."


@pytest.fixture
def regions(camat):
    return [camat.region, RegionFactory(name="Besani"), RegionFactory(name="Timbang")]


@pytest.fixture
def minutes(regions):
    return MinutesFactory(regions=regions, state="sealed")


@pytest.fixture
def addendum(minutes):
    return actions.add_addendum(minutes, by=lead_of(minutes), text="Ralat: 3,6 km.")


def at_browser(mandate):
    other = Client()
    other.force_login(mandate.user)
    return other


@pytest.fixture
def villager(regions):
    return at_browser(head_of(regions[1]))


def address(addendum, name):
    return reverse(
        f"meetings:minutes_{name}_addendum", args=[addendum.minutes.meeting_id, addendum.number]
    )


def section_of(browser, minutes):
    page = browser.get(minutes.get_absolute_url()).content.decode()
    return page.split('id="adendum"')[1].split("</section>")[0]


def test_silence_is_shown_as_silence_to_everybody(minutes, addendum):
    section = section_of(Client(), minutes)

    assert "Belum disahkan" in section and "Dibenarkan oleh 0 dari 3 wilayah" in section
    assert section.count("Belum menanggapi") == 3
    assert YES not in section and "Hanya wilayah" not in section


def test_a_region_confirms_the_addendum_that_it_was_shown(villager, minutes, addendum, regions):
    section = section_of(villager, minutes)
    assert YES in section and f'value="{addendum.sha256}"' in section

    answer = villager.post(address(addendum, "confirm"), {"sha256": addendum.sha256})

    assert answer.url == addendum.get_absolute_url()
    section = section_of(villager, minutes)
    assert YES not in section and "Dibenarkan oleh 1 dari 3 wilayah" in section
    assert addendum.words.get().region == regions[1]


def test_confirmed_by_all_it_is_approved(minutes, addendum, regions):
    for region in regions:
        at_browser(head_of(region)).post(address(addendum, "confirm"), {"sha256": addendum.sha256})

    section = section_of(Client(), minutes)
    assert "Disahkan semua wilayah yang diundang" in section and "Belum disahkan" not in section


def test_an_objection_is_shown_to_all_and_its_reason_to_those_who_take_part(
    villager, browser, minutes, addendum
):
    villager.post(address(addendum, "object_to"), {"sha256": addendum.sha256, "reason": WHY})

    assert "Keberatan" in section_of(Client(), minutes)
    assert WHY not in section_of(Client(), minutes)
    assert WHY in section_of(browser, minutes) and "Belum disahkan" in section_of(browser, minutes)


def test_an_objection_without_reason_is_asked_for_at_its_own_addendum(villager, minutes, addendum):
    actions.add_addendum(minutes, by=lead_of(minutes), text="Ralat kedua.")

    answer = villager.post(address(addendum, "object_to"), {"sha256": addendum.sha256})

    assert "Tulis apa keberatannya." in answer.content.decode()
    forms = [form for _shown, form in answer.context["addenda"]]
    assert [bool(form.errors) for form in forms] == [True, False]
    assert list(forms[0].errors) == ["reason"]


def test_an_old_page_answers_nothing(villager, minutes, addendum):
    for name in ("confirm", "object_to"):
        answer = villager.post(address(addendum, name), {"sha256": "x", "reason": WHY}, follow=True)
        assert "Naskah berubah" in answer.content.decode()
    assert not AddendumWord.objects.exists()


def test_who_does_not_answer_for_the_region_reads_who_does(minutes, addendum, regions):
    council = at_browser(MandateFactory(region=regions[1], office="council"))

    section = section_of(council, minutes)

    assert YES not in section and "Yang membenarkan adendum" in section
    for name in ("confirm", "object_to"):
        assert council.post(address(addendum, name)).status_code == 403


def test_an_addendum_that_is_not_there_is_not_found(villager, minutes, addendum):
    addendum.number = 7
    assert villager.post(address(addendum, "confirm")).status_code == 404
    assert villager.post(address(addendum, "object_to")).status_code == 404


def test_the_check_page_says_what_is_not_approved(minutes, addendum, regions):
    check = reverse("meetings:minutes_verify", args=[minutes.check_code])
    assert "1 adendum belum disahkan" in Client().get(check).content.decode()

    for region in regions:
        actions.confirm_addendum(addendum, by=head_of(region), sha256=addendum.sha256)

    page = Client().get(check).content.decode()
    assert "belum disahkan" not in page and "1 adendum" in page


def test_the_page_takes_the_same_queries_for_one_addendum_and_for_four(
    villager, minutes, addendum, regions
):
    counts = []
    for number in range(2):
        section_of(villager, minutes)
        with CaptureQueriesContext(connection) as taken:
            section_of(villager, minutes)
        counts.append(len(taken))
        for more in range(3):
            row = actions.add_addendum(minutes, by=lead_of(minutes), text=f"{number} {more}")
            actions.confirm_addendum(row, by=head_of(regions[2]), sha256=row.sha256)
    assert counts[0] == counts[1]
