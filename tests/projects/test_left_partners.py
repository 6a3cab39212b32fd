"""A newer version leaves a partner out while somebody there writes: he hears so, nothing is lost."""

import uuid

import pytest
from django.urls import reverse
from django.utils.html import escape

from projects import actions, rules
from projects.actions import committing
from tests.factories.money import CommitmentFactory, FundingWindowFactory
from tests.factories.projects import QuestionFactory, head_of, in_days
from tests.factories.villages import ForumFactory, MandateFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db
WORDS = "Iuran kami hitung menurut jumlah rumah."
LEFT = "tidak lagi ikut serta dalam usulan ini"


@pytest.fixture
def left(project, head, partners, words):
    """The second partner, whom the second version leaves out."""
    draft = actions.begin_change(project, {}, by=head)
    given = words | {"partners": partners[:1], "change_note": "Timbang tidak ikut."}
    actions.propose(draft, by=head, **given)
    return partners[1]


def sent_to(project, name):
    """The address of a form of the proposal, and what a browser sends there."""
    return {
        "question": (
            url_of("ask", project),
            {"token": uuid.uuid4(), "title": "Iuran", "text": WORDS},
        ),
        "position": (
            url_of("position", project, QuestionFactory(project=project).pk),
            {"number": 1, "stance": "reserve", "reason": WORDS},
        ),
        "answer": (
            url_of("answer", project),
            {"number": 1, "answer": "declined", "reason": WORDS},
        ),
        "fit": (
            url_of("fit", project),
            {"standing": "annual", "reference": WORDS, "year": "2027"},
        ),
    }[name]


@pytest.mark.parametrize("name", ["question", "position", "answer", "fit"])
def test_who_sends_from_a_region_that_was_left_out_hears_so(
    as_, project, left, partner_heads, name
):
    address, sent = sent_to(project, name)
    page = as_(partner_heads[1]).post(address, sent)
    html = page.content.decode()
    assert page.status_code == 403
    assert f"{left.full_name} {LEFT}" in html
    assert "Ini tidak dapat dilakukan lagi" in html
    assert WORDS in html


def test_what_should_change_is_shown_under_its_part(as_, project, left, partner_heads):
    sent = {"number": 1, "answer": "changes", "bagian_biaya": "Turunkan", "bagian_tujuan": WORDS}
    html = as_(partner_heads[1]).post(url_of("answer", project), sent).content.decode()
    assert '<dt>Biaya dan kontribusi</dt><dd class="v pre-line">Turunkan</dd>' in html
    assert WORDS in html


def test_without_words_the_sentence_stands_alone(as_, project, left, partner_heads):
    sent = {"number": 1, "answer": "given"}
    page = as_(partner_heads[1]).post(url_of("answer", project), sent)
    assert page.status_code == 403
    assert LEFT in page.content.decode()


def test_the_talk_is_not_there_for_who_only_looks_or_never_took_part(
    as_, project, left, partner_heads
):
    address, sent = sent_to(project, "question")
    assert as_(partner_heads[1]).get(address).status_code == 404
    assert as_(MandateFactory()).post(address, sent).status_code == 404


def test_who_never_had_the_right_is_not_told_that_it_is_gone(as_, project):
    address, sent = sent_to(project, "answer")
    page = as_(MandateFactory()).post(address, sent)
    html = page.content.decode()
    assert page.status_code == 403
    assert "<h1>Anda tidak dapat melakukan ini</h1>" in html
    assert escape(WORDS) in html
    assert "tidak dapat dilakukan lagi" not in html


def test_who_has_left(project, left, head, partner_heads):
    assert rules.has_left(partner_heads[1], project)
    assert not rules.has_left(partner_heads[0], project)
    assert not rules.has_left(head, project)
    assert not rules.has_left(MandateFactory(), project)
    assert not rules.has_left(None, project)


def kept_elsewhere():
    """Addresses of forms whose writer may lose the right while he writes, and what is sent there."""
    given, window = CommitmentFactory(committed=True), FundingWindowFactory()
    project, lead = given.project, head_of(given.project.lead)
    receipt = committing.receive(
        given, by=lead, amount=1, token=uuid.uuid4(), on=in_days(0), paper_number="KW-1"
    )
    return {
        reverse("funding:add_window"): {"name": WORDS},
        reverse("funding:change_window", args=[window.pk]): {"name": WORDS},
        reverse("programmes:found"): {"title": WORDS},
        reverse("projects:open_ranking", args=[ForumFactory().pk]): {"title": WORDS},
        url_of("reverse_receipt", project, given.number, receipt.number): {"reason": WORDS},
        url_of("take_back_amendment", project): {"reason": WORDS, "number": 2},
    }


def test_words_are_kept_wherever_the_right_may_end_meanwhile(as_):
    council = as_(MandateFactory(office="council", title="Ketua BPD"))
    for address, sent in kept_elsewhere().items():
        page = council.post(address, sent)
        assert (address, page.status_code) == (address, 403)
        assert WORDS in page.content.decode()
