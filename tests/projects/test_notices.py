"""Who is told what: a line in the inbox and a letter, in the reader's language."""

import pytest

from accounts.models import User
from notifications.models import Mail, Notification
from projects import actions
from projects.models import Project
from tests.factories.villages import MandateFactory
from tests.projects.conftest import url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(head, secretary, partner_heads, words):
    """A proposal made by the secretary, so that the head is asked like all others."""
    draft = actions.begin(by=secretary)
    actions.propose(draft, by=secretary, **words)
    return Project.objects.get()


def told(kind):
    return {note.recipient for note in Notification.objects.filter(kind=f"projects.{kind}")}


def mailed(kind):
    return {mail.recipient for mail in Mail.objects.filter(kind=f"projects.{kind}")}


def only(kind):
    return Mail.objects.filter(kind=f"projects.{kind}").latest("pk")


def users(*mandates):
    return {mandate.user for mandate in mandates}


def test_the_heads_of_all_silent_seats_are_asked(proposed, head, partner_heads, partners):
    assert told("consent_asked") == mailed("consent_asked") == users(head, *partner_heads)
    note = partner_heads[0].user.notifications.get()
    assert (
        note.title
        == f"Desa Sojokerto meminta jawaban {partners[0].full_name}: Jaringan air bersih Kali Bening"
    )
    assert (note.url, note.about) == (url_of("answer", proposed), proposed.key)
    mail = partner_heads[0].user.mails.get()
    assert mail.subject == "Mohon jawaban: Jaringan air bersih Kali Bening"
    assert len(mail.subject) < 60
    assert f"http://testserver{url_of('answer', proposed)}" in mail.text
    assert "Rp412.500.000" in mail.text
    assert f"Anda memimpin {partners[0].full_name}" in mail.text
    assert mail.on_behalf == partner_heads[0].key
    assert mail.about == proposed.key


def test_the_receivers_language_is_spoken(head, partner_heads, words):
    User.objects.filter(pk=partner_heads[0].user_id).update(language="en")
    actions.propose(actions.begin(by=head), by=head, **words)
    mail = partner_heads[0].user.mails.get()
    assert mail.subject == "Your answer, please: Jaringan air bersih Kali Bening"
    assert "asks Desa Besani for an answer" in mail.text
    assert "Mohon jawaban" in partner_heads[1].user.mails.get().subject


def test_a_change_says_that_older_answers_no_longer_count(
    proposed, secretary, words, partner_heads
):
    draft = actions.begin_change(proposed, {}, by=secretary)
    actions.propose(draft, by=secretary, **words | {"cost": 1, "change_note": "Biaya turun."})
    mail = partner_heads[0].user.mails.latest("pk")
    assert "Jawaban atas versi lama tidak berlaku lagi" in mail.text
    assert "> Biaya turun." in mail.text


def test_closed_accounts_and_ended_mandates_are_not_told(head, partner_heads, words):
    gone, ended = partner_heads
    User.objects.filter(pk=gone.user_id).update(is_active=False)
    type(ended).objects.filter(pk=ended.pk).update(starts_on="2020-01-01", ends_on="2020-12-31")
    actions.propose(actions.begin(by=head), by=head, **words)
    assert told("consent_asked") == mailed("consent_asked") == set()


def test_the_leads_people_hear_of_an_answer_but_not_of_their_own(
    proposed, head, secretary, partner_heads
):
    actions.answer(
        proposed,
        by=partner_heads[0],
        number=1,
        answer="changes",
        requests={"biaya": "Terlalu mahal."},
    )
    assert told("answered") == mailed("answered") == users(head, secretary)
    mail = only("answered")
    assert "minta perubahan" in mail.text
    assert "> Biaya dan kontribusi: Terlalu mahal." in mail.text
    assert secretary.user.notifications.latest("pk").body == "Biaya dan kontribusi: Terlalu mahal."
    actions.answer(proposed, by=head, number=1, answer="given")
    assert Mail.objects.filter(kind="projects.answered", recipient=head.user).count() == 1
    assert Mail.objects.filter(kind="projects.answered", recipient=secretary.user).count() == 2


@pytest.mark.parametrize(
    ("answer", "kind", "says"),
    [
        ("given", "agreed", "Kepala semua mitra menyetujui versi 1"),
        ("changes", "revising", "belum semuanya setuju"),
        ("declined", "declined", "Semua mitra menolak versi 1"),
    ],
)
def test_everybody_hears_what_the_answers_led_to(
    proposed, head, secretary, partner_heads, answer, kind, says
):
    actions.answer(proposed, by=head, number=1, answer="given")
    before = Mail.objects.filter(kind="projects.answered").count()
    for mandate in partner_heads:
        actions.answer(proposed, by=mandate, number=1, answer=answer, reason="Karena.",
            requests={"biaya": "Mahal."} if answer == "changes" else None,
        )  # fmt: skip
    assert told(kind) == mailed(kind) == users(head, secretary, *partner_heads)
    assert Mail.objects.filter(kind=f"projects.{kind}").count() == 4
    assert says in only(kind).text
    # the last answer comes with the outcome, not as a letter of its own
    assert Mail.objects.filter(kind="projects.answered").count() == before + 2


def test_a_withdrawal_is_told_with_its_reason(proposed, head, secretary, partner_heads):
    actions.withdraw(proposed, by=secretary, reason="Dana dialihkan.")
    assert told("withdrawn") == mailed("withdrawn") == users(head, *partner_heads)
    assert "> Dana dialihkan." in only("withdrawn").text


def test_who_is_left_out_is_told(proposed, secretary, words, partner_heads):
    draft = actions.begin_change(proposed, {}, by=secretary)
    actions.propose(
        draft, by=secretary, **words | {"partners": [partner_heads[0].region], "contributions": []}
    )
    assert told("left_out") == mailed("left_out") == users(partner_heads[1])
    assert "tidak lagi menjadi mitra" in only("left_out").text


def test_one_person_with_two_offices_is_told_once(head, partner_heads, words, lead):
    MandateFactory(user=partner_heads[0].user, region=lead, office="secretary")
    actions.propose(actions.begin(by=head), by=head, **words)
    project = Project.objects.get()
    for mandate in partner_heads:
        actions.answer(project, by=mandate, number=1, answer="given")
    assert partner_heads[0].user.notifications.filter(kind="projects.agreed").count() == 1


def test_no_address_that_people_typed_becomes_a_link(head, partner_heads, words):
    actions.propose(
        actions.begin(by=head), by=head, **words | {"title": "Klik http://jahat.example/x sekarang"}
    )
    mail = partner_heads[0].user.mails.get()
    assert "http://jahat.example" not in mail.text
    assert 'href="http://jahat' not in mail.html
