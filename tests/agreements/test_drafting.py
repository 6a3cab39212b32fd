"""From a project or meeting to a text that the parties can approve, and to its next version."""

from dataclasses import replace

import pytest

from agreements import actions, sources
from agreements.actions import Changed, Lacking, drafting
from agreements.actions.drafting import fingerprint
from agreements.models import Agreement
from core import audit
from core.errors import Forbidden, Refusal
from notifications.models import Mail, Notification
from tests.factories.agreements import AgreementFactory, give_word, in_days
from tests.factories.projects import ProjectFactory, head_of
from tests.factories.villages import MandateFactory, RegionFactory

pytestmark = pytest.mark.django_db
S = Agreement.State


@pytest.fixture
def head(people):
    return people["drafting head"]


def verbs(agreement):
    return [line.sentence for line in audit.trail_of(agreement)]


def words_of(agreement, **changes):
    return replace(drafting.words_of(agreement), **({"text": agreement.text} | changes))


def change(agreement, by, **changes):
    seen = changes.pop("seen", None) or fingerprint(agreement)
    return actions.change(agreement, by=by, seen=seen, words=words_of(agreement, **changes))


def draft(by, regions, **changes):
    project = ProjectFactory(state="running", lead=regions[0], partners=regions[1:])
    words = {
        "kind": "permakades", "title": "Air bersih", "regions": regions,
        "starts_on": in_days(1), "ends_on": in_days(400),
    } | changes  # fmt: skip
    return actions.draft(by=by, source=sources.of_project(project), **words)


def test_a_draft_begins_with_the_kinds_text_and_the_heads_as_they_are(head, villages, people):
    agreement = draft(head, villages)

    assert agreement.state == S.DRAFT and agreement.current is None
    assert agreement.drafted_for == villages[0]
    assert [(p.position, p.name, p.signer_name) for p in agreement.parties.all()] == [
        (1, "Desa Sojokerto", str(head.user)),
        (2, "Desa Besani", str(people["other head"].user)),
    ]
    assert "Desa Sojokerto dan Desa Besani" in agreement.text
    assert "RUANG LINGKUP" in agreement.text and "[isi:" in agreement.text
    assert "\u00a0" not in agreement.text
    assert verbs(agreement) == ["menyusun kesepakatan"]


def test_where_nobody_is_verified_the_name_stays_open(head, villages):
    newcomer, subdistrict = RegionFactory(), villages[0].parent
    agreement = draft(head, [*villages, newcomer, subdistrict], kind="mou")

    third, fourth = list(agreement.parties.all())[2:]
    assert (third.signer_name, third.signer_title) == ("", "Kepala Desa")
    assert (fourth.signer_name, fourth.signer_title) in {
        ("", "Camat"),
        (str(head_of(subdistrict).user), "Camat"),
    }


def test_who_may_not_draft_makes_nothing(people, villages):
    with pytest.raises(Forbidden):
        draft(people["stranger head"], villages)

    assert not Agreement.objects.exists()


def test_a_draft_is_changed_without_a_version(head, villages):
    agreement = AgreementFactory(regions=villages)
    first, second = words_of(agreement).parties

    change(
        agreement, head, title="Air bersih untuk semua", text="Pasal 1\nBaru.",
        parties=(replace(second, number="2 Tahun 2026"), replace(first, signer_name="Sutrisno")),
    )  # fmt: skip

    agreement.refresh_from_db()
    assert (agreement.title, agreement.text) == ("Air bersih untuk semua", "Pasal 1\nBaru.")
    assert [(p.name, p.number, p.signer_name) for p in agreement.parties.all()][0][:2] == (
        "Desa Besani", "2 Tahun 2026",
    )  # fmt: skip
    assert agreement.parties.last().signer_name == "Sutrisno"
    assert not agreement.versions.exists()
    assert verbs(agreement) == ["mengubah draf"]


def test_saving_the_same_words_changes_nothing(head, villages):
    agreement = AgreementFactory(state="open", regions=villages, approved=[villages[1]])

    after = change(agreement, head, seen="stale")

    assert after.current_id == agreement.current_id
    assert agreement.current.signatures.count() == 1


def test_words_that_somebody_else_has_saved_are_not_overwritten(head, people, villages):
    agreement = AgreementFactory(regions=villages)
    seen = fingerprint(agreement)
    change(agreement, people["drafting secretary"], title="Dari sekretaris")

    with pytest.raises(Changed):
        change(agreement, head, seen=seen, title="Dari kepala")

    agreement.refresh_from_db()
    assert agreement.title == "Dari sekretaris"


def test_parties_cannot_be_exchanged(head, villages, sawangan):
    agreement = AgreementFactory(regions=villages)
    first, second = words_of(agreement).parties

    for parties in ((first,), (first, replace(second, region_id=sawangan.pk))):
        with pytest.raises(Refusal):
            change(agreement, head, parties=parties, title="Lain")
    agreement.refresh_from_db()
    assert agreement.title != "Lain"


def test_opening_makes_the_first_version_and_asks_all_heads(head, people, villages):
    agreement = AgreementFactory(regions=villages)

    agreement = actions.open_for_approval(agreement, by=head)

    assert agreement.state == S.OPEN
    assert agreement.current.number == 1
    assert agreement.current.text.endswith(agreement.text + "\n")
    for name in ("drafting head", "other head"):
        user = people[name].user
        assert user.notifications.get().url == f"/kesepakatan/{agreement.code}/setujui/"
        assert "mohon persetujuan" in user.mails.get().subject
    assert not Notification.objects.filter(recipient=people["other secretary"].user).exists()
    assert verbs(agreement) == ["membuka kesepakatan untuk persetujuan"]


def test_a_draft_is_opened_once(head, villages):
    agreement = AgreementFactory(state="open", regions=villages)

    with pytest.raises(Refusal, match="sudah dibuka"):
        actions.open_for_approval(agreement, by=head)

    assert agreement.versions.count() == 1


def test_an_incomplete_draft_is_not_opened(head, villages):
    agreement = AgreementFactory(regions=villages, text="[isi: semuanya]")

    with pytest.raises(Refusal, match=r"\[isi: …\]"):
        actions.open_for_approval(agreement, by=head)

    assert not Mail.objects.exists()


def test_a_change_while_open_makes_the_next_version_and_voids_the_approvals(head, people, villages):
    agreement = AgreementFactory(state="open", regions=villages, approved=[villages[1]], told=True)
    first = agreement.current
    asked = Mail.objects.filter(kind="agreements.opened")
    assert asked.undelivered().count() == 2

    agreement = change(agreement, head, text="Pasal 1\nIuran Rp50.000.")

    assert agreement.state == S.OPEN
    assert (agreement.current.number, agreement.current.signatures.count()) == (2, 0)
    assert agreement.current.seal != first.seal
    assert Agreement.objects.awaiting_approval_of(villages[1]).get() == agreement
    assert not asked.undelivered().exists()
    told = Notification.objects.filter(kind="agreements.changed")
    assert {note.recipient_id for note in told} == {
        people["other head"].user_id, people["other secretary"].user_id,
        people["drafting secretary"].user_id,
    }  # fmt: skip
    assert verbs(agreement)[0].startswith("mengubah naskah; persetujuan sebelumnya")


def test_a_change_that_leaves_a_gap_is_not_made(head, villages):
    agreement = AgreementFactory(state="open", regions=villages, approved=[villages[1]])

    with pytest.raises(Lacking):
        change(agreement, head, text="Pasal 1\n[isi: iuran]")

    agreement.refresh_from_db()
    assert agreement.state == S.OPEN and agreement.current.number == 1
    assert agreement.current.signatures.count() == 1


def test_the_number_and_the_head_of_a_party_change_by_a_version_too(head, villages):
    agreement = AgreementFactory(state="open", regions=villages)
    first, second = words_of(agreement).parties
    with pytest.raises(Lacking, match="Kepala yang terverifikasi di sana"):
        change(agreement, head, parties=(first, replace(second, signer_name="Orang Sembarang")))
    person = head_of(villages[1]).user
    person.full_name = "Pejabat Baru"
    person.save()

    agreement = change(
        agreement, head, parties=(first, replace(second, number="4", signer_name="Pejabat Baru"))
    )

    assert "nomor 4, diwakili Pejabat Baru" in agreement.current.text


@pytest.mark.parametrize("state", ["in_force", "ended", "withdrawn"])
def test_what_is_settled_does_not_change(state, head, villages):
    agreement = AgreementFactory(state=state, regions=villages)

    with pytest.raises(Refusal):
        change(agreement, head, title="Lain")


def test_a_party_does_not_change_the_text_of_another(people, villages):
    agreement = AgreementFactory(state="open", regions=villages)

    with pytest.raises(Forbidden):
        change(agreement, people["other head"], title="Lain")


def test_the_same_words_again_in_a_third_version_need_new_approvals(head, people, villages):
    agreement = AgreementFactory(state="open", regions=villages)
    text = agreement.text
    give_word(agreement, people["other head"])
    agreement = change(agreement, head, text="Pasal 1\nLain.")
    agreement = change(agreement, head, text=text)

    assert agreement.current.number == 3
    assert not agreement.current.signatures.exists()
    with pytest.raises(Refusal, match="telah berubah"):
        give_word(agreement, people["other head"], sha256=agreement.versions.get(number=1).sha256)


def test_a_village_may_hold_two_mandates_of_one_person(head, villages):
    """Somebody who heads both parties is told once a message."""
    agreement = AgreementFactory(regions=villages)
    third = RegionFactory()
    MandateFactory(region=third, user=head.user)

    actions.open_for_approval(agreement, by=head)

    assert head.user.notifications.count() == 1


@pytest.mark.parametrize("ends_on", [in_days(900), None])
def test_who_holds_two_offices_is_written_to_in_the_one_that_lasts_longer(head, villages, ends_on):
    """The letter is dropped with the mandate on whose behalf it goes out."""
    agreement = AgreementFactory(regions=villages)
    actions.open_for_approval(agreement, by=head)
    other = head_of(villages[1])
    officer = MandateFactory(
        region=villages[1], user=other.user, office="secretary", ends_on=ends_on
    )

    actions.withdraw(agreement, by=head, reason="Keliru.")

    mail = other.user.mails.get(kind="agreements.withdrawn")
    assert mail.on_behalf == officer.key
