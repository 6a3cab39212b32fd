"""A form acts in the capacity that its page has named, or not at all."""

import pytest
from django.test import Client

from meetings import links
from tests.factories.meetings import MeetingFactory
from tests.factories.villages import MandateFactory
from villages.actions import mandates

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return MandateFactory()


@pytest.fixture
def second(first):
    """The same person is head of another village as well."""
    return MandateFactory(user=first.user)


@pytest.fixture
def meeting(first, second):
    return MeetingFactory(invited=[first.region, second.region])


@pytest.fixture
def site(client, first):
    client.force_login(first.user)
    return client


def choose(site, mandate):
    session = site.session
    session["acting"] = mandate.pk
    session.save()


def answer(site, meeting, **data):
    return site.post(f"/pertemuan/{meeting.pk}/jawab/", {"answer": "attends"} | data)


def answers(meeting):
    return dict(meeting.invitations.values_list("region", "answer"))


def test_every_form_names_the_capacity_of_its_page(site, meeting, second):
    choose(site, second)

    html = site.get(f"/pertemuan/{meeting.pk}/").content.decode()

    assert html.count("csrfmiddlewaretoken") > 1
    field = f'<input type="hidden" name="acting_as" value="{second.pk}">'
    assert html.count(field) == html.count("csrfmiddlewaretoken")


def test_who_has_no_office_gets_no_field(client, meeting):
    assert "acting_as" not in client.get("/akun/login/").content.decode()


def test_a_choice_in_another_tab_does_not_change_the_form(site, meeting, first, second):
    choose(site, second)

    answer(site, meeting, acting_as=first.pk)

    assert answers(meeting) == {first.region_id: "attends", second.region_id: "none"}


@pytest.mark.parametrize("which", ["ended", "of somebody else", "unreadable"])
def test_a_form_of_an_office_that_is_not_mine_any_more_is_refused(site, meeting, first, which):
    if which == "ended":
        mandates.end(first, by=first.user, reason="Purnatugas")
    drawn_for = {"ended": first.pk, "of somebody else": MandateFactory().pk}.get(which, "\0")

    page = answer(site, meeting, acting_as=drawn_for)

    assert page.status_code == 403
    assert "jabatan yang sudah berakhir" in page.content.decode()
    assert set(answers(meeting).values()) == {"none"}


def test_what_concerns_the_person_goes_on(site, first):
    mandates.end(first, by=first.user, reason="Purnatugas")

    assert site.post("/akun/logout/", {"acting_as": first.pk}).status_code == 302
    assert "_auth_user_id" not in site.session


def test_the_form_behind_a_mail_is_checked_like_any_other(meeting, first):
    """With the check of forms that the test client leaves out."""
    site = Client(enforce_csrf_checks=True)
    invitation = meeting.invitations.get(region=first.region)
    address = links.answer_url(invitation, first).removeprefix("http://testserver")
    for given in ({"answer": "represented"}, {"substitute": "Siti, Kaur Umum"}):
        token = site.get(address).context["csrf_token"]
        page = site.post(address, {"answer": "represented", "csrfmiddlewaretoken": token} | given)
        assert page.status_code in (200, 302)
        if page.status_code == 200:
            assert "csrfmiddlewaretoken" in page.content.decode()
    assert answers(meeting)[first.region_id] == "represented"
