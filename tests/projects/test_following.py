"""Following a project: the button, what followers are told, the open page, the sheet to take along."""

import io

import pypdfium2
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.errors import Forbidden, Refusal
from forum_portal.start import followed_projects
from notifications.models import Mail, Notification
from projects import actions, documents, rules
from projects.models import Follow, Project
from tests.factories.accounts import UserFactory
from tests.factories.projects import (
    ContributionFactory,
    FollowFactory,
    ProjectFactory,
)
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.conftest import url_of
from tests.projects.reports import fresh, milestones_of, running, send
from tests.projects.test_reading import LIST, count, page_of

pytestmark = pytest.mark.django_db
S = Project.State


@pytest.fixture
def resident():
    """Somebody with an account and without an office."""
    return UserFactory()


def told(user):
    return list(user.notifications.order_by("pk").values_list("title", flat=True))


# --- the button


def test_whoever_has_an_account_follows_and_stops(as_, resident, project):
    client = as_(resident)
    assert "Ikuti proyek ini" in page_of(client, project.get_absolute_url())
    for _twice in range(2):
        answer = client.post(url_of("follow", project), follow=True)
        assert "Anda mengikuti proyek ini." in answer.content.decode()
    assert Follow.objects.get().user == resident
    page = page_of(client, project.get_absolute_url())
    assert "1 orang mengikutinya" in page and "Berhenti mengikuti" in page
    for _twice in range(2):
        client.post(url_of("unfollow", project))
    assert not Follow.objects.exists()


def test_a_visitor_is_led_to_sign_in_and_back(client, project):
    page = page_of(client, project.get_absolute_url())
    assert f"{reverse('account_login')}?next={project.get_absolute_url()}" in page
    answer = client.post(url_of("follow", project))
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_drafts_are_not_followed(as_, resident, head, lead, client):
    draft = ProjectFactory(lead=lead, state=S.DRAFT)
    assert as_(resident).post(url_of("follow", draft)).status_code == 404
    with pytest.raises(Refusal):
        actions.follow(draft, by=head.user)
    assert not rules.can_follow(AnonymousUser(), draft)
    assert not Follow.objects.exists()


def test_who_may_not_is_told_so(project):
    with pytest.raises(Forbidden):
        actions.follow(project, by=AnonymousUser())


# --- what they are told


def test_followers_hear_of_a_report_once_and_without_a_mail(
    lead, partners, head, partner_heads, resident
):
    project = running(lead, partners)
    for user in (resident, partner_heads[0].user, head.user):
        FollowFactory(project=project, user=user)
    report = send(project, head)
    title = f"Laporan baru dari {lead.full_name}: {project.title}"
    assert told(resident) == told(partner_heads[0].user) == [title]
    assert told(head.user) == []
    line = resident.notifications.get()
    assert (line.body, line.url) == (report.work, f"{project.get_absolute_url()}#kabar")
    assert not Mail.objects.filter(recipient=resident).exists()


def test_followers_hear_of_each_turn(head, secretary, words, partner_heads, resident):
    draft = actions.begin(by=head)
    actions.propose(draft, by=head, **words)
    project = Project.objects.get()
    FollowFactory(project=project, user=resident)
    change = actions.begin_change(project, {}, by=head)
    actions.propose(change, by=secretary, **words | {"change_note": "Biaya turun."})
    project = fresh(project)
    for mandate in (head, *partner_heads):
        actions.answer(project, by=mandate, number=2, answer="given")
    actions.start(fresh(project), by=head)
    actions.finish(fresh(project), by=head)
    name = words["title"]
    assert told(resident) == [
        f"Usulan diubah (versi 2): {name}",
        f"Semua mitra setuju: {name}",
        f"Pekerjaan dimulai: {name}",
        f"Pekerjaan selesai: {name}",
    ]
    assert f"Pekerjaan dimulai: {name}" in told(partner_heads[0].user)
    assert f"Pekerjaan dimulai: {name}" not in told(head.user)


def test_a_head_who_follows_is_asked_and_not_told_as_well(head, words, partner_heads):
    draft = actions.begin(by=head)
    actions.propose(draft, by=head, **words)
    project = Project.objects.get()
    FollowFactory(project=project, user=partner_heads[0].user)
    Notification.objects.all().delete()
    change = actions.begin_change(project, {}, by=head)
    actions.propose(change, by=head, **words)
    assert len(told(partner_heads[0].user)) == 1


def test_followers_hear_why_a_project_is_withdrawn(project, head, resident):
    FollowFactory(project=project, user=resident)
    actions.withdraw(project, by=head, reason="Dana desa dialihkan.")
    line = resident.notifications.get()
    assert line.body == "Dana desa dialihkan."
    assert project.lead.full_name in line.title


def test_each_reads_it_in_his_language(lead, partners, head):
    project = running(lead, partners)
    english = UserFactory(language="en")
    FollowFactory(project=project, user=english)
    FollowFactory(project=project)
    send(project, head)
    assert told(english) == [f"New report of {lead.full_name}: {project.title}"]


def test_a_closed_account_hears_nothing(lead, partners, head):
    project = running(lead, partners)
    FollowFactory(project=project, user__is_active=False)
    send(project, head)
    assert not Notification.objects.filter(recipient__is_active=False).exists()


def test_many_followers_cost_no_more_queries(lead, partners, head):
    def cost(number):
        project = running(lead, partners)
        FollowFactory.create_batch(number, project=project)
        with CaptureQueriesContext(connection) as queries:
            send(project, head)
        return len(queries)

    assert cost(2) == cost(12)


# --- the start page


def test_the_start_page_shows_followed_projects_with_news(as_, resident, lead, partners, head):
    project = running(lead, partners, title="Jembatan gantung")
    assert "Proyek yang Anda ikuti" not in page_of(as_(resident), reverse("start"))
    FollowFactory(project=project, user=resident)
    send(project, head)
    page = page_of(as_(resident), reverse("start"))
    assert "Proyek yang Anda ikuti" in page and "1 baru" in page
    (row,) = followed_projects(resident)
    assert (row.card.project, row.unread) == (project, 1)


# --- the open page


def test_an_open_page_asks_for_news_while_the_work_runs(client, lead, partners, head):
    project = running(lead, partners)
    page = client.get(project.get_absolute_url())
    ask = f"{url_of('news', project)}?sejak={page.context['revision']}"
    assert f'hx-get="{ask}" hx-trigger="every 20s"' in page.content.decode()
    assert client.get(ask).status_code == 204
    send(project, head, work="Pipa terpasang.")
    news = client.get(ask)
    assert "Pipa terpasang." in news.content.decode()
    assert "Ada kabar baru" in news.content.decode()
    assert "no-store" in news.headers["Cache-Control"]


def test_a_page_of_closed_work_asks_for_nothing(client, lead):
    project = ProjectFactory(lead=lead, state=S.FINISHED)
    page = page_of(client, project.get_absolute_url())
    assert (
        "hx-get" not in page
        and "htmx" not in page.rpartition("</main>")[0].rpartition("</head>")[2]
    )
    assert "hx-get" not in page_of(client, url_of("news", project))


def test_the_question_for_news_costs_one_query(client, lead, partners):
    project = running(lead, partners)
    revision = client.get(project.get_absolute_url()).context["revision"]
    assert count_204(client, url_of("news", project), revision) == 1


def count_204(client, address, revision):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, {"sejak": revision}).status_code == 204
    return len(queries)


def test_the_page_costs_the_same_with_two_followers_and_with_twelve(as_, head, project):
    FollowFactory.create_batch(2, project=project)
    client = as_(head)
    client.get(project.get_absolute_url())
    few = count(client, project.get_absolute_url())
    FollowFactory.create_batch(10, project=project)
    assert count(client, project.get_absolute_url()) == few
    assert count(client, LIST, ikut="on") == count(client, LIST, ikut="on")


# --- to take along


def words_of(content):
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return len(document), " ".join(
        page.get_textpage().get_text_range() for page in document
    ).replace("\r\n", " ")


def test_a_sheet_of_paper_tells_the_whole(client, lead, partners, head):
    project = running(lead, partners, title="Jembatan gantung")
    ContributionFactory(version=project.current, region=lead, amount=50_000_000, note="APB Desa")
    milestones_of(project, lead, partners[0])
    answer = client.get(url_of("sheet", project))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert f"jembatan-gantung-{project.code}.pdf" in answer.headers["Content-Disposition"]
    pages, text = words_of(answer.content)
    assert pages == 1
    for words in (
        "Jembatan gantung", project.code, "Pelaksanaan: berjalan", lead.full_name, "Rp412.500.000",
        "Rp50.000.000", "Tonggak 2", f"testserver{project.get_absolute_url()}",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("state", [S.PROPOSED, S.WITHDRAWN, S.FINISHED])
def test_a_sheet_is_made_in_every_state(lead, state):
    project = ProjectFactory(lead=lead, state=state, title="Pasar 🎉 malam")
    content = documents.sheet(fresh(project), project.proposed_at)
    assert content.startswith(b"%PDF")
    assert documents.sheet(fresh(project), project.proposed_at) == content


def test_a_long_project_takes_more_pages(lead):
    project = ProjectFactory(lead=lead, partners=RegionFactory.create_batch(40))
    pages, text = words_of(documents.sheet(fresh(project), project.proposed_at))
    assert pages == 2
    assert "Halaman 2 dari 2" in text


def test_a_draft_has_no_sheet(as_, head, lead):
    draft = ProjectFactory(lead=lead, state=S.DRAFT)
    assert as_(head).get(url_of("sheet", draft)).status_code == 404


def test_chats_find_title_picture_and_one_address(client, project):
    page = page_of(client, project.get_absolute_url())
    address = f"http://testserver{project.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert f'<meta property="og:title" content="{project.title}">' in page
    assert "og.png" in page
    assert f'id="alamat" value="{address}"' in page


def test_a_camat_follows_as_a_person_too(as_, project):
    camat = MandateFactory(region=project.lead.parent, office="camat", title="Camat")
    as_(camat).post(url_of("follow", project))
    assert Follow.objects.get().user == camat.user
