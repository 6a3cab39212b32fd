"""The members of a forum put its proposals in order; who sees what, and what holds at once."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.errors import Forbidden, Refusal
from core.models import AuditEvent
from notifications.models import Notification
from projects import actions, prioritising, priority_rules
from projects.forms.prioritising import OrderForm
from projects.models import Candidate, Preference, Project, Ranking
from projects.waiting import waiting_for
from tests.factories.priorities import PreferenceFactory, RankingFactory
from tests.factories.projects import ProjectFactory, head_of, in_days
from tests.factories.villages import ForumFactory, MandateFactory, RegionFactory
from tests.projects.test_races import at_once

pytestmark = pytest.mark.django_db
S = Project.State


@pytest.fixture
def forum(subdistrict, lead, partners):
    return ForumFactory(home=subdistrict, members=[lead, *partners])


@pytest.fixture
def proposals(lead, partners, head, partner_heads):
    titles = ("Air bersih", "Jalan tani", "Bank sampah")
    return [ProjectFactory(lead=lead, partners=partners, title=title) for title in titles]


@pytest.fixture
def ranking(forum, camat, proposals):
    return RankingFactory(forum=forum, mandate=camat, projects=proposals)


def keys(proposals, letters):
    """ "cab" → the keys of the third, the first and the second."""
    return [proposals["abc".index(letter)].pk for letter in letters]


def give(ranking, head, order, revision=0):
    return actions.rank(ranking, by=head, order=order, revision=revision)


def url(name, *args):
    return reverse(f"projects:{name}", args=args)


def page_of(client, ranking):
    return client.get(ranking.get_absolute_url())


def typed(proposals, letters, revision=0):
    places = {f"{key}-position": place for place, key in enumerate(keys(proposals, letters), 1)}
    return places | {"revision": revision}


# --- asking


def opened(by, forum, projects, **changes):
    words = {"token": uuid.uuid4(), "title": "Prioritas 2027", "closes_on": in_days(7)} | changes
    return actions.open_ranking(forum, by=by, projects=projects, **words)


def test_an_officer_asks_and_all_members_are_told(camat, forum, proposals, head, partner_heads):
    ranking = opened(camat, forum, proposals)
    assert [each.project for each in ranking.candidates.all()] == proposals
    told = Notification.objects.filter(kind="projects.ranking_opened")
    assert {line.recipient for line in told} == {each.user for each in (head, *partner_heads)}
    assert AuditEvent.objects.get(verb="projects.ranking_opened").actor_name == str(camat.user)


def test_the_same_form_sent_twice_asks_once(camat, forum, proposals):
    token = uuid.uuid4()
    assert opened(camat, forum, proposals, token=token) == opened(
        camat, forum, proposals, token=token
    )


def test_only_the_officers_of_the_home_ask(head, regency_officer, forum, proposals):
    for wrong in (head, regency_officer):
        with pytest.raises(Forbidden):
            opened(wrong, forum, proposals)


def test_the_form_offers_what_is_talked_about_or_agreed(as_, camat, forum, lead, proposals):
    agreed = ProjectFactory(lead=lead, state=S.AGREED)
    for state in (S.DRAFT, S.RUNNING, S.WITHDRAWN):
        ProjectFactory(lead=lead, state=state)
    ProjectFactory()  # of regions that sit elsewhere
    page = as_(camat).get(url("open_ranking", forum.pk))
    assert set(page.context["form"].offered) == {each.code for each in (*proposals, agreed)}


def test_an_officer_opens_a_ranking_on_its_page(as_, camat, forum, proposals):
    form = {
        "token": uuid.uuid4(), "title": "Prioritas 2027", "closes_on": in_days(7).isoformat(),
        "projects": [each.code for each in proposals[:2]],
    }  # fmt: skip
    answer = as_(camat).post(url("open_ranking", forum.pk), form)
    ranking = Ranking.objects.get()
    assert answer.url == ranking.get_absolute_url()
    assert {each.project for each in ranking.candidates.all()} == set(proposals[:2])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "\0"}, "title"),
        ({"closes_on": ""}, "closes_on"),
        ({"closes_on": "2020-01-01"}, "closes_on"),
        ({"closes_on": "9999-12-31"}, "closes_on"),
        ({"closes_on": "besok"}, "closes_on"),
        ({"projects": []}, "projects"),
        ({"projects": ["satu"]}, "projects"),
        ({"token": "x"}, "token"),
    ],
)
def test_bad_input_is_named_at_its_field(as_, camat, forum, proposals, changes, field):
    form = {
        "token": uuid.uuid4(), "title": "Prioritas", "closes_on": in_days(7).isoformat(),
        "projects": [each.code for each in proposals],
    } | changes  # fmt: skip
    page = as_(camat).post(url("open_ranking", forum.pk), form)
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])


def test_one_is_too_few_and_thirty_one_are_too_many(as_, camat, forum, lead):
    codes = [ProjectFactory(lead=lead, partners=[]).code for _ in range(31)]
    form = {"token": uuid.uuid4(), "title": "Prioritas", "closes_on": in_days(7).isoformat()}
    for chosen in (codes[:1], codes):
        page = as_(camat).post(url("open_ranking", forum.pk), form | {"projects": chosen})
        assert list(page.context["form"].errors) == ["projects"]
    assert not Ranking.objects.exists()


def test_without_proposals_there_is_no_form(as_, camat, forum):
    assert "form-end" not in as_(camat).get(url("open_ranking", forum.pk)).content.decode()


# --- putting in order


def test_a_head_gives_the_order_of_the_region_and_changes_it(ranking, head, proposals, lead):
    given = give(ranking, head, keys(proposals, "bac"))
    assert (given.region, given.person_name, given.revision) == (lead, str(head.user), 1)
    again = give(ranking, head, keys(proposals, "cab"), revision=1)
    assert (again.pk, again.order, again.revision) == (given.pk, keys(proposals, "cab"), 2)
    verbs = AuditEvent.objects.filter(target_type="projects.ranking").values_list("verb", flat=True)
    assert list(verbs) == ["projects.ranked_anew", "projects.ranked"]


def test_the_same_order_twice_is_one(ranking, head, secretary, proposals):
    order = keys(proposals, "bac")
    assert give(ranking, head, order) == give(ranking, secretary, order)
    assert Preference.objects.get().revision == 1


def test_another_order_of_the_same_region_is_seen_first(ranking, head, secretary, proposals):
    give(ranking, head, keys(proposals, "bac"))
    with pytest.raises(Refusal, match=str(head.user)):
        give(ranking, secretary, keys(proposals, "cab"))


@pytest.mark.parametrize("letters", ["ab", "aab", "abcc", ""])
def test_an_order_names_each_proposal_once(ranking, head, proposals, letters):
    with pytest.raises(Refusal):
        give(ranking, head, keys(proposals, letters))


def test_a_rank_that_is_given_again_and_again_is_named(proposals):
    typed = {f"{each.pk}-position": "1" for each in proposals} | {"revision": "0"}
    errors = OrderForm(typed, projects=proposals).errors
    assert len(errors) == len(proposals)
    assert all("lebih dari sekali" in str(words) for words in errors.values())


def test_only_members_and_only_until_the_end(ranking, head, proposals, camat):
    order = keys(proposals, "abc")
    council = MandateFactory(region=head.region, office="council", title="BPD")
    for wrong in (MandateFactory(), council, camat, None):
        with pytest.raises(Forbidden):
            give(ranking, wrong, order)
    actions.close_ranking(ranking, by=camat)
    with pytest.raises(Refusal):
        give(ranking, head, order)


def test_after_its_last_day_nothing_is_changed(ranking, head, camat, proposals):
    ranking.forum.memberships.update(since=in_days(-9))
    Ranking.objects.update(closes_on=in_days(-1))
    ranking.refresh_from_db()
    assert not ranking.is_open
    with pytest.raises(Refusal):
        give(ranking, head, keys(proposals, "abc"))
    assert actions.close_ranking(ranking, by=camat).closed_at is None


def test_only_the_officers_close_it_once_and_all_members_are_told(
    ranking, head, camat, partner_heads
):
    with pytest.raises(Forbidden):
        actions.close_ranking(ranking, by=head)
    first = actions.close_ranking(ranking, by=camat).closed_at
    assert actions.close_ranking(ranking, by=camat).closed_at == first
    told = Notification.objects.filter(kind="projects.ranking_closed")
    assert {line.recipient for line in told} == {each.user for each in (head, *partner_heads)}
    assert AuditEvent.objects.filter(verb="projects.ranking_closed").count() == 1


def test_the_database_refuses_what_is_no_order(ranking, lead, partners, proposals):
    mine = PreferenceFactory(ranking=ranking, region=lead)
    a, b, _c = (each.pk for each in proposals)
    for order in ([], [a, a], [a, ProjectFactory().pk]):
        with pytest.raises(DatabaseError), transaction.atomic():
            Preference.objects.filter(pk=mine.pk).update(order=order)
    with pytest.raises(DatabaseError), transaction.atomic():
        PreferenceFactory(ranking=ranking, region=lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        Candidate.objects.all().delete()
    actions.close_ranking(ranking, by=head_of(ranking.forum.home))
    with pytest.raises(DatabaseError), transaction.atomic():
        PreferenceFactory(ranking=ranking, region=partners[0], order=[a, b])


# --- the page of the order


def test_numbers_alone_give_the_order(as_, head, ranking, proposals):
    client = as_(head)
    shown = client.get(url("rank", ranking.pk)).context["form"]
    assert [field.value() for _project, field in shown.rows] == [1, 2, 3]
    answer = client.post(url("rank", ranking.pk), typed(proposals, "cab"))
    assert answer.url == ranking.get_absolute_url()
    again = client.get(url("rank", ranking.pk)).context["form"]
    assert [project for project, _field in again.rows] == [proposals[n] for n in (2, 0, 1)]


def test_who_gives_a_place_twice_reads_which_is_left(as_, head, ranking, proposals):
    places = typed(proposals, "abc") | {f"{proposals[2].pk}-position": 1}
    page = as_(head).post(url("rank", ranking.pk), places)
    errors = page.context["form"].errors
    assert set(errors) == {f"{proposals[0].pk}-position", f"{proposals[2].pk}-position"}
    assert "1" in errors[f"{proposals[0].pk}-position"][0]
    assert "3" in errors[f"{proposals[0].pk}-position"][0]
    assert not Preference.objects.exists()


@pytest.mark.parametrize("place", ["", "0", "4", "x", "9" * 30, "\0", "²"])
def test_a_strange_place_is_named_and_the_others_are_kept(as_, head, ranking, proposals, place):
    places = typed(proposals, "cba") | {f"{proposals[0].pk}-position": place}
    form = as_(head).post(url("rank", ranking.pk), places).context["form"]
    assert list(form.errors) == [f"{proposals[0].pk}-position"]
    assert form[f"{proposals[2].pk}-position"].value() == "1"


def test_what_was_saved_in_between_is_told_and_nothing_is_lost(
    as_, head, secretary, ranking, proposals
):
    give(ranking, secretary, keys(proposals, "bca"))
    client = as_(head)
    page = client.post(url("rank", ranking.pk), typed(proposals, "cab"))
    assert str(secretary.user) in page.content.decode()
    assert page.context["form"]["revision"].value() == 1
    client.post(url("rank", ranking.pk), typed(proposals, "cab", revision=1))
    assert Preference.objects.get().order == keys(proposals, "cab")


def test_a_proposal_that_goes_in_between_is_told(as_, head, ranking, proposals):
    client = as_(head)
    actions.withdraw(proposals[0], by=head, reason="Dana dialihkan.")
    page = client.post(url("rank", ranking.pk), typed(proposals, "cab"))
    # The place 3 of three is no place of two.
    assert page.status_code == 200
    assert not Preference.objects.exists()


# --- who sees what


def test_until_the_end_one_sees_the_others_after_ones_own(
    as_, client, head, partner_heads, ranking, proposals, camat
):
    give(ranking, partner_heads[0], keys(proposals, "bac"))
    for who in (None, head, camat):
        shown = (as_(who) if who else client).get(ranking.get_absolute_url())
        assert not shown.context["page"].seen
        assert shown.context["page"].columns == []
        assert partner_heads[0].region.full_name in shown.content.decode()
    give(ranking, head, keys(proposals, "abc"))
    assert len(page_of(as_(head), ranking).context["page"].columns) == 2
    actions.close_ranking(ranking, by=camat)
    client.logout()
    assert page_of(client, ranking).context["page"].seen


def test_who_changes_after_seeing_the_others_is_shown_with_the_day(
    as_, head, partner_heads, ranking, proposals
):
    give(ranking, head, keys(proposals, "abc"))
    give(ranking, head, keys(proposals, "acb"), revision=1)  # nobody else had given one yet
    words = "sesudah dapat melihat urutan wilayah lain"
    give(ranking, partner_heads[0], keys(proposals, "bac"))
    assert words not in page_of(as_(head), ranking).content.decode()
    give(ranking, partner_heads[0], keys(proposals, "abc"), revision=1)
    answer = page_of(as_(head), ranking)
    late = {column.preference.region: column.late for column in answer.context["page"].columns}
    assert late == {head.region: False, partner_heads[0].region: True}
    assert answer.content.decode().count(words) == 2  # in the table and in the list


def test_the_table_tells_ranks_points_agreement_and_distance(
    client, ranking, proposals, head, partner_heads, camat
):
    for mandate, letters in zip([head, *partner_heads], ("abc", "abc", "bac"), strict=True):
        give(ranking, mandate, keys(proposals, letters))
    actions.close_ranking(ranking, by=camat)
    answer = page_of(client, ranking)
    page = answer.context["page"]
    assert [line.project for line in page.lines] == proposals
    assert [line.standing.points for line in page.lines] == [8, 7, 3]
    assert [line.mean for line in page.lines] == ["1,3", "1,7", "3"]
    assert [line.spread for line in page.lines] == ["1–2", "1–2", "3"]
    assert [column.distance for column in page.columns] == [0, 0, 33]
    assert (page.degree.w, page.missing) == ("0,78", [])
    assert str(page.degree.words) in answer.content.decode()


def test_what_was_given_up_is_struck_through_and_does_not_count(
    client, ranking, proposals, head, partner_heads, camat
):
    give(ranking, head, keys(proposals, "abc"))
    give(ranking, partner_heads[0], keys(proposals, "cab"))
    actions.withdraw(proposals[2], by=head, reason="Dana dialihkan.")
    give(ranking, partner_heads[1], keys(proposals, "ba"))
    actions.close_ranking(ranking, by=camat)
    answer = page_of(client, ranking)
    page = answer.context["page"]
    assert [line.standing and line.standing.points for line in page.lines] == [5, 4, None]
    assert f"<s>{proposals[2].title}</s>" in answer.content.decode()


def asked_of(mandate):
    tasks = waiting_for(mandate, mandate.user)
    return [task.url for task in tasks if "prioritas" in task.url]


def test_missing_ones_are_named_and_reminded_at_the_start(ranking, proposals, head, partner_heads):
    assert asked_of(head) == [ranking.get_absolute_url()]
    give(ranking, head, keys(proposals, "abc"))
    assert asked_of(head) == []
    missing = prioritising.page_of(ranking, head).missing
    assert missing == sorted((each.region for each in partner_heads), key=lambda row: row.pk)
    Ranking.objects.update(closes_on=in_days(-1))
    assert asked_of(partner_heads[0]) == []


def test_one_order_alone_is_shown_without_a_degree(client, ranking, proposals, head, camat):
    give(ranking, head, keys(proposals, "abc"))
    actions.close_ranking(ranking, by=camat)
    page = page_of(client, ranking).context["page"]
    assert (page.degree, len(page.columns)) == (None, 1)


def test_without_any_order_the_proposals_are_listed(client, ranking, camat):
    actions.close_ranking(ranking, by=camat)
    page = page_of(client, ranking).context["page"]
    assert (len(page.lines), page.columns, page.seen) == (3, [], True)


def test_the_page_offers_the_end_to_officers_alone(as_, camat, head, ranking):
    address = url("close_ranking", ranking.pk)
    assert address in page_of(as_(camat), ranking).content.decode()
    assert address not in page_of(as_(head), ranking).content.decode()
    assert as_(camat).post(address).url == ranking.get_absolute_url()
    ranking.refresh_from_db()
    assert ranking.closed_by == camat


def test_the_forum_leads_to_its_rankings(client, as_, camat, forum, ranking):
    listed = url("rankings", forum.pk)
    assert listed in client.get(forum.get_absolute_url()).content.decode()
    page = client.get(listed)
    assert ranking.title in page.content.decode()
    assert url("open_ranking", forum.pk) not in page.content.decode()
    assert url("open_ranking", forum.pk) in as_(camat).get(listed).content.decode()


def test_an_empty_list_says_who_begins(client, forum):
    assert client.get(url("rankings", forum.pk)).status_code == 200


def count(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_pages_cost_the_same_whatever_their_size(as_, camat, forum, lead, subdistrict, head):
    small = RankingFactory(forum=forum, projects=[ProjectFactory(lead=lead) for _ in range(2)])
    PreferenceFactory(ranking=small, region=lead)
    large = RankingFactory(forum=forum, projects=[ProjectFactory(lead=lead) for _ in range(9)])
    for region in [lead, *RegionFactory.create_batch(6)]:
        PreferenceFactory(ranking=large, region=region)
    client = as_(head)
    client.get(small.get_absolute_url())
    for name in ("ranking", "rank"):
        few, many = (count(client, url(name, each.pk)) for each in (small, large))
        assert few == many
    few = count(client, url("rankings", forum.pk))
    RankingFactory.create_batch(5, forum=forum)
    assert count(client, url("rankings", forum.pk)) == few


def test_names_of_the_rows(ranking, lead):
    mine = PreferenceFactory(ranking=ranking, region=lead)
    assert ranking.title in str(mine)
    assert ranking.title in str(ranking.candidates.first())
    assert not priority_rules.can_open_ranking(None, ranking.forum)


# --- at once


def tried(job):
    try:
        return job()
    except (Refusal, DatabaseError) as error:
        return error


@pytest.mark.parametrize("end", ["closed", "last day"])
def test_what_is_given_up_after_the_end_keeps_its_place(
    ranking, proposals, head, camat, client, end
):
    give(ranking, head, keys(proposals, "abc"))
    if end == "closed":
        actions.close_ranking(ranking, by=camat)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        actions.withdraw(proposals[0], by=head, reason="Dana dialihkan.")
        lines = page_of(client, ranking).context["page"].lines
    assert [line.project for line in lines] == proposals
    assert [line.standing.place for line in lines] == [1, 2, 3]


def test_what_was_given_up_before_the_end_does_not_count_afterwards(
    ranking, proposals, head, camat, client
):
    give(ranking, head, keys(proposals, "abc"))
    actions.withdraw(proposals[0], by=head, reason="Dana dialihkan.")
    actions.close_ranking(ranking, by=camat)
    lines = page_of(client, ranking).context["page"].lines
    assert [line.standing and line.standing.place for line in lines] == [1, 2, None]


@pytest.mark.django_db(transaction=True)
def test_two_posts_of_one_region_at_once_are_one_order():
    region = RegionFactory()
    ranking = RankingFactory(forum=ForumFactory(members=[region]))
    head = head_of(region)
    secretary = MandateFactory(region=region, office="secretary", title="Sekretaris Desa")
    one = [each.project_id for each in ranking.candidates.all()]
    other = one[::-1]
    results = at_once(
        [lambda: tried(lambda: give(ranking, head, one))] * 3
        + [lambda: tried(lambda: give(ranking, secretary, other))] * 3
    )
    assert sum(isinstance(each, Refusal) for each in results) == 3
    assert Preference.objects.get().revision == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_given_after_the_end_even_at_once():
    regions = RegionFactory.create_batch(6)
    ranking = RankingFactory(forum=ForumFactory(members=regions))
    camat = head_of(ranking.forum.home)
    order = [each.project_id for each in ranking.candidates.all()]
    heads = [head_of(region) for region in regions]
    at_once(
        [lambda head=head: tried(lambda: give(ranking, head, order)) for head in heads]
        + [lambda: tried(lambda: actions.close_ranking(ranking, by=camat))]
    )
    ranking.refresh_from_db()
    assert ranking.closed_at
    late = ranking.preferences.filter(changed_at__gt=ranking.closed_at)
    assert not late.exists()
    given = AuditEvent.objects.filter(verb="projects.ranked").count()
    assert given == ranking.preferences.count()
