"""Two proposals that want the same become one."""

import pytest
from django.contrib.messages import get_messages
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.errors import Forbidden, Refusal
from notifications.models import Mail
from projects import actions
from projects.actions.merging import newcomers_of
from projects.models import Draft, MergeOffer, Project
from projects.waiting import waiting_for
from tests.factories.projects import (
    ChangeRequestFactory,
    DraftFactory,
    MergeOfferFactory,
    ProjectFactory,
    head_of,
)
from tests.factories.villages import MandateFactory, RegionFactory
from tests.projects.conftest import url_of
from tests.projects.test_races import at_once

pytestmark = pytest.mark.django_db
S = Project.State
WHY = "Mata airnya sama."


@pytest.fixture
def other_lead(db):
    return RegionFactory(name="Jlamprang")


@pytest.fixture
def other_head(other_lead):
    return MandateFactory(region=other_lead)


@pytest.fixture
def target(other_lead, partners, other_head):
    """A proposal of another lead; one partner sits in both."""
    return ProjectFactory(
        title="Air bersih lereng barat", lead=other_lead, partners=[partners[0], RegionFactory()]
    )


@pytest.fixture
def offer(project, target, head):
    return actions.offer_merge(project, target, by=head, message=WHY)


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def fresh(project):
    return Project.objects.select_related("lead", "current").get(pk=project.pk)


# --- offering


def test_the_lead_finds_the_other_proposal_and_offers(as_, project, target, head):
    client, address = as_(head), url_of("merge", project)
    page = client.post(address, {"q": "lereng barat", "cari": "1", "message": WHY}).content.decode()
    assert target.title in page
    assert WHY in page
    assert "sumerr" not in page
    response = client.post(address, {"q": "lereng barat", "target": target.code, "message": WHY})
    assert response["Location"].endswith("#gabung")
    made = MergeOffer.objects.get()
    assert (made.project, made.target, made.message, made.state) == (project, target, WHY, "open")
    assert str(made) == f"{project} > {target}"


def test_what_was_chosen_holds_whatever_the_search_box_says(as_, project, target, head):
    address = url_of("merge", project)
    as_(head).post(address, {"q": "irigasi hilir", "target": target.code, "message": WHY})
    assert MergeOffer.objects.get().target == target


def test_the_other_proposal_is_found_by_its_code(as_, project, target, head):
    ProjectFactory(title="Air bersih lereng utara")
    sent = {"q": target.code.lower(), "cari": "1"}
    assert list(as_(head).post(url_of("merge", project), sent).context["form"].found) == [
        target.code
    ]


def test_similar_ones_are_offered_without_a_search(as_, project, target, head, lead):
    same_sector = ProjectFactory(title="Irigasi hilir", lead=target.lead)
    hidden = [
        ProjectFactory(title="Jaringan air bersih lain", state=state)
        for state in (S.DRAFT, S.AGREED, S.DECLINED, S.WITHDRAWN)
    ]
    found = as_(head).get(url_of("merge", project)).context["form"].found
    assert {target.code, same_sector.code} <= set(found)
    assert not {project.code, *(each.code for each in hidden)} & set(found)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({}, "Pilih usulan lain"),
        ({"target": "XXXXXXXX"}, "masih dimusyawarahkan"),
        ({"target": "9" * 400}, "masih dimusyawarahkan"),
        ({"message": ""}, "mengapa keduanya sejalan"),
        ({"message": "x" * 501}, "500"),
        ({"q": "x" * 101}, "100"),
        ({"q": "\x00"}, "Pilih usulan lain"),
    ],
)
def test_bad_offers_are_told(as_, project, target, head, words, says):
    response = as_(head).post(url_of("merge", project), {"message": WHY} | words)
    assert response.status_code == 200
    assert says in response.content.decode()
    assert not MergeOffer.objects.exists()


def test_nothing_found_says_so(as_, project, head):
    page = as_(head).post(url_of("merge", project), {"q": "zzzz", "cari": "1"}).content.decode()
    assert "Tidak ada usulan terbuka yang ditemukan" in page


def test_the_same_offer_twice_is_one_and_another_waits(project, target, offer, head):
    assert actions.offer_merge(project, target, by=head, message=WHY) == offer
    third = ProjectFactory()
    with pytest.raises(Refusal, match="masih menunggu"):
        actions.offer_merge(project, third, by=head, message=WHY)
    actions.take_offer_back(project, by=head)
    assert actions.offer_merge(project, third, by=head, message=WHY).target == third
    with pytest.raises(DatabaseError), transaction.atomic():
        MergeOfferFactory(project=project, target=target)


def test_a_late_offer_keeps_its_text(as_, project, offer, head):
    third = ProjectFactory(title="Air bersih lereng utara")
    page = as_(head).post(
        url_of("merge", project), {"target": third.code, "message": "Kalimat saya"}
    ).content.decode()  # fmt: skip
    assert "masih menunggu" in page
    assert "Kalimat saya" in page


def test_an_offer_to_what_is_closed_gives_way(project, target, offer, head, other_head):
    actions.withdraw(target, by=other_head, reason="Batal.")
    again = actions.offer_merge(project, ProjectFactory(), by=head, message=WHY)
    offer.refresh_from_db()
    assert (offer.state, again.state) == ("back", "open")


def test_only_to_another_open_proposal(project, head):
    agreed = ProjectFactory(state=S.AGREED)
    for wrong in (project, agreed):
        with pytest.raises(Refusal, match="Pilih usulan lain"):
            actions.offer_merge(project, wrong, by=head, message=WHY)
    with pytest.raises(DatabaseError), transaction.atomic():
        MergeOfferFactory(project=project, target=project)


def test_only_the_lead_offers_and_takes_back(as_, project, target, offer, partner_heads, head):
    with pytest.raises(Forbidden):
        actions.offer_merge(project, target, by=partner_heads[0], message=WHY)
    with pytest.raises(Forbidden):
        actions.take_offer_back(project, by=partner_heads[0])
    assert as_(head).post(url_of("take_back_merge", project)).status_code == 302
    assert actions.take_offer_back(project, by=head).state == "back"  # a second click


def test_without_an_offer_there_is_nothing_to_take_back(project, head):
    with pytest.raises(Refusal, match="Tidak ada tawaran"):
        actions.take_offer_back(project, by=head)


# --- answering


def answer(client, offer, **words):
    return client.post(f"/proyek/gabung/{offer.pk}/", words)


def test_the_other_lead_declines_with_a_reason(as_, client, project, target, offer, other_head):
    as_(other_head)
    assert "Tulis alasannya" in answer(client, offer, answer="tidak").content.decode()
    answer(client, offer, answer="tidak", reason="Sumber dananya berbeda.")
    offer.refresh_from_db()
    assert (offer.state, offer.reason) == ("declined", "Sumber dananya berbeda.")
    assert fresh(project).state == S.PROPOSED
    client.logout()
    for each in (project, target):
        assert "Sumber dananya berbeda." in page_of(client, url_of("detail", each))


def test_strangers_find_no_offer_and_the_offering_lead_does_not_answer_it(
    as_, offer, head, partner_heads, other_lead
):
    assert answer(as_(partner_heads[0]), offer, answer="ya").status_code == 404
    assert answer(as_(head), offer, answer="ya").status_code == 403
    council = MandateFactory(region=other_lead, office="council")
    assert answer(as_(council), offer, answer="ya").status_code == 403


def test_an_accepted_offer_merges(as_, client, project, target, offer, head, other_head):
    DraftFactory(project=project)
    as_(other_head)
    assert "Mata airnya sama." in page_of(client, f"/proyek/gabung/{offer.pk}/")
    assert answer(client, offer, answer="").status_code == 200
    response = answer(client, offer, answer="ya")
    assert response["Location"] == f"{url_of('detail', target)}#gabung"
    merged = fresh(project)
    assert (merged.state, merged.merged_into) == (S.MERGED, target)
    assert merged.closed_at
    assert not Draft.objects.exists()
    assert answer(client, offer, answer="ya").status_code == 302  # a second click
    client.logout()
    page = page_of(client, url_of("detail", project))
    assert "berlanjut di usulan lain" in page
    assert "Tidak dilanjutkan" not in page
    assert url_of("detail", target) in page
    page = page_of(client, url_of("detail", target))
    assert f"Telah menampung: {project.title}" in page
    assert url_of("detail", project) in page
    assert "Digabung" in page_of(client, "/proyek/?tahap=berhenti")


def test_its_partners_are_told_and_named_in_the_next_version(
    as_, project, target, offer, other_head, partners, lead, partner_heads
):
    actions.accept_merge(offer, by=other_head)
    told = {mail.recipient for mail in Mail.objects.filter(kind="projects.merged")}
    assert {mandate.user for mandate in partner_heads} <= told
    assert newcomers_of(fresh(target)) == sorted([lead.pk, partners[1].pk])
    client = as_(other_head)
    client.post(url_of("change", target))
    draft = Draft.objects.get(project=target)
    assert {lead.pk, partners[1].pk, partners[0].pk} <= set(draft.answers["mitra"]["partners"])
    page_of(client, url_of("check", target))


def test_a_change_in_the_making_names_them_at_once(target, offer, other_head, lead, partners):
    draft = DraftFactory(project=target, answers={"mitra": {"partners": [partners[0].pk]}})
    actions.accept_merge(offer, by=other_head)
    after = Draft.objects.get(pk=draft.pk)
    assert after.answers["mitra"]["partners"] == [
        partners[0].pk, *sorted([lead.pk, partners[1].pk])
    ]  # fmt: skip
    assert after.revision == draft.revision + 1


def test_after_the_next_version_nobody_is_named_again(target, offer, other_head, words, partners):
    actions.accept_merge(offer, by=other_head)
    draft = actions.begin_change(fresh(target), {}, by=other_head)
    actions.propose(draft, by=other_head, **words | {"partners": partners, "contributions": []})
    assert newcomers_of(fresh(target)) == []


def test_the_version_after_a_merge_is_sent_page_by_page_and_asks_all_anew(
    as_, client, project, target, offer, other_head, lead, partners, typed, head
):
    actions.accept_merge(offer, by=other_head)
    client = as_(other_head)
    client.post(url_of("change", target))
    named = Draft.objects.get(project=target).answers["mitra"]["partners"]
    own = target.partnerships.exclude(region=target.lead).values_list("region", flat=True)
    assert set(named) == {*own, lead.pk, partners[1].pk}
    mitra = typed["mitra"] | {"partners": named}
    cost = {"cost": "600 juta", "rows": "1", "region_0": lead.pk, "kind_0": "cash",
            "amount_0": "80 juta", "note_0": "APB Desa"}  # fmt: skip
    schedule = {n: v for n, v in typed["jadwal"].items() if not n.startswith("fit")}
    note = {"change_note": "Digabung dengan usulan Desa Sojokerto."}
    pages = {
        "catatan": note,
        "tujuan": typed["tujuan"],
        "mitra": mitra,
        "biaya": cost,
        "jadwal": schedule,
    }
    for slug, sent in pages.items():
        mark = client.get(url_of("page", target, slug)).context["mark"]
        answer = client.post(url_of("page", target, slug), sent | {"mark": mark})
        assert answer.status_code == 302, slug
    check = client.get(url_of("check", target))
    assert check.context["is_complete"]
    revision = Draft.objects.get(project=target).revision
    sent = client.post(url_of("send", target), {"revision": revision})
    assert sent.status_code == 302
    target = fresh(target)
    assert target.current.number == 2
    assert {seat.region_id for seat in target.partnerships.all()} == {*named, target.lead_id}
    assert target.is_asked(lead.pk)
    assert Mail.objects.filter(kind="projects.consent_asked", recipient=head.user).exists()
    for person in (head, other_head, None):
        assert as_(person).get(project.get_absolute_url()).status_code in (200, 302)
        assert as_(person).get(target.get_absolute_url()).status_code == 200


def test_too_late_when_one_of_them_has_moved_on(project, target, offer, head, other_head):
    actions.withdraw(project, by=head, reason="Batal.")
    with pytest.raises(Refusal, match="tidak lagi dimusyawarahkan"):
        actions.accept_merge(offer, by=other_head)
    with pytest.raises(Refusal):
        actions.offer_merge(project, target, by=head, message=WHY)


def test_no_chains_and_no_circles(project, target, offer, head, other_head):
    third = ProjectFactory()
    onward = actions.offer_merge(target, third, by=other_head, message=WHY)
    actions.accept_merge(offer, by=other_head)
    onward.refresh_from_db()
    assert onward.state == "back"
    with pytest.raises(Refusal, match="tidak dapat digabungkan"):
        actions.offer_merge(fresh(target), third, by=other_head, message=WHY)
    late = MergeOfferFactory(project=target, target=third)
    with pytest.raises(Refusal, match="tidak dapat digabungkan"):
        actions.accept_merge(late, by=head_of(third.lead))


def test_the_database_refuses_chains_circles_and_undoing(project, target, offer, other_head):
    actions.accept_merge(offer, by=other_head)
    third, closed = ProjectFactory(), fresh(project).closed_at
    merge = {"state": S.MERGED, "closed_at": closed}
    tries = [
        (target, merge | {"merged_into": third}),
        (third, merge | {"merged_into": project}),
        (third, merge | {"merged_into": third}),
        (project, {"state": S.PROPOSED, "closed_at": None, "merged_into": None}),
        (third, {"merged_into": target}),
        (third, merge),
    ]
    for row, changes in tries:
        with pytest.raises(DatabaseError), transaction.atomic():
            Project.objects.filter(pk=row.pk).update(**changes)


def test_open_offers_are_between_the_two_leads(
    as_, client, project, offer, head, other_head, partner_heads, target
):
    address = url_of("detail", target)
    assert WHY not in page_of(client, address)
    assert WHY not in page_of(as_(partner_heads[0]), address)
    assert "Jawab tawaran" in page_of(as_(other_head), address)
    page = page_of(as_(head), url_of("detail", project))
    assert "Tarik kembali tawaran" in page
    assert "Jawab tawaran" not in page


def test_the_offer_waits_for_the_other_lead(offer, target, other_head, head):
    task = next(t for t in waiting_for(other_head, other_head.user) if t.icon == "link")
    assert task.title == f"Jawab tawaran penggabungan: {target.title}"
    assert not [t for t in waiting_for(head, head.user) if t.icon == "link"]
    assert {m.recipient for m in Mail.objects.filter(kind="projects.merge_offered")} == {
        other_head.user
    }
    actions.decline_merge(offer, by=other_head, reason="Tidak.")
    assert not [t for t in waiting_for(other_head, other_head.user) if t.icon == "link"]
    mail = Mail.objects.get(kind="projects.merge_declined")
    assert (mail.recipient, "> Tidak." in mail.text) == (head.user, True)


# --- at once


def tried(job):
    try:
        return job()
    except (Refusal, DatabaseError) as error:
        return error


@pytest.mark.django_db(transaction=True)
def test_two_proposals_that_merge_into_each_other_at_once_make_one():
    first, second = ProjectFactory(), ProjectFactory()
    heads = {each.pk: head_of(each.lead) for each in (first, second)}
    there = MergeOfferFactory(project=first, target=second)
    back = MergeOfferFactory(project=second, target=first)
    at_once(
        [
            lambda: tried(lambda: actions.accept_merge(there, by=heads[second.pk])),
            lambda: tried(lambda: actions.accept_merge(back, by=heads[first.pk])),
        ]
    )
    assert sorted(Project.objects.values_list("state", flat=True)) == [S.MERGED, S.PROPOSED]


@pytest.mark.django_db(transaction=True)
def test_two_links_of_a_chain_at_once_make_one():
    first, second, third = ProjectFactory.create_batch(3)
    offers = [
        (MergeOfferFactory(project=first, target=second), head_of(second.lead)),
        (MergeOfferFactory(project=second, target=third), head_of(third.lead)),
    ]
    at_once(
        [
            lambda offer=offer, by=by: tried(lambda: actions.accept_merge(offer, by=by))
            for offer, by in offers
        ]
    )
    assert Project.objects.filter(state=S.MERGED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_reply_at_once_and_one_counts():
    wish = ChangeRequestFactory()
    lead = wish.consent.version.project.lead
    people = [MandateFactory(region=lead, office="secretary") for _number in range(2)]
    said = at_once(
        [
            lambda by=by: tried(lambda: actions.reply(wish, by=by, answer="accepted"))
            for by in people
        ]
    )
    assert sum(isinstance(each, Refusal) for each in said) == 1


# --- a second click


@pytest.mark.parametrize(
    "said", [{"answer": "ya"}, {"answer": "tidak", "reason": "Pipanya berbeda."}]
)
def test_an_answer_clicked_twice_is_one(as_, target, offer, other_head, other_lead, said):
    address = reverse("projects:answer_merge", args=[offer.pk])
    first = as_(other_head).post(address, said)
    mails = Mail.objects.count()
    second = as_(other_head).post(address, said)
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == first.url
    assert Mail.objects.count() == mails
    texts = [str(each) for each in get_messages(second.wsgi_request)]
    assert texts[0] == texts[-1]

    secretary = MandateFactory(region=other_lead, office="secretary", title="Sekretaris Desa")
    late = as_(secretary).post(address, said, HTTP_REFERER=f"http://testserver{address}")
    if late.status_code == 302:
        assert late.url == target.get_absolute_url()
        page = as_(secretary).get(late.url).content.decode()
    else:
        page = late.content.decode()
    assert str(other_head.user) in page


def test_an_offer_taken_back_twice_is_taken_back_once(as_, project, offer, head, secretary):
    address = url_of("take_back_merge", project)
    first, second = (as_(head).post(address) for _click in range(2))
    assert second.url == first.url
    said = [str(each) for each in get_messages(second.wsgi_request)]
    assert said[0] == said[-1]
    assert MergeOffer.objects.get().answered_by == head
    late = as_(secretary).post(address, follow=True).content.decode()
    assert f"oleh {head.user}" in late
