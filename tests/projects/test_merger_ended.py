"""A proposal went on in another one, and that one ends: its partners hear of it, its page says so."""

import pytest
from django.urls import reverse

from notifications.models import Mail, Notification
from projects import actions
from projects.models import Project
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
KIND = "projects.merger_ended"
WHY = "Dana dialihkan."


@pytest.fixture
def other_head(db):
    return MandateFactory(region=RegionFactory(name="Jlamprang"))


@pytest.fixture
def target(partners, other_head):
    """Of another lead; the first partner sits in both."""
    return ProjectFactory(
        title="Air bersih lereng barat", lead=other_head.region, partners=[partners[0]]
    )


@pytest.fixture
def merged(project, target, head, other_head):
    offer = actions.offer_merge(project, target, by=head, message="Mata airnya sama.")
    actions.accept_merge(offer, by=other_head)
    return project


def told():
    return {line.recipient for line in Notification.objects.filter(kind=KIND)}


def mailed():
    return {mail.recipient for mail in Mail.objects.filter(kind=KIND)}


def withdraw(target, by):
    actions.withdraw(target, by=by, reason=WHY)


def decline(target, by):
    for seat in target.partnerships.exclude(region=target.lead):
        actions.answer(
            target, by=head_of(seat.region), number=1, answer="declined", reason="Tidak perlu."
        )


def page_of(client, project):
    return client.get(url_of("detail", project)).content.decode()


@pytest.mark.parametrize("end", [withdraw, decline])
def test_who_waited_for_a_seat_is_told_of_the_end(
    merged, target, end, head, secretary, partner_heads, other_head
):
    end(target, other_head)

    assert told() == mailed() == {head.user, secretary.user, partner_heads[1].user}
    line = Notification.objects.get(kind=KIND, recipient=partner_heads[1].user)
    assert target.title in line.title
    assert line.url == merged.get_absolute_url()
    text = Mail.objects.get(kind=KIND, recipient=partner_heads[1].user).text
    assert merged.title in text
    assert (WHY in text) == (end is withdraw)


def test_who_sits_there_hears_of_it_once(merged, target, partner_heads, other_head):
    withdraw(target, other_head)

    lines = Notification.objects.filter(recipient=partner_heads[0].user)
    assert lines.filter(kind="projects.withdrawn").count() == 1
    assert not lines.filter(kind=KIND).exists()


def test_who_follows_the_other_one_too_hears_of_it_once(merged, target, partner_heads, other_head):
    actions.follow(target, by=partner_heads[1].user)

    withdraw(target, other_head)

    lines = Notification.objects.filter(recipient=partner_heads[1].user)
    assert lines.filter(kind__in=[KIND, "projects.withdrawn"]).count() == 1


@pytest.mark.parametrize("end", [withdraw, decline])
def test_the_old_page_says_that_it_has_ended(as_, merged, target, end, head, other_head):
    address = f'href="{reverse("projects:propose")}"'
    merger = as_(head).get(url_of("detail", merged)).context["merger"]
    assert not merger.has_ended
    assert "berlanjut di usulan lain" in page_of(as_(head), merged)

    end(target, other_head)

    merger = as_(head).get(url_of("detail", merged)).context["merger"]
    assert merger.has_ended
    page = page_of(as_(head), merged)
    assert "berlanjut di usulan lain" not in page
    assert address in page.split('<div class="note">')[1].split("</div></div>")[0]
    assert target.get_absolute_url() in page
    assert "berlanjut di usulan lain" not in page_of(as_(), merged)


def test_who_withdraws_reads_first_what_ends_with_it(as_, merged, target, other_head):
    page = as_(other_head).get(url_of("withdraw", target))
    assert page.context["merged"] == 1
    assert '<div class="note wait">' in page.content.decode()


def test_where_nothing_was_merged_nothing_is_said(as_, project, head):
    page = as_(head).get(url_of("withdraw", project))
    assert '<div class="note wait">' not in page.content.decode()
    actions.withdraw(project, by=head, reason=WHY)
    assert Project.objects.get(pk=project.pk).state == "withdrawn"
    assert not told()
